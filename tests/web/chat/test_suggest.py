"""Questions offered while typing: keys, mouse, a slow or failing server, small screens, screen readers."""

import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.web.fake_backend import FakeBackend
from tests.web.widget import Widget

QUESTIONS = [
    "パスワードを忘れたときはどうすればいいですか？",
    "パスワードはどうやって変更しますか？",
    "パスワードの再設定メールを送ってもらえますか？",
]
PLACES = [{"fromShadowDom": ["madoguchi-chat", place]} for place in (".composer", ".suggestions")]


@pytest.fixture(autouse=True)
def questions(fake: FakeBackend) -> None:
    fake.suggestions = {"パスワード": QUESTIONS, "退": ["退会するにはどうすればいいですか？"]}


def _options(widget: Widget) -> Locator:
    return widget.root.get_by_role("option")


def _listed(widget: Widget) -> Locator:
    """Types what has suggestions, and waits for them."""
    widget.input.press_sequentially("パスワード")
    expect(_options(widget)).to_have_text(QUESTIONS)
    return _options(widget)


def _chosen(widget: Widget) -> Locator:
    return widget.root.locator("[role=option][aria-selected=true]")


def _arrived(widget: Widget, fake: FakeBackend, *payloads: str) -> None:
    """These have been posted, and nothing else."""
    expect(widget.log.locator("[data-delivery=done]")).to_have_count(len(payloads))
    assert [post["text"] for post in fake.posts] == list(payloads)


