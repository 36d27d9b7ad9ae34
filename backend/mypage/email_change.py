"""メールアドレスの変更, and the page behind the link that goes to the new address."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from backend.container import Container, Services
from backend.core import peers
from backend.members import contact_details
from backend.members import service as members
from backend.members.models import EmailChange
from backend.mypage import pages
from backend.mypage.access import Member, PerhapsMember
from backend.mypage.csrf import CheckedForm
from backend.mypage.current_password import PasswordRefusedError, checked_hash
from backend.pages.hashing import hashes_passwords

router = APIRouter(include_in_schema=False)

SAME = "現在のメールアドレスとは違うアドレスを入力してください。"


@router.get("/mypage/profile/email")
def form(request: Request, services: Services, _me: Member) -> Response:
    return _form(request, services, "", {})


@router.post("/mypage/profile/email", dependencies=[CheckedForm])
@hashes_passwords
def start(
    request: Request,
    services: Services,
    me: Member,
    email: Annotated[str, Form()] = "",
    current_password: Annotated[str, Form()] = "",
) -> Response:
    new, errors, status = _read(services, me.member_id, email)
    try:
        checked_hash(request, services, me, current_password)
    except PasswordRefusedError as refused:
        errors["current_password"], status = refused.sentence, refused.status
    if errors:
        return _form(request, services, email, errors, status=status)
    with services.database.unit_of_work() as session:
        services.email_changes.start(session, me.member_id, new, address=peers.address(request))
    notice = (
        f"{new} へ確認のメールをお送りしました。メールのリンクを開いて確定すると、メールアドレスが変わります。"
        "届かない場合は、入力したアドレスと迷惑メールのフォルダーをご確認ください。"
    )
    return pages.go_to(services, "/mypage/profile", notice=notice)


@router.get("/email-change/done")
def done(request: Request, services: Services, _me: PerhapsMember) -> Response:
    return pages.page(request, services, "members/email_changed.html")


@router.get("/email-change/{token}")
def confirmation(request: Request, services: Services, me: PerhapsMember, token: str) -> Response:
    """Looking at the page uses nothing up: mail scanners open links too."""
    change = _find(services, token)
    if change is None:
        return _gone(request, services)
    if me is None or me.member_id != change.member_id:
        return _not_signed_in(request, services)
    return pages.page(request, services, "members/email_check.html", email=change.email)


@router.post("/email-change/{token}", dependencies=[CheckedForm])
def complete(request: Request, services: Services, me: PerhapsMember, token: str) -> Response:
    """Whoever got the mail may be somebody else, by a mistyped address: only the member who asked can confirm."""
    change = _find(services, token)
    if change is None:
        return _gone(request, services)
    if me is None or me.member_id != change.member_id:
        return _not_signed_in(request, services)
    with services.database.unit_of_work() as session:
        address = peers.address(request)
        changed = services.email_changes.complete(session, token, me.member_id, address=address)
    return pages.go_to(services, "/email-change/done") if changed else _gone(request, services)


def _find(services: Container, token: str) -> EmailChange | None:
    with services.database.reading() as session:
        return services.email_changes.find(session, token)


def _read(services: Container, member_id: int, typed: str) -> tuple[str, dict[str, str], int]:
    try:
        new = contact_details.email(typed)
    except contact_details.Unusable as error:
        return "", {"email": str(error)}, 422
    with services.database.reading() as session:
        is_same = members.login_key(members.get(session, member_id).email) == members.login_key(new)
    return new, {"email": SAME} if is_same else {}, 422


def _form(request: Request, services: Container, typed: str, errors: dict[str, str], *, status: int = 200) -> Response:
    return pages.page(
        request,
        services,
        "members/email_change.html",
        status=status,
        current="profile_edit",
        typed=typed,
        errors=errors,
    )


def _gone(request: Request, services: Container) -> Response:
    """The same for a link that was used, has expired or never was, and for an address that is another member's now."""
    return pages.page(request, services, "members/email_gone.html", status=410)


def _not_signed_in(request: Request, services: Container) -> Response:
    """The same for a visitor and for another member, and not a word of whose link it is. It stays good."""
    return pages.page(request, services, "members/email_sign_in.html", status=403)
