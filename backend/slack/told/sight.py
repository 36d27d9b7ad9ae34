"""How a matter looks: what every kind of it says of itself."""

from dataclasses import dataclass, field
from datetime import datetime

from backend.slack import blocks
from backend.slack.blocks import Block


@dataclass(frozen=True)
class Sight:
    """A matter as it is now.

    `headline` is what notifications show. `is_waiting`: none of the staff has taken it up. `is_over`: nobody needs to
    any more. `is_final`: and that will stay so.
    """

    headline: str
    body: list[Block] = field(default_factory=list)
    is_waiting: bool = False
    is_over: bool = False
    is_final: bool = False

    @property
    def blocks(self) -> list[Block]:
        return [blocks.header(self.headline), *self.body]


@dataclass(frozen=True)
class Line:
    """An entry of a thread; behind it everything up to this message and this step is told."""

    block: Block
    text: str
    message: int = 0
    event: int = 0


def moment(at: datetime) -> str:
    """`7月15日 10:05`, in Japan."""
    return f"{at.month}月{at.day}日 {at.hour}:{at.minute:02d}"
