"""Whose a conversation is, and how it can change hands. Pure: this table is the whole of it.

The speaker follows from the owner alone: an agent's conversation is spoken in by that agent, any other by the bot,
which goes on answering while somebody waits for a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from backend.conversations.models import Owner


class Move(StrEnum):
    """What is done to a conversation, by its member, its agent, a colleague of theirs, or the clock."""

    ASK = "ask"
    CLAIM = "claim"
    ASSIGN = "assign"
    STEP_IN = "step_in"
    TRANSFER = "transfer"
    RELEASE = "release"
    HAND_BACK = "hand_back"
    CALL_OFF = "call_off"
    CALL_BACK = "call_back"
    GIVE_UP = "give_up"
    END = "end"


@dataclass(frozen=True)
class Standing:
    """Whose a conversation is at one moment: `agent_id` is set exactly while the owner is an agent."""

    owner: Owner
    agent_id: int | None = None
    is_ended: bool = False

    def __post_init__(self) -> None:
        if (self.agent_id is not None) != (self.owner is Owner.AGENT):
            raise ValueError("a conversation has an agent exactly while it is an agent's")
        if self.is_ended and self.owner is not Owner.BOT:
            raise ValueError("nobody has a conversation that has ended")

    @property
    def speaker(self) -> int | Literal["bot"] | None:
        """An agent's id, or the bot; None once it has ended."""
        if self.is_ended:
            return None
        return "bot" if self.agent_id is None else self.agent_id


Refusal = Literal["already_claimed", "not_waiting", "not_yours", "conversation_ended", "nobody_there"]


class Refused(Exception):  # noqa: N818 - what becomes of the move
    """The move cannot be made from here; `code` says why."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code)
        self.code = code


# From which owners to which.
_MOVES: Mapping[Move, tuple[frozenset[Owner], Owner]] = {
    Move.ASK: (frozenset({Owner.BOT}), Owner.QUEUE),
    Move.CLAIM: (frozenset({Owner.QUEUE}), Owner.AGENT),
    Move.ASSIGN: (frozenset({Owner.QUEUE}), Owner.AGENT),
    Move.STEP_IN: (frozenset({Owner.BOT, Owner.QUEUE}), Owner.AGENT),
    Move.TRANSFER: (frozenset({Owner.AGENT}), Owner.AGENT),
    Move.RELEASE: (frozenset({Owner.AGENT}), Owner.QUEUE),
    Move.HAND_BACK: (frozenset({Owner.AGENT}), Owner.BOT),
    Move.CALL_OFF: (frozenset({Owner.QUEUE}), Owner.BOT),
    Move.CALL_BACK: (frozenset({Owner.QUEUE}), Owner.BOT),
    Move.GIVE_UP: (frozenset({Owner.QUEUE}), Owner.BOT),
    Move.END: (frozenset(Owner), Owner.BOT),
}
# Only who has the conversation makes these.
_OF_ITS_AGENT = frozenset({Move.TRANSFER, Move.RELEASE, Move.HAND_BACK})


def after(standing: Standing, move: Move, *, by: int | None = None, to: int | None = None) -> Standing:
    """How it stands after the move. `by` is the agent who makes it; None: the member or the clock, who may always.

    `to` is the agent whom a claim, a step in, an assignment or a transfer gives it to. Raises `Refused`.
    """
    if standing.is_ended:
        raise Refused("conversation_ended")
    sources, owner = _MOVES[move]
    if by is not None and by != standing.agent_id and (move in _OF_ITS_AGENT or move is Move.END):
        raise Refused("not_yours")
    if standing.owner not in sources:
        is_taken = standing.owner is Owner.AGENT and owner is not Owner.BOT
        raise Refused("already_claimed" if is_taken else "not_waiting")
    return Standing(owner, to if owner is Owner.AGENT else None, is_ended=move is Move.END)
