"""Bringing an answer to who has asked: where only they see it."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
from anyio import to_thread
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackClientError

from backend.slack.asks.answers import Answer
from backend.slack.client import SlackError, TemporarySlackError
from backend.slack.door import SlackDoor

logger = logging.getLogger(__name__)

# So long Slack may ask to wait, because there was too much at once.
_LONGEST_WAIT = timedelta(seconds=30)


@dataclass(frozen=True)
class Place:
    """Where somebody has asked. `thread` is the ts of what is answered there, None outside of threads."""

    channel: str
    user: str
    thread: str | None = None

    @property
    def is_direct(self) -> bool:
        """Nobody else reads it: their chat with the app."""
        return self.channel.startswith("D")


async def bring(door: SlackDoor, place: Place, answer: Answer) -> None:
    """Does nothing while Slack is down: who has asked asks again, and later on the answer would be an old one."""
    try:
        try:
            await to_thread.run_sync(_call, door, place, answer)
        except TemporarySlackError as error:
            if not timedelta(0) < error.retry_after <= _LONGEST_WAIT:
                raise
            await asyncio.sleep(error.retry_after.total_seconds())
            await to_thread.run_sync(_call, door, place, answer)
    except SlackError as error:
        logger.warning("an answer did not reach Slack: %s", error.code)


def _call(door: SlackDoor, place: Place, answer: Answer) -> None:
    at = {"channel": place.channel, "thread_ts": place.thread, "text": answer.text, "blocks": answer.blocks}
    if place.is_direct:
        door.client.call("chat.postMessage", **at)
    else:
        door.client.call("chat.postEphemeral", user=place.user, **at)


async def answer_deed(respond: AsyncRespond, answer: Answer, *, in_place: bool = False) -> None:
    """The answer to a command or a button, which Slack takes wherever that was done, for their eyes only.

    `in_place`: instead of the message with the button. Does nothing while Slack is down, as above.
    """
    try:
        answered = await respond(
            text=answer.text, blocks=answer.blocks, response_type="ephemeral", replace_original=in_place
        )
        if answered.status_code != 200:
            logger.warning("an answer did not reach Slack: %d", answered.status_code)
    except (SlackClientError, aiohttp.ClientError, OSError, asyncio.TimeoutError) as error:
        logger.warning("an answer did not reach Slack: %s", type(error).__name__)
