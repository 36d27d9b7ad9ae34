"""That staff looked at what is not theirs is in the audit log: once an hour, so that it can still be read."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.audit.models import Actor, AuditEvent
from backend.core.clock import Clock
from backend.desk.reveals import Source

_NOTED_AGAIN_AFTER = timedelta(hours=1)


def is_revealed(session: Session, clock: Clock, staff_id: int, member_id: int, field: str) -> bool:
    """Whether they had this field of the member's card shown to them within the hour."""
    return is_noted(session, clock, Action.REVEALED, staff_id, what=f"{Source.MEMBER}:{member_id}", field=field)


def is_noted(
    session: Session,
    clock: Clock,
    action: Action,
    staff_id: int,
    *,
    what: str,
    field: str | None = None,
    trace: Mapping[str, str] | None = None,
) -> bool:
    """Whether this look at `what`, or at one field of it, is in the log already; with `trace`, one by the same door."""
    slack_user = AuditEvent.details["slack_user"].as_string()
    statement = (
        select(AuditEvent.id)
        .where(
            AuditEvent.action == action,
            AuditEvent.at > clock.now() - _NOTED_AGAIN_AFTER,
            AuditEvent.actor == Actor.STAFF,
            AuditEvent.actor_id == staff_id,
            AuditEvent.details["of"].as_string() == what,
            true() if field is None else AuditEvent.details["field"].as_string() == field,
            true() if trace is None else slack_user.is_not_distinct_from(trace.get("slack_user")),
        )
        .limit(1)
    )
    return session.scalar(statement) is not None
