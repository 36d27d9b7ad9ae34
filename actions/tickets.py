"""account/ticket_status: requests made in this conversation, and the identified member's own."""

from typing import Any

from rasa_sdk import Tracker

from actions.backend import Json, backend
from actions.base import Outcome, WishAction
from actions.labels import date_label
from actions.message import entities_of
from actions.reply import Choice, Reply

TOPIC = "account/ticket_status"
_PERSON = Choice("担当者に相談する", "conversation/handoff")


class ActionTicketStatus(WishAction):
    """How does my request stand?"""

    def name(self) -> str:
        """As the domain lists it."""
        return "action_ticket_status"

    async def answer(self, tracker: Tracker) -> Outcome:
        """Those named, or all. A ticket of somebody else reads like one that does not exist."""
        numbers = entities_of(tracker, "ticket_number")
        reference = tracker.sender_id
        if not numbers:
            return Outcome(_all((await backend().tickets(reference))["tickets"]))
        answers = [(await backend().ticket(reference, number))["ticket"] for number in numbers]
        return Outcome(_named(dict(zip(numbers, answers, strict=True))))


def opened_card(opened: Json) -> dict[str, Any]:
    """The card of a ticket that has just been opened."""
    labels = {name: opened[name] for name in ("kind_label", "status_label")}
    return {"type": "ticket", "number": opened["ticket"], **labels}


def _all(tickets: list[dict[str, Any]]) -> Reply:
    if not tickets:
        text = (
            "お調べできるご依頼は見つかりませんでした。\n"
            "この会話で承ったご依頼と、ご本人確認がお済みの方のご依頼をお調べできます。"
        )
        return Reply(TOPIC, text, (_PERSON,))
    text = f"ご依頼は{len(tickets)}件あります。\n\n" + "\n".join(_line(ticket) for ticket in tickets)
    return Reply(TOPIC, text, (_PERSON,), _card(tickets))


def _named(by_number: dict[str, dict[str, Any] | None]) -> Reply:
    tickets = [ticket for ticket in by_number.values() if ticket]
    missing = [number for number, ticket in by_number.items() if not ticket]
    parts = [_line(ticket) for ticket in tickets]
    parts += [
        f"受付番号 {number} のご依頼は見つかりませんでした。番号をもう一度お確かめください。" for number in missing
    ]
    if tickets:
        parts.insert(0, "ご依頼の状況です。\n")
    choices = (Choice("すべての依頼を見る", TOPIC), _PERSON)
    return Reply(TOPIC, "\n".join(parts), choices, _card(tickets) if tickets else None)


def _card(tickets: list[dict[str, Any]]) -> dict[str, Any]:
    if len(tickets) == 1:
        return {"type": "ticket", **tickets[0]}
    return {"type": "tickets", "tickets": tickets}


def _line(ticket: dict[str, Any]) -> str:
    return (
        f"・{ticket['number']}　{ticket['kind_label']}\n"
        f"　状況：{ticket['status_label']}（受付日：{date_label(ticket['created_on'])}）"
    )
