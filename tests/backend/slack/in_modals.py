"""What people put into inputs, as Slack's client lets them, and what an app's answer does to a modal."""

from typing import TYPE_CHECKING, Any

from tests.backend.slack.limits_of_blocks import INPUT_LENGTH
from tests.backend.slack.sights import SlackView
from tests.backend.slack.web_views import looked_at, put_on_top, replace

if TYPE_CHECKING:
    from tests.backend.slack.peer import SlackPeer

SINGLE = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "users_select": ("selected_user", "initial_user"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
}
ONE_OPTION = ("static_select", "radio_buttons", "overflow")
OPTIONS = ("checkboxes", "multi_static_select")


def typed_into(view: SlackView, typed: dict[str, Any]) -> None:
    """Keep what somebody puts in. What the modal has no input for fails the test."""
    for name, value in typed.items():
        wanted = value if isinstance(value, dict) else {name: value}
        for action_id, put in wanted.items():
            found = [
                element
                for element in view.buttons
                if element["action_id"] == action_id
                and element["type"] != "button"
                and (not isinstance(value, dict) or element["block_id"] == name)
            ]
            known = [(element["block_id"], element["action_id"]) for element in view.buttons]
            assert len(found) == 1, f"{len(found)} inputs named {name}/{action_id} among {known}"
            chosen(found[0], put)  # it has to be possible
            view.typed[found[0]["block_id"], action_id] = put


def states(
    elements: list[dict[str, Any]], typed: dict[tuple[str, str], Any], demanded: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """`state.values` of these inputs; `demanded`: the blocks, when all that they require has to be there."""
    values: dict[str, Any] = {}
    for element in elements:
        if element["type"] in ("button", "overflow"):
            continue
        place = element["block_id"], element["action_id"]
        state = chosen(element, typed[place]) if place in typed else initial(element)
        values.setdefault(place[0], {})[place[1]] = {"type": element["type"]} | state
        required = any(
            block["block_id"] == place[0] and block["type"] == "input" and not block.get("optional")
            for block in demanded or []
        )
        assert not required or any(state.values()), f"Slack's client asks to fill in {place}"
    return values


def chosen(element: dict[str, Any], value: Any) -> dict[str, Any]:
    """What an input tells when this is put into it. What its user couldn't put in fails the test."""
    kind = element["type"]
    if kind in SINGLE:
        if kind.endswith("text_input") and value:
            assert isinstance(value, str), f"{value!r} can't be typed"
            longest, shortest = element.get("max_length", INPUT_LENGTH), element.get("min_length", 0)
            assert shortest <= len(value) <= longest, (
                f"{len(value)} characters; Slack's client takes {shortest}-{longest}"
            )
        return {SINGLE[kind][0]: value or None}
    if kind in ONE_OPTION:
        return {"selected_option": None if value is None else _option(element, value)}
    if kind in OPTIONS:
        return {"selected_options": [_option(element, one) for one in value]}
    raise AssertionError(f"nothing can be put into a {kind}")


def initial(element: dict[str, Any]) -> dict[str, Any]:
    """What it tells while nobody touched it."""
    kind = element["type"]
    if kind in SINGLE:
        return {SINGLE[kind][0]: element.get(SINGLE[kind][1])}
    if kind in ONE_OPTION:
        return {"selected_option": element.get("initial_option")}
    return {"selected_options": element.get("initial_options", [])}


def _option(element: dict[str, Any], value: str) -> dict[str, Any]:
    groups = element.get("option_groups", [])
    options = [*element.get("options", []), *(option for group in groups for option in group["options"])]
    found: list[dict[str, Any]] = [option for option in options if option["value"] == value]
    assert len(found) == 1, f"{value!r} can't be chosen among {[option['value'] for option in options]}"
    return found[0]


def answered(peer: "SlackPeer", view: SlackView, answer: dict[str, Any]) -> None:
    """Do what the app answered to a submission. Raises Refused or ValueError when Slack couldn't."""
    action = answer.get("response_action")
    view.errors = {}
    if action == "errors":
        inputs = {block["block_id"] for block in view.view["blocks"] if block["type"] == "input"}
        errors = answer.get("errors") or {}
        if not errors or not set(errors) <= inputs:
            raise ValueError(f"errors {errors} don't fit the inputs {inputs}")
        view.errors = errors
    elif action == "update":
        replace(peer, view, looked_at(answer.get("view")))
    elif action == "push":
        put_on_top(peer, view.user, looked_at(answer.get("view")))
    elif action == "clear":
        view.stack.clear()
    elif action is None:
        if view.is_open:
            view.stack.remove(view.id)
    else:
        raise ValueError(f"unknown response_action {action}")
