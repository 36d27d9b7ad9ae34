"""Titles and other names of the topics, from the catalogue that content people keep (data/topics.yml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

TOPICS_FILE = Path(__file__).resolve().parent.parent / "data" / "topics.yml"


@dataclass(frozen=True)
class TopicCatalogue:
    """By topic: its title on a button, and the words that people have for it."""

    titles: dict[str, str]
    keywords: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def catalogue() -> TopicCatalogue:
    """The catalogue of this installation, read once."""
    topics = YAML(typ="safe").load(TOPICS_FILE.read_text(encoding="utf-8"))["topics"]
    return TopicCatalogue(
        titles={topic: str(entry["title"]) for topic, entry in topics.items()},
        keywords={topic: tuple(map(str, entry.get("keywords", ()))) for topic, entry in topics.items()},
    )
