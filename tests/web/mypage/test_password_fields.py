"""Choosing a password on My Page: what the page says while somebody types."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from backend.pages.password_form import MISMATCH
from tests.web.mypage.kit import Kit, serving_kit

GOOD = "Brand-New-2026"
FIRST, AGAIN = "新しいパスワード", "新しいパスワード（確認のためもう一度）"


@pytest.fixture
def kit() -> Iterator[Kit]:
    with serving_kit() as served:
        yield served


@pytest.fixture
def form(page: Page, kit: Kit) -> Page:
    page.goto(kit.address("form"))
    return page


def test_rules_are_checked_off_while_typing(form: Page) -> None:
    kept = form.locator(".kept")
    summary = form.locator("[data-summary]")
    expect(kept).to_have_count(0)

    form.get_by_label(FIRST, exact=True).fill("Abc1!")
    expect(kept).to_have_count(4)
    expect(summary).to_have_text("満たしていない条件が1つあります。")
    expect(form.locator("[data-rule=length]")).to_have_text("10文字以上：まだ満たしていません")

    form.get_by_label(FIRST, exact=True).fill(GOOD)
    expect(kept).to_have_count(5)
    expect(summary).to_have_text("条件をすべて満たしています。")
    expect(form.locator("[data-rule=length]")).to_have_text("10文字以上：満たしています")


@pytest.mark.parametrize("forbidden", ["\\", " ", "あ", "！", "😀"])
def test_other_characters_are_told_at_once_and_never_sent(form: Page, kit: Kit, forbidden: str) -> None:
    for label in (FIRST, AGAIN):
        form.get_by_label(label, exact=True).fill(GOOD + forbidden)
    expect(form.locator("[data-summary]")).to_have_text("使えない文字が含まれています。")
    assert form.locator("#password").evaluate("(field) => field.validity.customError")

    form.get_by_label(FIRST, exact=True).fill(GOOD)
    assert form.locator("#password").evaluate("(field) => field.validity.valid")


def test_both_are_compared_whichever_is_changed(form: Page) -> None:
    first, again = form.get_by_label(FIRST, exact=True), form.get_by_label(AGAIN, exact=True)
    match = form.locator("[data-match]")
    first.fill(GOOD)
    expect(match).to_have_text("")
    again.fill(GOOD + "!")
    expect(match).to_have_text("パスワードがまだ一致していません。")
    first.fill(GOOD + "!")
    expect(match).to_have_text("パスワードが一致しています。")


def test_the_policy_and_the_state_describe_the_field(form: Page) -> None:
    first = form.get_by_label(FIRST, exact=True)
    expect(first).to_have_attribute("aria-describedby", "policy password-state")
    expect(form.locator("#policy")).to_contain_text("パスワードの条件")
    for live in ("[data-summary]", "[data-match]"):
        expect(form.locator(live)).to_have_attribute("aria-live", "polite")


def test_what_was_refused_describes_the_field_too(page: Page, kit: Kit) -> None:
    page.goto(kit.address("form", refused=True))
    refused = re.compile("エラー： パスワードは10文字以上にしてください。パスワードには数字・英大文字・記号をそれぞれ")
    expect(page.get_by_label(FIRST, exact=True)).to_have_accessible_description(refused)
    expect(page.get_by_label(AGAIN, exact=True)).to_have_accessible_description(f"エラー： {MISMATCH}")


def test_the_passwords_can_be_looked_at(form: Page) -> None:
    fields = [form.get_by_label(label, exact=True) for label in (FIRST, AGAIN)]
    for field in fields:
        expect(field).to_have_attribute("type", "password")
    form.get_by_label("パスワードを表示する").check()
    for field in fields:
        expect(field).to_have_attribute("type", "text")
    form.get_by_label("パスワードを表示する").uncheck()
    for field in fields:
        expect(field).to_have_attribute("type", "password")
