"""A service named beside a question whose answer lists them all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.named_rows import HEADS, LISTING, keep_named_rows

FILE = Path(__file__).resolve().parents[2] / "data" / "responses" / "faq_billing.yml"
RESPONSES: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["responses"]
TEXTS = [(name, variation["text"]) for name in sorted(LISTING) for variation in RESPONSES[name]]
SCHEDULE = RESPONSES["utter_faq_billing_schedule"][0]["text"]


def cut(response: str, text: str, services: set[str], words: str = "いつですか") -> str:
    message = {"text": text}
    keep_named_rows([message], [response], services, words)
    return message["text"]


def heads(text: str) -> set[str]:
    return {key for key, label in HEADS.items() if f"・{label}" in text}


@pytest.mark.parametrize(("response", "text"), TEXTS)
@pytest.mark.parametrize(
    ("services", "left"),
    [
        ({"fjcloud_v"}, {"fjcloud_v"}),
        ({"fjcloud"}, {"fjcloud_o", "fjcloud_v"}),
        ({"excloser_option"}, {"excloser"}),
        ({"fence"}, {"fence_mobile", "fence_mail"}),
        ({"cloud_file_server", "fjcloud_o"}, {"cloud_file_server", "fjcloud_o"}),
        (set(), set(HEADS)),
    ],
)
def test_only_the_named_rows_are_left(response: str, text: str, services: set[str], left: set[str]) -> None:
    shown = cut(response, text, services)

    assert heads(text) == set(HEADS)
    assert heads(shown) == left
    assert ("スタートアップ" in shown) is bool(left & {"excloser", "fence_mail"})
    assert set(shown.split("\n")) <= set(text.split("\n"))


def test_asked_for_the_confirmation_alone_nothing_is_said_of_paying() -> None:
    confirmed = cut("utter_faq_billing_schedule", SCHEDULE, {"fjcloud_v"}, "FJcloud-Vの請求っていつ確定する?")

    assert "・FJcloud-V：翌々月13日頃" in confirmed
    assert "支払期日\n" not in confirmed
    assert "口座振替" not in confirmed
    assert "口座振替" in cut("utter_faq_billing_schedule", SCHEDULE, {"fjcloud_v"}, "請求確定と支払期日は?")


def test_other_answers_stay_whole() -> None:
    text = RESPONSES["utter_faq_payment_methods"][0]["text"]
    assert cut("utter_faq_payment_methods", text, {"fjcloud_v"}) == text
