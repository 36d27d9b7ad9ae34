"""An unlock for a member who is known: what is so with their account, and never a question for a login id."""

from __future__ import annotations

import pytest

from bot.english_line import english_lines
from tests.actions.fake_door2 import ACCOUNT, LOCKED, FakeDoor2, Person
from tests.dialogue.dialogue_bot import Conversation, Turn
from tests.dialogue.login_task import UNLOCK, begin, done_for

LINES = english_lines()
LOOK = "自分のアカウントを調べる"


def known(member: Conversation, door: FakeDoor2, **account: object) -> None:
    door.people[member.reference] = Person(account={**ACCOUNT, **account})


def known_locked(member: Conversation, door: FakeDoor2) -> None:
    known(member, door, **LOCKED)


def looked_up(member: Conversation) -> Turn:
    """By the choice that the FAQ's answer offers."""
    return member.choose(member.understood("faq_account_locked", "ロックされました").offers[LOOK])


def test_asked_for_it_the_ticket_for_the_own_account_is_opened_at_once(member: Conversation, door: FakeDoor2) -> None:
    known_locked(member, door)

    turn = member.understood(UNLOCK.intent, "ロックを解除してください")

    assert turn.topics == ["account/unlock"]
    assert "2026年7月14日からロックされています" in turn.text
    assert UNLOCK.done in turn.text
    assert turn.card["number"] == "TKT-000001"
    assert [call.body for call in door.changes] == [{}]
    assert "open_form" not in member.slots()


def test_a_ticket_that_is_open_already_is_told_and_no_second_one_opened(member: Conversation, door: FakeDoor2) -> None:
    known(member, door, **{**LOCKED, "open_unlock_ticket": "TKT-000777"})
    door.tickets[member.reference] = [
        {
            "number": "TKT-000777",
            "kind": "unlock",
            "kind_label": "アカウントロックの解除",
            "status": "open",
            "status_label": "受付済み",
            "created_on": "2026-07-15",
        }
    ]

    turn = member.understood(UNLOCK.intent, "ロックを解除してください")

    assert "受付番号 TKT-000777" in turn.text
    assert door.changes == []
    assert member.choose(turn.offers["依頼の状況を調べる"]).card["number"] == "TKT-000777"


def test_looked_at_only_the_ticket_is_offered_in_one_tap(member: Conversation, door: FakeDoor2) -> None:
    known_locked(member, door)

    turn = looked_up(member)

    assert "2026年7月14日からロックされています" in turn.text
    assert door.changes == []
    assert UNLOCK.done in member.choose(turn.offers["ロック解除を依頼する"]).text
    assert len(door.changes) == 1


def test_words_that_ask_for_nothing_are_answered_with_the_offer(member: Conversation, door: FakeDoor2) -> None:
    known_locked(member, door)

    turn = member.understood(UNLOCK.intent, "アカウントがロックされているみたいです")

    assert "ロック解除を依頼する" in turn.offers
    assert door.changes == []


def test_a_stranger_who_wants_to_look_proves_who_they_are_and_it_goes_on(member: Conversation, door: FakeDoor2) -> None:
    asked = looked_up(member)
    known_locked(member, door)
    turn = member.identified()

    assert asked.card == {"type": "sign_in"}
    assert asked.topics == turn.topics == ["account/unlock"]
    assert "ロックされています" in turn.text
    assert "ロックされています" not in asked.text
    assert door.changes == []


def test_not_locked_it_says_so_and_what_else_may_be_wrong(member: Conversation, door: FakeDoor2) -> None:
    known(member, door)

    turn = member.understood(UNLOCK.intent, "ロックを解除してください")

    assert "現在ロックされていません" in turn.text
    assert {choice["topic"] for choice in turn.only["choices"]} >= {"faq/forgot_password", "faq/backup_codes"}
    assert door.changes == []


def test_not_locked_another_login_id_can_still_be_asked_for(member: Conversation, door: FakeDoor2) -> None:
    known(member, door)
    turn = member.understood(UNLOCK.intent, "ロックを解除してください")

    question = member.choose(turn.offers["別のログインIDで依頼する"])
    member.understood("inform_login_id", "yamada_01", {"login_id": "yamada_01"})

    assert "ログインIDを入力してください" in question.text
    assert done_for(door, UNLOCK) == ["yamada_01"]


