"""What the action server reads from its environment (docs/architecture.md, Settings)."""

import os
from dataclasses import dataclass
from pathlib import Path

TOPICS_FILE = Path(__file__).resolve().parent.parent / "data" / "topics.yml"


@dataclass(frozen=True)
class Settings:
    """Where door 2 is and how to open it; deadlines in seconds."""

    internal_url: str
    internal_secret: str
    connect_deadline: float = 1.0
    read_deadline: float = 3.0

    def __repr__(self) -> str:
        """Without the secret, so that it cannot reach a log."""
        return f"Settings(internal_url={self.internal_url!r})"


def read_settings() -> Settings:
    """Raise KeyError, naming the variable, where one is missing."""
    return Settings(
        internal_url=os.environ["MADOGUCHI_INTERNAL_URL"].rstrip("/"),
        internal_secret=os.environ["MADOGUCHI_INTERNAL_SECRET"],
    )
