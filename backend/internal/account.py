"""What an identified member may be told of their own account: is it locked, and what keeps it from being closed."""

from sqlalchemy.orm import Session

from backend.contracts import service as contracts
from backend.internal.schemas import AccountOut, ContractOut
from backend.members import service as members
from backend.tickets import service as tickets
from backend.tickets.models import TicketKind, TicketStatus


def account_of(session: Session, conversation_id: str, member_id: int) -> AccountOut:
    """A contract counts as in use until it has ended: one that is being prepared, or on trial, too.

    Who has only ordered has nothing in use to be listed, and may not leave either.
    """
    member = members.get(session, member_id)
    in_use = contracts.in_use(session, member_id)
    return AccountOut(
        is_locked=member.is_locked,
        locked_on=None if member.locked_at is None else member.locked_at.date(),
        can_withdraw=not in_use,
        in_use=[ContractOut.model_validate(each) for each in in_use.contracts],
        open_unlock_ticket=_open_unlock_ticket(session, conversation_id, member_id),
    )


def _open_unlock_ticket(session: Session, conversation_id: str, member_id: int) -> str | None:
    """The newest one that asks to unlock this very account, wherever it was opened."""
    visible = tickets.visible_tickets(session, conversation_id, member_id)
    return next(
        (
            ticket.number
            for ticket in visible
            if ticket.kind == TicketKind.UNLOCK
            and ticket.status != TicketStatus.CLOSED
            and ticket.requested_member_id == member_id
        ),
        None,
    )
