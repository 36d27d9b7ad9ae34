"""The intent classifier of the pipeline: n-grams of words, characters and readings, ridge regression."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.calibration import Calibration, calibrate
from bot.components.documents import Document, document
from bot.components.ginza_tokenizer import PART_OF_SPEECH, READING, tokens_of
from bot.components.intent_model import IntentModel
from bot.components.intents import OUT_OF_SCOPE
from bot.components.strangers import kind_of
from bot.text.other_companies import without_other_companies
from bot.text.parts import requests_in
from bot.text.request import request_of
from bot.text.services import without_names
from bot.text.set_aside import without_what_is_set_aside

CALIBRATION = "calibration"
"""The message key of what the scores are worth; read by `TopicDecider`, not put out."""
SCORES = "intent_scores"
"""The message key of the raw scores by intent; read by `TopicDecider`, not put out."""
PARTS = "intent_parts"
"""The message key of the `Part`s of one that asks for several things; read by `TopicDecider`, not put out."""
_CALIBRATION_FILE = "calibration.json"


@dataclass(frozen=True)
class Part:
    """One of several questions in a message, scored as if it were a message of its own."""

    text: str
    scores: dict[str, float]
    confidences: dict[str, float]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class JapaneseIntentClassifier(GraphComponent, IntentClassifier):
    """Scores every intent; the ranking is put out whole, so that the margin to out of scope is always known."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Name what must come before."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the defaults."""
        return {
            # How strongly the weights are held back.
            "ridge": 1.0,
            # The share of messages of ours that may be taken for foreign; sets the threshold on held-out scores.
            "false_rejection": 0.025,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> JapaneseIntentClassifier:
        """Give one that is yet to be trained."""
        return cls(config, model_storage, resource)

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        """Keep what `create` and `load` hand over."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._calibration = calibration

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the weights, and from held-out scores the calibration."""
        messages = [m for m in training_data.intent_examples if m.get(TEXT) and m.get(INTENT)]
        if not messages:
            return self._resource
        labels = [message.get(INTENT) for message in messages]
        self._model, held_out = IntentModel.fit(
            list(map(_document, messages)), labels, outside=OUT_OF_SCOPE, ridge=self._config["ridge"]
        )
        self._calibration = calibrate(
            held_out,
            labels,
            self._model.intents,
            outside=OUT_OF_SCOPE,
            false_rejection=self._config["false_rejection"],
        )
        with self._model_storage.write_to(self._resource) as directory:
            self.persist(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the intents of members' messages."""
        if self._model is None or self._calibration is None:
            return messages
        for message in messages:
            scores = self._model.scores(_document(message))
            confidences = self._calibration.confidences(scores)
            ranking = [
                {"name": intent, "confidence": float(confidence)}
                for intent, confidence in zip(self._model.intents, confidences)  # noqa: B905
            ]
            ranking.sort(key=itemgetter("confidence"), reverse=True)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(SCORES, dict(zip(self._model.intents, map(float, scores))))  # noqa: B905
            message.set(CALIBRATION, self._calibration)
            message.set(PARTS, [self._part(part) for part in requests_in(_request(message.get(TEXT) or ""))])
        return messages

    def _part(self, text: str) -> Part:
        assert self._model is not None
        assert self._calibration is not None
        scores = self._model.scores(_document_of(text))
        confidences = self._calibration.confidences(scores)
        intents = self._model.intents
        return Part(text, dict(zip(intents, map(float, scores))), dict(zip(intents, map(float, confidences))))  # noqa: B905

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **_: Any,
    ) -> JapaneseIntentClassifier:
        """Give the trained one; one that leaves messages alone if nothing was trained."""
        try:
            with model_storage.read_from(resource) as directory:
                described = json.loads((directory / _CALIBRATION_FILE).read_text(encoding="utf-8"))
                model, calibration = IntentModel.load(directory), Calibration(**described)
        except ValueError:
            return cls(config, model_storage, resource)
        return cls(config, model_storage, resource, model, calibration)

    def persist(self, directory: Path) -> None:
        """Write the model as plain JSON and arrays."""
        if self._model is None or self._calibration is None:
            return
        self._model.save(directory)
        (directory / _CALIBRATION_FILE).write_text(json.dumps(asdict(self._calibration)), encoding="utf-8")


def _document(message: Message) -> Document:
    text = message.get(TEXT) or ""
    request = _generic(text)
    tokens = message.get(TOKENS_NAMES[TEXT]) or []
    return _taken_apart(request, tokens if request == text else tokens_of(request))


def _document_of(text: str) -> Document:
    request = _generic(text)
    return _taken_apart(request, tokens_of(request))


def _request(text: str) -> str:
    """What the message asks for, without the subjects that it only sets aside."""
    return without_what_is_set_aside(request_of(text))


def _generic(text: str) -> str:
    """What the message asks for, with one word for all services and one for all other companies."""
    return without_other_companies(without_names(_request(text)))


def _taken_apart(text: str, tokens: list[Token]) -> Document:
    return document(
        text,
        [token.lemma for token in tokens],
        [token.get(READING) for token in tokens],
        [kind_of(token.get(PART_OF_SPEECH)) for token in tokens],
    )
