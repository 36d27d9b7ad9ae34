"""Who may come in, and whose conversation it is about."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials
from sqlalchemy.orm import Session

from backend.container import Services
from backend.conversations.models import Conversation
from backend.core.openapi import PathText, internal_bearer
from backend.core.problems import Problem


def check_secret(
    services: Services, given: Annotated[HTTPAuthorizationCredentials | None, Depends(internal_bearer)]
) -> None:
    secret = services.settings.internal_secret.get_secret_value()
    if given is None or not hmac.compare_digest(given.credentials.encode("utf-8", "replace"), secret.encode()):
        raise Problem(401, "unauthorized", "認証が必要です。", headers={"WWW-Authenticate": "Bearer"})


@dataclass(frozen=True)
class Visit:
    """A conversation, its unit of work, and who is identified in it right now."""

    session: Session
    conversation: Conversation
    member_id: int | None

    @property
    def conversation_id(self) -> str:
        return self.conversation.id


def _looking(reference: PathText, services: Services) -> Iterator[Visit]:
    with services.database.reading() as session:
        yield _visit(session, services, reference)


def _working(reference: PathText, services: Services) -> Iterator[Visit]:
    with services.database.unit_of_work() as session:
        yield _visit(session, services, reference)


def _visit(session: Session, services: Services, reference: str) -> Visit:
    conversation = services.conversations.by_reference(session, reference)
    return Visit(session, conversation, services.conversations.identified_member(session, conversation))


# For looking things up, and for changing something. Work is committed before the answer is sent.
Looking = Annotated[Visit, Depends(_looking, scope="function")]
Working = Annotated[Visit, Depends(_working, scope="function")]
