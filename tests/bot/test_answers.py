"""The answers of the FAQ and the table of topics, read as content: nothing of Rasa or the backend is needed.

What only やさしい日本語 has to keep to is in test_easy_answers.py.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bot.easy_text import without_readings

ROOT = Path(__file__).resolve().parents[2]
MAX_TITLE = 20
MAX_ANSWER = 350
# やさしい日本語 says besides what its hard words mean. Readings not counted.
MAX_EASY_ANSWER = 400
CONDITIONS: dict[str, list[dict[str, str]] | None] = {
    "standard": None,
    "easy": [{"type": "slot", "name": "style", "value": "easy"}],
}
# Answers that are tables.
LONG_ANSWERS = {"faq/billing_schedule", "faq/paid_invoice_period"}
# Figures that would be an invention: web and mail addresses, telephone numbers, hours of the day.
NOT_OURS_TO_SAY = re.compile(r"https?:|www\.|\w@\w|\d{2,4}-\d{2,4}-\d{3,4}|\d{1,2}:\d{2}|\d時|フリーダイヤル")
MARKDOWN = re.compile(r"\*\*|__|\]\(|^#|^[-*] ", re.MULTILINE)


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def responses(style: str) -> dict[str, dict[str, Any]]:
    """The one variation of every FAQ response in this style, by topic."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((ROOT / "data" / "responses").glob("faq_*.yml")):
        for name, variations in load(path)["responses"].items():
            topic = name.removeprefix("utter_").replace("_", "/", 1)
            in_style = [each for each in variations if each.get("condition") == CONDITIONS[style]]
            assert topic not in found, f"{topic} is answered twice"
            assert len(variations) == len(CONDITIONS), f"{name} would answer at random"
            assert len(in_style) == 1, f"{name} has no answer, or several, in {style}"
            found[topic] = in_style[0]
    return found


def shown(answer: dict[str, Any]) -> str:
    """The text as a member sees it: Rasa passes every response through `str.format`."""
    return str(answer["text"].format({}))


def plain(text: str) -> str:
    """As facts are compared: without readings, white space and the marks around labels."""
    return re.sub(r"[\s「」]", "", unicodedata.normalize("NFKC", without_readings(text)))


def ways(fact: str | list[str]) -> list[str]:
    return [plain(way) for way in (fact if isinstance(fact, list) else [fact])]


CATALOGUE = load(ROOT / "data" / "topics.yml")
TOPICS: dict[str, dict[str, Any]] = CATALOGUE["topics"]
ANSWERS = responses("standard")
EASY_ANSWERS = responses("easy")
BOTH_STYLES = [
    pytest.param(answers[topic], id=f"{topic}-{style}")
    for style, answers in (("standard", ANSWERS), ("easy", EASY_ANSWERS))
    for topic in answers
]
FACTS: dict[str, list[str | list[str]]] = load(Path(__file__).with_name("faq_facts.yml"))
BUTTONS = [(topic, button) for topic, answer in ANSWERS.items() for button in answer["buttons"]]


def test_every_faq_topic_has_an_answer_and_its_facts() -> None:
    faq = {topic for topic in TOPICS if topic.startswith("faq/")}

    assert len(faq) == 26
    assert faq == set(ANSWERS) == set(EASY_ANSWERS) == set(FACTS)


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        pytest.param(answers[topic], fact, id=f"{topic}-{style}-{fact}")
        for topic, facts in FACTS.items()
        for fact in facts
        for style, answers in (("standard", ANSWERS), ("easy", EASY_ANSWERS))
    ],
)
def test_answer_holds_the_fact(answer: dict[str, Any], fact: str | list[str]) -> None:
    text = plain(shown(answer))

    assert any(way in text for way in ways(fact))


@pytest.mark.parametrize("answer", BOTH_STYLES)
def test_answer_is_plain_text(answer: dict[str, Any]) -> None:
    text = shown(answer)

    assert all(line.strip() for line in text.split("\n")), "a blank line would split the message"
    assert not MARKDOWN.search(text)


@pytest.mark.parametrize("topic", ANSWERS)
def test_answer_fits_a_chat_bubble(topic: str) -> None:
    assert topic in LONG_ANSWERS or len(shown(ANSWERS[topic])) <= MAX_ANSWER
    assert topic in LONG_ANSWERS or len(plain(shown(EASY_ANSWERS[topic]))) <= MAX_EASY_ANSWER


@pytest.mark.parametrize("answer", BOTH_STYLES)
def test_answer_invents_no_address_number_or_hour(answer: dict[str, Any]) -> None:
    assert not NOT_OURS_TO_SAY.search(unicodedata.normalize("NFKC", without_readings(shown(answer))))


@pytest.mark.parametrize("answer", BOTH_STYLES)
def test_thirteenth_is_always_approximate(answer: dict[str, Any]) -> None:
    assert not re.search(r"13日(?!頃)", plain(shown(answer)))


@pytest.mark.parametrize("topic", ANSWERS)
def test_answer_offers_one_to_three_different_next_steps(topic: str) -> None:
    # One topic may do two things, told apart by the choice's data.
    targets = [(button["payload"], *sorted(button.get("data", {}).items())) for button in ANSWERS[topic]["buttons"]]

    assert 1 <= len(targets) <= 3
    assert len(set(targets)) == len(targets)
    assert f"choice:{topic}" not in {payload for payload, *_ in targets}
    assert EASY_ANSWERS[topic]["buttons"] == ANSWERS[topic]["buttons"]


@pytest.mark.parametrize(("topic", "button"), BUTTONS)
def test_button_leads_to_a_topic(topic: str, button: dict[str, str]) -> None:
    scheme, _, target = button["payload"].partition(":")

    assert scheme == "choice"
    assert target in TOPICS
    assert 0 < len(button["title"]) <= MAX_TITLE


@pytest.mark.parametrize("topic", TOPICS)
def test_topic_can_be_shown_and_suggested(topic: str) -> None:
    entry = TOPICS[topic]

    assert set(entry) == {"title", "question", "keywords"}
    assert 0 < len(entry["title"]) <= MAX_TITLE
    assert entry["question"].strip()
    assert entry["keywords"]
    assert all(isinstance(keyword, str) and keyword.strip() for keyword in entry["keywords"])
    assert len(set(entry["keywords"])) == len(entry["keywords"])


@pytest.mark.parametrize("field", ["title", "question"])
def test_no_two_topics_look_the_same(field: str) -> None:
    values = [entry[field] for entry in TOPICS.values()]

    assert len(set(values)) == len(values)


def test_greeting_offers_the_main_subjects() -> None:
    greeting = CATALOGUE["greeting"]

    assert "自動" in greeting["text"]
    assert "窓口" in greeting["text"]
    assert all(line.strip() for line in greeting["text"].split("\n"))
    assert 6 <= len(greeting["choices"]) <= 8
    assert set(greeting["choices"]) <= set(TOPICS)
    assert len(set(greeting["choices"])) == len(greeting["choices"])
