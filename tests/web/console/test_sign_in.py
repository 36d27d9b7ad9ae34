"""Signing in to the console in a real browser, before the real backend: by keyboard, at 360 pixels, and for axe."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from backend.identity import totp
from backend.staff.accounts import By, NewColleague
from backend.staff.models import Role
from tests.backend.conftest import NOW
from tests.backend.databases import SeededDatabases, SqliteDatabases
from tests.backend.desk import KIMURA
from tests.web.mypage.site import MyPageSite, serving_my_page

ARAI = NewColleague("arai.agent", "新井 学", "新井", "arai@desk.example", Role.AGENT)
PASSWORD = "Arai-Desk09!"
SIGN_IN = "/console/sign-in"


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> SeededDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("seeded"), NOW.date())


@pytest.fixture
def site(databases: SeededDatabases) -> Iterator[MyPageSite]:
    with serving_my_page(databases) as served:
        yield served


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def assert_good(page: Page) -> None:
    """Nothing for axe to find, and nothing to scroll sideways for on a small phone."""
    assert Axe().run(page).generate_report().startswith("Found 0")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page).generate_report().startswith("Found 0")
    page.set_viewport_size({"width": 1280, "height": 800})


def tab_to(page: Page, name: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText") == name:
            return
    pytest.fail(f"no way to {name} by Tab")


def type_into(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def code_now(site: MyPageSite) -> str:
    return totp.code_at(KIMURA.totp_secret, site.clock.now())


def enter_password(page: Page, site: MyPageSite, login_id: str, password: str) -> None:
    page.goto(site.origin + SIGN_IN)
    type_into(page, "担当者ログインID", login_id)
    type_into(page, "パスワード", password)
    page.keyboard.press("Enter")


def test_with_nothing_but_a_keyboard(page: Page, site: MyPageSite) -> None:
    page.goto(f"{site.origin}/console")
    page.wait_for_url(site.origin + SIGN_IN)
    enter_password(page, site, KIMURA.login_id, KIMURA.password)
    heading(page, "二要素認証")
    type_into(page, "認証コード", code_now(site))
    page.keyboard.press("Enter")

    page.wait_for_url(f"{site.origin}/console")
    page.goto(f"{site.origin}/console/account")
    heading(page, "アカウント")
    assert_good(page)
    tab_to(page, "ログアウト")
    page.keyboard.press("Enter")
    heading(page, "担当者コンソールへのログイン")
    expect(page.get_by_role("status")).to_have_text("ログアウトしました。")


def test_it_is_plainly_staffs_door(page: Page, site: MyPageSite) -> None:
    page.goto(site.origin + SIGN_IN)

    expect(page.get_by_role("banner")).to_contain_text("担当者コンソール")
    assert "担当者コンソール" in page.title()
    assert page.locator("madoguchi-widget, [data-identity-subject]").count() == 0
    page.goto(f"{site.origin}/sign-in")
    expect(page.get_by_role("banner")).not_to_contain_text("担当者")


def test_a_refusal_takes_the_focus(page: Page, site: MyPageSite) -> None:
    enter_password(page, site, KIMURA.login_id, "Wrong-Password-1")

    expect(page.get_by_role("alert")).to_be_focused()
    assert_good(page)
    expect(page.get_by_label("担当者ログインID")).to_have_value(KIMURA.login_id)
    expect(page.get_by_label("パスワード")).to_have_value("")


def test_the_pages_are_accessible_and_fit_a_phone(page: Page, site: MyPageSite) -> None:
    page.goto(site.origin + SIGN_IN)
    assert_good(page)
    enter_password(page, site, KIMURA.login_id, KIMURA.password)
    heading(page, "二要素認証")
    assert_good(page)
    page.get_by_role("link", name="バックアップコードでログイン").click()
    heading(page, "バックアップコードでログイン")
    assert_good(page)
    page.goto(f"{site.origin}/console/invitation/unknown")
    heading(page, "このリンクは使えません")
    assert_good(page)
    page.goto(f"{site.origin}/demo/staff")
    assert_good(page)


def test_from_the_invitation_to_the_backup_codes(page: Page, site: MyPageSite) -> None:
    with site.container.database.unit_of_work() as session:
        site.container.staff_accounts.invite(session, ARAI, By(None))
    page.goto(site.newest_link(ARAI.email))
    heading(page, "パスワードの設定")
    assert_good(page)
    page.get_by_label("新しいパスワード", exact=True).fill(PASSWORD)
    page.get_by_label("新しいパスワード（確認のためもう一度）").fill(PASSWORD)
    page.get_by_role("button", name="このパスワードに設定する").click()
    heading(page, "担当者コンソールへのログイン")
    enter_password(page, site, ARAI.login_id, PASSWORD)
    heading(page, "二要素認証の登録")
    picture = page.get_by_role("img", name="QRコード")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    assert_good(page)
    page.get_by_text("QRコードを読み取れないとき").click()
    secret = "".join(page.locator(".secret-key").inner_text().split())
    page.get_by_label("認証コード").fill(totp.code_at(secret, site.clock.now()))
    page.get_by_role("button", name="登録してログイン").click()

    heading(page, "バックアップコード")
    assert page.locator("[data-codes] code").count() == 10
    assert_good(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="コピーする").click()
    expect(page.get_by_text("コピーしました。")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()").split()
    assert copied == page.locator("[data-codes] code").all_inner_texts()
    page.get_by_role("link", name="控えたので、コンソールへ進む").click()
    page.wait_for_url(f"{site.origin}/console")


def test_the_demo_shows_the_code_of_the_moment(page: Page, site: MyPageSite) -> None:
    site.clock.advance(timedelta(minutes=5))
    page.goto(f"{site.origin}/demo/staff")

    expect(page.get_by_role("region", name=KIMURA.name)).to_contain_text(code_now(site))
