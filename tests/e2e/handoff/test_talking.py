"""From the wish for a person to their rating, in the whole product."""

import json
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ROOT, Product, until
from tests.e2e.handoff.sides import ASKS, Desk, Visitor

SOON_MS = 1_000
_LOOK_EACH_FRAME = """() => {
    window.noted = new Promise((tell) => {
        const look = () => (IS_SO ? tell(Date.now()) : requestAnimationFrame(look));
        look();
    });
}"""


def _note_when(page: Page, is_so: str) -> None:
    """Have the page note the moment at which the JavaScript expression becomes true."""
    page.evaluate(_LOOK_EACH_FRAME.replace("IS_SO", is_so))


def _noted(page: Page) -> float:
    return float(page.evaluate("window.noted"))


@pytest.fixture
def talk(visitor: Visitor, desk: Desk) -> None:
    """The agent has the visitor's conversation."""
    desk.takes(visitor.asks_for_a_person())
    expect(visitor.who).to_have_text("担当者 木村")


def test_a_wish_for_a_person_is_at_the_desk_at_once_and_who_comes_is_told(visitor: Visitor, desk: Desk) -> None:
    said = "document.querySelector('madoguchi-chat').shadowRoot.querySelector('[role=log]').textContent"
    _note_when(visitor.page, f"{said}.includes({json.dumps('担当者をお呼びして')})")
    _note_when(desk.page, "document.querySelector('.conversation-card')")
    visitor.asks_for_a_person()
    assert _noted(desk.page) - _noted(visitor.page) < SOON_MS
    expect(visitor.waiting).to_contain_text("1番目")
    expect(desk.toasts).to_contain_text("新しい順番待ち")
    desk.takes(visitor)
    visitor.hears("担当者の木村がお話をうかがいます。")
    expect(visitor.who).to_have_text("担当者 木村")
    expect(visitor.waiting).to_be_hidden()
    assert ("member", ASKS) in desk.said("member")


@pytest.mark.usefixtures("talk")
def test_both_see_the_other_write(visitor: Visitor, desk: Desk) -> None:
    visitor.input.press_sequentially("ええと")
    expect(desk.typing).to_be_visible()
    visitor.input.press("Enter")
    expect(desk.typing).to_be_hidden()
    desk.input.press_sequentially("はい")
    expect(visitor.typing).to_have_text("担当者が入力しています")
    desk.input.press("Enter")
    expect(visitor.typing).to_be_hidden()


@pytest.mark.usefixtures("talk")
def test_what_both_say_quickly_stands_in_one_order_on_both_sides(visitor: Visitor, desk: Desk) -> None:
    before = len(visitor.record("member", "agent"))
    for number in range(6):
        visitor.send(f"会員の{number}つめです")
        desk.says(f"担当者の{number}つめです")
    expect(visitor.log.locator(".from-agent")).to_have_count(6)
    expect(visitor.log.locator("[data-delivery=done]")).to_have_count(7)
    expect(desk.log.locator("[data-author=member] .bubble")).to_have_count(7)
    expect(desk.log.locator("[data-kind=message][data-author=agent][data-delivery=done]")).to_have_count(6)
    kept = visitor.record("member", "agent")
    assert len(kept) == before + 12
    for who, name in (("member", "会員"), ("agent", "担当者")):
        assert [text for author, text in kept[before:] if author == who] == [f"{name}の{n}つめです" for n in range(6)]
    assert desk.said("member", "agent") == kept
    # Sent is shown at the answer to it, its place at the stream's word, which may come later.
    until(lambda: visitor.said("member", "agent") == kept, 10)
    visitor.page.reload()
    expect(visitor.own_bubbles).to_have_count(7)
    assert visitor.said("member", "agent") == kept
    expect(visitor.root.locator(".from-agent .author")).to_have_text(["担当者 木村："] * 6)


@pytest.mark.usefixtures("talk")
def test_the_bot_hears_nothing_of_it_and_goes_on_afterwards(visitor: Visitor, desk: Desk, product: Product) -> None:
    before = _trackers(product)
    visitor.send("合言葉はひまわりです")
    expect(desk.log.get_by_text("合言葉はひまわりです")).to_be_visible()
    desk.says("承りました")
    visitor.hears("承りました")
    visitor.send("バックアップコードとは何ですか")
    expect(desk.log.get_by_text("バックアップコードとは何ですか")).to_be_visible()
    assert _trackers(product) == before
    assert [author for author, _ in visitor.record("member", "bot", "agent")][-3:] == ["member", "agent", "member"]

    desk.button("自動応答に戻す").click()
    visitor.hears("ここからは自動応答がお答えします。")
    expect(visitor.who).to_have_text("自動応答アシスタント")
    visitor.send("バックアップコードとは何ですか")
    visitor.hears("バックアップコード")
    assert visitor.record("member", "bot")[-1][0] == "bot"
    assert all("ひまわり" not in events for events in _trackers(product).values())


@pytest.mark.usefixtures("talk")
def test_after_the_end_the_talk_is_rated_once(visitor: Visitor, desk: Desk) -> None:
    desk.says("ほかにご用はありますか")
    visitor.hears("ほかにご用はありますか")
    desk.button("自動応答に戻す").click()
    visitor.hears("ここからは自動応答がお答えします。")
    tab = visitor.session
    visitor.choose_from_menu("会話を終了する")
    visitor.rating.get_by_role("radio", name="満足", exact=True).check(force=True)
    visitor.rating.get_by_role("textbox").fill("助かりました")
    visitor.rating.get_by_role("button", name="送る").click()
    expect(visitor.root.get_by_text("ご協力ありがとうございました。")).to_be_visible()
    expect(visitor.rating).to_have_count(0)
    with visitor.product.client() as http:
        again = http.post(
            f"/api/conversations/{tab['id']}/rating",
            json={"score": 1},
            headers={"Authorization": f"Bearer {tab['token']}"},
        )
    assert (again.status_code, again.json()["code"]) == (409, "already_rated")
    (rating,) = [
        each for each in desk.call("GET", "feedback?view=all")["ratings"] if each["conversation_id"] == tab["id"]
    ]
    assert rating["score"] == 4


def _trackers(product: Product) -> dict[str, str]:
    """All that Rasa remembers of anybody."""
    with sqlite3.connect(ROOT / "var" / str(product.port) / "trackers.db") as database:
        return dict(database.execute("SELECT reference, events FROM rasa_trackers").fetchall())
