"""Challenges: who is asked for a code, and whether it was the right one."""

from datetime import timedelta
from enum import Enum, auto

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.core.limits import Limiter
from backend.identity import codes
from backend.identity.models import IdentityChallenge
from backend.members import service as members
from backend.members.models import Member
from backend.notifications.letters import Letters

_WRONG = "wrong-codes-of-account"


class Outcome(Enum):
    RIGHT = auto()
    WRONG = auto()
    USED_UP = auto()


class Challenges:
    """Sends codes and checks them. Known and unknown login ids take the same way."""

    def __init__(
        self,
        *,
        clock: Clock,
        vault: Vault,
        limiter: Limiter,
        letters: Letters,
        valid_for: timedelta,
        tries: int,
        per_account: str,
        per_conversation: str,
        wrong_per_account: str,
    ) -> None:
        self._clock = clock
        self._vault = vault
        self._limiter = limiter
        self._letters = letters
        self._valid_for = valid_for
        self._tries = tries
        self._per_account = per_account
        self._per_conversation = per_conversation
        self._wrong_per_account = wrong_per_account

    def start(self, session: Session, conversation_id: str, login_id: str) -> None:
        """Send a code to the registered address, replacing any earlier one of this conversation.

        For an unknown login id, for a member who has left and for one whose code is being guessed nothing is sent;
        nobody is told. Over the limits nothing happens at all: a code that is on its way stays good.
        """
        allowed = self._limiter.allows(self._per_conversation, "codes-of-conversation", conversation_id)
        allowed &= self._limiter.allows(self._per_account, "codes-of-account", members.login_key(login_id))
        member = members.find_active(session, login_id)
        if not allowed:
            return
        now = self._clock.now()
        seed = codes.new_seed()
        self._close_open(session, conversation_id)
        session.add(
            IdentityChallenge(
                conversation_id=conversation_id,
                member_id=member.id if member else None,
                secret=self._vault.encrypt(seed),
                created_at=now,
                expires_at=now + self._valid_for,
                tries=0,
            )
        )
        if member is not None and self._may_be_guessed(member.id):
            self._send(session, member, codes.code_of(seed))

    def outstanding(self, session: Session, conversation_id: str) -> IdentityChallenge | None:
        """The newest challenge that can still be met."""
        return session.scalar(
            select(IdentityChallenge)
            .where(
                IdentityChallenge.conversation_id == conversation_id,
                IdentityChallenge.closed_at.is_(None),
                IdentityChallenge.expires_at > self._clock.now(),
            )
            .order_by(IdentityChallenge.id.desc())
            .limit(1)
        )

    def count_try(self, session: Session, conversation_id: str) -> int | Outcome:
        """Count one try and give the challenge's id, or say why there is none to try.

        Committed on its own before the code is looked at, so that tries at the same time are all counted.
        """
        challenge = self.outstanding(session, conversation_id)
        if challenge is None:
            return Outcome.WRONG
        counted = session.execute(
            update(IdentityChallenge)
            .where(IdentityChallenge.id == challenge.id, IdentityChallenge.tries < self._tries)
            .values(tries=IdentityChallenge.tries + 1)
            .returning(IdentityChallenge.id)
        ).scalar()
        return challenge.id if counted is not None else Outcome.USED_UP

    def redeem(self, session: Session, challenge_id: int, code: str) -> int | None:
        """The member who is proven by this code, once; else None. Who has left meanwhile is nobody.

        After so many wrong codes for one member the right one is no better, as for a login id that nobody has.
        """
        challenge = session.get_one(IdentityChallenge, challenge_id)
        right = codes.matches(self._vault.decrypt(challenge.secret), code)
        if challenge.member_id is None or not self._may_be_guessed(challenge.member_id):
            return None
        if members.get(session, challenge.member_id).is_withdrawn:
            return None
        if not right:
            self._limiter.allows(self._wrong_per_account, _WRONG, str(challenge.member_id))
            return None
        closed = session.execute(
            update(IdentityChallenge)
            .where(IdentityChallenge.id == challenge_id, IdentityChallenge.closed_at.is_(None))
            .values(closed_at=self._clock.now())
            .returning(IdentityChallenge.id)
        ).scalar()
        return challenge.member_id if closed is not None else None

    def _may_be_guessed(self, member_id: int) -> bool:
        return self._limiter.would_allow(self._wrong_per_account, _WRONG, str(member_id))

    def _close_open(self, session: Session, conversation_id: str) -> None:
        session.execute(
            update(IdentityChallenge)
            .where(IdentityChallenge.conversation_id == conversation_id, IdentityChallenge.closed_at.is_(None))
            .values(closed_at=self._clock.now())
        )

    def _send(self, session: Session, member: Member, code: str) -> None:
        minutes = int(self._valid_for.total_seconds() // 60)
        self._letters.chat_code(session, member, code=code, valid_minutes=minutes)
