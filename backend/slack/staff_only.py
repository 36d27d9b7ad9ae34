"""Who has caused it is one of the staff, or is told how to become known as one, and nothing else happens."""

import asyncio
from collections.abc import Awaitable, Callable

from anyio import to_thread
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from backend.container import Container
from backend.slack import links, people, presence
from backend.slack.client import SlackError
from backend.slack.door import SlackDoor
from backend.slack.people import Linked

Next = Callable[[], Awaitable[BoltResponse | None]]


def linked(context: AsyncBoltContext) -> Linked:
    """Who of the staff has caused it, behind `only_staff`."""
    found: Linked = context["staff"]
    return found


def only_staff(door: SlackDoor) -> Callable[..., Awaitable[BoltResponse | None]]:
    """A listener's middleware: who is not linked to an account gets the way to link it, and nothing else happens."""

    invitations: set[asyncio.Task[None]] = set()

    async def middleware(
        context: AsyncBoltContext,
        ack: AsyncAck,
        next: Next,
    ) -> BoltResponse | None:
        found = None
        if context.user_id:
            found = await to_thread.run_sync(_find, door.services, context.user_id)
        if found is not None:
            context["staff"] = found
            return await next()
        answer: BoltResponse = await ack()
        if context.user_id:
            # Slack is answered first: it may take long itself, and waits for three seconds only.
            given = (door, context.user_id, context.team_id or "", context.channel_id)
            inviting = asyncio.create_task(to_thread.run_sync(_invite, *given))
            invitations.add(inviting)
            inviting.add_done_callback(invitations.discard)
        return answer

    return middleware


def _find(services: Container, slack_user: str) -> Linked | None:
    found = people.find(services, slack_user)
    if found is not None:
        presence.note_act(services, found.staff_id)
    return found


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
