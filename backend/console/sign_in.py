"""The console's sign-in and sign-out: the password, then a code of the authenticator app or a backup code.

No session of any kind is there before the second factor. What the browser holds in between, the cookie `PENDING`, leads
to the next page of the sign-in and to nothing else.
"""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from backend.console import cookies, pages
from backend.console.access import PerhapsStaff, SignedInStaff
from backend.console.csrf import CheckedForm
from backend.container import Container, Services
from backend.pages.browsers import browser_of
from backend.pages.hashing import hashes_passwords
from backend.pages.limits import allows_address
from backend.pages.password_form import LONGEST
from backend.staff.sign_in import SecondTry, Settled

_REFUSED = "ログインIDとパスワードをご確認ください。ロックされている場合は、管理者に解除を依頼してください。"
TOO_OFTEN = "短い時間に続けてお試しになったため、受け付けられませんでした。しばらくしてから、もう一度お試しください。"
CODE_REFUSED = (
    "認証コードが正しくないか、すでに使われています。認証アプリに次のコードが表示されてから、もう一度入力してください。"
)
_BACKUP_CODE_REFUSED = (
    "バックアップコードが正しくないか、すでに使われています。まだ使っていないコードを入力してください。"
)
_OVER = "ログインの手続きをはじめからやり直してください。"
_SIGNED_OUT = "ログアウトしました。"

Typed = Annotated[str, Form(max_length=LONGEST)]

router = APIRouter(prefix="/console", include_in_schema=False)


@router.get("/sign-in")
def password_page(request: Request, services: Services, signed_in: PerhapsStaff) -> Response:
    if signed_in is not None:
        return pages.go_to(services, first_page(request, services))
    return _password_page(request, services)


@router.post("/sign-in", dependencies=[CheckedForm])
@hashes_passwords
def password(request: Request, services: Services, login_id: Typed = "", password: Typed = "") -> Response:
    """Unknown ids, wrong passwords, invited, locked and former staff: one answer, the same work."""
    if not may_try(request, services):
        return _password_page(request, services, login_id, {"form": TOO_OFTEN}, status=429)
    token = _begin(services, login_id, password, browser_of(request).address)
    if token is None:
        return _password_page(request, services, login_id, {"form": _REFUSED}, status=422)
    answer = pages.go_to(services, "/console/sign-in/code")
    cookies.write(answer, services.settings, cookies.PENDING, token, lasts=services.staff_sign_ins.pending.valid_for)
    return answer


def _begin(services: Container, login_id: str, password: str, address: str) -> str | None:
    """Count, verify, settle. Verifying takes a while: no transaction is open meanwhile."""
    sign_ins, passwords = services.staff_sign_ins, services.passwords
    with services.database.unit_of_work() as session:
        tried = sign_ins.count_password(session, login_id)
    check = passwords.check(tried.password_hash, password)
    with services.database.unit_of_work() as session:
        token = sign_ins.accept_password(session, tried, check.renewed_hash) if check.is_right else None
        if token is None:
            sign_ins.refuse_password(session, tried, address)
        return token


@router.get("/sign-in/code")
def code_page(request: Request, services: Services, _me: PerhapsStaff) -> Response:
    return second_page(request, services, "console_code.html")


@router.post("/sign-in/code", dependencies=[CheckedForm])
def code(request: Request, services: Services, signed_in: PerhapsStaff, code: Typed = "") -> Response:
    return _second_step(request, services, signed_in, code, is_backup=False)


@router.get("/sign-in/backup-code")
def backup_code_page(request: Request, services: Services, _me: PerhapsStaff) -> Response:
    return second_page(request, services, "console_backup_code.html")


@router.post("/sign-in/backup-code", dependencies=[CheckedForm])
def backup_code(request: Request, services: Services, signed_in: PerhapsStaff, code: Typed = "") -> Response:
    return _second_step(request, services, signed_in, code, is_backup=True)


def _second_step(
    request: Request, services: Container, signed_in: SignedInStaff | None, code: str, *, is_backup: bool
) -> Response:
    template = "console_backup_code.html" if is_backup else "console_code.html"
    if not may_try(request, services):
        return second_page(request, services, template, {"code": TOO_OFTEN}, status=429)
    tried = counted(request, services)
    if tried is None:
        return start_over(services)
    settle = services.staff_sign_ins.settle_backup_code if is_backup else services.staff_sign_ins.settle_code
    with services.database.unit_of_work() as session:
        settled = settle(session, tried, code, browser_of(request))
    if settled.is_over:
        return start_over(services)
    if settled.token is None:
        refused = _BACKUP_CODE_REFUSED if is_backup else CODE_REFUSED
        return second_page(request, services, template, {"code": refused}, status=422)
    return let_in(services, signed_in, settled, pages.go_to(services, first_page(request, services)))


@router.post("/sign-out", dependencies=[CheckedForm])
def sign_out(request: Request, services: Services, signed_in: PerhapsStaff) -> Response:
    if signed_in is not None:
        with services.database.unit_of_work() as session:
            address = browser_of(request).address
            services.staff_sign_ins.sign_out(session, signed_in.session_id, signed_in.staff_id, address)
    answer = pages.go_to(services, "/console/sign-in", notice=_SIGNED_OUT)
    cookies.forget(answer, services.settings, cookies.SESSION)
    return answer


# What enrolment, the other second step, needs too


def may_try(request: Request, services: Container) -> bool:
    """Whether this address is within its limit of passwords and codes."""
    return allows_address(request, services, services.settings.staff_sign_ins_per_address, "staff-sign-ins-of-address")


def counted(request: Request, services: Container) -> SecondTry | None:
    """Count one try of a second factor; None if there is no sign-in under way."""
    token = cookies.read(request, services.settings, cookies.PENDING)
    if token is None:
        return None
    with services.database.unit_of_work() as session:
        return services.staff_sign_ins.count_code(session, token)


def first_page(request: Request, services: Container) -> str:
    """Where somebody wanted to go before they were asked to sign in: by a link from Slack, or to the console."""
    has_link = cookies.read(request, services.settings, cookies.SLACK_LINK) is not None
    return cookies.AFTER_SLACK if has_link else "/console"


def let_in(services: Container, before: SignedInStaff | None, settled: Settled, answer: Response) -> Response:
    """Give the browser its session; what it was signed in with `before` ends."""
    if before is not None:
        with services.database.unit_of_work() as session:
            services.staff_sessions.close(session, before.session_id)
    cookies.write(answer, services.settings, cookies.SESSION, settled.token or "")
    cookies.forget(answer, services.settings, cookies.PENDING)
    return answer


def start_over(services: Container) -> Response:
    """Too many wrong codes, too late, used up already, or locked meanwhile: which of these is not told."""
    answer = pages.go_to(services, "/console/sign-in", notice=_OVER)
    cookies.forget(answer, services.settings, cookies.PENDING)
    return answer


def second_page(
    request: Request,
    services: Container,
    template: str,
    errors: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> Response:
    """The page that asks for a second factor, or the one that sets it up, or the sign-in's first."""
    token = cookies.read(request, services.settings, cookies.PENDING)
    with services.database.reading() as session:
        needs_enrolment = None if token is None else services.staff_sign_ins.needs_enrolment(session, token)
    if needs_enrolment is None:
        return start_over(services)
    if needs_enrolment:
        return pages.go_to(services, "/console/enrolment")
    return pages.page(request, services, template, status=status, errors=errors or {})


def _password_page(
    request: Request,
    services: Container,
    login_id: str = "",
    errors: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> Response:
    return pages.page(request, services, "console_password.html", status=status, login_id=login_id, errors=errors or {})
