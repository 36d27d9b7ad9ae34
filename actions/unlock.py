"""account/unlock: open a ticket for staff to unlock an account."""

from actions.backend import backend
from actions.login_form import AskLoginId, LoginTask, LoginTaskAction, LoginTaskSubmit, ValidateLoginForm
from actions.reply import Choice, Reply
from actions.tickets import opened_card
from actions.wording import Wording

TOPIC = "account/unlock"


class Unlock(LoginTask):
    """A ticket is opened for every id; only staff see whether it exists and is locked."""

    key = "unlock"
    topic = TOPIC
    near_intents = frozenset({"faq_account_locked"})

    async def done_for(self, reference: str, login_id: str) -> Reply:
        """Open the ticket."""
        opened = await backend().request_unlock(reference, login_id)
        number = opened["ticket"]
        text = Wording(
            f"ロック解除のご依頼を受け付けました。受付番号は {number} です。\n\n"
            "担当者が確認し、簡単なご本人確認をさせていただいたうえで対応します。"
            "状況は、この受付番号でいつでもお調べできます。",
            "ロックの解除（かいじょ）の依頼（いらい）を受（う）け付（つ）けました。解除（かいじょ）は、ロックをなくすことです。\n"
            f"受付番号（うけつけばんごう）は {number} です。\n\n"
            "担当者（たんとうしゃ）が確認（かくにん）します。簡単（かんたん）な本人確認（ほんにんかくにん）もします。そのあとで対応（たいおう）します。\n"
            "今（いま）どうなっているかは、この受付番号（うけつけばんごう）でいつでも調（しら）べることができます。",
        )
        choices = (
            Choice("依頼の状況を調べる", "account/ticket_status", {"ticket_number": number}),
            Choice("再設定メールを送る", "account/password_reset"),
        )
        return Reply(TOPIC, text, choices, opened_card(opened))


UNLOCK = Unlock()


class ActionUnlock(LoginTaskAction):
    """Unlock my account."""

    task = UNLOCK


class ActionUnlockSubmit(LoginTaskSubmit):
    """After the form."""

    task = UNLOCK


class ValidateUnlockForm(ValidateLoginForm):
    """In the form."""

    task = UNLOCK


class AskUnlockLoginId(AskLoginId):
    """The form's question."""

    task = UNLOCK
