"""Questions that match what is being typed."""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from backend.core.text import folded
from backend.topics.catalogue import Topic, TopicCatalogue
from backend.topics.index import SegmentIndex
from backend.topics.reading import Reader, Word, has_kanji
from backend.topics.romaji import spelled

MOST = 5
# What is longer is a letter, not a search; only its beginning counts.
LONGEST_QUERY = 60
# Typing 「ログイン」 should bring login questions, not greetings.
_SUGGESTED = ("faq/", "account/", "conversation/handoff")

# Hyphens stand in numbers and for a long vowel (pasuwa-do), apostrophes after a single n.
_SIGNS = re.compile(r"[^\w'-]+|_+")
# An order's, a contract's …: whatever its digits, its letters say what it is about.
_NUMBER = re.compile(r"(?<![a-z])(ord|cnt|inv|tkt)[-0-9]+")

# Below this a question would look arbitrary.
_WORTH_SHOWING = 0.45
# Beside a match this good, those under the second figure would.
_CLEAR, _BESIDE_CLEAR = 0.85, 0.5
# Several words here and there are a little less than the same text in one piece.
_SCATTERED = 0.9
# The same characters beat the same sound.
_SAME_CHARACTERS = 0.04


@dataclass(frozen=True)
class Suggestion:
    title: str
    topic: str
    payload: str


class Suggester:
    """Matches by sound and by characters, whole texts and single words, with slips of the finger."""

    def __init__(self, catalogue: TopicCatalogue) -> None:
        self._reader = Reader()
        self._questions = {
            topic: entry.question for topic, entry in catalogue.topics.items() if topic.startswith(_SUGGESTED)
        }
        texts = [(topic, text) for topic in self._questions for text in _texts(catalogue.topics[topic])]
        words = [(topic, self._reader.words(text)) for topic, text in texts]
        sounds = [(topic, _from_each_word([word.spelling for word in read], read)) for topic, read in words]
        writings = [(topic, _from_each_word([word.surface for word in read], read)) for topic, read in words]
        self._sounds = SegmentIndex(
            ((topic, [spelled(s) for s in parts]) for topic, parts in sounds), letters_per_sound=2
        )
        self._writings = SegmentIndex(writings, letters_per_sound=1)

    def suggest(self, typed: str) -> list[Suggestion]:
        """At most five, best first; none where nothing sensible is found."""
        words = [word for run in _runs(typed[:LONGEST_QUERY]) for word in self._reader.words(run)]
        if not words or _is_phatic(words):
            return []
        scores = self._match("".join(word.surface for word in words), "".join(word.spelling for word in words))
        for topic, score in self._scattered(words).items():
            scores[topic] = max(score, scores.get(topic, 0.0))
        best = max(scores.values(), default=0.0)
        least = _BESIDE_CLEAR if best >= _CLEAR else _WORTH_SHOWING
        worth = sorted((entry for entry in scores.items() if entry[1] >= least), key=lambda entry: -entry[1])
        return [Suggestion(self._questions[topic], topic, f"choice:{topic}") for topic, _ in worth[:MOST]]

    def _match(self, writing: str, sound: str) -> dict[str, float]:
        by_writing = self._writings.match(folded(writing)) if has_kanji(writing) else {}
        # One kanji has many readings, one kana or letter begins too many words.
        spelling = spelled(sound)
        by_sound = self._sounds.match(spelling) if len(writing) > 1 and len(spelling) > 1 else {}
        both = by_sound | {topic: score + _SAME_CHARACTERS for topic, score in by_writing.items()}
        return {topic: max(score, by_sound.get(topic, 0.0)) for topic, score in both.items()}

    def _scattered(self, words: list[Word]) -> dict[str, float]:
        """By the words that tell something, each weighted by how few topics know it (none: as if one did)."""
        parts = [(writing, sound) for writing, sound in _telling_parts(words) if len(writing) > 1 and len(sound) > 2]
        total = 0.0
        scores: dict[str, float] = {}
        for writing, sound in parts:
            found = self._match(writing, sound)
            weight = math.log(1 + len(self._questions) / max(1, len(found)))
            total += weight
            for topic, score in found.items():
                scores[topic] = scores.get(topic, 0.0) + weight * score
        return {topic: _SCATTERED * score / total for topic, score in scores.items()}


def _runs(typed: str) -> list[str]:
    """Its pieces between spaces and signs."""
    pieces = _SIGNS.split(unicodedata.normalize("NFKC", typed))
    return [_NUMBER.sub(r"\1", folded(piece)) for piece in pieces]


def _texts(entry: Topic) -> tuple[str, ...]:
    return (entry.title, entry.question, *entry.keywords)


def _is_phatic(words: list[Word]) -> bool:
    return words[0].is_phatic and not any(word.is_telling for word in words)


def _from_each_word(parts: list[str], words: list[Word]) -> list[str]:
    """The whole text, then from each later word on that somebody may begin with."""
    starts = [at for at, word in enumerate(words) if at and word.is_telling and not word.is_suffix]
    return ["".join(parts[at:]) for at in (0, *starts)]


def _telling_parts(words: list[Word]) -> Iterator[tuple[str, str]]:
    """Writing and sound of each telling word, its suffixes with it."""
    writing = sound = ""
    for word in words:
        if writing and not word.is_suffix:
            yield writing, sound
            writing = sound = ""
        if word.is_telling:
            writing, sound = writing + word.surface, sound + word.spelling
    if writing:
        yield writing, sound
