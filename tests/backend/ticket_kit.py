"""Tickets for tests: opened as members open them, worked on as staff do."""

from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.audit.actions import Action
from backend.audit.models import AuditEvent
from backend.container import Container
from backend.conversations.models import Message
from backend.members import service as members
from backend.members.models import Member
from backend.tickets import service as tickets
from backend.tickets.contact_form import Inquiry, Subject
from backend.tickets.models import Ticket, TicketEvent, TicketKind
from tests.backend.conftest import Visitor, login_id_of, mailbox
from tests.backend.desk import Desk

STRANGER = "stranger@mihon.example"


def member_of(client: TestClient, container: Container, case: str) -> Member:
    with container.database.reading() as session:
        member = members.find(session, login_id_of(client, case))
    assert member is not None
    return member


def from_form(container: Container, key: str = "k", **inquiry: Any) -> str:
    """The number of what somebody wrote in the contact form."""
    written = {"subject": Subject.ORDER, "name": "田中 一", "email": STRANGER, "body": "注文について"} | inquiry
    with container.database.unit_of_work() as session:
        return container.contact_desk.receive(session, Inquiry(**written), key, sends_mail=False).ticket.number


def from_chat(container: Container, visitor: Visitor, member_id: int | None = None) -> str:
    with container.database.unit_of_work() as session:
        return tickets.open_contact_ticket(session, visitor.id, container.ticket_book, member_id=member_id).number


def unlock_request(container: Container, login_id: str, conversation_id: str = "elsewhere") -> str:
    with container.database.unit_of_work() as session:
        return tickets.open_unlock_ticket(session, conversation_id, login_id, container.ticket_book).number


def of_member(container: Container, kind: TicketKind, member_id: int) -> str:
    with container.database.unit_of_work() as session:
        opened = tickets.open_member_ticket(session, container.ticket_book, kind, member_id, body="お願いします。")
        return opened.ticket.number


def row(container: Container, number: str) -> Ticket:
    with container.database.reading() as session:
        return container.tickets.find(session, number)


def steps(container: Container, number: str) -> list[str]:
    """What has become of it."""
    with container.database.reading() as session:
        ticket = container.tickets.find(session, number)
        statement = select(TicketEvent.step).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
        return list(session.scalars(statement))


def shown(desk: Desk, number: str) -> dict[str, Any]:
    answer = desk.get(f"/tickets/{number}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def audited(container: Container, action: Action) -> list[AuditEvent]:
    with container.database.reading() as session:
        statement = select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)
        return list(session.scalars(statement))


def system_lines(container: Container, conversation_id: str) -> list[str]:
    """What the system itself said in a chat."""
    with container.database.reading() as session:
        statement = select(Message.text).where(Message.conversation_id == conversation_id, Message.author == "system")
        return list(session.scalars(statement.order_by(Message.serial)))


def subjects(client: TestClient, to: str) -> list[str]:
    """Of the mails to an address, newest first."""
    return [mail["subject"] for mail in mailbox(client, to)]
