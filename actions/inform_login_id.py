"""A message that is nothing but a login id: the last task again, for this id."""

from rasa_sdk import Tracker

from actions.base import Outcome, WishAction
from actions.login_form import LoginTask
from actions.lookup import SIGN_IN_CARD, Wish
from actions.message import entity_of
from actions.password_reset import PASSWORD_RESET
from actions.reply import Choice, Reply
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
        if login_id and task:
            return await task.outcome(tracker.sender_id, login_id)
        pending = tracker.get_slot("pending_request")
        if pending and not task:
            return Outcome(Reply(Wish.from_slot(pending).topic, _ON_THE_CARD, card=SIGN_IN_CARD))
        return Outcome(_what_for(login_id))


def _what_for(login_id: str | None) -> Reply:
    data = {"login_id": login_id} if login_id else None
    choices = (
        Choice("再設定メールを送る", "account/password_reset", data),
        Choice("ロック解除を依頼する", "account/unlock", data),
        Choice("ログインIDを忘れた", "faq/forgot_login_id"),
    )
    text = Wording(
        "ログインIDについて、どのお手続きをご希望でしょうか。", "そのログインIDで、どの手続（てつづ）きをしたいですか。"
    )
    return Reply("conversation/clarify", text, choices)
