"""Small numbers as people write them: 20, 二十, 二〇."""

import re

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_DIGIT = "[〇零一二三四五六七八九]"

NUMBER = (
    r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三][〇零一二三四五六七八九]|[一二三四五六七八九])"
)
"""A pattern for what `number` reads."""
YEAR = rf"(?:\d{{4}}|二千(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])|[一二]{_DIGIT}{{3}})"
"""A pattern for what `year` reads."""
_ROW = re.compile(
    rf"{_DIGIT}{{3,}}|(?<![〇零一二三四五六七八九十百千\d])(?:[二三四五六七八九]十[一二三四五六七八九]?|十[一二三四五六七八九])(?=番)"
)


def number(text: str) -> int:
    """Read a number from 0 to 999 in digits, or from 1 to 99 in kanji."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(_plain(text))
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def year(text: str) -> int:
    """Read a year of four figures, in digits, in kanji digits or as 二千二十六."""
    if text.startswith("二千"):
        return 2000 + number(text[2:])
    return int(_plain(text))


def with_figures(text: str) -> str:
    """Write 「二〇二六の三四五」 and 「五十番」 in figures, every place in the text staying where it was."""
    return _ROW.sub(
        lambda match: (_plain(match[0]) if "十" not in match[0] else f"{number(match[0])}").zfill(len(match[0])), text
    )


def _plain(text: str) -> str:
    return re.sub(_DIGIT, lambda match: str(_DIGITS[match[0]]), text)
