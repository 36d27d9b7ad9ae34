"""ログインの記録: the browsers that are signed in, and what happened to the account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.audit.models import Actor, AuditEvent
from backend.container import Services
from backend.mypage import pages, user_agents
from backend.mypage.access import Member

_SHOWN: Final = 30
_STEPS = {"password": "パスワード", "code": "認証コード", "backup_code": "バックアップコード"}
_ACTORS = {Actor.STAFF: "窓口の担当者", Actor.SYSTEM: "システム"}

router = APIRouter(prefix="/mypage/security", include_in_schema=False)


@dataclass(frozen=True)
class Entry:
    """A line of the log; `address` is empty for what staff did: where they sit is not the member's business."""

    at: datetime
    what: str
    address: str


@router.get("")
def page(request: Request, services: Services, me: Member) -> Response:
    with services.database.reading() as session:
        sessions = services.sessions.living_of(session, me.member_id)
        events = audit.newest_of(session, me.member_id, _SHOWN)
    return pages.page(
        request,
        services,
        "sign_in/security.html",
        current="profile_edit",
        sessions=sessions,
        browser_name=user_agents.readable,
        this_one=me.session_id,
        entries=[_entry(event) for event in events],
    )


def _entry(event: AuditEvent) -> Entry:
    by = _ACTORS.get(Actor(event.actor), "")
    step = _STEPS.get(event.details.get("step") or event.details.get("second_factor") or "", "")
    label = Action(event.action).label
    address = "" if event.actor == Actor.STAFF else event.address or ""
    return Entry(event.at, f"{label}（{step or by}）" if step or by else label, address)
