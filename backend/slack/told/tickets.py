"""A ticket as staff are told of it: what is to be done, by when, and by whom. What is in it stays in the console."""

from datetime import datetime

from sqlalchemy.orm import Session

from backend.conversations.models import Conversation
from backend.members.models import Member
from backend.slack import blocks
from backend.slack.acts import buttons
from backend.slack.blocks import Block
from backend.slack.door import SlackDoor
from backend.slack.names import shown_name
from backend.slack.told import handoffs
from backend.slack.told.models import Matter
from backend.slack.told.sight import Sight, moment
from backend.staff.models import StaffMember
from backend.tickets import approvals
from backend.tickets.models import Ticket, TicketKind, TicketStatus


def sight(session: Session, door: SlackDoor, matter: Matter) -> Sight:
    ticket = session.get_one(Ticket, matter.reference)
    is_closed = ticket.status == TicketStatus.CLOSED
    return Sight(
        headline=f"{'完了したチケット' if is_closed else 'チケット'}：{ticket.number} {ticket.kind_label}",
        body=[_facts(session, door, ticket), _buttons(session, door, ticket)],
        is_waiting=_is_untouched(ticket),
        is_over=is_closed,
    )


def overdue_sight(session: Session, door: SlackDoor, matter: Matter) -> Sight:
    """Over when the ticket is closed, or got another time to be done by: past that one it is another matter."""
    ticket = session.get_one(Ticket, matter.reference)
    is_moved = ticket.due_at is None or occasion_of(ticket.due_at) != matter.occasion
    if is_moved or ticket.status == TicketStatus.CLOSED:
        how = "期限が変わりました" if is_moved else "完了しました"
        link = buttons.of_ticket(
            ticket.number,
            TicketKind(ticket.kind),
            TicketStatus.CLOSED,
            awaits_approval=False,
            console_url=door.console_url,
        )
        return Sight(
            headline=f"期限を過ぎていたチケットは、{how}：{ticket.number} {ticket.kind_label}",
            body=[_facts(session, door, ticket), link],
            is_over=True,
        )
    return Sight(
        headline=f"期限を過ぎました：{ticket.number} {ticket.kind_label}",
        body=[_facts(session, door, ticket), _buttons(session, door, ticket)],
        is_waiting=_is_untouched(ticket),
    )


def occasion_of(due_at: datetime) -> int:
    return int(due_at.timestamp())


def _is_untouched(ticket: Ticket) -> bool:
    return ticket.status == TicketStatus.OPEN and ticket.assignee_id is None


def _facts(session: Session, door: SlackDoor, ticket: Ticket) -> Block:
    assignee = None if ticket.assignee_id is None else session.get_one(StaffMember, ticket.assignee_id)
    return blocks.fields(
        ("状態", ticket.status_label),
        ("担当", f"{assignee.display_name}さん" if assignee else "未定"),
        ("どなたから", _whose(session, door, ticket)),
        ("期限", moment(ticket.due_at) if ticket.due_at else "なし"),
    )


def _buttons(session: Session, door: SlackDoor, ticket: Ticket) -> Block:
    request = approvals.undecided(session, ticket)
    awaits = request is not None and approvals.stands(session, request)
    return buttons.of_ticket(
        ticket.number,
        TicketKind(ticket.kind),
        TicketStatus(ticket.status),
        awaits_approval=awaits,
        console_url=door.console_url,
        request_id=request.id if request and awaits else None,
    )


def _whose(session: Session, door: SlackDoor, ticket: Ticket) -> str:
    """Who asks. Whose account it is about may be somebody else's: that stays in the console."""
    settings = door.services.settings
    if ticket.member_id is not None:
        return shown_name(settings, session.get_one(Member, ticket.member_id).name)
    if ticket.contact_name:
        return shown_name(settings, ticket.contact_name)
    conversation = session.get(Conversation, ticket.conversation_id) if ticket.conversation_id else None
    return handoffs.whose(session, door, conversation) if conversation else "ご本人確認前の方"
