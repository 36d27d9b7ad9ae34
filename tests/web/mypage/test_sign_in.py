"""Signing in to My Page in a real browser, with nothing but a keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.web.mypage.site import MyPageSite

SECURITY = "/mypage/security"
NEW = "Brand-New-2026"


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def tab_to(page: Page, name: str) -> None:
    """Tab on until something of this label or name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText") == name:
            return
    pytest.fail(f"no way to {name} by Tab")


def enter(page: Page, name: str, text: str = "") -> None:
    """Tab to it, type if there is something to type, and press Enter."""
    tab_to(page, name)
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def enter_password(page: Page, site: MyPageSite, login_id: str, password: str) -> None:
    page.goto(site.origin + SECURITY)
    heading(page, "ログイン")
    tab_to(page, "ログインID")
    page.keyboard.type(login_id)
    enter(page, "パスワード", password)
    heading(page, "二要素認証")


def test_with_a_code(page: Page, site: MyPageSite) -> None:
    sakura = site.person("in_use")
    enter_password(page, site, sakura.login_id, sakura.password)
    enter(page, "認証コード", site.newest_code(sakura.login_id))

    page.wait_for_url(site.origin + SECURITY)
    heading(page, "ログインの記録")
    expect(page.get_by_role("banner")).to_contain_text(sakura.name)
    enter(page, "ログアウト")
    heading(page, "ログイン")
    expect(page.get_by_role("status")).to_have_text("ログアウトしました。")


def test_with_a_backup_code_from_the_list(page: Page, site: MyPageSite) -> None:
    sakura = site.person("in_use")
    site.come_signed_in(page.context, sakura.login_id)
    page.goto(site.origin + "/mypage/profile/edit")
    enter(page, "二要素認証の設定はこちら")
    heading(page, "二要素認証の設定")
    code = page.locator(".codes code").first.inner_text()
    enter(page, "ログアウト")
    heading(page, "ログイン")

    enter_password(page, site, sakura.login_id, sakura.password)
    enter(page, "別の方法でログインする")
    heading(page, "別の方法でログインする")
    enter(page, "バックアップコード", code)
    page.wait_for_url(site.origin + SECURITY)

    page.goto(site.origin + "/mypage/two-factor")
    expect(page.locator(".codes .used")).to_contain_text(re.compile(f"{code}.*使用済み"))


def test_with_a_new_password_after_forgetting_the_old_one(page: Page, site: MyPageSite) -> None:
    sakura = site.person("in_use")
    page.goto(site.origin + "/sign-in")
    enter(page, "パスワードをお忘れの方")
    heading(page, "パスワードをお忘れの方")
    enter(page, "ログインID", sakura.login_id)
    heading(page, "再設定のお申し込みを受け付けました")

    page.goto(site.newest_link(sakura.login_id))
    heading(page, "新しいパスワードの設定")
    tab_to(page, "新しいパスワード")
    page.keyboard.type(NEW)
    enter(page, "新しいパスワード（確認のためもう一度）", NEW)
    heading(page, "パスワードを設定しました")

    enter_password(page, site, sakura.login_id, NEW)
    enter(page, "認証コード", site.newest_code(sakura.login_id))
    page.wait_for_url(site.origin + SECURITY)


def test_a_refusal_is_read_out(page: Page, site: MyPageSite) -> None:
    page.goto(site.origin + "/sign-in")
    tab_to(page, "ログインID")
    page.keyboard.type("sakura.ito")
    enter(page, "パスワード", "wrong")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("ログインID")).to_have_value("sakura.ito")
    expect(page.get_by_label("パスワード", exact=True)).to_have_value("")


def test_the_phone_is_tried_before_codes_go_there(page: Page, site: MyPageSite) -> None:
    sakura = site.person("in_use")
    site.come_signed_in(page.context, sakura.login_id)
    page.goto(site.origin + "/mypage/two-factor")
    page.get_by_label("SMS").check()
    page.get_by_role("button", name="送り先を変更する").click()
    heading(page, "電話番号の確認")
    enter(page, "認証コード", site.newest_code(sakura.login_id))

    expect(page.get_by_role("status")).to_contain_text("SMSに変更しました")
    expect(page.get_by_label("SMS")).to_be_checked()


@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_has_a_violation(page: Page, site: MyPageSite, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sakura = site.person("in_use")
    found: dict[str, list[str]] = {}

    def look(path: str = "") -> None:
        if path:
            page.goto(site.origin + path)
        violations = Axe().run(page).response["violations"]
        too_wide = page.evaluate("document.documentElement.scrollWidth") > width
        found[page.url] = [violation["id"] for violation in violations] + ["too wide"] * too_wide

    for path in ("/sign-in", "/password-reset", "/password-reset/sent", "/password-reset/done", "/password-reset/gone"):
        look(path)
    page.goto(site.origin + "/sign-in")
    page.get_by_label("ログインID").fill(sakura.login_id)
    page.get_by_label("パスワード", exact=True).fill(sakura.password)
    page.get_by_role("button", name="ログイン").click()
    heading(page, "二要素認証")
    look()
    look("/sign-in/backup-code")
    site.come_signed_in(page.context, sakura.login_id)
    for path in ("/mypage/two-factor", "/mypage/two-factor/backup-codes/renew", SECURITY):
        look(path)

    assert {url: troubles for url, troubles in found.items() if troubles} == {}
