"""That staff looked at what is not theirs is in the audit log: once an hour, so that it can still be read."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.audit.models import Actor, AuditEvent
from backend.core.clock import Clock

_NOTED_AGAIN_AFTER = timedelta(hours=1)


def is_noted(session: Session, clock: Clock, action: Action, staff_id: int, *, what: str) -> bool:
    """Whether this look at `what` is in the log already."""
    statement = (
        select(AuditEvent.id)
        .where(
            AuditEvent.action == action,
            AuditEvent.at > clock.now() - _NOTED_AGAIN_AFTER,
            AuditEvent.actor == Actor.STAFF,
            AuditEvent.actor_id == staff_id,
            AuditEvent.details["of"].as_string() == what,
        )
        .limit(1)
    )
    return session.scalar(statement) is not None
