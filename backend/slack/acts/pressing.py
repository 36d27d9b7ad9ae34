"""What becomes of a press: answered to Slack at once, done in a thread, and told to who pressed alone.

What staff may do and how it ends is for the services to say; a Problem of theirs is a sentence here. Slack being down
changes nothing of what was done: only the sentence gets lost.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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

logger = logging.getLogger(__name__)

# As many characters as a ticket's history keeps of it.
_LONGEST_KEY = 100

BROKEN = "エラーが発生しました。時間をおいてもう一度お試しください。"
TOO_LATE = "画面を開けませんでした。もう一度押してください。"


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
    """Who pressed what. `value`: as the button was made with; `trigger`: good for one modal, within three seconds.

    `view`: the modal that the button stands in; empty if it stands in a message.
    """

    who: Linked
    value: str
    where: Where
    trigger: str
    view: Mapping[str, Any]


Deed = Callable[[Press], str | None]


@dataclass(frozen=True)
class Submission:
    """A modal that was filled in and sent. `key`: no other has it."""

    who: Linked
    view: Mapping[str, Any]
    key: str

    @property
    def about(self) -> dict[str, Any]:
        """What the modal was opened with."""
        return _metadata(self.view)

    @property
    def where(self) -> Where:
        return _where(self.view)

    def state(self, block_id: str) -> dict[str, Any]:
        """Of the field of this name."""
        found: dict[str, Any] = self.view["state"]["values"][block_id][block_id]
        return found

    def text(self, block_id: str) -> str:
        return str(self.state(block_id).get("value") or "")


@dataclass(frozen=True)
class Answer:
    """What becomes of the modal, and what is told to its sender besides. Without anything it closes."""

    response: Mapping[str, Any] = field(default_factory=dict)
    told: str | None = None
    shown: list[Block] | None = None

    @classmethod
    def errors(cls, **errors: str) -> "Answer":
        """By field."""
        return cls({"response_action": "errors", "errors": errors})

    @classmethod
    def update(cls, view: Block) -> "Answer":
        return cls({"response_action": "update", "view": view})

    @classmethod
    def push(cls, view: Block) -> "Answer":
        """Over the modal, to come back to."""
        return cls({"response_action": "push", "view": view})


def when_pressed(app: AsyncApp, door: SlackDoor, action: str, deed: Deed) -> None:
    """Have this done whenever one of the staff presses that; what it gives is told to them."""

    @app.action(action, middleware=[only_staff(door)])
    async def listener(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        await to_thread.run_sync(_do, door, _press(body, linked(context)), deed)


def when_submitted(app: AsyncApp, door: SlackDoor, callback: str, deed: Callable[[Submission], Answer]) -> None:
    """Have this done whenever one of the staff sends that modal: Slack waits for what becomes of it."""

    @app.view(callback, middleware=[only_staff(door)])
    async def listener(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        submission = Submission(linked(context), body["view"], f"slack {body['trigger_id']}"[:_LONGEST_KEY])
        answer = await to_thread.run_sync(_answer, submission, deed)
        await ack(**answer.response)
        if answer.told:
            who = submission.who.slack_user
            await to_thread.run_sync(whisper, door, who, submission.where, answer.told, answer.shown)


def whisper(door: SlackDoor, user: str, where: Where, text: str, shown: list[Block] | None = None) -> bool:
    """Tell somebody something that nobody else sees; whether it got through."""
    try:
        whisper_or_raise(door, user, where, text, shown)
    except SlackError:
        return False
    return True


def whisper_or_raise(door: SlackDoor, user: str, where: Where, text: str, shown: list[Block] | None = None) -> None:
    """As `whisper`; raises what backend/slack/client.py does."""
    door.client.call(
        "chat.postEphemeral",
        channel=where.channel,
        user=user,
        thread_ts=where.thread,
        text=blocks.fallback(text),
        blocks=shown or [blocks.words(text)],
    )


def open_modal(door: SlackDoor, press: Press, view: Block) -> Mapping[str, Any] | None:
    """As it stands open; None if Slack did not take it, as when it was too late."""
    try:
        opened: Mapping[str, Any] = door.client.call("views.open", trigger_id=press.trigger, view=view)["view"]
    except SlackError as error:
        logger.warning("a modal did not open: %s", error.code)
        return None
    return opened


def change_modal(door: SlackDoor, shown: Mapping[str, Any], view: Block) -> None:
    """Unless it has been changed or closed meanwhile. What is typed stays in fields that keep their names."""
    try:
        door.client.call("views.update", view_id=shown["id"], hash=shown["hash"], view=view)
    except SlackError as error:
        logger.info("a modal did not change: %s", error.code)


def sentence(problem: Problem) -> str:
    """Why something was not done, for who wanted it."""
    agent = problem.extra.get("agent")
    if agent is None:
        return problem.detail
    if problem.code == "already_claimed":
        return f"{agent['name']}さんが先に対応を始めています。"
    return f"この会話は{agent['name']}さんが担当しています。"


def _metadata(view: Mapping[str, Any]) -> dict[str, Any]:
    """What `Where.as_metadata` wrote."""
    found: dict[str, Any] = json.loads(view["private_metadata"])
    return found


def _where(view: Mapping[str, Any]) -> Where:
    found = _metadata(view)
    return Where(str(found["channel"]), found["thread"])


def _do(door: SlackDoor, press: Press, deed: Deed) -> None:
    try:
        told = deed(press)
    except Problem as problem:
        told = sentence(problem)
    except Exception as error:
        # No details: they may hold content.
        logger.error("what somebody pressed in Slack failed: %s", type(error).__name__)
        told = BROKEN
    if told:
        whisper(door, press.who.slack_user, press.where, told)


def _answer(submission: Submission, deed: Callable[[Submission], Answer]) -> Answer:
    try:
        return deed(submission)
    except Exception as error:
        # No details: they may hold content.
        logger.error("what somebody sent in Slack failed: %s", type(error).__name__)
        title = submission.view["title"]["text"]
        return Answer.update(blocks.modal(submission.view["callback_id"], title, [blocks.words(BROKEN)]))


def _press(body: Mapping[str, Any], who: Linked) -> Press:
    action, view = body["actions"][0], body.get("view") or {}
    if view:
        where = _where(view)
    else:
        where = Where(str(body.get("channel", {}).get("id", "")), body.get("container", {}).get("thread_ts"))
    return Press(who, str(action.get("value", "")), where, str(body["trigger_id"]), view)
