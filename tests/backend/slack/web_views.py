"""The Web API's modals, and response URLs."""

import json
from typing import TYPE_CHECKING, Any

from tests.backend.slack.limits_of_blocks import VIEW_BYTES, problems_of_view
from tests.backend.slack.records import ResponseUrl, Trigger
from tests.backend.slack.sights import SlackView
from tests.backend.slack.web_api import Answer, Args, Refused, content, edit, keep, method, whisper

if TYPE_CHECKING:
    from tests.backend.slack.peer import SlackPeer

TRIGGER_SECONDS = 3.0
STACK = 3
URL_USES, URL_SECONDS = 5, 30 * 60


@method("views.open", "trigger_id", "view")
def views_open(peer: "SlackPeer", args: Args) -> Answer:
    view = looked_at(args["view"])
    trigger = _exchanged(peer, args["trigger_id"])
    peer.stacks[trigger.user].clear()
    return {"view": put_on_top(peer, trigger.user, view).view}


@method("views.push", "trigger_id", "view")
def views_push(peer: "SlackPeer", args: Args) -> Answer:
    view = looked_at(args["view"])
    trigger = _exchanged(peer, args["trigger_id"])
    if trigger.view is None or not peer.views[trigger.view].is_open:
        raise Refused("not_found")
    if len(peer.stacks[trigger.user]) >= STACK:
        raise Refused("push_limit_reached")
    return {"view": put_on_top(peer, trigger.user, view).view}


@method("views.update", "view")
def views_update(peer: "SlackPeer", args: Args) -> Answer:
    if not args.get("view_id") and not args.get("external_id"):
        raise Refused("invalid_arguments", ["[ERROR] missing required field: view_id or external_id"])
    view = looked_at(args["view"])
    named = [peer.views[args["view_id"]]] if args.get("view_id") in peer.views else []
    if not args.get("view_id"):
        named = [one for one in peer.views.values() if one.view["external_id"] == args["external_id"]]
    if not named or not named[-1].is_open:
        raise Refused("not_found")
    if args.get("hash") not in (None, "", named[-1].hash):
        raise Refused("hash_conflict")
    replace(peer, named[-1], view)
    return {"view": named[-1].view}


def looked_at(view: Any) -> dict[str, Any]:
    """The view as an object, when Slack takes it. Raises Refused."""
    if isinstance(view, str):
        try:
            view = json.loads(view)
        except ValueError as error:
            raise Refused("invalid_arguments", ["[ERROR] must provide an object [json-pointer:/view]"]) from error
    if problems := problems_of_view(view):
        raise Refused("invalid_arguments", problems)
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise Refused("view_too_large")
    taken: dict[str, Any] = view
    return taken


def put_on_top(peer: "SlackPeer", user: str, view: dict[str, Any]) -> SlackView:
    """Open it before its user, over what is open already."""
    stack = peer.stacks[user]
    if view.get("external_id") and any(one.view["external_id"] == view["external_id"] for one in peer.views.values()):
        raise Refused("duplicate_external_id")
    made = SlackView(peer.new_id("V"), user, {}, "", stack, stack[-1] if stack else None)
    stack.append(made.id)
    peer.views[made.id] = made
    _fill(peer, made, view)
    return made


def replace(peer: "SlackPeer", shown: SlackView, view: dict[str, Any]) -> None:
    """Another content for an open modal. What was typed stays in inputs that keep both their ids."""
    _fill(peer, shown, view)
    shown.updates += 1
    kept = {(element["block_id"], element["action_id"]) for element in shown.buttons}
    shown.typed = {place: value for place, value in shown.typed.items() if place in kept}
    shown.errors = {}


def _fill(peer: "SlackPeer", shown: SlackView, view: dict[str, Any]) -> None:
    shown.hash = f"{int(peer.now())}.{peer.new_id('h')}"
    shown.view = {
        "id": shown.id,
        "team_id": peer.team_id,
        "type": "modal",
        "title": view["title"],
        "close": view.get("close"),
        "submit": view.get("submit"),
        "blocks": peer.with_ids(view["blocks"]),
        "private_metadata": view.get("private_metadata", ""),
        "callback_id": view.get("callback_id", ""),
        "external_id": view.get("external_id", ""),
        "state": {"values": {}},
        "hash": shown.hash,
        "clear_on_close": view.get("clear_on_close", False),
        "notify_on_close": view.get("notify_on_close", False),
        "root_view_id": shown.stack[0],
        "previous_view_id": shown.previous,
        "app_id": peer.app_id,
        "bot_id": peer.bot_id,
    }


def _exchanged(peer: "SlackPeer", name: str) -> Trigger:
    trigger = peer.triggers.get(name)
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger.is_used:
        raise Refused("exchanged_trigger_id")
    if peer.now() - trigger.at >= TRIGGER_SECONDS:
        raise Refused("expired_trigger_id")
    trigger.is_used = True
    return trigger


# -- response URLs


def respond(peer: "SlackPeer", name: str, args: Args) -> None:
    """What the app posts to a response URL. Raises Refused, as 404 or 400."""
    url = peer.response_urls.get(name)
    if url is None or peer.now() - url.at >= URL_SECONDS:
        raise Refused("expired_url", status=404)
    if url.uses >= URL_USES:
        raise Refused("used_url", status=404)
    url.uses += 1
    try:
        _respond(peer, url, args)
    except Refused as refused:
        raise Refused(refused.error, refused.problems, status=400) from refused


def _respond(peer: "SlackPeer", url: ResponseUrl, args: Args) -> None:
    original = url.message
    if args.get("delete_original"):
        if original:
            original.is_deleted = True
        return
    if args.get("replace_original") and original and not original.is_deleted:
        edit(peer, original, {"blocks": []} | args)
        return
    text, blocks = content(args)
    if args.get("response_type", "ephemeral") == "in_channel":
        answer = keep(peer, peer.channels[url.channel], text, blocks, args.get("thread_ts"))
    else:
        answer = whisper(peer, url.channel, url.user, text, blocks, args.get("thread_ts"))
    url.message = original or answer
