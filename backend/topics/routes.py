"""`GET /api/suggest`."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from backend.container import Services
from backend.core import peers
from backend.core.openapi import problems

router = APIRouter(prefix="/api", tags=["suggest"])


class SuggestionOut(BaseModel):
    title: str
    topic: str
    payload: str


class SuggestionsOut(BaseModel):
    suggestions: list[SuggestionOut]


@router.get("/suggest", responses=problems(429))
def suggest(services: Services, request: Request, q: Annotated[str, Query(max_length=4000)] = "") -> SuggestionsOut:
    """Up to five questions that match what is being typed; only its beginning counts."""
    if not (services.settings.is_demo and peers.is_loopback(request)):
        services.limiter.check(services.settings.suggestions_per_address, "suggestions", peers.subscriber(request))
    found = services.suggester.suggest(q)
    return SuggestionsOut(
        suggestions=[SuggestionOut(title=one.title, topic=one.topic, payload=one.payload) for one in found]
    )
