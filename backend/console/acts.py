"""Writing down what staff do, and what they looked at that is not theirs."""

from typing import Any

from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.console.access import SignedInStaff
from backend.container import Container
from backend.conversations.models import Conversation
from backend.desk import reading
from backend.personal_data.parts import masked


def note_act(session: Session, services: Container, me: SignedInStaff, action: Action, **details: Any) -> None:
    """`of` among the details is what it was done to. Under no member: their own log is of what happened to them."""
    audit.record(
        session,
        services.clock,
        action,
        member_id=None,
        actor=Actor.STAFF,
        actor_id=me.staff_id,
        address=me.address,
        **details,
    )


def note_reading(services: Container, me: SignedInStaff, conversation_id: str) -> None:
    """That they read a conversation that they do not have; nothing for one that there is not."""
    with services.database.reading() as session:
        conversation = session.get(Conversation, conversation_id)
        if conversation is None or conversation.agent_id == me.staff_id:
            return
    note_look(services, me, Action.CONVERSATION_READ, conversation_id)


def note_look(services: Container, me: SignedInStaff, action: Action, what: str) -> None:
    """At most once an hour for the same."""
    if _is_noted(services, me, action, what):
        return
    with services.database.unit_of_work() as session:
        note_act(session, services, me, action, of=what)


def _is_noted(services: Container, me: SignedInStaff, action: Action, what: str) -> bool:
    with services.database.reading() as session:
        return reading.is_noted(session, services.clock, action, me.staff_id, what=what)


def note_search(services: Container, me: SignedInStaff, query: str) -> None:
    """That they looked for something; the same again within the hour is not noted, for lists are loaded over and over.

    What is blotted out in the log is noted every time: there, one number looks like another.
    Raises the 429 problem for who looks for more than somebody at work does.
    """
    if not query:
        return
    noted = masked(query)
    if noted == query and _is_noted(services, me, Action.SEARCHED, noted):
        return
    services.limiter.check(services.settings.searches_per_staff, "searches", str(me.staff_id))
    with services.database.unit_of_work() as session:
        note_act(session, services, me, Action.SEARCHED, of=noted)
