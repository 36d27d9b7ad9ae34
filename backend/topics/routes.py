"""`GET /api/suggest`."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from backend.container import Services

router = APIRouter(prefix="/api", tags=["suggest"])


class SuggestionOut(BaseModel):
    title: str
    topic: str
    payload: str


class SuggestionsOut(BaseModel):
    suggestions: list[SuggestionOut]


@router.get("/suggest")
def suggest(services: Services, q: Annotated[str, Query(max_length=4000)] = "") -> SuggestionsOut:
    """Up to five questions that match what is being typed."""
    found = services.suggester.suggest(q)
    return SuggestionsOut(
        suggestions=[SuggestionOut(title=one.title, topic=one.topic, payload=one.payload) for one in found]
    )
