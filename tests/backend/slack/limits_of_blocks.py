"""What Slack takes as Block Kit, as of docs.slack.dev/reference/block-kit: the shapes and their limits.

A rule looks at one value and adds what is wrong to `problems`, in the words and with the JSON pointer that Slack uses.
Lengths are counted in characters of the text as it was sent.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Rule = Callable[[Any, str, list[str]], None]

MESSAGE_BLOCKS, VIEW_BLOCKS, MESSAGE_TEXT, VIEW_BYTES = 50, 100, 40_000, 250_000
INPUT_LENGTH = 3000


def problems_of_blocks(blocks: Any, at: str = "/blocks", at_most: int = MESSAGE_BLOCKS) -> list[str]:
    """What Slack finds wrong in these blocks; nothing when it takes them."""
    problems: list[str] = []
    items(typed(BLOCKS), 0, at_most)(blocks, at, problems)
    if not problems:
        problems += _repeated(
            (block.get("block_id") for block in blocks), f"block_id already exists [json-pointer:{at}]"
        )
        for number, block in enumerate(blocks):
            ids = (element.get("action_id") for element in elements_of(block))
            problems += _repeated(ids, f"`action_id` already exists for another element [json-pointer:{at}/{number}]")
        if sum(bool(element.get("focus_on_load")) for block in blocks for element in elements_of(block)) > 1:
            problems.append(_problem("only one element may have focus_on_load", at))
    return problems


def problems_of_view(view: Any) -> list[str]:
    """As above, for a modal."""
    problems: list[str] = []
    VIEW(view, "/view", problems)
    if problems:
        return problems
    problems += problems_of_blocks(view["blocks"], "/view/blocks", VIEW_BLOCKS)
    if not problems and "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        problems.append(_problem("missing required field: submit, as there are input blocks", "/view"))
    return problems


def elements_of(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A block's elements that somebody can act on."""
    candidates = [
        block.get("element"),
        block.get("accessory"),
        *(block["elements"] if block["type"] == "actions" else []),
    ]
    return (element for element in candidates if element and element["type"] != "image")


def _repeated(ids: Iterable[str | None], message: str) -> list[str]:
    return [f"[ERROR] {message}" for name, times in Counter(ids).items() if name is not None and times > 1]


def _problem(what: str, at: str) -> str:
    return f"[ERROR] {what} [json-pointer:{at}]"


# -- rules


def string(longest: int, shortest: int = 0) -> Rule:
    def look(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, str):
            problems.append(_problem("must provide a string", at))
        elif len(value) > longest:
            problems.append(_problem(f"must be less than {longest + 1} characters", at))
        elif len(value) < shortest:
            problems.append(_problem(f"must be more than {shortest - 1} characters", at))

    return look


def boolean(value: Any, at: str, problems: list[str]) -> None:
    if not isinstance(value, bool):
        problems.append(_problem("must provide a boolean", at))


def number(least: int, most: int) -> Rule:
    def look(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            problems.append(_problem(f"must be an integer from {least} to {most}", at))

    return look


def one_of(*words: str) -> Rule:
    def look(value: Any, at: str, problems: list[str]) -> None:
        if value not in words:
            problems.append(_problem(f"must be one of {', '.join(words)}", at))

    return look


def items(rule: Rule, least: int, most: int) -> Rule:
    def look(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, list):
            problems.append(_problem("must provide an array", at))
        elif len(value) > most:
            problems.append(_problem(f"no more than {most} items allowed", at))
        elif len(value) < least:
            problems.append(_problem(f"must have at least {least} items", at))
        else:
            for number, item in enumerate(value):
                rule(item, f"{at}/{number}", problems)

    return look


def shape(required: dict[str, Rule], optional: dict[str, Rule]) -> Rule:
    """An object with these fields and no others."""
    rules = required | optional

    def look(value: Any, at: str, problems: list[str]) -> None:
        if not isinstance(value, dict):
            problems.append(_problem("must provide an object", at))
            return
        problems += [_problem(f"missing required field: {name}", at) for name in required if name not in value]
        problems += [_problem(f"invalid additional property: {name}", at) for name in value if name not in rules]
        for name in rules.keys() & value.keys():
            rules[name](value[name], f"{at}/{name}", problems)

    return look


def typed(table: dict[str, Rule]) -> Rule:
    """An object whose `type` says which shape it has."""

    def look(value: Any, at: str, problems: list[str]) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in table:
            problems.append(_problem(f"unsupported type: {kind}", f"{at}/type"))
        else:
            table[kind]({name: field for name, field in value.items() if name != "type"}, at, problems)

    return look


def both(first: Rule, second: Rule) -> Rule:
    """The second looks only at what the first takes."""

    def look(value: Any, at: str, problems: list[str]) -> None:
        before = len(problems)
        first(value, at, problems)
        if len(problems) == before:
            second(value, at, problems)

    return look


def plain(longest: int) -> Rule:
    return typed({"plain_text": shape({"text": string(longest, 1)}, {"emoji": boolean})})


def text(longest: int) -> Rule:
    mrkdwn = shape({"text": string(longest, 1)}, {"verbatim": boolean})
    return typed({"plain_text": shape({"text": string(longest, 1)}, {"emoji": boolean}), "mrkdwn": mrkdwn})


def _exactly_one_of(first: str, second: str) -> Rule:
    def look(value: Any, at: str, problems: list[str]) -> None:
        if (first in value) == (second in value):
            problems.append(_problem(f"must have either {first} or {second}", at))

    return look


def _text_or_fields(value: Any, at: str, problems: list[str]) -> None:
    if "text" not in value and "fields" not in value:
        problems.append(_problem("missing required field: text or fields", at))


def _initial_is_an_option(value: Any, at: str, problems: list[str]) -> None:
    groups = value.get("option_groups", [])
    known = [*value.get("options", []), *(option for group in groups for option in group["options"])]
    chosen = [*value.get("initial_options", []), *([value["initial_option"]] if "initial_option" in value else [])]
    problems += [_problem("initial option is not among the options", at) for option in chosen if option not in known]


def _initial_value_fits(value: Any, at: str, problems: list[str]) -> None:
    initial = value.get("initial_value")
    if initial is not None and not value.get("min_length", 0) <= len(initial) <= value.get("max_length", INPUT_LENGTH):
        problems.append(_problem("initial_value does not fit min_length and max_length", at))


# -- composition objects

STYLE = one_of("primary", "danger")
CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": STYLE},
)
OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75)})
MARKED_OPTION = shape({"text": text(75), "value": string(150, 1)}, {"description": text(75)})
LINKED_OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75), "url": string(3000)})
GROUP = shape({"label": plain(75), "options": items(OPTION, 1, 100)}, {})
DISPATCH = shape({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 1, 2)})

