"""A text in both styles: as usual, and in やさしい日本語 (short sentences, hard words with their reading)."""

from collections.abc import Iterable
from dataclasses import dataclass

from rasa_sdk import Tracker


@dataclass(frozen=True)
class Wording:
    """Both say the same."""

    standard: str
    easy: str

    def for_member(self, tracker: Tracker) -> str:
        """In the style of this turn."""
        return self.easy if is_easy(tracker) else self.standard

    def __add__(self, more: "Wording") -> "Wording":
        """One behind the other."""
        return Wording(self.standard + more.standard, self.easy + more.easy)


NOTHING = Wording("", "")


def is_easy(tracker: Tracker) -> bool:
    """Whether this turn is to be written in やさしい日本語."""
    return bool(tracker.get_slot("style") == "easy")


def joined(separator: str, parts: Iterable[Wording]) -> Wording:
    """All of them with the same between them."""
    listed = list(parts)
    return Wording(separator.join(each.standard for each in listed), separator.join(each.easy for each in listed))
