"""The buttons under what staff are told: what can be done now. Pure.

A button's value says what it is about; whether it may still be done is asked again when it is pressed.
"""

from typing import Literal

from backend.slack import blocks
from backend.slack.blocks import Block
from backend.tickets.models import TicketKind, TicketStatus

Progress = Literal["waiting", "with_agent", "done"]

HANDOFF_CLAIM = "handoff_claim"
HANDOFF_REPLY = "handoff_reply"
HANDOFF_HAND_BACK = "handoff_hand_back"
HANDOFF_END = "handoff_end"
TICKET_TAKE = "ticket_take"
TICKET_UNLOCK = "ticket_unlock"
TICKET_APPROVE = "ticket_approve"
TICKET_DECLINE = "ticket_decline"
TICKET_CLOSE = "ticket_close"
OPEN = "open"

_END = blocks.confirm(
    "会話を終了しますか？", "終了した会話は再開できません。会員には終了のお知らせが表示されます。", "終了する"
)
_HAND_BACK = blocks.confirm(
    "自動応答に戻しますか？", "以後は自動応答が会員に答えます。会員にもお知らせします。", "自動応答に戻す"
)
_CLOSE = blocks.confirm("チケットを完了にしますか？", "完了したチケットはコンソールで確認できます。", "完了にする")
_APPROVE = blocks.confirm("ロックを解除しますか？", "承認するとロックが解除され、会員にメールが届きます。", "承認する")


def of_handoff(conversation_id: str, state: Progress, console_url: str) -> Block:
    """Of a conversation that a person was asked for. `console_url` has no closing slash."""
    offered: list[Block] = []
    if state == "waiting":
        offered = [blocks.button("対応を始める", HANDOFF_CLAIM, conversation_id, style="primary")]
    elif state == "with_agent":
        offered = [
            blocks.button("会員へ返信", HANDOFF_REPLY, conversation_id, style="primary"),
            blocks.button("自動応答に戻す", HANDOFF_HAND_BACK, conversation_id, confirm=_HAND_BACK),
            blocks.button("会話を終了", HANDOFF_END, conversation_id, style="danger", confirm=_END),
        ]
    return blocks.actions(*offered, _opening(f"{console_url}#all/{conversation_id}"))


def of_ticket(
    number: str,
    kind: TicketKind,
    status: TicketStatus,
    *,
    awaits_approval: bool,
    console_url: str,
    request_id: int | None = None,
) -> Block:
    """Of a ticket. `request_id`: the request to unlock that this message shows; with it, no later one is approved."""
    opening = _opening(f"{console_url}#tickets/all/{number}")
    if status is TicketStatus.CLOSED:
        return blocks.actions(opening)
    if awaits_approval:
        return blocks.actions(*_of_request(number, request_id), opening)
    return blocks.actions(*_of_open_ticket(number, kind, status), opening)


def _of_request(number: str, request_id: int | None) -> list[Block]:
    shown = number if request_id is None else f"{number}:{request_id}"
    return [
        blocks.button("承認する", TICKET_APPROVE, shown, style="primary", confirm=_APPROVE),
        blocks.button("差し戻す", TICKET_DECLINE, shown),
    ]


def _of_open_ticket(number: str, kind: TicketKind, status: TicketStatus) -> list[Block]:
    unlock = [blocks.button("本人確認と解除", TICKET_UNLOCK, number, style="primary")]
    return [
        blocks.button("担当する", TICKET_TAKE, number),
        *(unlock if kind is TicketKind.UNLOCK else []),
        # As it was shown: what a colleague has changed since is not closed over their head.
        blocks.button("完了にする", TICKET_CLOSE, f"{number}:{status}", confirm=_CLOSE),
    ]


def _opening(url: str) -> Block:
    return blocks.button("コンソールで開く", OPEN, url=url)
