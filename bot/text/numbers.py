"""Numbers of orders, contracts, invoices and tickets, read leniently.

All functions take normalised text (`bot.text.normalise`): full-width letters and digits are plain by then.
"""

import re

from bot.text.kana import katakana
from bot.text.kanji_numbers import with_figures
from bot.text.span import Span

_HYPHEN = r"[-‐‒–—―−─━ー一˗_.:/#・~〜]"
_GAP = rf"\s?(?:{_HYPHEN}{{0,2}}|ハイフン|スラッシュ|ダッシュ|マイナス)\s?"
_UNITS = (
    r"件|個|枚|つ|人|名|月|年|日|時|分|回|円|台|本|社|桁|歳|点|通|週|度|倍|割|千|万|営業|番目|ユーザー|ライセンス|[かヶケカ箇]月|"
    r"[KMGT]B|%"
)
_COUNTED = rf"(?!\d|\s*(?:{_UNITS})|-\d|,\d)"
# A comma may be followed by the next number, 「123,124」, if it is no amount.
_LISTED = rf"(?!\d|\s*(?:{_UNITS})|-\d|(?:,\d{{3}}){{1,3}}\s?円)"
_END = r"(?![A-Za-z0-9]|-\d|[年日円時件]|月(?!曜))"
_CALLED = r"(?:(?:管理)?番号?|ばんごう|No\.?|ナンバー|number|#|ID)"
_QUOTED = r"[「『【〔<\[(\"'#]?\s?"
_SAYS = rf"(?:の?\s*{_CALLED}\s*(?:は|が|の|:|is)?\s*{_QUOTED})"
_LETTERED_SAYS = rf"(?:\s?(?:から始まる)?(?:番号|No\.?|#)?\s?[:はの]?\s?{_QUOTED})?"
# 「000 312」: six digits in groups; the letter O for a zero only where all six are there.
_SIX = r"\d(?:[\s-]?\d){5}|(?=[Oo]*\d)[\dOo]{6}"
_SERIAL = rf"(?P<serial>{_SIX}|0{{0,3}}\d{{1,6}})"
# 「2O26」; 「26」 only with a sign before the rest: 「ORD 26-123」.
_YEAR = r"(?P<year>2\s?[0Oo]\s?\d\s?\d)"
_SHORT_YEAR = rf"(?P<year>2\d)(?:{_HYPHEN}|の)"
_ALSO = rf"\s?(?:とか|と|や|から|か|、|,|・|/|&|\+|~|〜|および|及び|または|and|or)\s?(?:{_CALLED}\s?)?"

_YEARLY = {
    "ORD": ("order_number", r"注文書?|ちゅうもん|注(?=番)|オーダー|[受発]注|(?<![A-Za-z])order"),
    "INV": ("invoice_number", r"請求書?|せいきゅうしょ?|インボイス|(?<![A-Za-z])invoice"),
}
_PLAIN = {
    "CNT": ("contract_number", r"契約書?|けいやく|(?<![A-Za-z])contract"),
    "TKT": ("ticket_number", r"チケット|受付|依頼|問い?合わ?せ|(?<![A-Za-z])ticket"),
}
# The letters of the prefix, mistyped or spelt out too.
_LOOKS = {
    "ORD": r"(?:[O0](?:RD|DR|RDER| R D)|オーアールディー?)",
    "INV": r"(?:[I1l](?:NV|VN|NVOICE| N V)|アイエヌブイ)",
    "CNT": r"(?:C(?:NT|TN|ONT| N T)|シーエヌティー?)",
    "TKT": r"(?:T(?:KT|TK| K T)|ティーケーティー?)",
}


def find_numbers(text: str) -> list[Span]:
    """Find all numbers with their letters (ord2026-123, TKT123) or the word for their kind (チケット123).

    「TKT-000123と124」 names two.
    """
    text = katakana(with_figures(text))
    found = []
    for prefix in (*_YEARLY, *_PLAIN):
        for match in _matches(prefix, text):
            number = _span(match, prefix, match.groupdict().get("year"))
            found += [number, *_following(number, prefix, text)]
    return found


