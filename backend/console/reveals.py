"""Showing one hidden thing to one of the staff, who says why."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.console.access import Staff
from backend.console.csrf import CheckedHeader
from backend.console.schemas import Input
from backend.container import Services
from backend.core.openapi import PLAIN_TEXT, problems
from backend.desk.revealing import reveal_to
from backend.desk.reveals import Reason, Source, Wanted

router = APIRouter(prefix="/console/api/reveals", tags=["console: personal data"])


class RevealIn(Input):
    """What `hidden.of` and `hidden.index` say of it."""

    source: Source
    id: Annotated[str, Field(min_length=1, max_length=64, pattern=PLAIN_TEXT)]
    index: Annotated[
        int, Field(strict=True, ge=0, lt=10_000, description="Of a text: which of what is hidden in it")
    ] = 0
    field: Annotated[str | None, Field(max_length=30, pattern=PLAIN_TEXT, description="Of a member or a ticket")] = None
    reason: Reason
    comment: Annotated[str, Field(max_length=200, description="Needed where the reason is `other`")] = ""


class Revealed(BaseModel):
    value: str
    hide_after_seconds: int


@router.post("", responses=problems(404), dependencies=[CheckedHeader])
def reveal(me: Staff, services: Services, body: RevealIn) -> Revealed:
    """The value, this once. Who saw what, and why, is in the audit log; the value is not."""
    wanted = Wanted(body.source, body.id, body.index, body.field)
    found = reveal_to(services.desk_log, me.acting, wanted, body.reason, body.comment)
    return Revealed(value=found.value, hide_after_seconds=services.settings.revealed_seconds)
