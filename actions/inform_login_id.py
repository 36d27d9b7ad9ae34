"""A message that is nothing but a login id: the last task again, for this id."""

from rasa_sdk import Tracker

from actions.base import Outcome, WishAction
from actions.login_form import LoginTask
from actions.login_id import is_clear
from actions.login_request import names_password
from actions.login_what_for import what_for
from actions.lookup import SIGN_IN_CARD, Wish
from actions.message import entity_of, text_of
from actions.password_reset import PASSWORD_RESET
from actions.reply import Reply
from actions.unlock import UNLOCK
from actions.wording import Wording

_ON_THE_CARD = Wording(
    "お調べするには、ご本人確認が必要です。\n"
    "ログインIDは、この下のご本人確認の欄に入力してください。認証コードで確認できましたら、続けてお調べします。",
    "調（しら）べるには、本人確認（ほんにんかくにん）が必要（ひつよう）です。\n"
    "ログインIDは、この下（した）の「ご本人確認」（ごほんにんかくにん）に書（か）いてください。"
    "認証（にんしょう）コードで確認（かくにん）できたら、続（つづ）けて調（しら）べます。",
)
_TASKS: dict[str, LoginTask] = {task.key: task for task in (PASSWORD_RESET, UNLOCK)}


class ActionInformLoginId(WishAction):
    """Does again what was done last, or asks what is to be done."""

    def name(self) -> str:
        """As the domain lists it."""
        return "action_inform_login_id"

    async def answer(self, tracker: Tracker) -> Outcome:
        """Without a task before, a login id alone says nothing about what is wanted."""
        login_id = entity_of(tracker, "login_id")
        task = _TASKS.get(tracker.get_slot("last_login_task") or "")
        text = text_of(tracker)
        if login_id and task and _is_again(login_id, text):
            return await task.outcome(tracker.sender_id, login_id)
        pending = tracker.get_slot("pending_request")
        if pending and not task:
            return Outcome(Reply(Wish.from_slot(pending).topic, _ON_THE_CARD, card=SIGN_IN_CARD))
        return Outcome(what_for(login_id))


def _is_again(login_id: str, text: str) -> bool:
    """Whether a message gives one more id for what was just done (「suzukiもお願いします」) and tells of no trouble."""
    also = f"{login_id}も" in text or f"{login_id}のも" in text
    return (also or is_clear(login_id, text)) and not names_password(text)
