"""What Slack sends, and who takes care of it. Everything is answered at once and worked on afterwards.

Whatever comes goes through three doors: it is Slack's own (routes.py, or Socket Mode's connection), it comes for the
first time (once.py), and who has caused it is one of the staff (staff_only.py).
"""

from collections.abc import Awaitable, Callable
from typing import Any

from anyio import to_thread
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext

from backend.slack import once
from backend.slack.acts.register import register as acts
from backend.slack.asks.listeners import register as asks
from backend.slack.door import SlackDoor

Next = Callable[[], Awaitable[BoltResponse | None]]
_DONE = BoltResponse(status=200, body="")


def build(door: SlackDoor) -> AsyncApp:
    """The listeners of all parts. Signatures are checked before (routes.py)."""
    settings = door.services.settings
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    app = AsyncApp(name="madoguchi", authorize=authorize, request_verification_enabled=False)

    @app.middleware
    async def this_workspace(context: AsyncBoltContext, next: Next) -> BoltResponse | None:
        if settings.slack_team_id and context.team_id != settings.slack_team_id:
            return _DONE
        return await next()

    @app.middleware
    async def once_only(body: dict[str, Any], next: Next) -> BoltResponse | None:
        key = once.key_of(body)
        if key is not None and not await to_thread.run_sync(once.is_new, door.services, key):
            return _DONE
        return await next()

    @app.action("link")
    async def open_link(ack: AsyncAck) -> None:
        """The browser follows the link by itself; Slack wants an answer all the same."""
        await ack()

    acts(app, door)
    asks(app, door)
    return app
