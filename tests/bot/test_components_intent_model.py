"""The model behind the intent classifier: held-out scores, calibration, saving."""

from pathlib import Path

import numpy as np
import pytest

from bot.components.calibration import calibrate
from bot.components.documents import Document, character_ngrams, document, word_ngrams
from bot.components.intent_model import IntentModel
from bot.components.ngram_features import LENGTHS, NgramFeatures

TEXTS = {
    "order": ["注文の状況", "注文を見たい", "注文はどこ", "私の注文"],
    "bill": ["請求の金額", "請求書がほしい", "請求はいつ", "今月の請求"],
    "other": ["今日の天気", "明日は雨", "天気を教えて", "雨は降るか"],
}


def letters(text: str) -> Document:
    """A document whose words are its letters."""
    return document(text, text, text, [""] * len(text))


DOCUMENTS = [letters(text) for texts in TEXTS.values() for text in texts]
LABELS = [intent for intent, texts in TEXTS.items() for _ in texts]
OURS = [label != "other" for label in LABELS]


@pytest.fixture(scope="module")
def fitted() -> tuple[IntentModel, np.ndarray]:
    return IntentModel.fit(DOCUMENTS, LABELS, outside="other")


def best(model: IntentModel, text: str) -> str:
    return model.intents[int(model.scores(letters(text)).argmax())]


def test_tells_intents_apart(fitted: tuple[IntentModel, np.ndarray]) -> None:
    assert best(fitted[0], "注文について") == "order"
    assert best(fitted[0], "請求について") == "bill"


def test_held_out_scores_are_those_of_a_model_without_the_example(fitted: tuple[IntentModel, np.ndarray]) -> None:
    model, held_out = fitted
    rows = NgramFeatures.fit(DOCUMENTS, OURS)[1].toarray().astype(float)
    kernel = rows @ rows.T + 1
    targets = np.where(np.array(LABELS)[:, None] == np.array(model.intents), 1.0, -1.0)
    for left_out in range(len(LABELS)):
        kept = [index for index in range(len(LABELS)) if index != left_out]
        dual = np.linalg.solve(kernel[np.ix_(kept, kept)] + 1.0 * np.eye(len(kept)), targets[kept])
        np.testing.assert_allclose(held_out[left_out], kernel[left_out, kept] @ dual, atol=1e-4)


def test_saved_and_loaded_scores_are_the_same(fitted: tuple[IntentModel, np.ndarray], tmp_path: Path) -> None:
    fitted[0].save(tmp_path)
    loaded = IntentModel.load(tmp_path)
    assert loaded.intents == fitted[0].intents
    for doc in [*DOCUMENTS, letters(""), letters("xyz")]:
        np.testing.assert_array_equal(loaded.scores(doc), fitted[0].scores(doc))


def test_unknown_words_give_finite_scores(fitted: tuple[IntentModel, np.ndarray]) -> None:
    assert np.isfinite(fitted[0].scores(letters("ѬѬѬ"))).all()


def test_calibration_finds_the_share_asked_for() -> None:
    generator = np.random.default_rng(0)
    scores = np.column_stack([generator.normal(1, 0.5, 400), np.full(400, -1.0), np.zeros(400)])
    found = calibrate(scores, ["order"] * 400, ["order", "bill", "other"], outside="other", false_rejection=0.05)
    assert (scores[:, 0] < found.reject_below).mean() == pytest.approx(0.05, abs=0.005)
    assert found.confidences(scores[0]).sum() == pytest.approx(1.0)


def test_calibration_without_an_outside_rejects_nothing() -> None:
    found = calibrate(np.array([[1.0, -1.0], [-1.0, 1.0]]), ["a", "b"], ["a", "b"], outside="c", false_rejection=0.05)
    assert found.reject_below == -np.inf


def test_document_sees_through_digits_case_and_punctuation() -> None:
    words, readings = ["ORD", "-", "123", "、", "見る"], ["ORD", "-", "123", "、", "ミル"]
    assert document("ORD-123、見て!", words, readings, ["<noun>", "", "", "", ""]) == Document(
        words=("ord", "000", "見る"), kinds=("<noun>", "", ""), text="ord000見て", reading="ord000ミル"
    )


@pytest.mark.parametrize(
    ("slip", "meant"), [("バツクアツプ", "バックアップ"), ("ログイソ", "ログイン"), ("メ−ル", "メール")]
)
def test_what_looks_alike_is_one_letter(slip: str, meant: str) -> None:
    assert letters(slip).text == letters(meant).text


def test_ngrams() -> None:
    assert word_ngrams(["a", "b"]) == {"a": 1, "b": 1, "a b": 1}
    assert character_ngrams("ab", longest=2) == {"a": 1, "b": 1, "^a": 1, "ab": 1, "b$": 1}
    assert not character_ngrams("")


def test_rows_have_one_length_per_block() -> None:
    _, values = NgramFeatures.fit(DOCUMENTS, OURS)[0].row(DOCUMENTS[0])
    assert sum(value * value for value in values) == pytest.approx(sum(length**2 for length in LENGTHS.values()))
