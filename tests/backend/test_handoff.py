"""A person takes over and gives back: what members are told, and who speaks when."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.conversations.models import Author, Owner
from backend.core.fan_out import Event
from backend.core.problems import Problem
from tests.backend.conftest import Visitor
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import Agent, ask_for_person, conversation, handoffs, messages, steps, until

HANDOFF = "choice:conversation/handoff"


@pytest.fixture
def agent(container: Container) -> Agent:
    return Agent(container).comes()


@pytest.fixture
def other(container: Container) -> Agent:
    return Agent(container, 1).comes()


@pytest.fixture
def waiting(visitor: Visitor, agent: Agent) -> Visitor:
    """Somebody who waits for a person."""
    ask_for_person(agent.container, visitor.id)
    return visitor


@pytest.fixture
def talking(waiting: Visitor, agent: Agent) -> Visitor:
    """Somebody who talks to the agent."""
    agent.claims(waiting.id)
    return waiting


def state(visitor: Visitor) -> dict[str, Any]:
    found: dict[str, Any] = visitor.get("/messages").json()["handoff"]
    return found


def last(visitor: Visitor) -> dict[str, Any]:
    found: dict[str, Any] = visitor.get("/messages").json()["messages"][-1]
    return found


def test_at_first_nobody_is_called(visitor: Visitor) -> None:
    nothing = {"state": "none", "position": None, "estimate": None, "agent_name": None, "ticket": None}
    assert visitor.opening["handoff"] == nothing
    assert state(visitor) == nothing


def test_while_somebody_waits_the_bot_answers(waiting: Visitor) -> None:
    assert state(waiting) | {"estimate": None} == {
        "state": "queued",
        "position": 1,
        "estimate": None,
        "agent_name": None,
        "ticket": None,
    }
    assert waiting.says("質問")[0]["author"] == "bot"


def test_an_agent_takes_it_and_the_bot_is_silent(talking: Visitor, agent: Agent, bot: FakeBot) -> None:
    assert last(talking)["text"] == f"担当者の{agent.display_name}がお話をうかがいます。"
    assert last(talking)["author"] == "system"
    assert state(talking) == {
        "state": "with_agent",
        "position": None,
        "estimate": None,
        "agent_name": agent.display_name,
        "ticket": None,
    }
    assert talking.says("担当者さんへ") == []
    assert talking.says("choice:faq/backup_codes") == []
    assert bot.asked == []
    titles = [message.text for message in messages(agent.container, talking.id) if message.author == Author.MEMBER]
    assert titles == ["担当者さんへ", "バックアップコードの使い方"]
    assert all(message.settled for message in messages(agent.container, talking.id))


def test_what_an_agent_says_is_kept_once(talking: Visitor, agent: Agent, other: Agent) -> None:
    first = agent.says(talking.id, " はい、どうぞ\u0000 ", "a-1")
    assert agent.says(talking.id, "はい、どうぞ", "a-1").id == first.id
    assert (last(talking)["author"], last(talking)["text"]) == ("agent", "はい、どうぞ")
    with pytest.raises(Problem) as refused:
        other.says(talking.id, "わたしも")
    assert refused.value.code == "not_yours"
    # The member's own ids are their own.
    assert talking.says("同じ番号", client_message_id="a-1") == []
    with pytest.raises(Problem, match="text_empty"):
        agent.says(talking.id, " ")


def test_secrets_are_masked_while_an_agent_has_it(talking: Visitor, agent: Agent) -> None:
    (notice,) = talking.says("パスワードはHimitsu-2026です")
    assert notice["author"] == "system"
    assert "伏せ" in notice["text"]
    assert notice["choices"] == []
    assert "Himitsu" not in str(talking.get("/messages").json())
    # Nothing but a code: what is it about is for the agent to ask, not for a list of choices.
    (notice,) = talking.says("暗証番号は482913")
    assert notice["choices"] == []


def test_handed_back_the_bot_starts_afresh_and_says_so(talking: Visitor, agent: Agent, bot: FakeBot) -> None:
    talking.says("担当者さんだけに")
    before = conversation(agent.container, talking.id).bot_reference
    agent.hands_back(talking.id)
    told = last(talking)
    assert (told["author"], told["topic"]) == ("bot", "conversation/handoff")
    assert [choice["payload"] for choice in told["choices"]] == [HANDOFF]
    assert state(talking)["state"] == "none"
    assert talking.says("続きの質問")[0]["author"] == "bot"
    after = conversation(agent.container, talking.id).bot_reference
    assert after != before
    assert [(turn["conversation"], turn["message"]["text"]) for turn in bot.asked] == [(after, "続きの質問")]


@pytest.mark.parametrize("gone", [False, True], ids=["taken over", "taken over and handed back"])
def test_a_late_reply_of_the_bot_is_dropped(visitor: Visitor, agent: Agent, bot: FakeBot, gone: bool) -> None:
    bot.hold.clear()
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(visitor.says, "質問")
        assert bot.arrived.acquire(timeout=10)
        agent.steps_in(visitor.id)
        if gone:
            agent.hands_back(visitor.id)
        bot.hold.set()
        assert asked.result() == []
    said = [message.text for message in messages(agent.container, visitor.id)]
    assert "お答えです。" not in said
    assert all(message.settled for message in messages(agent.container, visitor.id))


def test_what_waits_for_its_turn_when_an_agent_steps_in_is_for_the_agent(
    visitor: Visitor, agent: Agent, bot: FakeBot
) -> None:
    bot.hold.clear()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(visitor.says, "一つめ", client_message_id="1")
        assert bot.arrived.acquire(timeout=10)
        second = pool.submit(visitor.says, "二つめ", client_message_id="2")
        assert until(lambda: any(message.text == "二つめ" for message in messages(agent.container, visitor.id)))
        agent.steps_in(visitor.id)
        bot.hold.set()
        assert first.result() == second.result() == []
    assert bot.texts == ["一つめ"]
    assert visitor.says("一つめ", client_message_id="1") == []


def test_identity_can_be_proven_while_an_agent_has_it(talking: Visitor, bot: FakeBot, client: TestClient) -> None:
    member = client.get("/demo/members").json()["members"][0]["login_id"]
    answer = talking.identify(member).json()
    assert answer["verified"]
    assert answer["messages"] == []
    assert bot.asked == []


def test_it_changes_hands(talking: Visitor, agent: Agent, other: Agent) -> None:
    agent.transfers(talking.id, other)
    assert last(talking)["text"] == f"担当者が{other.display_name}に代わりました。引き続きお話をうかがいます。"
    assert state(talking)["agent_name"] == other.display_name
    other.transfers(talking.id, other)  # changes nothing
    other.releases(talking.id)
    assert (state(talking)["state"], state(talking)["position"]) == ("queued", 1)
    other.assigns(talking.id, agent)
    assert conversation(agent.container, talking.id).agent_id == agent.id
    (handoff,) = handoffs(agent.container, talking.id)
    assert handoff.agent_id == agent.id
    assert steps(agent.container, talking.id) == ["asked", "claimed", "transferred", "requeued", "assigned"]


def _claim(agent: Agent, visitor: Visitor, _other: Agent) -> None:
    agent.claims(visitor.id)


def _assign(agent: Agent, visitor: Visitor, other: Agent) -> None:
    agent.assigns(visitor.id, other)


def _step_in(agent: Agent, visitor: Visitor, _other: Agent) -> None:
    agent.steps_in(visitor.id)


def _transfer(agent: Agent, visitor: Visitor, other: Agent) -> None:
    agent.transfers(visitor.id, other)


def _hand_back(agent: Agent, visitor: Visitor, _other: Agent) -> None:
    agent.hands_back(visitor.id)


def _end(agent: Agent, visitor: Visitor, _other: Agent) -> None:
    agent.ends(visitor.id)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (_claim, "already_claimed"),
        (_assign, "already_claimed"),
        (_step_in, "already_claimed"),
        (_transfer, "not_yours"),
        (_hand_back, "not_yours"),
        (_end, "not_yours"),
    ],
)
def test_what_a_colleague_has_is_theirs(
    talking: Visitor, agent: Agent, other: Agent, act: Callable[[Agent, Visitor, Agent], None], code: str
) -> None:
    with pytest.raises(Problem) as refused:
        act(other, talking, other)
    assert (refused.value.status, refused.value.code) == (409, code)
    assert refused.value.extra["agent"]["id"] == agent.id
    assert conversation(agent.container, talking.id).agent_id == agent.id


def test_claiming_again_what_one_has_changes_nothing(talking: Visitor, agent: Agent) -> None:
    before = messages(agent.container, talking.id)
    agent.claims(talking.id)
    assert len(messages(agent.container, talking.id)) == len(before)


def test_nobody_is_given_a_conversation_who_is_not_there(talking: Visitor, agent: Agent, other: Agent) -> None:
    other.goes()
    with pytest.raises(Problem, match="nobody_there"):
        agent.transfers(talking.id, other)
    assert conversation(agent.container, talking.id).agent_id == agent.id


def test_what_nobody_waits_in_cannot_be_claimed(visitor: Visitor, agent: Agent) -> None:
    with pytest.raises(Problem, match="not_waiting"):
        agent.claims(visitor.id)
    agent.steps_in(visitor.id)
    assert handoffs(agent.container, visitor.id)[0].reason == "stepped_in"


def test_an_agent_ends_it(talking: Visitor, agent: Agent) -> None:
    agent.ends(talking.id)
    assert last(talking)["text"] == "担当者がこの会話を終了しました。ご利用ありがとうございました。"
    assert talking.post("/messages", text="まだ").json()["code"] == "conversation_ended"
    found = conversation(agent.container, talking.id)
    assert (found.owner, found.agent_id) == (Owner.BOT, None)
    for again in (agent.ends, agent.steps_in, agent.claims):
        with pytest.raises(Problem, match="conversation_ended"):
            again(talking.id)


@pytest.mark.parametrize("owner", ["bot", "queue", "agent"])
def test_the_member_ends_it(visitor: Visitor, agent: Agent, owner: str) -> None:
    if owner == "queue":
        ask_for_person(agent.container, visitor.id)
    if owner == "agent":
        agent.steps_in(visitor.id)
    assert visitor.patch(ended=True).json()["ended"]
    assert visitor.patch(ended=True).json()["ended"]
    assert conversation(agent.container, visitor.id).owner == Owner.BOT
    assert [handoff.outcome for handoff in handoffs(agent.container, visitor.id)] == ["ended"] * (owner != "bot")


def test_a_reply_of_the_bot_that_comes_after_the_end_is_dropped(
    visitor: Visitor, container: Container, bot: FakeBot
) -> None:
    bot.hold.clear()
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(visitor.says, "質問")
        assert bot.arrived.acquire(timeout=10)
        visitor.patch(ended=True)
        bot.hold.set()
        assert asked.result() == []
    assert messages(container, visitor.id)[-1].text == "質問"


# -- what pages that are open are told


@pytest.fixture
def told(container: Container, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Event]]:
    """Everything that is published."""
    events: list[tuple[str, Event]] = []
    monkeypatch.setattr(container.fan_out, "publish", lambda channel, event: events.append((channel, event)))
    return events


def test_whoever_waits_is_told_when_their_place_changes(
    client: TestClient, waiting: Visitor, agent: Agent, told: list[tuple[str, Event]]
) -> None:
    second = Visitor(client)
    ask_for_person(agent.container, second.id)
    told.clear()
    agent.claims(waiting.id)
    statuses = {channel: event.data["handoff"] for channel, event in told if event.kind == "status"}
    assert statuses[f"conversation:{waiting.id}"]["state"] == "with_agent"
    assert statuses[f"conversation:{second.id}"]["position"] == 1
    assert ("desk", Event("conversation", {"conversation_id": waiting.id})) in told
    assert (f"conversation:{waiting.id}", Event("message", {})) in told


def test_the_desk_is_alerted_when_somebody_joins_the_queue(
    visitor: Visitor, agent: Agent, told: list[tuple[str, Event]]
) -> None:
    alert = ("desk", Event("handoff", {"conversation_id": visitor.id}))
    ask_for_person(agent.container, visitor.id)
    ask_for_person(agent.container, visitor.id)
    assert told.count(alert) == 1
    agent.claims(visitor.id)
    assert told.count(alert) == 1
    agent.releases(visitor.id)
    assert told.count(alert) == 2


def test_of_what_came_to_nothing_nobody_is_told(talking: Visitor, other: Agent, told: list[tuple[str, Event]]) -> None:
    with pytest.raises(Problem):
        other.claims(talking.id)
    assert told == []


@pytest.mark.parametrize("had_person", [True, False])
def test_a_talk_with_a_person_may_be_rated_when_it_is_over(
    visitor: Visitor, agent: Agent, told: list[tuple[str, Event]], had_person: bool
) -> None:
    if had_person:
        agent.steps_in(visitor.id)
        agent.hands_back(visitor.id)
    visitor.patch(ended=True)
    data = {"ended": True, "rating": True} if had_person else {"ended": True}
    assert told[-1] == (f"conversation:{visitor.id}", Event("status", data))
