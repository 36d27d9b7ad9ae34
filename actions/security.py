"""Worries about logins and orders that were not one's own, and about mails: a person looks into them, not this chat."""

from rasa_sdk import Tracker

from actions.base import Outcome, WishAction
from actions.contact_points import CONTACT_POINTS, EASY_CONTACT_POINTS
from actions.message import text_of
from actions.misses import PERSON
from actions.reply import Choice, Reply
from actions.topics import topics
from actions.wording import Wording
from bot.text.security import Worry, security_worry

TOPIC = "conversation/handoff"

_WHERE = Wording(
    f"下の「担当者に相談する」を押すか、次の窓口にお知らせください。\n{CONTACT_POINTS}\n\n",
    f"下（した）の「担当者に相談する」（たんとうしゃに そうだんする）を押（お）してください。\n"
    f"次（つぎ）のどちらかに聞（き）いてもいいです。\n{EASY_CONTACT_POINTS}\n\n",
)
_ACCOUNT = (
    Wording(
        "ご心配のことと思います。お知らせくださり、ありがとうございます。\n"
        "ほかの人が使ったかどうかは、このチャットでは調べられません。\n",
        "心配（しんぱい）ですね。教（おし）えてくれて、ありがとうございます。\n"
        "ほかの人（ひと）が使（つか）ったかどうかは、ここではわかりません。人（ひと）に聞（き）いてください。\n",
    )
    + _WHERE
    + Wording(
        "ログインできる場合は、先にマイページでパスワードを変更しておくと安心です。ご注文はマイページの「注文一覧」で確かめられます。",
        "ログインできるときは、パスワードを変（か）えてください。\n"
        "注文（ちゅうもん）は、マイページの「注文一覧」（ちゅうもん いちらん）で見（み）ることができます。",
    )
)
_MAIL = (
    Wording(
        "ご心配のことと思います。お知らせくださり、ありがとうございます。\n"
        "届いたメールなどが本物かどうかは、このチャットでは確かめられません。"
        "はっきりするまで、リンクを開いたり、ログインIDやパスワードを入力したりしないでください。\n",
        "心配（しんぱい）ですね。教（おし）えてくれて、ありがとうございます。\n"
        "メールが本物（ほんもの）かどうかは、ここではわかりません。\n"
        "わかるまで、リンクを開（ひら）かないでください。\nログインIDやパスワードを書（か）かないでください。\n",
    )
    + _WHERE
    + Wording(
        "パスワードを入力してしまった場合は、マイページで変更してください。",
        "もうパスワードを書（か）いたときは、マイページで変（か）えてください。",
    )
)
_WORDS: dict[Worry, Wording] = {"account": _ACCOUNT, "mail": _MAIL}
_HELPS: dict[Worry, tuple[str, ...]] = {
    "account": ("faq/change_password", "account/order_status"),
    "mail": ("faq/change_password",),
}


class ActionSecurity(WishAction):
    """Takes the worry seriously, finds out nothing, and says who can."""

    def name(self) -> str:
        """As the domain lists it."""
        return "action_security"

    async def answer(self, tracker: Tracker) -> Outcome:
        """A person first, then what the FAQ knows that helps."""
        worry = security_worry(text_of(tracker)) or "account"
        further: tuple[Choice, ...] = topics().choices(_HELPS[worry])
        return Outcome(Reply(TOPIC, _WORDS[worry].for_member(tracker), (PERSON, *further)))
