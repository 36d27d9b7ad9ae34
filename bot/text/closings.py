"""Closings of Paid: the 20th (`20`) and the end of the month (`end`). Text is normalised already.

Patterns are written in either kana and read in katakana, as the text is.
"""

import re

from bot.text.kana import katakana
from bot.text.kanji_numbers import NUMBER, number
from bot.text.span import Span

# 閉め, 絞め, 占め: what an input method makes of しめ.
_CLOSES = r"(?:(?:締(?!め?出)め?切?り?|〆め?切?り?|[しじ]め|[閉絞占]め)日?)"
_CLOSES_NO_DEADLINE = r"(?:(?:締(?!め?[出切])め?|〆(?!め?切)め?|[しじ]め|[閉絞占]め)日?)"
_TWENTIETH = r"(?:廿日|はつか|二十日|にじゅうにち)"
_END_OF_MONTH = (
    r"(?:毎?月末|末日|月の?(?:終わり|最終日|末日)|げつまつ|まつじつ|つきずえ|(?<![年週期])末|"
    r"(?<![ァ-ヶー])まつ(?=\s?[しじ]め))"
)
_THEN_PAID = r"(?:の?翌月(?:\d{1,2}日|末日?)(?:支?払い?)?)?"
_DAY = rf"(?P<day>{NUMBER})\s?(?:日|にち)?"
# 「5月20日に締め切られた」 is a day that is over, 「20日が締め切り」 a deadline.
_AT = r"(?:\s?(?:に|で|の)?\s?|(?:が|は)(?!締め?切))"
_CLOSING_DAY_IS = r"(?:締め?の?日?|〆日?|(?<![ァ-ヶー])しめ(?:び|日)?)\s?(?:は|が|を|[:=]|の|って)?\s?(?:毎月)?\s?"
_OR = r"\s?(?:と|か|や|/|・|、|,|または|もしくは|あるいは|でも|(?:じゃ|では)なくて?|から|→|を|より)\s?"
_SPOKEN_OF = re.compile(katakana(r"締め?(?!切|め切|出)|〆|\d日?[しじ]め|closing|cut-?off|Paid"), re.IGNORECASE)


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(katakana(source), re.IGNORECASE)


_CLOSING_IS = r"(?:closing|cut-?off)(?: date| day)?(?: is)?:? (?:at |on )?(?:the )?"
_MONTH_END = r"(?:month[- ]end|end[- ]of[- ](?:the[- ])?month|EOM)"
_ENDS = (
    # 「先月末締め」 and 「4月末締め」 say a month besides.
    _pattern(rf"(?<=[先々今来当\d四五六七八九十]月)末日?{_AT}{_CLOSES}{_THEN_PAID}"),
    _pattern(rf"{_END_OF_MONTH}{_AT}{_CLOSES}{_THEN_PAID}"),
    _pattern(rf"{_CLOSING_DAY_IS}{_END_OF_MONTH}"),
    _pattern(rf"{_MONTH_END}[- ](?:closing|cut-?off)"),
    _pattern(rf"{_CLOSING_IS}{_MONTH_END}"),
)
_TWENTIETHS = (
    _pattern(rf"(?<!\d){_TWENTIETH}\s?{_CLOSES}{_THEN_PAID}"),
    _pattern(rf"{_CLOSING_DAY_IS}{_TWENTIETH}"),
    _pattern(r"(?<!\d)20th (?:of the month )?(?:closing|cut-?off)"),
    _pattern(rf"{_CLOSING_IS}20(?:th)?(?!\d)"),
)
_DAYS = (
    _pattern(rf"(?<!\d){_DAY}\s?{_CLOSES_NO_DEADLINE}{_THEN_PAID}"),
    _pattern(rf"(?:(?<![\d月])|(?<=毎月)){_DAY}{_AT}{_CLOSES}{_THEN_PAID}"),
    _pattern(rf"{_CLOSING_DAY_IS}{_DAY}(?!\d)"),
    # 「10日、25日締め」: the first is a closing as well.
    _pattern(rf"(?<![\d月]){_DAY}(?={_OR}{NUMBER}\s?日?{_CLOSES})"),
)
_TWENTIETH_THEN_END = _pattern(rf"(?<![\d月])(?:20|二十)日?{_CLOSES}?(?={_OR}(?P<other>{_END_OF_MONTH}))")
_END_THEN_TWENTIETH = _pattern(rf"{_END_OF_MONTH}{_CLOSES}?(?={_OR}(?P<other>(?:20(?!\d)|二十)日?))")
_ENGLISH_ANSWER = r"(?<![A-Za-z])(?:it(?:'s| is) )?(?:i think )?(?:(?:on|at|by) )?(?:the )?"
_END_ALONE = _pattern(
    rf"{_END_OF_MONTH}(?:の?ほう)?|"
    rf"{_ENGLISH_ANSWER}(?:{_MONTH_END}|last day(?: of (?:the|each|every) month)?)(?: please)?(?![A-Za-z])"
)
_TWENTIETH_ALONE = _pattern(
    rf"{_ENGLISH_ANSWER}(?<!\d)20th(?: day)?(?: of (?:the|each|every) month)?(?: please)?(?![A-Za-z])"
)
_DAY_ALONE = _pattern(rf"(?:毎月|(?<![\d月])){_DAY}(?<=[日チ])")
_DAY_CHOSEN = _pattern(r"(?<!\d)(?P<day>20|二十)(?=の?(?:ほう|方))")


def find_closings(text: str) -> list[Span]:
    """Find the closings a text names; a day that Paid does not offer (「15日締め」) is `invalid_closing`."""
    text = katakana(text)
    found = [_closing(match, "end") for pattern in _ENDS for match in pattern.finditer(text)]
    found += [_closing(match, "20") for pattern in _TWENTIETHS for match in pattern.finditer(text)]
    found += [_by_day(match) for pattern in _DAYS for match in pattern.finditer(text)]
    return [*found, *(_both(text) if _SPOKEN_OF.search(text) else [])]


def find_closing_answers(text: str) -> list[Span]:
    """Find 「20日」 and 「末日」 by themselves: closings only where the whole message is such an answer."""
    text = katakana(text)
    found = [_closing(match, "end") for match in _END_ALONE.finditer(text)]
    days = [*_DAY_ALONE.finditer(text), *_DAY_CHOSEN.finditer(text)]
    found += [_closing(match, "20") for match in _TWENTIETH_ALONE.finditer(text)]
    return [*found, *(_closing(match, "20") for match in days if number(match["day"]) == 20)]


def _both(text: str) -> list[Span]:
    """「20日と月末」, where the message speaks of closings."""
    found = []
    for pattern, first, second in ((_TWENTIETH_THEN_END, "20", "end"), (_END_THEN_TWENTIETH, "end", "20")):
        for match in pattern.finditer(text):
            other = Span(match.start("other"), match.end("other"), "closing", second)
            found += [_closing(match, first), other]
    return found


def _by_day(match: re.Match[str]) -> Span:
    day = number(match["day"])
    if day == 20:
        return _closing(match, "20")
    return Span(match.start(), match.end(), "invalid_closing", f"{day}日締め")


def _closing(match: re.Match[str], value: str) -> Span:
    return Span(match.start(), match.end(), "closing", value)
