"""What one of the staff wants to know, read from how they put it. Pure.

Whatever is no look-up is a question to the assistant.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from backend.desk.ticket_listing import View
from backend.slack.asks.numbers import Number, find_numbers


class About(StrEnum):
    """What of a member."""

    DUE = "due"
    ORDERS = "orders"
    CONTRACTS = "contracts"
    ALL = "all"


@dataclass(frozen=True)
class Help:
    pass


@dataclass(frozen=True)
class Numbers:
    """`about_due`: when their member has to pay is what is asked, rather than how they stand."""

    numbers: tuple[Number, ...]
    about_due: bool = False


@dataclass(frozen=True)
class OfMember:
    """`login_ids` may each be one; `is_named` if one of them can't well be anything else."""

    login_ids: tuple[str, ...]
    about: About
    is_named: bool
    text: str


@dataclass(frozen=True)
class Queue:
    pass


@dataclass(frozen=True)
class Tickets:
    view: View


@dataclass(frozen=True)
class Search:
    words: str


@dataclass(frozen=True)
class Availability:
    """Not a question: from now on they take new conversations, or none. Only the command says so."""

    is_available: bool


@dataclass(frozen=True)
class Missing:
    """Said without what it is about."""

    what: str


@dataclass(frozen=True)
class Question:
    text: str


Wish = Help | Numbers | OfMember | Queue | Tickets | Search | Availability | Missing | Question

_HELP = re.compile(
    r"(?:/?help|ヘルプ|へるぷ|使い方|つかいかた|何ができる|なにができる)(?:を?(?:教えて|見せて))?(?:の)?(?:です)?か?[?。!]*"
)
_SEARCH = re.compile(r"(?:検索|けんさく|search)(?:して)?[\s:]+(?P<words>.+)", re.IGNORECASE)
_SEARCH_AFTER = re.compile(
    r"(?P<words>.{2,60}?)\s*(?:を|で)\s*(?:検索|けんさく)(?:して(?:ください|下さい)?|する)?[。!]*"
)
# What is asked about something, rather than what somebody wants to do with it: 「請求は？」, not 「請求書の宛名を」.
_ASKED = (
    r"(?:\s*(?:の|は|って|も)?\s*(?:状況|一覧|どう|どれ|いつ|ある|あり|何|見せ|教え|調べ|確認)|[はも]?[?。]*$"
    r"|を(?:見せ|教え|調べ|確認|知り))"
)
_DUE = re.compile(
    rf"支払|しはらい|払う|期日|きじつ|期限|いつまで|引き?落と?し|振込[期日]|(?:請求(?:書|額|金額|分)?|入金){_ASKED}"
    r"|(?<![a-z])(?:due|pay|payment)(?![a-z])",
    re.IGNORECASE,
)
_ORDERS = re.compile(rf"(?:注文|ちゅうもん|オーダー|(?<![a-z])orders?(?![a-z])){_ASKED}", re.IGNORECASE)
_CONTRACTS = re.compile(rf"(?:契約|けいやく|利用中|(?<![a-z])contracts?(?![a-z])){_ASKED}", re.IGNORECASE)
_ALL = re.compile(
    r"どうな(?:って|る)|どうです|ロック(?:中|され|して|が)|どう[?。]*$"
    r"|(?:状況|状態|情報)(?:は|を|[?。]*$)|について[?。]*$|照会|調べて|見せて|確認して"
)

# Lists are asked for in few words; what is longer tells a story.
_LONGEST_FOR_LISTS = 40
_WAITS = re.compile(
    r"(?:誰|だれ|どなた|何人|何名|何件).{0,8}(?:待|まっ)|(?:待|まっ)っ?て(?:い)?る?(?:人|ひと|方|会員|お?客)"
    r"|(?:人|ひと|方|会員|お?客(?:さん|さま|様)?)[がは]?(?:待っ|まっ)て(?:い)?(?:る|ます)"
    r"|(?:順番|対応|会話|チャット|オペレーター|担当者?)待ち|(?<![ァ-ヶー])キュー(?!ブ)|(?<![a-z])queue(?![a-z])",
    re.IGNORECASE,
)
_WAITS_ALONE = re.compile(
    r"(?:いま|今|現在)?の?(?:待ち|待ってる|待っている)(?:人数|状況|一覧|リスト|行列|は|いる|いますか|ある|ありますか)*[?。]*"
)
_TICKET = r"(?:チケット|ちけっと|(?<![a-z])tickets?(?![a-z])|案件|問い?合わ?せ|依頼)"
_OPEN = (
    rf"(?:開いて|あいて|空いて|残って|オープン|未対応|未完了|未解決|未処理|対応中|対応待ち|(?<![a-z])open).{{0,8}}{_TICKET}"
    rf"|{_TICKET}.{{0,4}}(?:未対応|未完了|未解決|未処理|残って|開いて|一覧|リスト|何件|は(?:ある|あります)|を?見せて)"
)
_TICKETS = re.compile(_OPEN, re.IGNORECASE)
_TICKETS_ALONE = re.compile(
    rf"(?:今|いま|現在)?の?(?:未対応|未完了|未処理|{_TICKET}|open\s?tickets?)(?:の?(?:一覧|リスト|状況|件数|もの|分))?"
    r"(?:は|を|ある|あります|見せて|教えて|何件|ください|です|か)*[?。]*",
    re.IGNORECASE,
)
_OVERDUE = (
    r"(?:期限切れ|期限の?切れた|期限が切れて(?:い)?る|期限(?:を|の)?(?:過ぎ|超え|超過|オーバー)\w{0,4}"
    r"|遅れて(?:い)?る|overdue)"
)
_OVERDUE_TICKETS = re.compile(rf"{_OVERDUE}.{{0,4}}{_TICKET}|{_TICKET}.{{0,6}}{_OVERDUE}", re.IGNORECASE)
_OVERDUE_ALONE = re.compile(
    rf"{_OVERDUE}(?:の?(?:一覧|リスト|件数|もの|分|件))?(?:は|を|が|ある|あります|見せて|教えて|何件|ください|か)*[?。]*",
    re.IGNORECASE,
)
_MINE = re.compile(rf"(?:自分|私|わたし|僕|俺|担当して(?:い)?る).{{0,6}}{_TICKET}", re.IGNORECASE)

