"""`POST /slack/events`: everything that Slack sends, signed by it."""

import logging

from fastapi import APIRouter, HTTPException, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import Clock as SlackClock
from slack_sdk.signature import SignatureVerifier

from backend.container import Services
from backend.core.clock import Clock

logger = logging.getLogger(__name__)

router = APIRouter(include_in_schema=False)

PATH = "/slack/events"
# Slack sends our own messages back to us, with every Japanese letter as six bytes.
LONGEST_BYTES = 1024 * 1024


class _ClockForSlack(SlackClock):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()


@router.post(PATH)
async def take_in(request: Request, services: Services) -> Response:
    """404 where no Slack is set up, or it connects by Socket Mode only; 401 for what Slack has not signed just now; 400
    for what can't be read.

    Source: docs.slack.dev/authentication/verifying-requests-from-slack.
    """
    app: AsyncApp | None = request.app.state.slack
    secret = services.settings.slack_signing_secret
    if app is None or secret is None:
        raise HTTPException(404)
    verifier = SignatureVerifier(secret.get_secret_value(), _ClockForSlack(services.clock))
    if not _is_signed(verifier, await request.body(), request):
        logger.warning("something came for Slack's door that Slack has not signed, or too long ago")
        return Response(status_code=401)
    try:
        answer: Response = await AsyncSlackRequestHandler(app).handle(request)
    except (ValueError, RecursionError):  # what can't be read; listeners' own errors do not come out here
        return Response(status_code=400)
    return answer


def _is_signed(verifier: SignatureVerifier, body: bytes, request: Request) -> bool:
    try:
        return bool(verifier.is_valid_request(body, dict(request.headers)))
    except (ValueError, OverflowError, TypeError):  # a time that is none, a body that is no text, a signature with é
        return False
