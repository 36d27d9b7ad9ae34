"""Ways of paying. Text is normalised already."""

import re

from bot.text.kana import katakana, with_long_marks
from bot.text.misspelt import misspelt
from bot.text.span import Span

_DRAWN = r"(?:[引弾ひ]き?(?:落と?[しすさせ]|落ち|落|おと[しさ]))"
# A card is drawn on too: that is no direct debit.
_PAYS = rf"(?:(?:の(?:ほう|方))?[のでから]{{0,2}}(?:自動)?(?:払い|払|決済|支払い?|{_DRAWN}))?"
_BRANDS = r"(?:VISA|JCB|AMEX|Master ?Card|Diners)"
_CARD = (
    rf"(?:{misspelt('クレジット', 'katakana')}|クレジ)(?:カード)?{_PAYS}|クレカ{_PAYS}|"
    rf"くれじっと(?:かーど)?|かーど(?:ばらい|払い?|けっさい|決済)|くれか{_PAYS}|"
    rf"(?<![ァ-ヶーA-Za-z])(?<!社員)(?<!会員)(?<!図書)カード(?!会社|リーダー){_PAYS}|"
    rf"(?<![ァ-ヶー])カード会社[のでから]{{1,3}}{_DRAWN}|"
    rf"(?<![ァ-ヶー])(?:法人|コーポレート|ビジネス|ゴールド|マスター|ビザ)カード{_PAYS}|"
    rf"(?<![A-Za-z])card(?=\s?(?:払|決済|支払|で|の(?:場合|ほう|支払|締め|引)))|"
    rf"(?<![A-Za-z])(?:credit(?: ?card)?|(?:by|with) (?:a )?card|{_BRANDS}(?:カード)?{_PAYS})(?![A-Za-z])|"
    rf"(?:アメックス|ダイナース){_PAYS}"
)
# Written in either kana, read in katakana.
_TRANSFER = (
    r"(?:銀行)?(?:[振降]り?込み?|(?:振り?|ふり)(?:こ[まみむめもん]|込))(?:払い|決済)?|"
    r"(?:銀行|バンク)(?=の?(?:ほう|場合)|なら|だと|経由)|バンク払い|"
    r"銀行(?:払い|(?:で|から)(?:の)?お?支?払)|銀振|銀行(?:から)?送金|(?<!海外)送金|"
    r"請求書(?:での?|による)?お?(?:払い?|支払い?|決済)|(?<![A-Za-z])(?:bank|wire) ?transfer"
)
_DEBIT = (
    rf"(?:[口公]座|自動|銀行)(?:[振降]り?[替換変代]え?|ふりかえ|{_DRAWN})|口座(?:から)?(?:払い|の?お?支払い?)|自動払い|自振|(?:こうざ)?(?:ふりかえ|ひきおと[しさ])|口振|"
    rf"口座から[^、。]{{0,8}}(?:[引ひ](?:かれ|い[てた])|落ち|{_DRAWN})|{_DRAWN}(?!不能)|振替(?!休)|(?:振り|ふり)替え|"
    r"(?<![A-Za-z])(?:(?:direct|auto|automatic|bank)[ -]?debit|ダイレクトデビット|account transfer)"
)
_PATTERNS = (
    ("card", re.compile(_CARD, re.IGNORECASE), False),
    ("direct_debit", re.compile(katakana(_DEBIT), re.IGNORECASE), True),
    ("bank_transfer", re.compile(katakana(_TRANSFER), re.IGNORECASE), True),
)


def find_payment_methods(text: str) -> list[Span]:
    """Find the ways of paying a text names: `card`, `bank_transfer`, `direct_debit`."""
    text = with_long_marks(text)
    folded = katakana(text)
    return [
        Span(match.start(), match.end(), "payment_method", method)
        for method, pattern, either_kana in _PATTERNS
        for match in pattern.finditer(folded if either_kana else text)
    ]
