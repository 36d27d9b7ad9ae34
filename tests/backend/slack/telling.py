"""For tests of what is told: the workers' rounds, made by hand, so that each step is seen by itself."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient

from backend.container import Container
from backend.core.clock import FixedClock
from backend.slack.client import SlackClient
from backend.slack.door import SlackDoor
from backend.slack.told.courier import Courier
from backend.slack.told.outages import OutageWatch
from backend.slack.told.watch import Watch
from tests.backend.conftest import Visitor
from tests.backend.handing_over import ask_for_person
from tests.backend.slack.peer import DESK, SlackPeer
from tests.backend.slack.sights import SlackMessage


def actions(message: SlackMessage) -> list[str]:
    """What can be done with its buttons."""
    return [button["action_id"] for button in message.buttons]


class Scripted(SlackClient):
    """Slack's client, but that each call goes as a test wants it to. `self.real` is the call as it would be."""

    def __init__(self, door: SlackDoor) -> None:
        self.real = door.client.call

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        return self.real(method, **arguments)


class Telling:
    """The watch and one courier. `settle` is what the workers do in a moment; the clock stands still meanwhile."""

    def __init__(self, client: TestClient, container: Container, peer: SlackPeer, clock: FixedClock) -> None:
        door = SlackDoor.of(container)
        assert door is not None
        self.client, self.container, self.peer, self.clock, self.door = client, container, peer, clock, door
        self.watch, self.outages = Watch(container), OutageWatch(container)
        self.restart()

    def restart(self) -> None:
        """A new worker, as after a restart of the server."""
        self.courier = Courier(self.door)
        self.watch.begin()
        self.courier.begin()

    def with_client(self, client: SlackClient) -> Courier:
        """A courier whose calls go as a test wants them to."""
        return Courier(SlackDoor(self.container, client))

    def settle(self, seconds: float = 0) -> None:
        """Let so much time go by, then have everything told that can be."""
        self.clock.advance(timedelta(seconds=seconds))
        self.watch.look()
        while self.courier.tell_next():
            pass

    def settle_flood(self) -> None:
        """And have a flood's number told, which is counted for a moment."""
        self.settle()
        self.settle(2)
        self.settle(2)

    def guest_who_waits(self, *words: str) -> Visitor:
        """Somebody who said this, and asked for a person a moment later."""
        guest = Visitor(self.client)
        for text in words:
            guest.says(text)
        self.clock.advance(timedelta(seconds=1))
        ask_for_person(self.container, guest.id)
        return guest

    def roots(self, channel: str = DESK) -> list[SlackMessage]:
        return [message for message in self.peer.messages(channel) if message.thread_ts is None]

    def root(self, channel: str = DESK) -> SlackMessage:
        [root] = self.roots(channel)
        return root

    def thread(self, root: SlackMessage) -> list[str]:
        """The entries, in order."""
        return [text for message in self.peer.thread(root.channel, root.ts) for text in message.texts]
