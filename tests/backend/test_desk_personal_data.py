"""Personal data at the desk: hidden in everything that is shown, and told one by one to who says why."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.audit.actions import Action
from backend.audit.models import AuditEvent
from backend.container import Container
from backend.feedback.models import AnswerFeedback, ConversationRating
from backend.members.models import Member
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.desk import ADMIN, Desk
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import ask_for_person
from tests.backend.routes import routes_of

PHONE, MAIL, ACCOUNT = "090-1234-5678", "hitori.dake@example.jp", "7654321"
PLANTED = f"電話 {PHONE}、メール {MAIL}、口座番号 {ACCOUNT} です"
# Streams never end; they tell what the same functions make.
STREAMS = {"/console/api/events"}
HIDDEN = re.compile(r"1234[-‐ー ]?5678|hitori\.dake|7654321")


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in(ADMIN)


@pytest.fixture
def planted(client: TestClient, visitor: Visitor, container: Container, bot: FakeBot, desk: Desk) -> dict[str, str]:
    """Personal data wherever somebody can write it; what to put into a path, by the name of its parameter."""
    visitor.identify(login_id_of(client, "in_use"))
    bot.says(f"お答えです。{PLANTED}")
    answer = visitor.says(PLANTED)[0]
    ask_for_person(container, visitor.id)
    desk.post(f"/conversations/{visitor.id}/claim")
    desk.post(f"/conversations/{visitor.id}/messages", text=PLANTED, client_message_id="1")
    desk.post(f"/conversations/{visitor.id}/notes", text=PLANTED)
    ticket = desk.post(f"/conversations/{visitor.id}/tickets", {"kind": "contact", "body": PLANTED}).json()["number"]
    desk.post(f"/tickets/{ticket}/notes", text=PLANTED)
    assert desk.post(f"/tickets/{ticket}/answer", text=PLANTED).status_code == 200
    visitor.post("/messages", text=PLANTED)
    with container.database.unit_of_work() as session:
        now = container.clock.now()
        session.add(
            AnswerFeedback(
                message_id=answer["id"],
                conversation_id=visitor.id,
                topic="faq/backup_codes",
                is_helpful=False,
                shortcoming="other",
                comment=PLANTED,
                created_at=now,
            )
        )
        session.add(ConversationRating(conversation_id=visitor.id, score=1, comment=PLANTED, created_at=now))
    for query in (PHONE, PLANTED):
        desk.get("/search", q=query)
    desk.post("/reveals", source="note", id="1", index=0, reason="other", comment=PLANTED)
    member = desk.get(f"/conversations/{visitor.id}").json()["member"]["id"]
    return {"conversation_id": visitor.id, "number": ticket, "member_id": str(member)}


def addresses(client: TestClient, values: dict[str, str]) -> Iterator[str]:
    """Every address of the console that can be looked at."""
    for route in routes_of(client):
        if "GET" in route.methods and route.path.startswith("/console") and route.path not in STREAMS:
            yield re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], "1"), route.path)


def test_nothing_that_staff_look_at_shows_it(client: TestClient, planted: dict[str, str], desk: Desk) -> None:
    looked_at = list(addresses(client, planted))
    queries = (
        "?q=電話",
        f"?q={MAIL}",
        "?view=all",
        "?view=open",
        "?view=mine",
        f"?conversation={planted['conversation_id']}",
    )
    answers = 0
    for address in looked_at:
        for query in ("", *queries):
            shown = desk.client.get(address + query)
            assert not HIDDEN.search(shown.text), address + query
            answers += shown.status_code == 200 and bool(shown.content)
    for needed in ("timeline", "packet", "suggestions"):
        assert any(address.endswith(needed) for address in looked_at)
    assert answers > 40


def test_it_is_hidden_where_it_stands_and_the_rest_is_shown(planted: dict[str, str], desk: Desk) -> None:
    entries = desk.get(f"/conversations/{planted['conversation_id']}/timeline").json()["entries"]
    written = [entry["parts"] for entry in entries if entry["kind"] != "event" and len(entry["parts"]) == 7]
    # Twice the member, the bot, the agent, the note.
    assert len(written) == 5
    for parts in written:
        shown = [part.get("text") for part in parts]
        assert [str(shown[0]).removeprefix("お答えです。"), *shown[1:]] == [
            "電話 ",
            None,
            "、メール ",
            None,
            "、口座番号 ",
            None,
            " です",
        ]
        hidden = [part["hidden"] for part in parts if "hidden" in part]
        assert [(one["kind"], one["index"], one["hint"]) for one in hidden] == [
            ("phone", 0, "末尾 78"),
            ("mail", 1, "@example.jp"),
            ("account", 2, "末尾 21"),
        ]


def revealed(desk: Desk, hidden: dict[str, Any], **more: Any) -> Any:
    wanted = {key: value for key, value in hidden["of"].items() if value is not None}
    return desk.post("/reveals", wanted | {"index": hidden["index"], "reason": "reply"} | more)


def every_hidden(found: Any) -> Iterator[dict[str, Any]]:
    match found:
        case {"hidden": dict(hidden)}:
            yield hidden
        case dict():
            for value in found.values():
                yield from every_hidden(value)
        case list():
            for value in found:
                yield from every_hidden(value)


def test_everything_that_is_hidden_can_be_revealed(planted: dict[str, str], container: Container, desk: Desk) -> None:
    looked_at = [
        "/conversations?view=all",
        f"/conversations/{planted['conversation_id']}/timeline",
        f"/conversations/{planted['conversation_id']}/packet",
        f"/members/{planted['member_id']}",
        f"/tickets/{planted['number']}",
        "/feedback?view=all",
        "/search?q=口座",
    ]
    seen: set[tuple[str, str]] = set()
    for address in looked_at:
        hidden = list(every_hidden(desk.client.get(f"/console/api{address}").json()))
        assert hidden, address
        for one in hidden:
            answer = revealed(desk, one)
            assert answer.status_code == 200, (address, one, answer.text)
            assert answer.json()["hide_after_seconds"] == container.settings.revealed_seconds
            seen.add((one["of"]["source"], one["kind"]))
            if one["of"]["source"] != "member":
                assert answer.json()["value"] == {"phone": PHONE, "mail": MAIL, "account": ACCOUNT}[one["kind"]]
    assert {source for source, _ in seen} == {
        "message",
        "note",
        "ticket",
        "ticket_event",
        "member",
        "feedback",
        "rating",
    }
    assert {("member", "phone"), ("member", "mail"), ("member", "address")} <= seen


def test_who_saw_what_and_why_is_in_the_log_but_not_the_value(
    visitor: Visitor, container: Container, desk: Desk
) -> None:
    visitor.says(PLANTED)
    entries = desk.get(f"/conversations/{visitor.id}/timeline").json()["entries"]
    message = next(entry for entry in entries if entry["author"] == "member")
    hidden = next(every_hidden(message))
    assert revealed(desk, hidden, reason="other", comment=f"{PHONE} と照合").status_code == 200
    with container.database.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == Action.REVEALED)).one()
    assert (event.actor_id, event.address) == (desk.staff_id, "127.0.0.1")
    assert event.details == {
        "of": f"message:{message['id']}",
        "field": None,
        "index": 0,
        "kind": "phone",
        "reason": "その他",
        "comment": "●●●● と照合",
    }


def test_another_reason_needs_words(visitor: Visitor, container: Container, desk: Desk) -> None:
    visitor.says(PLANTED)
    message = visitor.get("/messages").json()["messages"][1]["id"]
    refused = desk.post("/reveals", source="message", id=message, reason="other", comment=" ")
    assert (refused.status_code, refused.json()["code"]) == (422, "comment_needed")
    assert desk.post("/reveals", source="message", id=message).status_code == 422
    with container.database.reading() as session:
        assert session.scalar(select(AuditEvent.id).where(AuditEvent.action == Action.REVEALED)) is None


@pytest.mark.parametrize(
    "wanted",
    [
        {"source": "message", "id": "nothing"},
        {"source": "note", "id": "1"},
        {"source": "note", "id": "99999999999999999999"},
        {"source": "note", "id": "-1"},
        {"source": "note", "id": "２"},
        {"source": "ticket", "id": "TKT-999999"},
        {"source": "ticket", "id": "TKT-", "field": "body"},
        {"source": "ticket_contact", "id": "1"},
        {"source": "ticket_event", "id": "1"},
        {"source": "feedback", "id": "1"},
        {"source": "rating", "id": "x"},
        {"source": "member", "id": "1"},
        {"source": "member", "id": "1", "field": "password_hash"},
        {"source": "member", "id": "999999", "field": "email"},
    ],
)
def test_what_is_not_hidden_there_is_not_found(desk: Desk, wanted: dict[str, str]) -> None:
    assert desk.post("/reveals", wanted | {"reason": "reply"}).status_code == 404


def test_a_login_id_that_is_a_mail_address_is_blotted_out(
    client: TestClient, visitor: Visitor, container: Container, desk: Desk
) -> None:
    visitor.identify(login_id_of(client, "in_use"))
    member_id = desk.get(f"/conversations/{visitor.id}").json()["member"]["id"]
    with container.database.unit_of_work() as session:
        session.get_one(Member, member_id).login_id = MAIL
    assert desk.get(f"/conversations/{visitor.id}").json()["member"]["login_id"] == "●●●●"
    assert desk.get(f"/members/{member_id}").json()["login_id"] == "●●●●"
    answer = desk.post("/reveals", source="member", id=str(member_id), field="login_id", reason="identity")
    assert answer.json()["value"] == MAIL


def test_looking_at_a_member_is_in_the_log(client: TestClient, container: Container, desk: Desk) -> None:
    for _ in range(2):
        assert desk.get("/members/1").status_code == 200
    assert desk.get("/members/999999").status_code == 404
    assert desk.get("/members/99999999999999999999").status_code in {404, 422}
    with container.database.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == Action.MEMBER_CARD_SEEN)).one()
    assert (event.actor_id, event.details, event.member_id) == (desk.staff_id, {"of": "member:1"}, None)


def test_the_card_holds_what_there_is_on_record(client: TestClient, visitor: Visitor, desk: Desk) -> None:
    visitor.identify(login_id_of(client, "in_use"))
    member_id = desk.get(f"/conversations/{visitor.id}").json()["member"]["id"]
    desk.post(f"/conversations/{visitor.id}/tickets", {"kind": "contact", "body": "折り返し"})
    card = desk.get(f"/members/{member_id}").json()
    for name in ("orders", "contracts", "invoices", "tickets"):
        assert card[name], name
    assert [one["id"] for one in card["conversations"]] == [visitor.id]
    assert card["login_id"] == login_id_of(client, "in_use")
    assert not card["is_locked"]


@pytest.mark.parametrize("before", [100, 113, 119])
def test_a_number_at_the_end_of_a_preview_is_hidden_as_in_the_whole_text(
    visitor: Visitor, desk: Desk, before: int
) -> None:
    desk.post(f"/conversations/{visitor.id}/step-in")
    visitor.says("い" * before + "090-1234-5678" + "ろ" * 1000)
    *parts, more = desk.get(f"/conversations/{visitor.id}").json()["last"]["parts"]
    assert [part.get("text") for part in parts[:2]] == ["い" * before, None]
    assert more == {"text": "…"}
    (entry,) = (
        each
        for each in desk.get(f"/conversations/{visitor.id}/timeline").json()["entries"]
        if each.get("author") == "member"
    )
    assert parts[1] == entry["parts"][1]
