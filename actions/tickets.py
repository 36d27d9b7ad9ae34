"""account/ticket_status: requests made in this conversation, and the identified member's own."""

from typing import Any

from rasa_sdk import Tracker

from actions.backend import Json, backend
from actions.base import Outcome, WishAction
from actions.easy_labels import easy_date, easy_label
from actions.labels import date_label
from actions.message import entities_of
from actions.reply import Choice, Reply
from actions.wording import Wording, joined

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
    """The card of a ticket that has just been opened; it asks where the answer is to go if nobody knows that yet."""
    labels = {name: opened[name] for name in ("kind_label", "status_label")}
    asking = {"asks_for_address": True} if opened.get("needs_address") else {}
    return {"type": "ticket", "number": opened["ticket"], **labels, **asking}


def _all(tickets: list[dict[str, Any]]) -> Reply:
    if not tickets:
        text = Wording(
            "お調べできるご依頼は見つかりませんでした。\n"
            "この会話で承ったご依頼と、ご本人確認がお済みの方のご依頼をお調べできます。",
            "調（しら）べることができる依頼（いらい）はありませんでした。依頼（いらい）は、頼（たの）んだことです。\n"
            "この会話（かいわ）の依頼（いらい）を調（しら）べることができます。"
            "本人確認（ほんにんかくにん）をした人（ひと）の依頼（いらい）も、調（しら）べることができます。",
        )
        return Reply(TOPIC, text, (_PERSON,))
    count = Wording(
        f"ご依頼は{len(tickets)}件あります。\n\n", f"依頼（いらい）は{len(tickets)}件（けん）あります。\n\n"
    )
    text = count + joined("\n", map(_line, tickets))
    return Reply(TOPIC, text, (_PERSON,), _card(tickets))


def _named(by_number: dict[str, dict[str, Any] | None]) -> Reply:
    tickets = [ticket for ticket in by_number.values() if ticket]
    missing = [number for number, ticket in by_number.items() if not ticket]
    parts = [_line(ticket) for ticket in tickets]
    parts += [
        Wording(
            f"受付番号 {number} のご依頼は見つかりませんでした。番号をもう一度お確かめください。",
            f"受付番号（うけつけばんごう） {number} の依頼（いらい）はありませんでした。"
            "番号（ばんごう）をもう一度（いちど）確（たし）かめてください。",
        )
        for number in missing
    ]
    if tickets:
        parts.insert(
            0, Wording("ご依頼の状況です。\n", "依頼（いらい）が今（いま）どうなっているかを書（か）きます。\n")
        )
    choices = (Choice("すべての依頼を見る", TOPIC), _PERSON)
    return Reply(TOPIC, joined("\n", parts), choices, _card(tickets) if tickets else None)


def _card(tickets: list[dict[str, Any]]) -> dict[str, Any]:
    if len(tickets) == 1:
        return {"type": "ticket", **tickets[0]}
    return {"type": "tickets", "tickets": tickets}


def _line(ticket: dict[str, Any]) -> Wording:
    return Wording(
        f"・{ticket['number']}　{ticket['kind_label']}\n"
        f"　状況：{ticket['status_label']}（受付日：{date_label(ticket['created_on'])}）",
        f"・{ticket['number']}　{easy_label(ticket['kind_label'])}\n"
        f"　今（いま）の状態（じょうたい）：{easy_label(ticket['status_label'])}\n"
        f"　受付日（うけつけび）：{easy_date(ticket['created_on'])}",
    )
