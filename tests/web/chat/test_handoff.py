"""Waiting for a person, talking to one, and being answered by mail instead."""

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from tests.web.chat.samples import CARDS
from tests.web.fake_backend import FakeBackend
from tests.web.widget import Widget


@pytest.fixture
def banner(widget: Widget) -> Locator:
    widget.open()
    return widget.root.get_by_role("group", name="担当者の呼び出し")


def _spoken_place(widget: Widget) -> Locator:
    return widget.root.locator(".waiting + [role=status]")


def _who(widget: Widget) -> Locator:
    return widget.root.locator(".header-who")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3, 8, "目安：3〜8分"),
        (4, 4, "目安：4分ほど"),
        (0, 2, "目安：2分くらいまで"),
        (None, None, "待ち時間はわかりません"),
    ],
)
def test_who_waits_sees_place_and_estimate(
    fake: FakeBackend, banner: Locator, low: int | None, high: int | None, words: str
) -> None:
    expect(banner).to_be_hidden()
    fake.desk.queues(2, low, high)
    for text in ("担当者を呼んでいます", "2番目", words, "お待ちの間も、自動応答がご質問にお答えします。"):
        expect(banner.get_by_text(text)).to_be_visible()


def test_the_bot_still_answers_who_waits(widget: Widget, fake: FakeBackend, banner: Locator) -> None:
    fake.desk.queues(2)
    fake.says("コードは10個あります。", topic="faq/backup_codes")
    widget.send("バックアップコードは何個ですか")
    expect(widget.bubbles.last).to_have_text("コードは10個あります。")
    expect(banner).to_be_visible()


def test_waiting_survives_a_reload(widget: Widget, fake: FakeBackend, banner: Locator, page: Page) -> None:
    fake.desk.queues(3, 3, 8)
    expect(banner).to_be_visible()
    page.reload()
    expect(banner.get_by_text("3番目")).to_be_visible()
    expect(_spoken_place(widget)).to_have_text("")


def test_what_changed_while_the_line_was_down_is_caught_up_with(fake: FakeBackend, banner: Locator, page: Page) -> None:
    page.clock.install()
    fake.desk.queues(3)
    expect(banner.get_by_text("3番目")).to_be_visible()
    fake.drops_streams()
    fake.desk.states[fake.newest]["position"] = 1
    while len(fake.stream_starts) < 2:
        page.clock.run_for(1_000)
    expect(banner.get_by_text("1番目")).to_be_visible()


def test_an_older_answer_does_not_undo_what_was_told_meanwhile(
    widget: Widget, fake: FakeBackend, banner: Locator, page: Page
) -> None:
    page.clock.install()
    fake.desk.joins("木村")
    expect(_who(widget)).to_have_text("担当者 木村")
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        held.append((route, route.fetch()))

    page.route("**/messages*", hold, times=1)
    fake.drops_streams()
    while not held:
        page.clock.run_for(1_000)
    fake.desk.hands_back()
    expect(_who(widget)).to_have_text("自動応答アシスタント")
    route, answer = held[0]
    with page.expect_request("**/messages*"):  # it asks again
        route.fulfill(response=answer)
    expect(_who(widget)).to_have_text("自動応答アシスタント")


def test_a_moving_queue_is_told_but_not_at_every_move(
    widget: Widget, fake: FakeBackend, banner: Locator, page: Page
) -> None:
    page.clock.install()
    spoken = _spoken_place(widget)
    for position, said in ((9, ""), (8, "順番が8番目になりました"), (7, "順番が8番目になりました")):
        fake.desk.queues(position)
        expect(banner.get_by_text(f"{position}番目")).to_be_visible()
        expect(spoken).to_have_text(said)
    page.clock.run_for(30_000)
    expect(spoken).to_have_text("順番が7番目になりました")


def test_calling_off_ends_the_wait_and_leads_back_to_writing(
    widget: Widget, fake: FakeBackend, banner: Locator
) -> None:
    fake.desk.queues()
    widget.button("待つのをやめる").click()
    expect(banner).to_be_hidden()
    expect(widget.bubbles.last).to_have_text("担当者の呼び出しをやめました。")
    expect(widget.input).to_be_focused()


