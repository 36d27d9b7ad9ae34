"""Somebody who sits in Slack: what they do becomes what Slack sends to the app, and what the app answers is shown.

A deed that Slack's client wouldn't let them do (a button that isn't there, a required input left empty) fails the test.
"""

import json
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.backend.slack.in_modals import answered, states, typed_into
from tests.backend.slack.in_modals import chosen as chosen_in
from tests.backend.slack.records import Delivery
from tests.backend.slack.sights import Channel, SlackMessage, SlackView
from tests.backend.slack.web_api import Refused, content, whisper

if TYPE_CHECKING:
    from tests.backend.slack.peer import SlackPeer

# (path, body, headers) -> a response with `status_code`, `text`, `json()`.
Deliver = Callable[[str, bytes, dict[str, str]], Any]

ANSWER_SECONDS = 3.0
KINDS = {"event_callback": "events_api", "command": "slash_commands"}
MENTION = re.compile(r"(<[@#!][^<>]+>)")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(r"https?://[^\s<>]+")


class SocketAnswer:
    """An acknowledgement over the socket, in the form of an HTTP response."""

    status_code = 200

    def __init__(self, payload: Any) -> None:
        self.text = "" if payload is None else json.dumps(payload, ensure_ascii=False)

    def json(self) -> Any:
        return json.loads(self.text)


