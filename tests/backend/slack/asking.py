"""Asking the assistant in Slack, for tests."""

from collections.abc import Callable

from sqlalchemy import select

from backend.audit.models import Actor, AuditEvent
from backend.container import Container
from tests.backend.slack.peer import DESK, SlackMessage, SlackPeer, Staff


def asked_directly(staff: Staff, text: str) -> SlackMessage:
    """The answer in their chat with the app."""
    return _next(staff.peer, lambda: _from_app(staff.peer.direct(staff.user)), lambda: staff.tells(text))


def mentioned(staff: Staff, text: str, thread_ts: str | None = None) -> SlackMessage:
    """The answer to a mention, which they alone see."""
    return _next(
        staff.peer,
        lambda: _answers(staff.peer.ephemerals(staff.user)),
        lambda: staff.mentions(DESK, text, thread_ts),
    )


def commanded(staff: Staff, text: str, channel: str = DESK) -> SlackMessage:
    """The answer to `/madoguchi …`."""
    return _next(
        staff.peer,
        lambda: _answers(staff.peer.ephemerals(staff.user)),
        lambda: staff.commands("/madoguchi", text, channel),
    )


def looks(container: Container, slack_user: str) -> list[tuple[str, str]]:
    """What the audit log says that somebody did from Slack, and to what."""
    with container.database.reading() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.actor == Actor.STAFF).order_by(AuditEvent.id))
        return [
            (event.action, str(event.details.get("of")))
            for event in events
            if event.details.get("slack_user") == slack_user
        ]


def _from_app(messages: list[SlackMessage]) -> list[SlackMessage]:
    return [message for message in messages if message.is_from_app]


def _answers(messages: list[SlackMessage]) -> list[SlackMessage]:
    """Without the word about threads that everybody who writes in one gets."""
    return [message for message in messages if "スレッドの投稿は会員には届きません" not in message.shown]


def _next(peer: SlackPeer, answers: Callable[[], list[SlackMessage]], ask: Callable[[], object]) -> SlackMessage:
    before = len(answers())
    ask()
    new = peer.wait_for(lambda: answers()[before:])
    assert len(new) == 1
    return new[0]
