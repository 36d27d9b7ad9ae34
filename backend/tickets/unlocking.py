"""Unlocking an account: the work step in which a person makes sure who asks.

The FAQ lets nobody but staff unlock, after 「簡単なご本人確認」. What is asked stands here, in one place, and holds no
value of anybody's: staff see the register's by revealing them, one by one, and write down only what matched.
What was hidden from whoever says that it matched has matched nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal

from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.core.problems import Problem
from backend.desk import reading
from backend.desk.reveals import MEMBER_FIELDS
from backend.members import service as members
from backend.members.models import Member
from backend.sign_in.service import SignIns
from backend.staff import service as staff
from backend.staff.models import Role
from backend.tickets import approvals, history
from backend.tickets.models import Lapse, Ticket, TicketKind, TicketStep, UnlockRequest
from backend.tickets.problems import (
    AdminNeeded,
    DecidedAlready,
    NoMember,
    NothingAsked,
    NotLocked,
    NotRevealed,
    NotThisKind,
    OwnRequest,
)
from backend.tickets.work import By, TicketWork, refuse_closed


class Kind(StrEnum):
    """What an answer is compared with: a field of the register, or what the member has ordered and contracted."""

    REGISTER = "register"
    ACCOUNT = "account"


@dataclass(frozen=True)
class Question:
    """`question` is what staff ask; of the register's fields, `key` names the one to compare with.

    `is_hidden`: the console shows it only to who says why.
    """

    key: str
    label: str
    question: str
    kind: Kind = Kind.REGISTER

    @property
    def is_hidden(self) -> bool:
        return self.kind is Kind.REGISTER and self.key in MEMBER_FIELDS


CHECKLIST: Final = (
    Question("name", "お名前", "ご登録のお名前を教えてください。"),
    Question("company", "会社名", "ご登録の会社名を教えてください。"),
    Question("phone", "電話番号", "ご登録の電話番号を教えてください。"),
    Question("email", "メールアドレス", "ご登録のメールアドレスを教えてください。"),
    Question("account", "ご注文・ご契約", "最近のご注文、またはご契約中のサービスを教えてください。", Kind.ACCOUNT),
)
_LABELS: Final = {question.key: question.label for question in CHECKLIST}
# One of these must be right: who doesn't know them is nobody's colleague.
_WHO: Final = frozenset({"name", "company"})


@dataclass(frozen=True)
class Check:
    """One question of the checklist: whether it was asked, and whether the answer matched. `note` is staff's own."""

    key: str
    asked: bool
    matched: bool
    note: str = ""


def lacking(checks: Iterable[Check], needed: int) -> list[str]:
    """Why it is not enough, for staff; nothing if it is.

    It is if at least `needed` answers matched, name or company among them, and none that was asked for did not.
    """
    asked = [check for check in checks if check.asked]
    matched = {check.key for check in asked if check.matched}
    wrong = [label(check.key) for check in asked if not check.matched]
    found = [f"一致しなかった項目があります（{'・'.join(wrong)}）。"] if wrong else []
    if len(matched) < needed:
        found.append(f"一致した項目があと{needed - len(matched)}つ必要です。")
    if not matched & _WHO:
        found.append("お名前か会社名の一致が必要です。")
    return found


def is_enough(checks: Iterable[Check], needed: int) -> bool:
    """Whether nothing is lacking."""
    return not lacking(checks, needed)


def label(key: str) -> str:
    """What a question is about; the key itself for one that is asked no more."""
    return _LABELS.get(key, key)


def account_of(session: Session, ticket: Ticket) -> Member | None:
    """Whose account it is about, as long as there is one."""
    if ticket.requested_member_id is None:
        return None
    member = members.get(session, ticket.requested_member_id)
    return None if member.is_withdrawn else member


class UnlockOutcome(StrEnum):
    """What filling in the checklist has led to."""

    UNLOCKED = "unlocked"
    # A colleague has to approve it.
    ASKED = "asked"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True)
