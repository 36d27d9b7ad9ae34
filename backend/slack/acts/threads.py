"""What people write in channels and threads stays there: no member ever gets any of it.

Members are written to by one way only (replies.py): a button, a preview, and another button.
"""

from collections.abc import Mapping
from typing import Any

from anyio import to_thread
from slack_bolt.async_app import AsyncApp

from backend.slack import once, people
from backend.slack.acts.pressing import Where, whisper
from backend.slack.door import SlackDoor

INTERNAL = "スレッドの投稿は会員には届きません。返信するには「会員へ返信」を押してください。"


def register(app: AsyncApp, door: SlackDoor) -> None:
    @app.event("message", matchers=[_is_in_channel])
    async def message(event: dict[str, Any]) -> None:
        """Of every kind: posted, changed, deleted, with files, by people and by programs."""
        if _is_answer_of_person(event) and event["channel"] in _desk_channels(door):
            await to_thread.run_sync(_say_once, door, event)


async def _is_in_channel(event: dict[str, Any]) -> bool:
    """What is said to the app alone is a question (backend/slack/asks)."""
    return event.get("channel_type") != "im"


def _is_answer_of_person(event: Mapping[str, Any]) -> bool:
    return bool(event.get("thread_ts") and event.get("user")) and not event.get("bot_id") and not event.get("hidden")


def _desk_channels(door: SlackDoor) -> set[str]:
    settings = door.services.settings
    return {settings.slack_channel, *settings.slack_channels.values()}


def _say_once(door: SlackDoor, event: Mapping[str, Any]) -> None:
    """To each of the staff in each thread that they write in."""
    channel, thread, user = str(event["channel"]), str(event["thread_ts"]), str(event["user"])
    if people.find(door.services, user) is None:
        return  # they can't reply to members at all
    if once.is_new(door.services, f"thread:{channel}:{thread}:{user}"):
        whisper(door, user, Where(channel, thread), INTERNAL)
