"""Giving an account to somebody else: 「アカウントを他の人に譲りたい」, of which the FAQ says nothing.

Text is normalised already.
"""

import re

_GIVING_AWAY = re.compile(
    r"(?:アカウント|会員(?:登録|資格|権)?|ログインID|マイページ)(?:を|は|の)?.{0,14}(?:譲(?:り|る|れ|っ|渡)|ゆずり|"
    r"ゆずる|売(?:りたい|却|買)|売れ(?:ます|る)|"
    r"あげ(?:たい|られ|ても)|引き?継がせ)|"
    r"\b(?:transfer|give|sell|hand over) (?:my |our |the |this )?account\b",
    re.IGNORECASE,
)


def gives_account_away(text: str) -> bool:
    """Whether somebody wants to hand their account to another person."""
    return bool(_GIVING_AWAY.search(text))
