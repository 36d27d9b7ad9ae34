"""The numbers beside the lists, and whether the desk is open."""

from sqlalchemy.orm import Session

from backend.console.schemas import DeskCounts
from backend.container import Container
from backend.desk import listing


def counts(session: Session, services: Container, staff_id: int) -> DeskCounts:
    """As this agent sees them."""
    desk = services.handoffs.desk
    found = listing.counts(session, staff_id, services.clock.now())
    return DeskCounts(
        queue=found.queue,
        mine=found.mine,
        unanswered=found.unanswered,
        tickets=found.tickets,
        overdue=found.overdue,
        is_open=desk.is_open(session),
        is_within_hours=desk.is_within_hours(),
    )
