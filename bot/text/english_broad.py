"""English messages that name a subject and not what is wanted of it, as the Japanese ones that they come to.

"I can't log in" is asked back as 「ログインできない」 is. Text is normalised already.
"""

from __future__ import annotations

import re

_CANNOT = (
    r"(?:(?:i|we) )?(?:am |are |was |still )*(?:can ?not|can'?t|could ?n'?t|could not|unable to|not able to|failing to)"
    r"(?: even)?"
)
_WISH = r"(?:(?:i|we)(?:'d| would)? )?(?:want|like|need|wanna|wish)(?: to)?"
_TO_SITE = r"(?: (?:to|into|in|on) (?:my|the|our|your|this) (?:account|my ?page|site|page|website|shop|store))?"
_THE = r"(?:the |an? |my |about (?:the |my )?|question about (?:the |my )?)?"
_SUBJECTS = (
    (
        rf"{_CANNOT} (?:log ?[io]n|sign ?[io]n|get in){_TO_SITE}|{_CANNOT} (?:access|enter|open) (?:my|the|our|your) "
        rf"(?:account|my ?page|site|website)|{_THE}(?:log ?in|sign[- ]?in)(?:(?:ing)? (?:fails?|failed|problems?|"
        rf"errors?|issues?|trouble|does(?:n'?t| not) work|(?:is )?not working|(?:is )?(?:im|not )possible))?|"
        rf"(?:this |the |your )?(?:log ?in|sign[- ]?in)(?: page| screen)? is "
        rf"(?:killing me|driving me (?:crazy|mad|nuts)|a nightmare|a pain)|"
        rf"(?:i have )?(?:problems?|trouble|issues?) (?:with )?(?:the )?"
        rf"(?:log(?:ging)? ?in|sign(?:ing)? ?in){_TO_SITE}",
        "ログインできない",
    ),
    (r"(?:the |my )?pass ?word(?: problems?| issues?| trouble)?", "パスワード"),
    (r"(?:the |my )?account(?: problems?| issues?)?", "アカウント"),
    (r"(?:the |about (?:the |my )?)?(?:invoices?|bills?|billing)", "請求書"),
    (r"(?:the |about (?:the |my )?)?(?:payments?|paying)", "支払い"),
    (r"(?:an? |the |about (?:the |my )?)?orders?", "注文"),
    (r"(?:an? |the |about (?:the |my )?)?contracts?", "契約"),
    (r"(?:the )?(?:paid )?(?:screening|examination)", "審査"),
    (r"(?:the )?(?:membership|registration)", "会員登録"),
    (rf"{_WISH} change(?: (?:it|something))?|changes?", "変更したい"),
    (rf"{_WISH} (?:quit|leave|end|finish)(?: it| this)?", "やめたい"),
    (rf"{_WISH} cancel(?: it)?|cancel(?:lation)?", "キャンセルしたい"),
    (r"(?:the )?codes?", "コード"),
    (
        r"(?:the |my |your )?(?:e-?mail|mail|message) (?:does(?:n'?t| not)|did(?:n'?t| not)|is not|isn'?t|never|"
        r"has not|hasn'?t) (?:come|came|coming|arrived?|arriving)(?: yet)?|no (?:e-?mail|mail)(?: came| arrived)?",
        "メールが届かない",
    ),
    (r"(?:the )?(?:free )?trials?", "トライアル"),
    (r"(?:when (?:is|'s) )?the (?:deadline|due date)|deadlines?|due dates?", "期限"),
    (r"when(?: is (?:it|that))?|until when", "いつ"),
    (
        r"(?:it|this|that) (?:does(?:n'?t| not)|is not|isn'?t|won'?t|will not) work(?:ing)?|(?:it's )?not working",
        "うまくいかない",
    ),
    (rf"(?:{_WISH} )?cancel (?:the |my )?request", "依頼を取り消したい"),
)
_SIGNS = r"[\s,.!?…:;-]*"
_OPENING = (
    r"(?:(?:hi|hello|hey|please|sorry|excuse me|help(?: me)?|um+|so|why|but|and|good (?:morning|afternoon|evening))\b)?"
)
_CLOSING = (
    r"(?:(?:please|pls|help(?: me)?|what (?:should|can|do|shall) (?:i|we) do|why|now|today|any ?more|again|at all|"
    r"thanks|thank you)\b)?"
)
_PATTERNS = tuple(
    (
        re.compile(
            rf"{_SIGNS}{_OPENING}{_SIGNS}(?:{subject})\b{_SIGNS}{_CLOSING}{_SIGNS}{_CLOSING}{_SIGNS}\Z", re.IGNORECASE
        ),
        japanese,
    )
    for subject, japanese in _SUBJECTS
)
_LONGEST = 70


def in_japanese(text: str) -> str | None:
    """The bare subject that an English message comes to, in Japanese; None if it says more, or none."""
    if len(text) > _LONGEST or not text.replace("’", "'").isascii():
        return None
    plain = text.replace("’", "'")
    return next((japanese for pattern, japanese in _PATTERNS if pattern.match(plain)), None)
