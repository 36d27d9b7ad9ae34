"""Getting a person: one who joins, one who answers by mail, and what is said of either in both styles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.easy_labels import easy_minutes
from bot.english_line import english_lines
from tests.actions.fake_door2 import FakeDoor2, Person
from tests.bot.easy_text import without_readings
from tests.dialogue.dialogue_bot import Conversation
from tests.dialogue.test_easy_style import easy

POINTS = ("お問い合わせフォーム", "富士通コンタクトライン（総合窓口）")
WAITING = {"state": "queued", "position": 2, "estimate": {"low_minutes": 3, "high_minutes": 7}}
UNKNOWN = {"state": "queued", "position": 1, "estimate": None}
JOINED = {"state": "with_agent"}
DESKS = pytest.mark.parametrize("desk", [None, WAITING, UNKNOWN, JOINED], ids=["ticket", "queued", "unknown", "joined"])


def test_nobody_is_there_so_the_answer_comes_by_mail(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person()

    turn = member.understood("conversation_handoff", "人と話したい")

    assert turn.card == {
        "type": "ticket",
        "number": "TKT-000001",
        "kind_label": "お問い合わせ",
        "status_label": "受付済み",
    }
    assert "TKT-000001" in turn.text
    assert "メールでお返事します" in turn.text
    assert "お約束できません" in turn.text
    assert "メールアドレス" not in turn.text
    assert turn.offers["依頼の状況を調べる"]["data"] == {"ticket_number": "TKT-000001"}


@pytest.mark.parametrize("style", ["standard", "easy"])
def test_a_stranger_is_asked_where_the_answer_is_to_go(member: Conversation, style: Any) -> None:
    turn = member.understood("conversation_handoff", "人と話したい", style=style)

    assert turn.card["asks_for_address"] is True
    assert "メールアドレスを" in turn.text


@pytest.mark.parametrize(("style", "sorry"), [("standard", "申し訳ありません。"), ("easy", "すみません。")])
@pytest.mark.parametrize("desk", [None, WAITING], ids=["ticket", "queued"])
def test_who_asks_in_anger_is_told_sorry_first(
    member: Conversation, door: FakeDoor2, desk: Any, style: Any, sorry: str
) -> None:
    door.desk = desk

    turn = member.understood("conversation_handoff", "ふざけるな、責任者出せ", style=style)

    assert turn.text.split("\n")[0].endswith(sorry)


def test_who_asks_calmly_is_told_no_sorry(member: Conversation, door: FakeDoor2) -> None:
    door.desk = WAITING

    assert "申し訳" not in member.understood("conversation_handoff", "担当者と話したいです").text


def test_who_waits_knows_the_place_and_how_long_others_waited(member: Conversation, door: FakeDoor2) -> None:
    door.desk = WAITING

    turn = member.understood("conversation_handoff", "人と話したい")

    assert "担当者をお呼びしています。現在の順番は2番目です。最近は3〜7分ほどでおつなぎしています。" in turn.text
    assert "お待ちの間も、ご質問があればこのチャットがお答えします。" in turn.text
    assert turn.only["card"] is None
    assert [choice["topic"] for choice in turn.only["choices"]] == ["conversation/clarify"]
    assert door.tickets == {}


@pytest.mark.parametrize(
    ("estimate", "said"),
    [
        (None, "待ち時間はわかりません。"),
        ({"low_minutes": 0, "high_minutes": 1}, "最近は1分以内におつなぎしています。"),
        ({"low_minutes": 4, "high_minutes": 4}, "最近は4分ほどでおつなぎしています。"),
    ],
)
def test_only_what_the_backend_knows_is_said_of_the_time(
    member: Conversation, door: FakeDoor2, estimate: dict[str, int] | None, said: str
) -> None:
    door.desk = {**WAITING, "estimate": estimate}

    assert said in member.understood("conversation_handoff", "人と話したい").text


def test_without_a_place_none_is_said(member: Conversation, door: FakeDoor2) -> None:
    door.desk = {**WAITING, "position": None}

    assert "番目" not in member.understood("conversation_handoff", "人と話したい").text


def test_a_person_is_there_already(member: Conversation, door: FakeDoor2) -> None:
    door.desk = JOINED

    turn = member.understood("conversation_handoff", "担当者を呼んで")

    assert "担当者がこの会話に入っています" in turn.text
    assert (turn.only["card"], turn.only["choices"]) == (None, [])


@DESKS
def test_it_can_be_read_in_easy_words(member: Conversation, door: FakeDoor2, desk: dict[str, Any] | None) -> None:
    door.desk = desk

    text = without_readings(easy(member, "conversation_handoff", "人と話したい").text)

    assert "担当者は、相談を受ける人です。" in text


@pytest.mark.parametrize(
    "minutes", [{"low_minutes": low, "high_minutes": high} for low, high in [(0, 1), (0, 5), (3, 7), (8, 10), (2, 2)]]
)
def test_minutes_can_be_read(member: Conversation, door: FakeDoor2, minutes: dict[str, int]) -> None:
    door.desk = {**WAITING, "estimate": minutes}

    text = easy(member, "conversation_handoff", "人と話したい").text

    assert easy_minutes(minutes["high_minutes"]) in text


@pytest.mark.parametrize(
    ("desk", "identified", "line"),
    [
        (WAITING, False, english_lines().said["handoff_queued"]),
        (JOINED, False, english_lines().said["handoff_with_agent"]),
        (None, False, english_lines().said["handoff_needs_address"]),
        (None, True, english_lines().cards["conversation/handoff ticket"]),
    ],
)
def test_each_has_its_line_of_english(
    member: Conversation, door: FakeDoor2, desk: dict[str, Any] | None, identified: bool, line: str
) -> None:
    door.desk = desk
    if identified:
        door.people[member.reference] = Person()

    assert member.understood("conversation_handoff", "I want to talk to a person").text.startswith(f"{line}\n\n")


@pytest.mark.parametrize("desk", [None, WAITING], ids=["ticket", "queued"])
@pytest.mark.parametrize("style", ["standard", "easy"])
def test_both_contact_points_are_named(member: Conversation, door: FakeDoor2, desk: Any, style: Any) -> None:
    door.desk = desk

    text = member.understood("conversation_handoff", "人と話したい", style=style).text

    assert all(point in text for point in POINTS)


def test_who_asks_where_to_ask_is_put_through_to_nobody(member: Conversation, door: FakeDoor2) -> None:
    door.desk = WAITING

    turn = member.understood("conversation_handoff", "問い合わせ窓口の電話番号を教えて")

    assert door.called("handoff") == []
    assert turn.offers["担当者に相談する"]["topic"] == "conversation/handoff"
    assert all(point in turn.text for point in POINTS)


def test_while_somebody_waits_the_bot_goes_on(member: Conversation, door: FakeDoor2) -> None:
    door.desk = WAITING
    member.understood("conversation_handoff", "人と話したい")

    assert member.understood("faq_quotation", "見積書はもらえますか").topics == ["faq/quotation"]


def test_after_a_hand_back_the_bot_neither_greets_nor_remembers(
    talk: Callable[[], Conversation], door: FakeDoor2
) -> None:
    """The backend gives the conversation a new reference then, so that to the bot it is another one."""
    before, after = talk(), talk()
    before.understood("account_unlock", "解除してほしい")

    turn = after.understood("faq_quotation", "見積書はもらえますか")

    assert turn.topics == ["faq/quotation"]
    assert after.known() == {}
    assert before.known() == {"form": "account/unlock"}
