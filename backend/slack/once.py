"""What Slack sends twice is done once: it sends an event again when our answer was late or got lost."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from backend.container import Container
from backend.slack.models import SlackRequest

# Slack gives an event up after an hour; a signature is good for five minutes.
_KEPT_FOR = timedelta(days=1)


def key_of(body: Mapping[str, Any]) -> str | None:
    """What tells a request from all others; None for what changes nothing when it comes again."""
    for name in ("event_id", "trigger_id"):
        if body.get(name):
            return f"{name}:{body[name]}"[:200]
    return None


def is_new(services: Container, key: str) -> bool:
    """Whether it comes for the first time; of two at the same moment one does."""
    try:
        with services.database.unit_of_work() as session:
            session.add(SlackRequest(key=key, at=services.clock.now()))
    except IntegrityError:
        return False
    return True


def forget_old(services: Container) -> None:
    """What nobody sends again any more."""
    with services.database.unit_of_work() as session:
        session.execute(delete(SlackRequest).where(SlackRequest.at < services.clock.now() - _KEPT_FOR))
