"""Who is not known gets the way to become known, by whatever they try, and nothing else happens."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.container import Container
from backend.conversations.models import Conversation
from backend.core.database import Base
from backend.slack import app as slack
from backend.slack import links, people
from backend.slack.acts import buttons
from backend.slack.door import SlackDoor
from backend.staff.models import Role, StaffMember
from backend.tickets.models import Ticket
from tests.backend.conftest import Visitor
from tests.backend.desk import AGENT
from tests.backend.handing_over import Agent, ask_for_person
from tests.backend.slack.conftest import Workplace
from tests.backend.slack.peer import SlackPeer, Staff
from tests.backend.slack.ways_in import HARMLESS, Way, asks_for_staff, listeners, name_of, pressed, takes, ways
from tests.backend.staff_signing_in import change

# What is told to everybody in the desk's channel goes on meanwhile, and what came from Slack is kept.
_NOT_LOOKED_AT = {"slack_requests", "slack_matters", "slack_marks", "slack_lanes", "slack_outages"}


@pytest.fixture
def slack_settings() -> dict[str, Any]:
    return {"slack_presence": False}


@pytest.fixture
def waiting(visitor: Visitor, container: Container) -> Visitor:
    """A conversation that waits for a person."""
    Agent(container, 2).comes()
    visitor.says("質問")
    ask_for_person(container, visitor.id)
    return visitor


@pytest.fixture
def ticket(client: TestClient, container: Container) -> str:
    """A ticket's number."""
    other = Visitor(client)
    other.says("質問")
    with container.database.unit_of_work() as session:
        for colleague in session.scalars(select(StaffMember)):
            colleague.is_available = False
    ask_for_person(container, other.id)
    with container.database.unit_of_work() as session:
        for colleague in session.scalars(select(StaffMember)):
            colleague.is_available = True
        return session.scalars(select(Ticket).order_by(Ticket.id.desc()).limit(1)).one().number


def record(container: Container) -> dict[str, list[str]]:
    """Everything there is."""
    with container.database.reading() as session:
        return {
            table.name: sorted(str(row) for row in session.execute(select(table)))
            for table in Base.metadata.sorted_tables
            if table.name not in _NOT_LOOKED_AT
        }


def seen(peer: SlackPeer, who: Staff) -> list[str]:
    """What the app has told them and nobody else."""
    direct = [message.text for message in peer.direct(who.user) if message.is_from_app]
    return [message.text for message in peer.ephemerals(who.user)] + direct


def stranger(workplace: Workplace) -> Staff:
    return workplace.somebody("U0STRANGER")


def disabled(workplace: Workplace) -> Staff:
    return _colleague_with(workplace, disabled_at=workplace.services.clock.now())


def locked(workplace: Workplace) -> Staff:
    return _colleague_with(workplace, locked_at=workplace.services.clock.now())


def not_enrolled(workplace: Workplace) -> Staff:
    return _colleague_with(workplace, enrolled_at=None)


def _colleague_with(workplace: Workplace, **columns: Any) -> Staff:
    colleague = workplace.colleague(AGENT, "U0KIMURA")
    change(workplace.services, AGENT, **columns)
    return colleague


@pytest.mark.parametrize("somebody", [stranger, disabled, locked, not_enrolled])
def test_who_is_not_known_gets_the_way_to_link_and_nothing_else(
    somebody: Callable[[Workplace], Staff],
    workplace: Workplace,
    container: Container,
    peer: SlackPeer,
    waiting: Visitor,
    ticket: str,
) -> None:
    who = somebody(workplace)
    before = record(container)
    tried = list(ways(peer, who, waiting.id, ticket))

    answers = {way.name: way.send(who) for way in tried}
    peer.wait_for(lambda: len(seen(peer, who)) >= len(tried))

    assert {name: (answer.status_code, answer.text) for name, answer in answers.items()} == dict.fromkeys(
        answers, (200, "")
    )
    assert seen(peer, who) == [links.INVITATION] * len(tried)
    assert peer.top_view(who.user) is None
    assert record(container) == before
    [button] = peer.ephemerals(who.user)[0].buttons
    assert button["url"].startswith(f"{container.settings.base_url}/console/slack/link?token=")


def _app(container: Container) -> Any:
    door = SlackDoor.of(container)
    assert door is not None
    return slack.build(door)


def test_whatever_listens_asks_who_it_is_or_is_harmless(container: Container) -> None:
    app = _app(container)
    open_to_all = {name_of(each) for each in listeners(app) if not asks_for_staff(each)}
    assert open_to_all == HARMLESS


def test_every_listener_for_staff_is_tried_above(container: Container, peer: SlackPeer, stranger_here: Staff) -> None:
    app = _app(container)
    tried = list(ways(peer, stranger_here, "c", "TKT-000001"))

    async def gets_one(listener: Any) -> bool:
        return any([await takes(listener, way) for way in tried])

    async def untried() -> list[str]:
        return [name_of(each) for each in listeners(app) if asks_for_staff(each) and not await gets_one(each)]

    assert asyncio.run(untried()) == []


@pytest.fixture
def stranger_here(workplace: Workplace) -> Staff:
    return stranger(workplace)


def test_who_is_known_does_it_with_the_very_same(
    workplace: Workplace, container: Container, peer: SlackPeer, waiting: Visitor, kimura: Staff
) -> None:
    """That nothing happens above is worth something only if it happens here."""
    payload = pressed(peer, kimura, buttons.HANDOFF_CLAIM, waiting.id)
    Way("claim", "interactive", payload).send(kimura)
    peer.wait_for(lambda: seen(peer, kimura))
    assert waiting_owner(container, waiting) == "agent"
    assert links.INVITATION not in seen(peer, kimura)


def waiting_owner(container: Container, visitor: Visitor) -> str:
    with container.database.reading() as session:
        return str(session.get_one(Conversation, visitor.id).owner)


def test_another_workspace_gets_nothing_at_all(
    container: Container, peer: SlackPeer, waiting: Visitor, ticket: str, kimura: Staff
) -> None:
    before = record(container)
    peer.team_id = "T0ELSEWHERE"
    answers = [way.send(kimura) for way in ways(peer, kimura, waiting.id, ticket)]
    peer.team_id = "T0MADOGUCHI"
    assert {(answer.status_code, answer.text) for answer in answers} == {(200, "")}
    assert record(container) == before
    assert seen(peer, kimura) == []


def test_who_is_disabled_in_between_does_nothing_more(
    container: Container, peer: SlackPeer, waiting: Visitor, kimura: Staff
) -> None:
    payload = pressed(peer, kimura, buttons.HANDOFF_CLAIM, waiting.id)
    change(container, AGENT, disabled_at=container.clock.now())
    Way("claim", "interactive", payload).send(kimura)
    peer.wait_for(lambda: seen(peer, kimura))
    assert seen(peer, kimura) == [links.INVITATION]
    assert waiting_owner(container, waiting) == "queue"


def test_a_role_counts_as_it_is_at_each_act(container: Container, kimura: Staff) -> None:
    def is_admin() -> bool:
        found = people.find(container, kimura.user)
        assert found is not None
        return found.is_admin

    assert not is_admin()
    change(container, AGENT, role=Role.ADMIN)
    assert is_admin()
    change(container, AGENT, role=Role.AGENT)
    assert not is_admin()
