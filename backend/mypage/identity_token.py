"""Signs the chat in as whoever is signed in to My Page."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.container import Services
from backend.members import service as members
from backend.mypage.access import Member
from backend.mypage.csrf import CheckedHeader

router = APIRouter(prefix="/api/me", tags=["my page"])


class IdentityToken(BaseModel):
    token: Annotated[str, Field(description="For opening a conversation as this member; good once, for a minute")]


@router.post("/identity-token", dependencies=[CheckedHeader])
def issue(me: Member, services: Services) -> IdentityToken:
    """A token by which the chat knows who is signed in."""
    with services.database.reading() as session:
        login_id = members.get(session, me.member_id).login_id
    return IdentityToken(token=services.identity_tokens.issue(login_id))
