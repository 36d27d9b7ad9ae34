"""Ways of paying. Text is normalised already."""

import re

from bot.text.kana import katakana
from bot.text.span import Span

_DRAWN = r"(?:[引弾ひ]き?(?:落と?[しすさせ]|落ち|落|おと[しさ]))"
# A card is drawn on too: that is no direct debit.
_PAYS = rf"(?:[のでから]{{0,2}}(?:払い|払|決済|支払い?|{_DRAWN}))?"
_CARD = (
    rf"クレジ(?:ット|ッド)?(?:カード)?{_PAYS}|クレカ{_PAYS}|くれじっと(?:かーど)?|くれか{_PAYS}|"
    rf"(?<![ァ-ヶーA-Za-z])(?<!社員)(?<!会員)(?<!図書)カード(?!会社|リーダー){_PAYS}|(?<![ァ-ヶー])(?:法人|コーポレート)カード{_PAYS}|"
    r"(?<![A-Za-z])(?:credit(?: ?card)?|(?:by|with) (?:a )?card|VISA|JCB|AMEX|Master ?Card)(?![A-Za-z])|"
    r"アメックス|マスターカード"
)
# Written in either kana, read in katakana.
_TRANSFER = (
    r"(?:銀行)?(?:[振降]り?込み?|(?:振り?|ふり)(?:こ[みむん]|込))(?:払い|決済)?|"
    r"銀行(?:払い|(?:で|から)(?:の)?お?支?払)|銀振|銀行(?:から)?送金|(?<!海外)送金|"
    r"請求書(?:での?|による)?お?(?:払い?|支払い?|決済)|(?<![A-Za-z])(?:bank|wire) ?transfer"
)
_DEBIT = (
    rf"(?:[口公]座|自動|銀行)(?:[振降]り?[替換変代]え?|ふりかえ|{_DRAWN})|(?:こうざ)?(?:ふりかえ|ひきおと[しさ])|口振|"
    rf"口座から[^、。]{{0,8}}(?:[引ひ](?:かれ|い[てた])|落ち|{_DRAWN})|{_DRAWN}(?!不能)|振替(?!休)|(?:振り|ふり)替え|"
    r"(?<![A-Za-z])(?:(?:direct|auto|automatic)[ -]?debit|account transfer)"
)
_PATTERNS = (
    ("card", re.compile(_CARD, re.IGNORECASE), False),
    ("direct_debit", re.compile(katakana(_DEBIT), re.IGNORECASE), True),
    ("bank_transfer", re.compile(katakana(_TRANSFER), re.IGNORECASE), True),
)


def find_payment_methods(text: str) -> list[Span]:
    """Find the ways of paying a text names: `card`, `bank_transfer`, `direct_debit`."""
    folded = katakana(text)
    return [
        Span(match.start(), match.end(), "payment_method", method)
        for method, pattern, either_kana in _PATTERNS
        for match in pattern.finditer(folded if either_kana else text)
    ]
