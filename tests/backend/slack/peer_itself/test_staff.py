"""What somebody does in the fake Slack reaches an app as Slack sends it: signed requests, buttons, Socket Mode."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from slack_bolt import Ack, App, BoltRequest
from slack_sdk import WebClient
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient

from backend.core.clock import FixedClock
from tests.backend.slack.peer import DESK, SlackPeer, Staff
from tests.backend.slack.peer_itself.shapes import (
    KIMURA,
    FakeApp,
    actions,
    button,
    modal,
    options,
    payload_of,
    section,
    select,
)


def test_signs_as_the_sdk_demands(peer: SlackPeer, app: FakeApp, kimura: Staff) -> None:
    kimura.commands("/madoguchi", "help")
    kimura.posts(DESK, "こんにちは")
    verifier = SignatureVerifier(peer.signing_secret)
    for path, body, headers in app.requests:
        assert path == "/slack/events"
        assert verifier.is_valid_request(body, headers)
        assert not verifier.is_valid_request(body + b" ", headers)
    late = peer.signed(b"{}", at=peer.signing_time() - 301)
    assert not verifier.is_valid_request(b"{}", late)
    assert SignatureVerifier(peer.signing_secret, _At(peer.signing_time() - 301)).is_valid_request(b"{}", late)


class _At(SignatureClock):
    def __init__(self, now: float) -> None:
        self._now = now

    def now(self) -> float:
        return self._now


def test_sends_events_again_with_the_same_id(peer: SlackPeer, app: FakeApp, kimura: Staff) -> None:
    kimura.mentions(DESK, "ORD-1 の状況は? <b> tanaka@example.jp", times=3)
    told = [payload_of(body) for _, body, _ in app.requests]
    assert [one["event"]["type"] for one in told] == ["message"] * 3 + ["app_mention"] * 3
    assert len({one["event_id"] for one in told[:3]}) == 1
    assert len({one["event_id"] for one in told}) == 2
    assert [headers.get("X-Slack-Retry-Num") for *_, headers in app.requests[:3]] == [None, "1", "2"]
    assert len({headers["X-Slack-Signature"] for *_, headers in app.requests[:3]}) == 3
    text = told[0]["event"]["text"]
    assert text == f"<@{peer.bot_user_id}> ORD-1 の状況は? &lt;b&gt; <mailto:tanaka@example.jp|tanaka@example.jp>"


def test_tells_only_of_channels_the_app_is_in(peer: SlackPeer, app: FakeApp, kimura: Staff) -> None:
    peer.add_channel("C0OTHER", "other", is_member=False)
    kimura.posts("C0OTHER", "内輪の話")
    assert app.requests == []
    root = kimura.posts(DESK, "話題")
    line = kimura.posts(DESK, "返事", thread_ts=root.ts)
    assert app.payload["event"]["thread_ts"] == root.ts
    kimura.edits(line, "返事です")
    assert app.payload["event"]["subtype"] == "message_changed"
    assert app.payload["event"]["previous_message"]["text"] == "返事"
    kimura.deletes(line)
    assert app.payload["event"]["deleted_ts"] == line.ts
    kimura.tells("こんにちは")
    assert app.payload["event"]["channel_type"] == "im"
    assert [message.text for message in peer.direct(KIMURA)] == ["こんにちは"]


def test_presses_only_buttons_that_are_there(peer: SlackPeer, web: WebClient, app: FakeApp, kimura: Staff) -> None:
    web.chat_postMessage(channel=DESK, text="通知", blocks=[actions(button(), select(options=options(2)))])
    message = peer.messages()[0]
    kimura.presses(message, "担当する")
    assert app.payload["actions"][0]["value"] == "h1"
    assert app.payload["message"]["ts"] == app.payload["container"]["message_ts"] == message.ts
    kimura.presses(message, "pick", "1")
    assert app.payload["actions"][0]["selected_option"]["value"] == "1"
    for name, value in (("終了する", None), ("pick", "7"), ("claim", "h2")):
        with pytest.raises(AssertionError):
            kimura.presses(message, name, value)
    stale = message.buttons[0]
    web.chat_update(channel=DESK, ts=message.ts, text="済", blocks=[])
    kimura.presses(message, stale)
    assert app.payload["actions"][0]["action_id"] == "claim"


def test_response_urls_work_five_times_in_half_an_hour(
    peer: SlackPeer, web: WebClient, app: FakeApp, kimura: Staff, clock: FixedClock
) -> None:
    web.chat_postMessage(channel=DESK, text="通知", blocks=[actions(button())])
    message = peer.messages()[0]
    kimura.presses(message, "claim")
    respond = WebhookClient(app.payload["response_url"])
    assert respond.send(text="あなたに").status_code == 200
    assert [one.text for one in peer.ephemerals(KIMURA)] == ["あなたに"]
    assert respond.send(text="差し替え", replace_original=True).status_code == 200
    assert (message.text, message.buttons) == ("差し替え", [])
    assert respond.send(text="皆に", response_type="in_channel").status_code == 200
    assert peer.messages()[1].text == "皆に"
    assert respond.send(text="a", blocks=[{"type": "banner"}]).status_code == 400
    assert respond.send(delete_original=True).status_code == 200
    assert message.is_deleted
    assert (respond.send(text="六度目").status_code, peer.calls[-1].error) == (404, "used_url")
    kimura.commands("/madoguchi", "a<b")
    assert app.payload["text"] == "a&lt;b"
    late = WebhookClient(app.payload["response_url"])
    clock.advance(timedelta(minutes=30))
    assert (late.send(text="遅い").status_code, peer.calls[-1].error) == (404, "expired_url")


def test_shows_what_a_command_is_answered_with(peer: SlackPeer, app: FakeApp, kimura: Staff) -> None:
    app.answer = lambda payload: {"text": "使い方"}
    kimura.commands("/madoguchi", "help")
    assert [message.text for message in peer.ephemerals(KIMURA)] == ["使い方"]
    peer.assert_content()


def test_complains_of_bad_answers(peer: SlackPeer, app: FakeApp, kimura: Staff) -> None:
    app.status = 500
    kimura.posts(DESK, "こんにちは")
    with pytest.raises(AssertionError, match="answered with 500"):
        peer.assert_content()


def test_speaks_socket_mode(peer: SlackPeer, app: FakeApp, kimura: Staff) -> None:
    heard: list[SocketModeRequest] = []
    peer.over_socket = True

    async def listener(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        heard.append(request)
        payload = {"text": "使い方"} if request.type == "slash_commands" else None
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    async def listens() -> None:
        web = AsyncWebClient(peer.bot_token, base_url=peer.api_url)
        socket = SocketModeClient(peer.app_token, web_client=web)
        socket.socket_mode_request_listeners.append(listener)
        await socket.connect()
        try:
            await asyncio.to_thread(kimura.posts, DESK, "こんにちは", times=2)
            await asyncio.to_thread(peer.sockets.drop)
            await asyncio.to_thread(kimura.commands, "/madoguchi", "help")
        finally:
            await socket.close()

    asyncio.run(listens())
    assert [(request.type, request.retry_attempt) for request in heard] == [
        ("events_api", 0),
        ("events_api", 1),
        ("slash_commands", None),
    ]
    assert peer.count("apps.connections.open") == 2, "it came back after Slack hung up"
    assert [message.text for message in peer.ephemerals(KIMURA)] == ["使い方"]
    assert app.requests == []
    peer.assert_content()
    assert httpx.get(peer.origin + "/link/?ticket=used").status_code == 408


def test_bolt_understands_it(peer: SlackPeer, web: WebClient) -> None:
    heard: list[str] = []
    bolt = App(client=web, signing_secret=peer.signing_secret, process_before_response=True)

    def hear(name: str) -> Callable[..., None]:
        def listener(ack: Ack) -> None:
            ack()
            heard.append(name)

        return listener

    bolt.event("app_mention")(hear("mention"))
    bolt.event("message")(hear("message"))
    bolt.command("/madoguchi")(hear("command"))
    bolt.action("claim")(hear("action"))
    bolt.view("reply")(hear("view"))
    bolt.view_closed("reply")(hear("closed"))

    def deliver(path: str, body: bytes, headers: dict[str, str]) -> Any:
        answer = bolt.dispatch(BoltRequest(body=body.decode(), headers=headers))
        return SimpleNamespace(status_code=answer.status, text=answer.body)

    kimura = peer.staff(KIMURA, deliver)
    web.chat_postMessage(channel=DESK, text="通知", blocks=[actions(button())])
    kimura.presses(peer.messages()[0], "claim")
    kimura.mentions(DESK, "こんにちは")
    kimura.commands("/madoguchi", "help")
    for deed in (kimura.submits, kimura.closes):
        view = modal(section(), callback_id="reply", notify_on_close=True)
        deed(peer.views[web.views_open(trigger_id=peer.new_trigger(KIMURA), view=view)["view"]["id"]])
    assert heard == ["action", "message", "mention", "command", "view", "closed"]
    peer.assert_content()
