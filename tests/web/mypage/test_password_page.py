"""The page for a new password in a real browser: what it says while somebody types, and where it leads."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.mypage.site import MyPageSite

GOOD = "Brand-New-2026"


@pytest.fixture
def address(site: MyPageSite) -> str:
    with site.container.database.unit_of_work() as session:
        site.container.password_resets.request(session, "sakura.ito")
    return site.newest_link("sakura.ito")


def test_rules_are_checked_off_while_typing(page: Page, address: str) -> None:
    page.goto(address)
    kept = page.locator(".kept")
    expect(kept).to_have_count(0)

    page.get_by_label("新しいパスワード", exact=True).fill("Abc1!")
    expect(kept).to_have_count(4)
    expect(page.locator("[data-summary]")).to_have_text("満たしていない条件が1つあります。")

    page.get_by_label("新しいパスワード", exact=True).fill(GOOD)
    expect(kept).to_have_count(5)
    expect(page.locator("[data-summary]")).to_have_text("条件をすべて満たしています。")


@pytest.mark.parametrize("forbidden", ["\\", " ", "あ", "！", "😀"])
def test_other_characters_are_told_at_once_and_never_sent(page: Page, address: str, forbidden: str) -> None:
    page.goto(address)
    for label in ("新しいパスワード", "新しいパスワード（確認のためもう一度）"):
        page.get_by_label(label, exact=True).fill(GOOD + forbidden)

    expect(page.locator("[data-summary]")).to_have_text("使えない文字が含まれています。")
    page.get_by_role("button", name="このパスワードに設定する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("新しいパスワードの設定")


def test_a_refusal_is_read_out_and_the_second_try_succeeds(page: Page, address: str) -> None:
    page.goto(address)
    first, again = page.locator("#password"), page.locator("#password_again")
    first.fill(GOOD)
    again.fill(GOOD + "!")
    expect(page.locator("[data-match]")).to_have_text("パスワードがまだ一致していません。")
    page.get_by_role("button", name="このパスワードに設定する").click()

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("一致していません")
    expect(alert).to_be_focused()

    first.fill(GOOD)
    again.fill(GOOD)
    expect(page.locator("[data-match]")).to_have_text("パスワードが一致しています。")
    page.get_by_role("button", name="このパスワードに設定する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("パスワードを設定しました")


def test_the_password_can_be_looked_at(page: Page, address: str) -> None:
    page.goto(address)
    field = page.locator("#password")
    expect(field).to_have_attribute("type", "password")
    page.get_by_label("パスワードを表示する").check()
    expect(field).to_have_attribute("type", "text")


def test_it_fits_a_small_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
