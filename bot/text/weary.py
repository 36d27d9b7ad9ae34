"""Somebody who is tired or in tears and not at their end: 「もう疲れました」, 「泣きそうです」.

Their request is answered as any, with a kind sentence before it. Text is normalised already.
"""

from __future__ import annotations

import re

_WEARY = re.compile(
    r"(?:もう|本当に|ほんとに|心底|すっかり)[、…\s]*(?:疲れ|つかれ)|(?:疲れ|つかれ)(?:ました|果て|切って|きって|"
    r"ちゃった|てしまい)|くたびれ|"
    r"泣(?:き(?:そう|たい|たく|ながら)|い(?:て(?:い)?(?:る|ます)|てしま))|なきそう|涙が|つらい(?:です|よ|な|。|$)|"
    r"辛い(?:です|よ|な|。|$)|しんどい|"
    r"心が?折れ|途方に暮れ|へとへと|ヘトヘト|くたくた|もう(?:だめ|駄目|ダメ|無理|むり)(?:です|だ|かも|$)|"
    r"不安で(?:たまら|仕方|しかた|眠れ|いっぱい)|"
    r"パニック(?:です|に|で)|お手上げ",
)
_SUBJECT = re.compile(
    r"ログイン|パスワード|ロック|アカウント|ID|コード|認証|登録|会員|注文|申し?込|契約|解約|退会|請求|支払|払い|振込|"
    r"振替|引き?落|"
    r"カード|Paid|ペイド|審査|見積|PDF|トライアル|領収|返金|料金|締め|メール|画面|問い?合わせ|手続|書類|サービス|"
    r"クラウド|エラー|入れ|"
    r"届|担当|人と|つない|電話|方法|どこ|いつ|教えて",
    re.IGNORECASE,
)
_LONGEST_ALONE = 40


def is_weary(text: str) -> bool:
    """Whether a message says that somebody is tired, in tears or at a loss."""
    return bool(_WEARY.search(text))


def is_merely_weary(text: str) -> bool:
    """Whether it says so and names nothing to be answered."""
    return len(text) <= _LONGEST_ALONE and is_weary(text) and not _SUBJECT.search(text)
