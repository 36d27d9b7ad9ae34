"""What the intent classifier sees of a message: normalised words, characters and readings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_NO_CONTENT = re.compile(r"[\s、。,.!?…・~〜「」『』()\[\]:;\"']+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Document:
    """One message, taken apart by the tokenizer. Every digit is a 0: which order it is says nothing of the topic."""

    words: tuple[str, ...]
    """Sudachi's normalised forms: 申込 and 申し込み are one word."""
    text: str
    """The message itself, lower case, without blanks and punctuation."""
    reading: str
    """Its reading in katakana: 「ちゅうもん」 and 「注文」 are one."""


def document(text: str, words: Iterable[str], readings: Iterable[str]) -> Document:
    """Build a `Document` from a normalised text and what the tokenizer says of its words."""
    bare = (_DIGIT.sub("0", _NO_CONTENT.sub("", word.lower())) for word in words)
    return Document(
        words=tuple(word for word in bare if word),
        text=_DIGIT.sub("0", _NO_CONTENT.sub("", text.lower())),
        reading=_DIGIT.sub("0", _NO_CONTENT.sub("", "".join(readings).lower())),
    )


def word_ngrams(words: Sequence[str]) -> Counter[str]:
    """Count single words and pairs of neighbours."""
    counts = Counter(words)
    counts.update(f"{left} {right}" for left, right in pairwise(words))
    return counts


def character_ngrams(text: str, longest: int = 4) -> Counter[str]:
    """Count runs of one to `longest` characters, the edges of the text marked."""
    if not text:
        return Counter()
    marked = f"^{text}$"
    counts = Counter(text)
    for size in range(2, longest + 1):
        counts.update(marked[start : start + size] for start in range(len(marked) - size + 1))
    return counts
