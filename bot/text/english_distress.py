"""Distress and insults in English, as bot/text/distress.py tells them apart in Japanese. Text is normalised already.

"This login is killing me" is a manner of speaking, "you useless bot, unlock my account" a request.
"""

from __future__ import annotations

import re

_WISH = r"(?:want|wanna|wish|would like|'d like|need|ready|going|am about|'m about|trying|thought of|about) ?(?:to )?"
# Said of oneself, in so many words: never a manner of speaking to be waved away.
_CLEAR = re.compile(
    rf"\b{_WISH}(?:just )?(?:die|be dead)\b|\bwish i (?:was|were) (?:dead|never born)\b|"
    rf"\b(?:kill(?:ing)?|hang(?:ing)?|harm(?:ing)?|hurt(?:ing)?|cut(?:ting)?) myself\b|"
    rf"\b(?:end(?:ing)?|tak(?:e|ing)) my (?:own )?life\b|\bsuicidal\b|"
    rf"\b(?:commit(?:ting)?|about|of|thoughts? of|attempt(?:ed|ing)?) suicide\b|"
    rf"\bself[ -]?harm(?:ing)?\b|\boverdos(?:e|ing|ed) (?:on|myself)|\bbetter off dead\b|"
    rf"\b(?:do not|don'?t|no longer|can(?:no|')?t) (?:want to |wanna )?(?:live|be alive|go on living|exist)"
    rf"(?: any ?more| any longer| like this)?[.!\s]*(?:$|[,;])|"
    rf"\b(?:no|any|a) reason (?:to|for) liv(?:e|ing)\b|\btired of (?:living|being alive|life)\b|"
    rf"\bwant to disappear(?! from)\b|\blife (?:is|isn't|is not) (?:meaningless|pointless|worth (?:it|living))"
)
# In a shop's chat mostly said of a screen: they count only where nothing of the shop is spoken of.
_VEILED = re.compile(
    r"\bend it all\b|\bcan(?:no|')?t (?:take|bear|stand|do) (?:it|this) any ?(?:more|longer)|\bcan(?:no|')?t go on\b|"
    r"\bnobody (?:helps|cares|would miss)|\bno one (?:helps|cares|would miss)|\bi (?:feel|am|'m) (?:so |completely )?"
    r"(?:hopeless|desperate|all alone|suffering)|\bi (?:am|'m) (?:so |very )?depressed|\bgiv(?:e|en|ing) up on life"
)
_NOT_MEANT = re.compile(
    r"\bdie (?:of|from|laughing|for)\b|\bkill(?:ing)? myself laughing|\bhow (?:can|do) i kill\b|"
    r"\b(?:process|battery|server|vm|app)[a-z ]{0,20} to die\b"
)
_OF_THE_SHOP = re.compile(
    r"\b(?:log ?in|logged|logging|sign|pass ?word|account|lock|code|verif|member|order|contract|cancel|invoice|bill|"
    r"pay|transfer|debit|card|paid|screening|quot|pdf|trial|receipt|refund|price|site|page|screen|button|chat|bot|mail|"
    r"server|system|setting|form|service|cloud|data|error|website|waiting)"
)

_PHRASES = re.compile(
    r"\bgo to hell\b|\bshut (?:the (?:fuck|hell) )?up\b|\bf[u*]c?[c*]?k (?:you|off|this|u)(?: all)?\b|\bscrew you\b|"
    r"\bkill you(?: all)?\b|\bsue you(?: all)?\b|\b(?:piece|load) of (?:shit|crap|garbage|junk)\b|\bdrop dead\b|"
    r"\b(?:what|who|why) the (?:hell|fuck|heck)\b|\bson of a bitch\b|\bhate (?:you|u)(?: all)?\b|\bwaste of time\b|"
    r"\byou(?:'re| are)? (?:all )?suck\b"
)
_INSULT_WORDS = """
fuck fucking fucked fucker fuckers shit shitty bullshit asshole assholes bastard bastards bitch idiot idiots idiotic
stupid moron morons moronic dumb dumbass jerk jerks crap crappy damn dammit wtf scum scumbags clown clowns
imbecile imbeciles
"""
# Said of a thing as well: an insult only where somebody is spoken to.
_COMPLAINT_WORDS = """
useless worthless pathetic incompetent worst terrible horrible awful rubbish garbage trash junk sucks suck joke
ridiculous disgusting hopeless liar liars scammers scam thieves crooks
"""
_ADDRESSED_WORDS = """
you your youre u ur yourself bot chatbot robot ai machine program company service support staff people guys fujitsu
"""
_AROUND_WORDS = """
a all always am an and are as at be been being complete completely ever every everything everyone for god go
goodness hell hey how i i'll i'm in is it it's its just lot me my nothing of off oh omg on one ones really seriously
shop so such that that's the these they thing this to too total totally truly utter utterly very we what
what's who why will with world you're but else ever seen more than ok well again thanks thank guy man
"""
_INSULTS = frozenset(_INSULT_WORDS.split())
_COMPLAINTS = frozenset(_COMPLAINT_WORDS.split())
_ADDRESSED = frozenset(_ADDRESSED_WORDS.split())
_AROUND = frozenset(_AROUND_WORDS.split())

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_JAPANESE = re.compile(r"[ぁ-んァ-ヺ一-龠]")
_OPENING = re.compile(r"^([a-z' *]{2,40}?)\s*[,.!;:…-]+\s*")
_ASKED = re.compile(r"^(?:is|are|do|does|was)\b.*\?\s*$")
_LEAST = 4


def in_distress(text: str) -> bool:
    """Whether somebody speaks of not wanting to live, or of being at their end, and not of a screen."""
    plain = _plain(text)
    if _CLEAR.search(_NOT_MEANT.sub(" ", plain)):
        return True
    return bool(_VEILED.search(plain)) and not _OF_THE_SHOP.search(plain)


def is_abuse(text: str) -> bool:
    """Whether a message is insults and nothing that could be answered."""
    if _JAPANESE.search(text):
        return False
    plain = _plain(text)
    rest = _PHRASES.sub(" ", plain)
    words = set(_WORD.findall(rest))
    insulting = rest != plain or bool(words & _INSULTS)
    if not insulting:
        insulting = bool(words & _COMPLAINTS and words & (_ADDRESSED | {"you're"})) and not _ASKED.search(plain)
    return insulting and not words - _INSULTS - _COMPLAINTS - _ADDRESSED - _AROUND


def without_outcry(text: str) -> str:
    """What stands behind insults that a message opens with; the text itself where that is nothing."""
    opening = _OPENING.match(_plain(text))
    if not (opening and is_abuse(opening[1])):
        return text
    rest = text[opening.end() :]
    return rest if len(rest) >= _LEAST else text


def _plain(text: str) -> str:
    """In small letters, as long as before."""
    return text.translate(_SMALL)


_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)} | {ord("’"): "'"}
