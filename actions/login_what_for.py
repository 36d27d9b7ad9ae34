"""Asks what is wanted with a login id that was named without a request."""

from actions.reply import Choice, Reply
from actions.wording import Wording

_TEXT = Wording(
    "ログインIDについて、どのお手続きをご希望でしょうか。", "そのログインIDで、どの手続（てつづ）きをしたいですか。"
)


def what_for(login_id: str | None) -> Reply:
    """What can be done with this id, and the way out for somebody who has none."""
    data = {"login_id": login_id} if login_id else None
    choices = (
        Choice("再設定メールを送る", "account/password_reset", data),
        Choice("ロック解除を依頼する", "account/unlock", data),
        Choice("ログインIDを忘れた", "faq/forgot_login_id"),
    )
    return Reply("conversation/clarify", _TEXT, choices)
