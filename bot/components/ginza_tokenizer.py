"""Sudachi's words by way of GiNZA, without the parts of its pipe that nobody here uses."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.text.normalise import normalise

READING = "reading"
"""The key of a token's reading, in katakana."""
PART_OF_SPEECH = "part_of_speech"
"""The key of a token's part of speech in UniDic's terms, as Sudachi gives it: 「名詞-固有名詞-一般」."""


class Word(Token):
    """A token whose fingerprint is quick: Rasa takes it of every word of the training data, several times."""

    def fingerprint(self) -> str:
        """Hash what makes the word; its reading and part of speech follow from the text."""
        return f"{self.start}:{self.text}:{self.lemma}"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class GinzaTokenizer(Tokenizer):
    """Splits a message into words; a token's lemma is Sudachi's normalised form.

    The message's text is normalised first and replaced, so that the offsets of all components agree.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the defaults."""
        return {
            # Asked for by Rasa's base class: intents are not split into parts.
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            # The spaCy package whose tokenizer is used.
            "model": "ja_ginza",
        }

    def __init__(self, config: dict[str, Any]) -> None:
        """Load the tokenizer now: the first member must not wait a second for it."""
        super().__init__(config)
        tokenizer(self._config["model"])

    @staticmethod
    def required_packages() -> list[str]:
        """Name what must be installed."""
        return ["spacy", "sudachipy"]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Tokenise the examples."""
        for example in training_data.training_examples:
            self._normalise(example)
        return super().process_training_data(training_data)

    def process(self, messages: list[Message]) -> list[Message]:
        """Tokenise members' messages."""
        for message in messages:
            self._normalise(message)
        processed: list[Message] = super().process(messages)
        return processed

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Give the words of one text; blanks are none."""
        return tokens_of(message.get(attribute), self._config["model"])

    @staticmethod
    def _normalise(message: Message) -> None:
        text = message.get(TEXT)
        if isinstance(text, str):
            message.set(TEXT, normalise(text), add_to_output=TEXT in message.output_properties)


@lru_cache(maxsize=1)
def tokenizer(model: str = "ja_ginza") -> Any:
    """Load Sudachi's tokenizer, set up as GiNZA's package says, once a process.

    The vocabulary is the full pipe's too: 220 MB, mostly word vectors. Sudachi's dictionary is not part of it. What
    spaCy builds around Sudachi's words takes five times as long as Sudachi itself, the full pipe a hundred times.
    """
    language = spacy.load(model, exclude=[*spacy.info(model)["pipeline"], "vocab"])  # type: ignore[attr-defined,index]
    wrapper: Any = language.tokenizer
    return wrapper.tokenizer


def tokens_of(text: str, model: str = "ja_ginza") -> list[Token]:
    """Give the words of a text; blanks are none."""
    return [
        Word(
            surface,
            word.begin(),
            lemma=word.normalized_form(),
            # A word that Sudachi does not know has no reading.
            data={READING: word.reading_form() or surface, PART_OF_SPEECH: _tag(word.part_of_speech())},
        )
        for word in tokenizer(model).tokenize(text)
        if (surface := word.surface()).strip()
    ]


@lru_cache(maxsize=1024)
def _tag(part_of_speech: tuple[str, ...]) -> str:
    """Name a part of speech as spaCy does: its four levels, those that say nothing left out."""
    return "-".join(level for level in part_of_speech[:4] if level != "*")
