"""Staff to call the console as, for tests/backend/api_people.py: what a call is about stands as its route needs it."""

from dataclasses import dataclass
from enum import Enum, auto
from uuid import uuid4

from sqlalchemy.orm import Session

from backend.console.csrf import GUARD
from backend.container import Container
from backend.conversations.models import Conversation
from backend.handoff.models import Reason
from backend.pages.csrf import HEADER
from backend.sign_in.sessions import Browser
from backend.staff import presence
from backend.staff import service as staff
from backend.staff.accounts import By, NewColleague
from backend.staff.models import Role, StaffMember
from tests.backend.desk import ADMIN, AGENT, OTHER_AGENT


class Whose(Enum):
    """Who has the conversation that is asked about."""

    BOTS = auto()
    WAITS = auto()
    MINE = auto()


@dataclass(frozen=True)
class Taken:
    """`proof` are the headers of a session; `colleague_id` is whose account is looked after."""

    proof: dict[str, str]
    colleague_id: int
    receiver_id: int
    new_colleague: dict[str, str]
    colleague_change: dict[str, str]
    # One of the caller's backup codes.
    fresh_code: str


@dataclass(frozen=True)
class AtDesk:
    """An admin with a colleague to look after; somebody new at every call.

    `is_agent`: the caller is no admin. `is_odd`: of what could be done for a colleague nothing can: they are the last
    admin, not locked, and their login id is taken. `is_gone`: the colleague is disabled.
    """

    whose: Whose = Whose.BOTS
    is_agent: bool = False
    is_odd: bool = False
    is_gone: bool = False

    def take(self, services: Container, session: Session, conversation: Conversation, route: str) -> Taken:
        me, receiver = (_there(services, session, login_id) for login_id in (self._login_id, OTHER_AGENT))
        is_over = conversation.ended_at is not None
        if self.whose is Whose.WAITS and not is_over:
            services.handoffs.ask(session, conversation, Reason.ASKED)
        if self.whose is Whose.MINE and not is_over:
            services.handoffs.step_in(session, conversation.id, me.id)
        is_about_staff = "/staff-accounts" in route
        colleague = self._colleague(services, session) if is_about_staff and not self.is_odd else me
        return Taken(
            proof=_signed_in(services, session, me.id),
            colleague_id=colleague.id,
            receiver_id=receiver.id,
            new_colleague={
                "login_id": AGENT if self.is_odd else f"new.{uuid4().hex}",
                "email": "new@desk.example",
            },
            colleague_change={"role": Role.AGENT} if self.is_odd else {},
            fresh_code=services.staff_second_factor.renew_codes(session, me.id)[0] if is_about_staff else "",
        )

    @property
    def _login_id(self) -> str:
        return AGENT if self.is_agent else ADMIN

    def _colleague(self, services: Container, session: Session) -> StaffMember:
        new = NewColleague(f"colleague.{uuid4().hex}", "新井 学", "新井", "arai@desk.example", Role.AGENT)
        made = services.staff_accounts.add(session, new, By(None))
        made.locked_at = services.clock.now()
        made.disabled_at = services.clock.now() if self.is_gone else None
        return made


# In this order somebody who is described alike comes by every few calls.
EVERYBODY = (
    AtDesk(),
    AtDesk(Whose.WAITS),
    AtDesk(Whose.MINE),
    AtDesk(Whose.WAITS, is_agent=True),
    AtDesk(Whose.MINE, is_odd=True),
    AtDesk(Whose.WAITS, is_gone=True),
)


def _there(services: Container, session: Session, login_id: str) -> StaffMember:
    person = staff.find(session, login_id)
    assert person is not None
    # Whoever was called before may have had it taken away.
    person.enrolled_at = person.enrolled_at or services.clock.now()
    presence.note_seen(session, person.id, services.clock.now())
    return person


def _signed_in(services: Container, session: Session, staff_id: int) -> dict[str, str]:
    token = services.staff_sessions.open(session, staff_id, Browser("192.0.2.1", "test"))
    session.flush()
    found = services.staff_sessions.find(session, token)
    assert found is not None
    return {"Cookie": f"madoguchi_staff={token}", HEADER: GUARD.session_token(services, found.id)}
