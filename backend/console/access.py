"""Who of the staff is asking. Take `Staff` in every route of the console, or `Admin` where only admins may."""

from dataclasses import dataclass, replace
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request

from backend.audit.acting import Acting
from backend.console import cookies
from backend.container import Container, Services
from backend.core import peers
from backend.core.openapi import staff_cookie
from backend.core.problems import Problem
from backend.pages.door import Door
from backend.staff import service as staff
from backend.staff.models import Role

DOOR = Door(
    cookies.JAR,
    cookies.SESSION,
    cookies.VISITOR,
    cookies.NOTICE,
    signed_in="staff",
    new_visitor="new_staff_visitor",
    purpose="staff-",
)


@dataclass(frozen=True)
class SignedInStaff:
    """A living session of staff. `new_token` is to be handed to the browser in place of the one it came with."""

    session_id: int
    staff_id: int
    role: Role
    # From where they ask, for the audit log: a session that was stolen is used from elsewhere.
    address: str
    new_token: str | None = None

    @property
    def acting(self) -> Acting:
        return Acting(self.staff_id, self.address)

    @property
    def is_admin(self) -> bool:
        return self.role is Role.ADMIN


class StaffSignInNeeded(Problem):
    """401; the pages send the browser to the console's sign-in."""

    def __init__(self) -> None:
        super().__init__(401, "sign_in_needed", "担当者コンソールにログインしてください。")


class AdminNeeded(Problem):
    """403 for agents, where only admins may."""

    def __init__(self) -> None:
        super().__init__(403, "admin_needed", "この操作は管理者だけができます。")


async def look(request: Request, services: Services) -> SignedInStaff | None:
    """The living session this browser has, or None. Known to templates and to the answer from then on."""
    if not hasattr(request.state, "staff"):
        await to_thread.run_sync(look_in_thread, request, services)
    found: SignedInStaff | None = request.state.staff
    return found


def look_in_thread(request: Request, services: Container) -> None:
    """What `look` does, for what already runs in a thread."""
    if hasattr(request.state, "staff"):
        return
    token = cookies.read(request, services.settings, cookies.SESSION)
    request.state.staff = None if token is None else _find(services, token, peers.address(request))


def _find(services: Container, token: str, address: str) -> SignedInStaff | None:
    """Both factors stand behind every row of the sessions; who has left is let in no more, whatever rows there are."""
    sessions = services.staff_sessions
    with services.database.reading() as session:
        found = sessions.find(session, token)
        if found is None:
            return None
        person = staff.get(session, found.staff_id)
        if person.disabled_at is not None or person.enrolled_at is None:
            return None
        signed_in = SignedInStaff(found.id, person.id, Role(person.role), address)
        if not sessions.needs_touch(found):
            return signed_in
    with services.database.unit_of_work() as session:
        renewed = sessions.touch(session, found.id)
    return replace(signed_in, new_token=renewed)


# The scheme only describes the cookie in OpenAPI; it is read by `look`, under the name it has here.
async def _need(
    request: Request, services: Services, _described: Annotated[str | None, Depends(staff_cookie)]
) -> SignedInStaff:
    signed_in = await look(request, services)
    if signed_in is None:
        raise StaffSignInNeeded
    return signed_in


Staff = Annotated[SignedInStaff, Depends(_need)]
PerhapsStaff = Annotated[SignedInStaff | None, Depends(look)]


async def _need_admin(signed_in: Staff) -> SignedInStaff:
    if not signed_in.is_admin:
        raise AdminNeeded
    return signed_in


Admin = Annotated[SignedInStaff, Depends(_need_admin)]
