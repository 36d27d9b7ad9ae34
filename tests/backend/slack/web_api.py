"""The methods of Slack's Web API: what each demands, does, and answers. Error names are Slack's own."""

import json
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.backend.slack.limits_of_blocks import MESSAGE_TEXT, problems_of_blocks
from tests.backend.slack.sights import Channel, SlackMessage, User

if TYPE_CHECKING:
    from tests.backend.slack.peer import SlackPeer

Args = dict[str, Any]
Answer = dict[str, Any]
Method = Callable[["SlackPeer", Args], Answer]

METHODS: dict[str, Method] = {}
REQUIRED: dict[str, tuple[str, ...]] = {}
SCOPES: dict[str, str | None] = {}


class Refused(Exception):
    """What Slack answers instead: 200 with `ok` false, unless `status` says otherwise."""

    def __init__(self, error: str, problems: list[str] | None = None, status: int = 200, retry_after: int = 0) -> None:
        super().__init__(error)
        self.error, self.status, self.retry_after = error, status, retry_after
        self.problems = problems or []

    @property
    def answer(self) -> Answer:
        more = {"response_metadata": {"messages": self.problems}} if self.problems else {}
        return {"ok": False, "error": self.error} | more


def method(name: str, *required: str, scope: str | None = None) -> Callable[[Method], Method]:
    def add(handler: Method) -> Method:
        METHODS[name], REQUIRED[name], SCOPES[name] = handler, required, scope
        return handler

    return add


def call(peer: "SlackPeer", name: str, args: Args, token: str | None) -> Answer:
    """The answer to one call. Raises Refused."""
    _admit(peer, name, token)
    if peer.refusals[name]:
        error = peer.refusals[name].pop(0)
        if error == "ratelimited":
            raise Refused(error, status=429, retry_after=peer.limits.retry_after or 1)
        raise Refused(error)
    if missing := [argument for argument in REQUIRED[name] if args.get(argument) in (None, "")]:
        raise Refused("invalid_arguments", [f"[ERROR] missing required field: {argument}" for argument in missing])
    return {"ok": True} | METHODS[name](peer, args)


def _admit(peer: "SlackPeer", name: str, token: str | None) -> None:
    if name not in METHODS:
        raise Refused("unknown_method")
    if name == "api.test":
        return
    if not token:
        raise Refused("not_authed")
    if token not in (peer.bot_token, peer.app_token):
        raise Refused("invalid_auth")
    if (token == peer.app_token) != (name == "apps.connections.open"):
        raise Refused("not_allowed_token_type")
    if peer.scopes is not None and SCOPES[name] and SCOPES[name] not in peer.scopes:
        raise Refused("missing_scope")


# -- who and where


@method("api.test")
def api_test(peer: "SlackPeer", args: Args) -> Answer:
    return {"args": args}


@method("auth.test")
def auth_test(peer: "SlackPeer", args: Args) -> Answer:
    return {
        "url": "https://madoguchi.slack.com/",
        "team": "Madoguchi",
        "user": "madoguchi",
        "team_id": peer.team_id,
        "user_id": peer.bot_user_id,
        "bot_id": peer.bot_id,
        "is_enterprise_install": False,
    }


@method("users.info", "user", scope="users:read")
def users_info(peer: "SlackPeer", args: Args) -> Answer:
    user = _user(peer, args["user"])
    profile = {"real_name": user.real_name, "display_name": user.real_name}
    if user.email and (peer.scopes is None or "users:read.email" in peer.scopes):
        profile["email"] = user.email
    told = {"id": user.id, "team_id": peer.team_id, "name": user.id.lower(), "real_name": user.real_name}
    return {"user": told | {"deleted": user.is_deleted, "is_bot": False, "profile": profile}}


@method("users.getPresence", "user", scope="users:read")
def users_get_presence(peer: "SlackPeer", args: Args) -> Answer:
    return {"presence": "active" if _user(peer, args["user"]).is_active else "away"}


@method("conversations.open", "users", scope="im:write")
def conversations_open(peer: "SlackPeer", args: Args) -> Answer:
    return {"channel": {"id": peer.direct_channel(_user(peer, args["users"]).id).id}}


@method("conversations.info", "channel", scope="channels:read")
def conversations_info(peer: "SlackPeer", args: Args) -> Answer:
    channel = _channel(peer, args["channel"])
    told = {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.with_user,
        "is_im": bool(channel.with_user),
    }
    return {"channel": told | {"is_member": channel.is_member, "is_archived": channel.is_archived}}


@method("conversations.replies", "channel", "ts", scope="channels:history")
def conversations_replies(peer: "SlackPeer", args: Args) -> Answer:
    channel = _joined(peer, args["channel"])
    root = channel.find(args["ts"])
    if root is None:
        raise Refused("thread_not_found")
    found = [root, *(message for message in peer.thread(channel.id, root.ts) if not message.is_deleted)]
    return {"messages": [peer.told(message) for message in found], "has_more": False}


def _user(peer: "SlackPeer", id: str) -> User:
    if id not in peer.users:
        raise Refused("user_not_found")
    return peer.users[id]


def _channel(peer: "SlackPeer", id: str) -> Channel:
    if id in peer.users:
        return peer.direct_channel(id)
    if id not in peer.channels:
        raise Refused("channel_not_found")
    return peer.channels[id]


