"""Signing in to My Page in a real browser, with nothing but a keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.mypage_site import MyPageSite

SECURITY = "/mypage/security"


def type_and_enter(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def tab_to(page: Page, name: str) -> None:
    """Tab on until something of this label or name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.labels?.[0]?.innerText ?? document.activeElement?.innerText") == name:
            return
    pytest.fail(f"no way to {name} by Tab")


def test_by_keyboard_with_a_code(page: Page, site: MyPageSite) -> None:
    sakura = site.person("in_use")
    page.goto(site.origin + SECURITY)
    expect(page.get_by_role("heading", level=1)).to_have_text("ログイン")

    tab_to(page, "ログインID")
    page.keyboard.type(sakura.login_id)
    tab_to(page, "パスワード")
    type_and_enter(page, sakura.password)
    expect(page.get_by_role("heading", level=1)).to_have_text("二要素認証")

    tab_to(page, "認証コード")
    type_and_enter(page, site.newest_code(sakura.login_id))
    page.wait_for_url(site.origin + SECURITY)
    expect(page.get_by_role("banner")).to_contain_text(sakura.name)