class Unlocking:
    """`needed`: so many answers must match. `approval`: by another staff member than who asked them."""

    work: TicketWork
    sign_ins: SignIns
    needed: int
    approval: Literal["off", "colleague", "admin"]

    @property
    def needs_approval(self) -> bool:
        return self.approval != "off"

    def unlock(self, session: Session, number: str, by: By, checks: Sequence[Check]) -> UnlockOutcome:
        """Write down what was asked and what matched; unlock and close the ticket if that is enough, or ask for it.

        Commit whatever the outcome: what did not match is to be seen by whoever is asked next, and withdraws what
        waits for an approval. While something waits nothing is asked for anew. The member gets a mail once unlocked.
        Raises 404, 409 `closed`, `not_this_kind`, `no_member`, `not_locked` and `not_revealed`, 422 `checks_invalid`.
        """
        _refuse_invalid(checks)
        ticket = self.work.hold(session, number)
        if history.known(session, ticket, by.key):
            return self._outcome(checks)
        refuse_closed(ticket)
        member = self.locked_out(session, ticket)
        self._refuse_unseen(session, member, by, checks)
        outcome = self._outcome(checks)
        if outcome is UnlockOutcome.ASKED and _is_repeated(_standing(session, ticket), by, checks):
            return outcome
        self._write_down(session, ticket, member, by, checks, is_right=outcome is not UnlockOutcome.NOT_ENOUGH)
        if outcome is UnlockOutcome.UNLOCKED:
            self._open(session, ticket, member, by)
            return outcome
        if outcome is UnlockOutcome.ASKED:
            self._ask(session, ticket, member, by, checks)
        else:
            self.work.lapse_request(session, ticket, by, Lapse.NOT_ENOUGH)
        self.work.take(session, ticket, by)
        return outcome

    def approve(self, session: Session, number: str, by: By, *, request_id: int | None = None) -> Ticket:
        """Unlock as a colleague has asked, and close the ticket; the member gets a mail.

        `request_id`: the one that was looked at; without, whichever waits. Approved by the same person before, the
        ticket is given as it is. Raises 404, 403 `admin_needed`, 409 `nothing_asked`, `own_request`, `decided_already`,
        `closed`, `no_member` and `not_locked`.
        """
        ticket = self.work.hold(session, number)
        request = self._to_decide(session, ticket, by, request_id, is_approved=True)
        if request is None:
            return ticket
        if self.approval == "admin" and staff.get(session, by.staff_id).role != Role.ADMIN:
            raise AdminNeeded
        refuse_closed(ticket)
        member = self.locked_out(session, ticket)
        if not approvals.stands(session, request):
            raise NothingAsked
        self._decide(session, ticket, request, by, "", is_approved=True)
        self._open(session, ticket, member, by)
        return ticket

    def decline(self, session: Session, number: str, by: By, note: str, *, request_id: int | None = None) -> Ticket:
        """Send a colleague's request back; `note` tells colleagues why, and stays out of the audit log.

        Nothing is unlocked, and they may ask again. `request_id` and twice the same: as for approving. Raises 404,
        409 `nothing_asked`, `own_request` and `decided_already`.
        """
        ticket = self.work.hold(session, number)
        request = self._to_decide(session, ticket, by, request_id, is_approved=False)
        if request is not None:
            self._decide(session, ticket, request, by, note, is_approved=False)
        return ticket

    def _outcome(self, checks: Sequence[Check]) -> UnlockOutcome:
        if not is_enough(checks, self.needed):
            return UnlockOutcome.NOT_ENOUGH
        return UnlockOutcome.ASKED if self.needs_approval else UnlockOutcome.UNLOCKED

    def _open(self, session: Session, ticket: Ticket, member: Member, by: By) -> None:
        if not self.sign_ins.unlock(session, member.id, by):
            raise NotLocked
        self.work.book.write(session, ticket, TicketStep.UNLOCKED, staff_id=by.staff_id)
        self.work.close(session, ticket, by)

    def _ask(self, session: Session, ticket: Ticket, member: Member, by: By, checks: Sequence[Check]) -> None:
        if _standing(session, ticket) is not None:
            return
        self.work.lapse_request(session, ticket, by, Lapse.OUTDATED)
        approvals.ask(session, ticket, by.staff_id, _asked(checks), self.work.book.now())
        self.work.book.write(session, ticket, TicketStep.UNLOCK_ASKED, staff_id=by.staff_id)
        self._record(session, Action.UNLOCK_ASKED, ticket, member.id, by)

    def _to_decide(
        self, session: Session, ticket: Ticket, by: By, request_id: int | None, *, is_approved: bool
    ) -> UnlockRequest | None:
        """The request that this is an answer to; None if they have answered so before."""
        if history.known(session, ticket, by.key):
            return None
        request = approvals.find(session, ticket, request_id)
        if request is None:
            raise NothingAsked
        if request.is_approved is None:
            if request.asked_by == by.staff_id:
                raise OwnRequest
            return request
        if request.decided_by is None:
            raise NothingAsked
        if request.decided_by != by.staff_id or request.is_approved is not is_approved:
            raise DecidedAlready(staff.get(session, request.decided_by).name, is_approved=request.is_approved)
        return None

    def _decide(
        self, session: Session, ticket: Ticket, request: UnlockRequest, by: By, note: str, *, is_approved: bool
    ) -> None:
        request.is_approved, request.decided_by, request.decided_at = is_approved, by.staff_id, self.work.book.now()
        step = TicketStep.UNLOCK_APPROVED if is_approved else TicketStep.UNLOCK_DECLINED
        self.work.book.write(session, ticket, step, staff_id=by.staff_id, text=note, client_key=by.key)
        action = Action.UNLOCK_APPROVED if is_approved else Action.UNLOCK_DECLINED
        self._record(session, action, ticket, ticket.requested_member_id, by, asked_by=request.asked_by)

    def _refuse_unseen(self, session: Session, member: Member, by: By, checks: Sequence[Check]) -> None:
        """Who says that something matched has had it before their eyes within the last hour, as the audit log tells."""
        matched = {check.key for check in checks if check.asked and check.matched}
        unseen = [
            question.label
            for question in CHECKLIST
            if question.key in matched
            and question.is_hidden
            and not reading.is_revealed(session, self.work.book.clock, by.staff_id, member.id, question.key)
        ]
        if unseen:
            raise NotRevealed(unseen)

    def locked_out(self, session: Session, ticket: Ticket) -> Member:
        """Whose account it asks to be unlocked. Raises 409 `not_this_kind`, `no_member` and `not_locked`."""
        if ticket.kind != TicketKind.UNLOCK:
            raise NotThisKind
        member = account_of(session, ticket)
        if member is None:
            raise NoMember
        if not member.is_locked:
            raise NotLocked
        return member

    def _write_down(
        self, session: Session, ticket: Ticket, member: Member, by: By, checks: Sequence[Check], *, is_right: bool
    ) -> None:
        asked = _asked(checks)
        notes = [f"{label(check.key)}：{check.note}" for check in checks if check.note]
        self.work.book.write(
            session,
            ticket,
            TicketStep.UNLOCK_CHECKED,
            staff_id=by.staff_id,
            text="\n".join(notes),
            client_key=by.key,
            checks=asked,
            is_enough=is_right,
        )
        # Without the notes: what staff write in them may hold a value.
        self._record(session, Action.UNLOCK_CHECKED, ticket, member.id, by, checks=asked, is_enough=is_right)

    def _record(
        self, session: Session, action: Action, ticket: Ticket, member_id: int | None, by: By, **details: Any
    ) -> None:
        audit.record(
            session,
            self.work.book.clock,
            action,
            member_id=member_id,
            actor=Actor.STAFF,
            actor_id=by.staff_id,
            address=by.address,
            ticket=ticket.number,
            **details,
            **by.trace,
        )


def _standing(session: Session, ticket: Ticket) -> UnlockRequest | None:
    request = approvals.undecided(session, ticket)
    return request if request is not None and approvals.stands(session, request) else None


def _asked(checks: Iterable[Check]) -> list[dict[str, Any]]:
    """What of it is kept: no value of anybody's."""
    return [{"key": check.key, "matched": check.matched} for check in checks if check.asked]


def _is_repeated(request: UnlockRequest | None, by: By, checks: Sequence[Check]) -> bool:
    """Whether they have asked for this already, for these reasons."""
    return (
        request is not None
        and request.asked_by == by.staff_id
        and request.checks == _asked(checks)
        and not any(check.note for check in checks)
    )


def _refuse_invalid(checks: Sequence[Check]) -> None:
    keys = [check.key for check in checks]
    if len(set(keys)) != len(keys) or not set(keys) <= set(_LABELS):
        raise Problem(422, "checks_invalid", "確認項目に誤りがあります。")
