"""What a conversation's slots hold that a person at the desk understands; all others are the bot's own."""

from __future__ import annotations

import json
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

_FORM = "_form"


def known_slots(tracker: DialogueStateTracker) -> dict[str, Any]:
    """By names of our own, in the words of door 2; only what is filled.

    `form`: the topic of what is being asked for; `look_up`: the topic that waits for the member to prove who they are,
    and the `numbers` that it is about; `services`, `usage_month` (EXPR), `payment_method` and `closing` (`both` where
    the member cannot say which); `login_id` as typed.
    """
    slots = tracker.current_slot_values()
    waiting = json.loads(slots.get("pending_request") or "{}")
    known = {
        "form": _topic_of_form(tracker.active_loop_name),
        "look_up": waiting.get("topic"),
        "numbers": waiting.get("numbers"),
        "services": waiting.get("services") or slots.get("due_services"),
        "usage_month": waiting.get("usage_month") or slots.get("due_month"),
        "payment_method": slots.get("due_method"),
        "closing": slots.get("due_closing"),
        "login_id": slots.get("login_id") or slots.get("login_id_unsure"),
    }
    return {name: value for name, value in known.items() if value}


def _topic_of_form(form: str | None) -> str | None:
    """`payment_due_form` fills in what `account/payment_due` needs."""
    return f"account/{form[: -len(_FORM)]}" if form and form.endswith(_FORM) else None
