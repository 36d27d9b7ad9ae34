"""`/console/api/audit`: what was done, by whom and to whose account, for admins."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.audit.models import Actor, AuditEvent
from backend.console.access import Admin
from backend.console.ticket_schemas import Named
from backend.container import Services
from backend.core.openapi import problems
from backend.core.text import cleaned, folded
from backend.members import service as members
from backend.members.models import Member
from backend.staff import service as staff
from backend.staff.models import Role
from backend.tickets.models import TicketStep

_SHOWN: Final = 50
_LARGEST_ID = 2**31 - 1
_ACTORS = {Actor.MEMBER: "会員", Actor.VISITOR: "未ログイン", Actor.STAFF: "担当者", Actor.SYSTEM: "システム"}
_WORDS = {
    "password": "パスワード",
    "code": "認証コード",
    "backup_code": "バックアップコード",
    "sms": "SMS",
    "mail": "メール",
    **{role.value: role.label for role in Role},
    TicketStep.ASSIGNED: "担当者の変更",
    TicketStep.STATUS_CHANGED: "状態の変更",
    TicketStep.DUE_CHANGED: "期限の変更",
    TicketStep.UNLOCK_LAPSED: "ロック解除の承認の依頼の取り下げ",
}
# Of an act's details, these are shown, in words where there are some. Others are for programs.
_TOLD = ("step", "second_factor", "role", "of", "display_name", "reason", "comment", "number", "ticket", "channel")

router = APIRouter(prefix="/console/api/audit", tags=["console: admins"])


class Act(BaseModel):
    id: int
    at: datetime
    action: str
    label: str
    actor_label: Annotated[str, Field(examples=["担当者"])]
    staff: Annotated[Named | None, Field(description="The staff member who did it")]
    about_staff: Annotated[Named | None, Field(description="The staff member whose account it was")]
    member: Annotated[Named | None, Field(description="The member whose account it was")]
    address: str | None
    notes: Annotated[list[str], Field(description="What else is known of it, ready to show")]


class Acts(BaseModel):
    acts: list[Act]
    next: Annotated[int | None, Field(description="`before` of the next page; null on the last one")]


@router.get("", responses=problems(403))
def list_acts(
    _me: Admin,
    services: Services,
    q: Annotated[
        str, Query(max_length=100, description="What it is called, a colleague, a member's login id or an address")
    ] = "",
    before: Annotated[int | None, Query(ge=1, le=_LARGEST_ID, description="The id of the last one seen")] = None,
) -> Acts:
    """Newest first."""
    with services.database.reading() as session:
        wanted = _wanted(session, q) if folded(q) else None
        found = audit.newest(session, _SHOWN + 1, before=before, wanted=wanted)
        names = _Names.of(session, found[:_SHOWN])
    acts = [_act(event, names) for event in found[:_SHOWN]]
    return Acts(acts=acts, next=acts[-1].id if len(found) > _SHOWN else None)


def _wanted(session: Session, q: str) -> audit.Wanted:
    """Found by what it is called, a colleague's name or login id, a member's whole login id, or a whole address."""
    key = folded(q)
    member = members.find(session, q)
    return audit.Wanted(
        actions=[action for action in Action if key in folded(action.label)],
        staff_ids=[
            person.id
            for person in staff.everybody(session, with_former=True)
            if key in folded(person.name) or key in folded(person.login_id)
        ],
        member_ids=[] if member is None else [member.id],
        address=cleaned(q),
    )


class _Names:
    """Who the people of some acts are."""

    def __init__(self, people: dict[int, Named], their_members: dict[int, Named]) -> None:
        self.staff = people
        self.members = their_members

    @classmethod
    def of(cls, session: Session, events: Iterable[AuditEvent]) -> "_Names":
        ids = {event.member_id for event in events if event.member_id is not None}
        people = staff.everybody(session, with_former=True)
        rows = session.scalars(select(Member).where(Member.id.in_(ids)))
        return cls(
            {person.id: Named(id=person.id, name=person.name) for person in people},
            {row.id: Named(id=row.id, name=row.name) for row in rows},
        )


def _act(event: AuditEvent, names: _Names) -> Act:
    actor = Actor(event.actor)
    about = event.details.get("staff_id")
    return Act(
        id=event.id,
        at=event.at,
        action=event.action,
        label=Action(event.action).label,
        actor_label=_ACTORS[actor],
        staff=names.staff.get(event.actor_id or 0) if actor is Actor.STAFF else None,
        about_staff=names.staff.get(about) if isinstance(about, int) else None,
        member=names.members.get(event.member_id or 0),
        address=event.address,
        notes=_notes(event.details),
    )


def _notes(details: dict[str, Any]) -> list[str]:
    told = [details[name] for name in _TOLD if details.get(name) not in {None, ""}]
    if "available" in details:
        told.append("受付中" if details["available"] else "離席中")
    if details.get("slack_user"):
        told.append(f"Slack：{details['slack_user']}")
    return [_WORDS.get(str(value), str(value)) for value in told]
