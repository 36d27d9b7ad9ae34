"""What staff do with a ticket, whatever its kind: take it, change it, note something, answer, close it.

Who does something holds the ticket's row until the unit of work ends, and before it that of its conversation, if the
chat is to be told: so of two at the same moment the second sees what the first has done.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.acting import Acting
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.bot_gateway.messages import Style
from backend.conversations.models import Conversation
from backend.conversations.service import ConversationService
from backend.core.problems import Problem
from backend.members import service as members
from backend.notifications.letters import Letters
from backend.staff import service as staff
from backend.tickets import addresses, approvals, history, words
from backend.tickets import service as tickets
from backend.tickets.book import TicketBook
from backend.tickets.models import Lapse, Ticket, TicketKind, TicketStatus, TicketStep
from backend.tickets.problems import AnotherOpen, ChangedMeanwhile, NoAddress, TicketClosed

Value = TypeVar("Value")
_ABOUT_A_LOGIN = frozenset({TicketKind.UNLOCK, TicketKind.RESET_HELP})


@dataclass(frozen=True)
class To(Generic[Value]):
    """What something is to become, which may be nothing."""

    value: Value


@dataclass(frozen=True)
class Seen:
    """How the ticket was when it was shown to whoever changes it."""

    status: TicketStatus
    assignee_id: int | None


@dataclass(frozen=True)
class Changes:
    """None: stays as it is. With `seen`, what somebody else has changed since is not changed over their head."""

    assignee: To[int | None] | None = None
    status: TicketStatus | None = None
    due: To[datetime | None] | None = None
    seen: Seen | None = None


@dataclass(frozen=True)
class By(Acting):
    """Whose request it is. `key`: the sender's own id of it; sent twice, it is carried out once."""

    key: str | None = field(default=None, kw_only=True)


def refuse_closed(ticket: Ticket) -> None:
    """Raises 409 `closed`."""
    if ticket.status == TicketStatus.CLOSED:
        raise TicketClosed


