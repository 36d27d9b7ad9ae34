"""The ways to ask: a mention, a direct message, `/madoguchi`, and the buttons under answers."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.context.respond.async_respond import AsyncRespond

from backend.slack.asks import asking, commands, delivery, faq, reading, sharing
from backend.slack.asks.asker import Asker
from backend.slack.asks.delivery import Place
from backend.slack.asks.faq import Pressed
from backend.slack.asks.slack_text import typed
from backend.slack.door import SlackDoor
from backend.slack.staff_only import linked, only_staff

COMMAND = "/madoguchi"


def register(app: AsyncApp, door: SlackDoor) -> None:
    """A channel's `message` events are not for us: of those that ask us something, a mention comes, too."""
    staff = [only_staff(door)]
    _listen_to_words(app, door, staff)
    _listen_to_buttons(app, door, staff)

    @app.command(COMMAND, middleware=staff)
    async def command(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, respond: AsyncRespond) -> None:
        await ack()
        asker = Asker(linked(context), may_share=_has_others(str(body["channel_id"])))
        wish = commands.read(typed(str(body.get("text", ""))))
        await delivery.answer_deed(respond, await asking.answer(door, asker, wish))


def _listen_to_words(app: AsyncApp, door: SlackDoor, staff: list[Callable[..., Awaitable[Any]]]) -> None:
    async def answered(event: dict[str, Any], context: AsyncBoltContext) -> None:
        place = Place(str(event["channel"]), str(event["user"]), event.get("thread_ts"))
        asker = Asker(linked(context), thread=place.thread, may_share=not place.is_direct)
        wish = reading.read(typed(str(event.get("text", ""))))
        await delivery.bring(door, place, await asking.answer(door, asker, wish))

    app.event("app_mention", matchers=[_asks], middleware=staff)(answered)
    app.event("message", matchers=[_is_direct, _asks], middleware=staff)(answered)

    @app.event("app_mention")
    @app.event("message", matchers=[_is_direct])
    async def other() -> None:
        """What a program wrote, what was changed or deleted: nobody asks anything by it."""


def _listen_to_buttons(app: AsyncApp, door: SlackDoor, staff: list[Callable[..., Awaitable[Any]]]) -> None:
    @app.action(re.compile(rf"{faq.OTHER}_\d"), middleware=staff)
    async def other_answer(
        ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        await ack()
        if pressed := _pressed(body):
            asker = Asker(linked(context), thread=pressed.thread, may_share=_has_others(str(context.channel_id)))
            answer = await faq.answer(door, pressed.question, asker, topic=pressed.topic)
            await delivery.answer_deed(respond, answer, in_place=True)

    @app.action(faq.SHARE, middleware=staff)
    async def share(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, respond: AsyncRespond) -> None:
        await ack()
        pressed, channel = _pressed(body), str(context.channel_id)
        if pressed and _has_others(channel):
            shown = str(body["container"]["message_ts"])
            answer = await sharing.share(door, linked(context), pressed, channel, shown)
            await delivery.answer_deed(respond, answer, in_place=True)


async def _is_direct(event: dict[str, Any]) -> bool:
    return event.get("channel_type") == "im"


async def _asks(event: dict[str, Any]) -> bool:
    """Whether a person has just written it."""
    by_person = bool(event.get("user")) and not event.get("bot_id")
    return by_person and event.get("subtype") in (None, "file_share") and "edited" not in event


def _has_others(channel: str) -> bool:
    return not channel.startswith("D")


def _pressed(body: Mapping[str, Any]) -> Pressed | None:
    return Pressed.read(str(body["actions"][0].get("value", "")))
