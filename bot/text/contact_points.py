"""Asking where to ask: for a number to call, a form, an address, a desk. No wish yet to be put through to a person.

Only for messages that are about getting in touch at all. Text is normalised already.
"""

from __future__ import annotations

import re

_POINT = (
    r"(?:電話(?:番号)?|でんわ(?:ばんごう)?|TEL|フリーダイヤル|番号|FAX|ファックス|メールアドレス|メアド|アドレス|URL|"
    r"リンク|ページ|"
    r"(?:お?問い?合わ?せ)?フォーム|お?問い?合わ?せ先|といあわせ先|連絡先|れんらくさき|窓口|まどぐち|コンタクトライン|"
    r"受付時間|営業時間|対応時間|"
    r"サポートデスク|部署名)"
)
_ASKED = re.compile(
    rf"{_POINT}.{{0,14}}?(?:教え|おしえ|知り|知らせ|知らん|聞き|案内|紹介|くだ|下さ|ほし|欲し|どこ|どちら|何番|"
    rf"なんばん|何時|いつ|ある|あり|"
    rf"ない|見つから|わから|分から|は\s*[?。]*\Z|って)|{_POINT}[\s?。、!]*\Z|"
    r"(?:どこ|どちら)(?:に|へ)(?:お?問い?合わ?せ|電話|連絡)(?:すれば|したら|る|れば)|"
    r"(?:電話|連絡|お?問い?合わ?せ)(?:の)?(?:方法|仕方|しかた|やり方)|"
    r"\b(?:phone|telephone|contact|support|call)(?: line| desk| cent(?:er|re))?(?:'s)? ?(?:number|details|"
    r"info(?:rmation)?|form|address|"
    r"url|page|link|hours)\b|\bnumber (?:to|can i|i can|for me to) call\b|\bopening hours\b|\bwhere (?:can|do|"
    r"should) i (?:call|ask|"
    r"write|contact)\b|\bhow (?:can|do) i contact (?:you|support)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"つない|つなげ|つなぎ|繋い|繋げ|繋ぎ|取り?次|代わっ|代わり|替わ|換わ|変わって|出して|出せ|だせ|呼んで|転送|"
    r"折り返し|"
    r"担当(?:者|の(?:方|人|者))?(?:さん|様)?(?:と|に|を|から|へ|お願い|希望)|オペレーター?|人間|(?:人|社員|スタッフ|"
    r"係)(?:の方)?(?:と|に)(?:直接)?(?:話|相談|聞|つな|対応)|"
    r"(?:話|相談|対応|連絡)(?:を|が)?(?:し|させ)?(?:たい|てほしい|て欲しい|てください|て下さい|てもらえ|ていただけ)|"
    r"電話(?:を)?(?:ください|下さい|かけて|ほしい|欲しい|して(?:ほしい|ください|もらえ))|連絡(?:ください|下さい|希望)|"
    r"\b(?:talk|speak|chat)(?:ing)? (?:to|with)\b|\b(?:human|operator|real person|agent|representative|somebody|"
    r"someone)\b|"
    r"\bconnect me\b|\bcall me\b",
    re.IGNORECASE,
)

# Said of us in so many words: never a number of the member's own.
_OURS = re.compile(
    r"(?:そちら|御社|貴社|お店|ショップ|サポート|窓口|コンタクトライン|お?問い?合わ?せ(?:先|窓口|フォーム)?)の?"
    r"(?:電話番号|でんわばんごう|TEL|URL|連絡先|メールアドレス|受付時間|営業時間)(?:を|は|が|って|、|。|\s|\?|\Z)|"
    r"\b(?:your|support)(?: support| contact)? (?:phone|telephone|contact|call)?(?: cent(?:er|re))? ?"
    r"(?:number|hours|form|e-?mail address)\b",
    re.IGNORECASE,
)
_LONGEST = 60


def asks_for_contact_points(text: str) -> bool:
    """Whether a message asks where to ask, and not for a person here and now."""
    return bool(_ASKED.search(text)) and not _PERSON.search(text)


def asks_for_our_contact_points(text: str) -> bool:
    """Whether a short message asks for the shop's own number, form or address, so that no ranking is needed."""
    return len(text) <= _LONGEST and bool(_OURS.search(text)) and asks_for_contact_points(text)
