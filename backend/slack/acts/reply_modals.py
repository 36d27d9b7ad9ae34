"""Replying from Slack: write, look at it, send, and take it back while there is time."""

import asyncio
from collections.abc import Sequence
from typing import Final

from anyio import from_thread
from slack_bolt.async_app import AsyncApp

from backend.bot_gateway.messages import Style, Suggestion
from backend.conversations.models import Conversation, Owner
from backend.core.problems import Problem
from backend.desk.packet import last_words
from backend.personal_data.parts import masked
from backend.slack.acts import buttons, reply_views
from backend.slack.acts.pressing import (
    TOO_LATE,
    Answer,
    Press,
    Submission,
    change_modal,
    open_modal,
    sentence,
    when_pressed,
    when_submitted,
    whisper,
)
from backend.slack.acts.replies import Replies, Undoing
from backend.slack.door import SlackDoor
from backend.staff import service as staff

CLAIM_FIRST = "先に「対応を始める」を押してください。"
UNDONE = "取り消しました。会員には送信していません。"
SENT_ALREADY = "すでに会員へ送信しました。取り消せません。"
NOT_SENT = "この返信は会員へ送信していません。"
GONE = "この返信は見つかりませんでした。"
WIPED = "時間がたったため、入力した内容は残っていません。"
_PATIENCE_SECONDS: Final = 1.5
_MOST_PROPOSALS: Final = 3


def register(app: AsyncApp, door: SlackDoor) -> None:
    replies = Replies(door.services)
    when_pressed(app, door, buttons.HANDOFF_REPLY, lambda press: _compose(door, replies, press))
    when_pressed(app, door, reply_views.USE, lambda press: _use(door, replies, press))
    when_pressed(app, door, reply_views.UNDO, lambda press: _undo(door, replies, press))
    when_pressed(app, door, reply_views.REWRITE, lambda press: _rewrite(door, replies, press))
    when_submitted(app, door, reply_views.COMPOSE, lambda sent: _preview(door, replies, sent))
    when_submitted(app, door, reply_views.PREVIEW, lambda sent: _send(door, replies, sent))


def _compose(door: SlackDoor, replies: Replies, press: Press) -> str | None:
    try:
        return _open(door, replies, press, press.value, None)
    except Problem as problem:
        return None if open_modal(door, press, reply_views.refused(_why(door, press.value, problem))) else TOO_LATE


def _open(door: SlackDoor, replies: Replies, press: Press, conversation_id: str, value: str | None) -> str | None:
    """Open at once, for Slack waits three seconds; what the bot proposes is put in afterwards."""
    with door.services.database.reading() as session:
        style = Style(replies.refuse_others(session, conversation_id, press.who.staff_id).style)
        said = [message.text for times in last_words(session, conversation_id, 1) for message in times]
    words, metadata = [masked(text) for text in said], press.where.as_metadata(conversation=conversation_id)
    opened = open_modal(door, press, reply_views.compose(words, replies.longest, metadata, value=value))
    if opened is None:
        return TOO_LATE
    if value is None and said:
        proposals = from_thread.run(_proposals, door, said, style)
        if proposals:
            with_them = reply_views.compose(words, replies.longest, metadata, proposals=proposals)
            change_modal(door, opened, with_them)
    return None


async def _proposals(door: SlackDoor, said: Sequence[str], style: Style) -> Sequence[Suggestion]:
    """None where the bot takes too long: whoever replies does not wait for it."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return (await door.services.gateway.suggestions("\n".join(said), style))[:_MOST_PROPOSALS]
    except TimeoutError:
        return ()


def _why(door: SlackDoor, conversation_id: str, problem: Problem) -> str:
    with door.services.database.reading() as session:
        found = session.get(Conversation, conversation_id)
        waits = found is not None and found.owner == Owner.QUEUE
    return CLAIM_FIRST if waits else sentence(problem)


def _use(door: SlackDoor, replies: Replies, press: Press) -> None:
    change_modal(door, press.view, reply_views.using(press.view, press.value, replies.longest))


def _preview(door: SlackDoor, replies: Replies, sent: Submission) -> Answer:
    field = reply_views.field_of(sent.view)
    try:
        key, text = replies.draft(sent.who, str(sent.about["conversation"]), sent.where, sent.text(field))
    except Problem as problem:
        return Answer.errors(**{field: sentence(problem)})
    with door.services.database.reading() as session:
        name = staff.get(session, sent.who.staff_id).display_name
    return Answer.push(reply_views.preview(text, name, sent.where.as_metadata(key=key)))


def _send(door: SlackDoor, replies: Replies, sent: Submission) -> Answer:
    """Sent twice, it is told once."""
    key = str(sent.about["key"])
    try:
        due_at = replies.send_soon(sent.who, key)
    except Problem as problem:
        return Answer.update(reply_views.refused(sentence(problem)))
    closed = {"response_action": "clear"}
    if due_at is None:
        return Answer(closed)
    told = f"{door.services.settings.slack_undo_seconds}秒後（{due_at:%H:%M:%S}）に会員へ送信します。"
    return Answer(closed, told, reply_views.undoing(told, key))


def _undo(door: SlackDoor, replies: Replies, press: Press) -> str | None:
    match replies.take_back(press.who, press.value):
        case Undoing.UNDONE:
            whisper(door, press.who.slack_user, press.where, UNDONE, reply_views.undone(UNDONE, press.value))
            return None
        case Undoing.SENT:
            return SENT_ALREADY
        case Undoing.NOT_SENT:
            return NOT_SENT
        case Undoing.GONE:
            return GONE


def _rewrite(door: SlackDoor, replies: Replies, press: Press) -> str | None:
    """Where they cannot reply any more, they get what they wrote."""
    kept = replies.text_of(press.who, press.value)
    if kept is None:
        return WIPED
    conversation_id, text = kept
    try:
        return _open(door, replies, press, conversation_id, text)
    except Problem as problem:
        why = sentence(problem)
        whisper(door, press.who.slack_user, press.where, why, reply_views.to_copy(why, text))
        return None
