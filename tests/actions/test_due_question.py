"""How messages change the question behind a due date."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from actions.due_question import AMBIGUOUS, BOTH_CLOSINGS, CARD, DueQuestion, in_year, told_apart

EXACT = ("fjcloud_o", "fjcloud_v", "excloser_basic", "fence_mobile", "fence_mail", "cloud_file_server")
services = st.lists(st.sampled_from((*EXACT, *AMBIGUOUS)), unique=True, max_size=4).map(tuple).map(told_apart)
questions = st.builds(
    DueQuestion,
    services=services,
    month=st.none() | st.sampled_from(["2026-04", "--05", "P-1M"]),
    method=st.none() | st.sampled_from([CARD, "bank_transfer", "direct_debit"]),
    closing=st.none() | st.sampled_from(["20", "end", BOTH_CLOSINGS]),
)


@given(questions)
def test_a_message_that_says_nothing_changes_nothing(question: DueQuestion) -> None:
    assert question.changed_by(DueQuestion()) == question


@given(questions, questions)
def test_what_is_said_holds(before: DueQuestion, said: DueQuestion) -> None:
    after = before.changed_by(said)

    assert set(told_apart(said.services)) <= set(after.services)
    for field in ("month", "method", "closing"):
        if getattr(said, field):
            assert getattr(after, field) == getattr(said, field)


@given(questions, questions)
def test_what_is_not_said_stays_but_for_the_card(before: DueQuestion, said: DueQuestion) -> None:
    after = before.changed_by(said)

    assert said.services or after.services == before.services
    assert said.month or after.month == before.month
    assert said.closing or after.closing == before.closing
    if not said.method and not (said.closing and before.method == CARD):
        assert after.method == before.method


@given(questions, questions)
def test_saying_it_twice_is_saying_it_once(before: DueQuestion, said: DueQuestion) -> None:
    # With two names to ask back, the second time answers for the whole: it was not what was asked any more.
    assume(len(set(before.services) & set(AMBIGUOUS)) < 2)
    once = before.changed_by(said)

    assert once.changed_by(said).missing == once.missing


@given(questions)
def test_a_question_without_gaps_can_be_calculated(question: DueQuestion) -> None:
    if question.missing is None:
        assert question.services
        assert not set(question.services) & set(AMBIGUOUS)
        assert question.month
        assert question.method == CARD or question.closing


@given(questions)
def test_a_card_never_has_a_closing(question: DueQuestion) -> None:
    if question.method == CARD:
        assert question.closing_that_counts is None
        assert question.missing not in {"due_method", "due_closing"}


@given(questions)
def test_with_a_closing_known_the_way_of_paying_is_never_asked(question: DueQuestion) -> None:
    if question.closing:
        assert question.missing not in {"due_method", "due_closing"}


@given(questions, st.sampled_from([None, CARD, "bank_transfer"]), st.sampled_from([None, "20", "end"]))
def test_the_record_never_overrides_what_was_said(
    question: DueQuestion, method: str | None, closing: str | None
) -> None:
    filled = question.filled_up(method, closing)

    assert question.method in {None, filled.method}
    assert question.closing in {None, filled.closing}
    assert (filled.services, filled.month) == (question.services, question.month)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (("excloser", "excloser_basic"), ("excloser_basic",)),
        (("fence", "fence_mail_basic"), ("fence_mail_basic",)),
        (("fjcloud", "fence_mobile"), ("fjcloud", "fence_mobile")),
        (("fjcloud_o", "fjcloud_v"), ("fjcloud_o", "fjcloud_v")),
        (("fence",), ("fence",)),
        ((), ()),
    ],
)
def test_a_name_beside_its_exact_form_is_no_question(said: tuple[str, ...], meant: tuple[str, ...]) -> None:
    assert told_apart(said) == meant


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (("fence",), ("fence_mail",), ("fence_mail",)),
        (("fjcloud_v", "fence"), ("fence_mobile",), ("fjcloud_v", "fence_mobile")),
        (("fjcloud_v", "fence"), ("cloud_file_server",), ("cloud_file_server",)),
        (("fjcloud",), ("fjcloud_o", "fjcloud_v"), ("fjcloud_o", "fjcloud_v")),
        (("fjcloud_v",), ("fjcloud_o",), ("fjcloud_o",)),
    ],
)
def test_an_answer_takes_the_place_of_what_was_asked(
    before: tuple[str, ...], said: tuple[str, ...], after: tuple[str, ...]
) -> None:
    assert DueQuestion(services=before).changed_by(DueQuestion(services=said)).services == after


@given(st.integers(1, 12), st.sampled_from(["2025", "P-1Y", "P1Y"]), st.sampled_from(["--", "2026-", "P-2Y-"]))
def test_a_year_takes_the_place_of_the_year(month: int, year: str, before: str) -> None:
    assert in_year(f"{before}{month:02d}", year) == f"{year}-{month:02d}"


@pytest.mark.parametrize(
    ("month", "year", "after"),
    [("P-1M", "P-1Y", "P-13M"), ("P0M", "P1Y", "P12M"), ("P-1M", "2025", None), (None, "2025", None)],
)
def test_a_counted_month_takes_only_a_counted_year(month: str | None, year: str, after: str | None) -> None:
    assert in_year(month, year) == after


def test_a_year_waits_for_its_month() -> None:
    waiting = DueQuestion(services=("fjcloud_v",), closing="end").changed_by(DueQuestion(year="2025"))

    assert waiting.missing == "due_month"
    assert waiting.changed_by(DueQuestion(month="--04")).month == "2025-04"


def test_the_service_of_a_later_month_is_asked_back_and_filled_in() -> None:
    question = DueQuestion(services=("fjcloud_v",), month="--04", closing="end", others=((("excloser",), "--05"),))

    assert question.missing == "due_services"
    answered = question.changed_by(DueQuestion(services=("excloser_basic",)))
    assert answered.missing is None
    assert answered.others == ((("excloser_basic",), "--05"),)
