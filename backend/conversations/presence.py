"""Whether members are there: have their page open, as the event streams tell.

Kept up only while a person has the conversation or is to have it (`Conversation.member_seen_at`): the bot waits for
nobody. Each process knows the pages that are open at it; what stands in the row is what all of them say together.
"""

import threading
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.conversations.channels import DESK
from backend.conversations.models import Conversation, Owner
from backend.core.clock import Clock
from backend.core.database import Database
from backend.core.fan_out import Event, FanOut

# How often `keep` is to be called, how often what stands in the row is renewed, and after how long without that it is
# no longer believed: whoever should have renewed it has crashed.
KEEP_SECONDS = 5.0
_RENEWED_AFTER = timedelta(seconds=30)
_BELIEVED_FOR = timedelta(seconds=75)
# A page that connects anew, or is left for the next one of the shop, is no absence.
_GRACE = timedelta(seconds=8)


def is_present(conversation: Conversation, now: datetime) -> bool:
    """Whether its member has the page open; nobody knows while the bot has the conversation, and this is false."""
    seen_at = conversation.member_seen_at
    return conversation.owner != Owner.BOT and seen_at is not None and now - seen_at < _BELIEVED_FOR


class Presence:
    """The pages that are open at this process. Its methods are for any thread; those that write say so."""

    def __init__(self, *, database: Database, clock: Clock, fan_out: FanOut) -> None:
        self._database = database
        self._clock = clock
        self._fan_out = fan_out
        self._lock = threading.Lock()
        self._pages: Counter[str] = Counter()
        self._left: dict[str, datetime] = {}
        self._renewed_at = clock.now()

    def opened(self, conversation_id: str) -> None:
        """A page was opened. It is to be `see`n next."""
        with self._lock:
            self._pages[conversation_id] += 1
            self._left.pop(conversation_id, None)

    def pages(self, conversation_id: str) -> int:
        """How many are open."""
        with self._lock:
            return self._pages.get(conversation_id, 0)

    def closed(self, conversation_id: str) -> None:
        """The page was closed, or its connection was lost."""
        with self._lock:
            self._pages[conversation_id] -= 1
            if self._pages[conversation_id] == 0:
                del self._pages[conversation_id]
                self._left[conversation_id] = self._clock.now()

    def see(self, conversation_id: str) -> None:
        """Note that the member is there, if a person has the conversation or is to have it. Writes."""
        self._note_seen([conversation_id], timedelta(0))

    def see_again(self, conversation_id: str) -> None:
        """The same for a page that has been open, unless that was noted a moment ago."""
        self._note_seen([conversation_id], _RENEWED_AFTER)

    def keep(self) -> None:
        """Now and then: who has left is told of, and who is still there is noted again. Writes."""
        now = self._clock.now()
        with self._lock:
            gone = {each: left for each, left in self._left.items() if now - left >= _GRACE}
            self._left = {each: left for each, left in self._left.items() if each not in gone}
            is_due = now - self._renewed_at >= _RENEWED_AFTER
            if is_due:
                self._renewed_at = now
        for conversation_id, left in gone.items():
            self._note_gone(conversation_id, left)
        if is_due:
            self._note_seen(self._concerned(), timedelta(0))

    def _concerned(self) -> list[str]:
        """The open conversations, among the few that people have or are to have."""
        with self._database.reading() as session:
            with_people = session.scalars(select(Conversation.id).where(Conversation.owner != Owner.BOT)).all()
        with self._lock:
            return [each for each in with_people if each in self._pages]

    def _note_seen(self, ids: list[str], after: timedelta) -> None:
        """Those that it was last noted of so long ago."""
        now = self._clock.now()
        with self._database.reading() as session:
            due = [each.id for each in self._with_people(session, ids) if _is_due(each, now - after)]
        if not due:
            return
        with self._database.unit_of_work() as session:
            conversations = self._with_people(session, due)
            came = [each.id for each in conversations if not is_present(each, now)]
            session.execute(update(Conversation).where(Conversation.id.in_(due)).values(member_seen_at=now))
        for conversation_id in came:
            self._tell(conversation_id, is_there=True)

    @staticmethod
    def _with_people(session: Session, ids: list[str]) -> list[Conversation]:
        of_people = select(Conversation).where(Conversation.id.in_(ids), Conversation.owner != Owner.BOT)
        return list(session.scalars(of_people))

    def _note_gone(self, conversation_id: str, left: datetime) -> None:
        """Unless another process has seen them since, or nobody was told that they were there."""
        seen = (Conversation.id == conversation_id, Conversation.member_seen_at <= left)
        with self._database.reading() as session:
            if session.scalar(select(Conversation.id).where(*seen)) is None:
                return
        with self._database.unit_of_work() as session:
            gone = session.scalar(
                update(Conversation).where(*seen).values(member_seen_at=None).returning(Conversation.owner)
            )
        if gone is not None and gone != Owner.BOT:
            self._tell(conversation_id, is_there=False)

    def _tell(self, conversation_id: str, *, is_there: bool) -> None:
        self._fan_out.publish(DESK, Event("presence", {"conversation_id": conversation_id, "is_present": is_there}))


def _is_due(conversation: Conversation, before: datetime) -> bool:
    return conversation.member_seen_at is None or conversation.member_seen_at <= before
