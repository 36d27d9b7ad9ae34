"""Passwords, found by the words that announce them. Without such a word nothing tells one from a login id."""

import re
from collections.abc import Iterator

from backend.masking import password_phrases as phrases
from backend.masking.everyday_words import is_everyday
from backend.masking.shape import Shape, shape_of
from backend.masking.spans import Kind, Secret

# What is longer than any password is cut: a text without blanks must not be read again for each word in it.
_RUN = re.compile(r"[!-~\u200b]{1,100}+")
_CLOSING = {"「": "」", "『": "』", "【": "】", "〈": "〉", "《": "》", "(": ")", "[": "]", "<": ">"} | {
    c: c for c in "\"'`"
}
_LONGEST_QUOTE = 64
# Between the id and the password of a pair: 「tanaka01 / hunter2abc」.
_PAIR_BREAK = re.compile(r"[」』】)\]\"'`]?(?>\s|[/,、・と:;|]|and\b|です|で){1,6}+[「『【(\[\"'`]?")
_PAIR_INSIDE = re.compile(r"[^/,:;|]{3,}[/,:;|](?P<second>[^/,:;|]{3,})")
_MORE_WORDS = re.compile(r"(?: [!-~]{2,}){1,5}")
_STILL_JAPANESE = re.compile(r"\s?(?:です|だ|で|なの|と|を|が|に|じゃ|。|$)")
_TRAILING_SIGNS = ".,;?\"'`)]}>"
# How far back a secret may stand before the word: 「… がパスワードです」.
_REACH_BACK = 100
_ASKED = "パスワードは\n"


def find_passwords(folded: str, *, announced: bool = False) -> Iterator[Secret]:
    """Passwords in a text. `announced`: the message before ended with 「パスワードは」 or the like."""
    if announced:
        yield from _announced_passwords(folded)
    done = 0
    for label in phrases.LABELS.finditer(folded):
        if label.start() < done:
            continue
        for start, end in (*_before(folded, label), *_after(folded, label)):
            yield Secret(start, end, Kind.PASSWORD)
            done = end


def _announced_passwords(folded: str) -> Iterator[Secret]:
    """What answers one's own announcement: a message that begins with a secret and is about nothing else."""
    text = _ASKED + folded
    label = phrases.LABELS.match(text)
    spans = [*_after(text, label)] if label else []
    if spans and phrases.MEANT.match(text, spans[0][1]):
        for start, end in spans:
            yield Secret(max(start - len(_ASKED), 0), end - len(_ASKED), Kind.PASSWORD)


def announces_password(folded: str) -> bool:
    """Whether the text ends where a password is to follow: 「パスワードは」."""
    found = phrases.ANNOUNCES.search(folded[-80:])
    return found is not None and (phrases.STRONG.search(found[0]) is not None or not found[0].isspace())


def _before(text: str, label: re.Match[str]) -> Iterator[tuple[int, int]]:
    found = phrases.BACKWARD.search(text[max(label.start() - _REACH_BACK, 0) : label.start()])
    if found is None or shape_of(found["secret"]) is not Shape.SECRET:
        return
    if found["named"] or phrases.STATES.match(text, label.end()):
        offset = max(label.start() - _REACH_BACK, 0)
        yield offset + found.start("secret"), offset + found.end("secret")


def _after(text: str, label: re.Match[str]) -> Iterator[tuple[int, int]]:
    second = phrases.BEFORE_ID.match(text, label.end())
    gap = _gap(text, second.end() if second else label.end())
    is_strong = phrases.STRONG.search(gap[0]) is not None
    start = gap.end()
    if not second and phrases.AFTER_ID.search(text[max(label.start() - 20, 0) : label.start()]):
        start = _second_of_pair(text, start)
    span = _secret_at(text, start, is_strong=is_strong)
    if span is None and phrases.NAMES.search(gap[0]):
        span = _mixed(text, start) or _kana(text, label.end())
    while span:
        yield span
        span = _next(text, span[1])


def _gap(text: str, at: int) -> re.Match[str]:
    gap = phrases.GAP.match(text, at)
    assert gap is not None  # it may be empty
    return gap


def _second_of_pair(text: str, start: int) -> int:
    """Where the second of two runs begins; the first one's start if there is only one."""
    run = _RUN.match(text, start)
    if run is None:
        return start
    inside = _PAIR_INSIDE.fullmatch(run[0])
    if inside:
        return start + inside.start("second")
    between = _PAIR_BREAK.match(text, start + len(run[0].rstrip(_TRAILING_SIGNS)))
    return between.end() if between and _RUN.match(text, between.end()) else start


