"""The end of a talk with a person: a rating, asked once, and a copy of the conversation by mail."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.fake_backend import CODE, GREETING, FakeBackend
from tests.web.widget import Widget

ASK = "会話の控えをメールで受け取る"
SENT = "会話の控えを、ご登録のメールアドレスにお送りします。"


@pytest.fixture
def rating(widget: Widget, fake: FakeBackend) -> Locator:
    """A person is there; the rating is still to come."""
    widget.open()
    fake.desk.joins()
    expect(widget.root.locator(".header-who")).to_have_text("担当者 木村")
    return widget.root.get_by_role("form", name="担当者の対応の評価")


def _sign_in(widget: Widget) -> None:
    widget.choose_from_menu("ご本人確認をする")
    widget.login_id.fill("hanako")
    widget.login_id.press("Enter")
    widget.code.fill(CODE)
    widget.code.press("Enter")
    expect(widget.identity).to_have_text("ご本人確認済み")


def test_a_person_ends_it_and_five_faces_ask_how_it_was(
    widget: Widget, fake: FakeBackend, rating: Locator, page: Page
) -> None:
    widget.input.fill("書きかけ")
    fake.desk.ends()
    expect(rating).to_be_visible()
    expect(widget.input).to_be_hidden()
    assert widget.root.evaluate("(host) => host.shadowRoot.activeElement.className") == "notice"
    faces = rating.get_by_role("radiogroup", name="担当者の対応はいかがでしたか").get_by_role("radio")
    assert [face.evaluate("(radio) => radio.parentElement.textContent") for face in faces.all()] == [
        "とても不満",
        "不満",
        "ふつう",
        "満足",
        "とても満足",
    ]
    expect(rating.get_by_role("textbox")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(rating.get_by_role("radio", name="満足", exact=True)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("助かりました")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(widget.root.get_by_text("ご協力ありがとうございました。")).to_be_visible()
    assert fake.desk.ratings == [{"score": 4, "comment": "助かりました"}]
    expect(widget.button("新しい会話を始める")).to_be_focused()
    page.keyboard.press("Enter")
    expect(widget.bubbles).to_have_text([GREETING])
    expect(widget.root.locator(".header-who")).to_have_text("自動応答アシスタント")


def test_ending_it_oneself_asks_too(widget: Widget, fake: FakeBackend, rating: Locator) -> None:
    fake.desk.hands_back()
    widget.choose_from_menu("会話を終了する")
    expect(rating).to_be_visible()
    rating.get_by_role("radio", name="ふつう").check(force=True)
    rating.get_by_role("button", name="送る").click()
    expect(widget.root.get_by_text("ご協力ありがとうございました。")).to_be_visible()
    assert fake.desk.ratings == [{"score": 3}]


def test_a_face_has_to_be_chosen(widget: Widget, fake: FakeBackend, rating: Locator) -> None:
    fake.desk.ends()
    rating.get_by_role("button", name="送る").click()
    expect(rating.get_by_role("alert")).to_have_text("いずれかをお選びください。")
    expect(rating.get_by_role("radio").first).to_be_focused()
    assert fake.desk.ratings == []
    expect(widget.root.get_by_text("会話を終了しました。ご利用")).to_be_visible()
    rating.get_by_role("radio", name="ふつう").check(force=True)
    expect(rating.get_by_role("alert")).to_have_text("")


def test_it_waits_over_a_reload_and_is_asked_once(
    widget: Widget, fake: FakeBackend, rating: Locator, page: Page
) -> None:
    fake.desk.ends()
    expect(rating).to_be_visible()
    page.reload()
    expect(rating).to_be_visible()
    expect(widget.bubbles.last).to_have_text("担当者がこの会話を終了しました。")
    rating.get_by_role("button", name="スキップ").click()
    expect(rating).to_have_count(0)
    expect(widget.button("新しい会話を始める")).to_be_focused()
    page.reload()
    expect(widget.bubbles).to_have_text([GREETING])
    assert fake.desk.ratings == []


def test_one_that_did_not_arrive_is_sent_again(widget: Widget, fake: FakeBackend, rating: Locator) -> None:
    fake.desk.ends()
    fake.fails("rating", 503)
    rating.get_by_role("radio", name="不満", exact=True).check(force=True)
    rating.get_by_role("button", name="送る").click()
    expect(rating.get_by_role("alert")).to_have_text("お送りできませんでした。もう一度お試しください。")
    rating.get_by_role("button", name="送る").click()
    expect(widget.root.get_by_text("ご協力ありがとうございました。")).to_be_visible()
    assert fake.desk.ratings == [{"score": 2}]


def test_one_that_is_there_already_is_not_asked_for_again(widget: Widget, fake: FakeBackend, rating: Locator) -> None:
    fake.desk.ends()
    fake.desk.ratings.append({"score": 5})  # from another tab
    rating.get_by_role("radio", name="不満", exact=True).check(force=True)
    rating.get_by_role("button", name="送る").click()
    expect(widget.button("新しい会話を始める")).to_be_focused()
    assert fake.desk.ratings == [{"score": 5}]


def test_without_a_person_nobody_is_asked(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.desk.queues()
    widget.choose_from_menu("会話を終了する")
    expect(widget.root.get_by_text("会話を終了しました。")).to_be_visible()
    expect(widget.root.get_by_role("form", name="担当者の対応の評価")).to_have_count(0)
    expect(widget.button("新しい会話を始める")).to_be_visible()


def test_an_end_that_nobody_heard_is_noticed(widget: Widget, fake: FakeBackend, rating: Locator, page: Page) -> None:
    fake.pushes("確認します。")
    expect(widget.bubbles.last).to_have_text("確認します。")
    page.goto("about:blank")
    fake.ended.add(fake.newest)
    fake.desk.states.clear()
    page.goto(fake.origin + "/")
    expect(rating).to_be_visible()


def test_a_copy_goes_to_who_is_identified(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    _sign_in(widget)
    widget.choose_from_menu(ASK)
    expect(widget.bubbles.last).to_have_text(SENT)
    assert fake.desk.transcripts == 1


def test_who_is_not_identified_is_asked_to_be_and_the_copy_follows(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    widget.choose_from_menu(ASK)
    expect(widget.bubbles.last).to_contain_text("先にご本人確認をお願いします。")
    expect(widget.login_id).to_be_focused()
    widget.login_id.fill("hanako")
    widget.login_id.press("Enter")
    widget.code.fill(CODE)
    widget.code.press("Enter")
    expect(widget.bubbles.last).to_have_text(SENT)
    assert fake.desk.transcripts == 1


def test_a_copy_can_be_had_after_the_end(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    _sign_in(widget)
    widget.choose_from_menu("会話を終了する")
    widget.button(ASK).click()
    expect(widget.bubbles.last).to_have_text(SENT)
    expect(widget.button(ASK)).to_have_count(0)
    expect(widget.button("新しい会話を始める")).to_be_focused()
    assert fake.desk.transcripts == 1


def test_after_the_end_no_copy_is_offered_to_who_was_not_identified(widget: Widget) -> None:
    widget.open()
    widget.choose_from_menu("会話を終了する")
    expect(widget.button("新しい会話を始める")).to_be_visible()
    expect(widget.button(ASK)).to_have_count(0)


@pytest.mark.parametrize(("status", "words"), [(429, "続けてお送りできません"), (503, "お送りできませんでした")])
def test_a_copy_that_does_not_go_out_says_so(widget: Widget, fake: FakeBackend, status: int, words: str) -> None:
    widget.open()
    fake.fails("transcript", status)
    widget.choose_from_menu(ASK)
    expect(widget.bubbles.last).to_contain_text(words)