class Staff:
    """`times`: the very same request that often, as when Slack didn't hear the answer; the first answer counts."""

    def __init__(self, peer: "SlackPeer", user: str, deliver: Deliver) -> None:
        self.peer, self.user, self._deliver = peer, user, deliver

    # -- words

    def posts(
        self, channel: str, text: str, thread_ts: str | None = None, *, times: int = 1, **more: Any
    ) -> SlackMessage:
        """Write in a channel or thread, as typed; `more` goes into the event (`subtype`, `files` …)."""
        message = self._keep(self.peer.channels[channel], as_sent(text), thread_ts)
        if self.peer.channels[channel].is_member:
            self._event(self.peer.event_of(message) | more, times)
        return message

    def mentions(self, channel: str, text: str, thread_ts: str | None = None, *, times: int = 1) -> SlackMessage:
        """Write to the app in a channel: Slack tells it twice, as a message and as a mention."""
        name = f"<@{self.peer.bot_user_id}>"
        sent = as_sent(text if name in text else f"{name} {text}")
        message = self._keep(self.peer.channels[channel], sent, thread_ts)
        event = self.peer.event_of(message)
        if self.peer.channels[channel].is_member:
            self._event(event, times)
        mention = {name: value for name, value in event.items() if name != "channel_type"}
        self._event(mention | {"type": "app_mention"}, times)
        return message

    def tells(self, text: str, thread_ts: str | None = None, *, times: int = 1) -> SlackMessage:
        """A direct message to the app."""
        message = self._keep(self.peer.direct_channel(self.user), as_sent(text), thread_ts)
        self._event(self.peer.event_of(message), times)
        return message

    def edits(self, message: SlackMessage, text: str, *, times: int = 1) -> None:
        """Change one's own message."""
        before = self.peer.told(self._own(message))
        message.text, message.edits = as_sent(text), message.edits + 1
        self._event(
            self._about(message, "message_changed", message=self.peer.told(message), previous_message=before), times
        )

    def deletes(self, message: SlackMessage, *, times: int = 1) -> None:
        """Take one's own message back."""
        before = self.peer.told(self._own(message))
        message.is_deleted = True
        self._event(self._about(message, "message_deleted", deleted_ts=message.ts, previous_message=before), times)

    def commands(self, command: str, text: str = "", channel: str = "C0DESK01", *, times: int = 1) -> Any:
        """Type a slash command. What the app answers at once is shown to nobody else."""
        peer = self.peer
        payload = {
            "token": "verification-token",
            "team_id": peer.team_id,
            "team_domain": "madoguchi",
            "channel_id": channel,
            "channel_name": peer.channels[channel].name,
            "user_id": self.user,
            "user_name": self.user.lower(),
            "command": command,
            "text": escaped(text),
            "api_app_id": peer.app_id,
            "is_enterprise_install": "false",
            "response_url": peer.new_response_url(self.user, channel, None),
            "trigger_id": peer.new_trigger(self.user),
        }
        answer = self._send("slash_commands", payload, times)
        if answer is not None and answer.status_code == 200 and answer.text:
            self._shown_at_once(channel, answer.text)
        return answer

    # -- buttons

    def presses(self, message: SlackMessage, button: str | dict[str, Any], value: Any = None, *, times: int = 1) -> Any:
        """Press what has this action_id or label, or a button of it kept from `message.buttons` before it changed.

        `value` tells buttons with the same action_id apart; with a menu it is what to choose. A confirm dialog is
        agreed to.
        """
        assert not message.is_deleted, "the message was deleted"
        assert message.seen_by in (None, self.user), "somebody else sees this message"
        element = button if isinstance(button, dict) else _found(message.buttons, button, value)
        peer = self.peer
        container: dict[str, Any] = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        container |= {"is_ephemeral": message.seen_by is not None}
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        payload = self._interaction("block_actions") | {
            "container": container,
            "channel": {"id": message.channel, "name": peer.channels[message.channel].name},
            "response_url": peer.new_response_url(self.user, message.channel, message),
            "state": {"values": states(message.buttons, {})},
            "actions": [self._action(element, value)],
        }
        if message.seen_by is None:  # Slack keeps no ephemeral message, so it can't tell of it
            payload["message"] = peer.told(message)
        return self._send("interactive", payload, times)

    def presses_in(
        self,
        view: SlackView,
        button: str | dict[str, Any],
        value: Any = None,
        *,
        typed: dict[str, Any] | None = None,
        times: int = 1,
    ) -> Any:
        """Press, choose or enter something in a modal, after `typed` was put into its inputs."""
        self._sees(view)
        typed_into(view, typed or {})
        element = button if isinstance(button, dict) else _found(view.buttons, button, value)
        if value is not None and element["type"] != "button":
            typed_into(view, {element["block_id"]: {element["action_id"]: value}})
        payload = self._interaction("block_actions", view) | {
            "container": {"type": "view", "view_id": view.id},
            "view": self._told(view),
            "actions": [self._action(element, value)],
        }
        return self._send("interactive", payload, times)

    def submits(self, view: SlackView, typed: dict[str, Any] | None = None, *, times: int = 1) -> Any:
        """Send a modal, with what is put in by {block_id: {action_id: value}} or {action_id: value}.

        A menu's value is the chosen option's `value`, checkboxes' a list of them. What the app answers happens to the
        modal: `errors` are kept in `view.errors`, otherwise it is changed, covered or gone.
        """
        self._sees(view)
        assert view.view["submit"], "this modal has nothing to send it with"
        typed_into(view, typed or {})
        states(view.buttons, view.typed, view.view["blocks"])
        payload = self._interaction("view_submission", view) | {"view": self._told(view), "response_urls": []}
        answer = self._send("interactive", payload, times)
        if answer is not None and answer.status_code == 200:
            self._answered(view, answer.text)
        return answer

    def closes(self, view: SlackView, *, times: int = 1) -> Any:
        """Close a modal with its cross; the app hears of it when it asked to."""
        self._sees(view)
        with self.peer.lock:
            del view.stack[0 if view.view["clear_on_close"] else -1 :]
        if not view.view["notify_on_close"]:
            return None
        payload = self._interaction("view_closed", view) | {"view": self._told(view), "is_cleared": False}
        del payload["trigger_id"]
        return self._send("interactive", payload, times)

    # -- what is sent

    def _interaction(self, kind: str, view: SlackView | None = None) -> dict[str, Any]:
        peer = self.peer
        return {
            "type": kind,
            "team": {"id": peer.team_id, "domain": "madoguchi"},
            "user": {
                "id": self.user,
                "username": self.user.lower(),
                "name": self.user.lower(),
                "team_id": peer.team_id,
            },
            "api_app_id": peer.app_id,
            "token": "verification-token",
            "trigger_id": peer.new_trigger(self.user, view.id if view else None),
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _action(self, element: dict[str, Any], value: Any) -> dict[str, Any]:
        told = {name: element[name] for name in ("type", "action_id", "block_id")}
        if element["type"] == "button":
            told |= {name: element[name] for name in ("text", "value", "style") if name in element}
        else:
            told |= chosen_in(element, value)
        return told | {"action_ts": self.peer.next_ts()}

    def _told(self, view: SlackView) -> dict[str, Any]:
        return view.view | {"state": {"values": states(view.buttons, view.typed)}}

    def _event(self, event: dict[str, Any], times: int) -> Any:
        return self._send("events_api", self.peer.envelope(event), times)

    def _about(self, about: SlackMessage, subtype: str, **more: Any) -> dict[str, Any]:
        event = self.peer.event_of(about)
        place = {name: event[name] for name in ("type", "channel", "channel_type")}
        ts = self.peer.next_ts()
        return place | {"subtype": subtype, "hidden": True, "ts": ts, "event_ts": ts} | more

    def _send(self, kind: str, payload: dict[str, Any], times: int) -> Any:
        answers = [self._send_once(kind, payload, attempt) for attempt in range(times)]
        return answers[0]

    def _send_once(self, kind: str, payload: dict[str, Any], retry: int) -> Any:
        peer = self.peer
        body = _body(kind, payload)
        # Slack signs every attempt anew.
        headers = peer.signed(body, peer.signing_time() + retry, retry)
        began, answer, problem = time.monotonic(), None, ""
        try:
            if peer.over_socket:
                peer.wait_for(lambda: peer.sockets.open)
                answer = SocketAnswer(peer.sockets.sends(kind, payload, retry, ANSWER_SECONDS))
            else:
                answer = self._deliver(peer.path, body, headers)
        except TimeoutError:
            problem = "was not acknowledged"
        seconds = time.monotonic() - began
        status = answer.status_code if answer is not None else None
        text = answer.text if answer is not None else ""
        peer.deliveries.append(Delivery(kind, payload, headers, status, text, seconds))
        if not problem and status != 200:
            problem = f"was answered with {status}: {text[:300]}"
        if not problem and seconds > ANSWER_SECONDS:
            problem = f"was answered after {seconds:.1f} s"
        if problem:
            peer.complaints.append(f"{kind} {_name(payload)} of {self.user} {problem}")
        peer.changed()
        return answer

    # -- what is shown

    def _keep(self, channel: Channel, text: str, thread_ts: str | None) -> SlackMessage:
        assert self.user not in channel.outsiders, "not in this channel"
        with self.peer.lock:
            assert thread_ts is None or channel.find(thread_ts), "no such thread"
            message = SlackMessage(self.peer.next_ts(), channel.id, self.user, text, [], thread_ts, is_from_app=False)
            channel.messages.append(message)
        return message

    def _own(self, message: SlackMessage) -> SlackMessage:
        assert message.user == self.user, "somebody else's message"
        return message

    def _sees(self, view: SlackView) -> None:
        assert view.user == self.user, "somebody else's modal"
        assert view.stack[-1:] == [view.id], "this modal is closed, or another one covers it"

    def _answered(self, view: SlackView, text: str) -> None:
        try:
            with self.peer.lock:
                answered(self.peer, view, json.loads(text) if text else {})
        except (Refused, ValueError) as error:
            problems = getattr(error, "problems", [])
            self.peer.complaints.append(f"the answer to modal {view.title} can't be shown: {error!r} {problems}")

    def _shown_at_once(self, channel: str, text: str) -> None:
        try:
            args = json.loads(text)
        except ValueError:
            args = {"text": text}
        try:
            with self.peer.lock:
                whisper(self.peer, channel, self.user, *content(args))
        except Refused as refused:
            self.peer.complaints.append(f"the answer to a command can't be shown: {refused} {refused.problems}")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_sent(typed: str) -> str:
    """What Slack's client makes of typed words: escapes, and e-mail and web addresses as links; mentions stay."""
    parts = MENTION.split(typed)
    return "".join(part if number % 2 else _linked(part) for number, part in enumerate(parts))


def _linked(text: str) -> str:
    text = LINK.sub(lambda found: f"<{found.group()}>", escaped(text))
    return ADDRESS.sub(lambda found: f"<mailto:{found.group()}|{found.group()}>", text)


def _body(kind: str, payload: dict[str, Any]) -> bytes:
    if kind == "events_api":
        return json.dumps(payload, ensure_ascii=False).encode()
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload, ensure_ascii=False)}
    return urlencode(form).encode()


def _name(payload: dict[str, Any]) -> str:
    event, actions = payload.get("event", {}), payload.get("actions", [{}])
    named = event.get("type") or payload.get("command") or payload.get("type")
    return f"{named} {actions[0].get('action_id', '')}".strip()


def _found(elements: list[dict[str, Any]], name: str, value: Any) -> dict[str, Any]:
    found = [element for element in elements if name in (element["action_id"], element.get("text", {}).get("text"))]
    if value is not None:
        found = [one for one in found if one["type"] != "button" or one.get("value") == value]
    known = [(element["action_id"], element.get("text", {}).get("text")) for element in elements]
    assert len(found) == 1, f"{len(found)} things to press named {name!r} among {known}"
    return found[0]
