"""Taking a conversation: by button, key and toast; and what happens to who was slower."""

from playwright.sync_api import Page, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.fake_console import FakeConsole


def test_claiming_opens_the_reply_among_my_own(console: ConsolePage, desk: FakeConsole) -> None:
    console.card("田中").click()
    expect(console.composer.get_by_text("返信するには「対応する」を押してください。")).to_be_visible()
    console.button("対応する").click()
    expect(console.heading).to_have_text("自分の対応")
    expect(console.input).to_be_focused()
    expect(console.cards).to_have_count(2)
    expect(console.page.locator(".talk").get_by_text("あなたが対応中")).to_be_visible()
    expect(console.card("田中")).to_contain_text("あなたが対応中")
    assert desk.conversations["c-tanaka"]["agent"] == {"id": 1, "name": "木村 彩"}


def test_who_was_quicker_is_named(console: ConsolePage, desk: FakeConsole) -> None:
    console.card("田中").click()
    expect(console.log).to_be_visible()
    desk.fails("claim", 409, code="already_claimed", agent={"id": 2, "name": "石井 健"})
    desk.conversations["c-tanaka"] |= {"owner": "agent", "agent": {"id": 2, "name": "石井 健"}, "waiting_since": None}
    console.button("対応する").click()
    expect(console.toasts).to_contain_text("石井 健さんが先に対応を始めました。")
    expect(console.composer.get_by_text("石井 健さんが対応しています。")).to_be_visible()
    expect(console.button("対応する")).to_have_count(0)
    expect(console.card("田中")).to_have_count(0)


def test_the_toast_of_a_new_handoff_takes_it(console: ConsolePage, desk: FakeConsole) -> None:
    desk.asks_for_a_person("c-new", "ゲスト9001")
    expect(console.toasts).to_contain_text("新しい順番待ち：ゲスト9001")
    console.toasts.get_by_role("button", name="対応する").click()
    expect(console.heading).to_have_text("自分の対応")
    expect(console.input).to_be_focused()
    expect(console.toasts).to_have_count(0)


def test_the_toast_takes_it_from_another_screen_too(console: ConsolePage, desk: FakeConsole) -> None:
    console.at("feedback")
    expect(console.page.get_by_text("回答へのフィードバック")).to_be_visible()
    desk.asks_for_a_person("c-new", "ゲスト9001")
    console.toasts.get_by_role("button", name="対応する").click()
    expect(console.input).to_be_focused()
    assert desk.conversations["c-new"]["owner"] == "agent"


def test_the_toast_goes_when_a_colleague_takes_it(console: ConsolePage, desk: FakeConsole) -> None:
    desk.asks_for_a_person("c-new", "ゲスト9001")
    expect(console.toasts).to_have_count(1)
    expect(console.card("ゲスト9001")).to_have_count(1)
    desk.changes("c-new", owner="agent", agent={"id": 2, "name": "石井 健"})
    expect(console.toasts).to_have_count(0)
    expect(console.card("ゲスト9001")).to_have_count(0)


def test_c_takes_the_card_that_has_the_focus(console: ConsolePage, desk: FakeConsole, page: Page) -> None:
    expect(console.cards).to_have_count(2)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(console.input).to_be_focused()
    assert desk.conversations["c-guest1"]["agent"] == {"id": 1, "name": "木村 彩"}


def test_stepping_in_where_the_bot_speaks(console: ConsolePage, desk: FakeConsole) -> None:
    console.talk_with("c-guest2", view="all")
    expect(console.composer.get_by_text("自動応答が対応しています。")).to_be_visible()
    console.button("参加する").click()
    expect(console.input).to_be_focused()
    assert [path for _, path, _ in desk.calls if path.endswith("step-in")]


def test_giving_back_to_the_bot(console: ConsolePage, desk: FakeConsole) -> None:
    console.talk_with("c-sato")
    console.button("自動応答に戻す").click()
    expect(console.composer.get_by_text("自動応答が対応しています。")).to_be_visible()
    expect(console.page.get_by_role("heading", level=2, name="佐藤 花子")).to_be_focused()
    expect(console.card("佐藤")).to_have_count(0)
    assert desk.conversations["c-sato"]["owner"] == "bot"


def test_passing_on_to_a_colleague(console: ConsolePage, desk: FakeConsole) -> None:
    console.talk_with("c-sato")
    console.button("引き継ぐ…").click()
    expect(console.dialog.get_by_role("button").filter(has_text="木村")).to_have_count(0)
    for name, reason in (("森 由美", "離席中"), ("原 真一", "オフライン")):
        absent = console.dialog.get_by_role("button").filter(has_text=name)
        expect(absent).to_contain_text(reason)
        expect(absent).to_be_disabled()
    console.dialog.get_by_role("button").filter(has_text="石井").click()
    expect(console.composer.get_by_text("石井 健さんが対応しています。")).to_be_visible()
    assert desk.posted("transfer") == [{"to": 2}]


def test_ending_asks_first(console: ConsolePage, desk: FakeConsole) -> None:
    console.talk_with("c-sato")
    console.button("終了する").click()
    console.dialog.get_by_role("button", name="やめる").click()
    assert desk.posted("end") == []
    console.button("終了する").click()
    console.dialog.get_by_role("button", name="終了する").click()
    expect(console.composer.get_by_text("終了した会話には返信できません。")).to_be_visible()
    assert len(desk.posted("end")) == 1


def test_on_a_phone_every_act_is_within_sight(page: Page, desk: FakeConsole) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    ConsolePage(page, desk).talk_with("c-sato")
    for button in page.locator(".talk-actions button").all():
        expect(button).to_be_in_viewport(ratio=1)
