"""What stands in the fake Slack: people, channels, messages, modals; and what of it a person sees."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.backend.slack.limits_of_blocks import elements_of

# What Slack makes something of wherever mrkdwn stands: people, groups, channels, links.
LIVE = re.compile(r"<([@#!][^<>]+|[a-z][a-z0-9+.-]*:[^<>]+)>")
# What Slack makes something of by itself in mrkdwn that isn't `verbatim`.
BARE = re.compile(r"(?<![\w<|/])(@(?:channel|here|everyone)\b|https?://[^\s<>|]+)")


@dataclass
class User:
    id: str
    real_name: str
    email: str | None = None
    is_deleted: bool = False
    is_active: bool = False


@dataclass
class Channel:
    """`outsiders`: people who aren't in it. A direct message's id begins with D, and `with_user` is its person."""

    id: str
    name: str
    is_member: bool = True
    is_archived: bool = False
    outsiders: set[str] = field(default_factory=set)
    with_user: str | None = None
    messages: list["SlackMessage"] = field(default_factory=list)

    def find(self, ts: str) -> "SlackMessage | None":
        return next((message for message in self.messages if message.ts == ts and not message.is_deleted), None)


@dataclass
class SlackMessage:
    """It stays the same object when it is changed: `edits` counts. `seen_by`: the one who sees an ephemeral message."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]]
    thread_ts: str | None = None
    edits: int = 0
    is_deleted: bool = False
    seen_by: str | None = None
    is_from_app: bool = True

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """Everything that can be acted on, as it was sent, with the `block_id` it stands in."""
        return [element | {"block_id": block["block_id"]} for block in self.blocks for element in elements_of(block)]

    @property
    def labels(self) -> list[str]:
        """What is written on the buttons."""
        return [button["text"]["text"] for button in self.buttons if button["type"] == "button"]

    @property
    def texts(self) -> list[str]:
        """All that is read in the channel: the blocks, or the text when there are none."""
        return [unescaped(part["text"]) for part in texts_in(self.blocks)] or [unescaped(self.text)]

    @property
    def shown(self) -> str:
        return "\n".join(self.texts)

    @property
    def raw(self) -> str:
        """All that Slack was given, values and notification text too: for tests of what must not get there."""
        return json.dumps([self.text, self.blocks], ensure_ascii=False)

    @property
    def mentions(self) -> list[str]:
        """What is live in it: `<!channel>`, `<@U…>`, `<#C…>`, `<https://…|…>`."""
        return [found.group() for text in self._mrkdwn() for found in LIVE.finditer(text)]

    @property
    def auto_linked(self) -> list[str]:
        """Bare addresses and `@channel`s that Slack makes live by itself: none where the text is `verbatim`."""
        loose = [
            text["text"] for text in texts_in(self.blocks) if text["type"] == "mrkdwn" and not text.get("verbatim")
        ]
        return [found.group() for text in loose for found in BARE.finditer(LIVE.sub("", text))]

    def _mrkdwn(self) -> Iterator[str]:
        yield self.text
        yield from (text["text"] for text in texts_in(self.blocks) if text["type"] == "mrkdwn")


@dataclass
class SlackView:
    """A modal. `stack`: ids of its user's open modals, this one's last when it is on top. `typed`: what was put in."""

    id: str
    user: str
    view: dict[str, Any]
    hash: str
    stack: list[str]
    previous: str | None = None
    updates: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.id in self.stack

    @property
    def title(self) -> str:
        return str(self.view["title"]["text"])

    @property
    def texts(self) -> list[str]:
        return [unescaped(part["text"]) for part in texts_in(self.view)]

    @property
    def shown(self) -> str:
        return "\n".join(self.texts)

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """Everything that can be put in or acted on, with the `block_id` it stands in."""
        found = [(block, element) for block in self.view["blocks"] for element in elements_of(block)]
        return [element | {"block_id": block["block_id"]} for block, element in found]


def unescaped(text: str) -> str:
    """As people read it: Slack knows these three and no other."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def texts_in(thing: Any) -> Iterator[dict[str, Any]]:
    """The text objects anywhere in it, in order."""
    if isinstance(thing, dict):
        if thing.get("type") in ("plain_text", "mrkdwn") and isinstance(thing.get("text"), str):
            yield thing
        else:
            yield from _each(part for name, part in thing.items() if name != "state")
    elif isinstance(thing, list):
        yield from _each(thing)


def _each(things: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for thing in things:
        yield from texts_in(thing)
