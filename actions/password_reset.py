"""account/password_reset: have a reset mail sent to the registered address."""

from actions.backend import backend
from actions.login_form import AskLoginId, LoginTask, LoginTaskAction, LoginTaskSubmit, ValidateLoginForm
from actions.reply import Choice, Reply
from actions.wording import Wording

TOPIC = "account/password_reset"
# 30 minutes and once are this product's own rules for a link, not the FAQ's.
_TEXT = Wording(
    "パスワードの再設定を受け付けました。ご登録があれば、登録のメールアドレスに再設定用のリンクをお送りします。\n\n"
    "・リンクは30分間有効で、1回だけ使えます。\n"
    "・届かないときは、ログインIDと迷惑メールフォルダーをお確かめください。\n"
    "・アカウントのロックは、再設定しても解除されません。",
    "パスワードを決（き）め直（なお）す依頼（いらい）を受（う）け付（つ）けました。"
    "登録（とうろく）があれば、登録（とうろく）したメールアドレスにメールを送（おく）ります。"
    "メールのリンクを開（ひら）いて、パスワードを決（き）め直（なお）してください。\n\n"
    "・リンクは、30分間（さんじゅっぷんかん）使（つか）うことができます。使（つか）うことができるのは、1回（いっかい）だけです。\n"
    "・メールが届（とど）かないときは、ログインIDを確（たし）かめてください。"
    "迷惑（めいわく）メールフォルダーも見（み）てください。\n"
    "・パスワードを決（き）め直（なお）しても、アカウントのロックはなくなりません。",
)
_CHOICES = (
    Choice("ロック解除を依頼する", "account/unlock"),
    Choice("ログインIDを忘れた", "faq/forgot_login_id"),
    Choice("パスワードの条件", "faq/change_password"),
)


class PasswordReset(LoginTask):
    """Whether the id exists shows nowhere but in the mail."""

    key = "password_reset"
    topic = TOPIC
    near_intents = frozenset({"faq_forgot_password", "faq_change_password"})

    async def done_for(self, reference: str, login_id: str) -> Reply:
        """Ask the backend, which answers the same for every id."""
        await backend().request_password_reset(reference, login_id)
        return Reply(TOPIC, _TEXT, _CHOICES, {"type": "password_reset"})


PASSWORD_RESET = PasswordReset()


class ActionPasswordReset(LoginTaskAction):
    """Send me a reset mail."""

    task = PASSWORD_RESET


class ActionPasswordResetSubmit(LoginTaskSubmit):
    """After the form."""

    task = PASSWORD_RESET


class ValidatePasswordResetForm(ValidateLoginForm):
    """In the form."""

    task = PASSWORD_RESET


class AskPasswordResetLoginId(AskLoginId):
    """The form's question."""

    task = PASSWORD_RESET
