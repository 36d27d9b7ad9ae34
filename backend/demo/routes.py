"""Tools of the demo: who there is to be, and what was sent to them. Only while the demo is on, only on this machine.

Other sites that are open in a browser here get nothing either.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel, ConfigDict, TypeAdapter
from starlette.exceptions import HTTPException

from backend.container import Services
from backend.core import origins, peers
from backend.demo.people import PEOPLE
from backend.demo.staff import COLLEAGUES
from backend.identity import totp
from backend.notifications import mailbox
from backend.notifications.models import Channel

# What a proxy adds: behind one, the peer on this machine is not who asks.
_FORWARDING = ("forwarded", "x-forwarded-for", "x-real-ip")
_NO_STORE = {"Cache-Control": "no-store"}


def _only_here(request: Request, services: Services) -> None:
    is_forwarded = any(name in request.headers for name in _FORWARDING)
    is_ours = peers.is_loopback(request) and origins.is_from_here(request, services.settings.base_url)
    if not services.settings.is_demo or is_forwarded or not is_ours:
        raise HTTPException(404)


templates = Jinja2Templates(Path(__file__).parent / "templates")
router = APIRouter(prefix="/demo", tags=["demo"], include_in_schema=False, dependencies=[Depends(_only_here)])


class DemoMember(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    login_id: str
    password: str
    name: str
    situation: str
    case: str


class DemoStaff(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    login_id: str
    password: str
    totp_secret: str
    role: str
    slack_user_id: str


class DemoPeople(BaseModel):
    members: list[DemoMember]
    staff: list[DemoStaff]


class Mail(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    channel: str
    to: str
    subject: str
    body: str
    code: str | None
    link: str | None
    sent_at: datetime


_MAILS = TypeAdapter(list[Mail])


@router.get("/members")
def members() -> DemoPeople:
    """Everybody to try the demo as."""
    return DemoPeople(
        members=[DemoMember.model_validate(person) for person in PEOPLE],
        staff=[DemoStaff.model_validate(colleague) for colleague in COLLEAGUES],
    )


@router.get("/staff")
def staff_page(request: Request, services: Services) -> Response:
    """The staff of the demo, with what their authenticator apps would show now."""
    now = services.clock.now()
    seconds_left = totp.STEP_SECONDS - int(now.timestamp()) % totp.STEP_SECONDS
    people = [
        {"person": colleague, "code": totp.code_at(colleague.totp_secret, now), "role_label": colleague.role.label}
        for colleague in COLLEAGUES
    ]
    shown = {"people": people, "seconds_left": seconds_left}
    return templates.TemplateResponse(request, "staff.html", shown, headers=_NO_STORE | {"Refresh": str(seconds_left)})


@router.get("/mailbox")
def read_mailbox(
    request: Request,
    services: Services,
    to: Annotated[str | None, Query(max_length=300)] = None,
    accept: Annotated[str, Header()] = "",
) -> Response:
    """Every mail and SMS sent so far, or those to one address, phone number or login id; newest first."""
    waits_for = {Channel.MAIL} if services.settings.smtp_host is not None else set()
    with services.database.reading() as session:
        found = mailbox.received(session, to or None, services.vault, waits_for=waits_for)
    mails = _MAILS.validate_python(found, from_attributes=True)
    if "application/json" in accept:
        return JSONResponse(_MAILS.dump_python(mails, mode="json", exclude_none=True), headers=_NO_STORE)
    return _page(request, mails, to or "")


def _page(request: Request, mails: list[Mail], to: str) -> HTMLResponse:
    return templates.TemplateResponse(request, "mailbox.html", {"mails": mails, "to": to}, headers=_NO_STORE)
