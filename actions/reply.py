"""What an action says: one message with text, topic, choices and card in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk.executor import CollectingDispatcher


@dataclass(frozen=True)
class Choice:
    """A button. Its data becomes the entities of the topic's intent when it is taken."""

    title: str
    topic: str
    data: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """In the shape that the channel reads; without data where there is none."""
        bare = {"title": self.title, "topic": self.topic}
        return {**bare, "data": dict(self.data)} if self.data else bare


@dataclass(frozen=True)
class Reply:
    """One message. The text says it all; choices and card only make it handier."""

    topic: str
    text: str
    choices: tuple[Choice, ...] = ()
    card: Mapping[str, Any] | None = None

    def send(self, dispatcher: CollectingDispatcher) -> None:
        """Hand the message to Rasa whole."""
        custom: dict[str, Any] = {"topic": self.topic, "choices": [choice.as_json() for choice in self.choices]}
        if self.card:
            custom["card"] = dict(self.card)
        dispatcher.utter_message(text=self.text, json_message=custom)
