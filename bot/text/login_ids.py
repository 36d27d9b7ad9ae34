"""Login ids inside a sentence: any string will do for one, so only what cannot well be anything else is taken.

Text is normalised already.
"""

import re

from bot.text.span import Span

_MAIL = r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}"
_TOKEN = r"[A-Za-z0-9][A-Za-z0-9._@+-]{1,63}"  # noqa: S105
# Not the "id" of "idiots", "idea" or "did".
_ID_WORD = (
    r"(?:ID(?![A-Z])|(?:(?<![A-Za-z])|(?<=user)|(?<=login))[Ii]d(?![A-Za-z])|"
    r"アイディー?|アイデー|あいでぃー|ユーザー?名|アカウント名)"
)
_NAMED = rf"{_ID_WORD}\s*(?:は|が|:|=|、|「|\"|')?\s*(?P<id>{_TOKEN})"
# After these a token is a secret or the name of a thing, never an id to act on.
_AFTER_OTHER = re.compile(
    r"(?:パスワード|ぱすわーど|PW|pw|pass(?:word)?|暗証番号|コード|code|//|www\.|(?:注文|契約|請求|受付|依頼|登録|電話|チケット)"
    r"(?:番号|No\.?|#)?)\s*(?:は|が|を|:|=|「|に|で)?\s*$"
)
_NUMBERED = re.compile(
    r"(?:ORD|CNT|INV|TKT)[-_]?\d|T\d{13}$|FJ[-_]?(?:cloud)?[-_]?[OV]$|\d+(?:e\d+|st|nd|rd|th)?$", re.IGNORECASE
)
_FILE_OR_SITE = re.compile(r"\.(?:com|jp|net|org|pdf|txt|docx?|xlsx?|csv|png|jpe?g|zip|html?)$", re.IGNORECASE)
_KNOWN_WORD = re.compile(
    r"(?:"
    r"id|pdf|sms|paid|pw|url|faq|ok|ng|mail|email|e-mail|web|wi-fi|"
    r"wifi|2fa|mfa|otp|ai|bot|and|or|fjcloud|fjcloud-v|fjcloud-o|excloser|finplex|fence|"
    r"fence-mobile|remotemanager|fujitsu|cloud|direct|adobe|reader|acrobat|chatgpt|iphone|android|windows|mac|windows10|"
    r"windows11|ios17|chrome|edge|safari|amazon|aws|azure|gcp|google|gmail|line|docomo|softbank|"
    r"excel|word|api|ssh|vpn|tls|ssl|ipv4|ipv6|s3|ec2|oauth2|iso27001|office365|"
    r"pasuwa-do|me-ru|ko-do|ka-do|yu-za-|yu-za-mei|sa-bisu|sa-ba-|fo-mu|log-in|sign-in|sign-up|log-on|re-send|re-set|"
    r"two-factor|one-time|m365|web3|mp3|mp4|utf-8|sha256|x86|x64|month-end|mid-month|"
    r"session_start|action_restart|action_listen"
    r")\Z",
    re.IGNORECASE,
)
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々〆]")
_WITH_SIGN = re.compile(r"[A-Za-z].*[\d_.-]|[\d_.-].*[A-Za-z]")
# Among words of Latin letters a hyphen proves nothing: 「pasuwa-do wasureta」, "sign-in".
_WITH_SIGN_AMONG_WORDS = re.compile(r"[A-Za-z].*[\d_.]|[\d_.].*[A-Za-z]")


def find_login_ids(text: str) -> list[Span]:
    """Find mail addresses, what follows 「ID」, and tokens of Latin letters with a digit or one of `_ . -` inside."""
    found = [_span(match.start(), match[0]) for match in re.finditer(rf"(?<![A-Za-z0-9._%+-]){_MAIL}", text)]
    found += [_span(match.start("id"), match["id"]) for match in re.finditer(_NAMED, text) if _may_be_id(match["id"])]
    with_sign = _WITH_SIGN if _JAPANESE.search(text) or " " not in text.strip() else _WITH_SIGN_AMONG_WORDS
    for match in re.finditer(rf"(?<![A-Za-z0-9._@+/:-]){_TOKEN}", text):
        token = match[0].rstrip("._-+@")
        if with_sign.search(token) and _may_be_id(token) and not _FILE_OR_SITE.search(token):
            found.append(_span(match.start(), token))
    return [span for span in found if not _AFTER_OTHER.search(text[: span.start])]


def lone_login_id(text: str) -> Span | None:
    """Find a plain word of Latin letters that the message is about and nothing else: 「suzukiもお願いします」."""
    match = re.match(
        r"(?:じゃあ|では|次は|あと|それと)?[、\s]*(?P<id>[a-z][a-z0-9]{2,31})(?:の?も|の?(?:ほう|方)(?:も|は)?|のは)",
        text,
    )
    return _span(match.start("id"), match["id"]) if match and _may_be_id(match["id"]) else None


def is_known_word(word: str) -> bool:
    """Whether a word is the name of a product, a service or a thing that everybody writes in Latin letters."""
    return _KNOWN_WORD.match(word) is not None


def _may_be_id(token: str) -> bool:
    token = token.rstrip("._-+@")
    return len(token) >= 3 and not _KNOWN_WORD.match(token) and not _NUMBERED.match(token)


def _span(start: int, token: str) -> Span:
    token = token.rstrip("._-+")
    return Span(start, start + len(token), "login_id", token)
