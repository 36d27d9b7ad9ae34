"""The same conversation, wanted by several at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from backend.container import Container
from backend.conversations.models import Author, Owner
from backend.core.problems import Problem
from tests.backend.conftest import Visitor
from tests.backend.handing_over import Agent, ask_for_person, conversation, messages, steps


@pytest.fixture
def agents(container: Container) -> list[Agent]:
    return [Agent(container, place).comes() for place in range(3)]


def together(*acts: Callable[[], object]) -> list[str | None]:
    """What each was refused with, None if it was not: all at the same instant."""
    barrier = Barrier(len(acts))

    def start(act: Callable[[], object]) -> str | None:
        barrier.wait(10)
        try:
            act()
        except Problem as problem:
            return problem.code
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(start, acts))


def test_of_two_who_claim_at_the_same_instant_exactly_one_wins(
    visitor: Visitor, container: Container, agents: list[Agent]
) -> None:
    first, second, _third = agents
    for _time in range(100):
        ask_for_person(container, visitor.id)
        results = together(lambda: first.claims(visitor.id), lambda: second.claims(visitor.id))
        assert sorted(results, key=str) == [None, "already_claimed"]
        winner = (first, second)[results.index(None)]
        assert conversation(container, visitor.id).agent_id == winner.id
        winner.hands_back(visitor.id)
    assert steps(container, visitor.id).count("claimed") == 100
    assert sum("お話をうかがいます" in message.text for message in messages(container, visitor.id)) == 100


def test_a_member_who_gives_up_as_agents_claim_has_an_agent_or_a_ticket(
    visitor: Visitor, container: Container, agents: list[Agent]
) -> None:
    def gives_up() -> None:
        answer = visitor.post("/handoff/call-back")
        if answer.status_code != 200:
            raise Problem(answer.status_code, answer.json()["code"], "")

    for _time in range(25):
        ask_for_person(container, visitor.id)
        claims = [lambda agent=agent: agent.claims(visitor.id) for agent in agents]
        results = together(*claims, gives_up)
        assert results.count(None) == 1
        found = conversation(container, visitor.id)
        assert found.agent_id == (None if results[-1] is None else agents[results.index(None)].id)
        assert found.owner == (Owner.BOT if results[-1] is None else Owner.AGENT)
        if found.agent_id is not None:
            agents[results.index(None)].hands_back(visitor.id)


def test_the_bot_says_nothing_more_once_an_agent_has_stepped_in(
    visitor: Visitor, container: Container, agents: list[Agent]
) -> None:
    agent = agents[0]
    for _time in range(25):
        together(lambda: visitor.says("質問"), lambda: agent.steps_in(visitor.id), lambda: visitor.says("もう一つ"))
        agent.hands_back(visitor.id)
    has_agent = False
    for message in messages(container, visitor.id):
        assert message.settled
        if message.author == Author.SYSTEM:
            has_agent = True  # 「担当者の…がお話をうかがいます。」
        elif message.author == Author.BOT and message.topic == "conversation/handoff":
            has_agent = False
        else:
            assert not (has_agent and message.author == Author.BOT)
