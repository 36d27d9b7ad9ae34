"""Kana of one kind: 「ふぇんすめーる」 and 「フェンスメール」 are one name."""

_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}


def katakana(text: str) -> str:
    """Hiragana as katakana, character for character, so that every place in the text stays where it was."""
    return text.translate(_TO_KATAKANA)
