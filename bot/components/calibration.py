"""From held-out scores to confidences and thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Calibration:
    """What training found out about the scores."""

    sharpness: float
    """Scores times this, through a softmax, are confidences that come true as often as they say."""
    reject_below: float
    """A message whose margin (best intent of ours less out of scope) is below this is not ours."""

    def confidences(self, scores: Array) -> Array:
        """Turn scores into probabilities that add up to one."""
        raised = np.exp(self.sharpness * (scores - scores.max()))
        return np.asarray(raised / raised.sum())


def calibrate(
    scores: Array, truth: Sequence[str], intents: Sequence[str], *, outside: str, false_rejection: float
) -> Calibration:
    """Fit both figures to held-out scores.

    `false_rejection` is the share of messages of ours that may be taken for foreign.
    """
    right = np.array([intents.index(intent) for intent in truth])
    candidates = np.linspace(1.0, 12.0, 56)
    losses = [_loss(scores, right, float(sharpness)) for sharpness in candidates]
    reject_below = -np.inf
    if outside in intents:
        column = intents.index(outside)
        ours = scores[right != column]
        margins = np.delete(ours, column, axis=1).max(axis=1) - ours[:, column]
        reject_below = float(np.quantile(margins, false_rejection))
    return Calibration(sharpness=float(candidates[int(np.argmin(losses))]), reject_below=reject_below)


def _loss(scores: Array, right: Array, sharpness: float) -> float:
    """Mean negative log-likelihood of the right intents."""
    raised = sharpness * (scores - scores.max(axis=1, keepdims=True))
    logs = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
    return float(-logs[np.arange(len(right)), right].mean())
