"""The clock's part: who waits too long, whose agent is gone, who says nothing any more."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from backend.chores import desk_chores
from backend.container import Container
from backend.conversations.models import Owner
from backend.core.clock import FixedClock
from backend.staff.models import StaffMember
from tests.backend.at_once import at_once
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import Agent, ask_for_person, conversation, handoffs, messages, steps


@pytest.fixture
def agent(container: Container) -> Agent:
    return Agent(container).comes()


@pytest.fixture
def other(container: Container) -> Agent:
    return Agent(container, 1)


class Time:
    """Passes; the consoles of `present` are open all the while."""

    def __init__(self, container: Container, clock: FixedClock) -> None:
        self._container = container
        self._clock = clock

    def passes(self, *present: Agent, seconds: float) -> None:
        self._clock.advance(timedelta(seconds=seconds))
        for agent in present:
            agent.comes()
        for chore in desk_chores(self._container).values():
            chore()


@pytest.fixture
def time(container: Container, clock: FixedClock) -> Time:
    return Time(container, clock)


def newest(container: Container, visitor: Visitor) -> Any:
    return messages(container, visitor.id)[-1]


def test_who_has_waited_too_long_gets_a_ticket(visitor: Visitor, agent: Agent, time: Time, bot: FakeBot) -> None:
    ask_for_person(agent.container, visitor.id)
    time.passes(agent, seconds=599)
    assert conversation(agent.container, visitor.id).owner == Owner.QUEUE
    time.passes(agent, seconds=1)
    told = newest(agent.container, visitor)
    assert told.text.startswith("長くお待たせして申し訳ありません。")
    assert told.card["asks_for_address"] is True
    assert [handoff.outcome for handoff in handoffs(agent.container, visitor.id)] == ["waited_too_long"]
    assert visitor.says("質問")[0]["text"] == "お答えです。"
    before = len(messages(agent.container, visitor.id))
    time.passes(agent, seconds=600)
    assert len(messages(agent.container, visitor.id)) == before
    assert bot.texts == ["質問"]


def test_who_is_identified_hears_that_the_answer_comes_by_mail(
    visitor: Visitor, client: TestClient, agent: Agent, time: Time
) -> None:
    visitor.identify(login_id_of(client, "plain"))
    ask_for_person(agent.container, visitor.id)
    time.passes(agent, seconds=600)
    told = newest(agent.container, visitor)
    assert "asks_for_address" not in told.card
    assert "お返事はメールでお送りします。" in told.text


@pytest.mark.parametrize("why", ["everybody has left", "hours are over"])
def test_when_the_desk_closes_who_waits_gets_a_ticket(visitor: Visitor, agent: Agent, time: Time, why: str) -> None:
    if why == "hours are over":
        time.passes(seconds=7.5 * 60 * 60 - 15)  # it is 10:00
        agent.comes()
    ask_for_person(agent.container, visitor.id)
    time.passes(*([agent] if why == "hours are over" else []), seconds=60)
    assert newest(agent.container, visitor).text.startswith(
        "申し訳ありません。ただいまチャットで対応できる担当者がおりません。"
    )
    assert [handoff.outcome for handoff in handoffs(agent.container, visitor.id)] == ["desk_closed"]


def test_whose_agent_is_gone_is_given_to_another(visitor: Visitor, agent: Agent, other: Agent, time: Time) -> None:
    ask_for_person(agent.container, visitor.id)
    agent.claims(visitor.id)
    agent.says(visitor.id, "はい")
    time.passes(other, seconds=120)
    visitor.says("もしもし")
    time.passes(other, seconds=59)
    assert conversation(agent.container, visitor.id).agent_id == agent.id
    time.passes(other, seconds=1)
    assert conversation(agent.container, visitor.id).owner == Owner.QUEUE
    assert "接続が切れたようです" in newest(agent.container, visitor).text
    assert steps(agent.container, visitor.id) == ["asked", "claimed", "agent_gone"]
    other.claims(visitor.id)


def test_whose_agent_is_gone_gets_a_ticket_if_nobody_else_is_there(visitor: Visitor, agent: Agent, time: Time) -> None:
    agent.steps_in(visitor.id)
    visitor.says("もしもし")
    before = len(messages(agent.container, visitor.id))
    time.passes(seconds=180)
    assert len(messages(agent.container, visitor.id)) == before + 1
    assert newest(agent.container, visitor).card["type"] == "ticket"
    assert steps(agent.container, visitor.id) == ["stepped_in", "agent_gone", "desk_closed"]


def test_an_agent_who_has_answered_may_be_away(visitor: Visitor, agent: Agent, other: Agent, time: Time) -> None:
    agent.steps_in(visitor.id)
    visitor.says("もしもし")
    agent.says(visitor.id, "お調べください")
    time.passes(other, seconds=600)
    assert conversation(agent.container, visitor.id).agent_id == agent.id


def test_an_agent_who_does_not_work_here_any_more_has_nothing(
    visitor: Visitor, agent: Agent, other: Agent, time: Time, clock: FixedClock
) -> None:
    agent.steps_in(visitor.id)
    with agent.container.database.unit_of_work() as session:
        session.execute(update(StaffMember).where(StaffMember.id == agent.id).values(disabled_at=clock.now()))
    time.passes(other, seconds=1)
    assert conversation(agent.container, visitor.id).owner == Owner.QUEUE


@pytest.mark.parametrize(("style", "told"), [("standard", "しばらくお返事が"), ("easy", "しばらく返事（へんじ）が")])
def test_a_silent_member_goes_back_to_the_bot(
    client: TestClient, agent: Agent, time: Time, style: str, told: str
) -> None:
    visitor = Visitor(client, style=style)
    agent.steps_in(visitor.id)
    visitor.says("質問")
    time.passes(agent, seconds=3600)
    assert conversation(agent.container, visitor.id).agent_id == agent.id  # waits for an answer
    agent.says(visitor.id, "お答え")
    before = conversation(agent.container, visitor.id).bot_reference
    time.passes(agent, seconds=899)
    assert conversation(agent.container, visitor.id).agent_id == agent.id
    time.passes(agent, seconds=1)
    found = conversation(agent.container, visitor.id)
    assert (found.owner, found.bot_reference == before) == (Owner.BOT, False)
    notice = newest(agent.container, visitor)
    assert notice.text.startswith(told)
    assert [choice["payload"] for choice in notice.choices] == ["choice:conversation/handoff"]
    assert [handoff.outcome for handoff in handoffs(agent.container, visitor.id)] == ["member_silent"]
    assert visitor.says("戻りました")[0]["author"] == "bot"


def test_several_workers_may_look(visitor: Visitor, agent: Agent, clock: FixedClock, container: Container) -> None:
    """All see that there is something to do; the first does it, and the others find that it is done."""
    ask_for_person(container, visitor.id)
    clock.advance(timedelta(seconds=600))
    agent.comes()
    before = len(messages(container, visitor.id))
    at_once(4, container.watch.look)
    assert len(messages(container, visitor.id)) == before + 1
    assert steps(container, visitor.id) == ["asked", "waited_too_long"]
