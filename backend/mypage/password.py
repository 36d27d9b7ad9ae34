"""パスワードの変更."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from backend.container import Container, Services
from backend.core import peers
from backend.mypage import cookies, pages
from backend.mypage.access import Member
from backend.mypage.csrf import CheckedForm
from backend.mypage.current_password import WRONG, PasswordRefusedError, checked_hash
from backend.pages.hashing import hashes_passwords
from backend.pages.password_form import LONGEST, POLICY, password_errors

router = APIRouter(prefix="/mypage/password", include_in_schema=False)

SAME = "現在のパスワードとは違うパスワードを入力してください。"


class PasswordForm(BaseModel):
    current_password: Annotated[str, Field(max_length=LONGEST)] = ""
    password: Annotated[str, Field(max_length=LONGEST)] = ""
    password_again: Annotated[str, Field(max_length=LONGEST)] = ""


Errors = dict[str, str | Sequence[str]]


@router.get("")
def form(request: Request, services: Services, _me: Member) -> Response:
    return _form(request, services, {})


@router.post("", dependencies=[CheckedForm])
@hashes_passwords
def change(
    request: Request,
    services: Services,
    me: Member,
    typed: Annotated[PasswordForm, Form()],
) -> Response:
    errors: Errors = {}
    status, stored = 422, ""
    try:
        stored = checked_hash(request, services, me, typed.current_password)
    except PasswordRefusedError as refused:
        errors["current_password"], status = refused.sentence, refused.status
    errors |= password_errors(typed.password, typed.password_again)
    if typed.password and typed.password == typed.current_password:
        errors.setdefault("password", SAME)
    if errors:
        return _form(request, services, errors, status=status)
    # Hashing takes a while: no transaction is open meanwhile.
    new_hash, address = services.passwords.hash(typed.password), peers.address(request)
    with services.database.unit_of_work() as session:
        token = services.password_changes.change(
            session, me, checked_hash=stored, password_hash=new_hash, address=address
        )
    if token is None:
        return _form(request, services, {"current_password": WRONG}, status=422)
    notice = "パスワードを変更しました。ほかの端末でのログインは終了しました。"
    answer = pages.go_to(services, "/mypage/profile", notice=notice)
    cookies.write(answer, services.settings, cookies.SESSION, token)
    return answer


def _form(request: Request, services: Container, errors: Errors, *, status: int = 200) -> Response:
    return pages.page(
        request, services, "members/password.html", status=status, current="profile_edit", policy=POLICY, errors=errors
    )
