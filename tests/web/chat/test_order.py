"""Everything stands where the record has it, whatever arrives first; what is still on its way stands at the end."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.chat.test_accessibility import LISTEN_TO_THE_LOG
from tests.web.fake_backend import GREETING, FakeBackend
from tests.web.widget import Widget

JOINED = "担当者の木村がお話をうかがいます。"


@pytest.fixture
def page(context: BrowserContext, fake: FakeBackend) -> Page:
    context.add_init_script(LISTEN_TO_THE_LOG)
    page = context.new_page()
    page.goto(fake.origin + "/")
    return page


@pytest.fixture
def talk(widget: Widget, fake: FakeBackend) -> Widget:
    """A person has the conversation."""
    widget.open()
    fake.desk.joins()
    expect(widget.root.locator(".header-who")).to_have_text("担当者 木村")
    return widget


def _record(fake: FakeBackend) -> list[str]:
    return [message["text"] for message in fake.conversations[fake.newest]]


def _fails_for_good(talk: Widget, fake: FakeBackend, text: str) -> None:
    fake.fails("post", 403)
    talk.send(text)
    expect(talk.log.locator(".failure")).to_have_count(1)


def test_what_is_on_its_way_stays_behind_what_a_person_says_meanwhile(
    talk: Widget, fake: FakeBackend, page: Page
) -> None:
    page.clock.install()
    fake.fails("post", 503)
    talk.send("まだ届いていません")
    expect(talk.log.get_by_text("送り直しています")).to_be_visible()
    fake.pushes("ご用件をどうぞ")
    expect(talk.bubbles).to_have_text([GREETING, JOINED, "ご用件をどうぞ", "まだ届いていません"])
    page.clock.run_for(600)
    expect(talk.log.locator("[data-delivery=done]")).to_have_count(1)
    fake.pushes("承りました")
    expect(talk.bubbles).to_have_text([GREETING, JOINED, "ご用件をどうぞ", "まだ届いていません", "承りました"])
    assert talk.bubbles.all_inner_texts() == _record(fake)


def test_what_arrives_stands_before_what_does_not_and_is_not_read_out_again(
    talk: Widget, fake: FakeBackend, page: Page
) -> None:
    expect(talk.log).to_have_attribute("aria-live", "polite")
    _fails_for_good(talk, fake, "届きません")
    talk.send("届きます")
    expect(talk.log.locator("[data-delivery=done]")).to_have_count(1)
    expect(talk.bubbles).to_have_text([GREETING, JOINED, "届きます", "届きません"])
    fake.pushes("はい")
    expect(talk.bubbles).to_have_text([GREETING, JOINED, "届きます", "はい", "届きません"])
    talk.button("もう一度送る").click()
    expect(talk.log.locator("[data-delivery=done]")).to_have_count(2)
    assert talk.bubbles.all_inner_texts() == _record(fake)
    spoken = page.evaluate("window.spoken")
    assert len([words for words in spoken if "届き" in words]) == 2, "each once, when it was sent"


def test_an_answer_that_is_quicker_than_the_stream_is_put_behind_what_was_before_it(
    talk: Widget, fake: FakeBackend, page: Page
) -> None:
    """The stream is away while a person says something and then a message of one's own is taken in."""
    page.clock.install()
    fake.fails("events", 503, 503)
    fake.drops_streams()
    fake.pushes("お待たせしました")
    talk.send("お願いします")
    expect(talk.log.locator("[data-delivery=done]")).to_have_count(1)
    expect(talk.bubbles).to_have_text([GREETING, JOINED, "お願いします"])
    while talk.bubbles.count() < 4:
        page.clock.run_for(1_000)
    expect(talk.bubbles).to_have_text([GREETING, JOINED, "お待たせしました", "お願いします"])
    assert talk.bubbles.all_inner_texts() == _record(fake)
