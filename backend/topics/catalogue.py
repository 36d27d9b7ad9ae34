"""The topics that content people keep in data/topics.yml."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class Topic(BaseModel):
    model_config = ConfigDict(frozen=True)

    title: str
    question: str
    keywords: tuple[str, ...] = ()


class Greeting(BaseModel):
    model_config = ConfigDict(frozen=True)

    text: str
    easy: str
    choices: tuple[str, ...]


class _File(BaseModel):
    greeting: Greeting
    topics: dict[str, Topic]
    easy_titles: dict[str, str]


@dataclass(frozen=True)
class TopicCatalogue:
    """Topic ids such as `faq/backup_codes`, each with what people see of it."""

    greeting: Greeting
    topics: dict[str, Topic]
    # Titles of buttons in やさしい日本語, by the usual title.
    easy_titles: dict[str, str]

    @classmethod
    def load(cls, path: Path) -> "TopicCatalogue":
        """Raises `pydantic.ValidationError` or `ValueError` for a file that doesn't hold together."""
        file = _File.model_validate(yaml.safe_load(path.read_text("utf-8")))
        unknown = [topic for topic in file.greeting.choices if topic not in file.topics]
        if unknown:
            raise ValueError(f"{path}: the greeting offers unknown topics {unknown}")
        return cls(file.greeting, file.topics, file.easy_titles)

    def __contains__(self, topic: object) -> bool:
        return topic in self.topics

    def title(self, topic: str) -> str:
        return self.topics[topic].title
