"""Tickets worked on by buttons: taken, closed, and a colleague's request to unlock an account answered."""

from slack_bolt.async_app import AsyncApp

from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.slack import blocks
from backend.slack.acts import buttons
from backend.slack.acts.pressing import (
    TOO_LATE,
    Answer,
    Press,
    Submission,
    open_modal,
    sentence,
    when_pressed,
    when_submitted,
)
from backend.slack.blocks import Block
from backend.slack.door import SlackDoor
from backend.slack.people import Linked
from backend.staff import service as staff
from backend.tickets.models import LONGEST_BODY, TicketStatus
from backend.tickets.work import By, Changes, Seen, refuse_closed

TAKEN = "このチケットはあなたが担当しています。"
CLOSED = "チケットを完了にしました。"
APPROVED = "承認しました。ロックを解除し、会員にメールをお送りしました。"
DECLINED = "依頼を差し戻しました。"
_NOTE = "note"


def register(app: AsyncApp, door: SlackDoor) -> None:
    when_pressed(app, door, buttons.TICKET_TAKE, lambda press: _take(door, press))
    when_pressed(app, door, buttons.TICKET_CLOSE, lambda press: _close(door, press))
    when_pressed(app, door, buttons.TICKET_APPROVE, lambda press: _approve(door, press))
    when_pressed(app, door, buttons.TICKET_DECLINE, lambda press: _ask_why(door, press))
    when_submitted(app, door, buttons.TICKET_DECLINE, lambda sent: _decline(door, sent))


def by(who: Linked) -> By:
    return By(who.staff_id, slack_user=who.slack_user)


def _take(door: SlackDoor, press: Press) -> str:
    """What a colleague has stays theirs: they are named."""
    work = door.services.tickets
    with door.services.database.unit_of_work() as session:
        ticket = work.hold(session, press.value)
        refuse_closed(ticket)
        if ticket.assignee_id not in {None, press.who.staff_id}:
            name = staff.get(session, ticket.assignee_id).name
            return f"このチケットは{name}さんが担当しています。担当者はコンソールで変更できます。"
        work.take(session, ticket, by(press.who))
    return TAKEN


def _close(door: SlackDoor, press: Press) -> str:
    """Closed already, it stays so."""
    number, _, status = press.value.partition(":")
    changes = Changes(status=TicketStatus.CLOSED, seen=Seen(TicketStatus(status), None))
    with door.services.database.unit_of_work() as session:
        door.services.tickets.change(session, number, by(press.who), changes)
    return CLOSED


def _approve(door: SlackDoor, press: Press) -> str:
    number, request_id = _request(press.value)
    with door.services.database.unit_of_work() as session:
        door.services.unlocking.approve(session, number, by(press.who), request_id=request_id)
    return APPROVED


def _ask_why(door: SlackDoor, press: Press) -> str | None:
    number, _ = _request(press.value)
    with door.services.database.reading() as session:
        door.services.tickets.find(session, number)
    return None if open_modal(door, press, _why(press)) else TOO_LATE


def _why(press: Press) -> Block:
    return blocks.modal(
        buttons.TICKET_DECLINE,
        "解除の依頼を差し戻す",
        [blocks.text_field(_NOTE, "差し戻す理由（担当者だけに表示されます）", longest=LONGEST_BODY)],
        submit="差し戻す",
        close="やめる",
        private_metadata=press.where.as_metadata(request=press.value),
    )


def _decline(door: SlackDoor, sent: Submission) -> Answer:
    number, request_id = _request(str(sent.about["request"]))
    note = cleaned(sent.text(_NOTE))
    if not note:
        return Answer.errors(**{_NOTE: "理由を入力してください。"})
    try:
        with door.services.database.unit_of_work() as session:
            door.services.unlocking.decline(session, number, by(sent.who), note, request_id=request_id)
    except Problem as problem:
        return Answer.errors(**{_NOTE: sentence(problem)})
    return Answer(told=DECLINED)


def _request(value: str) -> tuple[str, int | None]:
    number, _, request_id = value.partition(":")
    return number, int(request_id) if request_id else None
