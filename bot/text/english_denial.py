"""Denials of an answer in English: "that is not it", "no, that's wrong", "not what I asked".

Text is normalised already.
"""

from __future__ import annotations

import re

_SIGNS = r"[\s,.!…;:-]"
_LEADS = (
    r"no|nope|nah|sorry|well|hmm*|um+|uh|but|actually|oh|ok(?:ay)?|hey|excuse me|again|i(?:'m| am) afraid|"
    r"i (?:think|said)|unfortunately|still|thanks|thank you|please"
)
_IT = r"(?:that|this|it|these|those|the (?:answer|reply)|your (?:answer|reply)|what you (?:said|wrote))"
_IS_NOT = r"(?:(?:'s|s| is| was|'re| are)? not|(?: is| was| are)?n'?t)"
_ASKED = (
    r"what (?:i|we)(?:'m| am|'ve| have| was|'re| are| were)? (?:really |actually )?(?:asked|asking|meant|mean|wanted|"
    r"want|needed|need|said|looking|searching|trying)(?: (?:for|about|to (?:ask|know|say|find)))*"
)
_RIGHT = (
    rf"(?:it|that|this|right|correct|true|helpful|helping(?: me)?|useful|relevant|"
    rf"an? answer(?: to (?:my|the) question)?|the (?:right )?(?:one|point|answer|question)|"
    rf"my (?:question|problem|issue|point|concern)|{_ASKED})"
)
_CORES = (
    rf"{_IT}{_IS_NOT} (?:at all |really |quite |even |exactly )?{_RIGHT}(?: at all| either| though)?|"
    rf"not (?:at all |really |quite |even |exactly )?{_RIGHT}(?: at all| either)?|not really|"
    rf"(?:{_IT}(?:'s|s| is| was)|you(?:'re| are)) (?:all |completely |totally |just |still |so )?(?:wrong|incorrect|"
    rf"mistaken|useless|no (?:use|good|help)|irrelevant|off topic|something (?:else|different))(?: answer)?|"
    rf"(?:the )?wrong (?:answer|one|thing|topic)|wrong|incorrect|irrelevant|"
    rf"(?:you|{_IT}) (?:still )?(?:did not|didn'?t|does not|doesn'?t|do not|don'?t|won'?t|will not) (?:really |even )?"
    rf"(?:answer(?: (?:my|the) question| me| it| that)?|help(?: me)?(?: at all)?|"
    rf"solve (?:it|that|my problem|the problem)|understand(?: me| my question| it)?|get (?:it|me|my question)|listen)|"
    rf"(?:that|this|it) (?:did not|didn'?t) work(?: either)?|"
    rf"(?:i|we)(?:'ve| have)? (?:already )?(?:tried|did|done) (?:that|this|it|all of that)(?: already)?"
    rf"(?:{_SIGNS}*(?:but )?(?:it |that )?(?:did not|didn'?t|does not|doesn'?t)(?: work| help))?|"
    rf"(?:my |the )?(?:problem|issue|question|that|it)(?:'s| is| has)? (?:still )?not (?:been )?"
    rf"(?:solved|resolved|fixed|answered)|not (?:solved|resolved|answered)|"
    rf"(?:none|neither)(?: of (?:these|those|them|this|that|the above))?(?: (?:fits?|appl(?:y|ies)|match(?:es)?|helps?|"
    rf"is (?:it|right)|are right))?|"
    rf"(?:i|we) (?:meant?|asked(?: about| for)?|wanted?|need(?:ed)?) something (?:else|different)|something else|"
    rf"you (?:misunderstood|misunderstand)(?: me| my question| it)?|you got (?:it|me|that) wrong|"
    rf"(?:you'?re|you are) not (?:answering|listening|helping)(?: (?:my|the) question| (?:to )?me)?"
)
_ONE = rf"(?:(?:{_LEADS}){_SIGNS}*\b)*(?:{_CORES})\b"
_ALONE = re.compile(rf"{_SIGNS}*(?:{_ONE}{_SIGNS}*)+\Z", re.IGNORECASE)
# 「No, I meant the login ID」: what follows is what is wanted.
_MEANT = (
    r"(?:no|nope|sorry)[\s,.!]+(?:i|we) (?:mean|meant|asked(?: for| about)?|was asking (?:for|about))"
    r"[\s,:]+(?!something)"
)
_FIRST = re.compile(
    rf"{_SIGNS}*(?:{_MEANT}|(?:{_ONE}{_SIGNS}*[,.!;:…-]+\s*)+(?:{_MEANT}|i meant? )?)(?=\w)", re.IGNORECASE
)
_LONGEST = 80
_LEAST = 3


def is_denial(text: str) -> bool:
    """Whether a message says nothing but that the answer before was not it."""
    return len(text) <= _LONGEST and bool(_ALONE.match(text.replace("’", "'")))


def without_denial(text: str) -> str:
    """The new words behind a denial; the text itself where there is no denial, or nothing else."""
    match = _FIRST.match(text[:_LONGEST].replace("’", "'"))
    rest = text[match.end() :] if match else text
    return rest if len(rest) >= _LEAST else text
