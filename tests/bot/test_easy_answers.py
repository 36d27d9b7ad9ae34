"""What is said in やさしい日本語 keeps to its rules, and every reading in it is right.

Checked are the responses, the greeting and the titles of buttons, and every such sentence in the code of the actions
and the backend.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bot.easy_text import MissingReadingError, auxiliaries, compared, readings, sentences, without_readings

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*sorted((ROOT / "actions").glob("*.py")), ROOT / "backend" / "conversations" / "words.py"]
EASY = [{"type": "slot", "name": "style", "value": "easy"}]
# The guideline asks for about 30 characters; labels and readings do not count.
LONGEST_SENTENCE = 38
MOST_TITLE = 30
PASSIVE_OR_CAUSATIVE = {"れる", "られる", "せる", "させる"}
# Honorific and humble forms beyond です・ます, and the double negations of everyday Japanese.
HONORIFIC = re.compile(
    r"いただ|(?<!ありがとう)ございま|いたします|くださいませ|存じ|承|申し訳|お待ち|ご覧|なさ|おります|でしょうか"
)
DOUBLE_NEGATION = re.compile(r"なければ|なくては|ないと.{0,8}(ません|ない)|ないわけ|ないことはな|ずには")


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def of_responses() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "data" / "responses").glob("*.yml")):
        for name, variations in load(path)["responses"].items():
            easy = [each["text"] for each in variations if each.get("condition") == EASY]
            assert len(easy) == 1, f"{name} has no text, or several, in やさしい日本語"
            yield name, str(easy[0].format(login_id="yamada_01"))


def of_code() -> Iterator[tuple[str, str]]:
    """Strings with readings in them. Of one with values in it, the parts between the values."""
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # Docstrings stand alone.
        alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in alone:
                continue
            if _has_readings(node.value):
                yield f"{path.name}:{node.lineno}", node.value


def _has_readings(text: str) -> bool:
    return without_readings(text) != text


CATALOGUE = load(ROOT / "data" / "topics.yml")
TITLES: dict[str, str] = CATALOGUE["easy_titles"]
TEXTS = {**dict(of_responses()), "greeting": CATALOGUE["greeting"]["easy"], **dict(of_code())}
EVERYTHING = {**TEXTS, **{f"title {title}": easy for title, easy in TITLES.items()}}
REVIEWED: dict[str, str] = load(Path(__file__).with_name("easy_readings.yml"))


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in EVERYTHING.items()])
def test_every_kanji_has_its_reading_and_the_right_one(text: str) -> None:
    wrong = [
        (word, reading, dictionary)
        for word, reading, dictionary in compared(text)
        if reading != dictionary and reading != REVIEWED.get(word)
    ]

    assert not wrong


def test_no_reviewed_reading_is_left_over() -> None:
    needed = {
        word for text in EVERYTHING.values() for word, reading, dictionary in compared(text) if reading != dictionary
    }

    assert set(REVIEWED) == needed


@pytest.mark.parametrize("text", ["会員（かいいん）と契約", "「注文一覧」を見（み）る", "締（し）め日", "20日（）"])
def test_a_missing_reading_is_seen(text: str) -> None:
    with pytest.raises(MissingReadingError):
        readings(text)


@pytest.mark.parametrize(
    "text", ["会員（かいん）です", "締（し）め日（ひ）", "「注文一覧」（ちゅうもんりすと）を見（み）る"]
)
def test_a_wrong_reading_is_seen(text: str) -> None:
    assert any(reading != dictionary for _, reading, dictionary in compared(text))


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in TEXTS.items()])
def test_sentences_are_short_and_plain(text: str) -> None:
    plain = re.sub(r"「[^「」]*」", "", without_readings(text))

    assert [sentence for sentence in sentences(text) if len(sentence) > LONGEST_SENTENCE] == []
    assert not HONORIFIC.search(plain)
    assert not DOUBLE_NEGATION.search(plain)
    assert not auxiliaries(text) & PASSIVE_OR_CAUSATIVE


@pytest.mark.parametrize("name", [name for name in TEXTS if not name.endswith(tuple("0123456789"))])
def test_steps_and_figures_are_written_in_one_way(name: str) -> None:
    text = TEXTS[name]

    assert not re.search(r"[０-９]", text)
    assert not re.search(r"^\d+\.", text, re.MULTILINE), "steps are ①②③"
    for block in re.findall(r"(?:^[①-⑳].*\n?(?:^・.*\n?)*)+", text, re.MULTILINE):
        numbers = re.findall(r"^[①-⑳]", block, re.MULTILINE)
        assert numbers == [chr(ord("①") + index) for index in range(len(numbers))]


def test_every_title_of_a_button_has_a_plain_one() -> None:
    buttons = {
        button["title"]
        for path in (ROOT / "data" / "responses").glob("*.yml")
        for variations in load(path)["responses"].values()
        for variation in variations
        for button in variation.get("buttons", [])
    }

    assert buttons | {topic["title"] for topic in CATALOGUE["topics"].values()} <= set(TITLES)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_short(title: str) -> None:
    assert 0 < len(without_readings(TITLES[title])) <= MOST_TITLE
