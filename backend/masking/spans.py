"""Where a secret stands in a text."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a secret is; what the member is told depends on it."""

    PASSWORD = "password"  # noqa: S105
    CARD = "card"
    CODE = "code"


@dataclass(frozen=True, order=True)
class Secret:
    """`text[start:end]` is to be masked."""

    start: int
    end: int
    kind: Kind