def test_an_answer_by_mail_asks_for_an_address_once(
    widget: Widget, fake: FakeBackend, banner: Locator, page: Page
) -> None:
    fake.desk.queues()
    widget.button("メールで回答を受け取る").click()
    expect(banner).to_be_hidden()
    field = widget.root.get_by_role("textbox", name="お返事の送り先")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("autocomplete", "email")
    for typed, error in (
        ("", "メールアドレスを入力してください。"),
        ("hanako", "メールアドレスの形をご確認ください。"),
        ("hanako@shop.invalid", "メールアドレスの形をご確認ください。"),
    ):
        field.fill(typed)
        page.keyboard.press("Enter")
        expect(widget.error.filter(has_text=error)).to_be_visible()
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
    field.fill(" hanako@example.jp ")
    page.keyboard.press("Enter")
    expect(widget.root.get_by_text("お返事の送り先を承りました")).to_be_visible()
    expect(widget.input).to_be_focused()
    assert fake.desk.addresses == ["hanako@example.jp"]
    assert fake.posts == []
    page.reload()
    expect(widget.root.get_by_text("お返事の送り先を承りました")).to_be_visible()
    expect(field).to_have_count(0)


def test_who_is_identified_is_asked_for_no_address(widget: Widget, fake: FakeBackend, banner: Locator) -> None:
    fake.desk.is_identified = True
    fake.desk.queues()
    widget.button("メールで回答を受け取る").click()
    expect(widget.root.get_by_text("TKT-000207")).to_be_visible()
    expect(widget.root.get_by_role("textbox", name="お返事の送り先")).to_have_count(0)
    expect(widget.input).to_be_focused()
    expect(banner).to_be_hidden()


def test_an_address_in_full_width_is_taken_as_it_is_meant(widget: Widget, fake: FakeBackend, banner: Locator) -> None:
    fake.desk.queues()
    widget.button("メールで回答を受け取る").click()
    widget.root.get_by_role("textbox", name="お返事の送り先").fill("ｈａｎａｋｏ１＠example.jp")
    widget.button("この宛先で受け取る").click()
    expect(widget.root.get_by_text("お返事の送り先を承りました")).to_be_visible()
    assert fake.desk.addresses == ["hanako1@example.jp"]


def test_an_address_that_could_not_be_kept_can_be_given_again(
    widget: Widget, fake: FakeBackend, banner: Locator
) -> None:
    fake.desk.queues()
    widget.button("メールで回答を受け取る").click()
    fake.fails("reply-address", 503, 429)
    give = widget.button("この宛先で受け取る")
    widget.root.get_by_role("textbox", name="お返事の送り先").fill("hanako@example.jp")
    for error in ("登録できませんでした", "続けて登録できません"):
        give.click()
        expect(widget.error.filter(has_text=error)).to_be_visible()
    give.click()
    expect(widget.root.get_by_text("お返事の送り先を承りました")).to_be_visible()
    expect(banner).to_be_hidden()


def test_a_way_out_that_fails_says_so_and_can_be_taken_again(
    widget: Widget, fake: FakeBackend, banner: Locator
) -> None:
    fake.desk.queues()
    fake.fails("call-off", 503)
    widget.button("待つのをやめる").click()
    expect(banner.get_by_role("alert")).to_have_text("手続きができませんでした。もう一度お試しください。")
    widget.button("待つのをやめる").click()
    expect(banner).to_be_hidden()


def test_a_person_may_be_quicker_than_calling_off(widget: Widget, fake: FakeBackend, banner: Locator) -> None:
    fake.desk.queues()
    expect(banner).to_be_visible()
    fake.desk.states[fake.newest] |= {"state": "with_agent", "agent_name": "石井"}
    widget.button("待つのをやめる").click()
    expect(banner).to_be_hidden()
    expect(_who(widget)).to_have_text("担当者 石井")


def test_the_header_says_who_is_there(widget: Widget, fake: FakeBackend, banner: Locator, page: Page) -> None:
    expect(_who(widget)).to_have_text("自動応答アシスタント")
    fake.desk.queues()
    fake.desk.joins("木村")
    expect(banner).to_be_hidden()
    expect(_who(widget)).to_have_text("担当者 木村")
    page.reload()
    expect(_who(widget)).to_have_text("担当者 木村")
    fake.desk.hands_back()
    expect(_who(widget)).to_have_text("自動応答アシスタント")