def _next(text: str, at: int) -> tuple[int, int] | None:
    """The secret that is named along with the one that ends here."""
    onward = phrases.ONWARD.match(text, at)
    if onward is None or not phrases.ONWARD_CUE.search(onward[0]):
        return None
    return _secret_at(text, onward.end(), is_strong=True)


def _secret_at(text: str, start: int, *, is_strong: bool) -> tuple[int, int] | None:
    """The secret that begins here, if there is one; `is_strong`: it was plainly announced."""
    quoted = _quoted(text, start) if is_strong else None
    if quoted:
        return quoted
    run = _RUN.match(text, start)
    if run is None:
        return None
    end = _end_of_run(text, start, run.end())
    shape = _shape_in_place(text, start, end)
    if shape is Shape.SECRET or (shape is Shape.OPEN and is_strong and phrases.MEANT.match(text, end)):
        return start, _with_more_words(text, end)
    return None


def _shape_in_place(text: str, start: int, end: int) -> Shape:
    run = text[start:end]
    if phrases.SOMEBODY.match(text, end) or phrases.NO_SECRET_AFTER.match(text, end):
        return Shape.NONE
    if phrases.DIGITS.fullmatch(run) and phrases.COUNTED.match(text, end):
        return Shape.NONE
    return shape_of(run)


def _end_of_run(text: str, start: int, end: int) -> int:
    other = phrases.OTHER_LABEL.search(text, start, end)
    if other:
        end = other.start()
    kept = len(text[start:end].rstrip(_TRAILING_SIGNS))
    return start + kept if kept else end


def _quoted(text: str, start: int) -> tuple[int, int] | None:
    """What stands in the quotes that the gap has just opened, blanks included."""
    closing = _CLOSING.get(text[start - 1]) if start else None
    end = text.find(closing, start, start + _LONGEST_QUOTE) if closing else -1
    inner = text[start:end]
    if end < 0 or not inner.strip() or not inner.replace("\u200b", "").isascii() or "\n" in inner:
        return None
    words = inner.split()
    shapes = [_shape_in_place(text, start, end)] if len(words) == 1 else [shape_of(word) for word in words]
    # Several everyday words are a passphrase only by chance; one plain secret among them is enough.
    worth = Shape.SECRET in shapes or (len(words) == 1 and shapes[0] is Shape.OPEN) or shapes.count(Shape.OPEN) > 1
    return _with_rest(text, start, end) if worth else None


def _with_rest(text: str, start: int, end: int) -> tuple[int, int]:
    """What goes on right behind the closing quote, whose quotes then belong to the secret: `(Fuji2026)!a`."""
    rest = _RUN.match(text, end + 1)
    if rest is None or not text[start - 1].isascii() or not re.search(r"\w", rest[0]) or text[end] in "\"'`>":
        return start, end
    return start - 1, _end_of_run(text, end + 1, rest.end())


def _with_more_words(text: str, end: int) -> int:
    """Past the blanks of a secret that has some: 「hunter2 abc です」."""
    more = _MORE_WORDS.match(text, end)
    if more is None or not _STILL_JAPANESE.match(text, more.end()) or phrases.LABELS.search(more[0]):
        return end
    words = more[0].split()
    is_all_secret = all(shape_of(word) is Shape.SECRET or (len(word) < 4 and not is_everyday(word)) for word in words)
    return more.end() if is_all_secret and not phrases.OTHER_LABEL.search(more[0]) else end


def _mixed(text: str, start: int) -> tuple[int, int] | None:
    """Kana or kanji with figures."""
    found = phrases.MIXED.match(text, start)
    if found is None or phrases.LABELS.search(found["word"]) or not phrases.MEANT.match(text, found.end()):
        return None
    rest = found["rest"]
    if shape_of(rest) is Shape.NONE and not (len(rest) == 3 and rest.isalnum() and not rest.isdecimal()):
        return None
    return found.start("rest" if phrases.RULE.search(found["word"]) else "word"), found.end()


def _kana(text: str, label_end: int) -> tuple[int, int] | None:
    """Kana that is set apart as the password is: 「パスワードは、さくら、です」, 「パスワードは「さくら」です」."""
    found = phrases.KANA.match(text, label_end)
    return None if found is None or phrases.NO_KANA_SECRET.search(found["word"]) else found.span("word")
