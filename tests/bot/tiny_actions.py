"""The tiny bot's actions: one that answers, and the ways in which one can fail."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher


class Say(Action):
    def name(self) -> str:
        return "action_say"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        login_ids = list(tracker.get_latest_entity_values("login_id"))
        dispatcher.utter_message(
            text="受け付けました",
            json_message={
                "topic": "account/unlock",
                "choices": [{"title": "退会", "topic": "faq/withdrawal", "data": {"login_id": "x"}}],
                "card": {"type": "ticket", "login_ids": login_ids},
            },
        )
        return []


class Reset(Action):
    def name(self) -> str:
        return "action_reset"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        topic = {"topic": "account/password_reset"}
        dispatcher.utter_message(text=f"{tracker.get_slot('login_id')}: 送りました", json_message=topic)
        return [SlotSet("login_id", None)]


class Raise(Action):
    def name(self) -> str:
        return "action_raise"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        raise RuntimeError("an action that raises")


class Hang(Action):
    def name(self) -> str:
        return "action_hang"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        await asyncio.Event().wait()
        return []


class CheckSlot(Action):
    """Called by Rasa's own slot extraction, which swallows most of what goes wrong."""

    def name(self) -> str:
        return "action_check_slot"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        if tracker.get_intent_of_latest_message() == "faq_view_contract":
            raise RuntimeError("slot extraction that raises")
        return []