def test_a_persons_words_carry_their_name_even_after_somebody_else_took_over(
    widget: Widget, fake: FakeBackend, page: Page
) -> None:
    widget.open()
    fake.desk.joins("木村")
    expect(_who(widget)).to_have_text("担当者 木村")
    fake.pushes("お待たせしました。")
    fake.pushes("ご用件を拝見します。")
    expect(widget.bubbles.last).to_have_text("ご用件を拝見します。")
    fake.desk.joins("石井")
    expect(_who(widget)).to_have_text("担当者 石井")
    fake.pushes("代わりました。")
    names = ["担当者 木村：", "担当者 木村：", "担当者 石井："]
    expect(widget.log.locator(".author")).to_have_text(names)
    page.reload()
    expect(widget.log.locator(".author")).to_have_text(names)
    first, second = widget.log.locator(".from-agent .author").all()[:2]
    assert (first.bounding_box() or {})["height"] > 10
    assert (second.bounding_box() or {})["height"] <= 1, "said to a screen reader, shown once"


def test_no_sign_of_thinking_while_a_person_has_it(widget: Widget, fake: FakeBackend, page: Page) -> None:
    page.clock.install()
    widget.open()
    fake.desk.joins()
    expect(_who(widget)).to_have_text("担当者 木村")
    held: list[Route] = []

    def hold(route: Route) -> None:  # Playwright reads the signature, which a list's own method does not tell
        held.append(route)

    page.route("**/messages", hold)
    widget.input.fill("よろしくお願いします")
    widget.input.press("Enter")
    page.clock.run_for(1_000)
    expect(widget.root.locator(".typing")).to_be_hidden()
    held[0].continue_()
    expect(widget.log.locator("[data-delivery=done]")).to_have_count(1)
    expect(widget.bubbles.last).to_have_text("よろしくお願いします")


def test_writing_is_told_to_who_is_there_and_to_nobody_else(widget: Widget, fake: FakeBackend, page: Page) -> None:
    page.clock.install()
    widget.open()
    widget.input.press_sequentially("あ")
    fake.desk.joins()
    expect(_who(widget)).to_have_text("担当者 木村")
    assert fake.desk.typing == []
    with page.expect_response("**/typing"):
        widget.input.press_sequentially("いう")
    page.clock.run_for(3_100)
    with page.expect_response("**/typing"):
        widget.input.press_sequentially("え")
    assert fake.desk.typing == [True, True]
    with page.expect_response("**/typing"):
        page.clock.run_for(5_100)
    assert fake.desk.typing == [True, True, False]
    with page.expect_response("**/typing"):
        widget.input.press_sequentially("お")
    with page.expect_response("**/typing"):
        widget.input.press("Enter")
    assert fake.desk.typing == [True, True, False, True, False]


def test_no_questions_are_suggested_while_a_person_has_it(widget: Widget, fake: FakeBackend, page: Page) -> None:
    fake.suggestions = {"パスワード": ["パスワードを忘れたときは？"]}
    widget.open()
    fake.desk.joins()
    expect(_who(widget)).to_have_text("担当者 木村")
    page.clock.install()
    widget.input.press_sequentially("パスワード")
    page.clock.run_for(500)
    assert fake.asked_for == []
    fake.desk.hands_back()
    expect(_who(widget)).to_have_text("自動応答アシスタント")
    widget.input.fill("")
    widget.input.press_sequentially("パスワード")
    page.clock.run_for(500)
    expect(widget.root.get_by_role("option")).to_have_count(1)


