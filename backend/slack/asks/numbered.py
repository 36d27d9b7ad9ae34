"""How what has a number stands: orders, invoices, contracts, tickets."""

from datetime import date

from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.billing.models import Invoice
from backend.contracts.models import Contract
from backend.core.clock import today
from backend.desk.ticket_listing import is_overdue
from backend.members import service as members
from backend.orders.models import Order
from backend.slack import blocks
from backend.slack.asks import lines, looked_up, of_member
from backend.slack.asks.answers import Answer, moment_label, opening
from backend.slack.asks.asker import Asker
from backend.slack.asks.looked_up import LookedUp
from backend.slack.asks.numbers import Kind, Number
from backend.slack.asks.reading import About, Numbers
from backend.slack.door import SlackDoor
from backend.slack.names import shown_name
from backend.staff import service as staff
from backend.tickets.models import Ticket

OfMember = Order | Invoice | Contract

# Serials are kept in 32 bits.
_BEYOND = 2**31


def answer(door: SlackDoor, asker: Asker, wish: Numbers) -> Answer:
    """Each as it stands."""
    with door.services.database.reading() as session:
        found = [_look_up(door, session, number, wish) for number in wish.numbers]
    for each in found:
        each.note(door, asker)
    return Answer(blocks.fallback("照会の結果"), [block for each in found for block in each.blocks])


def _look_up(door: SlackDoor, session: Session, number: Number, wish: Numbers) -> LookedUp:
    if number.kind is Kind.TICKET:
        ticket = session.get(Ticket, number.serial) if number.serial < _BEYOND else None
        return _missing(number) if ticket is None else _ticket(door, session, ticket)
    found = _find(session, number)
    if found is None:
        return _missing(number)
    member = members.get(session, found.member_id)
    if wish.about_due and not isinstance(found, Invoice):
        return of_member.told(door, session, member, About.DUE)
    whose = f"会員：{shown_name(door.services.settings, member.name)}"
    shown = "\n".join((*_lines(found, today(door.services.clock)), whose))
    return looked_up.about(member, [blocks.words(shown), *looked_up.to_console(door, session, member)])


def _missing(number: Number) -> LookedUp:
    return looked_up.not_found(f"{number.kind.label} {number.label} ")


def _find(session: Session, number: Number) -> OfMember | None:
    found: OfMember | None = None
    if number.serial >= _BEYOND:
        return None
    if number.kind is Kind.ORDER:
        found = session.get(Order, number.serial)
    elif number.kind is Kind.INVOICE:
        found = session.get(Invoice, number.serial)
    elif number.kind is Kind.CONTRACT:
        found = session.get(Contract, number.serial)
    return found if found is not None and number.is_of(found.number) else None


def _lines(found: OfMember, day: date) -> list[str]:
    if isinstance(found, Order):
        return lines.of_order(found, day)
    return lines.of_invoice(found, day) if isinstance(found, Invoice) else lines.of_contract(found, day)


def _ticket(door: SlackDoor, session: Session, ticket: Ticket) -> LookedUp:
    now = door.services.clock.now()
    assignee = None if ticket.assignee_id is None else staff.get(session, ticket.assignee_id).name
    owner = ticket.member_id or ticket.requested_member_id
    name = members.get(session, owner).name if owner is not None else ticket.contact_name
    late = "（期限切れ）" if is_overdue(ticket, now) else ""
    due = "なし" if ticket.due_at is None else f"{moment_label(ticket.due_at, now.date())}{late}"
    said = [
        f"チケット {ticket.number}",
        f"種類：{ticket.kind_label}",
        f"状況：{ticket.status_label}",
        f"担当：{assignee or '未定'}",
        f"期限：{due}",
        *([f"会員：{shown_name(door.services.settings, name)}"] if name else []),
    ]
    link = blocks.actions(opening(door.console_url, "tickets", "all", ticket.number))
    return LookedUp([blocks.words("\n".join(said)), link], Action.TICKET_READ, ticket.number)
