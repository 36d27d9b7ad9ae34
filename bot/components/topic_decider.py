"""The last component of the pipeline: from the full ranking to one decision."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.decision import WORTH_OFFERING, Decision, Thresholds, decide
from bot.components.intents import NO_TOPICS, OUT_OF_SCOPE, SOCIAL
from bot.components.japanese_intent_classifier import CALIBRATION, PARTS, SCORES, JapaneseIntentClassifier
from bot.components.several import with_parts
from bot.text.entities import find_entities
from bot.text.span import Span
from bot.topics import topic_of

DECISION = "decision"
"""The key of `{"topic", "candidates", "further", "also", "near"}`, put out and so in the tracker's latest message.

`further` are topics that come after the candidates; `also` is what else the message asks for; `near` what it may mean
instead. The last two are left out where empty.
"""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class TopicDecider(GraphComponent, IntentClassifier):
    """Answers, asks back or declines; cuts the ranking down, since every message stays in the tracker."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Name what must come before."""
        return [JapaneseIntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the defaults."""
        return {
            # Ask back when the best intent is less likely than this.
            "clarify_below": 0.25,
            # Entries of the ranking that are put out.
            "ranking_length": 6,
            # Topics put out after the candidates, for a member who says that none of these is meant.
            "further": 4,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> TopicDecider:
        """Give one; the thresholds come with each message, from the classifier that found them."""
        return cls(config)

    def __init__(self, config: dict[str, Any]) -> None:
        """Keep the configuration."""
        self._config = config

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide each message that has been classified."""
        for message in messages:
            if message.get(SCORES):
                self._apply(self._decide(message), message)
        return messages

    def _decide(self, message: Message) -> Decision:
        entities = [
            Span(entity["start"], entity["end"], entity["entity"], entity["value"])
            for entity in message.get(ENTITIES, [])
        ]
        confidences = {entry["name"]: entry["confidence"] for entry in message.get(INTENT_RANKING_KEY)}
        thresholds = Thresholds(message.get(CALIBRATION).reject_below, self._config["clarify_below"])
        whole = decide(message.get(TEXT) or "", entities, message.get(SCORES), confidences, thresholds)
        parts = [
            decide(part.text, find_entities(part.text), part.scores, part.confidences, thresholds)
            for part in message.get(PARTS) or ()
        ]
        return with_parts(whole, parts)

    def _apply(self, decision: Decision, message: Message) -> None:
        chosen = {"name": decision.intent, "confidence": decision.confidence}
        others = [entry for entry in message.get(INTENT_RANKING_KEY) if entry["name"] != decision.intent]
        intent = NO_TOPICS.get(decision.intent, decision.intent)
        left_out = {*decision.candidates, *SOCIAL, OUT_OF_SCOPE}
        scores = message.get(SCORES)
        further = [
            entry["name"]
            for entry in message.get(INTENT_RANKING_KEY)
            if entry["name"] not in left_out and scores[entry["name"]] >= WORTH_OFFERING
        ]
        decided: dict[str, Any] = {
            "topic": topic_of(intent),
            "candidates": list(map(topic_of, decision.candidates)),
            "further": list(map(topic_of, further[: self._config["further"]])),
        }
        if decision.also:
            decided["also"] = list(map(topic_of, decision.also))
        elif decision.near:
            decided["near"] = list(map(topic_of, decision.near))
        message.set(INTENT, chosen, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [chosen, *others][: self._config["ranking_length"]], add_to_output=True)
        message.set(DECISION, decided, add_to_output=True)
