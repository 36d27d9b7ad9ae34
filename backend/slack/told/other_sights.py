"""Bad ratings, parts of the system that are down, and floods, as staff are told of them."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.conversations.models import Conversation
from backend.feedback.models import ConversationRating
from backend.personal_data.parts import masked
from backend.slack import blocks
from backend.slack.acts import buttons
from backend.slack.door import SlackDoor
from backend.slack.told import handoffs
from backend.slack.told.models import Kind, Matter, Outage
from backend.slack.told.sight import Sight, moment
from backend.staff.models import StaffMember

_BEST = 5
_PARTS = {"rasa": "自動応答（Rasa）", "actions": "会員情報の照会（アクションサーバー）"}
_GATHERED: Mapping[str, tuple[str, str]] = {
    Kind.HANDOFF: ("担当者を待っている会話", "#queue"),
    Kind.TICKET: ("新しいチケット", "#tickets/open"),
    Kind.OVERDUE: ("期限を過ぎたチケット", "#tickets/overdue"),
    Kind.RATING: ("低い評価", "#feedback"),
}


def rating(session: Session, door: SlackDoor, matter: Matter) -> Sight:
    """Whoever reads it looks into the console: it is nobody's turn, and never over."""
    rated = session.get_one(ConversationRating, matter.reference)
    conversation = session.get_one(Conversation, rated.conversation_id)
    agent = None if rated.agent_id is None else session.get_one(StaffMember, rated.agent_id)
    stars = "★" * rated.score + "☆" * (_BEST - rated.score)
    facts = blocks.fields(
        ("評価", f"{stars}（{rated.score}/{_BEST}）"), ("担当", f"{agent.display_name}さん" if agent else "不明")
    )
    comment = [blocks.words(f"コメント：{masked(rated.comment)}")] if rated.comment else []
    return Sight(
        headline=f"会話の評価が低めでした：{handoffs.whose(session, door, conversation)}",
        body=[facts, *comment, buttons.of_handoff(conversation.id, "done", door.console_url)],
        is_waiting=True,
        is_final=True,
    )


def outage(session: Session, door: SlackDoor, matter: Matter) -> Sight:  # noqa: ARG001
    found = session.get_one(Outage, matter.reference)
    part = _PARTS.get(found.part, found.part)
    since = ("止まった時刻", moment(found.began_at))
    if found.over_at is None:
        return Sight(headline=f"応答がありません：{part}", body=[blocks.fields(("状態", "停止しています"), since)])
    return Sight(
        headline=f"復旧しました：{part}",
        body=[blocks.fields(("状態", "動いています"), since, ("復旧した時刻", moment(found.over_at)))],
        is_over=True,
        is_final=True,
    )


def flood(session: Session, door: SlackDoor, matter: Matter) -> Sight:
    """How many more of a kind there are than have a message of their own."""
    count = session.scalar(
        select(func.count(Matter.id)).where(Matter.flood_id == matter.id, Matter.is_waiting.is_(True))
    )
    named, place = _GATHERED[str(matter.gathers)]
    if not count:
        text = f"まとめてお知らせした「{named}」は、残っていません。"
        return Sight(headline=f"{named}は、ほかにありません", body=[blocks.words(text)], is_over=True, is_final=True)
    text = "短い間に続いたため、まとめてお知らせしています。対応が進むと、残りも1件ずつ届きます。"
    link = blocks.button("コンソールで開く", buttons.OPEN, url=f"{door.console_url}{place}")
    return Sight(headline=f"{named}が、ほかに{count}件あります", body=[blocks.words(text), blocks.actions(link)])
