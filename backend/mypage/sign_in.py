"""Signing in and out: the password, then a code or a backup code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.container import Container, Services
from backend.conversations import identities
from backend.members import service as members
from backend.mypage import cookies, pages
from backend.mypage.access import HOME, Member, PerhapsMember, safe_next
from backend.mypage.csrf import CheckedForm
from backend.pages.browsers import browser_of
from backend.pages.hashing import hashes_passwords
from backend.pages.limits import allows_address
from backend.pages.password_form import LONGEST
from backend.sign_in.service import Begun, Settled
from backend.sign_in.sessions import SignedIn

_REFUSED = "ログインIDとパスワードをご確認ください。"
_TOO_OFTEN = "短い時間に続けてお試しになったため、受け付けられませんでした。しばらくしてから、もう一度お試しください。"
_CODE_REFUSED = (
    "認証コードが正しくないか、有効期限が切れています。最後に届いたコードをご確認いただくか、"
    "「コードをもう一度送る」で新しいコードをお求めください。"
)
_BACKUP_CODE_REFUSED = (
    "バックアップコードが正しくないか、すでに使われています。"
    "まだ使っていないコードを入力するか、「認証コードでログインする」をお選びください。"
)
_NOT_SENT = "認証コードの送信が続いたため、新しいコードはお送りしていません。しばらくしてから、もう一度お試しください。"
_SENT_AGAIN = "新しい認証コードをお送りしました。前のコードは使えません。"
_OVER = "ログインの手続きをはじめからやり直してください。"

Typed = Annotated[str, Form(max_length=LONGEST)]


@dataclass(frozen=True)
class Onward:
    """Where to go once signed in, carried from page to page in their addresses."""

    next: Annotated[str, Query()] = ""

    def carried_by(self, address: str) -> str:
        wanted = safe_next(self.next)
        return address if wanted == HOME else f"{address}?next={quote(wanted)}"


Next = Annotated[Onward, Depends()]
router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
def password_page(request: Request, services: Services, signed_in: PerhapsMember, onward: Next) -> Response:
    if signed_in is not None:
        return pages.go_to(services, safe_next(onward.next))
    return _password_page(request, services)


@router.post("/sign-in", dependencies=[CheckedForm])
@hashes_passwords
def password(
    request: Request, services: Services, onward: Next, login_id: Typed = "", password: Typed = ""
) -> Response:
    """Unknown ids, wrong passwords, locked and withdrawn accounts: one answer, the same work."""
    if not _may_try(request, services):
        return _password_page(request, services, login_id, {"form": _TOO_OFTEN}, status=429)
    begun = _begin(services, login_id, password, browser_of(request).address)
    if begun is None:
        return _password_page(request, services, login_id, {"form": _REFUSED}, status=422)
    answer = pages.go_to(services, onward.carried_by("/sign-in/code"), notice=None if begun.code_sent else _NOT_SENT)
    cookies.write(answer, services.settings, cookies.ATTEMPT, begun.token, lasts=services.sign_ins.pending.valid_for)
    return answer


def _begin(services: Container, login_id: str, password: str, address: str) -> Begun | None:
    """Count, verify, settle. Verifying takes a while: no transaction is open meanwhile."""
    sign_ins, passwords = services.sign_ins, services.passwords
    with services.database.unit_of_work() as session:
        tried = sign_ins.count_password(session, login_id)
    check = passwords.check(tried.password_hash, password)
    with services.database.unit_of_work() as session:
        begun = sign_ins.accept_password(session, tried, check.renewed_hash) if check.is_right else None
        if begun is None:
            sign_ins.refuse_password(session, tried, address)
        return begun


@router.get("/sign-in/code")
def code_page(request: Request, services: Services, _me: PerhapsMember, onward: Next) -> Response:
    return _second_page(request, services, onward, "sign_in/code.html")


@router.post("/sign-in/code", dependencies=[CheckedForm])
def code(request: Request, services: Services, signed_in: PerhapsMember, onward: Next, code: Typed = "") -> Response:
    return _second_step(request, services, signed_in, onward, code, is_backup=False)


@router.post("/sign-in/code/resend", dependencies=[CheckedForm])
def send_again(request: Request, services: Services, onward: Next) -> Response:
    token = cookies.read(request, services.settings, cookies.ATTEMPT)
    with services.database.unit_of_work() as session:
        if token is None or not services.sign_ins.is_waiting(session, token):
            return _start_over(services, onward)
        sent = services.sign_ins.send_again(session, token)
    return pages.go_to(services, onward.carried_by("/sign-in/code"), notice=_SENT_AGAIN if sent else _NOT_SENT)


@router.get("/sign-in/backup-code")
def backup_code_page(request: Request, services: Services, _me: PerhapsMember, onward: Next) -> Response:
    return _second_page(request, services, onward, "sign_in/backup_code.html")


@router.post("/sign-in/backup-code", dependencies=[CheckedForm])
def backup_code(
    request: Request, services: Services, signed_in: PerhapsMember, onward: Next, code: Typed = ""
) -> Response:
    return _second_step(request, services, signed_in, onward, code, is_backup=True)


def _second_step(
    request: Request, services: Container, signed_in: SignedIn | None, onward: Onward, code: str, *, is_backup: bool
) -> Response:
    template = "sign_in/backup_code.html" if is_backup else "sign_in/code.html"
    if not _may_try(request, services):
        return _second_page(request, services, onward, template, {"code": _TOO_OFTEN}, status=429)
    settled = _settle(request, services, code, is_backup=is_backup)
    if settled.is_over:
        return _start_over(services, onward)
    if settled.token is None:
        refused = _BACKUP_CODE_REFUSED if is_backup else _CODE_REFUSED
        return _second_page(request, services, onward, template, {"code": refused}, status=422)
    if signed_in is not None:
        # This browser changes over: what it was signed in with before ends.
        with services.database.unit_of_work() as session:
            services.sessions.close(session, signed_in.session_id)
    answer = pages.go_to(services, safe_next(onward.next))
    cookies.write(answer, services.settings, cookies.SESSION, settled.token)
    cookies.forget(answer, services.settings, cookies.ATTEMPT)
    return answer


def _settle(request: Request, services: Container, code: str, *, is_backup: bool) -> Settled:
    sign_ins = services.sign_ins
    token = cookies.read(request, services.settings, cookies.ATTEMPT)
    if token is None:
        return Settled(is_over=True)
    with services.database.unit_of_work() as session:
        tried = sign_ins.count_code(session, token)
    if tried is None:
        return Settled(is_over=True)
    settle = sign_ins.settle_backup_code if is_backup else sign_ins.settle_code
    with services.database.unit_of_work() as session:
        return settle(session, tried, code, browser_of(request))


@router.post("/sign-out", dependencies=[CheckedForm])
def sign_out(request: Request, services: Services, signed_in: PerhapsMember) -> Response:
    if signed_in is not None:
        with services.database.unit_of_work() as session:
            services.sessions.close(session, signed_in.session_id)
            audit.record(
                session,
                services.clock,
                Action.SIGNED_OUT,
                member_id=signed_in.member_id,
                address=browser_of(request).address,
            )
    return _signed_out(services, "ログアウトしました。")


@router.post("/sign-out/everywhere", dependencies=[CheckedForm])
def sign_out_everywhere(request: Request, services: Services, me: Member) -> Response:
    with services.database.unit_of_work() as session:
        services.sessions.close_all(session, me.member_id)
        identities.close_all(session, me.member_id, services.clock.now())
        audit.record(
            session,
            services.clock,
            Action.SIGNED_OUT_EVERYWHERE,
            member_id=me.member_id,
            address=browser_of(request).address,
        )
        services.letters.signed_out_everywhere(session, members.get(session, me.member_id))
    return _signed_out(services, "すべての端末からログアウトしました。")


def _signed_out(services: Container, notice: str) -> Response:
    answer = pages.go_to(services, "/sign-in", notice=notice)
    cookies.forget(answer, services.settings, cookies.SESSION)
    return answer


def _may_try(request: Request, services: Container) -> bool:
    return allows_address(request, services, services.settings.sign_ins_per_address, "sign-ins-of-address")


def _start_over(services: Container, onward: Onward) -> Response:
    """Too many wrong codes, too late, used up already, or locked meanwhile: which of these is not told."""
    answer = pages.go_to(services, onward.carried_by("/sign-in"), notice=_OVER)
    cookies.forget(answer, services.settings, cookies.ATTEMPT)
    return answer


def _password_page(
    request: Request,
    services: Container,
    login_id: str = "",
    errors: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> Response:
    return pages.page(request, services, "sign_in/password.html", status=status, login_id=login_id, errors=errors or {})


def _second_page(
    request: Request,
    services: Container,
    onward: Onward,
    template: str,
    errors: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> Response:
    token = cookies.read(request, services.settings, cookies.ATTEMPT)
    with services.database.reading() as session:
        if token is None or not services.sign_ins.is_waiting(session, token):
            return _start_over(services, onward)
    minutes = int(services.sign_ins.code_valid_for.total_seconds() // 60)
    return pages.page(
        request, services, template, status=status, errors=errors or {}, onward=onward, valid_minutes=minutes
    )
