"""Which conversation a request may touch: the one its bearer token opens."""

from typing import Annotated

from fastapi import Depends, Header

from backend.container import Services
from backend.core.problems import Problem


# Not for waiting: FastAPI would send a plain function to a thread, at every request.
async def _bearer(authorization: Annotated[str, Header(max_length=200)] = "") -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(401, "unauthorized", "認証が必要です。", headers={"WWW-Authenticate": "Bearer"})
    return token


Bearer = Annotated[str, Depends(_bearer)]


def _accessible(conversation_id: str, token: Bearer, services: Services) -> str:
    with services.database.reading() as session:
        return services.conversations.access(session, conversation_id, token).id


# The id of a conversation that the caller may touch.
OwnConversation = Annotated[str, Depends(_accessible)]
