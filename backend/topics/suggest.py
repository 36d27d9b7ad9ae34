"""Questions that match what is being typed."""

import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

from backend.core.text import folded
from backend.topics.catalogue import TopicCatalogue

MOST = 5
# Below this share of the typed text (0–100) a question does not count as a match. Set by hand on short fragments.
_WORTH_SHOWING = 60.0
# Typing 「ログイン」 should bring login questions, not greetings.
_SUGGESTED = ("faq/", "account/", "conversation/handoff")


@dataclass(frozen=True)
class Suggestion:
    title: str
    topic: str
    payload: str


class Suggester:
    """Matches by the best partial likeness to a question, a title or a keyword, katakana and hiragana alike."""

    def __init__(self, catalogue: TopicCatalogue) -> None:
        self._entries = [
            (topic, entry.question, [_key(text) for text in (entry.question, entry.title, *entry.keywords)])
            for topic, entry in catalogue.topics.items()
            if topic.startswith(_SUGGESTED)
        ]

    def suggest(self, typed: str) -> list[Suggestion]:
        """At most five, best first; none for an empty text."""
        query = _key(typed)[:100]
        if not query:
            return []
        scored = [(max(_score(query, key) for key in keys), topic, question) for topic, question, keys in self._entries]
        best = sorted((entry for entry in scored if entry[0] >= _WORTH_SHOWING), key=lambda entry: -entry[0])
        return [Suggestion(question, topic, f"choice:{topic}") for _, topic, question in best[:MOST]]


def _score(query: str, key: str) -> float:
    if query in key:
        return 100.0 + len(query) / len(key)
    # A short key inside a longer text is a match too, but single characters say nothing.
    return fuzz.partial_ratio(query, key) if min(len(query), len(key)) >= 2 else 0.0


def _key(text: str) -> str:
    return "".join(_hiragana(character) for character in folded(text) if unicodedata.category(character)[0] in "LN")


def _hiragana(character: str) -> str:
    return chr(ord(character) - 0x60) if "ァ" <= character <= "ヶ" else character
