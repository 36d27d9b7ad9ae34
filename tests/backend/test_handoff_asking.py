"""Asking for a person while somebody is at the desk: a place in the queue, and ways out of it."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.settings import Settings
from backend.handoff import queue
from backend.handoff.moves import MOST_CALLS_FOR_NOTHING
from tests.backend.conftest import Visitor
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import Agent, Door2, ask_for_person, handoffs, messages, state, steps


@pytest.fixture
def agent(container: Container) -> Agent:
    return Agent(container).comes()


@pytest.fixture
def door2(container: Container, internal: TestClient) -> Door2:
    return Door2(container, internal)


@pytest.mark.usefixtures("agent")
def test_who_asks_gets_a_place_in_the_queue(client: TestClient, door2: Door2) -> None:
    first, second = Visitor(client), Visitor(client)
    queued = {
        "state": "queued",
        "ticket": None,
        "estimate": None,
        "needs_address": False,
        "kind_label": None,
        "status_label": None,
    }
    assert door2.asks(first) == queued | {"position": 1}
    assert door2.asks(second) == queued | {"position": 2}
    assert door2.asks(first) == queued | {"position": 1}
    assert state(second)["position"] == 2


def test_nobody_rings_at_the_desk_again_and_again(
    client: TestClient, container: Container, clock: FixedClock, agent: Agent, door2: Door2
) -> None:
    visitor = Visitor(client)
    for _time in range(MOST_CALLS_FOR_NOTHING):
        assert door2.asks(visitor)["state"] == "queued"
        assert visitor.post("/handoff/call-off").status_code == 200
    assert door2.asks(visitor)["state"] == "ticket"
    assert len(handoffs(container, visitor.id)) == MOST_CALLS_FOR_NOTHING
    assert door2.asks(Visitor(client))["state"] == "queued"
    clock.advance(timedelta(hours=1))
    agent.comes()
    assert door2.asks(visitor)["state"] == "queued"


def test_behind_a_long_queue_a_ticket_is_the_quicker_answer(
    client: TestClient, settings: Settings, container: Container, agent: Agent, door2: Door2, bot: FakeBot
) -> None:
    for _one in range(settings.longest_queue):
        assert door2.asks(Visitor(client))["state"] == "queued"
    late, unasked = Visitor(client), Visitor(client)
    assert door2.asks(late)["state"] == "ticket"
    bot.says("わかりません。", topic="conversation/clarify", misses=2)
    assert [said["author"] for said in unasked.says("???")] == ["bot"]
    assert handoffs(container, late.id) == handoffs(container, unasked.id) == []

    with container.database.reading() as session:
        first = queue.waiting_ids(session)[0]
    agent.claims(first)
    assert door2.asks(Visitor(client))["state"] == "queued"


def test_who_has_an_agent_already_is_told_so(visitor: Visitor, agent: Agent, door2: Door2) -> None:
    agent.steps_in(visitor.id)
    assert door2.asks(visitor)["state"] == "with_agent"
    assert state(visitor)["agent_name"] == agent.display_name


def test_places_are_taken_by_time_also_by_who_is_given_back(
    client: TestClient, container: Container, clock: FixedClock, agent: Agent
) -> None:
    first, second = Visitor(client), Visitor(client)
    ask_for_person(container, first.id)
    clock.advance(timedelta(seconds=20))
    ask_for_person(container, second.id)
    agent.claims(first.id)
    clock.advance(timedelta(seconds=20))
    agent.releases(first.id)
    assert [state(visitor)["position"] for visitor in (second, first)] == [1, 2]


def test_the_estimate_is_made_from_the_last_pick_ups(
    client: TestClient, container: Container, clock: FixedClock, agent: Agent
) -> None:
    for minutes in (1, 2, 3):
        visitor = Visitor(client)
        agent.comes()
        ask_for_person(container, visitor.id)
        assert state(visitor)["estimate"] is None
        clock.advance(timedelta(minutes=minutes))
        agent.claims(visitor.id)
    agent.comes()
    # Who was not asked for was not waited for.
    agent.steps_in(Visitor(client).id)
    waiting = Visitor(client)
    ask_for_person(container, waiting.id)
    assert state(waiting)["estimate"] == {"low_minutes": 1, "high_minutes": 3}
    clock.advance(timedelta(days=7))
    assert state(waiting)["estimate"] is None


@pytest.mark.parametrize("way", ["route", "choice"])
def test_a_call_can_be_called_off(visitor: Visitor, agent: Agent, bot: FakeBot, way: str) -> None:
    bot.says("わかりません。", topic="conversation/clarify", misses=2)
    _answer, notice = visitor.says("???")
    (choice,) = notice["choices"]
    assert (choice["title"], choice["topic"]) == ("担当者の呼び出しをやめる", "conversation/handoff")
    if way == "route":
        answer = visitor.post("/handoff/call-off").json()
        assert answer["handoff"]["state"] == "none"
        (told,) = answer["messages"]
    else:
        (told,) = visitor.says(choice["payload"], client_message_id="off")
        assert visitor.says(choice["payload"], client_message_id="off") == [told]
        assert len(bot.asked) == 1
    assert told["text"] == "担当者の呼び出しをやめました。引き続き自動応答がお答えします。"
    assert [handoff.outcome for handoff in handoffs(agent.container, visitor.id)] == ["called_off"]
    assert steps(agent.container, visitor.id) == ["asked", "called_off"]
    assert visitor.post("/handoff/call-off").json()["code"] == "not_waiting"
    # The button is still there; it does no harm.
    (again,) = visitor.says(choice["payload"])
    assert again["text"] == "いまは担当者をお呼びしていません。引き続き自動応答がお答えします。"
    assert [one["topic"] for one in again["choices"]] == ["conversation/handoff"]
    assert steps(agent.container, visitor.id) == ["asked", "called_off"]


@pytest.mark.parametrize(
    ("style", "calm"),
    [
        (
            "standard",
            "いまは担当者をお呼びしていません。ご相談は受け付けてあります（受付番号 {ticket}）。お返事はメール",
        ),
        ("easy", "受付番号（うけつけばんごう）は {ticket} です。\n返事（へんじ）はメールで送（おく）ります。"),
    ],
)
def test_calling_off_what_became_a_ticket_leaves_the_ticket(
    client: TestClient, agent: Agent, bot: FakeBot, style: str, calm: str
) -> None:
    visitor = Visitor(client, style=style)
    bot.says("わかりません。", topic="conversation/clarify", misses=2)
    _answer, notice = visitor.says("???")
    ticket = visitor.post("/handoff/call-back").json()["handoff"]["ticket"]
    (told,) = visitor.says(notice["choices"][0]["payload"])
    assert calm.format(ticket=ticket) in told["text"]
    assert (told["card"]["number"], told["card"]["asks_for_address"]) == (ticket, True)
    assert state(visitor) | {"state": "none", "ticket": ticket} == state(visitor)
    assert steps(agent.container, visitor.id)[-1] != "called_off"


def test_the_button_is_only_its_title_to_an_agent(visitor: Visitor, agent: Agent, bot: FakeBot) -> None:
    bot.says("わかりません。", topic="conversation/clarify", misses=2)
    _answer, notice = visitor.says("???")
    agent.claims(visitor.id)
    assert visitor.says(notice["choices"][0]["payload"]) == []
    assert messages(agent.container, visitor.id)[-1].text == "担当者の呼び出しをやめる"
    assert state(visitor)["state"] == "with_agent"


def test_one_tap_turns_waiting_into_a_ticket(visitor: Visitor, agent: Agent) -> None:
    ask_for_person(agent.container, visitor.id)
    answer = visitor.post("/handoff/call-back").json()
    (told,) = answer["messages"]
    assert told["card"] == {
        "type": "ticket",
        "number": answer["handoff"]["ticket"],
        "kind_label": "お問い合わせ",
        "status_label": "受付済み",
        "asks_for_address": True,
    }
    assert answer["handoff"]["state"] == "none"
    assert told["card"]["number"] in told["text"]
    assert visitor.says("質問")[0]["author"] == "bot"
    assert visitor.post("/handoff/call-back").json()["code"] == "not_waiting"
    (handoff,) = handoffs(agent.container, visitor.id)
    assert (handoff.outcome, handoff.ticket_id is not None) == ("call_back", True)
