"""Whether somebody of the staff takes new conversations, as they say themselves."""

from typing import Any

from sqlalchemy.orm import Session

from backend.audit.acting import Acting
from backend.audit.actions import Action
from backend.core.clock import Clock
from backend.staff import log
from backend.staff import service as staff
from backend.staff.models import StaffMember


def set_available(session: Session, clock: Clock, by: Acting, *, is_available: bool) -> StaffMember:
    """Take new conversations, or none for now; one's own stay one's own. Tell the desk of it after the commit."""
    person = staff.get(session, by.staff_id)
    if person.is_available != is_available:
        person.is_available = is_available
        details: dict[str, Any] = {"available": is_available} | by.trace
        log.record(
            session,
            clock,
            Action.STAFF_AVAILABILITY_CHANGED,
            by=by.staff_id,
            address=by.address,
            **details,
        )
    return person