def test_typing_brings_questions_and_one_is_taken_by_the_keys(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    _listed(widget)
    held = fake.says("変更の方法です。", release=threading.Event())
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(_chosen(widget)).to_have_text(QUESTIONS[1])
    page.keyboard.press("Enter")
    # The stream tells of it first, in the words of the record; it is the same message.
    expect(widget.log.locator("[data-delivery=done]")).to_have_count(1)
    expect(widget.own_bubbles).to_have_text([QUESTIONS[1]])
    assert fake.said_by_member() == ["短い題 1"]
    assert held.release is not None
    held.release.set()
    expect(widget.bubbles.last).to_have_text("変更の方法です。")
    expect(widget.own_bubbles).to_have_text([QUESTIONS[1]])
    _arrived(widget, fake, "choice:faq/1")
    expect(_options(widget)).to_have_count(0)
    expect(widget.input).to_have_value("")
    expect(widget.input).to_be_focused()


def test_enter_sends_what_was_typed_unless_something_is_chosen(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    _listed(widget)
    widget.input.press("Enter")
    expect(widget.own_bubbles).to_have_text(["パスワード"])
    _arrived(widget, fake, "パスワード")
    expect(_options(widget)).to_have_count(0)


def test_past_the_last_one_the_typed_text_counts_again(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    _listed(widget)
    for _ in range(4):
        widget.input.press("ArrowDown")
    expect(_chosen(widget)).to_have_count(0)
    widget.input.press("Enter")
    expect(widget.own_bubbles).to_have_text(["パスワード"])


@pytest.mark.parametrize("key", ["ArrowLeft", "Home"])
def test_moving_the_caret_lets_go_of_the_choice(widget: Widget, key: str) -> None:
    widget.open()
    _listed(widget)
    widget.input.press("ArrowDown")
    expect(_chosen(widget)).to_have_count(1)
    widget.input.press(key)
    expect(_chosen(widget)).to_have_count(0)


def test_escape_closes_the_list_before_the_panel(widget: Widget, page: Page) -> None:
    widget.open()
    _listed(widget)
    page.keyboard.press("Escape")
    expect(_options(widget)).to_have_count(0)
    expect(widget.input).to_have_value("パスワード")
    expect(widget.panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()


def test_tab_leaves_the_field_and_closes_the_list(widget: Widget, page: Page) -> None:
    widget.open()
    _listed(widget)
    page.keyboard.press("Tab")
    expect(widget.send_button).to_be_focused()
    expect(_options(widget)).to_have_count(0)


def test_a_click_takes_a_question(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    _listed(widget).nth(2).click()
    expect(widget.own_bubbles).to_have_text([QUESTIONS[2]])
    _arrived(widget, fake, "choice:faq/2")
    expect(widget.input).to_be_focused()


def test_one_kanji_is_enough_and_one_kana_is_not(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    widget.input.press_sequentially("た")
    widget.input.fill("退")
    expect(_options(widget)).to_have_count(1)
    assert fake.asked_for == ["退"]


def test_only_the_last_text_is_asked_for(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    _listed(widget)
    assert len(fake.asked_for) < len("パスワード")
    assert fake.asked_for[-1] == "パスワード"


def test_a_late_answer_for_an_older_text_is_dropped(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    fake.suggestions_wait = threading.Event()
    with page.expect_request("**/api/suggest*"):
        widget.input.fill("パスワード")
    with page.expect_event("requestfailed", lambda request: "suggest" in request.url):  # it was given up
        widget.input.fill("退")
    fake.suggestions_wait.set()
    expect(_options(widget)).to_have_text(["退会するにはどうすればいいですか？"])


def test_a_failing_server_is_not_noticed_and_left_alone(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    fake.fails("suggest", 500)
    with page.expect_response("**/api/suggest*"):
        widget.input.fill("パスワード")
    widget.input.fill("退")
    widget.input.fill("パスワード")
    fake.says("はい。")
    widget.input.press("Enter")
    expect(widget.bubbles.last).to_have_text("はい。")
    assert fake.asked_for == ["パスワード"]
    expect(widget.error).to_have_count(0)


def test_sending_gives_up_a_slow_answer(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    fake.suggestions_wait = threading.Event()
    with page.expect_request("**/api/suggest*"):
        widget.input.fill("パスワード")
    with page.expect_event("requestfailed", lambda request: "suggest" in request.url):
        widget.input.press("Enter")
    fake.suggestions_wait.set()
    expect(widget.own_bubbles).to_have_text(["パスワード"])
    expect(_options(widget)).to_have_count(0)


@pytest.mark.parametrize(
    "text",
    [
        "パス\nワード",
        "パスワード" * 13,
        "taro@example.co.jp",
        "482913",
        "TKT-000123",
        "hunter2x",
        "注文番号は０００１２３です",
    ],
)
def test_letters_numbers_and_secrets_are_not_asked_about(widget: Widget, fake: FakeBackend, text: str) -> None:
    widget.open()
    widget.input.fill(text)
    widget.input.fill("退")
    expect(_options(widget)).to_have_count(1)
    assert fake.asked_for == ["退"]


def test_while_the_bot_asks_for_a_login_id_only_japanese_is_asked_about(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.pushes("ログインIDを入力してください。", author="bot", topic="account/password_reset")
    expect(widget.bubbles.last).to_have_text("ログインIDを入力してください。")
    widget.input.fill("yamada")
    widget.input.fill("退")
    expect(_options(widget)).to_have_count(1)
    assert fake.asked_for == ["退"]


def test_a_person_at_the_other_end_is_not_talked_over(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.pushes("担当の佐藤です。")
    expect(widget.bubbles.last).to_have_text("担当の佐藤です。")
    widget.input.fill("退")
    widget.send("退会の件です")
    expect(widget.own_bubbles).to_have_text(["退会の件です"])
    fake.pushes("自動アシスタントに戻ります。", author="bot")
    expect(widget.bubbles.last).to_have_text("自動アシスタントに戻ります。")
    widget.input.fill("パスワード")
    expect(_options(widget)).to_have_count(3)
    assert fake.asked_for == ["パスワード"]


def test_a_screen_reader_hears_the_count_and_the_choice(widget: Widget) -> None:
    widget.open()
    expect(widget.input).to_have_attribute("aria-autocomplete", "list")
    _listed(widget)
    expect(widget.root.get_by_role("listbox", name="質問の候補")).to_be_visible()
    count = widget.root.get_by_role("status").filter(has_text="候補が 3 件あります")
    expect(count).to_have_count(1)
    expect(widget.input).not_to_have_attribute("aria-activedescendant", "suggestion-0")
    widget.input.press("ArrowDown")
    expect(widget.input).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(widget.root.locator("#suggestion-0")).to_have_attribute("aria-selected", "true")
    expect(widget.input).to_be_focused()
    widget.input.press("Escape")
    expect(count).to_have_count(0)


def test_axe_finds_nothing(widget: Widget, page: Page) -> None:
    """In the field and the list; tests/web/test_accessibility.py looks at the panel around them."""
    widget.open()
    _listed(widget)
    widget.input.press("ArrowDown")
    violations = Axe().run(page, context={"include": PLACES}).response["violations"]
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 800), (360, 640), (360, 330)], ids=["desk", "phone", "keyboard up"]
)
def test_the_list_covers_neither_the_last_message_nor_the_field(
    widget: Widget, fake: FakeBackend, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    widget.open()
    fake.says("一行の答え")
    widget.send("質問です")
    expect(widget.bubbles.last).to_have_text("一行の答え")
    _listed(widget)
    boxes = {
        name: place.bounding_box()
        for name, place in {
            "log": widget.log,
            "list": widget.root.get_by_role("listbox"),
            "field": widget.input,
            "last": widget.bubbles.last,
        }.items()
    }
    assert all(boxes.values())
    top = {name: box["y"] for name, box in boxes.items() if box}
    bottom = {name: box["y"] + box["height"] for name, box in boxes.items() if box}
    assert top["log"] <= top["last"]
    assert bottom["last"] <= bottom["log"] <= top["list"] + 1
    assert bottom["list"] <= top["field"]
    assert bottom["field"] <= height
    assert boxes["list"] is not None
    assert boxes["list"]["width"] <= width


def test_the_chosen_one_is_scrolled_into_sight(widget: Widget, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 330})
    widget.open()
    _listed(widget)
    widget.input.press("ArrowUp")
    expect(_chosen(widget)).to_have_text(QUESTIONS[2])
    expect(_chosen(widget)).to_be_in_viewport(ratio=0.9)
