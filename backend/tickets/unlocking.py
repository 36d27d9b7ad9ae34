"""Unlocking an account: the work step in which a person makes sure who asks.

The FAQ lets nobody but staff unlock, after 「簡単なご本人確認」. What is asked stands here, in one place, and holds no
value of anybody's: staff see the register's by revealing them, one by one, and write down only what matched.
What was hidden from whoever says that it matched has matched nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

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
from backend.tickets import history
from backend.tickets.models import Ticket, TicketKind, TicketStep
from backend.tickets.problems import NoMember, NotLocked, NotRevealed, NotThisKind
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


@dataclass(frozen=True)
class Unlocking:
    """`needed`: so many answers must match."""

    work: TicketWork
    sign_ins: SignIns
    needed: int

    def unlock(self, session: Session, number: str, by: By, checks: Sequence[Check]) -> bool:
        """Write down what was asked and what matched; unlock and close the ticket if that is enough, else False.

        Commit in both cases: what did not match is to be seen by whoever is asked next. The member gets a mail.
        Raises 404, 409 `closed`, `not_this_kind`, `no_member`, `not_locked` and `not_revealed`, 422 `checks_invalid`.
        """
        _refuse_invalid(checks)
        ticket = self.work.hold(session, number)
        if history.known(session, ticket, by.key):
            return is_enough(checks, self.needed)
        refuse_closed(ticket)
        member = self._locked_out(session, ticket)
        self._refuse_unseen(session, member, by, checks)
        is_right = is_enough(checks, self.needed)
        self._write_down(session, ticket, member, by, checks, is_right=is_right)
        if not is_right:
            self.work.take(session, ticket, by)
            return False
        if not self.sign_ins.unlock(session, member.id, staff_id=by.staff_id, address=by.address):
            raise NotLocked
        self.work.book.write(session, ticket, TicketStep.UNLOCKED, staff_id=by.staff_id)
        self.work.close(session, ticket, by)
        return True

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

    def _locked_out(self, session: Session, ticket: Ticket) -> Member:
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
        asked = [{"key": check.key, "matched": check.matched} for check in checks if check.asked]
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
        audit.record(
            session,
            self.work.book.clock,
            Action.UNLOCK_CHECKED,
            member_id=member.id,
            actor=Actor.STAFF,
            actor_id=by.staff_id,
            address=by.address,
            ticket=ticket.number,
            checks=asked,
            is_enough=is_right,
            **by.trace,
        )


def _refuse_invalid(checks: Sequence[Check]) -> None:
    keys = [check.key for check in checks]
    if len(set(keys)) != len(keys) or not set(keys) <= set(_LABELS):
        raise Problem(422, "checks_invalid", "確認項目に誤りがあります。")