# -- elements

_ACTION = {"action_id": string(255, 1)}
_ASKS = _ACTION | {"confirm": CONFIRM, "focus_on_load": boolean}
_PLACEHOLDER = {"placeholder": plain(150)}
_TYPED_IN = _ACTION | _PLACEHOLDER | {"focus_on_load": boolean, "dispatch_action_config": DISPATCH}
_CHOICES = {"options": items(OPTION, 1, 100), "option_groups": items(GROUP, 1, 100)}
_MARKED = items(MARKED_OPTION, 1, 10)
_IMAGE = ({"image_url": string(3000, 1), "alt_text": string(2000, 1)}, _ACTION)


def _select(**optional: Rule) -> Rule:
    fields = shape({}, _ASKS | _PLACEHOLDER | _CHOICES | optional)
    return both(both(fields, _exactly_one_of("options", "option_groups")), _initial_is_an_option)


BUTTON = shape(
    {"text": plain(75)},
    _ACTION
    | {
        "url": string(3000),
        "value": string(2000),
        "style": STYLE,
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
PLAIN_TEXT_INPUT = both(
    shape(
        {},
        _TYPED_IN
        | {
            "initial_value": string(INPUT_LENGTH),
            "multiline": boolean,
            "min_length": number(0, INPUT_LENGTH),
            "max_length": number(1, INPUT_LENGTH),
        },
    ),
    _initial_value_fits,
)
IN_ACTIONS: dict[str, Rule] = {
    "button": BUTTON,
    "overflow": shape({"options": items(LINKED_OPTION, 1, 5)}, _ACTION | {"confirm": CONFIRM}),
    "static_select": _select(initial_option=OPTION),
    "users_select": shape({}, _ASKS | _PLACEHOLDER | {"initial_user": string(255)}),
    "datepicker": shape({}, _ASKS | _PLACEHOLDER | {"initial_date": string(10, 10)}),
    "timepicker": shape({}, _ASKS | _PLACEHOLDER | {"initial_time": string(5, 5), "timezone": string(100)}),
    "radio_buttons": both(
        shape({"options": _MARKED}, _ASKS | {"initial_option": MARKED_OPTION}), _initial_is_an_option
    ),
    "checkboxes": both(shape({"options": _MARKED}, _ASKS | {"initial_options": _MARKED}), _initial_is_an_option),
}
SEVERAL = {
    "multi_static_select": _select(initial_options=items(OPTION, 1, 100), max_selected_items=number(1, 100)),
}
IN_INPUT = {kind: rule for kind, rule in IN_ACTIONS.items() if kind not in ("button", "overflow")} | SEVERAL
IN_INPUT["plain_text_input"] = PLAIN_TEXT_INPUT
IN_INPUT["email_text_input"] = shape({}, _TYPED_IN | {"initial_value": string(INPUT_LENGTH)})

# -- blocks

_BLOCK = {"block_id": string(255, 1)}
BLOCKS: dict[str, Rule] = {
    "section": both(
        shape(
            {},
            _BLOCK
            | {
                "text": text(3000),
                "fields": items(text(2000), 1, 10),
                "accessory": typed(IN_ACTIONS | SEVERAL | {"image": shape(*_IMAGE)}),
                "expand": boolean,
            },
        ),
        _text_or_fields,
    ),
    "header": shape({"text": plain(150)}, _BLOCK),
    "divider": shape({}, _BLOCK),
    "image": shape(_IMAGE[0], _BLOCK | {"title": plain(2000)}),
    "context": shape(
        {
            "elements": items(
                typed(
                    {
                        "image": shape(*_IMAGE),
                        "plain_text": shape({"text": string(3000, 1)}, {"emoji": boolean}),
                        "mrkdwn": shape({"text": string(3000, 1)}, {"verbatim": boolean}),
                    }
                ),
                1,
                10,
            )
        },
        _BLOCK,
    ),
    "actions": shape({"elements": items(typed(IN_ACTIONS), 1, 25)}, _BLOCK),
    "input": shape(
        {"label": plain(2000), "element": typed(IN_INPUT)},
        _BLOCK | {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
}

VIEW = typed(
    {
        "modal": shape(
            {"title": plain(24), "blocks": items(lambda *_: None, 1, VIEW_BLOCKS)},
            {
                "submit": plain(24),
                "close": plain(24),
                "private_metadata": string(3000),
                "callback_id": string(255),
                "external_id": string(255),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
        )
    }
)
