"""A conversation's event stream: exactly the record, in its order, however it is written to and however it breaks."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.bot_gateway.messages import Style, TextTurn
from backend.container import Container
from backend.conversations import record
from backend.conversations.channels import of_conversation, tell_of_messages
from backend.core.fan_out import Event
from tests.backend.streaming import Listener, of_kind, serving


class Chat:
    """A conversation, written to as the product does, from any thread."""

    def __init__(self, services: Container) -> None:
        self.services = services
        with services.database.unit_of_work() as session:
            conversation, token, self.greeting = services.conversations.begin(
                session, channel="web", style=Style.STANDARD, member_id=None
            )
            self.id = conversation.id
        self.headers = {"Authorization": f"Bearer {token}"}

    def writes(self, who: str) -> None:
        said, services = self.services.conversations, self.services
        with services.database.unit_of_work() as session:
            conversation = said.hold(session, self.id)
            match who:
                case "member":
                    said.receive(session, conversation, text="はい", turn=TextTurn("はい"), client_message_id=None)
                case "agent":
                    said.add_words_of_agent(session, self.id, 1, "少々お待ちください。", None)
                case "bot":
                    said.add_notice(session, self.id, "一つ目", reply_to=None)
                    said.add_notice(session, self.id, "二つ目", reply_to=None)

    def listener(self, url: str, last_event_id: str | None) -> Listener:
        return Listener(url, f"/api/conversations/{self.id}/events", self.headers, last_event_id)

    def record(self) -> list[str]:
        """Every message behind the greeting."""
        with self.services.database.reading() as session:
            return [message.id for message in record.after(session, self.id, self.greeting.id)]


@pytest.fixture
def url(container: Container) -> Iterator[str]:
    with serving(container) as address:
        yield address


def ids(events: list[Any]) -> list[str]:
    return [message["id"] for message in of_kind(events, "message")]


WRITERS = st.sampled_from(["member", "agent", "bot", "poke"])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bursts=st.lists(st.lists(WRITERS, min_size=1, max_size=6), min_size=1, max_size=5))
def test_what_all_connections_tell_is_the_record(url: str, container: Container, bursts: list[list[str]]) -> None:
    """Each burst is written by several at once, and the connection breaks in the middle of it."""
    chat = Chat(container)
    listener = chat.listener(url, chat.greeting.id).open()

    def act(who: str) -> None:
        if who == "poke":  # too early, too late, or once more
            tell_of_messages(container.fan_out, chat.id)
        else:
            chat.writes(who)

    with ThreadPoolExecutor(6) as pool:
        for burst in bursts:
            writing = [pool.submit(act, who) for who in burst]
            listener.close()
            listener.open()
            for done in writing:
                done.result()
    record = chat.record()
    told = ids(listener.until(lambda events: len(ids(events)) >= len(record)))
    listener.close()
    assert told == record


def test_a_stream_without_a_last_event_begins_now(url: str, container: Container) -> None:
    chat = Chat(container)
    chat.writes("bot")
    listener = chat.listener(url, None).open()
    chat.writes("member")
    assert ids(listener.until(lambda events: bool(ids(events)))) == chat.record()[-1:]
    listener.close()


def test_moments_are_told_as_they_are_and_have_no_id(url: str, container: Container) -> None:
    chat = Chat(container)
    listener = chat.listener(url, chat.greeting.id).open()
    chat.writes("member")
    listener.until(lambda events: bool(ids(events)))
    container.fan_out.publish(of_conversation(chat.id), Event("typing", {"author": "agent", "active": True}))
    told = listener.until(lambda events: events[-1].kind == "typing")[-1]
    assert (told.data, told.id) == ({"author": "agent", "active": True}, None)
    # It resumes after the last message, whatever was told after that.
    assert listener.last_event_id == chat.record()[-1]
    listener.close()


def test_other_conversations_are_not_told_of(url: str, container: Container) -> None:
    mine, theirs = Chat(container), Chat(container)
    listener = mine.listener(url, mine.greeting.id).open()
    theirs.writes("member")
    mine.writes("member")
    assert ids(listener.until(lambda events: bool(ids(events)))) == mine.record()
    listener.close()


def test_an_id_that_is_not_of_the_conversation_is_refused(url: str, container: Container) -> None:
    mine, theirs = Chat(container), Chat(container)
    for last_event_id, status in ((theirs.greeting.id, 404), ("0" * 24, 404), ("x" * 80, 422)):
        answer = httpx.get(
            f"{url}/api/conversations/{mine.id}/events", headers=mine.headers | {"Last-Event-ID": last_event_id}
        )
        assert answer.status_code == status


def test_a_conversation_is_open_on_so_many_pages(url: str, container: Container) -> None:
    chat, other = Chat(container), Chat(container)
    chat.writes("member")
    pages = [chat.listener(url, chat.greeting.id).open() for _page in range(container.settings.pages_per_conversation)]
    for page in pages:
        page.until(lambda events: bool(ids(events)))
    refused = httpx.get(f"{url}/api/conversations/{chat.id}/events", headers=chat.headers)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_streams")
    other.listener(url, None).open().close()
    for page in pages:
        page.close()


def test_streams_end_at_once_when_the_server_stops(container: Container) -> None:
    with serving(container) as url:
        listener = Chat(container).listener(url, None).open()
        other = Chat(container).listener(url, None).open()
    listener.until_closed()
    other.until_closed()
