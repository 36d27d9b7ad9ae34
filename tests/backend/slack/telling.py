"""For tests of what is told: the workers' rounds, made by hand, so that each step is seen by itself."""

from datetime import timedelta

from backend.container import Container
from backend.core.clock import FixedClock
from backend.slack.door import SlackDoor
from backend.slack.told.courier import Courier
from backend.slack.told.watch import Watch
from tests.backend.slack.peer import DESK, SlackPeer
from tests.backend.slack.sights import SlackMessage


class Telling:
    """The watch and one courier. `settle` is what the workers do in a moment; the clock stands still meanwhile."""

    def __init__(self, container: Container, peer: SlackPeer, clock: FixedClock) -> None:
        door = SlackDoor.of(container)
        assert door is not None
        self.container, self.peer, self.clock, self.door = container, peer, clock, door
        self.watch, self.courier = Watch(container), Courier(door)
        self.watch.look()  # from here on

    def settle(self, seconds: float = 0) -> None:
        """Let so much time go by, then have everything told that can be."""
        self.clock.advance(timedelta(seconds=seconds))
        self.watch.look()
        self.courier.tell_due()

    def roots(self, channel: str = DESK) -> list[SlackMessage]:
        return [message for message in self.peer.messages(channel) if message.thread_ts is None]

    def root(self, channel: str = DESK) -> SlackMessage:
        [root] = self.roots(channel)
        return root

    def thread(self, root: SlackMessage) -> list[str]:
        """The entries, in order."""
        return [text for message in self.peer.thread(root.channel, root.ts) for text in message.texts]
