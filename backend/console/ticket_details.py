"""One ticket with all that staff need to work on it."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.console.parts import Parts, Place, shown
from backend.console.schemas import NamedMember
from backend.console.summaries import named_member
from backend.console.ticket_schemas import Named, TicketSummary, summaries
from backend.contracts.models import Contract
from backend.desk.reveals import Source
from backend.notifications.rendering import addressee
from backend.personal_data.parts import masked
from backend.staff.models import StaffMember
from backend.tickets import addresses, approvals, history, history_words
from backend.tickets.account_steps import WorkStep, leaving, steps_of
from backend.tickets.models import Ticket, TicketKind, TicketStep
from backend.tickets.unlocking import CHECKLIST, Kind, account_of, label


class Contact(BaseModel):
    """Who wrote, as they say."""

    name: Annotated[str, Field(description="Personal data in it is blotted out")]
    email: Parts


class Requested(BaseModel):
    """Whose account it is about. Nobody has proven in the chat that it is theirs."""

    login_id: Parts
    member: Annotated[Named | None, Field(description="Null: nobody has this login id, or they have left")]
    is_locked: bool
    is_proven: Annotated[bool, Field(description="Who asked has shown to staff that it is theirs")]


class ContractLine(BaseModel):
    number: str
    service_label: str
    status_label: str


class HistoryLine(BaseModel):
    at: datetime
    staff_name: Annotated[str | None, Field(description="Null: a member, a visitor or the clock")]
    text: Annotated[str, Field(description="What happened")]
    parts: Annotated[Parts, Field(description="What was written, if anything was")]


class ChecklistItem(BaseModel):
    key: str
    label: str
    question: Annotated[str, Field(description="What to ask")]
    kind: Annotated[Kind, Field(description="`register`: compare with the member's field of this key, once revealed")]


class ApprovalCheck(BaseModel):
    key: str
    label: str
    matched: bool


class Approval(BaseModel):
    """What a staff member has made sure of, for a colleague to approve: unlocking the account."""

    id: int
    asked_by: Named
    asked_at: datetime
    checks: Annotated[list[ApprovalCheck], Field(description="What was asked, and whether the answer matched")]
    is_mine: Annotated[bool, Field(description="Asked by who reads this: it is for others to answer")]
    is_lapsed: Annotated[
        bool, Field(description="It can't be approved any more: the account's lock, or who asked, is gone")
    ]


class TicketDetail(TicketSummary):
    body: Parts
    contact: Contact | None
    requested: Requested | None
    opened_by: Annotated[
        Named | None,
        Field(description="Who of the staff opened it, if any did; `close-account` is for a colleague of theirs"),
    ]
    leaving: Annotated[NamedMember | None, Field(description="Whose account `close-account` closes")]
    contract: ContractLine | None
    answer_goes_to: Annotated[str | None, Field(description="Where an answer would be mailed; null: nowhere")]
    answer_addressee: Annotated[
        str | None, Field(description="The line that the mail begins with", examples=["田中様"])
    ]
    history: Annotated[list[HistoryLine], Field(description="Oldest first")]
    unlock_needs_approval: Annotated[
        bool, Field(description="What matches is for a colleague to approve; it unlocks nothing by itself")
    ]
    approval: Annotated[Approval | None, Field(description="What nobody has answered yet")]
    checklist: Annotated[list[ChecklistItem], Field(description="What to ask before unlocking; else empty")]
    steps: Annotated[list[WorkStep], Field(description="What can be done now")]


def detail(session: Session, ticket: Ticket, now: datetime, staff_id: int, *, needs_approval: bool) -> TicketDetail:
    """As this staff member sees it. `needs_approval`: an unlocking does."""
    [summary] = summaries(session, [ticket], now)
    return TicketDetail(
        **dict(summary),
        body=shown(ticket.body, _place(ticket, "body")),
        contact=_contact(ticket),
        requested=_requested(session, ticket),
        opened_by=_opened_by(session, ticket),
        leaving=_leaving(session, ticket),
        contract=_contract(session, ticket),
        answer_goes_to=_answer_goes_to(session, ticket),
        answer_addressee=_answer_addressee(session, ticket),
        history=_history(session, ticket),
        unlock_needs_approval=needs_approval,
        approval=_approval(session, ticket, staff_id),
        checklist=_checklist(ticket),
        steps=steps_of(session, ticket),
    )


def _place(ticket: Ticket, field: str) -> Place:
    return Place(source=Source.TICKET, id=ticket.number, field=field)


def _contact(ticket: Ticket) -> Contact | None:
    if ticket.contact_email is None:
        return None
    place = Place(source=Source.TICKET_CONTACT, id=ticket.number)
    return Contact(name=masked(ticket.contact_name or ""), email=shown(ticket.contact_email, place))


def _requested(session: Session, ticket: Ticket) -> Requested | None:
    if ticket.requested_login_id is None:
        return None
    account = account_of(session, ticket)
    return Requested(
        login_id=shown(ticket.requested_login_id, _place(ticket, "requested_login_id")),
        member=None if account is None else Named(id=account.id, name=account.name),
        is_locked=account is not None and account.is_locked,
        is_proven=any(event.step == TicketStep.UNLOCKED for event in history.of(session, ticket)),
    )


def _opened_by(session: Session, ticket: Ticket) -> Named | None:
    staff_id = history.opener(session, ticket)
    return None if staff_id is None else Named(id=staff_id, name=session.get_one(StaffMember, staff_id).name)


def _leaving(session: Session, ticket: Ticket) -> NamedMember | None:
    member = leaving(session, ticket) if ticket.kind == TicketKind.WITHDRAWAL else None
    return None if member is None else named_member(member)


def _contract(session: Session, ticket: Ticket) -> ContractLine | None:
    if ticket.contract_id is None:
        return None
    contract = session.get_one(Contract, ticket.contract_id)
    return ContractLine(
        number=contract.number, service_label=contract.service_label, status_label=contract.status_label
    )


def _answer_goes_to(session: Session, ticket: Ticket) -> str | None:
    address = addresses.of(session, ticket)
    if address is None:
        return None
    return "登録のメールアドレス" if address.is_registered else "知らされたメールアドレス（未確認）"


def _answer_addressee(session: Session, ticket: Ticket) -> str | None:
    address = addresses.of(session, ticket)
    return None if address is None else addressee(address.name)


def _history(session: Session, ticket: Ticket) -> list[HistoryLine]:
    events = history.of(session, ticket)
    named = {event.staff_id for event in events} | {event.details.get("after") for event in events}
    ids = {one for one in named if isinstance(one, int)}
    found = session.execute(select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(ids)))
    names = {row.id: row.name for row in found}
    return [
        HistoryLine(
            at=event.at,
            staff_name=None if event.staff_id is None else names[event.staff_id],
            text=history_words.told(event, names),
            parts=shown(event.text, Place(source=Source.TICKET_EVENT, id=str(event.id))),
        )
        for event in events
    ]


def _approval(session: Session, ticket: Ticket, staff_id: int) -> Approval | None:
    request = approvals.undecided(session, ticket)
    if request is None:
        return None
    asker = session.get_one(StaffMember, request.asked_by)
    return Approval(
        id=request.id,
        asked_by=Named(id=asker.id, name=asker.name),
        asked_at=request.asked_at,
        checks=[ApprovalCheck(label=label(check["key"]), **check) for check in request.checks],
        is_mine=request.asked_by == staff_id,
        is_lapsed=not approvals.stands(session, request),
    )


def _checklist(ticket: Ticket) -> list[ChecklistItem]:
    if ticket.kind != TicketKind.UNLOCK:
        return []
    return [ChecklistItem(key=each.key, label=each.label, question=each.question, kind=each.kind) for each in CHECKLIST]
