"""Our components as Rasa runs them: trained, saved, loaded, and given what members type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT, TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.ginza_tokenizer import READING, GinzaTokenizer
from bot.components.japanese_entity_extractor import JapaneseEntityExtractor
from bot.components.japanese_intent_classifier import JapaneseIntentClassifier
from bot.components.topic_decider import TopicDecider

CONTEXT = ExecutionContext(GraphSchema({}), node_name="node")
EXAMPLES = {
    "faq_backup_codes": [
        "バックアップコードの使い方",
        "予備のコードはどこ",
        "バックアップコードを見たい",
        "予備コードとは",
    ],
    "faq_withdrawal": ["退会したい", "退会の方法", "会員をやめたい", "退会はどこから"],
    "faq_change_or_cancel_contract": ["サービスを解約したい", "eXcloserの利用をやめたい", "サービスの解約"],
    "account_order_status": ["私の注文を調べて", "注文はどうなりましたか", "注文の状況を見て", "うちの注文は今どこ"],
    "conversation_greet": ["こんにちは", "おはようございます", "はじめまして", "お世話になっております"],
    "conversation_out_of_scope": [
        "今日の天気",
        "ラーメンの作り方",
        "明日は雨",
        "面白い話をして",
        "天気を教えて",
        "歌って",
    ],
}
ODD = [
    "",
    "   ",
    "😀",
    "?",
    "\x00",
    "\ud800",
    "ا" * 50,
    "Привет",
    "ᚠᛇᚻ",
    "𠮷野家",
    "あ" * 200_000,
    "/restart",
    "'; DROP TABLE--",
    "<b>",
]
Parse = Callable[[str], dict[str, Any]]


def settled(component: type, config: dict[str, Any] | None = None) -> dict[str, Any]:
    return {**component.get_default_config(), **(config or {})}  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def tokenizer() -> GinzaTokenizer:
    return GinzaTokenizer(settled(GinzaTokenizer))


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    return LocalModelStorage(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def trained(tokenizer: GinzaTokenizer, storage: LocalModelStorage) -> JapaneseIntentClassifier:
    messages = [Message({TEXT: text, "intent": intent}) for intent, texts in EXAMPLES.items() for text in texts]
    data = tokenizer.process_training_data(TrainingData(messages))
    config = settled(JapaneseIntentClassifier)
    classifier = JapaneseIntentClassifier.create(config, storage, Resource("classifier"), CONTEXT)
    classifier.train(data)
    return classifier


def parser(tokenizer: GinzaTokenizer, classifier: JapaneseIntentClassifier, storage: LocalModelStorage) -> Parse:
    others = [
        JapaneseEntityExtractor.create({}, storage, Resource("entities"), CONTEXT),
        classifier,
        TopicDecider.create(settled(TopicDecider), storage, Resource("decider"), CONTEXT),
    ]

    def parse(text: str) -> dict[str, Any]:
        messages = tokenizer.process([Message({TEXT: text})])
        for component in others:
            messages = component.process(messages)
        parsed: dict[str, Any] = messages[0].as_dict(only_output_properties=True)
        return parsed

    return parse


@pytest.fixture(scope="module")
def parse(tokenizer: GinzaTokenizer, trained: JapaneseIntentClassifier, storage: LocalModelStorage) -> Parse:
    return parser(tokenizer, trained, storage)


def tokens(tokenizer: GinzaTokenizer, text: str) -> list[Any]:
    found: list[Any] = tokenizer.process([Message({TEXT: text})])[0].get(TEXT_TOKENS)
    return found


def test_tokens_carry_normalised_form_and_reading(tokenizer: GinzaTokenizer) -> None:
    pay = tokens(tokenizer, "お支払はいつ")[1]
    assert (pay.text, pay.lemma, pay.get(READING)) == ("支払", "支払い", "シハライ")


@pytest.mark.parametrize(
    "text", ["ＦＪｃｌｏｕｄ－Ｏの ４月分", "ｱｶｳﾝﾄ  ロック", "…①と㈱", "😀 パスワード", "\u200bか\u3099ぞう"]
)
def test_offsets_are_those_of_the_text_put_out(tokenizer: GinzaTokenizer, text: str) -> None:
    message = tokenizer.process([Message({TEXT: text})])[0]
    for token in message.get(TEXT_TOKENS):
        assert message.get(TEXT)[token.start : token.end] == token.text


def test_entities_have_offsets_value_and_extractor(parse: Parse) -> None:
    entity = parse("ｏｒｄ２０２６-123の注文はどうなりましたか")["entities"][0]
    assert entity == {
        "entity": "order_number",
        "start": 0,
        "end": 11,
        "value": "ORD-2026-000123",
        "confidence": 1.0,
        "extractor": "JapaneseEntityExtractor",
    }


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("バックアップコードを教えて", "faq/backup_codes"),
        ("ばっくあっぷこーどを見たい", "faq/backup_codes"),
        ("いつもお世話になっております。退会したいのですが。よろしくお願いいたします。", "faq/withdrawal"),
        ("FJcloud-Vの利用をやめたい", "faq/change_or_cancel_contract"),
        ("お世話になっております", "conversation/greet"),
        ("明日の天気は", "conversation/out_of_scope"),
        ("5月分だと?", "conversation/clarify"),
    ],
)
def test_decides(parse: Parse, text: str, topic: str) -> None:
    assert parse(text)["decision"]["topic"] == topic


def test_what_stays_in_the_tracker_is_small(parse: Parse) -> None:
    parsed = parse("予備のコードを使いたい")
    assert set(parsed) == {"text", "entities", "intent", "intent_ranking", "decision"}
    assert len(parsed["intent_ranking"]) <= 6
    assert parsed["intent_ranking"][0] == parsed["intent"]
    assert len(parsed["decision"]["candidates"]) <= 4


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_messages_are_taken_calmly(parse: Parse, text: str) -> None:
    parsed = parse(text)
    assert parsed["intent"]["name"]
    assert not parsed["text"].startswith("/")
    assert 0.0 <= parsed["intent"]["confidence"] <= 1.0


def test_saved_and_loaded_answers_are_the_same(
    tokenizer: GinzaTokenizer, parse: Parse, storage: LocalModelStorage, tmp_path: Path
) -> None:
    loaded = JapaneseIntentClassifier.load(settled(JapaneseIntentClassifier), storage, Resource("classifier"), CONTEXT)
    again = parser(tokenizer, loaded, storage)
    for text in [*ODD, *(texts[0] for texts in EXAMPLES.values()), "何のことですか"]:
        assert again(text) == parse(text)


def test_without_training_data_messages_are_left_alone(tokenizer: GinzaTokenizer, tmp_path: Path) -> None:
    storage = LocalModelStorage(tmp_path)
    config = settled(JapaneseIntentClassifier)
    JapaneseIntentClassifier.create(config, storage, Resource("empty"), CONTEXT).train(TrainingData([]))
    untrained = JapaneseIntentClassifier.load(config, storage, Resource("empty"), CONTEXT)
    message = untrained.process(tokenizer.process([Message({TEXT: "こんにちは"})]))[0]
    assert message.get("intent") is None
