"""How a text in やさしい日本語 is read by a program: its readings taken out, checked, and its sentences counted.

A reading stands in （ ） right behind a run of kanji (`締（し）め日（び）`, `20日（はつか）`), or behind a label,
which stays word for word as on its page (`「注文一覧」（ちゅうもんいちらん）`).
"""

from __future__ import annotations

import functools
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sudachipy import Dictionary, SplitMode

KANJI = "一-龠々"
_UNIT = re.compile(rf"((?:[0-9]+(?:〜[0-9]+)?)?[{KANJI}][0-9{KANJI}]*)（([ぁ-ゖ 　]+)）")
_LABEL = re.compile(rf"「([^「」]*[{KANJI}][^「」]*)」（([ぁ-ゖァ-ヺー・、 　]+)）")
_HAS_READING = re.compile(rf"[{KANJI}]（[ぁ-ゖ 　]+）")
_IS_KANJI = re.compile(rf"[{KANJI}]")
_READING = re.compile(rf"(?<=[{KANJI}」])（[ぁ-ゖァ-ヺー・、 　]+）")
# The number of a step is no part of the word behind it.
_STEP = re.compile("[①-⑳]")
# What a reading may leave out: blanks for legibility, and the signs of the label.
_SIGNS = re.compile(r"[\s・、（）「」]")


@dataclass(frozen=True)
class Read:
    """A run of kanji or a label, where it stands in the text without readings, and how it is read."""

    surface: str
    reading: str
    start: int

    @property
    def end(self) -> int:
        """One behind its last character."""
        return self.start + len(self.surface)


class MissingReadingError(ValueError):
    """A kanji has no reading behind it."""


def without_readings(text: str) -> str:
    """The text as it would be written for those who need no readings."""
    return _READING.sub("", text)


def readings(text: str) -> tuple[str, list[Read]]:
    """The text without its readings, and all of them.

    Raises:
        MissingReadingError: a kanji stands outside of a label and has no reading.
    """
    plain, found, position = "", [], 0
    while position < len(text):
        label = _LABEL.match(text, position)
        unit = _UNIT.match(text, position)
        if label and not _HAS_READING.search(label[1]):
            found.append(Read(label[1], label[2], len(plain) + 1))
            plain += f"「{label[1]}」"
            position = label.end()
        elif unit:
            found.append(Read(unit[1], unit[2], len(plain)))
            plain += unit[1]
            position = unit.end()
        elif _IS_KANJI.match(text[position]):
            raise MissingReadingError(text[position : position + 12])
        else:
            plain += text[position]
            position += 1
    return plain, found


def same_sound(reading: str) -> str:
    """A reading as it is compared: hiragana, without blanks and signs."""
    return _SIGNS.sub("", _hiragana(reading))


def compared(text: str) -> Iterator[tuple[str, str, str]]:
    """What has a reading, word by word as Sudachi sees them: the word, its reading here, its reading by the dictionary.

    Raises:
        MissingReadingError: a kanji stands outside of a label and has no reading.
    """
    plain, found = readings(text)
    waiting = deque(found)
    while waiting:
        start, end, group = waiting[0].start, waiting[0].end, []
        covering: list[Any] = []
        # A word may hold several runs of kanji (締め日), and a run several words.
        while True:
            group = [read for read in found if read.start < end and read.end > start]
            covering = [word for word in _words(plain) if word.begin() < end and word.end() > start]
            wider = min(start, covering[0].begin(), group[0].start), max(end, covering[-1].end(), group[-1].end)
            if wider == (start, end):
                break
            start, end = wider
        while waiting and waiting[0].start < end:
            waiting.popleft()
        here, position = "", start
        for read in group:
            here += plain[position : read.start] + read.reading
            position = read.end
        here += plain[position:end]
        yield plain[start:end], same_sound(here), same_sound("".join(_sound(word) for word in covering))


def sentences(text: str) -> list[str]:
    """The sentences of a text without readings, and without the labels it quotes, whose length nobody can help."""
    unquoted = re.sub(r"「[^「」]*」", "", without_readings(text))
    return [part.strip() for part in re.split(r"[。\n：]", unquoted) if re.search(r"[ぁ-ゖ]", part)]


def auxiliaries(text: str) -> set[str]:
    """The auxiliary verbs that it uses outside of labels, by their dictionary form."""
    unquoted = re.sub(r"「[^「」]*」", "", without_readings(text))
    return {word.dictionary_form() for word in _words(unquoted) if word.part_of_speech()[0] == "助動詞"}


def _sound(word: Any) -> str:
    return str(word.surface() if word.part_of_speech()[0] in {"補助記号", "空白"} else word.reading_form())


@functools.lru_cache(maxsize=256)
def _words(text: str) -> list[Any]:
    return list(_tokenizer().tokenize(_STEP.sub("。", text)))


@functools.cache
def _tokenizer() -> Any:
    return Dictionary(dict="core").create(SplitMode.C)


def _hiragana(text: str) -> str:
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in text)
