"""Services, in the ways people write their names. Text is normalised already.

Patterns are written in either kana and read in katakana, as the text is.
"""

import re

from bot.text.kana import katakana, with_long_marks
from bot.text.kanji_numbers import NUMBER
from bot.text.misspelt import misspelt
from bot.text.span import Span, without_overlaps

# Few: a row of a thousand dashes must not be tried at every length.
_DASH = r"[\s_・/.ー‐‒–—―−─-]{0,3}"
_JOINED = rf"{_DASH}[の(「『\"]?{_DASH}"
_AND = r"\s?(?:[とやか&+/・、,]|それに|および|及び|または|と、|、それに|とか)\s?"
_NOT_ASCII_BEFORE = r"(?<![A-Za-z0-9])"
_NOT_ASCII_AFTER = r"(?![A-Za-z0-9])"

_O = rf"(?:[O0](?!\d){_NOT_ASCII_AFTER}|オー(?!ダ|プ|ル|バ|ト))"
_V = rf"(?:V{_NOT_ASCII_AFTER}|ブイ|ヴイ|ヴィー?)"
_EF_JAY = r"(?:エフ|えふ)[\s・]?ジ[ェエ][イー]"
_CLOUD = rf"(?:{misspelt('クラウド', 'katakana')})"
_FJCLOUD = (
    rf"(?:{_NOT_ASCII_BEFORE}(?:F\.?J|JF){_DASH}の?(?:{misspelt('cloud')}|crowd|{_CLOUD})|"
    rf"{_EF_JAY}{_DASH}の?{_CLOUD}|(?:富士通|ふじつう)の?{_DASH}クラウド(?!{_DASH}ダイレクト)|"
    rf"(?:{_NOT_ASCII_BEFORE}FJC?|{_EF_JAY})(?={_JOINED}(?:{_O}|{_V})))"
)
_EXCLOSER = (
    rf"(?:{_NOT_ASCII_BEFORE}(?:Finplex{_DASH})?(?:{misspelt('excloser')}|e[\s-]?x?[\s-]?closer){_NOT_ASCII_AFTER}|"
    rf"(?:(?:Finplex|フィンプレックス){_DASH})?"
    rf"(?:{misspelt('エクスクローザー', 'katakana')}|(?:イクス|エックス)クロー[ザサ]ー?|エクスクロ(?!ー)))"
)
_FINPLEX = (
    rf"(?:{_NOT_ASCII_BEFORE}{misspelt('finplex')}{_NOT_ASCII_AFTER}|"
    rf"{misspelt('フィンプレックス', 'katakana')}|フィンプレ)"
)
_FENCE = (
    rf"(?:{_NOT_ASCII_BEFORE}(?:FEN[CS]E|FANCE|{misspelt('fence')}{_NOT_ASCII_AFTER})|"
    r"フ[ェエ]ンス(?!の?(?:修理|工事|設置|塗装|撤去)))"
)
_MOBILE = (
    rf"(?:{_FENCE}{_JOINED}(?:{misspelt('mobile')}|モバイル)|リモマネ|"
    rf"(?:{_FENCE}{_JOINED})?(?:{_NOT_ASCII_BEFORE}(?:{misspelt('remote')}|remort)|リモ[ーウ][トド]){_DASH}"
    rf"(?:{misspelt('manager')}|マネ(?!キン)[ァ-ヶー]{{0,6}}))"
)
_MAIL = (
    rf"(?:{_FENCE}{_JOINED}(?:メール|e?-?mail)(?:{_DASH}誤送信)?|(?:e?メール|mail){_DASH}誤送信|"
    rf"(?:{_FENCE}{_JOINED})?誤送信(?:対策|防止|の?サービス|の(?:やつ|ほう|方|契約|請求|支払|料金|解約)))"
    r"(?:対策|防止)?(?:サービス)?"
)
_FILES = (
    rf"(?:(?:クラウド|{_NOT_ASCII_BEFORE}cloud){_JOINED}(?:ファイル|file){_DASH}(?:サー?バー?|{misspelt('server')})|"
    rf"(?:クラウド{_JOINED})?(?:ファイル{_DASH}(?:サー?[バヴ]ー?|鯖)|{misspelt('ファイルサーバー', 'katakana')})|"
    rf"{_NOT_ASCII_BEFORE}file{_DASH}{misspelt('server')}|クラウド{_JOINED}ファイル(?=[のはもとでをがに]|[^ァ-ヶー共]|$)|{_NOT_ASCII_BEFORE}CFS{_NOT_ASCII_AFTER})"
)
_KINDS = {
    "startup": rf"スター?ト[\s・-]?(?:アップ|UP)(?!企業|会社|の会社)|{_NOT_ASCII_BEFORE}start[\s-]?up",
    "basic": (
        r"(?:基本|キホン)(?!的|情報|契約|規約)(?:\s?(?:利用|リヨウ))?(?:サービス)?|ベーシック|"
        rf"{_NOT_ASCII_BEFORE}basic"
    ),
    "option": (
        r"オプション(?:\s?\(?[従重]量\)?)?|(?:従量|重量(?=\s?(?:オプション|課金|制)))(?:\s?オプション)?|"
        rf"{_NOT_ASCII_BEFORE}option"
    ),
}
_ANY_KIND = "|".join(_KINDS.values())
_OF = r"(?:[\sの、・:(「-]|[はで](?!、)|で、)*"
_KIND_OF = r"(?:利用)?(?:サービス|プラン|分|料金|の?(?:ほう|方))?"
_MONTH = rf"(?:{NUMBER}\s?月|先々?月|今月|来月|再来月|去年|昨年|今年)"
_SINGLE = (
    r"(?<![A-Za-z0-9)(\\^_:;=-])LETTER(?=型?(?:の?(?:ほう|方|場合)|だ(?:と|ったら)|なら|は|も|と|で|や|か|に|が|を|って|だけ|より|"
    r"じゃな|系|版|側|タイプ|どっち|どちら|両方|」|"
    rf"の(?:やつ|支払|請求|料金|期日|利用|使用|契約|解約|注文|申込|引き?落|口座|振込|明細|トライアル|締め|分|代|{_MONTH})|[、,。?？!・/&]|$)|\s)"
    r"(?![\s]*[A-Za-z0-9(^)])"
)
# A small letter, or one in kana, is taken for a service only where it cannot well be anything else.
_SMALL = rf"(?:{_NOT_ASCII_BEFORE}LETTER|(?<![ァ-ヶー一-龠])KANA)(?=型?の?(?:ほう|方(?!法))|\s?の?\s?{_MONTH})"
_ANY = "サービス"
_NARROW = {
    "excloser": {"startup": "excloser_startup", "basic": "excloser_basic", "option": "excloser_option"},
    "fence_mail": {"startup": "fence_mail_startup", "basic": "fence_mail_basic"},
}


