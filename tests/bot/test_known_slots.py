"""Which slots a person at the desk is shown, and in which words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.known_slots import known_slots
from tests.bot.test_answers import ROOT

DOMAIN = Domain.load(str(ROOT / "domain"))


def known(form: str | None = None, **slots: Any) -> dict[str, Any]:
    events = [*(SlotSet(name, value) for name, value in slots.items()), ActiveLoop(form)]
    return known_slots(DialogueStateTracker.from_events("conversation-1", events, DOMAIN.slots))


def wish(topic: str, **more: Any) -> str:
    return json.dumps({"topic": topic, "numbers": [], "usage_month": None, "services": [], "about": None, **more})


def test_of_a_new_conversation_nothing_is_known() -> None:
    assert known() == {}


def test_a_due_date_in_question() -> None:
    assert known(
        "payment_due_form", due_services=["fjcloud_v"], due_month="P-1M", due_method="bank_transfer", due_closing="both"
    ) == {
        "form": "account/payment_due",
        "services": ["fjcloud_v"],
        "usage_month": "P-1M",
        "payment_method": "bank_transfer",
        "closing": "both",
    }


@pytest.mark.parametrize("form", DOMAIN.form_names)
def test_every_form_belongs_to_a_topic_of_ours(form: str) -> None:
    assert known(form)["form"].replace("/", "_", 1) in DOMAIN.intents


@pytest.mark.parametrize("slot", ["login_id", "login_id_unsure"])
def test_a_login_id_sure_or_not(slot: str) -> None:
    assert known("unlock_form", **{slot: "yamada_01"}) == {"form": "account/unlock", "login_id": "yamada_01"}


def test_a_look_up_that_waits_goes_before_what_was_worked_out_earlier() -> None:
    waiting = wish("account/contracts", numbers=["CNT-000123"], services=["fjcloud_o"])

    assert known(pending_request=waiting, due_services=["fjcloud_v"], due_month="2026-04") == {
        "look_up": "account/contracts",
        "numbers": ["CNT-000123"],
        "services": ["fjcloud_o"],
        "usage_month": "2026-04",
    }


@pytest.mark.parametrize("slot", ["last_turn", "form_misses", "requested_slot", "form_outcome", "open_form", "style"])
def test_what_the_bot_keeps_for_itself_is_not_shown(slot: str) -> None:
    assert known(**{slot: "easy" if slot == "style" else "unlock"}) == {}
