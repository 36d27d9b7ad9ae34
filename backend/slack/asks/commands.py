"""What `/madoguchi` is told: a word that says what to do, and what about; else a question. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

from backend.desk.ticket_listing import View
from backend.slack.asks import reading
from backend.slack.asks.numbers import Kind, bare_number, find_numbers
from backend.slack.asks.reading import About, Availability, Help, Missing, Numbers, OfMember, Search, Tickets, Wish

_MINE = re.compile(r"mine|my|me|自分(?:の)?|私(?:の)?|担当(?:分)?", re.IGNORECASE)
_OVERDUE = re.compile(r"overdue|late|期限切れ|期限超過|超過|遅れ", re.IGNORECASE)
_OPEN = re.compile(r"open|list|一覧|未対応|開いている(?:もの)?|すべて|全部", re.IGNORECASE)

_WHICH_ORDER = "注文番号を添えてください。例：/madoguchi order ORD-2026-000123"
_WHICH_TICKET = "チケット番号を添えてください。例：/madoguchi ticket TKT-000012"
_WHOSE = "ログインIDを添えてください。例：/madoguchi due yamada01"
_WHAT = "探す言葉を添えてください。例：/madoguchi search 請求書の宛名"


def read(text: str) -> Wish:
    """What is behind the command's name. 「注文 はどこからできますか」 is a question, whatever word it begins with."""
    plain = unicodedata.normalize("NFKC", text).strip()
    word, _, rest = plain.partition(" ")
    reader = _READERS.get(word.rstrip(":").casefold())
    wish = None if reader is None else reader(rest.strip())
    return reading.read(plain) if wish is None else wish


def _search(rest: str) -> Wish:
    return Search(rest) if rest else Missing(_WHAT)


def _order(rest: str) -> Wish | None:
    return _numbered(rest, Kind.ORDER, _WHICH_ORDER)


def _ticket(rest: str) -> Wish | None:
    for view, words in ((View.MINE, _MINE), (View.OVERDUE, _OVERDUE), (View.OPEN, _OPEN)):
        if not rest or words.fullmatch(rest):
            return Tickets(view if rest else View.OPEN)
    return _numbered(rest, Kind.TICKET, _WHICH_TICKET)


def _due(rest: str) -> Wish | None:
    if not rest:
        return Missing(_WHOSE)
    if numbers := find_numbers(rest):
        return Numbers(tuple(numbers), about_due=True)
    # One word is the login id, whatever it looks like: 「はいつですか」 is none.
    if " " not in rest and (rest.isascii() or "@" in rest):
        return OfMember((rest,), About.DUE, is_named=True, text=rest)
    found = reading.read(f"{rest} の支払期日")
    if isinstance(found, OfMember):
        return replace(found, is_named=True)
    return Missing(_WHOSE) if rest.isascii() else None


def _numbered(rest: str, kind: Kind, otherwise: str) -> Wish | None:
    if numbers := find_numbers(rest):
        return Numbers(tuple(numbers))
    bare = [bare_number(word, kind) for word in re.split(r"[\s,、]+", rest)]
    if known := tuple(number for number in bare if number):
        return Numbers(known)
    return None if rest and not rest.isascii() else Missing(otherwise)


_WORDS: tuple[tuple[str, Callable[[str], Wish | None]], ...] = (
    ("help ヘルプ 使い方 ?", lambda _rest: Help()),
    ("search 検索 けんさく", _search),
    ("ticket tickets チケット", _ticket),
    ("order orders 注文 オーダー", _order),
    ("受付開始 受付中 on", lambda rest: None if rest else Availability(is_available=True)),
    ("受付停止 離席 離席中 off", lambda rest: None if rest else Availability(is_available=False)),
    ("due 支払い 支払 支払期日 期日 支払い期日", _due),
)
_READERS: Mapping[str, Callable[[str], Wish | None]] = {
    word: reader for words, reader in _WORDS for word in words.split()
}
