"""The chat on My Page itself: it knows who is signed in, and forgets them when they sign out."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.web.mypage.site import MyPageSite
from tests.web.widget import Widget


def test_who_is_signed_in_needs_no_code_in_the_chat(page: Page, context: BrowserContext, site: MyPageSite) -> None:
    page.clock.set_fixed_time(site.clock.now())  # the browser foresees when the proof lapses
    site.come_signed_in(context, site.person("in_use").login_id)
    page.goto(site.origin + "/mypage")
    widget = Widget(page)
    widget.open()
    expect(widget.identity).to_have_text("ご本人確認済み")


def test_signing_out_takes_the_conversation_along(page: Page, context: BrowserContext, site: MyPageSite) -> None:
    site.come_signed_in(context, site.person("in_use").login_id)
    page.goto(site.origin + "/mypage")
    widget = Widget(page)
    widget.open()
    widget.send("注文の状況を教えてください")
    expect(widget.bubbles.last).to_have_text("お答えです。")
    page.keyboard.press("Escape")

    page.get_by_role("banner").get_by_role("button", name="ログアウト").click()
    page.wait_for_url(site.origin + "/sign-in")
    widget.open()
    expect(widget.own_bubbles).to_have_count(0)
    expect(widget.identity).to_be_empty()


def test_a_visitor_can_ask_before_signing_in(page: Page, site: MyPageSite) -> None:
    page.goto(site.origin + "/sign-in")
    widget = Widget(page)
    widget.open()
    expect(widget.identity).to_be_empty()
    widget.send("ログインできません")
    expect(widget.bubbles.last).to_have_text("お答えです。")
