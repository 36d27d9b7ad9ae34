"""A handoff as staff are told of it: who waits, why, since when, and who took them."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.conversations.models import Author, Conversation, Message, Owner
from backend.desk.overview import guest_name, members_of
from backend.handoff.models import Handoff, Outcome, Reason
from backend.personal_data.parts import masked
from backend.slack import blocks
from backend.slack.acts import buttons
from backend.slack.acts.buttons import Progress
from backend.slack.blocks import Block
from backend.slack.door import SlackDoor
from backend.slack.names import shown_name
from backend.slack.told.models import Matter
from backend.slack.told.sight import Sight, moment
from backend.staff.models import StaffMember
from backend.tickets.models import Ticket

# The last is often no more than the wish for a person.
_MOST_SAID: Final = 2
_LONGEST_SAID: Final = 150
_ENDS = {
    Outcome.HANDED_BACK: "自動応答に戻しました",
    Outcome.MEMBER_SILENT: "返信がないため、自動応答に戻しました",
    Outcome.ENDED: "会話が終了しました",
    Outcome.CALLED_OFF: "お客さまが順番待ちを取りやめました",
    Outcome.CALL_BACK: "メールで回答します",
    Outcome.WAITED_TOO_LONG: "対応できる担当者がいなかったため、メールで回答します",
    Outcome.DESK_CLOSED: "受付が終わったため、メールで回答します",
}


def sight(session: Session, door: SlackDoor, matter: Matter) -> Sight:
    handoff = session.get_one(Handoff, matter.reference)
    conversation = session.get_one(Conversation, handoff.conversation_id)
    progress, state = _state(session, handoff, conversation)
    facts = [("状態", state), ("理由", Reason(handoff.reason).label)]
    facts.append(("待ち始め", moment(handoff.queued_at or handoff.asked_at)))
    return Sight(
        headline=f"{_TITLES[progress]}：{whose(session, door, conversation)}",
        body=[
            blocks.fields(*facts),
            *(_wish(session, handoff) if progress == "waiting" else []),
            buttons.of_handoff(conversation.id, progress, door.console_url),
        ],
        is_waiting=progress == "waiting",
        is_over=progress == "done",
        is_final=progress == "done",
    )


_TITLES: dict[Progress, str] = {
    "waiting": "担当者を待っています",
    "with_agent": "担当者が対応中です",
    "done": "担当者への引き継ぎは終わりました",
}


def whose(session: Session, door: SlackDoor, conversation: Conversation) -> str:
    """What the member of a conversation is called; a guest has a number."""
    member = members_of(session, [conversation]).get(conversation.id)
    return shown_name(door.services.settings, member.name) if member else guest_name(conversation.id)


def _wish(session: Session, handoff: Handoff) -> list[Block]:
    """What the member said last before they began to wait: what it is about, for who is to take it."""
    said = (
        select(Message.text)
        .where(
            Message.conversation_id == handoff.conversation_id,
            Message.author == Author.MEMBER,
            Message.created_at <= (handoff.queued_at or handoff.asked_at),
        )
        .order_by(Message.serial.desc())
        .limit(_MOST_SAID)
    )
    words = [f"「{blocks.cut(' '.join(masked(text).split()), _LONGEST_SAID)}」" for text in session.scalars(said)]
    return [blocks.words("\n".join(reversed(words)))] if words else []


def _state(session: Session, handoff: Handoff, conversation: Conversation) -> tuple[Progress, str]:
    if handoff.ended_at is None and conversation.owner == Owner.QUEUE:
        return "waiting", "対応を待っています"
    agent = None if handoff.agent_id is None else session.get_one(StaffMember, handoff.agent_id)
    if handoff.ended_at is None:
        return "with_agent", f"{agent.display_name if agent else '担当者'}さんが対応中です"
    end = _ENDS[Outcome(handoff.outcome or Outcome.ENDED)]
    ticket = None if handoff.ticket_id is None else session.get_one(Ticket, handoff.ticket_id)
    if ticket is not None:
        return "done", f"{end}（{ticket.number}）"
    return "done", f"{end}（担当：{agent.display_name}さん）" if agent else end
