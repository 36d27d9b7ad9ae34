"""会員登録: the details, the mail, and the page behind its link where the password is set."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel

from backend.billing.terms import Closing
from backend.container import Container, Services
from backend.core import peers
from backend.core.text import duration
from backend.members import contact_details
from backend.members.models import Registration
from backend.members.registration import PaidWish, SignUp
from backend.mypage import pages
from backend.mypage.access import PerhapsMember
from backend.mypage.csrf import CheckedForm, CheckedLinkForm
from backend.pages.hashing import hashes_passwords
from backend.pages.limits import allows_address
from backend.pages.password_form import POLICY, Password, password_errors

router = APIRouter(prefix="/sign-up", include_in_schema=False)

TOO_MANY = "お申し込みが続いたため、受け付けられませんでした。少し待ってから、もう一度送信してください。"
# As the FAQ says it.
CLOSINGS = ((Closing.DAY_20.value, "20日締め翌月20日払い"), (Closing.END_OF_MONTH.value, "月末締め翌月末払い"))


class SignUpForm(BaseModel):
    """As it was typed; a box that is ticked says `on`."""

    name: str = ""
    email: str = ""
    company: str = ""
    address: str = ""
    phone: str = ""
    mail_opt_in: str = ""
    paid: str = ""
    paid_representative: str = ""
    paid_closing: str = ""


@router.get("")
def form(request: Request, services: Services, me: PerhapsMember) -> Response:
    if me is not None:
        return pages.go_to(services, "/mypage")
    return _form(request, services, SignUpForm(), {})


@router.post("", dependencies=[CheckedForm])
def start(request: Request, services: Services, typed: Annotated[SignUpForm, Form()]) -> Response:
    wanted = _read(typed)
    if isinstance(wanted, dict):
        return _form(request, services, typed, wanted, status=422)
    if not allows_address(request, services, services.settings.registrations_per_address, "registrations"):
        return _form(request, services, typed, {"form": TOO_MANY}, status=429)
    with services.database.unit_of_work() as session:
        services.registrations.start(session, wanted)
    return pages.go_to(services, "/sign-up/sent")


@router.get("/sent")
def sent(request: Request, services: Services, _me: PerhapsMember) -> Response:
    lasts = duration(services.settings.registration_link_valid_seconds // 60)
    return pages.page(request, services, "members/sign_up_sent.html", lasts=lasts)


@router.get("/{token}")
def password_form(request: Request, services: Services, _me: PerhapsMember, token: str) -> Response:
    """Looking at the page uses nothing up: mail scanners open links too."""
    registration = _find(services, token)
    if registration is None:
        return _gone(request, services)
    return _password_form(request, services, registration, {})


@router.post("/{token}", dependencies=[CheckedLinkForm])
@hashes_passwords
def complete(
    request: Request,
    services: Services,
    token: str,
    password: Password = "",
    password_again: Password = "",
) -> Response:
    registration = _find(services, token)
    if registration is None:
        return _gone(request, services)
    if errors := password_errors(password, password_again):
        return _password_form(request, services, registration, errors)
    # Hashing takes a while: no transaction is open meanwhile.
    password_hash = services.passwords.hash(password)
    with services.database.unit_of_work() as session:
        member = services.registrations.complete(session, token, password_hash, address=peers.address(request))
    if member is None:
        return _gone(request, services)
    return pages.go_to(services, "/sign-in", notice="会員登録が完了しました。ご登録のメールアドレスがログインIDです。")


def _read(typed: SignUpForm) -> SignUp | dict[str, str]:
    """What is wanted, or what is wrong, by field in the order of the form."""
    values, errors = contact_details.read(typed.model_dump())
    paid: PaidWish | None = None
    if typed.paid:
        wish = _read_paid(typed)
        if isinstance(wish, dict):
            errors |= wish
        else:
            paid = wish
    return errors or SignUp(**values, mail_opt_in=bool(typed.mail_opt_in), paid=paid)


def _read_paid(typed: SignUpForm) -> PaidWish | dict[str, str]:
    errors: dict[str, str] = {}
    representative = ""
    try:
        representative = contact_details.person(typed.paid_representative, "代表者名")
    except contact_details.Unusable as error:
        errors["paid_representative"] = str(error)
    if typed.paid_closing not in set(Closing):
        errors["paid_closing"] = "締め日を選択してください。"
    return errors or PaidWish(Closing(typed.paid_closing), representative)


def _find(services: Container, token: str) -> Registration | None:
    with services.database.reading() as session:
        return services.registrations.find(session, token)


def _form(
    request: Request, services: Container, typed: SignUpForm, errors: dict[str, str], *, status: int = 200
) -> Response:
    return pages.page(
        request, services, "members/sign_up.html", status=status, typed=typed, errors=errors, closings=CLOSINGS
    )


def _password_form(
    request: Request, services: Container, registration: Registration, errors: Mapping[str, object]
) -> Response:
    return pages.page(
        request,
        services,
        "members/sign_up_password.html",
        status=422 if errors else 200,
        email=registration.email,
        policy=POLICY,
        errors=errors,
    )


def _gone(request: Request, services: Container) -> Response:
    """The same for a link that was used, has expired or never was, and for an address that has a member by now."""
    return pages.page(request, services, "members/sign_up_gone.html", status=410)
