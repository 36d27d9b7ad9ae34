"""Turns: one at a time in a conversation, and what a person sends in a burst is answered together.

The database is touched before and after the bot thinks (backend/conversations/keeping.py); no thread and no session is
held while it does, so that the bot's own look-ups always find both.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field

from anyio import to_thread

from backend.bot_gateway.client import BotGateway, BotUnavailableError
from backend.bot_gateway.messages import BotReply, Style, TextTurn, Turn
from backend.conversations.channels import of_conversation
from backend.conversations.keeping import AskedTurn, Keeper
from backend.conversations.schemas import MessageOut
from backend.core.fan_out import Event, FanOut


@dataclass
class _Waiting:
    """A kept message on its way to the bot. `serial` is None for events, which are no message.

    `is_repeat`: it was posted before, so that its turn may be over by now.
    """

    turn: Turn
    serial: int | None
    style: Style
    is_repeat: bool = False
    done: asyncio.Future[list[MessageOut]] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


@dataclass
class _Lane:
    """The turns of one conversation."""

    waiting: list[_Waiting] = field(default_factory=list)
    current: list[_Waiting] = field(default_factory=list)


class Turns:
    """Takes members' messages to the bot and keeps its replies."""

    def __init__(self, *, gateway: BotGateway, keeper: Keeper, fan_out: FanOut) -> None:
        self._gateway = gateway
        self._keeper = keeper
        self._fan_out = fan_out
        self._lanes: dict[str, _Lane] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def take(
        self,
        conversation_id: str,
        turn: Turn,
        serial: int | None,
        style: Style,
        *,
        is_repeat: bool = False,
    ) -> list[MessageOut]:
        """The replies that come with this message: all of the turn's, or none if a later message gets them.

        None, too, if a person has the conversation by then, or has it before the bot has replied.
        They are in the style that the conversation had when its last message came in. Asked again about a message that
        is still under way, it waits for the same answer; about one whose turn is over (`is_repeat`), it gives that.
        """
        lane = self._lanes.get(conversation_id)
        if lane is None:
            lane = self._lanes[conversation_id] = _Lane()
            self._start(self._run(conversation_id, lane))
        under_way = [one for one in (*lane.waiting, *lane.current) if serial is not None and one.serial == serial]
        if under_way:
            mine = under_way[0]
        else:
            mine = _Waiting(turn, serial, style, is_repeat)
            lane.waiting.append(mine)
        # A client that hangs up must not take the turn down with it.
        return await asyncio.shield(mine.done)

    def _start(self, coroutine: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(coroutine)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def finish(self) -> None:
        """Wait for the turns under way; for an orderly stop."""
        while self._running:
            await asyncio.gather(*self._running, return_exceptions=True)

    async def _run(self, conversation_id: str, lane: _Lane) -> None:
        # The first message is put in the lane right after this task is made.
        await asyncio.sleep(0)
        while lane.waiting:
            lane.current, lane.waiting = _batch(lane.waiting)
            for early in lane.current[:-1]:
                early.done.set_result([])
            last = lane.current[-1].done
            try:
                replies = await self._turn(conversation_id, lane.current)
            except Exception as error:
                last.set_exception(error)
                last.exception()  # seen, even if nobody waits any more
            else:
                last.set_result(replies)
        del self._lanes[conversation_id]

    async def _turn(self, conversation_id: str, batch: list[_Waiting]) -> list[MessageOut]:
        if batch[0].is_repeat and batch[0].serial is not None:
            # Its turn may have ended between the look at the record and here.
            earlier = await to_thread.run_sync(self._keeper.earlier_replies, batch[0].serial)
            if earlier is not None:
                return earlier
        serials = [one.serial for one in batch if one.serial is not None]
        look = await to_thread.run_sync(self._keeper.look, conversation_id, serials)
        if look is None:
            await to_thread.run_sync(self._keeper.settle, serials)
            return []
        batch = [one for one in batch if one.serial is None or one.serial in look.serials]
        if not batch:
            return []
        serials = [serial for serial in serials if serial in look.serials]
        asked = AskedTurn(conversation_id, look.reference, _joined(batch), batch[-1].style, serials)
        reply = await self._reply(asked)
        return await to_thread.run_sync(self._keeper.keep, asked, reply)

    async def _reply(self, asked: AskedTurn) -> BotReply | None:
        """What the bot says; None if it says nothing, or not in time."""
        self._tell_typing(asked.conversation_id, active=True)
        try:
            return await self._gateway.take_turn(asked.reference, asked.turn, asked.style)
        except BotUnavailableError:
            return None
        finally:
            self._tell_typing(asked.conversation_id, active=False)

    def _tell_typing(self, conversation_id: str, *, active: bool) -> None:
        self._fan_out.publish(of_conversation(conversation_id), Event("typing", {"author": "bot", "active": active}))


def _batch(waiting: list[_Waiting]) -> tuple[list[_Waiting], list[_Waiting]]:
    """The messages of the next turn, and the rest: new texts in a row belong together, anything else stands alone."""
    texts = 0
    while texts < len(waiting) and isinstance(waiting[texts].turn, TextTurn) and not waiting[texts].is_repeat:
        texts += 1
    size = max(texts, 1)
    return waiting[:size], waiting[size:]


def _joined(batch: list[_Waiting]) -> Turn:
    if len(batch) == 1:
        return batch[0].turn
    return TextTurn("\n".join(one.turn.text for one in batch if isinstance(one.turn, TextTurn)))
