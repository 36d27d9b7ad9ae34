"""How each kind of matter looks."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from backend.slack.door import SlackDoor
from backend.slack.told import handoffs, other_sights, tickets
from backend.slack.told.models import Kind, Matter
from backend.slack.told.sight import Sight

_OF_KIND: Mapping[str, Callable[[Session, SlackDoor, Matter], Sight]] = {
    Kind.HANDOFF: handoffs.sight,
    Kind.TICKET: tickets.sight,
    Kind.OVERDUE: tickets.overdue_sight,
    Kind.RATING: other_sights.rating,
    Kind.OUTAGE: other_sights.outage,
    Kind.FLOOD: other_sights.flood,
}


def of(session: Session, door: SlackDoor, matter: Matter) -> Sight:
    """As it is on record now."""
    return _OF_KIND[matter.kind](session, door, matter)
