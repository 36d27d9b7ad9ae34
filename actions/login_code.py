"""The code of this chat that does not come: how to get it again, while a look-up waits for it."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event
from actions.lookup import Wish
from actions.reply import Choice, Reply
from actions.wording import Wording

# The names on the card are the widget's.
_TEXT = Wording(
    "ご本人確認の認証コードは、ご登録があれば、登録のメールアドレスか電話番号（SMS）にお送りしています。\n\n"
    "・迷惑メールフォルダーと、入力したログインIDをお確かめください。\n"
    "・ご本人確認の欄の「コードを再送する」で、新しいコードをお送りします。前のコードは使えなくなります。\n"
    "・ログインIDを直すときは、同じ欄の「ログインIDを入れ直す」を押してください。",
    "登録（とうろく）があれば、本人確認（ほんにんかくにん）の認証（にんしょう）コードを送（おく）ります。"
    "登録（とうろく）したメールアドレスか電話番号（でんわばんごう）に送（おく）ります。電話番号（でんわばんごう）には、SMSで送（おく）ります。\n\n"
    "・迷惑（めいわく）メールフォルダーと、書（か）いたログインIDを確（たし）かめてください。\n"
    "・「コードを再送する」（コードをさいそうする）を押（お）すと、新（あたら）しいコードを送（おく）ります。"
    "前（まえ）のコードは使（つか）うことができません。\n"
    "・ログインIDを直（なお）すときは、"
    "「ログインIDを入れ直す」（ログインアイディーを いれなおす）を押（お）してください。",
)
_CHOICES = (Choice("認証コードを確認できない", "faq/backup_codes"), Choice("担当者に相談する", "conversation/handoff"))


class ActionLoginCode(Action):
    """Says how to get the code again; without a look-up that waits for it, how the code of the shop's login comes."""

    def name(self) -> str:
        """As the domain lists it."""
        return "action_login_code"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:  # noqa: ARG002
        """Answer under the topic of the look-up."""
        pending = tracker.get_slot("pending_request")
        if pending:
            Reply(Wish.from_slot(pending).topic, _TEXT, _CHOICES).send(dispatcher, tracker)
        else:
            dispatcher.utter_message(response="utter_faq_two_factor_login")
        return []