def test_what_a_person_says_is_read_from_its_start(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.desk.joins()
    fake.pushes("はじめに。" + "長いご説明です。" * 120)
    expect(widget.log.locator(".from-agent")).to_have_count(1)
    expect(widget.log.locator(".from-agent .author")).to_be_in_viewport()


def test_a_receipt_stands_under_what_was_shown(widget: Widget, fake: FakeBackend) -> None:
    receipt = "ご注文 2件を表示（本人確認：メールの認証コード）"
    widget.open()
    fake.says("ご注文は2件です。", card=CARDS["orders"] | {"receipt": receipt}, topic="account/order_status")
    widget.send("注文の状況は？")
    expect(widget.log.locator(".card .receipt")).to_have_text(receipt)


def test_in_the_easy_style_waiting_is_told_with_readings(widget: Widget, fake: FakeBackend, banner: Locator) -> None:
    fake.says("ご案内します。")
    widget.send("担当者と話したい")
    expect(widget.bubbles.last).to_have_text("ご案内します。")
    fake.desk.queues(2, 3, 8)
    expect(banner).to_contain_text("目安：3〜8分")
    widget.root.locator(".style-toggle").click()
    for words in (
        "担当者（たんとうしゃ）を呼（よ）んでいます",
        "2番目（ばんめ）",
        "だいたい3分（ふん）から8分（ふん）",
    ):
        expect(banner).to_contain_text(words)
    expect(banner.get_by_role("button", name="待（ま）つのをやめる")).to_be_visible()
    expect(banner).not_to_contain_text("目安")


def test_the_form_for_an_address_is_in_the_easy_style_too(
    widget: Widget, fake: FakeBackend, banner: Locator, page: Page
) -> None:
    fake.says("ご案内します。")
    widget.send("担当者と話したい")
    expect(widget.bubbles.last).to_have_text("ご案内します。")
    fake.desk.queues()
    widget.button("メールで回答を受け取る").click()
    widget.button("この宛先で受け取る").click()
    expect(widget.error.filter(has_text="メールアドレスを入力してください。")).to_be_visible()
    widget.root.locator(".style-toggle").click()
    field = widget.root.get_by_role("textbox", name="返事（へんじ）を送（おく）るメールアドレス")
    expect(widget.error.filter(has_text="メールアドレスを書（か）いてください。")).to_be_visible()
    field.fill("hanako@example.jp")
    widget.button("このメールアドレスで返事（へんじ）をもらう").click()
    expect(widget.root.get_by_text("メールアドレスがわかりました。")).to_be_visible()
    page.reload()
    expect(widget.root.get_by_text("メールアドレスがわかりました。")).to_be_visible()


def _over(widget: Widget) -> Locator:
    return widget.root.get_by_role("group", name="お返事について")


def _gives_up_below(widget: Widget, fake: FakeBackend, *, scrolls: bool) -> Locator:
    """A long answer stands before the member when nobody came; returns the notice of that."""
    fake.desk.queues()
    fake.says("長いご説明です。\n" * 80)
    widget.send("教えてください")
    expect(widget.own_bubbles.last).to_be_in_viewport()
    expect(widget.bubbles.last).to_contain_text("長いご説明です。")
    if scrolls:
        widget.log.hover()
        widget.page.mouse.wheel(0, 300)
        expect(widget.own_bubbles.last).not_to_be_in_viewport()
    fake.desk.gives_up()
    return widget.bubbles.filter(has_text="おつなぎできませんでした")


def test_who_has_not_moved_does_not_miss_that_nobody_came(widget: Widget, fake: FakeBackend, banner: Locator) -> None:
    expect(_gives_up_below(widget, fake, scrolls=False)).to_be_in_viewport()
    expect(banner).to_be_hidden()
    expect(_over(widget)).to_be_hidden()


def test_who_reads_elsewhere_is_told_above_that_nobody_came(widget: Widget, fake: FakeBackend, banner: Locator) -> None:
    notice = _gives_up_below(widget, fake, scrolls=True)
    expect(_over(widget)).to_contain_text("お返事はメールでお送りします（受付番号 TKT-000207）。")
    expect(widget.button("新しいメッセージ")).to_be_visible()
    expect(notice).not_to_be_in_viewport()
    widget.button("お知らせを見る").click()
    expect(notice).to_be_in_viewport()
    expect(widget.root.get_by_role("textbox", name="お返事の送り先")).to_be_focused()
    expect(_over(widget)).to_be_hidden()


def test_what_came_of_waiting_is_told_in_the_easy_style_too(widget: Widget, fake: FakeBackend, banner: Locator) -> None:
    _gives_up_below(widget, fake, scrolls=True)
    expect(_over(widget)).to_be_visible()
    widget.root.locator(".style-toggle").click()
    expect(widget.button("お知（し）らせを見（み）る")).to_be_visible()


def test_who_leaves_the_queue_by_themselves_is_told_nothing_above(
    widget: Widget, fake: FakeBackend, banner: Locator
) -> None:
    fake.desk.queues()
    widget.button("メールで回答を受け取る").click()
    expect(widget.root.get_by_role("textbox", name="お返事の送り先")).to_be_focused()
    expect(banner).to_be_hidden()
    expect(_over(widget)).to_be_hidden()
