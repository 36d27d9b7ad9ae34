"""The modals in which a reply is written and looked at. Pure.

What they hold is shown to who has opened them, and kept in no channel.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from backend.bot_gateway.messages import Suggestion
from backend.personal_data.finding import find
from backend.slack import blocks
from backend.slack.blocks import Block

COMPOSE, PREVIEW = "reply_compose", "reply_preview"
USE, UNDO, REWRITE = "reply_use", "reply_undo", "reply_rewrite"
FIELD: Final = "reply_text"
_TITLE = "会員へ返信"
# Of the member's words, and of a proposal, so much is shown.
_SHOWN = 600
# A button's value takes so much.
_LONGEST_PROPOSAL = 2000


def refused(why: str) -> Block:
    """For who cannot reply, or not now."""
    return blocks.modal(COMPOSE, _TITLE, [blocks.words(why)])


def compose(
    words: Sequence[str],
    longest: int,
    metadata: str,
    *,
    value: str | None = None,
    proposals: Sequence[Suggestion] = (),
) -> Block:
    """`words`: the member's last, without personal data; `proposals`: what the bot would answer to them."""
    shown = (
        [blocks.context("会員の最後のメッセージ"), blocks.words(blocks.cut("\n".join(words), _SHOWN))] if words else []
    )
    return _composing([*shown, _field(FIELD, longest, value), *_proposed(proposals)], metadata)


def using(view: Mapping[str, Any], text: str, longest: int) -> Block:
    """The same modal, with this in its field: one of another name, for Slack keeps what is typed in one of the same."""
    old = field_of(view)
    new = _field(FIELD if old != FIELD else f"{FIELD}_again", longest, text)
    shown = [new if block["block_id"] == old else block for block in view["blocks"]]
    return _composing(shown, str(view["private_metadata"]))


def preview(text: str, name: str, metadata: str) -> Block:
    """Word for word as the member is going to see it; what of it is personal data is named above."""
    kinds = list(dict.fromkeys(found.kind.label for found in find(text)))
    warned = [blocks.words(f"⚠️ {'・'.join(kinds)}が含まれています。送信してよいか確認してください。")] if kinds else []
    shown = [*warned, blocks.context(f"会員には次のように表示されます。送信者名：{name}"), blocks.words(text)]
    return blocks.modal(
        PREVIEW, "会員への返信の確認", shown, submit="送信する", close="戻って直す", private_metadata=metadata
    )


def undoing(text: str, key: str) -> list[Block]:
    """That it is going to be sent, while it can be taken back."""
    return [blocks.words(text), blocks.actions(blocks.button("取り消す", UNDO, key, style="danger"))]


def undone(text: str, key: str) -> list[Block]:
    return [blocks.words(text), blocks.actions(blocks.button("書き直す", REWRITE, key))]


def to_copy(why: str, text: str) -> list[Block]:
    """What was written, for who can do nothing else with it here."""
    return [blocks.words(why), blocks.context("入力した内容（コピーして使えます）"), blocks.words(text)]


def field_of(view: Mapping[str, Any]) -> str:
    """The name of the field to write in."""
    return next(str(block["block_id"]) for block in view["blocks"] if block["block_id"].startswith(FIELD))


def _field(name: str, longest: int, value: str | None) -> Block:
    return blocks.text_field(name, "返信", longest=longest, hint="送信の前に確認画面が表示されます。", value=value)


def _composing(shown: list[Block], metadata: str) -> Block:
    return blocks.modal(COMPOSE, _TITLE, shown, submit="確認する", close="やめる", private_metadata=metadata)


def _proposed(proposals: Sequence[Suggestion]) -> list[Block]:
    fitting = [each.text for each in proposals if 0 < len(each.text) <= _LONGEST_PROPOSAL]
    if not fitting:
        return []
    sections = [
        blocks.words(blocks.cut(text, _SHOWN)) | {"accessory": blocks.button("この文を使う", USE, text)}
        for text in fitting
    ]
    return [{"type": "divider"}, blocks.context("自動応答の回答案"), *sections]
