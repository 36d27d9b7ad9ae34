"""What becomes of a press: answered to Slack at once, done in a thread, and told to who pressed alone.

What staff may do and how it ends is for the services to say; a Problem of theirs is a sentence here. Slack being down
changes nothing of what was done: only the sentence gets lost.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from anyio import to_thread
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from backend.core.problems import Problem
from backend.slack import blocks
from backend.slack.blocks import Block
from backend.slack.client import SlackError
from backend.slack.door import SlackDoor
from backend.slack.people import Linked
from backend.slack.staff_only import linked, only_staff
from backend.staff import presence

logger = logging.getLogger(__name__)

BROKEN = "エラーが発生しました。時間をおいてもう一度お試しください。"


@dataclass(frozen=True)
class Where:
    """The channel, and the thread in it if it was in one, where somebody is answered."""

    channel: str
    thread: str | None = None

    def as_metadata(self, **about: str | int | None) -> str:
        """For a modal, which tells its sender no place."""
        return json.dumps({"channel": self.channel, "thread": self.thread} | about)


@dataclass(frozen=True)
class Press:
    """Who pressed what. `value`: as the button was made with; `trigger`: good for one modal, within three seconds."""

    who: Linked
    value: str
    where: Where
    trigger: str


Deed = Callable[[Press], str | None]


def when_pressed(app: AsyncApp, door: SlackDoor, action: str, deed: Deed) -> None:
    """Have this done whenever one of the staff presses that; what it gives is told to them."""

    @app.action(action, middleware=[only_staff(door)])
    async def listener(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        await to_thread.run_sync(_do, door, _press(body, linked(context)), deed)


def whisper(door: SlackDoor, user: str, where: Where, text: str, shown: list[Block] | None = None) -> bool:
    """Tell somebody something that nobody else sees; whether it got through."""
    try:
        door.client.call(
            "chat.postEphemeral",
            channel=where.channel,
            user=user,
            thread_ts=where.thread,
            text=blocks.fallback(text),
            blocks=shown or [blocks.words(text)],
        )
    except SlackError:
        return False
    return True


def open_modal(door: SlackDoor, press: Press, view: Block) -> str | None:
    """Its id; None if Slack did not take it, as when it was too late."""
    try:
        opened = door.client.call("views.open", trigger_id=press.trigger, view=view)
    except SlackError as error:
        logger.warning("a modal did not open: %s", error.code)
        return None
    return str(opened.get("view", {}).get("id", "")) or None


def note_seen(door: SlackDoor, who: Linked) -> None:
    """Whoever works in Slack is there: the clock takes no conversation away from them as from somebody who is gone."""
    with door.services.database.unit_of_work() as session:
        presence.note_seen(session, who.staff_id, door.services.clock.now())


def sentence(problem: Problem) -> str:
    """Why something was not done, for who wanted it."""
    agent = problem.extra.get("agent")
    if agent is None:
        return problem.detail
    if problem.code == "already_claimed":
        return f"{agent['name']}さんが先に対応を始めています。"
    return f"この会話は{agent['name']}さんが担当しています。"


def about(view: Mapping[str, Any]) -> dict[str, Any]:
    """What `Where.as_metadata` wrote."""
    found: dict[str, Any] = json.loads(view["private_metadata"])
    return found


def where_of(view: Mapping[str, Any]) -> Where:
    found = about(view)
    return Where(str(found["channel"]), found["thread"])


def _do(door: SlackDoor, press: Press, deed: Deed) -> None:
    try:
        note_seen(door, press.who)
        told = deed(press)
    except Problem as problem:
        told = sentence(problem)
    except Exception as error:
        # No details: they may hold content.
        logger.error("what somebody pressed in Slack failed: %s", type(error).__name__)
        told = BROKEN
    if told:
        whisper(door, press.who.slack_user, press.where, told)


def _press(body: Mapping[str, Any], who: Linked) -> Press:
    container, action = body.get("container", {}), body["actions"][0]
    channel = body.get("channel", {}).get("id", "")
    where = Where(str(channel), container.get("thread_ts"))
    return Press(who, str(action.get("value", "")), where, str(body["trigger_id"]))
