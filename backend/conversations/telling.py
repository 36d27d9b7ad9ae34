"""Messages as members are told them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.conversations.models import Message
from backend.conversations.schemas import MessageOut
from backend.staff.models import StaffMember


def told(session: Session, messages: Sequence[Message]) -> list[MessageOut]:
    """With the names of those agents who wrote any; only these are looked up."""
    names = _names(session, {message.staff_id for message in messages if message.staff_id is not None})
    return [
        MessageOut.of(message, None if message.staff_id is None else names.get(message.staff_id))
        for message in messages
    ]


def _names(session: Session, staff_ids: set[int]) -> dict[int, str]:
    if not staff_ids:
        return {}
    found = session.execute(select(StaffMember.id, StaffMember.display_name).where(StaffMember.id.in_(staff_ids)))
    return dict(found.all())
