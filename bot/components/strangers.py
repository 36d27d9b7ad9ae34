"""Words that nobody says who wants something of ours: the names of other companies, places, things.

«ミナトクラウドの見積書» has the words of a topic of ours and a name that no list holds. In the skeleton of a message
every such name or noun is a blank, so that "a stranger's quotation" can be learnt from other strangers' lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from bot.components.documents import Document

KNOWN_FROM = 3
"""Messages of ours that must hold a word for it to be no stranger."""
_PERSON, _NAME, _NOUN = "<person>", "<name>", "<noun>"
_KINDS = (
    ("名詞-固有名詞-人名", _PERSON),
    ("名詞-固有名詞", _NAME),
    ("名詞-普通名詞", _NOUN),
    ("接尾辞-名詞", _NOUN),
)


def kind_of(tag: str) -> str:
    """Give the blank for a word of this part of speech (in UniDic's terms); empty for what stays a word."""
    return next((kind for prefix, kind in _KINDS if tag.startswith(prefix)), "")


def count_ours(documents: Sequence[Document], ours: Sequence[bool]) -> Counter[str]:
    """Count in how many messages of ours each word is."""
    counts: Counter[str] = Counter()
    for doc, is_ours in zip(documents, ours):  # noqa: B905
        if is_ours:
            counts.update(set(doc.words))
    return counts


def known_without(doc: Document, counts: Counter[str]) -> set[str]:
    """The words of a training message that the *other* messages of ours make known, as if it were new."""
    return {word for word in doc.words if counts[word] > KNOWN_FROM}


def skeleton(doc: Document, known: Collection[str]) -> tuple[str, ...]:
    """The words of a message with a blank for strangers, several in a row as one; people's names are always blanks."""
    words: list[str] = []
    for word, kind in zip(doc.words, doc.kinds):  # noqa: B905
        blank = kind if kind == _PERSON or word not in known else ""
        if blank in (_NAME, _NOUN) and words and words[-1] in (_NAME, _NOUN):
            words[-1] = _NAME if _NAME in (blank, words[-1]) else _NOUN
        else:
            words.append(blank or word)
    return tuple(words)
