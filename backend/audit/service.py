"""Writing to the audit log and reading it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
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


@dataclass(frozen=True)
class Wanted:
    """What to look for; an act that fits any of these is found, and none where all are empty."""

    actions: Collection[Action] = ()
    staff_ids: Collection[int] = ()
    member_ids: Collection[int] = ()
    address: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.actions:
            found.append(AuditEvent.action.in_(self.actions))
        if self.staff_ids:
            found.append(and_(AuditEvent.actor == Actor.STAFF, AuditEvent.actor_id.in_(self.staff_ids)))
            found.append(AuditEvent.details["staff_id"].as_integer().in_(self.staff_ids))
        if self.member_ids:
            found.append(AuditEvent.member_id.in_(self.member_ids))
        if self.address:
            found.append(AuditEvent.address == self.address)
        return found


def newest(
    session: Session, limit: int, *, before: int | None = None, wanted: Wanted | None = None
) -> list[AuditEvent]:
    """What happened, newest first; `before` is the id of the last one seen."""
    statement = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(AuditEvent.id < before)
    if wanted is not None:
        statement = statement.where(or_(false(), *wanted.conditions()))
    return list(session.scalars(statement))
