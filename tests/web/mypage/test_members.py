"""Registering and keeping one's own details in a real browser: with nothing but a keyboard, and on every width."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from backend.members import service as members
from backend.members.registration import SignUp
from tests.web.mypage.site import MyPageSite

NEW = "hanako@umi-shoji.example"
PASSWORD = "Brand-New-2026"
DETAILS = {
    "名前": "山田 花子",
    "メールアドレス": NEW,
    "会社名": "海商事株式会社",
    "住所": "東京都港区海岸1-2-3",
    "電話番号": "０９０－１２３４－５６７８",
}
WANTS_PAID = "銀行振込（請求書払）または口座振替の利用"
FOCUSED = """() => {
  const at = document.activeElement;
  return (at?.labels?.[0]?.innerText ?? at?.innerText ?? "").trim();
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def tab_to(page: Page, name: str) -> None:
    """Tab on until something of this label or name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return
    pytest.fail(f"no way to {name} by Tab")


def type_in(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_from_the_form_to_my_page_by_keyboard(page: Page, site: MyPageSite) -> None:
    page.goto(f"{site.origin}/sign-up")
    for label, text in DETAILS.items():
        type_in(page, label, text)
    tab_to(page, "登録を申し込む")
    page.keyboard.press("Enter")
    heading(page, "メールをご確認ください")

    page.goto(site.newest_link(NEW))
    type_in(page, "パスワード", PASSWORD)
    expect(page.locator("[data-summary]")).to_have_text("条件をすべて満たしています。")
    type_in(page, "パスワード（確認のためもう一度）", PASSWORD)
    page.keyboard.press("Enter")
    heading(page, "ログイン")
    expect(page.get_by_role("status").first).to_contain_text("会員登録が完了しました")

    type_in(page, "ログインID", NEW)
    type_in(page, "パスワード", PASSWORD)
    page.keyboard.press("Enter")
    heading(page, "二要素認証")
    type_in(page, "認証コード", site.newest_code(NEW))
    page.keyboard.press("Enter")
    heading(page, "マイページ")
    expect(page.get_by_role("main")).to_contain_text("山田 花子 様")


def test_a_refused_sign_up_is_read_out_and_leads_to_its_field(page: Page, site: MyPageSite) -> None:
    page.goto(f"{site.origin}/sign-up")
    type_in(page, "名前", DETAILS["名前"])
    type_in(page, "電話番号", "123")
    page.keyboard.press("Enter")

    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(page).to_have_title("エラー：会員登録｜Fujitsu Cloud Direct（デモ）")
    expect(page.get_by_label("名前", exact=True)).to_have_value(DETAILS["名前"])
    tab_to(page, "メールアドレスを入力してください。")
    page.keyboard.press("Enter")
    expect(page.get_by_label("メールアドレス", exact=True)).to_be_focused()


def test_what_paid_needs_is_asked_only_of_who_wants_it(page: Page, site: MyPageSite) -> None:
    page.goto(f"{site.origin}/sign-up")
    representative = page.get_by_label("代表者名")
    expect(representative).to_be_hidden()
    tab_to(page, WANTS_PAID)
    page.keyboard.press("Space")
    expect(representative).to_be_visible()
    type_in(page, "代表者名", "海野 太郎")
    tab_to(page, "20日締め翌月20日払い")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    # Refused for what is missing above, and nothing of this is lost.
    expect(page.get_by_role("alert")).to_be_focused()
    expect(representative).to_have_value("海野 太郎")
    expect(page.get_by_label("20日締め翌月20日払い")).to_be_checked()
    page.get_by_label(WANTS_PAID).uncheck()
    expect(representative).to_be_hidden()


def test_the_password_is_changed_where_the_faq_says_by_keyboard(
    page: Page, context: BrowserContext, site: MyPageSite
) -> None:
    member = site.person("card")
    site.come_signed_in(context, member.login_id)
    page.goto(f"{site.origin}/mypage")
    for link, leads_to in (("会員情報変更", "会員情報変更"), ("パスワードの変更はこちら", "パスワードの変更")):
        tab_to(page, link)
        page.keyboard.press("Enter")
        heading(page, leads_to)
    type_in(page, "現在のパスワード", member.password)
    type_in(page, "新しいパスワード", PASSWORD)
    type_in(page, "新しいパスワード（確認のためもう一度）", PASSWORD)
    tab_to(page, "変更する")
    page.keyboard.press("Enter")
    heading(page, "会員情報")
    expect(page.get_by_role("status").first).to_contain_text("パスワードを変更しました")


def test_the_mail_address_is_changed_by_keyboard(page: Page, context: BrowserContext, site: MyPageSite) -> None:
    member = site.person("card")
    site.come_signed_in(context, member.login_id)
    page.goto(f"{site.origin}/mypage/profile/email")
    type_in(page, "新しいメールアドレス", NEW)
    type_in(page, "現在のパスワード", member.password)
    page.keyboard.press("Enter")
    heading(page, "会員情報")

    page.goto(site.newest_link(NEW))
    heading(page, "メールアドレスの確認")
    tab_to(page, "変更を確定する")
    page.keyboard.press("Enter")
    heading(page, "メールアドレスを変更しました")
    page.goto(f"{site.origin}/mypage/profile")
    expect(page.get_by_role("main")).to_contain_text(NEW)


def _refused(page: Page, origin: str, path: str) -> None:
    """The page as it comes back with all of its errors."""
    page.goto(origin + path)
    page.locator("main form").evaluate(
        "form => { for (const f of form.querySelectorAll('input')) f.value = f.type === "
        "'hidden' ? f.value : ''; form.noValidate = true; form.requestSubmit(); }"
    )
    expect(page.get_by_role("alert")).to_be_focused()


def _plain(page: Page, origin: str, path: str) -> None:
    page.goto(origin + path)


SIGNED_IN = ("/mypage", "/mypage/profile", "/mypage/profile/edit", "/mypage/profile/email", "/mypage/password")
SHOWN: list[tuple[Callable[[Page, str, str], None], str, str | None]] = [
    (_plain, "/sign-up", None),
    (_refused, "/sign-up", None),
    (_plain, "/sign-up/sent", None),
    (_plain, "/sign-up/never-was", None),
    (_plain, "registration", None),
    (_refused, "registration", None),
    *[(_plain, path, "paid_20") for path in SIGNED_IN],
    (_plain, "/mypage", "screening"),
    (_plain, "/mypage", "plain"),
    *[(_refused, path, "paid_20") for path in SIGNED_IN[2:]],
    (_plain, "email change", "plain"),
    (_plain, "email change", None),
    (_plain, "/email-change/done", None),
    (_plain, "/email-change/never-was", None),
]


def _address(site: MyPageSite, path: str) -> str:
    """Where the page is; some are behind a link that has to be made first."""
    person = site.person("plain")
    with site.container.database.unit_of_work() as session:
        if path == "registration":
            site.container.registrations.start(session, _sign_up())
        elif path == "email change":
            member = members.find(session, person.login_id)
            assert member is not None
            site.container.email_changes.start(session, member.id, NEW, address="127.0.0.1")
        else:
            return path
    return site.newest_link(NEW).removeprefix(site.origin)


def _sign_up() -> SignUp:
    details: dict[str, Any] = dict(zip(("name", "email", "company", "address", "phone"), DETAILS.values(), strict=True))
    return SignUp(**details, mail_opt_in=False, paid=None)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("show", "path", "case"), SHOWN, ids=lambda part: getattr(part, "__name__", part))
def test_pages_hold_to_the_guidelines_for_accessibility(
    page: Page,
    context: BrowserContext,
    site: MyPageSite,
    show: Callable[[Page, str, str], None],
    path: str,
    case: str | None,
    width: int,
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    if case is not None:
        site.come_signed_in(context, site.person(case).login_id)
    show(page, site.origin, _address(site, path))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(SIDEWAYS) == 0
