"""Unlocking with four eyes: one of the staff makes sure who asks, another approves it or sends it back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.problems import Problem
from backend.core.settings import Settings
from backend.tickets import approvals
from backend.tickets.models import TicketStatus, UnlockRequest
from backend.tickets.unlocking import Check, UnlockOutcome
from backend.tickets.work import Changes
from tests.backend.approving import (
    ENOUGH,
    LOCKED,
    TOO_LITTLE,
    UNLOCKED_MAIL,
    Colleague,
    lock,
    locked_member,
    with_approval,
)
from tests.backend.at_once import at_once
from tests.backend.conftest import Visitor
from tests.backend.ticket_kit import audited, row, steps, subjects, system_lines, unlock_request

ASKED = ["opened", "unlock_checked", "unlock_asked", "assigned", "status_changed"]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return with_approval(settings)


@pytest.fixture
def asker(container: Container) -> Colleague:
    return Colleague(container, 0)


@pytest.fixture
def approver(container: Container) -> Colleague:
    return Colleague(container, 1, slack_user="U0APPROVER")


@pytest.fixture
def third(container: Container) -> Colleague:
    return Colleague(container, 2)


@pytest.fixture
def number(container: Container) -> str:
    return unlock_request(container, LOCKED)


@pytest.fixture
def asked(asker: Colleague, number: str) -> str:
    """A ticket that waits for an approval."""
    assert asker.checks(number) is UnlockOutcome.ASKED
    return number


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Problem) as found:
        act()
    assert found.value.status == 409
    return found.value.code


def requests(container: Container) -> list[UnlockRequest]:
    with container.database.reading() as session:
        return list(session.scalars(select(UnlockRequest).order_by(UnlockRequest.id)))


def waits(container: Container, number: str) -> bool:
    with container.database.reading() as session:
        return bool(approvals.standing_of(session, [container.tickets.find(session, number)]))


def mails(client: TestClient, container: Container) -> int:
    return subjects(client, locked_member(container).email).count(UNLOCKED_MAIL)


# Asking


def test_what_matched_unlocks_nothing_yet(
    client: TestClient, container: Container, asker: Colleague, asked: str
) -> None:
    ticket, [request] = row(container, asked), requests(container)

    assert (ticket.status, ticket.assignee_id) == (TicketStatus.IN_PROGRESS, asker.id)
    assert steps(container, asked) == ASKED
    assert (request.asked_by, request.is_approved, request.decided_by) == (asker.id, None, None)
    assert request.checks == [{"key": "name", "matched": True}, {"key": "account", "matched": True}]
    assert locked_member(container).is_locked
    assert mails(client, container) == 0
    [noted] = audited(container, Action.UNLOCK_ASKED)
    assert (noted.actor_id, noted.member_id, noted.details) == (
        asker.id,
        locked_member(container).id,
        {"ticket": asked},
    )


def test_asked_again_it_is_one_request(container: Container, asker: Colleague, approver: Colleague, asked: str) -> None:
    assert asker.checks(asked) is UnlockOutcome.ASKED
    assert asker.checks(asked, key="k") is asker.checks(asked, key="k") is UnlockOutcome.ASKED
    assert steps(container, asked) == ASKED

    # What else was asked stands in the history; the request is still the first one's.
    more = (*ENOUGH, Check("company", asked=True, matched=True, note="部署も一致"))
    assert asker.checks(asked, more, key="more") is approver.checks(asked) is UnlockOutcome.ASKED
    assert asker.checks(asked, more, key="more") is UnlockOutcome.ASKED
    assert steps(container, asked) == [*ASKED, "unlock_checked", "unlock_checked"]
    [request] = requests(container)
    assert (request.asked_by, len(request.checks)) == (asker.id, 2)


def test_what_does_not_match_any_more_cannot_be_approved(
    container: Container, asker: Colleague, approver: Colleague, third: Colleague, asked: str
) -> None:
    assert third.checks(asked, TOO_LITTLE) is UnlockOutcome.NOT_ENOUGH

    assert steps(container, asked)[-2:] == ["unlock_checked", "unlock_lapsed"]
    assert not waits(container, asked)
    assert refused(lambda: approver.approves(asked)) == "nothing_asked"
    assert locked_member(container).is_locked
    # Asked anew it waits anew.
    assert asker.checks(asked) is UnlockOutcome.ASKED
    assert approver.approves(asked).status == TicketStatus.CLOSED


# Answering


def test_a_colleague_approves_and_the_member_is_told(
    client: TestClient, container: Container, visitor: Visitor, asker: Colleague, approver: Colleague
) -> None:
    number = unlock_request(container, LOCKED, visitor.id)
    asker.checks(number)

    ticket = approver.approves(number)

    assert (ticket.status, ticket.assignee_id) == (TicketStatus.CLOSED, asker.id)
    assert steps(container, number) == [*ASKED, "unlock_approved", "unlocked", "status_changed"]
    assert not locked_member(container).is_locked
    assert mails(client, container) == 1
    assert system_lines(container, visitor.id) == [f"受付番号 {number} の対応が完了しました。"]
    [request] = requests(container)
    assert (request.is_approved, request.decided_by) == (True, approver.id)
    [approved], [unlocked] = audited(container, Action.UNLOCK_APPROVED), audited(container, Action.ACCOUNT_UNLOCKED)
    assert approved.details == {"ticket": number, "asked_by": asker.id, "slack_user": "U0APPROVER"}
    assert (unlocked.actor_id, unlocked.details) == (approver.id, {"slack_user": "U0APPROVER"})


def test_nobody_answers_their_own_request(container: Container, asker: Colleague, asked: str) -> None:
    assert refused(lambda: asker.approves(asked)) == "own_request"
    assert refused(lambda: asker.declines(asked)) == "own_request"
    assert steps(container, asked) == ASKED


def test_without_a_request_there_is_nothing_to_answer(approver: Colleague, number: str) -> None:
    assert refused(lambda: approver.approves(number)) == "nothing_asked"
    assert refused(lambda: approver.declines(number)) == "nothing_asked"


def test_pressed_twice_it_is_approved_once_and_a_third_learns_by_whom(
    client: TestClient, container: Container, approver: Colleague, third: Colleague, asked: str
) -> None:
    approver.approves(asked, key="a")
    done = steps(container, asked)

    for key in ("a", None, "b"):
        assert approver.approves(asked, key=key).status == TicketStatus.CLOSED
    with pytest.raises(Problem) as found:
        third.approves(asked)

    assert found.value.code == "decided_already"
    assert approver.name in found.value.detail
    assert "承認" in found.value.detail
    assert refused(lambda: approver.declines(asked)) == "decided_already"
    assert steps(container, asked) == done
    assert mails(client, container) == 1


def test_what_is_sent_back_unlocks_nothing_and_says_why_to_colleagues_only(
    container: Container, asker: Colleague, approver: Colleague, third: Colleague, asked: str
) -> None:
    for _ in range(2):
        assert approver.declines(asked, "会社名も尋ねてください", key="d").status == TicketStatus.IN_PROGRESS

    assert steps(container, asked) == [*ASKED, "unlock_declined"]
    assert locked_member(container).is_locked
    assert refused(lambda: approver.approves(asked)) == "decided_already"
    assert refused(lambda: third.declines(asked)) == "decided_already"
    [declined] = audited(container, Action.UNLOCK_DECLINED)
    assert declined.details == {"ticket": asked, "asked_by": asker.id, "slack_user": "U0APPROVER"}
    # They may ask again; the old press, sent once more, says nothing of the new request.
    assert asker.checks(asked) is UnlockOutcome.ASKED
    approver.declines(asked, key="d")
    assert waits(container, asked)


def test_what_was_looked_at_is_what_is_approved(
    container: Container, asker: Colleague, approver: Colleague, third: Colleague, asked: str
) -> None:
    [looked_at] = requests(container)
    asker.checks(asked, TOO_LITTLE)
    third.checks(asked)

    assert refused(lambda: approver.approves(asked, request_id=looked_at.id)) == "nothing_asked"
    assert refused(lambda: approver.declines(asked, request_id=looked_at.id)) == "nothing_asked"
    assert waits(container, asked)
    # Nor another ticket's.
    [_, other] = requests(container)
    elsewhere = unlock_request(container, LOCKED, "another chat")
    assert refused(lambda: approver.approves(elsewhere, request_id=other.id)) == "nothing_asked"
    assert approver.approves(asked, request_id=other.id).status == TicketStatus.CLOSED


# What a request rests on


def test_closed_otherwise_it_lapses_and_stays_so_when_opened_again(
    container: Container, asker: Colleague, approver: Colleague, asked: str
) -> None:
    for status in (TicketStatus.CLOSED, TicketStatus.OPEN):
        with container.database.unit_of_work() as session:
            container.tickets.change(session, asked, asker.by, Changes(status=status))

    assert steps(container, asked)[-3:] == ["status_changed", "unlock_lapsed", "status_changed"]
    assert refused(lambda: approver.approves(asked)) == "nothing_asked"
    assert locked_member(container).is_locked


def test_unlocked_by_another_ticket_there_is_nothing_left_to_approve(
    client: TestClient, container: Container, asker: Colleague, approver: Colleague, asked: str
) -> None:
    other = unlock_request(container, LOCKED, "another chat")
    asker.checks(other)
    approver.approves(other)

    assert not waits(container, asked)
    assert refused(lambda: approver.approves(asked)) == "not_locked"
    assert mails(client, container) == 1


def test_another_lock_is_not_lifted_by_what_was_asked_about_the_last_one(
    container: Container, clock: FixedClock, asker: Colleague, approver: Colleague, asked: str
) -> None:
    clock.advance(timedelta(minutes=1))
    lock(container)

    assert not waits(container, asked)
    assert refused(lambda: approver.approves(asked)) == "nothing_asked"
    assert asker.checks(asked) is UnlockOutcome.ASKED
    assert steps(container, asked)[-3:] == ["unlock_checked", "unlock_lapsed", "unlock_asked"]
    assert approver.approves(asked).status == TicketStatus.CLOSED


def test_who_has_left_asks_for_nothing_any_more(
    container: Container, asker: Colleague, approver: Colleague, third: Colleague, asked: str
) -> None:
    asker.leaves()

    assert not waits(container, asked)
    assert refused(lambda: approver.approves(asked)) == "nothing_asked"
    # A colleague asks in their place, and not for themselves.
    assert approver.checks(asked) is UnlockOutcome.ASKED
    assert refused(lambda: approver.approves(asked)) == "own_request"
    assert third.approves(asked).status == TicketStatus.CLOSED


# At the same instant


def test_of_two_who_approve_at_once_one_unlocks(
    client: TestClient, container: Container, approver: Colleague, third: Colleague, asked: str
) -> None:
    waiting = [approver, third, approver, third]

    def press() -> str | None:
        try:
            waiting.pop().approves(asked)
        except Problem as problem:
            return problem.code
        return None

    results = at_once(4, press)

    assert sorted(results, key=str) == [None, None, "decided_already", "decided_already"]
    assert steps(container, asked).count("unlocked") == 1
    assert mails(client, container) == 1


def test_of_two_who_ask_at_once_one_request_stands(
    container: Container, asker: Colleague, approver: Colleague, number: str
) -> None:
    waiting = [asker, approver]

    assert at_once(2, lambda: waiting.pop().checks(number)) == [UnlockOutcome.ASKED] * 2

    assert len(requests(container)) == 1
    assert steps(container, number).count("unlock_asked") == 1


def test_approved_and_withdrawn_at_once_it_is_one_of_both(
    client: TestClient, container: Container, approver: Colleague, third: Colleague, asked: str
) -> None:
    acts: list[Callable[[], object]] = [lambda: approver.approves(asked), lambda: third.checks(asked, TOO_LITTLE)]

    def press() -> str | None:
        try:
            acts.pop()()
        except Problem as problem:
            return problem.code
        return None

    results = set(at_once(2, press)) - {None}

    is_locked = locked_member(container).is_locked
    assert results == ({"nothing_asked"} if is_locked else {"closed"})
    assert mails(client, container) == (0 if is_locked else 1)
