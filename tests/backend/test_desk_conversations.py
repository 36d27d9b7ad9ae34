"""Conversations at the desk over HTTP: who gets one, what is said in it, and what its timeline shows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select

from backend.audit.actions import Action
from backend.audit.models import Actor, AuditEvent
from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.fan_out import Event
from backend.desk import entries
from tests.backend.conftest import Visitor
from tests.backend.desk import OTHER_AGENT, Desk
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import ask_for_person

ROUNDS = 100


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


@pytest.fixture
def other(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in(OTHER_AGENT)


@pytest.fixture
def mine(visitor: Visitor, container: Container, desk: Desk) -> Visitor:
    """A conversation of the agent's at `desk`."""
    ask_for_person(container, visitor.id)
    assert desk.post(f"/conversations/{visitor.id}/claim").status_code == 200
    return visitor


def acts(container: Container, *actions: Action) -> list[AuditEvent]:
    with container.database.reading() as session:
        statement = select(AuditEvent).where(AuditEvent.action.in_(actions)).order_by(AuditEvent.id)
        return list(session.scalars(statement))


def say(desk: Desk, visitor: Visitor, text: str, key: str = "1") -> Response:
    return desk.post(f"/conversations/{visitor.id}/messages", text=text, client_message_id=key)


def timeline(desk: Desk, visitor: Visitor, **query: str) -> dict[str, Any]:
    answer = desk.get(f"/conversations/{visitor.id}/timeline", **query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def words(entry: dict[str, Any]) -> str:
    return entry["text"] if entry["kind"] == "event" else "".join(part.get("text", "▮") for part in entry["parts"])


def test_of_two_who_claim_at_once_one_gets_it(
    client: TestClient, container: Container, desk: Desk, other: Desk
) -> None:
    desks = {desk.staff_id: desk, other.staff_id: other}
    barrier = Barrier(2)

    def claim(one: Desk, conversation_id: str) -> Response:
        barrier.wait(10)
        return one.post(f"/conversations/{conversation_id}/claim")

    winners = []
    with ThreadPoolExecutor(2) as pool:
        for _ in range(ROUNDS):
            waiting = Visitor(client)
            ask_for_person(container, waiting.id)
            answers = {staff_id: pool.submit(claim, one, waiting.id) for staff_id, one in desks.items()}
            got = {staff_id: answer.result() for staff_id, answer in answers.items()}
            (winner,) = [staff_id for staff_id, answer in got.items() if answer.status_code == 200]
            (loser,) = set(desks) - {winner}
            assert got[loser].status_code == 409
            assert got[loser].json()["code"] == "already_claimed"
            assert got[loser].json()["agent"]["id"] == winner
            assert got[winner].json()["agent"]["id"] == winner
            winners.append(winner)
    assert len(winners) == ROUNDS


def test_it_changes_hands_and_each_step_is_in_the_log(
    visitor: Visitor, container: Container, desk: Desk, other: Desk
) -> None:
    path = f"/conversations/{visitor.id}"

    def owner(answer: Response) -> tuple[str, int | None]:
        assert answer.status_code == 200, answer.text
        agent = answer.json()["agent"]
        return answer.json()["owner"], agent and agent["id"]

    ask_for_person(container, visitor.id)
    assert owner(desk.post(f"{path}/assign", to=other.staff_id)) == ("agent", other.staff_id)
    assert owner(other.post(f"{path}/transfer", to=desk.staff_id)) == ("agent", desk.staff_id)
    assert owner(desk.post(f"{path}/release")) == ("queue", None)
    assert owner(other.post(f"{path}/claim")) == ("agent", other.staff_id)
    assert owner(other.post(f"{path}/hand-back")) == ("bot", None)
    assert owner(desk.post(f"{path}/step-in")) == ("agent", desk.staff_id)
    ended = desk.post(f"{path}/end")
    assert owner(ended) == ("bot", None)
    assert ended.json()["ended_at"] is not None
    assert desk.post(f"{path}/claim").json()["code"] == "conversation_ended"
    steps = (
        (Action.CONVERSATION_ASSIGNED, desk.staff_id),
        (Action.CONVERSATION_TRANSFERRED, other.staff_id),
        (Action.CONVERSATION_RELEASED, desk.staff_id),
        (Action.CONVERSATION_CLAIMED, other.staff_id),
        (Action.CONVERSATION_HANDED_BACK, other.staff_id),
        (Action.CONVERSATION_STEPPED_IN, desk.staff_id),
        (Action.CONVERSATION_ENDED, desk.staff_id),
    )
    logged = acts(container, *(action for action, _ in steps))
    assert [(event.action, event.actor_id) for event in logged] == list(steps)
    assert {(event.actor, event.details["of"], event.member_id) for event in logged} == {
        (Actor.STAFF, visitor.id, None)
    }


@pytest.mark.parametrize("act", ["hand-back", "release", "end"])
def test_a_colleagues_conversation_is_theirs(mine: Visitor, other: Desk, act: str) -> None:
    refused = other.post(f"/conversations/{mine.id}/{act}")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_yours")


def test_nobody_is_given_one_who_is_not_there(mine: Visitor, desk: Desk) -> None:
    refused = desk.post(f"/conversations/{mine.id}/transfer", to=987654)
    assert (refused.status_code, refused.json()["code"]) == (409, "nobody_there")


def test_what_an_agent_says_reaches_the_member_once(mine: Visitor, container: Container, desk: Desk) -> None:
    first = say(desk, mine, "  お待たせしました\r\n木村です ")
    assert first.status_code == 201
    assert words(first.json()) == "お待たせしました\n木村です"
    assert first.json()["staff_name"] == desk.person().name
    again = say(desk, mine, "お待たせしました\n木村です")
    assert (again.status_code, again.json()) == (201, first.json())
    heard = [one for one in mine.get("/messages").json()["messages"] if one["author"] == "agent"]
    assert [one["text"] for one in heard] == ["お待たせしました\n木村です"]
    logged = acts(container, Action.AGENT_SAID)
    assert [event.details for event in logged] == [{"of": mine.id, "message": first.json()["id"]}]


def test_of_two_agents_each_has_their_own_message_ids(mine: Visitor, desk: Desk, other: Desk) -> None:
    assert say(desk, mine, "ひとつめ", "same").status_code == 201
    desk.post(f"/conversations/{mine.id}/transfer", to=other.staff_id)
    assert words(say(other, mine, "ふたつめ", "same").json()) == "ふたつめ"


def test_only_who_has_it_speaks(mine: Visitor, visitor: Visitor, client: TestClient, desk: Desk, other: Desk) -> None:
    assert say(other, mine, "割り込み").json()["code"] == "not_yours"
    assert other.post(f"/conversations/{mine.id}/typing", active=True).json()["code"] == "not_yours"
    bots = Visitor(client)
    assert say(desk, bots, "こんにちは").json()["code"] == "not_yours"
    assert [one["author"] for one in bots.get("/messages").json()["messages"]] == ["bot"]


def test_messages_have_a_length_and_a_content(mine: Visitor, container: Container, desk: Desk) -> None:
    longest = container.settings.longest_message_chars
    assert say(desk, mine, "あ" * longest).status_code == 201
    refused = say(desk, mine, "あ" * (longest + 1), "2")
    assert (refused.status_code, refused.json()["code"]) == (422, "text_too_long")
    refused = say(desk, mine, " \u0000\n", "3")
    assert (refused.status_code, refused.json()["code"]) == (422, "text_empty")


def test_typing_is_told_to_the_member(
    mine: Visitor, container: Container, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, Event]] = []
    monkeypatch.setattr(container.fan_out, "publish", lambda channel, event: told.append((channel, event)))
    assert desk.post(f"/conversations/{mine.id}/typing", active=True).status_code == 204
    assert told == [(f"conversation:{mine.id}", Event("typing", {"author": "agent", "active": True}))]


