"""The current password, asked for again before something weighty, so that an unattended browser is not enough.

A wrong one never locks the account, since whoever is signed in could then lock the member out; tries are limited.
"""

from fastapi import Request

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.container import Container
from backend.core import peers
from backend.members import service as members
from backend.sign_in.sessions import SignedIn

MISSING = "現在のパスワードを入力してください。"
WRONG = "現在のパスワードが正しくありません。もう一度入力してください。"
TOO_MANY = "現在のパスワードの入力が続けて行われました。しばらく待ってから、もう一度お試しください。"


class PasswordRefusedError(Exception):
    """`sentence` is for the page, `status` of the answer."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def checked_hash(request: Request, services: Container, me: SignedIn, password: str) -> str:
    """The stored hash that this password fits. Raises `PasswordRefusedError`; a wrong one is written down."""
    if not password:
        raise PasswordRefusedError(422, MISSING)
    limit = services.settings.password_checks_per_account
    if not services.limiter.allows(limit, "password-checks", str(me.member_id)):
        raise PasswordRefusedError(429, TOO_MANY)
    with services.database.reading() as session:
        stored = members.get(session, me.member_id).password_hash
    # Verifying takes a while: no transaction is open meanwhile.
    if services.passwords.verify(stored, password):
        return stored
    with services.database.unit_of_work() as session:
        address = peers.address(request)
        audit.record(session, services.clock, Action.PASSWORD_CHECK_FAILED, member_id=me.member_id, address=address)
    raise PasswordRefusedError(422, WRONG)
