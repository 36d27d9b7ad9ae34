"""Asking for one's own data in a word or two, once one is about it: 「契約も見せて」, 「請求は」, 「支払いはいつ？」.

Said first such words are as broad as `bot/text/broad.py` has them. Text is normalised already.
"""

from __future__ import annotations

import re

_LEAD = (
    r"(?:じゃあ?|では|それでは|それと|それから|あと|あとは|次は|次に|次|ついでに|また|なら|で|今の|現在の|私の|わたしの|自分の|うちの|弊社の|"
    r"(?:その|この|さっきの)(?:ご?注文|ご?契約)?の?|いま|今)*"
)
_SEE = (
    r"(?:見せて|みせて|見たい|みたい|教えて|おしえて|調べて|しらべて|確認(?:して|したい|させて)?|"
    r"出して|表示(?:して)?|"
    r"お願い(?:し(?:ます|たい))?|知りたい|どう(?:な(?:って(?:い)?(?:る|ます)|った|りました)|です)?)"
)
_POLITE = (
    r"(?:の|ん)?(?:ください|下さい|ほしい|欲しい|くれ(?:る|ます|ません)?|もらえ(?:る|ます|ません)?)?"
    r"(?:です|でしょう)?(?:か|ね|よ)?"
)
_PARTICLES = r"(?:の?(?:ほう|方))?(?:は|も|を|って|についても?|のことも?)?"
_SUBJECTS = (
    (rf"(?:ご?注文|オーダー)(?:の?(?:状況|状態|一覧|履歴))?{_PARTICLES}{_SEE}?", "account_order_status"),
    (rf"ご?契約(?:の?(?:状況|状態|一覧|内容))?{_PARTICLES}{_SEE}?", "account_contracts"),
    (r"(?:無料)?(?:トライアル|お試し)(?:の?(?:期間|期限))?(?:は|って)?(?:いつ(?:まで)?|何日まで)", "account_contracts"),
    (rf"(?:Paidの?)?審査(?:の?(?:状況|状態|結果))?{_PARTICLES}{_SEE}?", "account_paid_screening"),
    (rf"ご?請求(?:書|額|分)?(?:の?(?:状況|一覧|金額))?{_PARTICLES}{_SEE}?", "account_payment_due"),
    (
        r"(?:(?:ご?請求書?|お?支払い?|引き?落と?し|料金|代金|合計|金額)(?:日|期日|期限|額)?(?:は|って|も)?|(?=いくら|何円))"
        r"(?:いつ(?:まで(?:に)?)?|何日|いくら|何円)(?:払(?:う|えば(?:いい|よい)?)|に?な(?:る|ります))?",
        "account_payment_due",
    ),
    (rf"お?支払い?(?:日|期日|期限){_PARTICLES}{_SEE}?", "account_payment_due"),
)
_SIGNS = re.compile(r"[\s、。,.!?…~〜ー・]+")
_PATTERNS = tuple(
    (re.compile(rf"{_LEAD}(?:{subject}){_POLITE}", re.IGNORECASE), intent) for subject, intent in _SUBJECTS
)
_NARROWS = re.compile(rf"(?:だけ|のみ|の(?:分|ぶん|ほう|方)?)?(?:は|も|を)?{_SEE}?{_POLITE}")
_LONGEST = 30


def look_up_named(text: str) -> str | None:
    """The intent of the look-up that a bare subject means to somebody who is looking up their own data."""
    plain = _SIGNS.sub("", text)
    if len(plain) > _LONGEST:
        return None
    return next((intent for pattern, intent in _PATTERNS if pattern.fullmatch(plain)), None)


def only_narrows(rest: str) -> bool:
    """Whether a message, its service or month taken out, merely wants the same for these: 「…だけ見せて」."""
    plain = _SIGNS.sub("", rest)
    return len(plain) <= _LONGEST and bool(_NARROWS.fullmatch(plain))
