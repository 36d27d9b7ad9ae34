"""How the tests of due dates ask."""

from __future__ import annotations

from typing import Any

from tests.actions.fake_door2 import FakeDoor2
from tests.dialogue.dialogue_bot import Conversation, Turn

TOPIC = "account/payment_due"


WHOLE = {
    "service": "fjcloud_v",
    "usage_month": "2026-04",
    "closing": "end",
    "payment_method": "bank_transfer",
}


def ask(member: Conversation, text: str = "支払期日は？", **entities: Any) -> Turn:
    return member.understood("account_payment_due", text, entities)


def add(member: Conversation, text: str = "", **entities: Any) -> Turn:
    return member.understood("inform_due", text, entities)


def asked(door: FakeDoor2) -> dict[str, Any]:
    """What the backend was last asked to work out."""
    return door.called("due-dates")[-1].body or {}
