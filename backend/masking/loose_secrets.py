"""Passwords that no word stands right before: told by their mixture, and by what the message is about."""

import re
from collections.abc import Iterator

from backend.masking.everyday_words import is_everyday
from backend.masking.password_phrases import LABELS
from backend.masking.shape import Shape, shape_of
from backend.masking.spans import Kind, Secret

_RUN = re.compile(r"(?<![!-~])[!-~]{4,64}(?![!-~])")
_SHORTEST_MIXTURE = 8
_LONGEST_PAIR = 160
_EDGES = "\"'`()[]<>,.;:"
# Signs that stand in passwords, but hardly in the ids, numbers and addresses that people write.
_SIGN = re.compile(r"[!#$%^&*+=?~@\\]")
_NOT_ONE = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+|.*://.*|www\..*|[$\\]?\d[\d,.]*[%A-Za-z]{0,3}|.*\.[a-z]{2,4}\?.*")
# 「… って入れても入れません」
_IS_TYPED = re.compile(
    r"[」』\"')]?\s?(?:って|と|で|を)?\s?(?:何[度回]も?)?(?:入れ|入力|打(?:って|ち)|ログイン|ろぐいん|試)"
)
_QUOTED = re.compile(r"[「『\"“](?P<word>[!-~]{4,64}?)[」』\"”]")
_THE_OLD = re.compile(r"(?:今|いま|現在|前|元|旧|古い|新|新しい|次)(?:の|のもの|のやつ)?(?:は|を|が|に)?\s?$")
_THE_NEW = re.compile(r"\s?(?:に(?:し|変|設定)|から|へ変)")
# Two runs and nothing else: an id and its password, in answer to the question for the id.
_PAIR = re.compile(
    r"\s*(?:(?:ログイン)?ID[\s:=は]*)?[「『\"]?[!-~]{3,64}?[」』\"]?\s*(?:です)?(?:[\s/,、・|:と]|です)+[「『\"]?(?P<second>[!-~]{4,64}?)[」』\"]?"
    r"\s*(?:です|。|\s)*",
    re.IGNORECASE,
)


def find_loose_secrets(folded: str, *, awaits_login_id: bool) -> Iterator[Secret]:
    """What looks like a password where passwords are the matter, or where an id is awaited."""
    about_passwords = LABELS.search(folded)
    for run in _RUN.finditer(folded):
        if LABELS.match(folded, run.start()):
            # 「PW=…」: announced, so that it is clear where it begins.
            continue
        start, end = _trimmed(folded, *run.span())
        if _is_mixture(folded[start:end]) and (
            about_passwords or awaits_login_id or _IS_TYPED.match(folded, run.end())
        ):
            yield Secret(start, end, Kind.PASSWORD)
    if about_passwords:
        yield from _quoted(folded)
    pair = _PAIR.fullmatch(folded) if awaits_login_id and len(folded) <= _LONGEST_PAIR else None
    if pair and _is_second(pair["second"]):
        yield Secret(*pair.span("second"), Kind.PASSWORD)


def _quoted(folded: str) -> Iterator[Secret]:
    """「今は「…」で新しいのを「…」にしたい」."""
    for found in _QUOTED.finditer(folded):
        before = folded[max(found.start() - 10, 0) : found.start()]
        if shape_of(found["word"]) is Shape.SECRET and (_THE_OLD.search(before) or _THE_NEW.match(folded, found.end())):
            yield Secret(*found.span("word"), Kind.PASSWORD)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A run without the quotes and full stops around it."""
    run = text[start:end]
    start += len(run) - len(run.lstrip(_EDGES + "=>"))
    return start, start + len(run.strip(_EDGES + "=>"))


def _is_mixture(run: str) -> bool:
    """Letters, digits and a sign, and more than words with a sign between them (「Windows10+Edge」)."""
    if len(run) < _SHORTEST_MIXTURE or not _SIGN.search(run) or _NOT_ONE.fullmatch(run):
        return False
    parts = [part for part in re.split(r"[^A-Za-z0-9]+", run) if part]
    has_both = any(map(str.isdigit, run)) and any(map(str.isalpha, run))
    return has_both and not all(is_everyday(part) for part in parts)


def _is_second(word: str) -> bool:
    word = word.strip(_EDGES)
    return shape_of(word) is Shape.SECRET and any(not char.isalpha() for char in word)
