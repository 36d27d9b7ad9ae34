"""The console's event stream: what happens at the desk, and everything in the conversation that is looked at."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from typing import Any, cast

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.console import feed, news, stream
from backend.console.timeline import entries_after
from backend.container import Container
from backend.conversations.channels import DESK, tell_desk, tell_who_is_there
from backend.core.clock import FixedClock
from backend.core.fan_out import Event
from backend.core.problems import Problem
from backend.desk import notes
from backend.handoff.models import Reason
from backend.staff import service as staff
from backend.staff.accounts import By
from backend.tickets import service as tickets
from tests.backend.desk import AGENT, KIMURA, OTHER_AGENT
from tests.backend.streaming import Listener, Told, of_kind, serving
from tests.backend.test_streams import Chat
from tests.live_backend import at_the_desk

PATH = "/console/api/events"


@pytest.fixture
def url(container: Container) -> Iterator[str]:
    with serving(container) as address:
        yield address


class Case(Chat):
    """A conversation that an agent took over."""

    def __init__(self, services: Container, login_id: str = AGENT) -> None:
        super().__init__(services)
        self.agent_id = id_of(services, login_id)
        with services.database.unit_of_work() as session:
            services.handoffs.step_in(session, self.id, self.agent_id)
        # What is written in the same moment counts as written before.
        cast(FixedClock, services.clock).advance(timedelta(seconds=1))

    def writes(self, who: str) -> None:
        with self.services.database.unit_of_work() as session:
            match who:
                case "note":
                    held = self.services.conversations.hold(session, self.id)
                    notes.write(session, self.services.clock, held, self.agent_id, "確認中です。")
                case "steps":
                    self._gives_up_and_takes_again(session)
        if who not in {"note", "steps"}:
            super().writes(who)
        tell_desk(self.services.fan_out, self.id)

    def _gives_up_and_takes_again(self, session: Any) -> None:
        self.services.handoffs.release(session, self.id, self.agent_id)
        self.services.handoffs.claim(session, self.id, self.agent_id)

    def entries(self, cursor: str = "0.0.0") -> list[tuple[str, dict[str, Any]]]:
        with self.services.database.reading() as session:
            found = entries_after(session, self.services, self.id, cursor)
            return [(behind, entry.model_dump(mode="json")) for behind, entry in found]


def id_of(services: Container, login_id: str) -> int:
    with services.database.reading() as session:
        person = staff.find(session, login_id)
        assert person is not None
        return person.id


def console(url: str, services: Container, login_id: str = AGENT, *, watches: str | None = None) -> Listener:
    path = PATH if watches is None else f"{PATH}?conversation={watches}"
    return Listener(url, path, at_the_desk(services, login_id))


def has(kind: str, **fields: Any) -> Callable[[list[Told]], bool]:
    """That it was told this, with these fields among others."""
    return lambda events: any(fields.items() <= told.items() for told in of_kind(events, kind))


def test_it_says_hello_and_how_much_there_is_first(url: str, container: Container) -> None:
    Case(container)
    listener = console(url, container).open()
    told = listener.until(lambda events: len(events) >= 2)
    listener.close()
    assert [event.kind for event in told[:2]] == ["hello", "counts"]
    assert (told[1].data["mine"], told[1].data["queue"]) == (1, 0)


WRITERS = st.sampled_from(["member", "agent", "bot", "note", "steps"])


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bursts=st.lists(st.lists(WRITERS, min_size=1, max_size=5), min_size=1, max_size=4))
def test_what_all_connections_tell_of_a_conversation_is_its_timeline(
    url: str, container: Container, bursts: list[list[str]]
) -> None:
    case = Case(container)
    listener = console(url, container, watches=case.id)
    start = listener.last_event_id = case.entries()[-1][0]
    listener.open()
    with ThreadPoolExecutor(5) as pool:
        for burst in bursts:
            writing = [pool.submit(case.writes, who) for who in burst]
            listener.close()
            listener.open()
            for done in writing:
                done.result()
    record = [entry for _cursor, entry in case.entries(start)]
    told = of_kind(listener.until(lambda events: len(of_kind(events, "entry")) >= len(record)), "entry")
    listener.close()
    # What happens in the same moment has an order within its kind only.
    for kind in ("message", "note", "event"):
        assert [each for each in told if each["kind"] == kind] == [each for each in record if each["kind"] == kind]
    assert len(told) == len(record)


def test_a_session_has_so_many_open(url: str, container: Container) -> None:
    headers = at_the_desk(container, AGENT)
    listeners = [Listener(url, PATH, headers).open() for _window in range(container.settings.streams_per_staff_session)]
    for listener in listeners:
        listener.until(has("hello"))
    refused = httpx.get(url + PATH, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_streams")
    console(url, container).open().close()  # another session of the same person
    for listener in listeners:
        listener.close()


def test_without_a_cursor_it_begins_now(url: str, container: Container) -> None:
    case = Case(container)
    case.writes("note")
    listener = console(url, container, watches=case.id).open()
    listener.until(has("counts"))
    case.writes("member")
    (entry,) = of_kind(listener.until(has("entry")), "entry")
    listener.close()
    assert (entry["kind"], entry["author"]) == ("message", "member")


def test_everybody_is_told_of_every_conversation(url: str, container: Container) -> None:
    listeners = [console(url, container, login_id).open() for login_id in (AGENT, OTHER_AGENT)]
    for listener in listeners:
        listener.until(has("counts"))
    case = Case(container)
    for listener in listeners:
        listener.until(has("conversation", id=case.id, owner="agent", agent={"id": case.agent_id, "name": KIMURA.name}))
    case.writes("member")
    for listener in listeners:
        told = listener.until(has("conversation", id=case.id, unanswered=1))
        assert not of_kind(told, "entry")
        listener.close()


def test_who_begins_to_wait_is_an_alert_and_counts(url: str, container: Container) -> None:
    chat = Chat(container)
    listener = console(url, container).open()
    listener.until(has("counts"))
    with container.database.unit_of_work() as session:
        container.handoffs.ask(session, container.conversations.hold(session, chat.id), Reason.ASKED)
    listener.until(has("handoff", id=chat.id, owner="queue"))
    listener.until(has("counts", queue=1))
    with container.database.unit_of_work() as session:
        container.handoffs.claim(session, chat.id, id_of(container, AGENT))
    listener.until(has("counts", queue=0, mine=1))
    listener.close()


def test_the_desk_opens_and_shuts_with_who_takes_conversations(url: str, container: Container) -> None:
    listener = console(url, container).open()
    listener.until(has("counts", is_open=True, is_within_hours=True))
    with container.database.unit_of_work() as session:
        staff.get(session, id_of(container, AGENT)).is_available = False
    tell_who_is_there(container.fan_out)
    listener.until(has("counts", is_open=False, is_within_hours=True))
    listener.close()


def test_one_that_a_colleague_passes_on_is_told_as_given(url: str, container: Container) -> None:
    case = Case(container)
    other = at_the_desk(container, OTHER_AGENT)
    listener = Listener(url, PATH, other).open()
    listener.until(has("counts"))
    with container.database.unit_of_work() as session:
        container.handoffs.transfer(session, case.id, id_of(container, AGENT), id_of(container, OTHER_AGENT))
    told = listener.until(has("given", id=case.id, owner="agent"))
    listener.close()
    (given,) = of_kind(told, "given")
    assert given["agent"]["id"] == id_of(container, OTHER_AGENT)
    assert not of_kind(told, "handoff")


def test_tickets_typing_and_presence_are_told_on(url: str, container: Container) -> None:
    chat = Chat(container)
    listener = console(url, container).open()
    listener.until(has("counts"))
    with container.database.unit_of_work() as session:
        number = tickets.open_contact_ticket(session, chat.id, container.ticket_book).number
    listener.until(has("ticket", number=number, conversation_id=chat.id))
    for kind, about in (("typing", {"author": "member", "active": True}), ("presence", {"is_present": True})):
        container.fan_out.publish(DESK, Event(kind, {"conversation_id": chat.id, **about}))
        listener.until(has(kind, conversation_id=chat.id, **about))
    listener.close()


def test_many_messages_are_read_once_for_all_consoles(
    url: str, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[float] = []
    read = news.read

    def counted(*arguments: Any) -> Any:
        reads.append(time.monotonic())
        return read(*arguments)

    monkeypatch.setattr(news, "read", counted)
    case = Case(container)
    listeners = [console(url, container).open() for _ in range(4)]
    for listener in listeners:
        listener.until(has("counts"))
    for _ in range(50):
        case.writes("member")
    for listener in listeners:
        listener.until(has("conversation", id=case.id, unanswered=50))
        listener.close()
    pauses = [after - before for before, after in pairwise(reads)]
    assert pauses
    assert min(pauses) >= feed.PAUSE_SECONDS


def test_a_desk_that_cannot_be_read_sends_everybody_back_to_the_record(
    url: str, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = news.read

    def fail(services: Container, pokes: news.Pokes, people: Any) -> Any:
        if pokes.conversations:
            raise ZeroDivisionError
        return read(services, pokes, people)

    case = Case(container)
    listener = console(url, container).open()
    listener.until(has("counts"))
    with monkeypatch.context() as broken:
        broken.setattr(news, "read", fail)
        case.writes("member")
        listener.until_closed()
    listener.open()
    case.writes("member")
    listener.until(has("conversation", id=case.id, unanswered=2))
    listener.close()


def seen(services: Container) -> Any:
    with services.database.reading() as session:
        return staff.get(session, id_of(services, AGENT)).seen_at


def test_whose_console_is_open_is_at_the_desk(url: str, container: Container) -> None:
    listener = console(url, container)
    with container.database.unit_of_work() as session:
        staff.get(session, id_of(container, AGENT)).seen_at = None
    listener.open()
    listener.until(has("hello"))
    assert seen(container) == container.clock.now()
    listener.close()


def signed_out(services: Container) -> None:
    with services.database.unit_of_work() as session:
        services.staff_sessions.close_all(session, id_of(services, AGENT))


def disabled(services: Container) -> None:
    with services.database.unit_of_work() as session:
        staff.get(session, id_of(services, AGENT)).disabled_at = services.clock.now()


@pytest.mark.parametrize("end", [signed_out, disabled])
def test_it_ends_with_the_session(
    url: str, container: Container, monkeypatch: pytest.MonkeyPatch, end: Callable[[Container], None]
) -> None:
    monkeypatch.setattr(stream, "SEEN_EVERY_SECONDS", 0.05)
    mine, colleague = console(url, container), console(url, container, OTHER_AGENT)
    for listener in (mine, colleague):
        listener.open().until(has("counts"))
    end(container)
    mine.until_closed()
    assert colleague.is_open
    colleague.close()


def dismissed(services: Container) -> None:
    with services.database.unit_of_work() as session:
        services.staff_accounts.disable(session, id_of(services, AGENT), By(None))


@pytest.mark.parametrize("end", [signed_out, dismissed])
def test_it_ends_at_once_with_the_session(
    url: str, container: Container, monkeypatch: pytest.MonkeyPatch, end: Callable[[Container], None]
) -> None:
    monkeypatch.setattr(stream, "SEEN_EVERY_SECONDS", 3600.0)
    mine, colleague = console(url, container), console(url, container, OTHER_AGENT)
    for listener in (mine, colleague):
        listener.open().until(has("counts"))
    end(container)
    mine.until_closed()
    assert colleague.is_open
    assert "signed_out" not in {event.kind for event in mine.events + colleague.events}
    colleague.close()


def test_it_needs_a_session_a_conversation_and_a_cursor_that_exist(url: str, container: Container) -> None:
    case, headers = Case(container), at_the_desk(container, AGENT)

    def status(path: str, **more: str) -> int:
        return httpx.get(url + path, headers=more or headers).status_code

    assert status(PATH, Accept="text/event-stream") == 401
    assert status(f"{PATH}?conversation=unknown") == 404
    assert status(f"{PATH}?conversation={case.id}", **headers, **{"Last-Event-ID": "tomorrow"}) == 422


def test_a_transfer_that_is_refused_tells_nobody(url: str, container: Container) -> None:
    case = Case(container)
    listener = console(url, container).open()
    listener.until(has("counts"))
    with pytest.raises(Problem), container.database.unit_of_work() as session:
        container.handoffs.claim(session, case.id, id_of(container, OTHER_AGENT))
    case.writes("member")
    told = listener.until(has("conversation", id=case.id, unanswered=1))
    listener.close()
    assert not of_kind(told, "handoff")
