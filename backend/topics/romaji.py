"""One spelling for everything that sounds alike: 「ちゅうもん」, `chuumon`, `tyumon` and `chūmon` are all `tyumon`.

In Latin letters a word that is still being typed is simply the beginning of the whole one, whether it stands in kana,
in romaji, or half converted (「パスワーdo」). Kunrei is the base, since there one row of kana has one consonant:
「せいき」 needs only its last vowel dropped to be the beginning of 「せいきゅう」.
"""

import re
import unicodedata

import jaconv

from backend.core.text import folded

_MACRONS = str.maketrans("āīūēōâîûêô", "aiueoaiueo")

# Kana of foreign words, which jaconv spells by their parts (ティ → tei).
_FOREIGN = (
    *(("てぃ", "ti"), ("でぃ", "di"), ("とぅ", "tu"), ("どぅ", "du")),
    *(("しぇ", "sye"), ("ちぇ", "tye"), ("じぇ", "zye"), ("うぃ", "wi"), ("うぇ", "we"), ("うぉ", "wo")),
)

# In this order. Hepburn becomes Kunrei; what Japanese ears do not tell apart, and lengths, fall together.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[xl]ts?u", ""),
        (r"([^0-9])\1+", r"\1"),
        (r"t?ch", "ty"),
        (r"sh", "sy"),
        (r"j", "zy"),
        (r"(?<=[stz])yi", "i"),
        (r"zyy", "zy"),
        (r"([td])h(?=i)", r"\1"),
        (r"ts(?=u|$)", "t"),
        (r"d(?=u|zu)", "z"),
        (r"f(?=u)", "h"),
        (r"m(?=[bp])", "n"),
        (r"(?<![b-df-hj-mp-tv-z])wo", "o"),  # を, but not in "password"
        (r"v", "b"),
        (r"ou", "o"),
        (r"([^0-9])\1+", r"\1"),
    )
)


def spelled(text: str) -> str:
    """Kana and Latin letters in the one spelling, other letters as they are; no signs, no white space."""
    kana = jaconv.kata2hira(folded(text).translate(_MACRONS))
    for foreign, letters in _FOREIGN:
        kana = kana.replace(foreign, letters)
    spelling = "".join(c for c in jaconv.kana2alphabet(kana) if unicodedata.category(c)[0] in "LN")
    for rule, replacement in _RULES:
        spelling = rule.sub(replacement, spelling)
    return spelling


def beginnings(spelling: str) -> tuple[str, ...]:
    """What else the last letters may become: 「き」 → きゅ, `sh` → し, `f` → ふ."""
    if re.search(r"[^aiueon]i$", spelling):
        return spelling, spelling[:-1] + "y"
    if re.search(r"[stz]y$", spelling):
        return spelling, spelling[:-1]
    if spelling.endswith(("f", "c")):
        return spelling, spelling[:-1] + {"f": "h", "c": "t"}[spelling[-1]]
    return (spelling,)
