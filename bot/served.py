"""What the routes of door 1 share: the processor of the loaded model, and how a call is refused."""

from __future__ import annotations

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.turn_processor import TurnProcessor


def processor_of(request: Request) -> TurnProcessor | None:
    """The processor of the loaded model; one that was built any other way is as good as none."""
    agent = getattr(request.app.ctx, "agent", None)
    processor = agent.processor if agent is not None else None
    return processor if isinstance(processor, TurnProcessor) else None


def refusal(status: int, reason: str) -> HTTPResponse:
    """An answer that echoes nothing of what came in."""
    return response.json({"error": reason}, status=status)
