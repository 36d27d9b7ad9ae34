"""`/console/api/staff-accounts`: admins invite colleagues, change their roles, and help them back in.

What lets somebody in, or shuts somebody out, asks for a fresh code (`code_wrong`): who came by an admin's session must
not make an account of their own from it.
"""

from collections.abc import Callable
from typing import NoReturn

from fastapi import APIRouter, Request
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from backend.console import fresh_code
from backend.console.access import Admin, SignedInStaff
from backend.console.csrf import CheckedHeader
from backend.console.fresh_code import CodeWrong, FreshCode
from backend.console.schemas import Serial
from backend.console.staff_schemas import (
    NewStaffAccount,
    StaffAccount,
    StaffAccountChange,
    StaffAccounts,
    account_of,
)
from backend.container import Container, Services
from backend.core import peers
from backend.core.openapi import problems
from backend.core.problems import Problem
from backend.members import contact_details
from backend.staff import service as staff
from backend.staff import workload
from backend.staff.accounts import (
    By,
    IsDisabledError,
    LastAdminError,
    LoginIdTakenError,
    NewColleague,
    NotLockedError,
)
from backend.staff.models import StaffMember
from backend.staff.slack_accounts import NotLinkedError

Act = Callable[[Session, By], StaffMember]

router = APIRouter(prefix="/console/api/staff-accounts", tags=["console: admins"])

_PROBLEMS: dict[type[Exception], tuple[str, str]] = {
    LoginIdTakenError: ("login_id_taken", "このログインIDはすでに使われています。別のログインIDを入力してください。"),
    LastAdminError: ("last_admin", "管理者がいなくなるため、変更できません。先に別の管理者を登録してください。"),
    IsDisabledError: ("disabled", "無効になっているアカウントです。先に再開してください。"),
    NotLockedError: ("not_locked", "このアカウントはロックされていません。"),
    NotLinkedError: ("not_linked", "このアカウントはSlackと連携していません。"),
}


@router.get("", responses=problems(403))
def list_accounts(_me: Admin, services: Services) -> StaffAccounts:
    """Everybody, also who has left."""
    with services.database.reading() as session:
        people = staff.everybody(session, with_former=True)
    return StaffAccounts(accounts=[account_of(person, services) for person in people])


@router.post("", status_code=201, responses=problems(409, 429), dependencies=[CheckedHeader])
def invite(request: Request, me: Admin, services: Services, body: NewStaffAccount) -> StaffAccount:
    """A new colleague, who gets a mail with the link to set a password. 422 `email_invalid` for no mail address."""
    try:
        email = contact_details.email(body.email)
    except contact_details.Unusable as error:
        raise Problem(422, "email_invalid", str(error)) from error
    colleague = NewColleague(body.login_id, body.name, body.display_name, email, body.role)
    accounts = services.staff_accounts
    return _confirmed(request, me, services, body.code, lambda session, by: accounts.invite(session, colleague, by))


@router.patch("/{staff_id}", responses=problems(404, 409, 429), dependencies=[CheckedHeader])
def change(request: Request, me: Admin, services: Services, staff_id: Serial, body: StaffAccountChange) -> StaffAccount:
    """Somebody who is disabled is signed out at once, and their conversations wait for another agent.

    422 `code_wrong` also for a change of the role, or of who may sign in, without a code.
    """
    accounts = services.staff_accounts

    def act(session: Session, by: By) -> StaffMember:
        person = staff.get(session, staff_id)
        if body.display_name is not None:
            person = accounts.rename(session, staff_id, body.display_name, by)
        if body.role is not None:
            person = accounts.change_role(session, staff_id, body.role, by)
        if body.is_disabled is False:
            person = accounts.enable(session, staff_id, by)
        if body.is_disabled is True:
            person = accounts.disable(session, staff_id, by)
            _release_conversations(services, session, staff_id)
        return person

    if not body.is_weighty:
        return _done(request, me, services, act)
    return _confirmed(request, me, services, body.code, act)


@router.post("/{staff_id}/invitation", responses=problems(404, 409, 429), dependencies=[CheckedHeader])
def invite_again(request: Request, me: Admin, services: Services, staff_id: Serial, body: FreshCode) -> StaffAccount:
    """Another link to set a password, in place of earlier ones; for who has lost their password, too."""
    accounts = services.staff_accounts
    return _confirmed(
        request, me, services, body.code, lambda session, by: accounts.invite_again(session, staff_id, by)
    )


@router.post("/{staff_id}/reset-second-factor", responses=problems(404, 429), dependencies=[CheckedHeader])
def reset_second_factor(
    request: Request, me: Admin, services: Services, staff_id: Serial, body: FreshCode
) -> StaffAccount:
    """For who has lost app and backup codes: signed out, and asked to set it up anew at the next sign-in."""
    accounts = services.staff_accounts
    return _confirmed(
        request, me, services, body.code, lambda session, by: accounts.reset_second_factor(session, staff_id, by)
    )


@router.post("/{staff_id}/unlock", responses=problems(404, 409), dependencies=[CheckedHeader])
def unlock(request: Request, me: Admin, services: Services, staff_id: Serial) -> StaffAccount:
    return _done(request, me, services, lambda session, by: services.staff_accounts.unlock(session, staff_id, by))


@router.post("/{staff_id}/unlink-slack", responses=problems(404, 409, 429), dependencies=[CheckedHeader])
def unlink_slack(request: Request, me: Admin, services: Services, staff_id: Serial, body: FreshCode) -> StaffAccount:
    """For who has lost their Slack account, or left it open: what is done there is nobody's of the staff any more."""
    links = services.slack_accounts
    return _confirmed(request, me, services, body.code, lambda session, by: links.unlink(session, staff_id, by))


def _confirmed(request: Request, me: SignedInStaff, services: Container, code: str | None, act: Act) -> StaffAccount:
    """The same with a fresh code, and only with one. In the act's own unit of work: what is refused uses none up."""
    if code is None:
        raise CodeWrong
    fresh_code.count(services, me.staff_id)

    def with_code(session: Session, by: By) -> StaffMember | None:
        # Before anybody is held: the act may hold all admins, one of whom asks.
        staff.hold_admins(session)
        is_right = services.staff_sign_ins.confirms(session, me.staff_id, code, by.address)
        return act(session, by) if is_right else None

    return _done(request, me, services, with_code)


def _done(
    request: Request, me: SignedInStaff, services: Container, act: Callable[[Session, By], StaffMember | None]
) -> StaffAccount:
    """The account as it is after the act; or the problem why it was not done. None from the act: a wrong code."""
    try:
        with services.database.unit_of_work() as session:
            person = act(session, By(me.staff_id, peers.address(request)))
    except NoResultFound as error:
        raise Problem(404, "not_found", "担当者が見つかりませんでした。") from error
    except tuple(_PROBLEMS) as error:
        _refuse(error)
    if person is None:
        raise CodeWrong
    return account_of(person, services)


def _refuse(error: Exception) -> NoReturn:
    code, detail = _PROBLEMS[type(error)]
    raise Problem(409, code, detail) from error


def _release_conversations(services: Container, session: Session, staff_id: int) -> None:
    for conversation_id in workload.held_by(session, staff_id):
        services.handoffs.replace_agent(session, conversation_id)