def test_a_note_is_for_colleagues_only(
    mine: Visitor, container: Container, desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, Event]] = []
    publish = container.fan_out.publish
    monkeypatch.setattr(
        container.fan_out, "publish", lambda channel, event: (told.append((channel, event)), publish(channel, event))
    )
    written = other.post(f"/conversations/{mine.id}/notes", text="内緒のメモ: 先方は急いでいます")
    assert written.status_code == 201
    assert written.json()["staff_name"] == other.person().name
    assert timeline(desk, mine)["entries"][-1] == written.json()
    # On the member's channel nothing happens at all; the desk is poked.
    assert {channel.partition(":")[0] for channel, _ in told} == {"desk"}
    opened = mine.client.get("/api/conversations", headers=mine.headers)
    for answer in (opened, mine.get("/messages"), mine.post("/messages", text="はい"), mine.patch(ended=True)):
        assert "内緒" not in answer.text
    assert "内緒" not in str([event.details for event in acts(container, Action.NOTE_WRITTEN)])
    assert other.post(f"/conversations/{mine.id}/notes", text="終わった後のメモ").status_code == 201
    assert other.post(f"/conversations/{mine.id}/notes", text=" \n").status_code == 422


def test_the_timeline_holds_everything_in_order(
    visitor: Visitor, container: Container, clock: FixedClock, desk: Desk, bot: FakeBot
) -> None:
    def tick() -> None:
        clock.advance(timedelta(seconds=1))

    tick()
    bot.says("バックアップコードは…", "faq/backup_codes", choices=[{"title": "ほか", "topic": "faq/change_password"}])
    visitor.says("コードが届きません")
    tick()
    ask_for_person(container, visitor.id)
    tick()
    desk.post(f"/conversations/{visitor.id}/claim")
    tick()
    desk.post(f"/conversations/{visitor.id}/notes", text="メモです")
    tick()
    say(desk, visitor, "お待たせしました")
    whole = timeline(desk, visitor)
    assert [(entry["kind"], entry.get("author")) for entry in whole["entries"]] == [
        ("message", "bot"),
        ("message", "member"),
        ("message", "bot"),
        ("event", None),
        ("message", "system"),
        ("event", None),
        ("note", None),
        ("message", "agent"),
    ]
    answer = whole["entries"][2]
    assert (answer["topic"], answer["topic_title"], answer["confidence"]) == (
        "faq/backup_codes",
        "バックアップコードの使い方",
        0.9,
    )
    assert answer["choices"] == ["ほか"]
    name = desk.person().name
    events = [words(entry) for entry in whole["entries"] if entry["kind"] == "event"]
    assert events == ["お客さまが担当者との会話を希望しました。", f"{name}が対応を始めました。"]
    assert [entry["at"] for entry in whole["entries"]] == sorted(entry["at"] for entry in whole["entries"])


