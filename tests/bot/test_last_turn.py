"""What one turn keeps for the next, and how misses are counted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.last_turn import LastTurn, next_turn

TOPICS = st.sampled_from(["faq/a", "faq/b", "account/c", "conversation/clarify"])
MISS, ANSWER = "conversation_clarify", "faq_a"


def message(topic: str = "faq/a", text: str = "はい。", choices: tuple[str, ...] = ()) -> dict[str, Any]:
    offered = [{"title": topic, "topic": topic, "data": None} for topic in choices]
    return {"text": text, "topic": topic, "choices": offered, "card": None}


ASKED_BACK = message("conversation/clarify")


def after(before: LastTurn, intent: str, *messages: dict[str, Any], words: bool = True, **decision: Any) -> LastTurn:
    return next_turn(before, intent=intent, in_words=words, decision=decision, messages=messages)


@given(
    st.builds(
        LastTurn,
        choices=st.lists(st.fixed_dictionaries({"title": st.text(), "topic": TOPICS, "data": st.none()})).map(tuple),
        asked=st.booleans(),
        candidates=st.lists(TOPICS).map(tuple),
        shown=st.lists(TOPICS).map(tuple),
        misses=st.integers(0, 9),
        missed=st.booleans(),
    )
)
def test_it_survives_the_slot(turn: LastTurn) -> None:
    assert LastTurn.from_slot(turn.to_slot()) == turn


@pytest.mark.parametrize("value", [None, ""])
def test_nothing_kept_is_nothing_known(value: str | None) -> None:
    assert LastTurn.from_slot(value) == LastTurn()


def test_the_choices_are_those_said_last() -> None:
    turn = after(LastTurn(), ANSWER, message(choices=("faq/a",)), message(choices=("faq/b",)), message())
    assert [choice["topic"] for choice in turn.choices] == ["faq/b"]


@pytest.mark.parametrize(
    ("text", "asked"), [("どれでしょうか。次の中から。", True), ("どれ？", True), ("ご案内です。", False)]
)
def test_whether_the_choices_answer_a_question(text: str, asked: bool) -> None:
    assert after(LastTurn(), ANSWER, message(text=text, choices=("faq/a",))).asked is asked
    assert not after(LastTurn(), ANSWER, message(text=text)).asked


def test_new_words_bring_new_candidates() -> None:
    first = after(LastTurn(), ANSWER, message("faq/a"), candidates=["faq/a", "faq/b"], further=["account/c"])
    denied = after(first, "deny_answer", message("conversation/clarify", choices=("faq/b",)), candidates=["faq/z"])
    tapped = after(denied, "faq_b", message("faq/b"), words=False)
    assert first.untried() == ("faq/b", "account/c")
    assert denied.untried() == tapped.untried() == ("account/c",)
    assert after(tapped, ANSWER, message("faq/a"), candidates=["faq/a", "faq/b"]).untried() == ("faq/b",)


def test_the_buttons_of_an_answer_are_not_used_up() -> None:
    turn = after(LastTurn(), ANSWER, message("faq/a", choices=("faq/b",)), candidates=["faq/a", "faq/b"])
    assert turn.untried() == ("faq/b",)


@pytest.mark.parametrize("intent", ["conversation_greet", "conversation_thanks", "abuse"])
def test_words_without_a_subject_have_no_candidates(intent: str) -> None:
    assert after(LastTurn(), intent, message(), candidates=["faq/a", "faq/b"]).candidates == ()


def test_misses_are_counted_in_a_row() -> None:
    first = after(LastTurn(), MISS, ASKED_BACK)
    second = after(first, "deny_answer", ASKED_BACK)
    assert (first.misses, second.misses) == (1, 2)
    assert (first.denied, second.denied) == (False, True)
    assert after(second, ANSWER, message()).misses == 0


def test_a_tap_between_ends_the_row_unless_its_answer_is_denied() -> None:
    tapped = after(after(LastTurn(), MISS, ASKED_BACK), ANSWER, message(), words=False)
    assert tapped.misses_before(MISS) == 0
    assert tapped.misses_before("deny_answer") == 1


@pytest.mark.parametrize("intent", [MISS, "deny_answer", "conversation_out_of_scope"])
def test_what_an_open_form_takes_as_its_answer_is_no_miss(intent: str) -> None:
    """「違います」 to 「yamada_01でよろしいですか」, or words for a service that the form alone understands."""
    first = after(LastTurn(), MISS, ASKED_BACK)
    in_form = after(first, intent, message("account/unlock"))
    assert (in_form.misses, in_form.missed, in_form.denied) == (0, False, False)
