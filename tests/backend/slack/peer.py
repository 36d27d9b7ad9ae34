"""A Slack of the tests' own: its Web API, its requests, its Socket Mode, over real HTTP, with Slack's own checks.

    with serving(SlackPeer(clock)) as peer:
        staff = peer.staff("U0KIMURA", deliver)

Tests read and change it from their own thread; its server runs in another. `lock` guards all state.
"""

import hashlib
import hmac
import itertools
import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from backend.core.clock import Clock
from tests.backend.slack.records import Call, Delivery, RateLimits, ResponseUrl, Trigger
from tests.backend.slack.server import Sockets, serving
from tests.backend.slack.sights import Channel, SlackMessage, SlackView, User
from tests.backend.slack.staff_in_slack import Deliver, Staff

__all__ = ["DESK", "Channel", "SlackMessage", "SlackPeer", "SlackView", "Staff", "serving"]

T = TypeVar("T")
DESK = "C0DESK01"


class SlackPeer:
    """`clock`: time of ts, triggers, rate limits and response URLs; a callable gives seconds since 1970.

    Signatures are made by the computer's own time, as verifiers look at that one; `signs_at` sets another.
    """

    bot_token = "xoxb-of-the-tests"
    app_token = "xapp-of-the-tests"
    signing_secret = "8f742231b10e8888abcd99yyyzzz85a5"
    team_id, app_id = "T0MADOGUCHI", "A0MADOGUCHI"
    bot_user_id, bot_id = "U0BOT", "B0BOT"

    def __init__(
        self, clock: Clock | Callable[[], float] | None = None, *, signs_at: Callable[[], float] = time.time
    ) -> None:
        self._clock, self._signs_at = clock, signs_at
        self.origin = ""
        self.path = "/slack/events"  # of the app, for all that Slack sends
        self.lock = threading.Condition(threading.RLock())
        self.changes = 0
        self.channels: dict[str, Channel] = {}
        self.users: dict[str, User] = {}
        self.views: dict[str, SlackView] = {}
        self.stacks: dict[str, list[str]] = defaultdict(list)
        self.calls: list[Call] = []
        self.deliveries: list[Delivery] = []
        self.complaints: list[str] = []
        self.scopes: set[str] | None = None  # None: the app has all of them
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.private: list[SlackMessage] = []  # ephemeral messages
        self.limits = RateLimits()
        self.over_socket = False
        self.sockets = Sockets()
        self.down_status: int | None = None
        self.refusals: dict[str, list[str]] = defaultdict(list)
        self._serial = itertools.count(1)
        self._newest = 0
        self.add_channel(DESK, "desk")

    # -- what tests set

    def add_channel(self, id: str, name: str, is_member: bool = True) -> Channel:
        with self.lock:
            self.channels[id] = Channel(id, name, is_member)
            return self.channels[id]

    def add_user(self, id: str, real_name: str, email: str | None = None) -> User:
        """Somebody of the workspace, who is in every channel but those whose `outsiders` name them."""
        with self.lock:
            self.users[id] = User(id, real_name, email)
            return self.users[id]

    def staff(self, user: str, deliver: Deliver) -> Staff:
        """Somebody who sits in Slack; what they do gets to the app through `deliver`, or over the socket."""
        if user not in self.users:
            self.add_user(user, user.removeprefix("U0").capitalize())
        return Staff(self, user, deliver)

    def down(self, status: int = 503) -> None:
        """Every call is answered with this status, until `up`."""
        self.down_status = status

    def up(self) -> None:
        self.down_status = None

    def refuses(self, method: str, error: str, times: int = 1) -> None:
        self.refusals[method] += [error] * times

    def limits_rate(self, on: bool = True, retry_after: int | None = None) -> None:
        """One chat.postMessage a second and channel. `retry_after`: so long nothing more, once there were too many."""
        self.limits = RateLimits(on, retry_after)

    # -- what tests look at

    @property
    def api_url(self) -> str:
        return f"{self.origin}/api/"

    def messages(self, channel: str = DESK) -> list[SlackMessage]:
        """All of a channel in order of ts: threads and what was deleted too, but nothing ephemeral."""
        with self.lock:
            return sorted(self.channels[channel].messages, key=lambda message: message.ts)

    def thread(self, channel: str, ts: str) -> list[SlackMessage]:
        """The answers to a message, without itself."""
        return [message for message in self.messages(channel) if message.thread_ts == ts]

    def direct(self, user: str) -> list[SlackMessage]:
        """What the app and this person told each other directly."""
        with self.lock:
            return self.messages(self.direct_channel(user).id)

    def ephemerals(self, user: str) -> list[SlackMessage]:
        with self.lock:
            return [message for message in self.private if message.seen_by == user]

    def top_view(self, user: str) -> SlackView | None:
        """The modal that somebody has before them."""
        with self.lock:
            stack = self.stacks[user]
            return self.views[stack[-1]] if stack else None

    def count(self, method: str) -> int:
        """How many calls of it succeeded."""
        with self.lock:
            return Counter(call.method for call in self.calls if call.answer.get("ok"))[method]

    def wait_for(self, condition: Callable[[], T], timeout: float = 10) -> T:
        """Its first true value. Looks at each call of the API, and now and then for what isn't seen here."""
        deadline = time.monotonic() + timeout
        while True:
            seen = self.changes
            if value := condition():
                return value
            left = deadline - time.monotonic()
            if left <= 0:
                last = "\n".join(
                    f"{call.method} {call.args} -> {call.status} {call.answer}" for call in self.calls[-8:]
                )
                raise AssertionError(f"never came true; the last calls:\n{last}\ncomplaints: {self.complaints}")
            self._await_change(seen, min(left, 0.1))

    def _await_change(self, seen: int, timeout: float) -> None:
        with self.lock:
            self.lock.wait_for(lambda: self.changes != seen, timeout)

    def assert_content(self) -> None:
        """Everything that Slack sent was answered as Slack demands."""
        assert not self.complaints, "\n".join(self.complaints)

    # -- what Slack sends

    def signed(
        self, body: bytes, at: int | None = None, retry: int = 0, reason: str = "http_timeout"
    ) -> dict[str, str]:
        """Headers of a request with this body. A JSON body is told from a form by its first sign."""
        timestamp = str(int(self._signs_at()) if at is None else at)
        digest = hmac.new(self.signing_secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
        kind = "application/json" if body.startswith(b"{") else "application/x-www-form-urlencoded"
        headers = {
            "Content-Type": kind,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": f"v0={digest.hexdigest()}",
        }
        return headers | ({"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason} if retry else {})

    def signing_time(self) -> int:
        return int(self._signs_at())

    def envelope(
        self, event: dict[str, Any], event_id: str | None = None, team_id: str | None = None
    ) -> dict[str, Any]:
        """An event as the Events API sends it."""
        team = team_id or self.team_id
        bot = {"team_id": team, "user_id": self.bot_user_id, "is_bot": True, "is_enterprise_install": False}
        return {
            "token": "verification-token",
            "team_id": team,
            "api_app_id": self.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id or f"Ev{next(self._serial):08d}",
            "event_time": int(self.now()),
            "authorizations": [{"enterprise_id": None} | bot],
            "is_ext_shared_channel": False,
            "event_context": f"4-{next(self._serial)}",
        }

    def event_body(self, event: dict[str, Any], event_id: str | None = None, team_id: str | None = None) -> bytes:
        return json.dumps(self.envelope(event, event_id, team_id), ensure_ascii=False).encode()

    def event_of(self, message: SlackMessage) -> dict[str, Any]:
        """The `message` event that Slack sends of it: of the app's own messages too, which then bear a bot_id."""
        channel = self.channels[message.channel]
        event = {"type": "message", "channel": channel.id, "event_ts": message.ts, "team": self.team_id}
        event |= {"channel_type": "im" if channel.with_user else "channel"} | self.told(message)
        return event | ({} if message.is_from_app else {"client_msg_id": f"client-{message.ts}"})

    # -- for the parts of the peer

    def now(self) -> float:
        if self._clock is None:
            return time.time()
        return self._clock() if callable(self._clock) else self._clock.now().timestamp()

    def next_ts(self) -> str:
        """The time now in microseconds, but never one that there was already."""
        with self.lock:
            self._newest = max(self._newest + 1, int(self.now() * 1_000_000))
            return f"{self._newest // 1_000_000}.{self._newest % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._serial):08d}"

    def new_trigger(self, user: str, view: str | None = None) -> str:
        number = next(self._serial)
        name = f"{number}.{number:012d}.{hashlib.sha256(str(number).encode()).hexdigest()[:32]}"
        self.triggers[name] = Trigger(user, self.now(), view)
        return name

    def new_response_url(self, user: str, channel: str, message: SlackMessage | None) -> str:
        name = f"/response/{self.team_id}/{next(self._serial)}"
        self.response_urls[name] = ResponseUrl(user, channel, self.now(), message)
        return self.origin + name

    def direct_channel(self, user: str) -> Channel:
        id = f"D{user[1:]}"
        if id not in self.channels:
            self.channels[id] = Channel(id, "directmessage", with_user=user)
        return self.channels[id]

    def with_ids(self, blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Blocks as they are kept: Slack names what the app left without a name."""
        kept: list[dict[str, Any]] = json.loads(json.dumps(blocks))
        for block in kept:
            block.setdefault("block_id", self.new_id("b"))
            for element in [*block.get("elements", []), block.get("element"), block.get("accessory")]:
                if element and element["type"] not in ("image", "mrkdwn", "plain_text"):
                    element.setdefault("action_id", self.new_id("a"))
        return kept

    def told(self, message: SlackMessage) -> dict[str, Any]:
        """A message as it stands in payloads and answers."""
        told: dict[str, Any] = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
        told |= {"team": self.team_id, "blocks": message.blocks}
        if message.is_from_app:
            told |= {"bot_id": self.bot_id, "app_id": self.app_id}
        if message.thread_ts:
            told |= {"thread_ts": message.thread_ts}
        if message.edits:
            told |= {"edited": {"user": message.user, "ts": message.ts}}
        return told

    def noted(self, call: Call) -> None:
        with self.lock:
            self.calls.append(call)
            self.changed()

    def changed(self) -> None:
        with self.lock:
            self.changes += 1
            self.lock.notify_all()
