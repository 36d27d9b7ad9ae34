"""The fan-out: told from any thread, in one order for all, and a reader who does not keep up hurts nobody else."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from backend.core.fan_out import Event, InProcessFanOut, Subscription

MANY = 1000


def numbered(number: int, channel: str = "a") -> Event:
    return Event("poke", {"channel": channel, "number": number})


async def everything(reader: Subscription) -> list[Event]:
    """Until the stream is over."""
    read: list[Event] = []
    while events := await reader.waiting():
        read += events
    return read


def numbers(events: list[Event], channel: str = "a") -> list[int]:
    return [event.data["number"] for event in events if event.data["channel"] == channel]


async def in_threads(acts: list[Callable[[], None]]) -> None:
    with ThreadPoolExecutor(len(acts)) as pool:
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(pool, act) for act in acts))


def test_who_listens_is_told_and_nobody_else() -> None:
    async def told() -> tuple[list[Event], list[Event]]:
        fan_out = InProcessFanOut()
        fan_out.publish("a", numbered(0))
        with fan_out.subscription("a", "b") as one, fan_out.subscription("b") as other:
            fan_out.publish("a", numbered(1))
            fan_out.publish("b", numbered(2, "b"))
            fan_out.publish("c", numbered(3, "c"))
            fan_out.close()
            return await everything(one), await everything(other)

    one, other = asyncio.run(told())
    assert one == [numbered(1), numbered(2, "b")]
    assert other == [numbered(2, "b")]


def test_every_reader_gets_one_and_the_same_order_whoever_publishes() -> None:
    async def told() -> list[list[Event]]:
        fan_out = InProcessFanOut()

        def publisher(first: int) -> Callable[[], None]:
            def publish() -> None:
                for number in range(first, first + 40):
                    fan_out.publish("a", numbered(number))
                    fan_out.publish("b", numbered(number, "b"))

            return publish

        with (
            fan_out.subscription("a") as one,
            fan_out.subscription("a") as another,
            fan_out.subscription("b") as third,
        ):
            reading = [asyncio.create_task(everything(reader)) for reader in (one, another, third)]
            await in_threads([publisher(first) for first in (0, 1000, 2000, 3000)])
            fan_out.close()
            return await asyncio.gather(*reading)

    one, another, third = asyncio.run(told())
    assert one == another
    for events, channel in ((one, "a"), (third, "b")):
        assert len(events) == 160
        for first in (0, 1000, 2000, 3000):
            of_one_publisher = [number for number in numbers(events, channel) if first <= number < first + 1000]
            assert of_one_publisher == list(range(first, first + 40))


def test_a_slow_reader_is_cut_off_and_hurts_nobody() -> None:
    async def told() -> tuple[list[Event], list[Event]]:
        fan_out = InProcessFanOut()
        with fan_out.subscription("a") as slow, fan_out.subscription("a") as quick:
            read: list[Event] = []
            for number in range(MANY):
                fan_out.publish("a", numbered(number))
                read += await quick.waiting()
            missed = await everything(slow)
            fan_out.publish("a", numbered(MANY))
            assert await slow.waiting() == []
            read += await quick.waiting()
            return missed, read

    slow, quick = asyncio.run(told())
    assert numbers(quick) == list(range(MANY + 1))
    # It got the beginning whole, and was then told that the rest is not all.
    assert 0 < len(slow) < MANY
    assert numbers(slow) == list(range(len(slow)))


def test_a_reader_whose_loop_is_gone_is_no_hindrance() -> None:
    fan_out = InProcessFanOut()

    async def leave() -> None:
        open_for_ever.append(fan_out.subscription("a"))
        open_for_ever[0].__enter__()

    open_for_ever: list = []
    asyncio.run(leave())
    fan_out.publish("a", numbered(1))
    fan_out.publish("a", numbered(2))
    fan_out.close()


def test_what_is_closed_ends_later_readers_too() -> None:
    async def told() -> list[Event]:
        fan_out = InProcessFanOut()
        fan_out.close()
        with fan_out.subscription("a") as reader:
            fan_out.publish("a", numbered(1))
            return await reader.waiting()

    assert asyncio.run(told()) == []


def test_a_reader_who_left_is_told_no_more() -> None:
    async def told() -> list[Event]:
        fan_out = InProcessFanOut()
        with fan_out.subscription("a") as left, fan_out.subscription("a"):
            pass
        with fan_out.subscription("a"):
            fan_out.publish("a", numbered(1))
        left.end()
        return await left.waiting()

    assert asyncio.run(told()) == []


def test_waiting_can_be_given_up_and_taken_up_again() -> None:
    async def told() -> list[Event]:
        fan_out = InProcessFanOut()
        with fan_out.subscription("a") as reader:
            first = asyncio.create_task(reader.waiting())
            await asyncio.sleep(0)
            first.cancel()
            fan_out.publish("a", numbered(1))
            return await reader.waiting()

    assert asyncio.run(told()) == [numbered(1)]


@given(st.lists(st.one_of(st.integers(0, 99), st.just("read"), st.just("end")), max_size=40), st.integers(1, 8))
def test_what_is_read_is_what_was_put_until_the_end_or_too_much(steps: list[int | str], longest: int) -> None:
    async def run() -> None:
        reader, waiting, is_over = Subscription(longest), [], False
        for step in steps:
            if isinstance(step, int):
                reader.put(numbered(step))
                is_over = is_over or len(waiting) == longest
                waiting += [] if is_over else [numbered(step)]
            elif step == "end":
                reader.end()
                is_over = True
            elif waiting or is_over:
                assert await reader.waiting() == waiting
                waiting = []

    asyncio.run(run())
