"""Searching conversations, members and tickets."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from backend.console.access import Staff
from backend.console.parts import Parts, Place, of
from backend.console.schemas import NamedMember, Summary
from backend.console.summaries import named_member, summaries
from backend.console.ticket_schemas import TicketSummary
from backend.console.ticket_schemas import summaries as ticket_summaries
from backend.container import Services
from backend.core.openapi import PLAIN_TEXT, problems
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.desk import search
from backend.desk.matching import SHORTEST_QUERY
from backend.desk.reveals import Source
from backend.desk.search import Hit
from backend.desk.snippets import around

router = APIRouter(prefix="/console/api/search", tags=["console: search"])


class FoundConversation(BaseModel):
    summary: Summary
    parts: Annotated[Parts, Field(description="Where it was found; empty if by its member or its ticket")]


class Found(BaseModel):
    conversations: Annotated[list[FoundConversation], Field(description="Newest first, at most 20")]
    members: Annotated[
        list[NamedMember], Field(description="By name or login id, newest first, at most 20; some never wrote anything")
    ]
    tickets: Annotated[list[TicketSummary], Field(description="Newest first, at most 20")]


@router.get("", responses=problems(429))
def find(
    me: Staff,
    services: Services,
    q: Annotated[
        str,
        Query(
            min_length=SHORTEST_QUERY,
            max_length=100,
            pattern=PLAIN_TEXT,
            description="Any stretch of a text, a name, a number",
        ),
    ],
) -> Found:
    """What members, the bot and staff wrote, whose it is, and numbers of tickets."""
    query = cleaned(q)
    if len(query) < SHORTEST_QUERY:
        raise Problem(422, "query_too_short", f"{SHORTEST_QUERY}文字以上で検索してください。")
    services.desk_log.search(me.acting, query)
    with services.database.reading() as session:
        hits = search.conversations(session, query)
        shown = summaries(session, services, [hit.conversation for hit in hits])
        return Found(
            conversations=[
                FoundConversation(summary=summary, parts=_snippet(hit, query))
                for hit, summary in zip(hits, shown, strict=True)
            ],
            members=[named_member(member) for member in search.members(session, query)],
            tickets=ticket_summaries(session, search.tickets(session, query), services.clock.now()),
        )


def _snippet(hit: Hit, query: str) -> Parts:
    if hit.message is not None:
        return of(around(hit.message.text, query), Place(source=Source.MESSAGE, id=hit.message.id))
    if hit.note is not None:
        return of(around(hit.note.text, query), Place(source=Source.NOTE, id=str(hit.note.id)))
    return []
