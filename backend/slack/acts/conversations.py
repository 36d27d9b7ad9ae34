"""Conversations that change hands by a button: the same moves as in the console, with the same refusals."""

from slack_bolt.async_app import AsyncApp

from backend.conversations.models import Owner
from backend.desk.lookup import conversation
from backend.slack.acts import buttons
from backend.slack.acts.pressing import Press, when_pressed
from backend.slack.door import SlackDoor

CLAIMED = "この会話はあなたが対応しています。返信は「会員へ返信」から送れます。"
HANDED_BACK = "自動応答に戻しました。"
WITH_BOT = "この会話は自動応答になっています。"
ENDED = "会話を終了しました。"


def register(app: AsyncApp, door: SlackDoor) -> None:
    def claim(press: Press) -> str:
        """Pressed again, it changes nothing."""
        door.services.desk_work.claim(press.who.acting, press.value)
        return CLAIMED

    def hand_back(press: Press) -> str:
        if _is_with_bot(door, press.value):
            return WITH_BOT
        door.services.desk_work.hand_back(press.who.acting, press.value)
        return HANDED_BACK

    def end(press: Press) -> str:
        door.services.desk_work.end(press.who.acting, press.value)
        return ENDED

    for action, deed in (
        (buttons.HANDOFF_CLAIM, claim),
        (buttons.HANDOFF_HAND_BACK, hand_back),
        (buttons.HANDOFF_END, end),
    ):
        when_pressed(app, door, action, deed)


def _is_with_bot(door: SlackDoor, conversation_id: str) -> bool:
    """As after the first of two presses."""
    with door.services.database.reading() as session:
        found = conversation(session, conversation_id)
        return found.owner == Owner.BOT and found.ended_at is None
