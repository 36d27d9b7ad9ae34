"""Tickets at the desk: lists, one with its history, and every step of the work on it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StrictBool

from backend.audit.acting import Acting
from backend.audit.actions import Action
from backend.console.access import Staff
from backend.console.csrf import CheckedHeader
from backend.console.ticket_details import TicketDetail, detail
from backend.console.ticket_schemas import TicketSummary, summaries
from backend.container import Container, Services
from backend.core import peers
from backend.core.openapi import PLAIN_TEXT, PathText, problems
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.desk import ticket_listing
from backend.desk.ticket_listing import View, Wanted
from backend.tickets.models import LONGEST_BODY, TicketKind, TicketStatus
from backend.tickets.problems import NotMatched
from backend.tickets.unlocking import Check, UnlockOutcome, lacking
from backend.tickets.work import By, Changes, Seen, To

router = APIRouter(prefix="/console/api/tickets", tags=["console: tickets"])

# Beyond these no time can be told in every time zone.
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

StaffId = Annotated[int, Field(ge=1, lt=2**31, strict=True)]
ClientKey = Annotated[
    str | None,
    Field(
        min_length=1,
        max_length=100,
        pattern=r"^[\x21-\x7e]+$",
        description="The browser's own id of this request: sent again with it, nothing is done twice",
    ),
]


def _in_reach(at: datetime) -> datetime:
    if not _EARLIEST <= at <= _LATEST:
        raise ValueError("too far away")
    return at


DueTime = Annotated[AwareDatetime, AfterValidator(_in_reach)]


class Input(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TicketQuery(BaseModel):
    """Which tickets."""

    view: View = View.OPEN
    kind: TicketKind | None = None
    q: Annotated[str, Field(max_length=100, description="Words in it, whose it is, or its number")] = ""
    conversation: Annotated[str | None, Field(max_length=36, pattern=PLAIN_TEXT, description="Opened in this one")] = (
        None
    )
    before: Annotated[
        str | None, Field(max_length=100, pattern=PLAIN_TEXT, description="`next` of the page before")
    ] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class TicketCounts(BaseModel):
    open: int
    mine: int
    overdue: int


class Tickets(BaseModel):
    """What is open comes in the order in which it is due; closed ones and all of them newest first."""

    tickets: list[TicketSummary]
    next: Annotated[str | None, Field(description="`before` of the next page; null on the last one")]
    counts: Annotated[TicketCounts, Field(description="Of all open tickets, whatever was asked for")]


class SeenTicket(Input):
    """How the ticket was shown when it was decided to change it."""

    status: TicketStatus
    assignee_id: StaffId | None


class TicketChanges(Input):
    """Only what is named is changed. With `seen`, nothing is that somebody else has changed since."""

    assignee_id: StaffId | None = None
    status: TicketStatus | None = None
    due_at: DueTime | None = None
    seen: SeenTicket | None = None


class Act(Input):
    client_key: ClientKey = None


class Text(Act):
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_BODY)]


class Answer(Text):
    close: Annotated[StrictBool, Field(description="The ticket is done with this")] = False


class CheckIn(Input):
    """One question of the checklist."""

    key: Literal["name", "company", "phone", "email", "account"]
    asked: StrictBool = True
    matched: StrictBool = False
    note: Annotated[str, Field(max_length=200, description="For colleagues; stays out of the audit log")] = ""


_ENOUGH = [{"key": "name", "asked": True, "matched": True}, {"key": "account", "asked": True, "matched": True}]


class Checks(Act):
    checks: Annotated[list[CheckIn], Field(min_length=1, max_length=10, examples=[_ENOUGH])]


class RequestId(Act):
    request_id: Annotated[int, Field(ge=1, lt=2**31, strict=True, description="`approval.id`, as it was looked at")]


class Declined(RequestId):
    note: Annotated[str, Field(min_length=1, max_length=LONGEST_BODY, description="Why; for colleagues")]


def _asking(me: Staff, request: Request) -> By:
    return By(me.staff_id, peers.address(request))


Asking = Annotated[By, Depends(_asking)]


@router.get("", responses=problems(429))
def list_tickets(me: Staff, services: Services, wanted: Annotated[TicketQuery, Query()]) -> Tickets:
    now, text = services.clock.now(), cleaned(wanted.q)
    services.desk_log.listing(me.acting, text)
    with services.database.reading() as session:
        found = ticket_listing.page(
            session,
            Wanted(
                view=wanted.view,
                kind=wanted.kind,
                text=text,
                conversation_id=wanted.conversation,
                after=wanted.before,
                limit=wanted.limit,
            ),
            me.staff_id,
            now,
        )
        counts = ticket_listing.counts(session, me.staff_id, now)
        return Tickets(
            tickets=summaries(session, found.tickets, now),
            next=found.next,
            counts=TicketCounts(open=counts.open, mine=counts.mine, overdue=counts.overdue),
        )


@router.get("/{number}", responses=problems(404))
def show_ticket(me: Staff, services: Services, number: PathText) -> TicketDetail:
    """That somebody read what is not theirs is in the audit log, once an hour."""
    shown = _shown(services, number, me.acting)
    if shown.assignee is None or shown.assignee.id != me.staff_id:
        services.desk_log.look(me.acting, Action.TICKET_READ, number)
    return shown


@router.patch("/{number}", responses=problems(404, 409), dependencies=[CheckedHeader])
def change_ticket(by: Asking, services: Services, number: PathText, body: TicketChanges) -> TicketDetail:
    """Assign it, change its status or its time. 409 `changed_meanwhile`, `closed` or `another_open`."""
    named = body.model_fields_set
    changes = Changes(
        assignee=To(body.assignee_id) if "assignee_id" in named else None,
        status=body.status,
        due=To(body.due_at) if "due_at" in named else None,
        seen=None if body.seen is None else Seen(body.seen.status, body.seen.assignee_id),
    )
    with services.database.unit_of_work() as session:
        services.tickets.change(session, number, by, changes)
    return _shown(services, number, by)


@router.post("/{number}/notes", responses=problems(404), dependencies=[CheckedHeader])
def write_note(by: Asking, services: Services, number: PathText, body: Text) -> TicketDetail:
    """For colleagues only."""
    with services.database.unit_of_work() as session:
        services.tickets.note(session, number, _keyed(by, body), _filled(body.text))
    return _shown(services, number, by)


@router.post("/{number}/answer", responses=problems(404, 409), dependencies=[CheckedHeader])
def answer(by: Asking, services: Services, number: PathText, body: Answer) -> TicketDetail:
    """By mail, to the best address that is known. 409 `closed` or `no_address`."""
    with services.database.unit_of_work() as session:
        services.tickets.answer(session, number, _keyed(by, body), _filled(body.text), closes=body.close)
    return _shown(services, number, by)


@router.post("/{number}/unlock", responses=problems(404, 409), dependencies=[CheckedHeader])
def unlock(by: Asking, services: Services, number: PathText, body: Checks) -> TicketDetail:
    """Write down what was asked and what matched; if that is enough, unlock the account and close the ticket.

    Where a colleague has to approve it, `approval` tells from then on that this is waited for, and nothing is unlocked.
    409 `not_matched` if it is not, which is written down too; `not_revealed` if something hidden is said to match that
    was not shown to this agent within the hour; `not_locked`, `no_member`, `not_this_kind`, `closed`.
    """
    checks = [Check(each.key, each.asked, each.matched, cleaned(each.note)) for each in body.checks]
    with services.database.unit_of_work() as session:
        outcome = services.unlocking.unlock(session, number, _keyed(by, body), checks)
    if outcome is UnlockOutcome.NOT_ENOUGH:
        raise NotMatched(lacking(checks, services.settings.unlock_matches))
    return _shown(services, number, by)


@router.post("/{number}/unlock/approve", responses=problems(403, 404, 409), dependencies=[CheckedHeader])
def approve_unlock(by: Asking, services: Services, number: PathText, body: RequestId) -> TicketDetail:
    """Unlock the account as a colleague has asked, and close the ticket.

    409 `own_request`; `nothing_asked` once it was withdrawn; `decided_already` if a colleague was faster; `not_locked`,
    `no_member`, `closed`. 403 `admin_needed` where only admins approve.
    """
    with services.database.unit_of_work() as session:
        services.unlocking.approve(session, number, _keyed(by, body), request_id=body.request_id)
    return _shown(services, number, by)


@router.post("/{number}/unlock/decline", responses=problems(404, 409), dependencies=[CheckedHeader])
def decline_unlock(by: Asking, services: Services, number: PathText, body: Declined) -> TicketDetail:
    """Send it back to who asked for it. 409 `own_request`, `nothing_asked` or `decided_already`."""
    note = _filled(body.note)
    with services.database.unit_of_work() as session:
        services.unlocking.decline(session, number, _keyed(by, body), note, request_id=body.request_id)
    return _shown(services, number, by)


@router.post("/{number}/reset-link", responses=problems(404, 409, 429), dependencies=[CheckedHeader])
def send_reset_link(by: Asking, services: Services, number: PathText, body: Act) -> TicketDetail:
    """Mail a link to set a new password to the registered address. 409 `no_member`, `not_this_kind` or `closed`."""
    with services.database.unit_of_work() as session:
        services.account_steps.send_reset_link(session, number, _keyed(by, body))
    return _shown(services, number, by)


@router.post("/{number}/close-account", responses=problems(404, 409), dependencies=[CheckedHeader])
def close_account(by: Asking, services: Services, number: PathText, body: Act) -> TicketDetail:
    """Close the account of who has asked for it. 409 `in_use`, `no_member`, `not_this_kind` or `closed`.

    `needs_colleague` for who opened it from a conversation: what no member asked for themselves takes two of the staff.
    """
    with services.database.unit_of_work() as session:
        services.account_steps.close_account(session, number, _keyed(by, body))
    return _shown(services, number, by)


def _keyed(by: By, body: Act) -> By:
    return replace(by, key=body.client_key)


def _filled(typed: str) -> str:
    text = cleaned(typed)
    if not text:
        raise Problem(422, "text_empty", "内容を入力してください。")
    return text


def _shown(services: Container, number: str, to: Acting) -> TicketDetail:
    with services.database.reading() as session:
        ticket, needs_approval = services.tickets.find(session, number), services.unlocking.needs_approval
        return detail(session, ticket, services.clock.now(), to.staff_id, needs_approval=needs_approval)
