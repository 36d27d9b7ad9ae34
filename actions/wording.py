"""A text in both styles, for what actions say in words of their own."""

from dataclasses import dataclass

from rasa_sdk import Tracker


@dataclass(frozen=True)
class Wording:
    """As usual, and in やさしい日本語: short sentences, hard words with their reading."""

    standard: str
    easy: str

    def for_member(self, tracker: Tracker) -> str:
        """In the style of this turn."""
        return self.easy if tracker.get_slot("style") == "easy" else self.standard