def read_number(text: str, entity: str) -> str | None:
    """Read the answer to a question for a number, where bare digits do: 「123」, 「2026-123」; None if it has none."""
    named = [span.value for span in find_numbers(text) if span.entity == entity]
    if named:
        return named[0]
    for prefix, (name, _) in _YEARLY.items():
        match = re.search(rf"(?<![A-Za-z0-9])(20\d\d){_GAP}(\d{{1,6}}){_END}", text)
        if name == entity and match:
            return f"{prefix}-{match[1]}-{int(match[2]):06}"
    for prefix, (name, _) in _PLAIN.items():
        match = re.search(rf"(?<![A-Za-z0-9-])(\d{{1,6}}){_END}", text)
        if name == entity and match:
            return f"{prefix}-{int(match[1]):06}"
    return None


def _patterns(prefix: str) -> tuple[re.Pattern[str], ...]:
    entity_word = (_YEARLY | _PLAIN)[prefix][1]
    year = rf"{_YEAR}(?:{_GAP}|年?の)" if prefix in _YEARLY else ""
    letters = rf"(?<![A-Za-z0-9]){_LOOKS[prefix]}{_LETTERED_SAYS}{_GAP}"
    lettered = rf"{letters}{year}{_SERIAL}{_END}"
    # 「ORD-2026-000123-1」: a part of what the number stands for.
    branched = rf"{letters}{year}(?P<serial>\d{{6}})[-_]\d{{1,2}}{_END}"
    worded = rf"(?:{entity_word}){_SAYS}{year}{_SERIAL}{_LISTED}"
    # Without 番号 a number is one of ours only if it looks like it; a ticket's may be any.
    plainly = r"\d{1,6}" if prefix == "TKT" else r"\d{3,6}" if year else r"0\d{5}"
    word = "チケット" if prefix == "TKT" else entity_word
    unworded = rf"(?:{word})\s*(?:は|が|の|[:-])?\s*{year}(?P<serial>{plainly}){_COUNTED}"
    sources = [lettered, branched, worded, unworded]
    if year:
        sources += [
            rf"{letters}{_SHORT_YEAR}{_SERIAL}{_END}",
            rf"(?:{entity_word}){_SAYS}{_SHORT_YEAR}{_SERIAL}{_COUNTED}",
            rf"(?<![\dA-Za-z.,/-])(?P<year>20\d\d)(?:{_HYPHEN}|(?=\d{{6}}))(?P<serial>\d{{3,6}})(?:の|という)(?:{entity_word})",
        ]
    else:
        sources.append(rf"(?<![\dA-Za-z.,-])(?P<serial>\d{{1,6}})番の(?:{entity_word})")
        sources.append(rf"(?<![A-Za-z])(?:No\.?|ナンバー|番号|#)\s?(?P<serial>\d{{1,6}})番?の(?:{entity_word})")
    return tuple(_compiled(source) for source in sources)


def _compiled(source: str) -> re.Pattern[str]:
    """For a text in katakana."""
    return re.compile(katakana(source), re.IGNORECASE)


_PATTERNS = {prefix: _patterns(prefix) for prefix in (*_YEARLY, *_PLAIN)}
_NEXT_YEARLY = _compiled(rf"{_ALSO}(?:(?P<year>20\d\d){_HYPHEN})?(?P<serial>\d{{2,6}}){_LISTED}{_END}")
_NEXT_PLAIN = _compiled(rf"{_ALSO}(?P<serial>\d{{2,6}}){_LISTED}{_END}")


def _matches(prefix: str, text: str) -> list[re.Match[str]]:
    return [match for pattern in _PATTERNS[prefix] for match in pattern.finditer(text)]


def _following(number: Span, prefix: str, text: str) -> list[Span]:
    """Further numbers of the same kind, said without their letters."""
    pattern = _NEXT_YEARLY if prefix in _YEARLY else _NEXT_PLAIN
    year = number.value.split("-")[1] if prefix in _YEARLY else None
    found, end = [], number.end
    while match := pattern.match(text, end):
        found.append(_span(match, prefix, match.groupdict().get("year") or year))
        end = match.end()
    return found


def _span(match: re.Match[str], prefix: str, year: str | None) -> Span:
    serial = int(_figures(match["serial"]))
    year = f"20{_figures(year)[-2:]}" if year else None
    entity = (_YEARLY | _PLAIN)[prefix][0]
    return Span(match.start(), match.end(), entity, f"{prefix}-{year}-{serial:06}" if year else f"{prefix}-{serial:06}")


def _figures(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed).replace("O", "0").replace("o", "0")
