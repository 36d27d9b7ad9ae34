"""Entities by rules: what `bot.text` finds."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.text.entities import find_entities


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class JapaneseEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Finds numbers, services, months, closings, ways of paying and login ids; always the same in the same text."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Name what must come before: the tokenizer normalises the text."""
        return [Tokenizer]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> JapaneseEntityExtractor:
        """Give one; there is nothing to configure."""
        return cls(config)

    def __init__(self, config: dict[str, Any]) -> None:
        """Keep the configuration."""
        self._config = config

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of members' messages."""
        for message in messages:
            found = [
                {"entity": span.entity, "start": span.start, "end": span.end, "value": span.value, "confidence": 1.0}
                for span in find_entities(message.get(TEXT) or "")
            ]
            message.set(ENTITIES, [*message.get(ENTITIES, []), *self.add_extractor_name(found)], add_to_output=True)
        return messages