def test_the_timeline_goes_on_from_a_cursor(mine: Visitor, clock: FixedClock, desk: Desk) -> None:
    first = timeline(desk, mine)
    clock.advance(timedelta(seconds=1))
    assert timeline(desk, mine, after=first["cursor"]) == {
        "entries": [],
        "cursor": first["cursor"],
        "has_more": False,
    }
    say(desk, mine, "ひとつ")
    desk.post(f"/conversations/{mine.id}/notes", text="ふたつ")
    later = timeline(desk, mine, after=first["cursor"])
    assert [words(entry) for entry in later["entries"]] == ["ひとつ", "ふたつ"]
    assert timeline(desk, mine)["entries"] == [*first["entries"], *later["entries"]]
    for bad in ("1.2", "a.b.c", "1.2.3.4", "99999999999.0.0", "4294967296.0.0"):
        assert desk.get(f"/conversations/{mine.id}/timeline", after=bad).status_code == 422


def test_a_very_long_timeline_comes_in_pieces(mine: Visitor, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        say(desk, mine, f"{number}", str(number))
        desk.post(f"/conversations/{mine.id}/notes", text=f"メモ{number}")
    whole = timeline(desk, mine)
    monkeypatch.setattr(entries, "MOST_AT_ONCE", 3)
    pieces: list[dict[str, Any]] = []
    page = timeline(desk, mine)
    pieces += page["entries"]
    while page["has_more"]:
        page = timeline(desk, mine, after=page["cursor"])
        assert len(page["entries"]) <= 3
        pieces += page["entries"]
    assert pieces == whole["entries"]


def test_reading_what_is_not_ones_own_is_noted_once_an_hour(
    mine: Visitor, container: Container, clock: FixedClock, desk: Desk, other: Desk
) -> None:
    for _ in range(2):
        for path in ("timeline", "packet", "suggestions"):
            desk.get(f"/conversations/{mine.id}/{path}")
            other.get(f"/conversations/{mine.id}/{path}")
    (read,) = acts(container, Action.CONVERSATION_READ)
    assert (read.actor_id, read.details) == (other.staff_id, {"of": mine.id})
    clock.advance(timedelta(minutes=61))
    Desk(mine.client, container).sign_in(OTHER_AGENT).get(f"/conversations/{mine.id}/timeline")
    assert len(acts(container, Action.CONVERSATION_READ)) == 2


def test_a_ticket_can_be_opened_from_a_conversation(mine: Visitor, container: Container, desk: Desk) -> None:
    opened = desk.post(f"/conversations/{mine.id}/tickets", body={"kind": "contact", "body": "折り返しのご希望"})
    assert opened.status_code == 201, opened.text
    assert opened.json()["conversation_id"] == mine.id
    assert opened.json()["body"] == [{"text": "折り返しのご希望"}]
    again = desk.post(f"/conversations/{mine.id}/tickets", body={"kind": "contact", "body": "折り返しのご希望"})
    assert again.json()["number"] == opened.json()["number"]
    assert desk.post(f"/conversations/{mine.id}/tickets", body={"kind": "contact", "body": " "}).status_code == 422
    refused = desk.post(f"/conversations/{mine.id}/tickets", body={"kind": "withdrawal", "body": "退会"})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_identified")
    assert [event.actor_id for event in acts(container, Action.TICKET_OPENED)] == [desk.staff_id]