def _pattern(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(katakana(source), flags)


_FAMILIES = {"excloser": rf"(?:{_EXCLOSER}|{_FINPLEX})", "fence_mail": _MAIL}
_KIND_WORDS = {kind: _pattern(words) for kind, words in _KINDS.items()}
# 「eXcloserの基本とオプション」 names two.
_SEVERAL_KINDS = {
    family: _pattern(rf"{name}{_OF}(?:{_ANY_KIND}){_KIND_OF}(?:{_AND}(?:{name}{_OF})?(?:{_ANY_KIND}))+")
    for family, name in _FAMILIES.items()
}
_WITH_KIND = [
    (_pattern(pattern), service)
    for family, name in _FAMILIES.items()
    for kind, service in _NARROW[family].items()
    for pattern in (rf"{name}{_OF}(?:{_KINDS[kind]})", rf"(?:{_KINDS[kind]})(?:サービス)?\s?[の・(]?{name}")
]
_TWO_LETTERS = _pattern(rf"{_FJCLOUD}{_JOINED}(?P<first>[OV]|オー|ブイ)(?:{_AND})?{_DASH}(?P<second>{_O}|{_V})")
_MOBILE_NAME, _MAIL_NAME = rf"(?:{misspelt('mobile')}|モバイル)", r"(?:メール|e?-?mail)"
# 「FENCEのモバイルとメール」 names two.
_TWO_FENCES = _pattern(
    rf"{_FENCE}{_JOINED}(?:(?P<mobile>{_MOBILE_NAME}){_AND}(?P<mail>{_MAIL_NAME})|"
    rf"(?P<mail_first>{_MAIL_NAME}){_AND}(?P<mobile_next>{_MOBILE_NAME}))"
)
_PLAIN = [
    (_pattern(rf"{_FJCLOUD}{_JOINED}{_O}[)」』]?"), "fjcloud_o"),
    (_pattern(rf"{_FJCLOUD}{_JOINED}{_V}[)」』]?"), "fjcloud_v"),
    (_pattern(rf"{_MOBILE}(?:{_JOINED}{_MOBILE})?"), "fence_mobile"),
    (_pattern(_MAIL), "fence_mail"),
    (_pattern(_FILES), "cloud_file_server"),
    # From here names that cover several, and single letters.
    (_pattern(rf"{_FJCLOUD}{_NOT_ASCII_AFTER}"), "fjcloud"),
    (_pattern(_FAMILIES["excloser"]), "excloser"),
    (_pattern(_FENCE), "fence"),
    (_pattern(_SINGLE.replace("LETTER", "O"), 0), "fjcloud_o"),
    (_pattern(_SINGLE.replace("LETTER", "V"), 0), "fjcloud_v"),
    (_pattern(_SMALL.replace("LETTER", "o").replace("KANA", "オー")), "fjcloud_o"),
    (_pattern(_SMALL.replace("LETTER", "v").replace("KANA", "ブイ")), "fjcloud_v"),
]


def find_services(text: str) -> list[Span]:
    """Find the services a text names, the more exact reading of each place first.

    A name that covers several is `fjcloud`, `excloser` or `fence`; a kind said without its service is the entity
    `service_kind` (`startup`, `basic`, `option`).
    """
    text = with_long_marks(katakana(text))
    kinds = [
        Span(match.start(), match.end(), "service_kind", kind)
        for kind, words in _KIND_WORDS.items()
        for match in words.finditer(text)
    ]
    return [
        *_several_kinds(text, kinds),
        *_spans(_WITH_KIND, text),
        *_two_letters(text),
        *_two_fences(text),
        *_spans(_PLAIN, text),
        *kinds,
    ]


def without_names(text: str) -> str:
    """The text with 「サービス」 for the name of every service: which one it is says nothing of what is wanted."""
    pieces, position = [], 0
    for span in without_overlaps(span for span in find_services(text) if span.entity == "service"):
        pieces += [text[position : span.start], _ANY]
        position = span.end
    return "".join([*pieces, text[position:]])


def narrow(service: str, kind: str) -> str | None:
    """Tell the one service from its family and kind (`excloser` + `basic`); None if the family has no such kind."""
    return _NARROW.get(service, {}).get(kind)


def _several_kinds(text: str, kinds: list[Span]) -> list[Span]:
    """One span for the name with its first kind, one for each further kind."""
    found = []
    for family, pattern in _SEVERAL_KINDS.items():
        for match in pattern.finditer(text):
            start = match.start()
            for kind in sorted(kinds, key=lambda span: span.start):
                service = narrow(family, kind.value)
                if service and start <= kind.start and kind.end <= match.end():
                    found.append(Span(start, kind.end, "service", service))
                    start = kind.end
    return found


def _two_letters(text: str) -> list[Span]:
    """「FJcloud-OとV」 names two: one span for the name with its first letter, one for the second letter."""
    found = []
    for match in _TWO_LETTERS.finditer(text):
        for start, letter in ((match.start(), "first"), (match.start("second"), "second")):
            service = "fjcloud_o" if match[letter][0] in "Oo0オ" else "fjcloud_v"
            found.append(Span(start, match.end(letter), "service", service))
    return found


def _two_fences(text: str) -> list[Span]:
    """「FENCEのモバイルとメール」: one span for the name with what comes first, one for the other."""
    found = []
    for match in _TWO_FENCES.finditer(text):
        first, second = ("mobile", "mail") if match["mobile"] else ("mail_first", "mobile_next")
        for start, name in ((match.start(), first), (match.start(second), second)):
            service = "fence_mobile" if name.startswith("mobile") else "fence_mail"
            found.append(Span(start, match.end(name), "service", service))
    return found


def _spans(patterns: list[tuple[re.Pattern[str], str]], text: str) -> list[Span]:
    return [
        Span(match.start(), match.end(), "service", service)
        for pattern, service in patterns
        for match in pattern.finditer(text)
    ]
