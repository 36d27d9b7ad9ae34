"""The modals in which somebody's answers are compared with the register. Pure.

They are for who has opened them: Slack keeps no modal's content in any channel, and nobody else sees it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from backend.desk.reveals import Reason
from backend.slack import blocks
from backend.slack.blocks import Block
from backend.tickets.unlocking import CHECKLIST, Check, Question

CHOOSE, CHECK = "unlock_choose", "unlock_check"
SHOWN, REASON, COMMENT = "shown", "reason", "comment"
_TITLE = "本人確認と解除"
_LONGEST_COMMENT: Final = 200
_NOT_ASKED, _MATCHED, _DIFFERENT = "none", "match", "differ"
_RESULTS = {_NOT_ASKED: "聞いていない", _MATCHED: "一致した", _DIFFERENT: "一致しなかった"}
_HIDDEN = "●●●●（「戻る」を押すと、表示する項目を選び直せます）"
HIDDEN: Final = tuple(question for question in CHECKLIST if question.is_hidden)


def refused(why: str) -> Block:
    return blocks.modal(CHOOSE, _TITLE, [blocks.words(why)])


def choose(metadata: str) -> Block:
    """What of the register is to be shown, and why."""
    shown = {
        "type": "checkboxes",
        "action_id": SHOWN,
        "options": [_option(question.key, question.label) for question in HIDDEN],
    }
    reasons = [_option(reason, reason.label) for reason in Reason]
    reason = {"type": "static_select", "action_id": REASON, "options": reasons, "initial_option": reasons[0]}
    comment = {"type": "plain_text_input", "action_id": COMMENT, "max_length": _LONGEST_COMMENT}
    return blocks.modal(
        CHOOSE,
        _TITLE,
        [
            blocks.words("照合用に表示する登録内容と、その理由を選んでください。だれが何を表示したかは記録されます。"),
            _input(SHOWN, "照合用に表示", shown, optional=True),
            _input(REASON, "理由", reason),
            _input(COMMENT, "理由の補足（「その他」のときは必須）", comment, optional=True),
        ],
        submit="次へ",
        close="やめる",
        private_metadata=metadata,
    )


def chosen(states: Mapping[str, Any]) -> tuple[list[str], Reason, str]:
    """What was chosen there: the fields, the reason, and what was added to it."""
    fields = [option["value"] for option in states[SHOWN][SHOWN].get("selected_options") or []]
    reason = Reason(states[REASON][REASON]["selected_option"]["value"])
    return fields, reason, str(states[COMMENT][COMMENT].get("value") or "")


def checklist(register: Mapping[str, str], *, asks: bool, metadata: str) -> Block:
    """`register`: what is on record, by question, of what may be shown. `asks`: it takes a colleague, too."""
    lead = "聞いた内容と登録内容を見比べて、結果を選んでください。"
    if asks:
        lead += "条件を満たすと、別の担当者に承認を依頼します。"
    return blocks.modal(
        CHECK,
        _TITLE,
        [blocks.words(lead), *(block for question in CHECKLIST for block in _asking(question, register))],
        submit="承認を依頼する" if asks else "解除する",
        close="戻る",
        private_metadata=metadata,
    )


def first_field() -> str:
    """Where it is said what is lacking of all."""
    return _name(CHECKLIST[0])


def checks(states: Mapping[str, Any]) -> list[Check]:
    """How the checklist was filled in."""
    results = {question.key: _result(states, question) for question in CHECKLIST}
    return [Check(key, asked=found != _NOT_ASKED, matched=found == _MATCHED) for key, found in results.items()]


def _asking(question: Question, register: Mapping[str, str]) -> Iterable[Block]:
    on_record = register.get(question.key, _HIDDEN) or "（登録なし）"
    options = [_option(value, title) for value, title in _RESULTS.items()]
    radios = {
        "type": "radio_buttons",
        "action_id": _name(question),
        "options": options,
        "initial_option": options[0],
    }
    yield blocks.words(f"登録内容：{on_record}")
    yield _input(_name(question), question.label, radios) | {"hint": blocks.plain(question.question, 2000)}


def _name(question: Question) -> str:
    return f"check_{question.key}"


def _result(states: Mapping[str, Any], question: Question) -> str:
    return str(states[_name(question)][_name(question)]["selected_option"]["value"])


def _option(value: str, title: str) -> Block:
    return {"text": blocks.plain(title, 75), "value": value}


def _input(block_id: str, label: str, element: Block, *, optional: bool = False) -> Block:
    made = {"type": "input", "block_id": block_id, "label": blocks.plain(label, 2000), "element": element}
    return made | ({"optional": True} if optional else {})
