"""account/unlock for a member who is known: whether their own account is locked, and what can be done at once.

Nobody known is asked for a login id. Proving who one is in the chat takes no password, so the locked-out can do it, and
a wrong code there never counts as a failed login.
"""

from typing import Any

from rasa_sdk import Tracker

from actions.backend import Backend, BackendRefusedError
from actions.easy_labels import easy_date
from actions.labels import date_label
from actions.login_form import TOO_MANY, too_many
from actions.login_request import Wanted, wanted
from actions.lookup import LookUp, Wish
from actions.message import entity_of, text_of
from actions.reply import Choice, Reply
from actions.unlock_reply import ASK, TOPIC, requested, see_request
from actions.wording import Wording

# The choice's data: to see how one's own account stands, or to ask for an unlock of another login id.
OWN, OTHER = "own", "other"
# In a wish: not only to see how it stands.
ASKS_UNLOCK = "unlock"

_PERSON = Choice("担当者に相談する", "conversation/handoff")
_NOT_LOCKED = Reply(
    TOPIC,
    Wording(
        "お客様のアカウントは、現在ロックされていません。\n"
        "ログインできないときは、パスワードや認証コードをご確認ください。\n"
        "別のログインIDのロック解除も、下のボタンからご依頼いただけます。",
        "あなたのアカウントには、ロックがかかっていません。\n"
        "ログインできないときは、パスワードや認証（にんしょう）コードを確（たし）かめてください。\n"
        "別（べつ）のログインIDのロックの解除（かいじょ）も、下（した）のボタンで頼（たの）むことができます。"
        "解除（かいじょ）は、ロックをなくすことです。",
    ),
    (
        Choice("パスワードを忘れた", "faq/forgot_password"),
        Choice("認証コードを確認できない", "faq/backup_codes"),
        Choice("二要素認証のログイン", "faq/two_factor_login"),
        Choice("別のログインIDで依頼する", TOPIC, {"mode": OTHER}),
    ),
    line="unlock_not_locked",
)
_OFFER = Wording(
    "担当者が簡単なご本人確認のうえ、ロックを解除します。下のボタンでご依頼いただけます。ログインIDの入力はいりません。",
    "ロックの解除（かいじょ）を、担当者（たんとうしゃ）に頼（たの）むことができます。解除（かいじょ）は、ロックをなくすことです。\n"
    "頼（たの）むときは、下（した）のボタンを押（お）してください。ログインIDはいりません。\n"
    "担当者（たんとうしゃ）は、簡単（かんたん）な本人確認（ほんにんかくにん）をします。",
)


class OwnLockLookUp(LookUp):
    """A member has one account."""

    topic = TOPIC
    own_way = Wording(
        "アカウントがロックされていても、ご本人確認はできます。\n"
        "ご本人確認をせずに、ログインIDを入力してロック解除をご依頼いただくこともできます。",
        "アカウントにロックがかかっていても、本人確認（ほんにんかくにん）はできます。\n"
        "本人確認（ほんにんかくにん）をしないで、ロックの解除（かいじょ）を頼（たの）むこともできます。"
        "そのときは、ログインIDを書（か）いてください。",
    )
    own_way_choice = ASK
    sign_in_line = "unlock_sign_in"

    def wish(self, tracker: Tracker) -> Wish:
        """Whether an unlock is asked for, or only how it stands."""
        asks = entity_of(tracker, "mode") != OWN and wanted(text_of(tracker)) is Wanted.ASKED
        return Wish(TOPIC, about=ASKS_UNLOCK if asks else None)

    async def found(self, client: Backend, reference: str, wish: Wish) -> Reply | None:
        """How the account stands. If it is locked the ticket is opened where plainly asked for, else offered."""
        answer = await client.account(reference)
        if not answer["identified"]:
            return None
        account = answer["account"]
        if not account["is_locked"]:
            return _NOT_LOCKED
        if account["open_unlock_ticket"]:
            return _under_way(account)
        return await _opened(client, reference, account) if wish.about == ASKS_UNLOCK else _offered(account)


def _locked(account: dict[str, Any]) -> Wording:
    day = account["locked_on"]
    return Wording(
        f"お客様のアカウントは、{date_label(day)}からロックされています。\n",
        f"あなたのアカウントには、{easy_date(day)}からロックがかかっています。\n",
    )


def _under_way(account: dict[str, Any]) -> Reply:
    number = account["open_unlock_ticket"]
    text = Wording(
        f"ロック解除のご依頼は、受付番号 {number} で承っています。\n"
        "担当者が確認し、簡単なご本人確認をさせていただいたうえで対応します。",
        "ロックの解除（かいじょ）の依頼（いらい）は、もう受（う）け付（つ）けています。"
        f"受付番号（うけつけばんごう）は {number} です。"
        "解除（かいじょ）は、ロックをなくすことです。\n"
        "担当者（たんとうしゃ）が確認（かくにん）します。簡単（かんたん）な本人確認（ほんにんかくにん）もします。"
        "そのあとで対応（たいおう）します。",
    )
    return Reply(TOPIC, _locked(account) + text, (see_request(number), _PERSON), line="unlock_under_way")


def _offered(account: dict[str, Any]) -> Reply:
    choices = (ASK, Choice("ロックについて見る", "faq/account_locked"), _PERSON)
    return Reply(TOPIC, _locked(account) + _OFFER, choices, line="unlock_offered")


async def _opened(client: Backend, reference: str, account: dict[str, Any]) -> Reply:
    try:
        return requested(await client.request_unlock(reference), _locked(account))
    except BackendRefusedError as refused:
        if refused.status != TOO_MANY:
            raise
        return too_many(TOPIC)
