"""What Slack sends, and who takes care of it. Everything is answered at once and worked on afterwards.

Whatever comes goes through three doors: it is Slack's own (routes.py, or Socket Mode's connection), it comes for the
first time (once.py), and who has caused it is one of the staff (`only_staff`).
"""

from collections.abc import Awaitable, Callable
from typing import Any

from anyio import to_thread
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext

from backend.slack import links, once, people
from backend.slack.client import SlackError
from backend.slack.door import SlackDoor
from backend.slack.people import Linked

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

    return app


def linked(context: AsyncBoltContext) -> Linked:
    """Who of the staff has caused it, behind `only_staff`."""
    found: Linked = context["staff"]
    return found


def only_staff(door: SlackDoor) -> Callable[..., Awaitable[BoltResponse | None]]:
    """A listener's middleware: who is not linked to an account gets the way to link it, and nothing else happens."""

    async def middleware(
        context: AsyncBoltContext,
        ack: AsyncAck,
        next: Next,
    ) -> BoltResponse | None:
        found = None
        if context.user_id:
            found = await to_thread.run_sync(people.find, door.services, context.user_id)
        if found is not None:
            context["staff"] = found
            return await next()
        answer: BoltResponse = await ack()
        if context.user_id:
            await to_thread.run_sync(_invite, door, context.user_id, context.team_id or "", context.channel_id)
        return answer

    return middleware


def _invite(door: SlackDoor, user: str, team: str, channel: str | None) -> None:
    """Where only they see it: in their own chat with the app if it happened nowhere."""
    made = links.invitation(door, user, team)
    try:
        if channel and not channel.startswith("D"):
            door.client.call("chat.postEphemeral", channel=channel, user=user, text=links.INVITATION, blocks=made)
        else:
            door.client.call("chat.postMessage", channel=channel or user, text=links.INVITATION, blocks=made)
    except SlackError:
        return  # they press again
