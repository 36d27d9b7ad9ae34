"""Addresses of the web in answers can be followed; nothing else becomes a link."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.fake_backend import FakeBackend
from tests.web.widget import Widget


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("詳しくはhttps://shop.example/help。次に進みます。", "https://shop.example/help"),
        ("手順（https://shop.example/a_(b)）、または", "https://shop.example/a_(b)"),
        ("See (https://shop.example/en?q=1), please.", "https://shop.example/en?q=1"),
        ("http://shop.example/#top です", "http://shop.example/#top"),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(
    page: Page, fake: FakeBackend, widget: Widget, text: str, address: str
) -> None:
    fake.says(text)
    widget.open()
    widget.send("手順を教えて")
    link = widget.log.get_by_role("link")
    expect(link).to_have_text(address)
    expect(link).to_have_attribute("href", address)
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(widget.log).to_contain_text(text)


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "ftp://shop.example/", "https://", "https://shop.example@evil.example/"]
)
def test_what_is_no_web_address_stays_text(page: Page, fake: FakeBackend, widget: Widget, text: str) -> None:
    fake.says(f"これは {text} です。")
    widget.open()
    widget.send("手順を教えて")
    expect(widget.log).to_contain_text(f"これは {text} です。")
    expect(widget.log.get_by_role("link")).to_have_count(0)
