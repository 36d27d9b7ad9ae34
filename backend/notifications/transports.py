"""The ways out: what they have in common, and those that need no other side.

DeliveryError
├── TemporaryDeliveryError   worth another try later
├── PermanentDeliveryError   will never work
└── UncertainDeliveryError   may have gone out: only to be repeated where the other side can tell
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


class DeliveryError(Exception):
    """Not delivered. The text holds no address and no content, so that it can be logged."""


class TemporaryDeliveryError(DeliveryError):
    """The other side is down, busy or set up wrongly. `retry_after`: how long it asked to be left alone."""

    def __init__(self, text: str, retry_after: timedelta = timedelta(0)) -> None:
        super().__init__(text)
        self.retry_after = retry_after


class PermanentDeliveryError(DeliveryError):
    """This very message is refused."""


class UncertainDeliveryError(DeliveryError):
    """Handed over, but the answer was lost on its way."""


@dataclass(frozen=True)
class Letter:
    """A message as it goes out. `reference` is the same in every attempt."""

    reference: str
    to: str
    subject: str
    body: str
    written_at: datetime


class Transport(Protocol):
    def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises `DeliveryError` if that fails."""
        ...


class DemoMailbox:
    """Sends nothing anywhere: the demo's mailbox page reads the outbox itself."""

    def send(self, letter: Letter) -> None:
        pass


class NoProvider:
    """Stands in for a channel that nothing is set up for: what is queued waits, and the log says why."""

    def send(self, letter: Letter) -> None:  # noqa: ARG002
        """Raises `TemporaryDeliveryError`, always."""
        raise TemporaryDeliveryError("no provider is set up for this channel")
