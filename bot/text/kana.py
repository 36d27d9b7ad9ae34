"""Kana of one kind: 「ふぇんすめーる」 and 「フェンスメール」 are one name."""

import re

_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}


def katakana(text: str) -> str:
    """Hiragana as katakana, character for character, so that every place in the text stays where it was."""
    return text.translate(_TO_KATAKANA)


_FOR_LONG_MARK = re.compile(r"(?<=[ァ-ヴ])(?:[-‐−–—―─](?![A-Za-z0-9\s])|一(?=[ァ-ヴ]))")


def with_long_marks(text: str) -> str:
    """The text with 「カ-ド」 and 「サ一バ-」 as they sound, every place staying where it was."""
    return _FOR_LONG_MARK.sub("ー", text)