def test_a_login_id_that_is_named_counts_for_the_known_too(member: Conversation, door: FakeDoor2) -> None:
    known_locked(member, door)
    member.understood(UNLOCK.intent, "ID yamada_01 のロックを解除してください", {"login_id": "yamada_01"})

    assert done_for(door, UNLOCK) == ["yamada_01"]


def test_a_bare_login_id_behind_it_is_asked_what_for(member: Conversation, door: FakeDoor2) -> None:
    known(member, door)
    member.understood(UNLOCK.intent, "ロックを解除してください")

    turn = member.understood("inform_login_id", "yamada_01", {"login_id": "yamada_01"})

    assert turn.topics == ["conversation/clarify"]
    assert door.changes == []


@pytest.mark.parametrize("account", [ACCOUNT, LOCKED, {**LOCKED, "open_unlock_ticket": "TKT-000777"}])
def test_nobody_known_hears_the_same_whatever_is_so(
    member: Conversation, door: FakeDoor2, account: dict[str, object]
) -> None:
    door.people["somebody-else"] = Person(account=account)

    turn = begin(member, UNLOCK)

    assert turn.text == "アカウントのロック解除を担当者に依頼します。ログインIDを入力してください。"
    assert turn.only["card"] is None


def test_known_in_the_middle_of_the_form_nothing_more_is_asked(member: Conversation, door: FakeDoor2) -> None:
    begin(member, UNLOCK)
    known_locked(member, door)

    turn = member.identified()
    after = member.understood("conversation_thanks", "ありがとう")

    assert turn.topics == ["account/unlock"]
    assert "2026年7月14日からロックされています" in turn.text
    assert after.topics == ["conversation/thanks"]


def test_an_identity_that_lapsed_meanwhile_opens_nothing(member: Conversation, door: FakeDoor2) -> None:
    known_locked(member, door)
    offered = looked_up(member)
    door.people.clear()

    turn = member.choose(offered.offers["ロック解除を依頼する"])

    assert "ログインIDを入力してください" in turn.text
    assert door.changes == []


def test_too_many_requests_get_calm_words_here_too(member: Conversation, door: FakeDoor2) -> None:
    known_locked(member, door)
    door.instead["unlock-requests"] = (429, b'{"code": "too_many"}')

    turn = member.understood(UNLOCK.intent, "ロックを解除してください")

    assert not turn.failed
    assert "conversation/handoff" in [choice["topic"] for choice in turn.only["choices"]]


def test_the_faqs_answer_needs_no_action(member: Conversation, door: FakeDoor2) -> None:
    """The look at one's own account is but a choice beside it."""
    turn = member.understood("faq_account_locked", "ロックされました")

    assert turn.offers[LOOK] == {"title": LOOK, "topic": "account/unlock", "data": {"mode": "own"}}
    assert door.calls == []
    assert [event["name"] for event in member.last_events() if event["event"] == "action"][:-1] == [
        "utter_faq_account_locked"
    ]


@pytest.mark.parametrize(
    ("account", "text", "line"),
    [
        (ACCOUNT, "Unlock my account please", "unlock_not_locked"),
        (LOCKED, "I think my account is locked", "unlock_offered"),
        ({**LOCKED, "open_unlock_ticket": "TKT-000777"}, "Unlock my account please", "unlock_under_way"),
    ],
)
def test_each_has_its_english(
    member: Conversation, door: FakeDoor2, account: dict[str, object], text: str, line: str
) -> None:
    door.people[member.reference] = Person(account=account)

    assert member.understood(UNLOCK.intent, text).text.startswith(LINES.said[line])


def test_signing_in_to_look_has_its_english(member: Conversation) -> None:
    member.understood("faq_account_locked", "My account got locked")

    assert member.understood(UNLOCK.intent, "", {"mode": "own"}).text.startswith(LINES.said["unlock_sign_in"])
