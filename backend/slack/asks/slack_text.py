"""What somebody typed in Slack, as they see it there. Pure.

Slack sends mentions and links in angle brackets, and three signs escaped (docs.slack.dev/messaging/formatting).
"""

import re

from backend.core.text import cleaned

# <@U1>, <#C1|desk>, <!here>, <https://…|label>, <mailto:a@b|a@b>.
_IN_BRACKETS = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
# As much as a message of Slack's should have; the rest asks nothing that the beginning doesn't.
_LONGEST = 4000
_SCHEME = re.compile(r"^(?:mailto|tel):")


def typed(text: str) -> str:
    """Its first 4,000 characters in one line, without mentions: they only say whom the words are for."""
    shown = _IN_BRACKETS.sub(_shown, text[:_LONGEST])
    plain = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(cleaned(plain).split())


def _shown(found: re.Match[str]) -> str:
    if found["sign"] in ("@", "!"):
        return " "
    return str(found["label"] or _SCHEME.sub("", found["target"]))
