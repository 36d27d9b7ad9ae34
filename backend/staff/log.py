"""What staff do and what is done to their accounts, in the audit log."""

from typing import Any

from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.core.clock import Clock


def record(
    session: Session,
    clock: Clock,
    action: Action,
    *,
    by: int | None,
    about: int | None = None,
    actor: Actor = Actor.STAFF,
    address: str | None = None,
    **details: Any,
) -> None:
    """`by` did it; `about` is whose account it was, if another one's. Nobody of staff has proven to be a visitor."""
    if about is not None:
        details["staff_id"] = about
    audit.record(session, clock, action, member_id=None, actor=actor, actor_id=by, address=address, **details)
