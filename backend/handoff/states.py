"""How a handoff stands, as members and actions are told."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from backend.tickets.models import Ticket


class Estimate(BaseModel):
    """How long people waited lately, as a range in minutes; a promise to nobody."""

    model_config = ConfigDict(frozen=True)

    low_minutes: int
    high_minutes: int


class HandoffState(BaseModel):
    """Who the member talks to. `position` counts from 1 while they wait; `ticket` is the one that answers later.

    `estimate` is null where too few were picked up lately to tell.
    """

    model_config = ConfigDict(frozen=True)

    state: Literal["none", "queued", "with_agent"] = "none"
    position: int | None = None
    estimate: Estimate | None = None
    agent_name: str | None = None
    ticket: str | None = None


@dataclass(frozen=True)
class Asked:
    """What became of a wish for a person. `opened` is there if the state is `ticket`.

    `needs_address`: nobody knows where the ticket's answer is to go.
    """

    state: Literal["queued", "ticket", "with_agent"]
    opened: Ticket | None = None
    position: int | None = None
    estimate: Estimate | None = None
    needs_address: bool = False

    @property
    def ticket(self) -> str | None:
        """Its number."""
        return None if self.opened is None else self.opened.number
