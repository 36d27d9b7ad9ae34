"""What staff say to members from Slack: looked at first, sent after a while in which it can be taken back.

The only place of Slack's door from which words reach a member. Each reply is a row that ends once, held by whoever ends
it: as said, in the same unit of work as the words themselves; as taken back; or as not sent, for a reason.
"""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Select, delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from backend.audit.acting import Acting
from backend.container import Container
from backend.conversations.models import Conversation
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.desk import canned
from backend.desk.lookup import conversation
from backend.handoff.moves import refusal, standing_of
from backend.slack import people
from backend.slack.acts.models import SlackReply
from backend.slack.acts.pressing import Where, sentence
from backend.slack.people import Linked

logger = logging.getLogger(__name__)

# What a field of a modal takes at most.
_LONGEST: Final = 3000
# Whoever was to send it was away so long: it may not fit what was said meanwhile.
_SENT_WITHIN: Final = timedelta(minutes=10)
# So long a text that was not sent can be had back.
_KEPT_FOR: Final = timedelta(minutes=10)
_LOOKED_AT_FOR: Final = timedelta(hours=1)
_FORGOTTEN_AFTER: Final = timedelta(days=1)

_NOT_LINKED = "Slackとの連携が解除されているか、アカウントが無効になっています。"
_TOO_LATE = "送信できないまま時間がたちました。"


class Undoing(StrEnum):
    """What became of taking a reply back. `UNDONE` also for one that was taken back before."""

    UNDONE = "undone"
    SENT = "sent"
    NOT_SENT = "not_sent"
    GONE = "gone"


@dataclass(frozen=True)
class Unsent:
    """A reply that came to nothing, for its sender. `text` is None once it is wiped."""

    key: str
    slack_user: str
    where: Where
    why: str
    text: str | None


