"""The desk's lists: what is in each, in which order, page by page, and in few queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import get_ident
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from backend.container import Container
from backend.core.clock import FixedClock
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.desk import OTHER_AGENT, Desk
from tests.backend.handing_over import ask_for_person


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


def listed(desk: Desk, **wanted: Any) -> list[str]:
    answer = desk.get("/conversations", **wanted)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["conversations"]]


def summary(desk: Desk, visitor: Visitor) -> dict[str, Any]:
    answer = desk.get(f"/conversations/{visitor.id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@contextmanager
def counted_queries(container: Container, *, of_this_thread: bool = False) -> Iterator[list[str]]:
    statements: list[str] = []
    here = get_ident()

    def count(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not of_this_thread or get_ident() == here:
            statements.append(statement)

    event.listen(container.database.engine, "before_cursor_execute", count)
    yield statements
    event.remove(container.database.engine, "before_cursor_execute", count)


def test_each_list_holds_its_own(client: TestClient, container: Container, clock: FixedClock, desk: Desk) -> None:
    other = Desk(client, container).sign_in(OTHER_AGENT)
    alone, first, second, mine, theirs, over = (Visitor(client) for _ in range(6))
    for visitor in (first, second, mine, theirs):
        clock.advance(timedelta(seconds=1))
        ask_for_person(container, visitor.id)
    assert desk.post(f"/conversations/{mine.id}/claim").status_code == 200
    assert other.post(f"/conversations/{theirs.id}/claim").status_code == 200
    over.patch(ended=True)
    assert listed(desk, view="queue") == [first.id, second.id]
    assert listed(desk, view="mine") == [mine.id]
    assert listed(other, view="mine") == [theirs.id]
    assert listed(desk, view="bot") == [alone.id]
    assert set(listed(desk, view="all")) == {each.id for each in (alone, first, second, mine, theirs, over)}
    counts = desk.get("/conversations").json()["counts"]
    assert {name: counts[name] for name in ("queue", "mine", "tickets", "overdue")} == {
        "queue": 2,
        "mine": 1,
        "tickets": 0,
        "overdue": 0,
    }


def test_what_is_unanswered_in_ones_own_conversations_is_counted(
    client: TestClient, container: Container, clock: FixedClock, desk: Desk
) -> None:
    mine, waiting = Visitor(client), Visitor(client)
    for visitor in (mine, waiting):
        ask_for_person(container, visitor.id)
    desk.post(f"/conversations/{mine.id}/claim")
    clock.advance(timedelta(seconds=1))
    for visitor in (mine, waiting):
        visitor.says("まだでしょうか")
    assert desk.get("/conversations").json()["counts"]["unanswered"] == 1
    desk.post(f"/conversations/{mine.id}/messages", text="お待たせしました", client_message_id="1")
    assert desk.get("/conversations").json()["counts"]["unanswered"] == 0


def test_who_waits_longest_comes_first_also_after_a_second_time(
    client: TestClient, container: Container, clock: FixedClock, desk: Desk
) -> None:
    first, second = Visitor(client), Visitor(client)
    for visitor in (first, second):
        ask_for_person(container, visitor.id)
        clock.advance(timedelta(seconds=30))
    desk.post(f"/conversations/{first.id}/claim")
    assert desk.post(f"/conversations/{first.id}/release").json()["owner"] == "queue"
    assert listed(desk, view="queue") == [second.id, first.id]


def test_the_others_come_newest_word_first(client: TestClient, clock: FixedClock, desk: Desk) -> None:
    first, second = Visitor(client), Visitor(client)
    clock.advance(timedelta(minutes=1))
    first.says("もうひとつ")
    assert listed(desk, view="bot") == [first.id, second.id]


@pytest.mark.parametrize("view", ["queue", "all"])
def test_pages_follow_each_other_without_gap_or_double(
    client: TestClient, container: Container, clock: FixedClock, desk: Desk, view: str
) -> None:
    visitors = [Visitor(client) for _ in range(7)]
    for number, visitor in enumerate(visitors):
        # Several at the same moment, too.
        clock.advance(timedelta(seconds=number % 2))
        visitor.says("こんにちは")
        ask_for_person(container, visitor.id)
    whole = listed(desk, view=view)
    assert len(whole) == 7
    paged: list[str] = []
    before: dict[str, str] = {}
    while True:
        page = desk.get("/conversations", view=view, limit=2, **before).json()
        paged += [one["id"] for one in page["conversations"]]
        if page["next"] is None:
            break
        before = {"before": page["next"]}
    assert paged == whole


@pytest.mark.parametrize("before", ["x", "2026-07-15T10:00:00+00:00_x", "2026-07-15T10:00:00_1", "_", "9999999999"])
def test_a_bad_cursor_is_refused(desk: Desk, before: str) -> None:
    assert desk.get("/conversations", view="queue", before=before).status_code == 422


def test_a_guest_has_a_number_and_a_member_a_name(client: TestClient, visitor: Visitor, desk: Desk) -> None:
    guest = summary(desk, visitor)
    assert guest["title"].startswith("ゲスト")
    assert guest["title"].removeprefix("ゲスト").isdecimal()
    assert (guest["member"], guest["identified"]) == (None, False)
    login_id = login_id_of(client, "in_use")
    visitor.identify(login_id)
    known = summary(desk, visitor)
    assert known["member"]["login_id"] == login_id
    assert known["title"] == known["member"]["name"]
    assert known["identified"]


def test_whose_it_was_stays_known_when_the_identity_lapses(
    client: TestClient, visitor: Visitor, clock: FixedClock, desk: Desk
) -> None:
    visitor.identify(login_id_of(client, "in_use"))
    clock.advance(timedelta(hours=2))
    lapsed = summary(Desk(client, desk.container).sign_in(), visitor)
    assert lapsed["member"] is not None
    assert not lapsed["identified"]


def test_unanswered_is_what_came_since_the_agents_last_word(
    visitor: Visitor, container: Container, clock: FixedClock, desk: Desk
) -> None:
    def tick() -> None:
        clock.advance(timedelta(seconds=1))

    visitor.says("はじめの質問")
    assert summary(desk, visitor)["unanswered"] == 0
    tick()
    ask_for_person(container, visitor.id)
    tick()
    visitor.says("まだですか")
    assert summary(desk, visitor)["unanswered"] == 1
    desk.post(f"/conversations/{visitor.id}/claim")
    tick()
    visitor.says("もしもし")
    assert summary(desk, visitor)["unanswered"] == 2
    desk.post(f"/conversations/{visitor.id}/messages", text="お待たせしました", client_message_id="1")
    assert summary(desk, visitor)["unanswered"] == 0
    tick()
    visitor.says("はい")
    assert summary(desk, visitor)["unanswered"] == 1


def test_a_summary_says_who_has_it_and_why(
    visitor: Visitor, container: Container, clock: FixedClock, desk: Desk
) -> None:
    ask_for_person(container, visitor.id)
    waits = summary(desk, visitor)
    assert (waits["owner"], waits["agent"], waits["reason_label"]) == ("queue", None, "担当者を希望")
    assert waits["waiting_since"] == clock.now().isoformat()
    claimed = desk.post(f"/conversations/{visitor.id}/claim").json()
    assert claimed["owner"] == "agent"
    assert claimed["agent"] == {"id": desk.staff_id, "name": desk.person().name}
    assert claimed["waiting_since"] is None


def test_the_last_word_is_a_persons_where_one_has_spoken(visitor: Visitor, container: Container, desk: Desk) -> None:
    visitor.says("二重に請求されています")
    ask_for_person(container, visitor.id)
    last = summary(desk, visitor)["last"]
    assert (last["author"], last["parts"]) == ("member", [{"text": "二重に請求されています"}])
    desk.post(f"/conversations/{visitor.id}/claim")
    desk.post(f"/conversations/{visitor.id}/messages", text="確認します", client_message_id="1")
    assert summary(desk, visitor)["last"]["author"] == "agent"


def test_a_long_last_word_is_cut_on_one_line(visitor: Visitor, desk: Desk) -> None:
    visitor.says("質問")
    desk.post(f"/conversations/{visitor.id}/step-in")
    desk.post(f"/conversations/{visitor.id}/messages", text="一行目\n" + "あ" * 500, client_message_id="1")
    parts = summary(desk, visitor)["last"]["parts"]
    text = "".join(part["text"] for part in parts)
    assert text.startswith("一行目 あ")
    assert text.endswith("…")
    assert len(text) == 121


def test_a_list_takes_a_handful_of_queries_however_long(client: TestClient, container: Container, desk: Desk) -> None:
    def queries() -> int:
        with counted_queries(container) as statements:
            assert desk.get("/conversations", view="all", limit=50).status_code == 200
        return len(statements)

    login_id = login_id_of(client, "in_use")

    def another() -> None:
        visitor = Visitor(client)
        visitor.says("質問です")
        visitor.identify(login_id)
        ask_for_person(container, visitor.id)
        desk.post(f"/conversations/{visitor.id}/claim")

    another()
    # The least of a few: the app's own workers ask now and then.
    few = min(queries() for _ in range(3))
    for _ in range(5):
        another()
    assert min(queries() for _ in range(3)) == few
    assert few < 25


def test_lists_can_be_narrowed_down(client: TestClient, visitor: Visitor, desk: Desk) -> None:
    other = Visitor(client)
    visitor.says("バックアップコードについて")
    other.says("支払いについて")
    assert listed(desk, view="all", q="バックアップ") == [visitor.id]
    assert listed(desk, view="queue", q="バックアップ") == []
    assert len(listed(desk, view="all", q=" \u0001")) == 2
    other.identify(login_id_of(client, "in_use"))
    assert listed(desk, view="all", q=login_id_of(client, "in_use")[:5]) == [other.id]


def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    for path in ("", "/timeline", "/packet", "/suggestions"):
        assert desk.get(f"/conversations/nowhere{path}").status_code == 404
    for path, body in {
        "claim": {},
        "step-in": {},
        "hand-back": {},
        "release": {},
        "end": {},
        "transfer": {"to": 1},
        "assign": {"to": 1},
        "messages": {"text": "あ", "client_message_id": "1"},
        "typing": {"active": True},
        "notes": {"text": "あ"},
        "tickets": {"kind": "contact", "body": "あ"},
    }.items():
        assert desk.post(f"/conversations/nowhere/{path}", body).status_code == 404, path


def test_who_waits_is_told_of_a_move_in_a_handful_of_queries_however_many_they_are(
    client: TestClient, container: Container, desk: Desk
) -> None:
    def queries() -> int:
        visitor = Visitor(client)
        with counted_queries(container, of_this_thread=True) as statements:
            ask_for_person(container, visitor.id)
        return len(statements)

    assert desk.person().is_available
    first = queries()
    assert [queries() for _ in range(5)] == [first] * 5