def _joined(peer: "SlackPeer", id: str) -> Channel:
    channel = _channel(peer, id)
    if not channel.is_member:
        raise Refused("not_in_channel")
    return channel


def _writable(peer: "SlackPeer", id: str) -> Channel:
    channel = _joined(peer, id)
    if channel.is_archived:
        raise Refused("is_archived")
    return channel


# -- messages


def content(args: Args) -> tuple[str, list[dict[str, Any]]]:
    """A message's text and blocks, looked at as Slack does. Raises Refused."""
    text, blocks = args.get("text") or "", args.get("blocks") or []
    if isinstance(blocks, str):
        try:
            blocks = json.loads(blocks)
        except ValueError as error:
            raise Refused("invalid_blocks_format") from error
    if not text and not blocks:
        raise Refused("no_text")
    if len(text) > MESSAGE_TEXT:
        raise Refused("msg_too_long")
    if problems := problems_of_blocks(blocks):
        raise Refused("invalid_blocks", problems)
    return text, blocks


def keep(
    peer: "SlackPeer", channel: Channel, text: str, blocks: list[dict[str, Any]], thread_ts: str | None
) -> SlackMessage:
    """Put the app's own message in a channel."""
    thread = thread_ts or None
    message = SlackMessage(peer.next_ts(), channel.id, peer.bot_user_id, text, peer.with_ids(blocks), thread)
    channel.messages.append(message)
    return message


def edit(peer: "SlackPeer", message: SlackMessage, args: Args) -> None:
    """Blocks that aren't named stay; an empty array takes them away."""
    text, blocks = content(args if "blocks" in args else args | {"blocks": message.blocks})
    message.text = text or message.text
    message.blocks = peer.with_ids(blocks)
    message.edits += 1


@method("chat.postMessage", "channel", scope="chat:write")
def post_message(peer: "SlackPeer", args: Args) -> Answer:
    channel = _writable(peer, args["channel"])
    text, blocks = content(args)
    thread = args.get("thread_ts")
    if thread:
        root = channel.find(thread)
        if root is None:
            raise Refused("thread_not_found")
        if root.thread_ts:
            raise Refused("cannot_reply_to_message")
    _limit_rate(peer, channel)
    message = keep(peer, channel, text, blocks, thread)
    return {"channel": channel.id, "ts": message.ts, "message": peer.told(message)}


def _limit_rate(peer: "SlackPeer", channel: Channel) -> None:
    limits, now = peer.limits, peer.now()
    if not limits.is_on:
        return
    until = limits.next_at.get(channel.id, 0.0)
    if now < until:
        if limits.retry_after and channel.id not in limits.is_limited:
            until = limits.next_at[channel.id] = now + limits.retry_after
        limits.is_limited.add(channel.id)
        raise Refused("ratelimited", status=429, retry_after=max(1, math.ceil(until - now)))
    limits.is_limited.discard(channel.id)
    limits.next_at[channel.id] = now + 1


@method("chat.update", "channel", "ts", scope="chat:write")
def update(peer: "SlackPeer", args: Args) -> Answer:
    message = _own(peer, args, "cant_update_message")
    edit(peer, message, args)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": peer.told(message)}


@method("chat.delete", "channel", "ts", scope="chat:write")
def delete(peer: "SlackPeer", args: Args) -> Answer:
    message = _own(peer, args, "cant_delete_message")
    message.is_deleted = True
    return {"channel": message.channel, "ts": message.ts}


def _own(peer: "SlackPeer", args: Args, error: str) -> SlackMessage:
    if args["channel"] not in peer.channels:  # these two take no person's id
        raise Refused("channel_not_found")
    message = _writable(peer, args["channel"]).find(args["ts"])
    if message is None:
        raise Refused("message_not_found")
    if not message.is_from_app:
        raise Refused(error)
    return message


@method("chat.postEphemeral", "channel", "user", scope="chat:write")
def post_ephemeral(peer: "SlackPeer", args: Args) -> Answer:
    channel = _writable(peer, args["channel"])
    if (
        args["user"] not in peer.users
        or args["user"] in channel.outsiders
        or channel.with_user not in (None, args["user"])
    ):
        raise Refused("user_not_in_channel")
    text, blocks = content(args)
    message = whisper(peer, channel.id, args["user"], text, blocks, args.get("thread_ts"))
    return {"message_ts": message.ts}


def whisper(
    peer: "SlackPeer", channel: str, user: str, text: str, blocks: list[dict[str, Any]], thread_ts: str | None = None
) -> SlackMessage:
    """A message that one person sees."""
    kept = peer.with_ids(blocks)
    message = SlackMessage(peer.next_ts(), channel, peer.bot_user_id, text, kept, thread_ts, seen_by=user)
    peer.private.append(message)
    return message


@method("chat.getPermalink", "channel", "message_ts")
def get_permalink(peer: "SlackPeer", args: Args) -> Answer:
    channel = _joined(peer, args["channel"])
    if channel.find(args["message_ts"]) is None:
        raise Refused("message_not_found")
    path = f"archives/{channel.id}/p{args['message_ts'].replace('.', '')}"
    return {"channel": channel.id, "permalink": f"https://madoguchi.slack.com/{path}"}


# -- Socket Mode


@method("apps.connections.open")
def connections_open(peer: "SlackPeer", args: Args) -> Answer:
    ticket = peer.new_id("ticket")
    peer.sockets.tickets.add(ticket)
    return {"url": f"{peer.origin.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={peer.app_id}"}
