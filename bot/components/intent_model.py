"""Ridge regression on n-gram features: a score for every intent, and an honest estimate of how far to trust it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.linalg import cho_solve, cholesky
from scipy.linalg.lapack import strtri
from scipy.sparse import csr_matrix

from bot.components.documents import Document
from bot.components.ngram_features import NgramFeatures
from bot.components.twins import settle, wishes

Array = np.ndarray[Any, Any]

RIDGE = 1.0
"""How strongly weights are held back; 0.3 to 3 differ by less than the noise of cross-validation."""
_ROWS_AT_ONCE = 1024


class IntentModel:
    """Scores all intents: about 1 for the right one and -1 for the others."""

    def __init__(self, intents: Sequence[str], features: NgramFeatures, weights: Array, bias: Array) -> None:
        """Take one column of `weights` (a row a feature) and one `bias` an intent, and one more for the wish."""
        self.intents = tuple(intents)
        self.features = features
        self._weights = weights
        self._bias = bias

    @classmethod
    def fit(
        cls, documents: Sequence[Document], labels: Sequence[str], *, outside: str, ridge: float = RIDGE
    ) -> tuple[IntentModel, Array]:
        """Train, and give the held-out scores: for each document what a model trained without it says of it.

        Ridge regression has these in closed form (the PRESS residuals), so that nothing is trained twice.
        """
        intents = sorted(set(labels))
        features, rows = NgramFeatures.fit(documents, [label != outside for label in labels])
        targets = np.where(np.array([[label] for label in labels]) == np.array([intents]), 1.0, -1.0)
        targets = targets.astype(np.float32)
        kernel = _kernel(rows)
        kernel[np.diag_indices_from(kernel)] += ridge
        wish_dual, wish_held_out = _fit_wish(kernel, labels)
        dual, held_out = _solve(kernel, targets)
        dual = np.column_stack([dual, wish_dual])
        model = cls(intents, features, np.asarray(rows.T @ dual, dtype=np.float32), dual.sum(axis=0))
        for scores, wish in zip(held_out, wish_held_out):  # noqa: B905
            settle(scores, wish, intents)
        return model, held_out

    def scores(self, doc: Document) -> Array:
        """Give one score an intent, in the order of `intents`."""
        columns, values = self.features.row(doc)
        scores = np.array(self._bias)
        if columns:
            # Not `@`: for so small a product the threads of BLAS cost more than they save.
            scores += np.einsum("f,fi->i", np.array(values, dtype=np.float32), self._weights[columns])
        settle(scores[:-1], scores[-1], self.intents)
        return scores[:-1]

    def save(self, directory: Path) -> None:
        """Write plain JSON and plain arrays: nothing that runs when it is read."""
        described = {
            "intents": self.intents,
            "ngrams": {block: list(columns) for block, columns in self.features.vocabulary.items()},
            "known": sorted(self.features.known),
        }
        (directory / "ngrams.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        np.savez(directory / "weights.npz", rarity=self.features.weights, weights=self._weights, bias=self._bias)

    @classmethod
    def load(cls, directory: Path) -> IntentModel:
        """Read what `save` wrote."""
        described = json.loads((directory / "ngrams.json").read_text(encoding="utf-8"))
        vocabulary: dict[str, dict[str, int]] = {}
        start = 0
        for block, grams in described["ngrams"].items():
            vocabulary[block] = {gram: start + column for column, gram in enumerate(grams)}
            start += len(grams)
        with np.load(directory / "weights.npz", allow_pickle=False) as arrays:
            features = NgramFeatures(vocabulary, arrays["rarity"], described["known"])
            return cls(described["intents"], features, arrays["weights"], arrays["bias"])


def _kernel(rows: csr_matrix) -> Array:
    """How alike all messages are, below the diagonal alone; one is added for the bias, which is a constant feature."""
    kernel = np.ones((rows.shape[0], rows.shape[0]), dtype=np.float32)
    # Some rows at a time: nearly all messages share a character, so that a sparse product would be the larger one.
    for start in range(0, rows.shape[0], _ROWS_AT_ONCE):
        end = start + _ROWS_AT_ONCE
        kernel[start:end, : min(end, len(kernel))] += (rows[start:end] @ rows[:end].T).toarray()
    return kernel


def _fit_wish(kernel: Array, labels: Sequence[str]) -> tuple[Array, Array]:
    """Learn from the messages about twins whether something is to be done; the held-out scores of others are 0."""
    dual, held_out = np.zeros(len(labels), np.float32), np.zeros(len(labels), np.float32)
    about_twins, targets = wishes(labels)
    if len(about_twins):
        its_dual, its_held_out = _solve(kernel[np.ix_(about_twins, about_twins)], targets[:, np.newaxis])
        dual[about_twins], held_out[about_twins] = its_dual[:, 0], its_held_out[:, 0]
    return dual, held_out


def _solve(kernel: Array, targets: Array) -> tuple[Array, Array]:
    """Solve for the targets; and give the held-out scores. Only the lower half of the kernel is read."""
    lower = cholesky(kernel, lower=True, overwrite_a=True, check_finite=False)
    dual = cho_solve((lower, True), targets, check_finite=False)
    inverse_lower, _ = strtri(lower, lower=1, overwrite_c=1)
    inverse_diagonal = np.einsum("ij,ij->j", inverse_lower, inverse_lower)
    return dual, targets - dual / inverse_diagonal[:, np.newaxis]
