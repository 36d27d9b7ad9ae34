"""Calling off in English what a form is about: "never mind", "no thanks", "I'll do it myself".

Text is normalised already.
"""

import re

_SIGNS = r"[\s,.!?…;:'\"-]*"
_LEADS = (
    r"no|nope|nah|ok(?:ay)?|oh|sorry|please|pls|actually|well|hm+|um+|just|ah|wait|then|let'?s|in that case|"
    r"on second thoughts?|(?:can|could) you(?: please)?|i(?: would|'d)? (?:like|want|wish) to|i wanna|"
    r"i (?:think )?i(?:'ll| will)|i(?:'ll| will)|thanks(?: but)?|thank you(?: but)?|but"
)
_IT = r"(?:it|this|that|now|here|everything|the (?:request|procedure|process|calculation|reset|unlock(?:ing)?|mail))"
_CORES = (
    rf"never ?mind|nvm|forget (?:it|about it|that|this)|stop(?: {_IT})*|cancel(?: {_IT})?|quit|exit|abort(?: {_IT})?|"
    rf"no,? (?:thanks?(?: you)?|ty)|no|nope|nah|not (?:now|today|yet|needed|necessary|any ?more|interested)|"
    rf"(?:maybe )?(?:later|another time)|"
    rf"(?:i(?:'ve| have)? )?changed my mind|"
    rf"(?:do not|don'?t)(?: bother| send(?: {_IT}| anything| any mail)?| do (?:it|that|this)|"
    rf" (?:want|need) (?:it|that|this|to)| unlock(?: it)?| reset(?: it)?| continue)(?: any ?more)?|"
    rf"i (?:do not|don'?t|no longer) (?:want|need)(?: {_IT}| to(?: continue| do (?:it|this|that))?)?(?: any ?more)?|"
    rf"no (?:need|longer needed)|(?:that|it)(?:'?s| is) (?:ok(?:ay)?|fine|all right|enough|not (?:needed|necessary))|"
    rf"(?:leave|drop|skip) (?:it|this|that)|skip|(?:i )?give up|enough|i(?:'?m| am) (?:good|fine|done)|"
    rf"(?:i(?:'ll| will) )?do (?:it|that|this) (?:myself|later|another time)|"
    rf"(?:i )?(?:found|remember(?:ed)?|solved|got) (?:it|my password)(?: now| again)?(?: myself)?"
)
_TAILS = (
    r"please|pls|thanks?(?: you)?|for now|any ?more|now|sorry|after all|then|today|"
    r"i(?:'ll| will) (?:do it myself|ask later)"
)
_REFUSAL = re.compile(
    rf"{_SIGNS}(?:(?:{_LEADS})\b{_SIGNS})*(?:(?:{_CORES})\b{_SIGNS}(?:(?:{_TAILS})\b{_SIGNS})*)+\Z", re.IGNORECASE
)
_LONGEST = 60


def is_refusal(text: str) -> bool:
    """Whether a message does nothing but call off what is being done."""
    return len(text) <= _LONGEST and bool(_REFUSAL.match(text.replace("’", "'")))
