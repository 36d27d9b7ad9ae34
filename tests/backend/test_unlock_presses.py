"""Unlocking with four eyes, whatever is pressed in whichever order: it takes two people, always."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from backend.container import Container
from backend.core.problems import Problem
from backend.core.settings import Settings
from backend.tickets.models import TicketStatus
from backend.tickets.work import Changes
from tests.backend.approving import ENOUGH, LOCKED, TOO_LITTLE, Colleague, lock, locked_member, with_approval
from tests.backend.ticket_kit import row, unlock_request

ACTS = ("asks", "fails", "approves", "declines", "closes", "reopens")
presses = st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from(ACTS)), max_size=12)
alone = st.lists(st.sampled_from(ACTS), max_size=12)


@dataclass
class Model:
    """Who waits for an approval, while there is a lock to lift."""

    asker: int | None = None
    is_open: bool = True
    is_locked: bool = True

    def press(self, who: int, act: str) -> None:
        match act:
            case "asks" if self.is_open and self.is_locked and self.asker is None:
                self.asker = who
            case "fails" if self.is_open and self.is_locked:
                self.asker = None
            case "approves" | "declines" if self.asker not in {None, who}:
                self.asker = None
                if act == "approves":
                    self.is_locked = self.is_open = False
            case "closes":
                self.asker, self.is_open = None, False
            case "reopens":
                self.is_open = True


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return with_approval(settings)


@pytest.fixture
def pair(container: Container) -> list[Colleague]:
    return [Colleague(container, place) for place in (0, 1)]


@pytest.fixture
def tickets(container: Container) -> Iterator[str]:
    """A new one for each example, about an account that is locked."""

    def made() -> Iterator[str]:
        while True:
            lock(container)
            number = unlock_request(container, LOCKED, "chat")
            yield number
            if row(container, number).status != TicketStatus.CLOSED:
                _status(container, number, TicketStatus.CLOSED, Colleague(container, 2))

    return made()


def _status(container: Container, number: str, status: TicketStatus, who: Colleague) -> None:
    with container.database.unit_of_work() as session:
        container.tickets.change(session, number, who.by, Changes(status=status))


def _press(container: Container, number: str, who: Colleague, act: str) -> None:
    """Whatever is refused is left."""
    presses: dict[str, Callable[[], object]] = {
        "asks": lambda: who.checks(number, ENOUGH),
        "fails": lambda: who.checks(number, TOO_LITTLE),
        "approves": lambda: who.approves(number),
        "declines": lambda: who.declines(number),
        "closes": lambda: _status(container, number, TicketStatus.CLOSED, who),
        "reopens": lambda: _status(container, number, TicketStatus.OPEN, who),
    }
    with suppress(Problem):
        presses[act]()


@given(pressed=presses)
@examples(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_unlocked_was_asked_by_one_and_approved_by_another(
    container: Container, pair: list[Colleague], tickets: Iterator[str], pressed: list[tuple[int, str]]
) -> None:
    number, model = next(tickets), Model()
    for who, act in pressed:
        _press(container, number, pair[who], act)
        model.press(who, act)
        assert locked_member(container).is_locked is model.is_locked


@given(pressed=alone)
@examples(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_alone_unlocks_nothing(
    container: Container, pair: list[Colleague], tickets: Iterator[str], pressed: list[str]
) -> None:
    number = next(tickets)
    for act in pressed:
        _press(container, number, pair[0], act)
    assert locked_member(container).is_locked
