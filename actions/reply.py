"""What an action says: one message with text, topic, choices and card in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.wording import Wording, is_easy

# What a card has to do; all others repeat the text, in words without readings.
_CARDS_THAT_ACT = {"sign_in", "password_reset"}


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
    text: str | Wording
    choices: tuple[Choice, ...] = ()
    card: Mapping[str, Any] | None = None
    # Its English under `said` of data/english.yml, where topic and card do not tell which.
    line: str | None = None

    def send(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        """Hand the message to Rasa whole, in the style of this turn.

        In やさしい日本語 without a card that would only say the same in harder words.
        """
        custom: dict[str, Any] = {"topic": self.topic, "choices": [choice.as_json() for choice in self.choices]}
        if self.card and (not is_easy(tracker) or _acts(self.card)):
            custom["card"] = dict(self.card)
        if self.line:
            custom["line"] = self.line
        text = self.text.for_member(tracker) if isinstance(self.text, Wording) else self.text
        dispatcher.utter_message(text=text, json_message=custom)


def _acts(card: Mapping[str, Any]) -> bool:
    return card["type"] in _CARDS_THAT_ACT or bool(card.get("asks_for_address"))