@dataclass(frozen=True)
class Replies:
    services: Container

    @property
    def longest(self) -> int:
        """In characters."""
        return min(_LONGEST, self.services.desk_work.longest_message)

    def refuse_others(self, session: Session, conversation_id: str, staff_id: int) -> Conversation:
        """Raises 404, and 409 for who does not have the conversation."""
        found = conversation(session, conversation_id)
        standing = standing_of(found)
        if standing.speaker != staff_id:
            raise refusal(session, found, "conversation_ended" if standing.is_ended else "not_yours")
        return found

    def draft(self, who: Linked, conversation_id: str, where: Where, text: str) -> tuple[str, str]:
        """Keep what is to be looked at; its key, and the text as it would be said.

        Raises 404, 409, and 422 for what cannot be said.
        """
        said = self._said(text)
        now = self.services.clock.now()
        with self.services.database.unit_of_work() as session:
            self.refuse_others(session, conversation_id, who.staff_id)
            reply = SlackReply(
                key=secrets.token_hex(16),
                conversation_id=conversation_id,
                staff_id=who.staff_id,
                slack_user=who.slack_user,
                channel=where.channel,
                thread=where.thread,
                encrypted_text=self.services.vault.encrypt(said),
                created_at=now,
            )
            session.add(reply)
        return reply.key, said

    def _said(self, text: str) -> str:
        said = cleaned(text)
        if not said:
            raise Problem(422, "text_empty", "メッセージを入力してください。")
        if len(said) > self.longest:
            raise Problem(422, "text_too_long", f"メッセージは{self.longest:,}文字以内で入力してください。")
        gap = canned.unfilled(said)
        if gap is not None:
            raise Problem(422, "unfilled", f"「{gap}」が空欄のままです。書き換えてから送ってください。")
        return said

    def send_soon(self, who: Linked, key: str) -> datetime | None:
        """When it is sent, unless it is taken back. None for one that is on its way, or over, already.

        Raises 404 for one that there is not (any more).
        """
        with self.services.database.unit_of_work() as session:
            reply = self._held(session, who, key)
            if reply is None or (reply.encrypted_text is None and reply.finished_at is None):
                raise Problem(404, "not_found", "時間がたったため、送信しませんでした。もう一度入力してください。")
            if reply.due_at is not None or reply.finished_at is not None:
                return None
            due_at = self.services.clock.now() + timedelta(seconds=self.services.settings.slack_undo_seconds)
            reply.due_at = due_at
            return due_at

    def take_back(self, who: Linked, key: str) -> Undoing:
        """Of this and of sending it, one comes to be."""
        with self.services.database.unit_of_work() as session:
            reply = self._held(session, who, key)
            if reply is None:
                return Undoing.GONE
            if reply.finished_at is None:
                reply.finished_at = reply.undone_at = self.services.clock.now()
            if reply.undone_at is not None:
                return Undoing.UNDONE
            return Undoing.SENT if reply.message_id is not None else Undoing.NOT_SENT

    def text_of(self, who: Linked, key: str) -> tuple[str, str] | None:
        """The conversation and the text of a reply of theirs that was not sent, while it is kept."""
        with self.services.database.reading() as session:
            reply = session.scalar(_of(who, key))
            if reply is None or reply.encrypted_text is None:
                return None
            return reply.conversation_id, self.services.vault.decrypt(reply.encrypted_text)

    def send_due(self) -> None:
        """Say what is due. Any number of workers may do it at once: they keep the order of a conversation's replies."""
        with self.services.database.reading() as session:
            due = list(session.scalars(_due(self.services.clock.now())))
        for reply_id in due:
            try:
                self._send(reply_id)
            except Exception as error:
                # No details: they may hold content. It is tried again, until its time is over.
                logger.error("a reply from Slack was not sent yet: %s", type(error).__name__)

    def _send(self, reply_id: int) -> None:
        with self.services.database.unit_of_work() as session:
            reply = session.get(SlackReply, reply_id, with_for_update=True, populate_existing=True)
            if reply is None or reply.due_at is None or reply.finished_at is not None:
                return
            now = self.services.clock.now()
            try:
                if now - reply.due_at > _SENT_WITHIN:
                    raise Problem(409, "too_late", _TOO_LATE)
                with session.begin_nested():
                    reply.message_id = self._say(session, reply)
                reply.encrypted_text = None
            except Problem as problem:
                reply.failed_why = sentence(problem)
            reply.finished_at = now

    def _say(self, session: Session, reply: SlackReply) -> str:
        """The message's id. The reply's key is the message's, too: whatever happens, it is said once."""
        sender = people.find(self.services, reply.slack_user)
        if sender is None or sender.staff_id != reply.staff_id or reply.encrypted_text is None:
            raise Problem(409, "not_linked", _NOT_LINKED)
        text = self.services.vault.decrypt(reply.encrypted_text)
        acting = Acting(reply.staff_id, slack_user=reply.slack_user)
        return self.services.desk_work.say_within(session, acting, reply.conversation_id, text, reply.key).id

    def untold(self) -> list[Unsent]:
        """Those whose senders do not know yet that they were not sent."""
        with self.services.database.reading() as session:
            failed = select(SlackReply).where(SlackReply.failed_why.is_not(None), SlackReply.told_at.is_(None))
            return [self._unsent(reply) for reply in session.scalars(failed.order_by(SlackReply.id))]

    def _unsent(self, reply: SlackReply) -> Unsent:
        text = None if reply.encrypted_text is None else self.services.vault.decrypt(reply.encrypted_text)
        where = Where(reply.channel, reply.thread)
        return Unsent(reply.key, reply.slack_user, where, reply.failed_why or "", text)

    def told(self, key: str) -> None:
        """Its sender has the text before them now: it is kept here no longer."""
        now = self.services.clock.now()
        with self.services.database.unit_of_work() as session:
            session.execute(update(SlackReply).where(SlackReply.key == key).values(told_at=now, encrypted_text=None))

    def forget(self) -> None:
        """Wipe the texts that nobody will send, and after a day forget that there was something."""
        now = self.services.clock.now()
        over = SlackReply.finished_at < now - _KEPT_FOR
        left = SlackReply.due_at.is_(None) & (SlackReply.created_at < now - _LOOKED_AT_FOR)
        does_not_wait = SlackReply.due_at.is_(None) | SlackReply.finished_at.is_not(None)
        old = does_not_wait & (SlackReply.created_at < now - _FORGOTTEN_AFTER)
        with self.services.database.unit_of_work() as session:
            wiped = update(SlackReply).where(over | left, SlackReply.encrypted_text.is_not(None))
            session.execute(wiped.values(encrypted_text=None, told_at=now))
            session.execute(delete(SlackReply).where(old))

    def _held(self, session: Session, who: Linked, key: str) -> SlackReply | None:
        return session.scalar(_of(who, key).with_for_update().execution_options(populate_existing=True))


def _of(who: Linked, key: str) -> Select[SlackReply]:
    return select(SlackReply).where(SlackReply.key == key, SlackReply.staff_id == who.staff_id)


def _due(now: datetime) -> Select[int]:
    """The next reply of each conversation, where its time has come; ids, the longest due first."""
    earlier = aliased(SlackReply)
    has_earlier = exists().where(
        earlier.conversation_id == SlackReply.conversation_id,
        earlier.due_at.is_not(None),
        earlier.finished_at.is_(None),
        (earlier.due_at < SlackReply.due_at) | ((earlier.due_at == SlackReply.due_at) & (earlier.id < SlackReply.id)),
    )
    waiting = select(SlackReply.id).where(SlackReply.due_at <= now, SlackReply.finished_at.is_(None), ~has_earlier)
    return waiting.order_by(SlackReply.due_at, SlackReply.id)
