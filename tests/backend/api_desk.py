"""What the desk's routes are about, for tests/backend/api_people.py: canned replies, something hidden."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from backend.container import Container
from backend.desk import canned
from backend.desk.models import CannedReply
from backend.desk.reveals import Source


@dataclass(frozen=True)
class CannedOnes:
    """One to change, and a shortcut that no other can have."""

    reply_id: int
    taken: str


def canned_ones(services: Container, session: Session) -> CannedOnes:
    reply, other = (
        canned.save(session, services.clock, CannedReply(), shortcut=uuid4().hex[:20], title="題名", text="本文")
        for _ in range(2)
    )
    return CannedOnes(reply.id, other.shortcut)


def asks_for_something(body: dict[str, Any]) -> bool:
    """Whether it is a reveal of which all that `something_hidden` replaces is right."""
    match body:
        case {"source": str(source), "id": str(text)} if source in set(Source) and 0 < len(text) <= 64:
            field = body.get("field", "email")
            return text.isprintable() and (
                field is None or (isinstance(field, str) and 0 < len(field) <= 30 and field.isprintable())
            )
        case _:
            return False


def something_hidden(member_id: str) -> dict[str, str]:
    """A body of `POST /console/api/reveals` finds it."""
    return {"source": "member", "id": member_id, "field": "email"}
