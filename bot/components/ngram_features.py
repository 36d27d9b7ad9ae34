"""TF-IDF over words, characters, readings and skeletons: a sparse row a message."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bot.components.documents import Document, character_ngrams, phrase_ngrams, word_ngrams
from bot.components.strangers import KNOWN_FROM, count_ours, known_without, skeleton

Counts = dict[str, Counter[str]]

LENGTHS = {"words": 1.0, "text": 1.0, "reading": 1.0, "skeleton": 0.7}
"""The blocks of a row, and the length that each is scaled to: how much it has to say."""
SEEN_IN = 2
"""Messages that an n-gram must be in to be looked at. Those of one message alone are most of all, and add nothing."""


class NgramFeatures:
    """Blocks of n-grams, each weighted by TF-IDF (sublinear) and scaled to its length."""

    def __init__(
        self, vocabulary: dict[str, dict[str, int]], weights: np.ndarray[Any, Any], known: Collection[str]
    ) -> None:
        """Take the column of every n-gram of every block, the inverse document frequency of every column, and the words
        that are no strangers."""
        self.vocabulary = vocabulary
        self.weights = weights
        self.known = frozenset(known)
        self._weight_list: list[float] = weights.tolist()

    @classmethod
    def fit(cls, documents: Sequence[Document], ours: Sequence[bool]) -> tuple[NgramFeatures, csr_matrix]:
        """Learn which n-grams there are and how rare each is, and give the rows of the documents.

        In these a word is known by the other documents only, as it will be in a message never seen.
        """
        occurrences = count_ours(documents, ours)
        known = {word for word, count in occurrences.items() if count >= KNOWN_FROM}
        counted = [
            _counts(doc, known_without(doc, occurrences) if is_ours else known)
            for doc, is_ours in zip(documents, ours)  # noqa: B905
        ]
        vocabulary: dict[str, dict[str, int]] = {}
        weights: list[float] = []
        for block in LENGTHS:
            frequency: Counter[str] = Counter()
            for counts in counted:
                frequency.update(counts[block].keys())
            grams = sorted(gram for gram, count in frequency.items() if count >= SEEN_IN)
            vocabulary[block] = {gram: len(weights) + column for column, gram in enumerate(grams)}
            weights += [math.log((1 + len(documents)) / (1 + frequency[gram])) + 1 for gram in grams]
        features = cls(vocabulary, np.array(weights, dtype=np.float32), known)
        return features, features._matrix(counted)

    def row(self, doc: Document) -> tuple[list[int], list[float]]:
        """Give the columns that are not zero, and their values. N-grams never seen in training are left out."""
        return self._row(_counts(doc, self.known))

    def _row(self, counts: Counts) -> tuple[list[int], list[float]]:
        columns: list[int] = []
        values: list[float] = []
        for block, block_length in LENGTHS.items():
            vocabulary = self.vocabulary[block]
            known = [(column, n) for gram, n in counts[block].items() if (column := vocabulary.get(gram)) is not None]
            weighted = [
                self._weight_list[column] if n == 1 else (1 + math.log(n)) * self._weight_list[column]
                for column, n in known
            ]
            scale = block_length / (math.sqrt(sum(value * value for value in weighted)) or 1.0)
            columns += [column for column, _ in known]
            values += [value * scale for value in weighted]
        return columns, values

    def _matrix(self, counted: Iterable[Counts]) -> csr_matrix:
        starts, columns, values = [0], [], []
        for counts in counted:
            its_columns, its_values = self._row(counts)
            columns += its_columns
            values += its_values
            starts.append(len(columns))
        shape = (len(starts) - 1, len(self.weights))
        return csr_matrix((np.array(values, dtype=np.float32), columns, starts), shape=shape)


def _counts(doc: Document, known: Collection[str]) -> Counts:
    return {
        "words": word_ngrams(doc.words),
        "text": character_ngrams(doc.text),
        "reading": character_ngrams(doc.reading),
        "skeleton": phrase_ngrams(skeleton(doc, known)),
    }
