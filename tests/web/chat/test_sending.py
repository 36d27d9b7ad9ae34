"""The composer, and messages on a shaky line."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.fake_backend import GREETING, FakeBackend
from tests.web.widget import Widget


def test_the_enter_that_accepts_an_ime_proposal_does_not_send(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    widget.input.evaluate(
        "element => element.addEventListener('keydown', (event) => { window.composed = event.isComposing })"
    )
    ime = page.context.new_cdp_session(page)
    ime.send("Input.imeSetComposition", {"text": "しはらい", "selectionStart": 4, "selectionEnd": 4})
    page.keyboard.press("Enter")
    assert page.evaluate("window.composed") is True
    ime.send("Input.insertText", {"text": "支払い"})
    expect(widget.own_bubbles).to_have_count(0)
    assert fake.posts == []
    page.keyboard.press("Enter")
    expect(widget.own_bubbles).to_have_text(["支払い"])


def test_safaris_late_enter_does_not_send(widget: Widget, fake: FakeBackend) -> None:
    """There the composition has ended before the key event, which only its code 229 tells."""
    widget.open()
    widget.input.fill("支払い")
    widget.input.evaluate(
        "element => element.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))"
    )
    expect(widget.own_bubbles).to_have_count(0)
    expect(widget.input).to_have_value("支払い")


def test_shift_enter_makes_a_line_and_the_field_grows(widget: Widget) -> None:
    widget.open()
    before = widget.input.bounding_box()
    widget.input.fill("一行目")
    widget.input.press("Shift+Enter")
    widget.page.keyboard.insert_text("二行目")
    expect(widget.input).to_have_value("一行目\n二行目")
    after = widget.input.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"]
    widget.send_button.click()
    expect(widget.own_bubbles).to_have_text(["一行目\n二行目"])
    expect(widget.input).to_have_value("")
    expect(widget.input).to_be_focused()


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_is_not_sent(widget: Widget, fake: FakeBackend, text: str) -> None:
    widget.open()
    widget.send(text)
    expect(widget.own_bubbles).to_have_count(0)
    assert fake.posts == []


def test_the_limit_is_shown_near_the_end_and_counts_characters_not_units(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    widget.input.fill("あ" * 3600)
    expect(widget.root.locator("#counter")).to_have_text("")
    widget.input.fill("𠮷" * 3990)
    expect(widget.root.locator("#counter")).to_have_text("あと 10 文字")
    widget.input.fill("あ" * 4003)
    expect(widget.root.locator("#counter")).to_contain_text("3 文字多いため")
    widget.input.press("Enter")
    expect(widget.own_bubbles).to_have_count(0)
    widget.input.fill("あ" * 4000)
    widget.input.press("Enter")
    expect(widget.log.locator("[data-delivery=done]")).to_have_count(1)
    assert len(fake.posts[0]["text"]) == 4000


def test_a_lost_answer_is_fetched_again_without_doubling(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    lost: list[str] = []

    def lose_first_answer(route: Route) -> None:
        if lost or route.request.method != "POST":
            route.fallback()
            return
        lost.append(route.fetch().text())
        route.abort("connectionreset")

    page.route("**/messages", lose_first_answer)
    fake.says("承りました。")
    with page.expect_response("**/messages"):  # the second answer: the first one never arrives
        widget.send("ロックを解除してください")
    expect(widget.bubbles).to_have_text([GREETING, "ロックを解除してください", "承りました。"])
    expect(widget.log.locator("[data-delivery=done]")).to_have_count(1)
    assert fake.said_by_member() == ["ロックを解除してください"]
    ids = [post["client_message_id"] for post in fake.posts]
    assert len(lost) == 1
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_a_server_that_stumbles_is_tried_again_by_itself(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.fails("post", 503, 502)
    fake.says("お待たせしました。")
    widget.send("お願いします")
    expect(widget.bubbles.last).to_have_text("お待たせしました。")
    assert fake.said_by_member() == ["お願いします"]


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ((500, 500, 500, 500), "ただいま応答できません"),
        ((429,), "短い間に多くのメッセージ"),
        ((403,), "送信できませんでした"),
    ],
)
def test_a_failure_is_said_kindly_and_sending_again_keeps_the_id(
    widget: Widget, fake: FakeBackend, page: Page, statuses: tuple[int, ...], words: str
) -> None:
    page.clock.install()
    widget.open()
    fake.fails("post", *statuses)
    fake.says("届きました。")
    widget.send("お願いします")
    while len(fake.posts) < len(statuses):
        page.clock.run_for(500)
    expect(widget.log.locator(".failure")).to_contain_text(words)
    widget.button("もう一度送る").click()
    expect(widget.bubbles.last).to_have_text("届きました。")
    expect(widget.own_bubbles).to_have_count(1)
    assert len({post["client_message_id"] for post in fake.posts}) == 1


@pytest.mark.parametrize("status", [413, 422])
def test_a_message_that_can_never_fit_is_not_offered_again(widget: Widget, fake: FakeBackend, status: int) -> None:
    widget.open()
    fake.fails("post", status)
    widget.send("長い文章")
    expect(widget.log.locator(".failure")).to_contain_text("短くするか")
    expect(widget.button("もう一度送る")).to_have_count(0)


def test_offline_the_message_waits_and_goes_out_once_when_back(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    page.context.set_offline(True)
    expect(widget.root.get_by_text("オフラインです。")).to_be_visible()
    widget.send("電車の中からです")
    expect(widget.log.get_by_text("つながり次第お送りします")).to_be_visible()
    assert fake.posts == []
    fake.says("お待ちしておりました。")
    page.context.set_offline(False)
    expect(widget.bubbles.last).to_have_text("お待ちしておりました。")
    assert fake.said_by_member() == ["電車の中からです"]
    expect(widget.root.locator(".offline")).to_have_text("")
