"""Finding the topics in whose texts a word, or its beginning, stands."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from backend.topics.romaji import beginnings

# Shares of a full match, by where the typed word stands. Set by the table of half-typed queries (tests/backend).
_AT_START = 0.95
_AT_WORD = 0.88
_INSIDE = 0.7
_MISSPELT = 0.65
_BEGUN = 0.6
# How much a text that is hardly longer than what was typed gains over one that is much longer.
_CLOSENESS = 0.05
# In sounds: what is shorter stands inside of too many words, or looks like too many.
_INSIDE_FROM = 2
_MISSPELT_FROM = 3
# The part of a long word that must be known.
_BEGUN_FROM = 0.6


class SegmentIndex:
    """Texts of topics in one spelling, each also from every later word on."""

    def __init__(self, keys: Iterable[tuple[str, list[str]]], *, letters_per_sound: int) -> None:
        """`keys`: topic, and a text from each of its words on. One sound is about two Latin letters, or one kanji."""
        self._inside_from = _INSIDE_FROM * letters_per_sound
        self._misspelt_from = _MISSPELT_FROM * letters_per_sound
        owners: dict[str, dict[str, float]] = defaultdict(dict)
        whole: dict[str, set[str]] = defaultdict(set)
        for topic, segments in keys:
            for number, segment in enumerate(segments):
                share = _AT_WORD if number else _AT_START
                owners[segment][topic] = max(share, owners[segment].get(topic, 0.0))
            whole[segments[0]].add(topic)
        self._segments = sorted(owners)
        self._owners = owners
        self._whole = whole

    def match(self, typed: str) -> dict[str, float]:
        """Topics with how well they match, up to 1. Slips are looked for only where nothing matches as it stands."""
        if not typed:
            return {}
        found: dict[str, float] = {}
        for begun in beginnings(typed):
            _keep_best(found, self._standing(begun))
        return found or self._misspelt(typed) or self._begun(typed)

    def _beginning_with(self, typed: str) -> Iterator[str]:
        start = bisect_left(self._segments, typed)
        rest = (self._segments[at] for at in range(start, len(self._segments)))
        return takewhile(lambda segment: segment.startswith(typed), rest)

    def _standing(self, typed: str) -> Iterator[tuple[str, float]]:
        for segment in self._beginning_with(typed):
            closeness = _CLOSENESS * len(typed) / len(segment)
            for topic, share in self._owners[segment].items():
                yield topic, share + closeness
        if len(typed) >= self._inside_from:
            for text, topics in self._whole.items():
                if typed in text:
                    for topic in topics:
                        yield topic, _INSIDE

    def _misspelt(self, typed: str) -> dict[str, float]:
        """Beginnings of words with a slip or two: two from ten letters on, three from fifteen."""
        found: dict[str, float] = {}
        slips = min(3, max(1, len(typed) // 5))
        if len(typed) < self._misspelt_from:
            return found
        for longer in (0, 1, -1):
            cut = [segment[: len(typed) + longer] for segment in self._segments]
            near = process.extract(typed, cut, scorer=OSA.distance, score_cutoff=slips, limit=None)
            for text, distance, at in near:
                if text[:1] != typed[:1] and distance > 1:
                    continue
                share = _MISSPELT * (1 - distance / len(typed))
                _keep_best(found, ((topic, share) for topic in self._owners[self._segments[at]]))
        return found

    def _begun(self, typed: str) -> dict[str, float]:
        """What begins like ours and goes on otherwise: 「かいやくしたい」, 「会員登録内容変更方法」."""
        least = max(self._inside_from, math.ceil(_BEGUN_FROM * len(typed)))
        for same in range(len(typed) - 1, least - 1, -1):
            # Most of theirs as well: else 「かいが」 would begin 「かいいん」.
            alike = [segment for segment in self._beginning_with(typed[:same]) if 2 * same >= len(segment)]
            if alike:
                return {topic: _BEGUN * same / len(typed) for segment in alike for topic in self._owners[segment]}
        return {}


def _keep_best(found: dict[str, float], more: Iterable[tuple[str, float]]) -> None:
    for topic, share in more:
        found[topic] = max(share, found.get(topic, 0.0))
