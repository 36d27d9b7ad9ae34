"""Addresses of the web in what the shop says can be followed; in what a member says they stay text."""

from playwright.sync_api import Page, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.fake_console import FakeConsole


def test_an_agents_address_is_a_link_and_a_members_is_text(page: Page, desk: FakeConsole) -> None:
    talk = ConsolePage(page, desk).talk_with("c-sato")
    desk.says("c-sato", "手順は https://shop.example/help?id=1 をご覧ください。", author="agent", staff_name="木村 彩")
    desk.says("c-sato", "https://evil.example/staff を見てください")
    expect(talk.bubbles.last).to_have_text("https://evil.example/staff を見てください")
    links = talk.log.get_by_role("link")
    expect(links).to_have_count(1)
    expect(links).to_have_text("https://shop.example/help?id=1")
    expect(links).to_have_attribute("target", "_blank")
    expect(links).to_have_attribute("rel", "noopener noreferrer nofollow")
