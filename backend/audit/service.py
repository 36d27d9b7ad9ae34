"""Writing to the audit log and reading it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.audit.models import Actor, AuditEvent
from backend.core.clock import Clock


def record(
    session: Session,
    clock: Clock,
    action: Action,
    *,
    member_id: int | None,
    actor: Actor = Actor.MEMBER,
    actor_id: int | None = None,
    address: str | None = None,
    **details: Any,
) -> None:
    """Write one act down in the caller's unit of work. `details` must be JSON and hold no secret."""
    session.add(
        AuditEvent(
            at=clock.now(),
            action=action,
            actor=actor,
            actor_id=actor_id,
            member_id=member_id,
            address=address,
            details=details,
        )
    )


def newest_of(session: Session, member_id: int, limit: int) -> list[AuditEvent]:
    """What happened to a member's account, newest first."""
    statement = select(AuditEvent).where(AuditEvent.member_id == member_id).order_by(AuditEvent.id.desc()).limit(limit)
    return list(session.scalars(statement))
