"""Members are told which agent wrote what, and nothing is looked up where none did."""

from collections.abc import Iterator

import pytest

from backend.container import Container
from tests.backend.conftest import Visitor
from tests.backend.handing_over import Agent, ask_for_person
from tests.backend.streaming import Listener, of_kind, serving
from tests.backend.test_desk_lists import counted_queries


@pytest.fixture
def url(container: Container) -> Iterator[str]:
    with serving(container) as address:
        yield address


@pytest.fixture
def talked(visitor: Visitor, container: Container) -> tuple[Visitor, list[tuple[str, str | None]]]:
    """A conversation that two agents took part in, and each message's author and name."""
    first, second = Agent(container).comes(), Agent(container, 1).comes()
    visitor.says("質問")
    ask_for_person(container, visitor.id)
    first.claims(visitor.id)
    first.says(visitor.id, "拝見します")
    first.says(visitor.id, "詳しい者に代わります")
    first.transfers(visitor.id, second)
    second.says(visitor.id, "代わりました")
    names = [first.display_name, first.display_name, second.display_name]
    return visitor, [("agent", name) for name in names]


def by_agents(messages: list[dict[str, str | None]]) -> list[tuple[str | None, str | None]]:
    assert all(each["agent_name"] is None for each in messages if each["author"] != "agent")
    return [(each["author"], each["agent_name"]) for each in messages if each["author"] == "agent"]


def test_the_record_names_who_wrote(talked: tuple[Visitor, list[tuple[str, str | None]]]) -> None:
    visitor, expected = talked
    assert by_agents(visitor.get("/messages").json()["messages"]) == expected


def test_the_stream_names_who_wrote(talked: tuple[Visitor, list[tuple[str, str | None]]], url: str) -> None:
    visitor, expected = talked
    path = f"/api/conversations/{visitor.id}/events"
    listener = Listener(url, path, visitor.headers, visitor.opening["messages"][0]["id"]).open()
    told = listener.until(lambda events: len(by_agents(of_kind(events, "message"))) >= len(expected))
    listener.close()
    assert by_agents(of_kind(told, "message")) == expected


def test_where_only_the_bot_spoke_no_staff_are_looked_up(visitor: Visitor, container: Container) -> None:
    with counted_queries(container) as statements:
        visitor.says("質問")
        visitor.get("/messages")
    assert any("FROM messages" in each for each in statements)
    assert not any("staff_members.display_name" in each for each in statements)


def test_all_names_take_one_query(talked: tuple[Visitor, list[tuple[str, str | None]]], container: Container) -> None:
    visitor, _ = talked
    with counted_queries(container) as statements:
        visitor.get("/messages")
    assert len([each for each in statements if "staff_members.id IN" in each]) == 1
