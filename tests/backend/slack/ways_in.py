"""Everything that somebody can do to the app in Slack, each as a payload that Slack would send."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener import AsyncListener
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from backend.slack.acts import buttons, reply_views, unlock_views
from backend.slack.asks import faq
from backend.slack.asks.listeners import COMMAND
from tests.backend.slack.peer import DESK, SlackPeer, Staff

# By what a button's value names.
OF_CONVERSATION = (
    buttons.HANDOFF_CLAIM,
    buttons.HANDOFF_REPLY,
    buttons.HANDOFF_HAND_BACK,
    buttons.HANDOFF_END,
    reply_views.USE,
    reply_views.UNDO,
    reply_views.REWRITE,
)
OF_TICKET = (
    buttons.TICKET_TAKE,
    buttons.TICKET_UNLOCK,
    buttons.TICKET_APPROVE,
    buttons.TICKET_DECLINE,
    buttons.TICKET_CLOSE,
)
OF_QUESTION = (f"{faq.OTHER}_1", faq.SHARE)
MODALS = (
    reply_views.COMPOSE,
    reply_views.PREVIEW,
    unlock_views.CHOOSE,
    unlock_views.CHECK,
    buttons.TICKET_DECLINE,
)
COMMANDS = ("", "help", "search 伊藤", "ticket", "ticket TKT-000001", "order ORD-000001", "due sakura.ito", "受付停止")
QUESTIONS = ("バックアップコードとは", "開いているチケット", "sakura.ito の支払期日")

# What everybody may cause, and what it does: nothing, or a word to who wrote that it stays internal.
HARMLESS = {"open_link", "opened", "other", "message"}


@dataclass(frozen=True)
class Way:
    """`kind` is how Slack sends the payload."""

    name: str
    kind: str
    payload: dict[str, Any]

    def send(self, who: Staff, times: int = 1) -> Any:
        return who._send(self.kind, self.payload, times)


def ways(peer: SlackPeer, who: Staff, conversation: str, ticket: str) -> Iterator[Way]:
    """Each anew: what is sent twice is done once."""
    for values, actions in ((conversation, OF_CONVERSATION), (ticket, OF_TICKET), ("faq/x", OF_QUESTION)):
        for action in actions:
            yield Way(action, "interactive", pressed(peer, who, action, values))
    for callback in MODALS:
        view = {"id": "V1", "type": "modal", "callback_id": callback, "private_metadata": "{}", "hash": "1"}
        shown = {"view": view | {"state": {"values": {}}, "blocks": []}, "response_urls": []}
        yield Way(f"modal {callback}", "interactive", who._interaction("view_submission") | shown)
    for text in COMMANDS:
        yield Way(f"{COMMAND} {text}", "slash_commands", commanded(peer, who, text))
    for text in QUESTIONS:
        yield Way(f"mention {text}", "events_api", peer.envelope(said(peer, who, "app_mention", DESK, text)))
        direct = peer.direct_channel(who.user).id
        event = said(peer, who, "message", direct, text) | {"channel_type": "im"}
        yield Way(f"direct {text}", "events_api", peer.envelope(event))


def pressed(peer: SlackPeer, who: Staff, action: str, value: str) -> dict[str, Any]:
    """A button in the desk's channel, wherever it came from."""
    ts = peer.next_ts()
    element = {"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": ts}
    return who._interaction("block_actions") | {
        "container": {"type": "message", "message_ts": ts, "channel_id": DESK, "is_ephemeral": False},
        "channel": {"id": DESK, "name": "desk"},
        "message": {"type": "message", "ts": ts, "text": "x"},
        "response_url": peer.new_response_url(who.user, DESK, None),
        "state": {"values": {}},
        "actions": [element | {"text": {"type": "plain_text", "text": "x"}}],
    }


def commanded(peer: SlackPeer, who: Staff, text: str) -> dict[str, Any]:
    return {
        "team_id": peer.team_id,
        "channel_id": DESK,
        "user_id": who.user,
        "command": COMMAND,
        "text": text,
        "response_url": peer.new_response_url(who.user, DESK, None),
        "trigger_id": peer.new_trigger(who.user),
    }


def said(peer: SlackPeer, who: Staff, kind: str, channel: str, text: str) -> dict[str, Any]:
    ts = peer.next_ts()
    return {"type": kind, "user": who.user, "text": text, "ts": ts, "event_ts": ts, "channel": channel}


# -- the app's listeners


def listeners(app: AsyncApp) -> list[AsyncListener]:
    found: list[AsyncListener] = app._async_listeners
    assert len(found) > 10
    return found


def asks_for_staff(listener: AsyncListener) -> bool:
    functions = [getattr(each, "func", None) for each in listener.middleware]
    return "only_staff.<locals>.middleware" in [getattr(each, "__qualname__", "") for each in functions]


def name_of(listener: AsyncListener) -> str:
    return str(listener.ack_function.__name__)


async def takes(listener: AsyncListener, way: Way) -> bool:
    """Whether this listener would get it."""
    mode = "socket_mode"
    request = AsyncBoltRequest(body=way.payload, mode=mode)
    return await listener.async_matches(req=request, resp=BoltResponse(status=404))
