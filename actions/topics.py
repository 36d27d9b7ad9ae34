"""The titles of topics on buttons, from the catalogue that content people keep (data/topics.yml)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from actions.reply import Choice
from actions.settings import TOPICS_FILE


@dataclass(frozen=True)
class Topics:
    """Titles by topic, and the subjects that greet a member."""

    titles: dict[str, str]
    main: tuple[str, ...]

    def choices(self, topics: Iterable[str]) -> tuple[Choice, ...]:
        """A button for each topic that has a title."""
        return tuple(Choice(self.titles[topic], topic) for topic in topics if topic in self.titles)


def read_topics(file: Path) -> Topics:
    """Read the catalogue."""
    content = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    titles = {topic: str(entry["title"]) for topic, entry in content["topics"].items()}
    return Topics(titles, tuple(content["greeting"]["choices"]))


@lru_cache(maxsize=1)
def topics() -> Topics:
    """The catalogue of this installation, read once."""
    return read_topics(TOPICS_FILE)
