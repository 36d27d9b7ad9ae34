"""Ways of paying. Text is normalised already."""

import re

from bot.text.span import Span

_PAYS = r"(?:払い|払|決済|支払い?|引き落とし|引き?落し?)?"
_CARD = (
    rf"クレジット(?:カード)?{_PAYS}|クレカ{_PAYS}|くれじっと(?:かーど)?|"
    rf"(?<![ァ-ヶーA-Za-z])カード(?!会社|リーダー|番号){_PAYS}"
)
_TRANSFER = r"(?:銀行)?(?:振り?込み?|振りこみ|ふりこみ)(?:払い|決済)?|銀行払い|請求書(?:払い?|支払い?|決済)"
_DRAWN = r"(?:引き落とし|引き落し|引落し?)"
_DEBIT = (
    rf"(?:口座|自動|銀行)(?:振り?替え?|{_DRAWN})|(?:こうざ)?(?:ふりかえ|ひきおとし)|"
    # A card is drawn on too: that is no direct debit.
    rf"(?<!カードの)(?<!クレカの)(?<!カード){_DRAWN}(?!不能)|振替(?!休)"
)


def find_payment_methods(text: str) -> list[Span]:
    """Find the ways of paying a text names: `card`, `bank_transfer`, `direct_debit`."""
    patterns = {"card": _CARD, "direct_debit": _DEBIT, "bank_transfer": _TRANSFER}
    return [
        Span(match.start(), match.end(), "payment_method", method)
        for method, pattern in patterns.items()
        for match in re.finditer(pattern, text)
    ]
