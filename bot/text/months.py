"""Months as people mean them: 「4月分」, 「先月」, 「令和8年4月」. No clock here: the backend resolves the expression.

The value is an expression of docs/architecture.md: `2026-04`; `--04` for a month without a year; `P-1M`, `P0M`, `P1M`
counted in months from now; `P-1Y-04` for April of last year.
"""

import re

from bot.text.kanji_numbers import NUMBER, number
from bot.text.span import Span

# The year before the first of an era: 令和1年 is 2019.
_ERAS = {"令和?": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERA_LETTERS = {"R": 2018, "H": 1988, "S": 1925}
_RELATIVE = {
    r"先々月|先先月|前々月(?=分|の?(?:ご?利用|使))|おととい?の?月|一昨月": -2,
    r"先月|せんげつ|前月(?=分|の?(?:ご?利用|使))|昨月": -1,
    r"今月|当月|こんげつ|本月": 0,
    r"再来月|さらいげつ": 2,
    r"来月|らいげつ": 1,
}
_YEARS = {r"一昨年|おととし": -2, r"去年|昨年|前年|きょねん": -1, r"今年|本年|ことし": 0, r"来年|らいねん": 1}
# Not 「4月5日」, a day; 「4月20日締め」 is a month and a closing. Not 「3月間」.
_MONTH = rf"(?P<month>{NUMBER})\s?月(?!間|曜)(?!\s?{NUMBER}\s?日(?!\s?(?:締|〆|しめ|じめ)))"
# A year of which no month is said; not 「2025年度」 or 「2年間」.
_YEAR_ALONE = r"年(?!\s?の?\s?\d|[度間前後以内目])"
# 「翌月20日払い」 is a term of payment, 「前月分」 the month before this one.
_STEPS = {
    r"(?:その)?(?:(?:ひと|一)つ?)?前の月|(?:その)?前月|ひと月前|一月前": -1,
    r"(?:その)?次の月|(?:その)?翌月(?!\s?(?:末|\d|払))|ひと月後|一月後": 1,
}
_NO_DIGIT_BEFORE = r"(?<![\d一二三四五六七八九十.,/-])"


def find_months(text: str) -> list[Span]:
    """Find the months a text names, those with a year first; one that no calendar has is `invalid_month`."""
    return [
        *_with_year(text),
        *_with_era(text),
        *_in_figures(text),
        *_in_year_words(text),
        *_whole_month(text),
        *_alone(text),
        *_counted(text),
    ]


def find_month_changes(text: str) -> list[Span]:
    """Find a year without a month (`usage_year`) and a month beside the last one (`month_step`, in months).

    「去年だと?」, 「令和7年だと?」, 「その前の月は?」: only what was talked about gives these their month.
    """
    found = [
        Span(m.start(), m.end(), "usage_year", m["year"])
        for m in re.finditer(rf"(?<!\d)(?P<year>20\d\d)\s?{_YEAR_ALONE}", text)
    ]
    for era, before in _ERAS.items():
        for match in re.finditer(rf"{era}\s?(?P<year>\d{{1,2}}|元|{NUMBER})\s?{_YEAR_ALONE}", text):
            year = 1 if match["year"] == "元" else number(match["year"])
            found.append(Span(match.start(), match.end(), "usage_year", str(before + year)))
    for letter, before in _ERA_LETTERS.items():
        pattern = rf"(?<![A-Za-z0-9]){letter}\s?(?P<year>\d{{1,2}})\s?{_YEAR_ALONE}"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            found.append(Span(match.start(), match.end(), "usage_year", str(before + int(match["year"]))))
    for words, years in _YEARS.items():
        found += [Span(m.start(), m.end(), "usage_year", f"P{years}Y") for m in re.finditer(words, text)]
    for words, months in _STEPS.items():
        found += [Span(m.start(), m.end(), "month_step", str(months)) for m in re.finditer(words, text)]
    return found


def _with_year(text: str) -> list[Span]:
    """「2026年4月」, 「26年4月」; and 「1999年4月」, which is for the backend to refuse."""
    found = [
        _span(match, f"{match['year']}-", match["month"])
        for match in re.finditer(rf"(?<!\d)(?:西暦)?(?P<year>\d{{4}})\s?年\s?の?{_MONTH}", text)
    ]
    for match in re.finditer(rf"(?<![\d和成正治])(?P<year>2\d)\s?年\s?{_MONTH}", text):
        found.append(_span(match, f"20{match['year']}-", match["month"]))
    return found


def _with_era(text: str) -> list[Span]:
    """「令和8年4月」, 「平成30年4月」, 「R8.4」."""
    found = []
    for era, before in _ERAS.items():
        for match in re.finditer(rf"{era}\s?(?P<year>\d{{1,2}}|元|{NUMBER})\s?年\s?の?{_MONTH}", text):
            year = 1 if match["year"] == "元" else number(match["year"])
            found.append(_span(match, f"{before + year}-", match["month"]))
    figures = r"(?P<year>\d{1,2})\s?[./年-]\s?(?P<month>\d{1,2})(?![\d./-]*\d)\s?月?"
    for letter, before in _ERA_LETTERS.items():
        for match in re.finditer(rf"(?<![A-Za-z0-9]){letter}{figures}", text, re.IGNORECASE):
            found.append(_span(match, f"{before + int(match['year'])}-", match["month"]))
    return found


def _in_figures(text: str) -> list[Span]:
    """「2026/04」, 「2026-4」, 「202604分」."""
    pattern = (
        r"(?<![\w.-])(?P<year>(?:19|20|21)\d\d)(?:\s?[/.-]\s?(?P<month>\d{1,2})(?![\w]|[./-]\d)(?:\s?月)?"
        r"|(?P<packed>0[1-9]|1[0-2])(?=\s?(?:月|分|利用|ご利用)))"
    )
    ascii_word = re.compile(pattern, re.ASCII)
    return [_span(match, f"{match['year']}-", match["month"] or match["packed"]) for match in ascii_word.finditer(text)]


def _in_year_words(text: str) -> list[Span]:
    """「去年の12月」."""
    found = []
    for words, years in _YEARS.items():
        for match in re.finditer(rf"(?:{words})\s?の?\s?{_MONTH}", text):
            found.append(_span(match, f"P{years}Y-", match["month"]))
    return found


def _whole_month(text: str) -> list[Span]:
    """「4月1日〜4月30日」 and 「4/1〜4/30」 are a month of use."""
    pattern = (
        r"(?<![\d/.-])(?P<month>\d{1,2})(?:月1日|/0?1)\s?(?:から|~|〜|-|ー|−)\s?"
        r"(?:(?P=month)(?:月|/))?(?:28|29|30|31|末)(?:日|(?!\d))"
    )
    return [_span(match, "--", match["month"]) for match in re.finditer(pattern, text)]


def _alone(text: str) -> list[Span]:
    """「4月分」, 「四月」, and 「13月」, which there is not."""
    return [_span(match, "--", match["month"]) for match in re.finditer(rf"{_NO_DIGIT_BEFORE}{_MONTH}", text)]


def _counted(text: str) -> list[Span]:
    """「先月」, 「2か月前」."""
    found = []
    for words, months in _RELATIVE.items():
        found += [_plain(match, f"P{months}M") for match in re.finditer(words, text)]
    for match in re.finditer(rf"{_NO_DIGIT_BEFORE}(?P<count>{NUMBER})\s?[かヶケカ箇ヵ]月\s?(?P<side>前|後)", text):
        sign = "-" if match["side"] == "前" else ""
        found.append(_plain(match, f"P{sign}{number(match['count'])}M"))
    return found


def _span(match: re.Match[str], start: str, month: str) -> Span:
    if 1 <= number(month) <= 12:
        return _plain(match, f"{start}{number(month):02}")
    return Span(match.start(), match.end(), "invalid_month", match[0].strip())


def _plain(match: re.Match[str], value: str) -> Span:
    return Span(match.start(), match.end(), "usage_month", value)
