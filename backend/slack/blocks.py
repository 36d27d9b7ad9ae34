"""Pieces of Block Kit (docs.slack.dev/reference/block-kit), kept within its limits.

What members wrote goes into `plain_text` only: there nothing that they type becomes a mention, a link or a format.
"""

from typing import Any

Block = dict[str, Any]

_LONGEST_SECTION = 3000
_LONGEST_FIELD = 2000
_LONGEST_BUTTON = 75
_LONGEST_TITLE = 24
_LONGEST_HEADER = 150
_LONGEST_FALLBACK = 150
_MOST_SMALL = 10


def escaped(text: str) -> str:
    """Text that means nothing to Slack's `mrkdwn` but itself, as far as mentions and links go."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, longest: int) -> str:
    """At most so long, with a sign that there was more."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def fallback(text: str) -> str:
    """The `text` beside blocks: what notifications and screen readers get."""
    return escaped(cut(" ".join(text.split()), _LONGEST_FALLBACK))


def plain(text: str, longest: int) -> Block:
    return {"type": "plain_text", "text": cut(text, longest) or "\u3000", "emoji": False}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, _LONGEST_HEADER)}


def words(text: str) -> Block:
    """What somebody wrote, as it is."""
    return {"type": "section", "text": plain(text, _LONGEST_SECTION)}


def section(markdown: str) -> Block:
    """Our own words; what comes from elsewhere must be `escaped`."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": cut(markdown, _LONGEST_SECTION)}}


def fields(*named: tuple[str, str]) -> Block:
    """Short facts beside their names, at most ten; nothing in them becomes a link or a mention."""
    texts = (cut(f"*{escaped(name)}*\n{escaped(value)}", _LONGEST_FIELD) for name, value in named[:_MOST_SMALL])
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": text, "verbatim": True} for text in texts]}


def context(*texts: str) -> Block:
    """Small print, in plain text."""
    return {"type": "context", "elements": [plain(text, _LONGEST_SECTION) for text in texts[:_MOST_SMALL]]}


def actions(*elements: Block, block_id: str | None = None) -> Block:
    made: Block = {"type": "actions", "elements": list(elements)}
    return made if block_id is None else made | {"block_id": block_id}


def button(
    title: str,
    action: str,
    value: str = "",
    *,
    style: str | None = None,
    url: str | None = None,
    confirm: Block | None = None,
) -> Block:
    """`style`: primary or danger."""
    made: Block = {"type": "button", "text": plain(title, _LONGEST_BUTTON), "action_id": action}
    optional = {"value": value or None, "style": style, "url": url, "confirm": confirm}
    return made | {name: given for name, given in optional.items() if given is not None}


def confirm(title: str, text: str, yes: str, no: str = "やめる") -> Block:
    """A question before a button does something."""
    return {"title": plain(title, 100), "text": plain(text, 300), "confirm": plain(yes, 30), "deny": plain(no, 30)}


def text_field(block_id: str, label: str, *, longest: int, hint: str | None = None, value: str | None = None) -> Block:
    """A field of several lines in a modal; its `action_id` is its block's id."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": block_id,
        "multiline": True,
        "max_length": min(longest, _LONGEST_SECTION),
    }
    if value:
        element["initial_value"] = value[:_LONGEST_SECTION]
    made: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    return made if hint is None else made | {"hint": plain(hint, 2000)}


def modal(
    callback_id: str,
    title: str,
    blocks: list[Block],
    *,
    submit: str | None = None,
    close: str = "閉じる",
    private_metadata: str = "",
) -> Block:
    made: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, _LONGEST_TITLE),
        "close": plain(close, _LONGEST_TITLE),
        "blocks": blocks,
        "private_metadata": private_metadata,
    }
    return made if submit is None else made | {"submit": plain(submit, _LONGEST_TITLE)}
