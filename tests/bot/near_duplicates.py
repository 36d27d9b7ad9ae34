"""Finding messages that say nearly the same in nearly the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from bot.text.normalise import normalise

ALIKE = 0.8
"""Shared character trigrams over all of both (Jaccard) from which on two messages teach or test the same thing."""

_SIGNS = re.compile(r"[\s、。,.!?…・~〜ー「」『』()\[\]:;\"']+")
_AT_ONCE = 1500


def near_duplicates(left: Sequence[str], right: Sequence[str] | None = None) -> list[tuple[int, int]]:
    """Give the pairs of positions that are too alike; within `left` if there is no `right`, each pair once."""
    grams = [_trigrams(text) for text in left]
    others = grams if right is None else [_trigrams(text) for text in right]
    columns: dict[str, int] = {}
    for gram in (gram for text in (*grams, *others) for gram in text):
        columns.setdefault(gram, len(columns))
    rows, cols = _matrix(grams, columns), _matrix(others, columns)
    sizes, other_sizes = rows.sum(axis=1).A1, cols.sum(axis=1).A1
    found = []
    for start in range(0, len(grams), _AT_ONCE):
        shared = (rows[start : start + _AT_ONCE] @ cols.T).tocoo()
        union = sizes[start + shared.row] + other_sizes[shared.col] - shared.data
        alike = shared.data >= ALIKE * union
        found += list(zip((shared.row[alike] + start).tolist(), shared.col[alike].tolist(), strict=True))
    return [(i, j) for i, j in found if right is not None or i < j]


def _trigrams(text: str) -> set[str]:
    marked = f"^{_SIGNS.sub('', normalise(text).lower())}$"
    return {marked[start : start + 3] for start in range(max(1, len(marked) - 2))}


def _matrix(texts: Sequence[set[str]], columns: dict[str, int]) -> csr_matrix:
    starts = np.cumsum([0, *map(len, texts)])
    indices = [columns[gram] for text in texts for gram in text]
    return csr_matrix((np.ones(len(indices), dtype=np.float32), indices, starts), shape=(len(texts), len(columns)))
