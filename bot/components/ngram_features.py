"""TF-IDF over words, characters and readings: a sparse row a message."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bot.components.documents import Document, character_ngrams, word_ngrams

BLOCKS = ("words", "text", "reading")


class NgramFeatures:
    """Three blocks of n-grams, each weighted by TF-IDF (sublinear) and scaled to length 1."""

    def __init__(self, vocabulary: dict[str, dict[str, int]], weights: np.ndarray[Any, Any]) -> None:
        """Take the column of every n-gram of every block, and the inverse document frequency of every column."""
        self.vocabulary = vocabulary
        self.weights = weights
        self._weight_list: list[float] = weights.tolist()

    @classmethod
    def fit(cls, documents: Sequence[Document]) -> NgramFeatures:
        """Learn which n-grams there are and how rare each is."""
        vocabulary: dict[str, dict[str, int]] = {}
        weights: list[float] = []
        for block in BLOCKS:
            frequency: Counter[str] = Counter()
            for doc in documents:
                frequency.update(_counts(doc, block).keys())
            grams = sorted(frequency)
            vocabulary[block] = {gram: len(weights) + column for column, gram in enumerate(grams)}
            weights += [math.log((1 + len(documents)) / (1 + frequency[gram])) + 1 for gram in grams]
        return cls(vocabulary, np.array(weights, dtype=np.float32))

    def row(self, doc: Document) -> tuple[list[int], list[float]]:
        """Give the columns that are not zero, and their values. N-grams never seen in training are left out."""
        columns: list[int] = []
        values: list[float] = []
        for block in BLOCKS:
            vocabulary = self.vocabulary[block]
            known = [(vocabulary[gram], n) for gram, n in _counts(doc, block).items() if gram in vocabulary]
            weighted = [(1 + math.log(n)) * self._weight_list[column] for column, n in known]
            length = math.sqrt(sum(value * value for value in weighted)) or 1.0
            columns += [column for column, _ in known]
            values += [value / length for value in weighted]
        return columns, values

    def matrix(self, documents: Iterable[Document]) -> csr_matrix:
        """Give one row a document."""
        starts, columns, values = [0], [], []
        for doc in documents:
            its_columns, its_values = self.row(doc)
            columns += its_columns
            values += its_values
            starts.append(len(columns))
        shape = (len(starts) - 1, len(self.weights))
        return csr_matrix((np.array(values, dtype=np.float32), columns, starts), shape=shape)


def _counts(doc: Document, block: str) -> Counter[str]:
    if block == "words":
        return word_ngrams(doc.words)
    return character_ngrams(doc.text if block == "text" else doc.reading)
