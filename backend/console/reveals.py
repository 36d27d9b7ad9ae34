"""Showing one hidden thing to one of the staff, who says why."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.audit.actions import Action
from backend.console.access import Staff
from backend.console.csrf import CheckedHeader
from backend.console.schemas import Input
from backend.container import Services
from backend.core.openapi import PLAIN_TEXT, problems
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.desk import reveals
from backend.desk.reveals import Reason, Source, Wanted
from backend.personal_data.parts import masked

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
    comment = cleaned(body.comment)
    if body.reason is Reason.OTHER and not comment:
        raise Problem(422, "comment_needed", "理由を入力してください。")
    with services.database.unit_of_work() as session:
        found = reveals.find(session, Wanted(body.source, body.id, body.index, body.field))
        if found is None:
            raise Problem(404, "not_found", "伏せられた情報が見つかりませんでした。")
        services.desk_log.act(
            session,
            me.acting,
            Action.REVEALED,
            of=f"{body.source}:{body.id}",
            field=body.field,
            index=body.index,
            kind=found.kind,
            reason=body.reason.label,
            comment=masked(comment),
        )
    return Revealed(value=found.value, hide_after_seconds=services.settings.revealed_seconds)
