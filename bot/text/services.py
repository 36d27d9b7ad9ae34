"""Services, in the ways people write their names. Text is normalised already."""

import re

from bot.text.kanji_numbers import NUMBER
from bot.text.span import Span, without_overlaps

_DASH = r"[\s_・ー‐‒–—―−-]*"
_NOT_ASCII_BEFORE = r"(?<![A-Za-z0-9])"
_NOT_ASCII_AFTER = r"(?![A-Za-z0-9])"

_FJCLOUD = (
    rf"(?:{_NOT_ASCII_BEFORE}FJ{_DASH}(?:cloud|クラウド)|エフジェイ{_DASH}クラウド|富士通クラウド|"
    rf"{_NOT_ASCII_BEFORE}FJ(?={_DASH}[OV]{_NOT_ASCII_AFTER}))"
)
_O = rf"(?:(?:O|0){_NOT_ASCII_AFTER}|オー(?!ダ|プ|ル|バ|ト))"
_V = rf"(?:V{_NOT_ASCII_AFTER}|ブイ|ヴイ)"
_EXCLOSER = (
    rf"(?:{_NOT_ASCII_BEFORE}(?:Finplex{_DASH})?eX?closer|"
    rf"(?:フィンプレックス{_DASH})?(?:エクス|イクス|エックス)クロー[ザサ]ー?)"
)
_FENCE = rf"(?:{_NOT_ASCII_BEFORE}FENCE|フェンス)"
_MOBILE = rf"(?:{_FENCE}{_DASH}(?:Mobile|モバイル)|(?:Remote|リモート){_DASH}(?:Manager|マネー?ジャー?))"
_MAIL = (
    rf"(?:{_FENCE}{_DASH}(?:メール|mail)(?:{_DASH}誤送信)?|(?:e?メール|mail){_DASH}誤送信|誤送信(?:対策|防止))"
    r"(?:対策|防止)?(?:サービス)?"
)
_FILES = (
    rf"(?:(?:クラウド|cloud){_DASH}(?:ファイル|file){_DASH}(?:サーバー?|server)|ファイル{_DASH}サーバー?|"
    rf"{_NOT_ASCII_BEFORE}CFS{_NOT_ASCII_AFTER})"
)
_KINDS = {
    "startup": r"スタート\s?アップ|startup",
    "basic": r"基本(?:利用)?(?:サービス)?|ベーシック",
    "option": r"オプション(?:\s?\(?従量\)?)?|従量",
}
_OF = r"[\sの、・:(「-]*"
_MONTH = rf"(?:{NUMBER}\s?月|先々?月|今月|来月|再来月|去年|昨年|今年)"
_MONTH = rf"(?:{NUMBER}\s?月|先々?月|今月|来月|再来月|去年|昨年|今年)"
_SINGLE = (
    r"(?<![A-Za-z0-9)(\\^_:;=-])LETTER(?=型?(?:の?(?:ほう|方|場合)|だ(?:と|ったら)|なら|は|も|と|で|や|か|に|って|だけ"
    rf"|じゃな|の(?:やつ|支払|請求|料金|期日|{_MONTH})|[、,。?？!・/]|$)|\s)"
    r"(?![\s]*[A-Za-z0-9(^)])"
)
# A small letter is taken for a service only where it cannot well be anything else.
_SMALL = rf"{_NOT_ASCII_BEFORE}LETTER(?=型?の?(?:ほう|方(?!法))|\s?の?\s?{_MONTH})"
_ANY = "サービス"
_NARROW = {
    "excloser": {"startup": "excloser_startup", "basic": "excloser_basic", "option": "excloser_option"},
    "fence_mail": {"startup": "fence_mail_startup", "basic": "fence_mail_basic"},
}


def find_services(text: str) -> list[Span]:
    """Find the services a text names, the more exact reading of each place first.

    A name that covers several is `fjcloud`, `excloser` or `fence`; a kind said without its service is the entity
    `service_kind` (`startup`, `basic`, `option`).
    """
    return [
        *_kinds_of(text, _EXCLOSER, "excloser"),
        *_kinds_of(text, _MAIL, "fence_mail"),
        *_plain(text),
        *_loose(text),
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


def _kinds_of(text: str, name: str, family: str) -> list[Span]:
    """The service named together with its kind, in either order."""
    found = []
    for kind, words in _KINDS.items():
        service = narrow(family, kind)
        if service:
            found += _spans(rf"{name}{_OF}(?:{words})", service, text)
            found += _spans(rf"(?:{words})(?:サービス)?の?{name}", service, text)
    return found


def _plain(text: str) -> list[Span]:
    both = rf"[OV](?:{_DASH}[とや&+/・]{_DASH}|{_DASH})[OV]{_NOT_ASCII_AFTER}"
    return [
        *(_letter_spans(rf"{_FJCLOUD}{_DASH}の?{both}", text)),
        *_spans(rf"{_FJCLOUD}{_DASH}の?{_O}", "fjcloud_o", text),
        *_spans(rf"{_FJCLOUD}{_DASH}の?{_V}", "fjcloud_v", text),
        *_spans(rf"{_MOBILE}(?:{_DASH}{_MOBILE})?", "fence_mobile", text),
        *_spans(_MAIL, "fence_mail", text),
        *_spans(_FILES, "cloud_file_server", text),
    ]


def _loose(text: str) -> list[Span]:
    """Names that cover several services, single letters, and kinds without their service."""
    found = [
        *_spans(rf"{_FJCLOUD}{_NOT_ASCII_AFTER}", "fjcloud", text),
        *_spans(rf"{_EXCLOSER}|{_NOT_ASCII_BEFORE}Finplex{_NOT_ASCII_AFTER}|フィンプレックス", "excloser", text),
        *_spans(_FENCE, "fence", text),
        *_spans(_SINGLE.replace("LETTER", "O"), "fjcloud_o", text, 0),
        *_spans(_SINGLE.replace("LETTER", "V"), "fjcloud_v", text, 0),
        *_spans(_SMALL.replace("LETTER", "o"), "fjcloud_o", text, 0),
        *_spans(_SMALL.replace("LETTER", "v"), "fjcloud_v", text, 0),
    ]
    for kind, words in _KINDS.items():
        found += [Span(span.start, span.end, "service_kind", kind) for span in _spans(words, kind, text)]
    return found


def _letter_spans(pattern: str, text: str) -> list[Span]:
    """「FJcloud-OとV」 names two: one span for the name with its first letter, one for the second letter."""
    found = []
    for match in re.finditer(pattern, text, re.IGNORECASE):
        letters = [i for i in range(match.start(), match.end()) if text[i] in "OVov"][-2:]
        first, second = (f"fjcloud_{text[i].lower()}" for i in letters)
        found += [
            Span(match.start(), letters[0] + 1, "service", first),
            Span(letters[1], match.end(), "service", second),
        ]
    return found


def _spans(pattern: str, service: str, text: str, flags: int = re.IGNORECASE) -> list[Span]:
    return [Span(match.start(), match.end(), "service", service) for match in re.finditer(pattern, text, flags)]