_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]*[A-Za-z0-9]")
_NAMED_ID = re.compile(
    r"(?:会員\s*(?:ID|アイディー?|番号|No\.?)|ログイン\s*(?:ID|アイディー?)|(?<![A-Za-z])ID)\s*[:はが「『\"']?\s*"
    r"(?P<id>[A-Za-z0-9][A-Za-z0-9._%+@-]{0,253})",
    re.IGNORECASE,
)
# Of a name, not of a word: with a digit or a sign in it; nor of a figure.
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9._%+@-])(?=[A-Za-z0-9._%+-]{0,63}[\d._-])(?=[\d._%+-]{0,63}[A-Za-z])"
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{2,63}"
)
_PRODUCT = re.compile(
    r"(?:fj|excloser|fence|finplex|paid|2fa|two-|e-mail|pay-?easy|(?:ord|inv|cnt|tkt)-?$)", re.IGNORECASE
)


def read(text: str) -> Wish:
    """What the text asks for, whatever way it came."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain or _HELP.fullmatch(plain):
        return Help()
    if numbers := find_numbers(plain):
        return Numbers(tuple(numbers), about_due=_asks_due_of_member(plain))
    if found := _SEARCH.fullmatch(plain) or _SEARCH_AFTER.fullmatch(plain):
        return Search(found["words"].strip("「」『』\"' "))
    return _of_member(plain) or without_member(plain)


def without_member(text: str) -> Wish:
    """The same, if no word of it is a login id."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) > _LONGEST_FOR_LISTS:
        return Question(plain)
    return _list(plain) or Question(plain)


def _list(plain: str) -> Wish | None:
    if _WAITS.search(plain) or _WAITS_ALONE.fullmatch(plain):
        return Queue()
    if _OVERDUE_TICKETS.search(plain) or _OVERDUE_ALONE.fullmatch(plain):
        return Tickets(View.OVERDUE)
    if _MINE.search(plain):
        return Tickets(View.MINE)
    if _TICKETS.search(plain) or _TICKETS_ALONE.fullmatch(plain):
        return Tickets(View.OPEN)
    return None


def _of_member(plain: str) -> OfMember | None:
    named = [found["id"] for found in _NAMED_ID.finditer(plain)] + _MAIL.findall(plain)
    tokens = [found[0] for found in _TOKEN.finditer(plain)]
    ids = tuple(dict.fromkeys(each.rstrip("._-+@") for each in (*named, *tokens)))
    about = _about(plain, ids)
    if not ids or about is None:
        return None
    # 「FJcloud-Vの支払期日は？」 is about nobody.
    is_named = bool(named) or (about is not About.ALL and not all(_PRODUCT.match(each) for each in tokens))
    return OfMember(ids, about, is_named, plain)


def _about(plain: str, ids: tuple[str, ...]) -> About | None:
    for about, words in ((About.DUE, _DUE), (About.ORDERS, _ORDERS), (About.CONTRACTS, _CONTRACTS), (About.ALL, _ALL)):
        if words.search(plain):
            return about
    # The id and next to nothing else.
    is_alone = any(len(plain) - len(each) <= len("会員ID は?") for each in ids)
    return About.ALL if is_alone else None


def _asks_due_of_member(plain: str) -> bool:
    """An invoice's own answer says when it is due."""
    return bool(re.search(r"支払|しはらい|払う|期日|いつまで|引き?落と?し|(?<![a-z])due", plain, re.IGNORECASE))
