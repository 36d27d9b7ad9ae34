"""What is left of a message to ask the bot about, once its secrets are masked.

The mask itself says nothing of what the member wants, and would only be taken for the password that it hides.
"""

import re
from collections.abc import Set

from backend.masking.folding import folded
from backend.masking.password_phrases import LABELS
from backend.masking.spans import Kind

_NAMES = re.compile(
    r"クレジットカード|カード|クレカ|セキュリティ?ー?(?:コード|番号)|(?:認証|確認|ワンタイム)?コード|(?:認証|確認)?番号|ワンタイム|ナンバー|有効期限"
    r"|\d{1,2}\s?/\s?\d{2,4}|(?<![a-z])(?:credit|card|number|no\.|cvv2?|cvc2?|security|verification|code|otp)(?![a-z])",
    re.IGNORECASE,
)
_NO_REQUEST = re.compile(
    r"(?:私|わたし|僕|俺|自分|今|いま|現在|前|元|旧|古い|新しい|新)(?:の|は)?|届いた|という|って|でした|です|だった|なのは|これ|こちら|以下|通り"
    r"|はい|えっと|[はがをのでともにだよねか]|(?<![a-z])(?:my|is|was|the|it|its|it's|and|new|old)(?![a-z])",
    re.IGNORECASE,
)
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
# A mask that merely stands beside something, such as the id of a pair.
_BESIDE = r"\s*[/、,|・と:]?\s*[「『\"(]?{mask}[」』\")]?\s*(?:です)?[\s。.]*\Z"
# An id that was given along with its password is what the message is about.
_NAMES_ID = re.compile(r"(?<![A-Za-z])(?:ログイン)?ID(?![A-Za-z])|ユーザー名|アカウント名", re.IGNORECASE)
_ANNOUNCED = rf"(?:{LABELS.pattern})[\s:=：＝はが「『]{{{{0,6}}}}{{mask}}[」』]?"
# The bot then asks what to do with the id, which it would take for a forgotten one.
_CANNOT_ENTER = re.compile(
    r"\s?(?:です|なの|だ)?(?:が|けど|のに|で|では|でも)?\s?(?:入れ|はいれ|ログイン(?:が|も)?(?:でき|出来))(?:ない|ません)(?:です)?[。\s]*\Z"
)
# 「は●なのに…」, 「は●で…」
_IN_VAIN = (
    r"\s?(?:は|:|：)\s?[「『]?{mask}[」』]?\s?(?:のはず)?(?:です|なん?)?"
    r"(?:のに|んですが|なのに|だけど|けど|ですが|で(?=[ロ入ろ]))"
)


def left_over(text: str, mask: str, kinds: Set[Kind]) -> str | None:
    """The message for the bot, with a neutral word in place of each mask; None where it said nothing else."""
    without = folded(text).replace(mask, " ")
    rest = _NO_REQUEST.sub("", _NAMES.sub(" ", LABELS.sub(" ", without)))
    if not any(map(str.isalnum, rest)):
        return None
    if not LABELS.search(without) and not _NAMES.search(without):
        beside = re.sub(_BESIDE.format(mask=mask), "", text)
        if beside != text and re.search(r"[!-~]\Z", beside):
            return beside.strip()
    if Kind.PASSWORD in kinds and _NAMES_ID.search(without):
        text = re.sub(
            rf"[\s,、。/・とで]{{0,4}}{_ANNOUNCED.format(mask=mask)}(?:です|だ)?", "", text, flags=re.IGNORECASE
        )
        text = _CANNOT_ENTER.sub("", text)
    text = re.sub(rf"({LABELS.pattern}){_IN_VAIN.format(mask=mask)}", r"\1を入れても", text, flags=re.IGNORECASE)
    # 「カード●が使えない」 says as much without it.
    text = re.sub(rf"({_NAMES.pattern}|{LABELS.pattern})\s?{mask}", r"\1", text, flags=re.IGNORECASE)
    return text.replace(mask, _neutral(without, kinds)).strip()


def _neutral(without: str, kinds: Set[Kind]) -> str:
    if not _JAPANESE.search(without):
        return "this"
    if kinds == {Kind.PASSWORD} and not LABELS.search(without):
        return "パスワード"
    if kinds == {Kind.CARD} and not _NAMES.search(without):
        return "カード"
    if kinds == {Kind.CODE} and not _NAMES.search(without):
        return "認証コード"
    return "これ"
