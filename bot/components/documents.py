"""What the intent classifier sees of a message: normalised words, characters and readings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_NO_CONTENT = re.compile(r"[\s、。,.!?…・~〜ー‐‑‒–—―−「」『』()\[\]:;\"'-]+")
_DIGIT = re.compile(r"\d")
# Kana that a person or a small screen mistakes for one another: ッ and ツ, ソ and ン, and kanji that look like kana.
_SMALL = str.maketrans("ァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ", "アイウエオツヤユヨワあいうえおつやゆよわ")
_ALIKE = str.maketrans("ソツ口力二卜夕工", "ンシロカニトタエ")


@dataclass(frozen=True)
class Document:
    """One message, taken apart by the tokenizer. Every digit is a 0: which order it is says nothing of the topic."""

    words: tuple[str, ...]
    """Sudachi's normalised forms: 申込 and 申し込み are one word."""
    kinds: tuple[str, ...]
    """What kind of word each is: a kind of name or noun of `strangers`, or empty."""
    text: str
    """The message itself, lower case, without blanks and punctuation, and with one letter for what looks alike."""
    reading: str
    """Its reading in katakana: 「ちゅうもん」 and 「注文」 are one."""


def document(text: str, words: Iterable[str], readings: Iterable[str], kinds: Iterable[str]) -> Document:
    """Build a `Document` from a normalised text and what the tokenizer says of its words."""
    bare = [(_bare(word), kind) for word, kind in zip(words, kinds)]  # noqa: B905
    return Document(
        words=tuple(word for word, _ in bare if word),
        kinds=tuple(kind for word, kind in bare if word),
        text=_bare(text).translate(_SMALL).translate(_ALIKE),
        reading=_bare("".join(readings)).translate(_SMALL),
    )


def _bare(text: str) -> str:
    return _DIGIT.sub("0", _NO_CONTENT.sub("", text.lower()))


def word_ngrams(words: Sequence[str]) -> Counter[str]:
    """Count single words and pairs of neighbours."""
    counts = Counter(words)
    counts.update(f"{left} {right}" for left, right in pairwise(words))
    return counts


def phrase_ngrams(words: Sequence[str]) -> Counter[str]:
    """Count runs of one to three words, the edges marked."""
    marked = ("^", *words, "$")
    counts = word_ngrams(marked)
    counts.update(" ".join(marked[start : start + 3]) for start in range(len(marked) - 2))
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