@dataclass(frozen=True)
class TicketWork:
    book: TicketBook
    letters: Letters
    conversations: ConversationService

    # Finding and opening

    def find(self, session: Session, number: str) -> Ticket:
        """Raises 404."""
        digits = number.removeprefix("TKT-")
        ticket = (
            session.get(Ticket, int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
        )
        if ticket is None or ticket.number != number:
            raise Problem(404, "not_found", "チケットが見つかりませんでした。")
        return ticket

    def hold(self, session: Session, number: str) -> Ticket:
        """The ticket as it is now, held until the unit of work ends. Raises 404."""
        ticket = self.find(session, number)
        if ticket.conversation_id is not None:
            session.get(Conversation, ticket.conversation_id, with_for_update=True, populate_existing=True)
        return session.get_one(Ticket, ticket.id, with_for_update=True, populate_existing=True)

    def open_from_desk(
        self,
        session: Session,
        conversation_id: str,
        staff_id: int,
        kind: TicketKind,
        body: str,
        *,
        login_id: str | None = None,
    ) -> Ticket:
        """Write down what somebody asks for in a chat; the same words again are the same ticket while it is open.

        Whose it is follows from who is identified there now. Help with an account can be asked for without, by
        `login_id`: it proves nothing. Raises 409 `not_identified` where neither tells whose account it is about.
        """
        conversation = session.get_one(Conversation, conversation_id)
        member_id = self.conversations.identified_member(session, conversation)
        ticket = self._from_desk(session, kind, member_id, login_id)
        ticket.conversation_id, ticket.member_id, ticket.body = conversation_id, member_id, body
        said = hashlib.sha256(f"{login_id or ''}\n{body}".encode()).hexdigest()
        key = f"desk:{conversation_id}:{kind}:{said}"
        opened = tickets.open_once(session, ticket, key, self.book, staff_id=staff_id)
        if opened.is_new:
            self._record(session, Action.TICKET_OPENED, opened.ticket, By(staff_id), kind=kind)
        return opened.ticket

    def _from_desk(self, session: Session, kind: TicketKind, member_id: int | None, login_id: str | None) -> Ticket:
        if kind in _ABOUT_A_LOGIN and (login_id or member_id is not None):
            whose = login_id or members.get(session, member_id or 0).login_id
            return tickets.about_login(session, kind, whose, self.book)
        if member_id is None and kind is not TicketKind.CONTACT:
            raise Problem(409, "not_identified", "ご本人確認が済んでいない会話からは、この種類のチケットを作れません。")
        return Ticket(kind=kind, subject=kind.label, created_at=self.book.now())

    # Changing

    def change(self, session: Session, number: str, by: By, changes: Changes) -> Ticket:
        """What is so already is left alone: the same change twice is one.

        Raises 404, 409 `changed_meanwhile`, `closed` and `another_open`, 422 `staff_unknown`.
        """
        ticket = self.hold(session, number)
        if changes.status is not None and changes.status != ticket.status:
            if changes.seen is not None and changes.seen.status != ticket.status:
                raise ChangedMeanwhile
            if changes.status is TicketStatus.CLOSED:
                self.close(session, ticket, by)
            else:
                self._set_status(session, ticket, by, changes.status)
        if changes.assignee is not None and changes.assignee.value != ticket.assignee_id:
            if changes.seen is not None and changes.seen.assignee_id != ticket.assignee_id:
                raise ChangedMeanwhile
            refuse_closed(ticket)
            self._assign(session, ticket, by, changes.assignee.value)
        if changes.due is not None and changes.due.value != ticket.due_at:
            refuse_closed(ticket)
            self._set_due(session, ticket, by, changes.due.value)
        return ticket

    def take(self, session: Session, ticket: Ticket, by: By) -> None:
        """Whoever works on a ticket that is nobody's has it from then on, and it is under way."""
        if ticket.assignee_id is None:
            self._assign(session, ticket, by, by.staff_id)
        if ticket.status == TicketStatus.OPEN:
            self._set_status(session, ticket, by, TicketStatus.IN_PROGRESS)

    def close(self, session: Session, ticket: Ticket, by: By, said: Mapping[Style, str] = words.CLOSED) -> None:
        """Nothing is left to be done; the chat is told in these words."""
        self._set_status(session, ticket, by, TicketStatus.CLOSED)
        self.lapse_request(session, ticket, by, Lapse.CLOSED)
        self.tell_chat(session, ticket, said)

    def lapse_request(self, session: Session, ticket: Ticket, by: By, why: Lapse) -> None:
        """What somebody wanted to have approved, if anything, can be no more; the caller holds the ticket."""
        request = approvals.undecided(session, ticket)
        if request is None:
            return
        request.is_approved, request.decided_at = False, self.book.now()
        self._write(session, ticket, by, TicketStep.UNLOCK_LAPSED, why=why)

    def _assign(self, session: Session, ticket: Ticket, by: By, staff_id: int | None) -> None:
        if staff_id is not None:
            colleague = staff.find_by_id(session, staff_id)
            if colleague is None or colleague.disabled_at is not None:
                raise Problem(422, "staff_unknown", "担当者が見つかりませんでした。")
        self._write(session, ticket, by, TicketStep.ASSIGNED, before=ticket.assignee_id, after=staff_id)
        ticket.assignee_id = staff_id

    def _set_status(self, session: Session, ticket: Ticket, by: By, status: TicketStatus) -> None:
        before = ticket.status
        try:
            with session.begin_nested():
                ticket.status = status
                ticket.closed_at = self.book.now() if status is TicketStatus.CLOSED else None
        except IntegrityError as error:
            raise AnotherOpen from error
        self._write(session, ticket, by, TicketStep.STATUS_CHANGED, before=before, after=status)

    def _set_due(self, session: Session, ticket: Ticket, by: By, due: datetime | None) -> None:
        before = None if ticket.due_at is None else ticket.due_at.isoformat()
        ticket.due_at = due
        after = None if due is None else due.isoformat()
        self._write(session, ticket, by, TicketStep.DUE_CHANGED, before=before, after=after)

    def _write(self, session: Session, ticket: Ticket, by: By, step: TicketStep, **details: Any) -> None:
        self.book.write(session, ticket, step, staff_id=by.staff_id, **details)
        self._record(session, Action.TICKET_CHANGED, ticket, by, step=step, **details)

    # Writing

    def note(self, session: Session, number: str, by: By, text: str) -> Ticket:
        """For colleagues' eyes, also on a closed one. Raises 404."""
        ticket = self.hold(session, number)
        if not history.known(session, ticket, by.key):
            self.book.write(session, ticket, TicketStep.NOTED, staff_id=by.staff_id, text=text, client_key=by.key)
            self._record(session, Action.TICKET_NOTED, ticket, by)
        return ticket

    def answer(self, session: Session, number: str, by: By, text: str, *, closes: bool) -> Ticket:
        """By mail. Raises 404, 409 `closed` and `no_address`."""
        ticket = self.hold(session, number)
        if history.known(session, ticket, by.key):
            return ticket
        refuse_closed(ticket)
        address = addresses.of(session, ticket)
        if address is None:
            raise NoAddress
        self.letters.ticket_answer(
            session,
            to=address.to,
            name=address.name,
            number=ticket.number,
            text=text,
            member_id=address.member_id,
        )
        registered = address.is_registered
        self.book.write(
            session,
            ticket,
            TicketStep.ANSWERED,
            staff_id=by.staff_id,
            text=text,
            client_key=by.key,
            is_registered=registered,
        )
        self._record(session, Action.TICKET_ANSWERED, ticket, by, member_id=address.member_id, is_registered=registered)
        if closes:
            self.close(session, ticket, by, words.ANSWERED)
        else:
            self.take(session, ticket, by)
            self.tell_chat(session, ticket, words.ANSWERED)
        return ticket

    def tell_chat(self, session: Session, ticket: Ticket, said: Mapping[Style, str]) -> None:
        """One line in the conversation that the ticket came from, while that is open. The caller holds the ticket."""
        conversation = None if ticket.conversation_id is None else session.get(Conversation, ticket.conversation_id)
        if conversation is None or conversation.ended_at is not None:
            return
        text = said[Style(conversation.style)].format(number=ticket.number)
        self.conversations.add_notice(session, conversation.id, text, reply_to=None)

    def _record(
        self, session: Session, action: Action, ticket: Ticket, by: By, *, member_id: int | None = None, **details: Any
    ) -> None:
        audit.record(
            session,
            self.book.clock,
            action,
            member_id=member_id,
            actor=Actor.STAFF,
            actor_id=by.staff_id,
            address=by.address,
            ticket=ticket.number,
            **details,
            **by.trace,
        )
