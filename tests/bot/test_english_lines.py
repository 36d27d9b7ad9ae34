"""The lines of English, held to the Japanese answers they stand under: nothing missing, nothing added."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from bot.english_line import ENGLISH_FILE
from bot.text.foreign import Kind
from tests.bot.test_answers import ANSWERS, FACTS, ROOT, TOPICS, load, plain, shown, ways

LINES: dict[str, Any] = load(ENGLISH_FILE)
SECTIONS = ("topics", "replies", "said", "cards", "questions", "others")
EVERY_LINE = [pytest.param(line, id=f"{part}-{key}") for part in SECTIONS for key, line in LINES[part].items()]
MAX_LENGTH = 240
# A card's line may begin with none of them: the widget leaves such lines out beside a card.
LEFT_OUT_BY_WIDGET = ("・", "【", "［", "　")
JAPANESE = re.compile(r"[ぁ-んァ-ヺー一-龠々]+")

# Figures as the lines say them.
SAID: dict[str, str] = {
    "10文字以上": "10 or more characters",
    "4種類をすべて": "all 4",
    "20日締め": "closing on the 20th",
    "翌月20日": "paid on the 20th of the next month",
    "1~3営業日": "1 to 3 business days",
    "13日頃": "around the 13th",
    "FJcloud-O:翌月13日頃": "FJcloud-O the month after use",
    "FJcloud-V:翌々月13日頃": "FJcloud-V two months after",
    "FJcloud-O:前月1日〜末日": "FJcloud-O was used in the month before",
    "FJcloud-V:前々月1日〜末日": "FJcloud-V two months before",
}
# Rows of a table, and what only leads further: the Japanese above has them.
LEFT_TO_THE_ANSWER = {
    "faq/closing_and_payment_dates": {"支払条件"},
    "faq/billing_schedule": {
        "翌々月",
        "請求一覧",
        "FinplexeXcloserスタートアップ:利用月の13日頃基本利用サービス:利用月の13日頃オプション(従量):翌月13日頃",
        "FENCE-MobileRemoteManager:翌月13日頃",
        "FENCEメール誤送信対策サービススタートアップ、基本利用サービス:利用月の13日頃",
        "クラウドファイルサーバー:翌月13日頃",
        "4月1日〜4月30日",
        "「利用月」は4月13日頃",
        "「翌月」は5月13日頃",
        "「翌々月」は6月13日頃",
        "支払期日・20日締め:請求確定月の翌月20日(請求書は請求確定月の下旬に送付)",
        "振替日・20日締め:請求確定月の翌月20日・末日締め:請求確定月の翌月末日",
    },
    "faq/paid_invoice_period": {
        "基本利用サービス:記載と同じ期間(月の途中で使い始めた場合も1日〜末日と記載)",
        "オプション(従量):前月1日〜末日",
        "FENCE-MobileRemoteManager:前月1日〜末日",
        "クラウドファイルサーバー:前月1日〜末日",
    },
}


def is_figure_or_label(topic: str, fact: str | list[str]) -> bool:
    """A number, a label of a page, or where to ask."""
    labels = {plain(label) for label in re.findall(r"「([^」]*)」", shown(ANSWERS[topic]))}
    return any(
        way in labels or re.search(r"\d|コンタクトライン|問い合わせフォーム|サポートデスク", way) for way in ways(fact)
    )


MAIN_FACTS = [
    pytest.param(topic, fact, id=f"{topic}-{ways(fact)[0]}")
    for topic, facts in FACTS.items()
    for fact in facts
    if is_figure_or_label(topic, fact)
    and (fact if isinstance(fact, str) else fact[0]) not in LEFT_TO_THE_ANSWER.get(topic, ())
]


def said_in_answer(topic: str) -> str:
    """The answer with the titles of its buttons, which a line may point to."""
    titles = " ".join(button["title"] for button in ANSWERS[topic]["buttons"])
    return plain(f"{shown(ANSWERS[topic])} {titles}")


def test_every_topic_has_a_line_and_a_name() -> None:
    assert set(LINES["topics"]) == set(LINES["names"]) == set(TOPICS)


def test_every_reply_of_a_form_has_a_line() -> None:
    """Of the responses whose name tells no topic."""
    responses = yaml.safe_load((ROOT / "data" / "responses" / "account.yml").read_text("utf-8"))["responses"]
    assert set(LINES["replies"]) == set(responses)


def test_everything_that_an_action_names_has_a_line() -> None:
    """The names are arguments or attributes: `line="…"`, `sign_in_line = "…"`."""
    code = "".join(path.read_text("utf-8") for path in (ROOT / "actions").glob("*.py"))
    named = set(re.findall(r"\b(?:sign_in_)?line ?= ?\"(\w+)\"", code))
    assert set(LINES["said"]) == named


def test_every_kind_of_refusal_and_outcry_has_a_line() -> None:
    """Kinds that are sent to the contact points share the line of the topic."""
    sent_to_contact_points = {"receipt", "refund", "bank_account", "price", "technical"}
    intents = {"distress", "abuse", "security_worry", "plainer_words", "identity_confirmed"}
    kinds = {*Kind.__args__, *intents}  # type: ignore[attr-defined]
    assert set(LINES["others"]) == kinds - sent_to_contact_points


@pytest.mark.parametrize("line", EVERY_LINE)
def test_line_is_one_short_line_in_plain_text(line: str) -> None:
    assert 0 < len(line) <= MAX_LENGTH
    assert line == " ".join(line.split())
    assert not line.startswith(LEFT_OUT_BY_WIDGET)
    assert re.match(r"[A-Za-z]", line)
    assert not re.search(r"https?:|www\.|\w@\w|\d{2,4}-\d{2,4}-\d{3,4}|\d{1,2}:\d{2}|\*\*|__", line)


@pytest.mark.parametrize(("topic", "fact"), MAIN_FACTS)
def test_line_holds_the_main_facts(topic: str, fact: str | list[str]) -> None:
    line = plain(LINES["topics"][topic])
    named = plain(SAID.get(fact if isinstance(fact, str) else fact[0], ""))

    assert named in line if named else any(way in line for way in ways(fact))


@pytest.mark.parametrize("topic", ANSWERS)
def test_line_says_no_figure_and_no_label_that_the_answer_does_not(topic: str) -> None:
    line, answer = LINES["topics"][topic], said_in_answer(topic)

    assert set(re.findall(r"\d+", line)) <= set(re.findall(r"\d+", answer))
    assert [word for word in JAPANESE.findall(plain(line)) if word not in answer] == []


@pytest.mark.parametrize("name", LINES["names"].values())
def test_name_is_short(name: str) -> None:
    assert 0 < len(name) <= 30


def test_names_tell_topics_apart() -> None:
    assert len(set(LINES["names"].values())) == len(LINES["names"])
