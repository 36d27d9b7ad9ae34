"""Where a staff member makes a Slack user their own: by the link that Slack gave to that user, and a fresh code.

The link itself does nothing. It is followed from another site, when browsers keep staff's cookies back, so its page
only puts it away in a cookie and goes on by itself: from there the browser says who is signed in.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from sqlalchemy.exc import IntegrityError
from starlette.background import BackgroundTask
from starlette.responses import Response

from backend.console import cookies, fresh_code, pages
from backend.console.access import PerhapsStaff, SignedInStaff, Staff
from backend.console.csrf import CheckedForm
from backend.console.sign_in import CODE_REFUSED, TOO_OFTEN, Typed
from backend.container import Container, Services
from backend.core.problems import Problem
from backend.slack import links
from backend.slack.door import SlackDoor
from backend.slack.links import LinkOffer
from backend.staff import service as staff
from backend.staff.accounts import By
from backend.staff.slack_accounts import AccountLinkedError, SlackUserLinkedError

_LONGEST = 1000
_DONE = "Slackと連携しました。Slackのボタンと /madoguchi を、担当者として使えます。"
_REFUSED: dict[type[Exception], str] = {
    AccountLinkedError: "このアカウントは、すでにSlackと連携しています。"
    "別のSlackユーザーに変えるときは、先に「アカウント」で連携を解除してください。",
    SlackUserLinkedError: "このSlackユーザーは、別の担当者アカウントと連携しています。"
    "そちらの連携を解除してから、もう一度お試しください。",
}

router = APIRouter(prefix="/console/slack", include_in_schema=False)


@router.get("/link")
def follow(
    request: Request,
    services: Services,
    _me: PerhapsStaff,
    token: Annotated[str, Query(max_length=_LONGEST)] = "",
) -> Response:
    """What Slack's button leads to, signed in or not."""
    if links.read(_door(services), token) is None:
        return _gone(request, services)
    answer = pages.page(request, services, "console_slack_go.html", address=cookies.AFTER_SLACK)
    valid_for = timedelta(seconds=services.settings.slack_link_valid_seconds)
    cookies.write(answer, services.settings, cookies.SLACK_LINK, token, lasts=valid_for)
    return answer


@router.get("/confirm")
def look(request: Request, services: Services, me: Staff) -> Response:
    """Whose Slack it is, and whose account. Looking at it links nothing and uses nothing up."""
    door = _door(services)
    token = cookies.read(request, services.settings, cookies.SLACK_LINK) or ""
    offer = links.read(door, token)
    if offer is None:
        return _gone(request, services)
    try:
        with services.database.reading() as session:
            services.slack_accounts.check(session, me.staff_id, offer.slack_user)
    except tuple(_REFUSED) as error:
        return _refused(request, services, error)
    return _form(request, door, me, offer)


@router.post("/confirm", dependencies=[CheckedForm])
def link(
    request: Request,
    services: Services,
    me: Staff,
    token: Annotated[str, Form(max_length=_LONGEST)] = "",
    code: Typed = "",
) -> Response:
    """What the page showed, whatever link was followed since. The link and the code are used up by linking alone."""
    door = _door(services)
    offer = links.read(door, token)
    if offer is None:
        return _gone(request, services)
    if not fresh_code.may_try(services, me.staff_id):
        return _form(request, door, me, offer, {"code": TOO_OFTEN}, status=429)
    try:
        name = _link(services, me, offer, code)
    except tuple(_REFUSED) as error:
        return _refused(request, services, error)
    except IntegrityError:  # somebody else was quicker, with the same link or the same Slack user
        return _gone(request, services)
    if name is None:
        return _form(request, door, me, offer, {"code": CODE_REFUSED}, status=422)
    answer = _without_link(services, pages.go_to(services, "/console/account", notice=_DONE))
    answer.background = BackgroundTask(links.tell_linked, door, offer.slack_user, name)
    return answer


def _link(services: Container, me: SignedInStaff, offer: LinkOffer, code: str) -> str | None:
    """The colleague's name; None for a wrong code."""
    with services.database.unit_of_work() as session:
        if not services.staff_sign_ins.confirms(session, me.staff_id, code, me.address):
            return None
        links.use_up(session, offer, services.clock.now())
        return services.slack_accounts.link(session, me.staff_id, offer.slack_user, By(me.staff_id, me.address)).name


def _door(services: Container) -> SlackDoor:
    door = SlackDoor.of(services)
    if door is None:
        raise Problem(404, "not_found", "Slackは設定されていません。")
    return door


def _form(
    request: Request,
    door: SlackDoor,
    me: SignedInStaff,
    offer: LinkOffer,
    errors: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> Response:
    with door.services.database.reading() as session:
        person = staff.get(session, me.staff_id)
    return pages.page(
        request,
        door.services,
        "console_slack_link.html",
        status=status,
        errors=errors or {},
        person=person,
        offer=offer,
        slack=links.name_of(door, offer),
    )


def _gone(request: Request, services: Container) -> Response:
    """The same for a link that was used, is too old or never was."""
    return _without_link(services, pages.page(request, services, "console_slack_gone.html", status=410))


def _refused(request: Request, services: Container, error: Exception) -> Response:
    lines = [_REFUSED[type(error)]]
    return _without_link(services, pages.page(request, services, "console_error.html", status=409, lines=lines))


def _without_link(services: Container, answer: Response) -> Response:
    cookies.forget(answer, services.settings, cookies.SLACK_LINK)
    return answer
