"""Who asks, and from where."""

from dataclasses import dataclass

from backend.audit.acting import Acting
from backend.slack.people import Linked


@dataclass(frozen=True)
class Asker:
    """`thread`: the ts of the thread that they ask in. `may_share`: there are others where they ask."""

    who: Linked
    thread: str | None = None
    may_share: bool = False

    @property
    def acting(self) -> Acting:
        return self.who.acting
