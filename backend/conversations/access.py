"""Which conversation a request may touch: the one its bearer token opens."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials

from backend.container import Services
from backend.core.openapi import PathText, conversation_bearer
from backend.core.problems import Problem


# Not for waiting: FastAPI would send a plain function to a thread, at every request.
async def _bearer(given: Annotated[HTTPAuthorizationCredentials | None, Depends(conversation_bearer)]) -> str:
    if given is None:
        raise Problem(401, "unauthorized", "認証が必要です。", headers={"WWW-Authenticate": "Bearer"})
    return given.credentials


Bearer = Annotated[str, Depends(_bearer)]


def _accessible(conversation_id: PathText, token: Bearer, services: Services) -> str:
    with services.database.reading() as session:
        return services.conversations.access(session, conversation_id, token).id


# The id of a conversation that the caller may touch.
OwnConversation = Annotated[str, Depends(_accessible)]
