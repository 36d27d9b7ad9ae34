"""The routes of door 1 that help a person at the desk: what the bot would answer, and what it has understood.

Neither changes a conversation.
"""

from __future__ import annotations

import logging
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.answers_for import answers_for
from bot.known_slots import known_slots
from bot.served import processor_of, refusal
from bot.turn_processor import TurnProcessor
from bot.turn_request import InvalidRequestError, parse_suggestion_request

logger = logging.getLogger(__name__)


def add_desk_routes(routes: Blueprint) -> None:
    """Add `suggestions` and `conversations/{reference}/slots`."""

    @routes.post("/suggestions")
    async def suggestions(request: Request) -> HTTPResponse:
        processor = processor_of(request)
        if processor is None:
            return refusal(503, "no model")
        try:
            asked = parse_suggestion_request(request.body)
        except InvalidRequestError:
            return refusal(422, "invalid text")
        try:
            found = await answers_for(asked.text, asked.style, processor)
        except Exception as error:
            # The text of an unknown error may quote the member.
            logger.error("No suggestions: %s", type(error).__name__)
            return refusal(503, "no suggestions")
        return response.json({"suggestions": found})

    @routes.get("/conversations/<reference:str>/slots")
    async def slots(request: Request, reference: str) -> HTTPResponse:
        processor = processor_of(request)
        if processor is None:
            return refusal(503, "no model")
        try:
            known = await _slots_of(reference, processor)
        except Exception as error:
            logger.error("The tracker store does not answer: %s", type(error).__name__)
            return refusal(503, "no tracker store")
        return response.json({"slots": known})


async def _slots_of(reference: str, processor: TurnProcessor) -> dict[str, Any]:
    # Not by the processor, which would begin a conversation that it does not know.
    tracker = await processor.tracker_store.retrieve(reference)
    return known_slots(tracker) if tracker else {}
