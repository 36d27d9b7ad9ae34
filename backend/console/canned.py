"""Canned replies: everybody takes them, admins change them."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.console.access import Admin, SignedInStaff, Staff
from backend.console.csrf import CheckedHeader
from backend.console.schemas import Input, Serial
from backend.container import Container, Services
from backend.core.openapi import PLAIN_TEXT, problems
from backend.desk import canned
from backend.desk.lookup import conversation
from backend.desk.models import CannedReply
from backend.desk.overview import members_of
from backend.staff import service as staff
from backend.tickets import service as tickets

router = APIRouter(prefix="/console/api/canned-replies", tags=["console: canned replies"])

_LONGEST_TEXT = 2000


class Canned(BaseModel):
    id: int
    shortcut: Annotated[str, Field(description="What is typed after a slash", examples=["hajime"])]
    title: str
    text: Annotated[str, Field(description="With its variables: `{会員名}`, `{担当者名}`, `{受付番号}`")]
    filled: Annotated[str, Field(description="Filled from the conversation; a variable that is not known stays")]


class CannedReplies(BaseModel):
    replies: list[Canned]


class CannedIn(Input):
    shortcut: Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[^\s/]+$")]
    title: Annotated[str, Field(min_length=1, max_length=60)]
    text: Annotated[str, Field(min_length=1, max_length=_LONGEST_TEXT)]


@router.get("", responses=problems(404))
def list_canned(
    me: Staff,
    services: Services,
    of: Annotated[
        str | None, Query(alias="conversation", max_length=64, pattern=PLAIN_TEXT, description="To fill them from")
    ] = None,
) -> CannedReplies:
    with services.database.reading() as session:
        values = _values(session, me, of)
        return CannedReplies(replies=[_out(reply, values) for reply in canned.everything(session)])


@router.post("", status_code=201, responses=problems(409), dependencies=[CheckedHeader])
def add_canned(me: Admin, services: Services, body: CannedIn) -> Canned:
    """409 `shortcut_taken` if another has this shortcut."""
    with services.database.unit_of_work() as session:
        return _save(session, services, me, CannedReply(), body)


@router.put("/{reply_id}", responses=problems(404, 409), dependencies=[CheckedHeader])
def change_canned(me: Admin, services: Services, reply_id: Serial, body: CannedIn) -> Canned:
    with services.database.unit_of_work() as session:
        return _save(session, services, me, canned.get(session, reply_id), body)


@router.delete("/{reply_id}", status_code=204, responses=problems(404), dependencies=[CheckedHeader])
def remove_canned(me: Admin, services: Services, reply_id: Serial) -> Response:
    with services.database.unit_of_work() as session:
        reply = canned.get(session, reply_id)
        services.desk_log.act(session, me.acting, Action.CANNED_REPLY_CHANGED, of=reply.shortcut, removed=True)
        session.delete(reply)
    return Response(status_code=204)


def _save(session: Session, services: Container, me: SignedInStaff, reply: CannedReply, body: CannedIn) -> Canned:
    saved = canned.save(session, services.clock, reply, shortcut=body.shortcut, title=body.title, text=body.text)
    services.desk_log.act(session, me.acting, Action.CANNED_REPLY_CHANGED, of=saved.shortcut)
    return _out(saved, _values(session, me, None))


def _out(reply: CannedReply, values: dict[str, str | None]) -> Canned:
    return Canned(
        id=reply.id,
        shortcut=reply.shortcut,
        title=reply.title,
        text=reply.text,
        filled=canned.filled(reply.text, values),
    )


def _values(session: Session, me: SignedInStaff, conversation_id: str | None) -> dict[str, str | None]:
    values: dict[str, str | None] = {canned.STAFF_NAME: staff.get(session, me.staff_id).display_name}
    if conversation_id is None:
        return values
    found = conversation(session, conversation_id)
    member = members_of(session, [found]).get(found.id)
    opened = tickets.visible_tickets(session, found.id, None)
    return values | {
        canned.MEMBER_NAME: member.name if member else None,
        canned.TICKET_NUMBER: opened[0].number if opened else None,
    }
