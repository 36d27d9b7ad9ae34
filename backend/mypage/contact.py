"""お問い合わせフォーム: open to everybody, filled in for who is signed in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from backend.container import Container, Services
from backend.core.problems import Problem
from backend.core.text import cleaned, folded
from backend.members import contact_details
from backend.members import service as members
from backend.mypage import once, pages
from backend.mypage.access import PerhapsMember
from backend.mypage.csrf import CheckedForm
from backend.mypage.once import Once
from backend.pages.limits import allows_address
from backend.tickets.contact_form import Inquiry, Subject
from backend.tickets.models import LONGEST_BODY

router = APIRouter(include_in_schema=False)
_PURPOSE = "contact-sent"
_READERS = {"name": contact_details.person, "email": contact_details.email}


def _typed(
    subject: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    login_id: Annotated[str, Form()] = "",
    body: Annotated[str, Form()] = "",
) -> dict[str, str]:
    return {"subject": subject, "name": name, "email": email, "login_id": login_id, "body": body}


Typed = Annotated[dict[str, str], Depends(_typed)]


@router.get("/contact")
def show(request: Request, services: Services, signed_in: PerhapsMember, subject: str = "") -> Response:
    """`subject` chooses what it is about beforehand: pages and answers link to `/contact?subject=unlock`."""
    values = {"subject": subject, "name": "", "email": "", "login_id": "", "body": ""}
    if signed_in is not None:
        with services.database.reading() as session:
            member = members.get(session, signed_in.member_id)
        values |= {"name": member.name, "email": member.email}
    return _page(request, services, values)


@router.post("/contact", dependencies=[CheckedForm])
def send(request: Request, services: Services, signed_in: PerhapsMember, typed: Typed, once_key: Once) -> Response:
    read, errors = _read(typed)
    if errors:
        return _page(request, services, typed, errors=errors, once_key=once_key)
    if not allows_address(request, services, services.settings.contacts_per_address, "contacts"):
        raise Problem(
            429, "too_many_requests", "短い時間に続けて送信されました。少し待ってからもう一度お試しください。"
        )
    inquiry = Inquiry(
        subject=Subject(typed["subject"]),
        name=read["name"],
        email=read["email"],
        body=cleaned(typed["body"]),
        login_id=cleaned(typed["login_id"]),
        member_id=None if signed_in is None else signed_in.member_id,
    )
    # Anybody can name any address: beyond its limit the ticket is opened all the same, and nothing mailed there.
    per_mail_address = services.settings.mails_per_new_address
    sends_mail = services.limiter.allows(per_mail_address, "mails-to-new-address", folded(inquiry.email))
    with services.database.unit_of_work() as session:
        request_key = once.request_key(request, services, once_key)
        opened = services.contact_desk.receive(session, inquiry, request_key, sends_mail=sends_mail)
    sent = services.vault.sign([opened.ticket.number, sends_mail], purpose=_PURPOSE)
    return pages.go_to(services, f"/contact/sent?ticket={sent}")


@router.get("/contact/sent")
def show_sent(request: Request, services: Services, _signed_in: PerhapsMember, ticket: str = "") -> Response:
    """The ticket's number stands signed in the address, so that the page can be opened again by who has sent it."""
    match services.vault.unsign(ticket, purpose=_PURPOSE):
        case [str() as number, bool() as is_mailed]:
            return pages.page(request, services, "contact/sent.html", number=number, is_mailed=is_mailed)
    return pages.go_to(services, "/contact")


def _read(typed: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Values to store and errors, by field, in the order of the page."""
    errors = {}
    if typed["subject"] not in set(Subject):
        errors["subject"] = "お問い合わせの種類を選択してください。"
    values, wrong = contact_details.read(typed, _READERS)
    errors |= wrong
    is_unlock = typed["subject"] == Subject.UNLOCK
    if is_unlock and not 0 < len(members.login_key(typed["login_id"])) <= members.LONGEST_LOGIN_ID:
        errors["login_id"] = "ロックを解除するログインIDを入力してください。"
    body = cleaned(typed["body"])
    if not body:
        errors["body"] = "お問い合わせの内容を入力してください。"
    elif len(body) > LONGEST_BODY:
        errors["body"] = f"お問い合わせの内容は{LONGEST_BODY}文字以内で入力してください。"
    return values, errors


def _page(
    request: Request,
    services: Container,
    values: dict[str, str],
    *,
    errors: dict[str, str] | None = None,
    once_key: str | None = None,
) -> Response:
    return pages.page(
        request,
        services,
        "contact/form.html",
        status=422 if errors else 200,
        values=values,
        subjects=[(subject, subject.label) for subject in Subject],
        longest=LONGEST_BODY,
        once_field=once.field(once_key),
        errors=errors,
    )
