"""The fake Slack is only worth as much as its checks: the real SDK against it, good calls and refused ones."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient

from backend.core.clock import FixedClock
from tests.backend.conftest import NOW
from tests.backend.slack.peer import DESK, SlackPeer, Staff, serving

KIMURA, SATO = "U0KIMURA", "U0SATO"


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, **more}


def section(**more: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn("本文"), **more}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain("担当する"), "action_id": "claim", "value": "h1", **more}


def actions(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **more}


def entry(**more: Any) -> dict[str, Any]:
    return {"type": "plain_text_input", "action_id": "text", **more}


def asks(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": "reply", "label": plain("返信"), "element": element, **more}


def options(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"text": plain(f"選択 {number}"), "value": str(number), **more} for number in range(count)]


def select(**more: Any) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "pick", **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    shown = list(blocks) or [asks(entry())]
    return {"type": "modal", "title": plain("会員へ返信"), "submit": plain("送信"), "blocks": shown, **more}


CONFIRM = {"title": plain("終了"), "text": mrkdwn("終えますか。"), "confirm": plain("はい"), "deny": plain("いいえ")}
CHECKS = {"type": "checkboxes", "action_id": "checks", "options": options(3)}


class FakeApp:
    """What stands where the product would: keeps what it was sent and answers what it was told to."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, bytes, dict[str, str]]] = []
        self.answer: Callable[[dict[str, Any]], dict[str, Any] | None] = lambda payload: None
        self.status = 200

    def __call__(self, path: str, body: bytes, headers: dict[str, str]) -> Any:
        self.requests.append((path, body, headers))
        answer = self.answer(self.payload)
        text = "" if answer is None else json.dumps(answer)
        return SimpleNamespace(status_code=self.status, text=text, json=lambda: json.loads(text))

    @property
    def payload(self) -> dict[str, Any]:
        return payload_of(self.requests[-1][1])


def payload_of(body: bytes) -> dict[str, Any]:
    if body.startswith(b"{"):
        return dict(json.loads(body))
    form = {name: values[0] for name, values in parse_qs(body.decode(), strict_parsing=True).items()}
    return dict(json.loads(form["payload"])) if "payload" in form else form


@pytest.fixture(scope="module")
def served() -> Iterator[SlackPeer]:
    """One server for the tables of this module, which leave nothing that others look at."""
    with serving(SlackPeer()) as peer:
        yield peer


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def peer(clock: FixedClock) -> Iterator[SlackPeer]:
    with serving(SlackPeer(clock)) as peer:
        yield peer


@pytest.fixture
def web(peer: SlackPeer) -> WebClient:
    return WebClient(peer.bot_token, base_url=peer.api_url)


@pytest.fixture
def app() -> FakeApp:
    return FakeApp()


@pytest.fixture
def kimura(peer: SlackPeer, app: FakeApp) -> Staff:
    return peer.staff(KIMURA, app)


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


# -- Block Kit

TAKEN = [
    section(),
    section(text=mrkdwn("あ" * 3000)),
    {"type": "section", "fields": [mrkdwn("あ" * 2000)] * 10},
    section(accessory=button(confirm=CONFIRM, style="danger")),
    section(accessory={"type": "image", "image_url": "https://shop.example/a.png", "alt_text": "図"}),
    {"type": "header", "text": plain("あ" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("注", verbatim=True)] * 10},
    actions(*(button(action_id=f"a{number}") for number in range(25))),
    actions(button(text=plain("あ" * 75), value="v" * 2000, action_id="a" * 255, url="https://a/" + "u" * 2990)),
    actions(select(options=options(100), placeholder=plain("あ" * 150))),
    actions({"type": "overflow", "action_id": "more", "options": options(5)}),
    section(accessory=select(option_groups=[{"label": plain("組"), "options": options(2)}])),
]
NOT_TAKEN = [
    ({"type": "banner"}, "unsupported type: banner"),
    ({"text": plain("a")}, "unsupported type: None"),
    (section(text=mrkdwn("あ" * 3001)), "less than 3001"),
    (section(text=mrkdwn("")), "more than 0"),
    (section(text="本文"), "unsupported type"),
    ({"type": "section"}, "text or fields"),
    (section(fields=[mrkdwn("a")] * 11), "no more than 10"),
    (section(fields=[mrkdwn("a" * 2001)]), "less than 2001"),
    (section(colour="red"), "invalid additional property: colour"),
    (section(accessory=entry()), "unsupported type: plain_text_input"),
    (section(block_id="b" * 256), "less than 256"),
    ({"type": "header", "text": plain("a" * 151)}, "less than 151"),
    ({"type": "header", "text": mrkdwn("a")}, "unsupported type: mrkdwn"),
    ({"type": "context", "elements": [mrkdwn("a")] * 11}, "no more than 10"),
    ({"type": "context", "elements": [button()]}, "unsupported type: button"),
    (actions(), "at least 1"),
    (actions(*(button(action_id=f"a{number}") for number in range(26))), "no more than 25"),
    (actions(button(), button()), "action_id"),
    (actions(button(text=plain("a" * 76))), "less than 76"),
    (actions(button(text=mrkdwn("a"))), "unsupported type: mrkdwn"),
    (actions(button(value="v" * 2001)), "less than 2001"),
    (actions(button(url="u" * 3001)), "less than 3001"),
    (actions(button(action_id="a" * 256)), "less than 256"),
    (actions(button(style="default")), "one of primary, danger"),
    (actions(button(confirm=CONFIRM | {"title": plain("a" * 101)})), "less than 101"),
    (actions(button(confirm=CONFIRM | {"text": plain("a" * 301)})), "less than 301"),
    (actions(button(confirm=CONFIRM | {"confirm": plain("a" * 31)})), "less than 31"),
    (actions(button(confirm={"title": plain("a")})), "missing required field: deny"),
    (actions(select(options=options(101))), "no more than 100"),
    (actions(select()), "either options or option_groups"),
    (actions(select(options=[{"text": plain("a" * 76), "value": "v"}])), "less than 76"),
    (actions(select(options=[{"text": plain("a"), "value": "v" * 151}])), "less than 151"),
    (actions(select(options=options(2), initial_option=options(3)[2])), "not among the options"),
    (actions(select(options=options(1), placeholder=plain("a" * 151))), "less than 151"),
    (actions(CHECKS | {"options": options(11)}), "no more than 10"),
    (actions(CHECKS | {"options": options(1, description=plain("a" * 76))}), "less than 76"),
    (asks(entry(max_length=3001)), "from 1 to 3000"),
    (asks(entry(initial_value="a" * 11, max_length=10)), "initial_value"),
    (asks(entry(), label=plain("a" * 2001)), "less than 2001"),
    (asks(entry(), hint=plain("a" * 2001)), "less than 2001"),
    (asks(button()), "unsupported type: button"),
    ({"type": "image", "image_url": "https://shop.example/a.png"}, "missing required field: alt_text"),
]


@pytest.mark.parametrize("block", TAKEN, ids=lambda block: block["type"])
def test_takes_what_slack_takes(served: SlackPeer, block: dict[str, Any]) -> None:
    web = WebClient(served.bot_token, base_url=served.api_url)
    assert web.chat_postMessage(channel=DESK, text="お知らせ", blocks=[block])["ok"]


@pytest.mark.parametrize(("block", "problem"), NOT_TAKEN, ids=[problem for _, problem in NOT_TAKEN])
def test_refuses_what_slack_refuses(served: SlackPeer, block: dict[str, Any], problem: str) -> None:
    web = WebClient(served.bot_token, base_url=served.api_url)
    with pytest.raises(SlackApiError) as caught:
        web.chat_postMessage(channel=DESK, text="お知らせ", blocks=[block])
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert any(problem in line for line in answer["response_metadata"]["messages"])


def test_counts_blocks_and_their_ids(served: SlackPeer) -> None:
    web = WebClient(served.bot_token, base_url=served.api_url)
    assert web.chat_postMessage(channel=DESK, text="a", blocks=[section()] * 50)["ok"]
    assert refused(lambda: web.chat_postMessage(channel=DESK, text="a", blocks=[section()] * 51)) == "invalid_blocks"
    same = [section(block_id="b"), section(block_id="b")]
    assert refused(lambda: web.chat_postMessage(channel=DESK, text="a", blocks=same)) == "invalid_blocks"
    assert refused(lambda: web.chat_postMessage(channel=DESK, text="a", blocks="[")) == "invalid_blocks_format"


VIEWS = [
    (modal(title=plain("a" * 25)), "less than 25"),
    (modal(submit=plain("a" * 25)), "less than 25"),
    (modal(close=plain("a" * 25)), "less than 25"),
    (modal(callback_id="a" * 256), "less than 256"),
    (modal(private_metadata="a" * 3001), "less than 3001"),
    (modal(*[section()] * 101), "no more than 100"),
    (modal(section(block_id="b"), section(block_id="b")), "block_id already exists"),
    ({name: value for name, value in modal().items() if name != "submit"}, "submit"),
    (modal(type="dialog"), "unsupported type: dialog"),
    (modal(asks(entry(focus_on_load=True)), asks(entry(focus_on_load=True), block_id="b")), "focus_on_load"),
]


@pytest.mark.parametrize(("view", "problem"), VIEWS, ids=[problem for _, problem in VIEWS])
def test_refuses_modals_that_slack_refuses(served: SlackPeer, view: dict[str, Any], problem: str) -> None:
    web = WebClient(served.bot_token, base_url=served.api_url)
    trigger = served.new_trigger(KIMURA)
    with pytest.raises(SlackApiError) as caught:
        web.views_open(trigger_id=trigger, view=view)
    assert caught.value.response["error"] == "invalid_arguments"
    assert any(problem in line for line in caught.value.response["response_metadata"]["messages"])
    assert web.views_open(trigger_id=trigger, view=modal())["ok"], "a refused view costs no trigger"


# -- calls

Prepare = Callable[[SlackPeer, WebClient], Any]


def _not_member(peer: SlackPeer) -> None:
    peer.channels[DESK].is_member = False


def _archived(peer: SlackPeer) -> None:
    peer.channels[DESK].is_archived = True


def _nothing(peer: SlackPeer) -> None:
    """As it is."""


REFUSALS: dict[str, tuple[str, Callable[[SlackPeer], None], Callable[[WebClient], Any]]] = {
    "no channel named": (
        "invalid_arguments",
        _nothing,
        lambda web: web.api_call("chat.postMessage", json={"text": "a"}),
    ),
    "no such method": ("unknown_method", _nothing, lambda web: web.api_call("chat.shout")),
    "no words": ("no_text", _nothing, lambda web: web.api_call("chat.postMessage", json={"channel": DESK})),
    "too many words": ("msg_too_long", _nothing, lambda web: web.chat_postMessage(channel=DESK, text="a" * 40_001)),
    "unknown channel": ("channel_not_found", _nothing, lambda web: web.chat_postMessage(channel="C1", text="a")),
    "not invited": ("not_in_channel", _not_member, lambda web: web.chat_postMessage(channel=DESK, text="a")),
    "archived": ("is_archived", _archived, lambda web: web.chat_postMessage(channel=DESK, text="a")),
    "no such thread": (
        "thread_not_found",
        _nothing,
        lambda web: web.chat_postMessage(channel=DESK, text="a", thread_ts="1.000001"),
    ),
    "nothing to change": (
        "message_not_found",
        _nothing,
        lambda web: web.chat_update(channel=DESK, ts="1.000001", text="a"),
    ),
    "unknown person": ("user_not_found", _nothing, lambda web: web.users_info(user="U1")),
    "whispered to nobody": (
        "user_not_in_channel",
        _nothing,
        lambda web: web.chat_postEphemeral(channel=DESK, user="U1", text="a"),
    ),
    "unknown trigger": ("invalid_trigger_id", _nothing, lambda web: web.views_open(trigger_id="1.1.a", view=modal())),
    "no such modal": ("not_found", _nothing, lambda web: web.views_update(view_id="V1", view=modal())),
    "a socket with the bot's token": (
        "not_allowed_token_type",
        _nothing,
        lambda web: web.api_call("apps.connections.open"),
    ),
}


@pytest.mark.parametrize(("error", "prepare", "call"), REFUSALS.values(), ids=list(REFUSALS))
def test_refuses_calls(
    error: str, prepare: Callable[[SlackPeer], None], call: Callable[[WebClient], Any], served: SlackPeer
) -> None:
    served.add_channel(DESK, "desk")
    prepare(served)
    try:
        assert refused(lambda: call(WebClient(served.bot_token, base_url=served.api_url))) == error
        assert served.calls[-1].error == error
    finally:
        served.add_channel(DESK, "desk")


def test_asks_for_a_token_and_for_scopes(served: SlackPeer) -> None:
    assert refused(lambda: WebClient(base_url=served.api_url).auth_test()) == "not_authed"
    assert refused(lambda: WebClient("xoxb-other", base_url=served.api_url).auth_test()) == "invalid_auth"
    web = WebClient(served.bot_token, base_url=served.api_url)
    assert web.auth_test()["user_id"] == served.bot_user_id
    served.scopes = {"commands"}
    try:
        assert refused(lambda: web.chat_postMessage(channel=DESK, text="a")) == "missing_scope"
    finally:
        served.scopes = None


def test_keeps_messages_threads_and_changes(peer: SlackPeer, web: WebClient, kimura: Staff) -> None:
    root = web.chat_postMessage(channel=DESK, text="通知", blocks=[section(), actions(button())])["ts"]
    line = web.chat_postMessage(channel=DESK, text="続き", thread_ts=root)["ts"]
    assert refused(lambda: web.chat_postMessage(channel=DESK, text="a", thread_ts=line)) == "cannot_reply_to_message"
    web.chat_update(channel=DESK, ts=root, text="変更")
    first, second = peer.messages()
    assert (first.text, first.labels, first.edits) == ("変更", ["担当する"], 1), "blocks not named stay"
    web.chat_update(channel=DESK, ts=root, text="変更", blocks=[])
    assert (first.buttons, first.texts) == ([], ["変更"])
    assert peer.thread(DESK, root) == [second]
    assert float(first.ts) < float(second.ts)
    assert [told["ts"] for told in web.conversations_replies(channel=DESK, ts=root)["messages"]] == [root, line]
    assert root.replace(".", "") in web.chat_getPermalink(channel=DESK, message_ts=root)["permalink"]
    web.chat_delete(channel=DESK, ts=line)
    assert second.is_deleted
    assert refused(lambda: web.chat_update(channel=DESK, ts=line, text="a")) == "message_not_found"
    own = kimura.posts(DESK, "人の投稿")
    assert refused(lambda: web.chat_update(channel=DESK, ts=own.ts, text="a")) == "cant_update_message"


def test_tells_what_people_see_and_what_is_live(peer: SlackPeer, web: WebClient) -> None:
    words = "&lt;!channel&gt; &amp; <!here> @channel https://a.example/x <https://b.example|b>"
    web.chat_postMessage(channel=DESK, text="通知", blocks=[section(text=mrkdwn(words)), section(text=plain("<@U1>"))])
    message = peer.messages()[0]
    assert message.texts[0].startswith("<!channel> & ")
    assert message.mentions == ["<!here>", "<https://b.example|b>"]
    assert message.auto_linked == ["@channel", "https://a.example/x"]
    web.chat_postMessage(channel=DESK, text="通知", blocks=[section(text=mrkdwn("@channel", verbatim=True))])
    assert peer.messages()[1].auto_linked == []


def test_whispers_to_one_person(peer: SlackPeer, web: WebClient, kimura: Staff) -> None:
    web.chat_postEphemeral(channel=DESK, user=KIMURA, text="あなただけに")
    assert [message.text for message in peer.ephemerals(KIMURA)] == ["あなただけに"]
    assert peer.messages() == peer.ephemerals(SATO) == []
    peer.channels[DESK].outsiders.add(KIMURA)
    assert refused(lambda: web.chat_postEphemeral(channel=DESK, user=KIMURA, text="a")) == "user_not_in_channel"


def test_limits_the_rate_by_the_clock(peer: SlackPeer, web: WebClient, clock: FixedClock) -> None:
    peer.add_channel("C0OTHER", "other")
    peer.limits_rate()
    web.chat_postMessage(channel=DESK, text="1")
    web.chat_postMessage(channel="C0OTHER", text="1")
    with pytest.raises(SlackApiError) as caught:
        web.chat_postMessage(channel=DESK, text="2")
    answer = caught.value.response
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "1")
    clock.advance(timedelta(seconds=1))
    web.chat_postMessage(channel=DESK, text="2")
    peer.limits_rate(retry_after=30)
    web.chat_postMessage(channel=DESK, text="3")
    assert refused(lambda: web.chat_postMessage(channel=DESK, text="4")) == "ratelimited"
    clock.advance(timedelta(seconds=29))
    assert refused(lambda: web.chat_postMessage(channel=DESK, text="4")) == "ratelimited"
    clock.advance(timedelta(seconds=1))
    web.chat_postMessage(channel=DESK, text="4")
    assert [message.text for message in peer.messages()] == ["1", "2", "3", "4"]


def test_is_down_and_refuses_on_demand(peer: SlackPeer, web: WebClient) -> None:
    peer.down(502)
    with pytest.raises(SlackApiError) as caught:
        web.chat_postMessage(channel=DESK, text="a")
    assert (caught.value.response.status_code, peer.calls[-1].status) == (502, 502)
    peer.up()
    peer.refuses("chat.postMessage", "fatal_error")
    assert refused(lambda: web.chat_postMessage(channel=DESK, text="a")) == "fatal_error"
    assert web.chat_postMessage(channel=DESK, text="a")["ok"]
    assert peer.count("chat.postMessage") == 1


def test_waits_for_calls(peer: SlackPeer, web: WebClient) -> None:
    caller = threading.Thread(target=lambda: web.chat_postMessage(channel=DESK, text="後で"))
    caller.start()
    assert peer.wait_for(peer.messages)[0].text == "後で"
    caller.join()
    with pytest.raises(AssertionError, match=r"chat\.postMessage"):
        peer.wait_for(lambda: False, timeout=0.05)


# -- what Slack sends


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


# -- modals


def test_triggers_live_three_seconds_and_once(
    peer: SlackPeer, web: WebClient, app: FakeApp, kimura: Staff, clock: FixedClock
) -> None:
    kimura.commands("/madoguchi")
    trigger = app.payload["trigger_id"]
    assert refused(lambda: web.views_push(trigger_id=peer.new_trigger(KIMURA), view=modal())) == "not_found"
    web.views_open(trigger_id=trigger, view=modal())
    assert refused(lambda: web.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    kimura.commands("/madoguchi")
    clock.advance(timedelta(seconds=3))
    late = app.payload["trigger_id"]
    assert refused(lambda: web.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"


def test_a_modal_is_filled_in_as_the_client_lets_one(
    peer: SlackPeer, web: WebClient, app: FakeApp, kimura: Staff
) -> None:
    checks = asks(CHECKS, block_id="checks")
    note = asks(entry(action_id="note", max_length=5), block_id="note", optional=True)
    view = modal(asks(entry(initial_value="下書き")), checks, note, private_metadata="h1", callback_id="reply")
    web.views_open(trigger_id=peer.new_trigger(KIMURA), view=view)
    shown = peer.top_view(KIMURA)
    assert shown is not None
    for typed in ({}, {"missing": "a"}, {"checks": ["9"]}, {"checks": ["1"], "note": "長すぎます。"}):
        with pytest.raises(AssertionError):
            kimura.submits(shown, typed)
        shown.typed.clear()
    assert app.requests == []
    app.answer = lambda payload: {"response_action": "errors", "errors": {"reply": "短すぎます。"}}
    kimura.submits(shown, {"checks": {"checks": ["0", "2"]}})
    told = app.payload["view"]
    assert (told["private_metadata"], told["callback_id"], told["hash"]) == ("h1", "reply", shown.hash)
    values = told["state"]["values"]
    assert values["reply"]["text"] == {"type": "plain_text_input", "value": "下書き"}
    assert values["note"]["note"]["value"] is None
    assert [option["value"] for option in values["checks"]["checks"]["selected_options"]] == ["0", "2"]
    assert (shown.errors, shown.is_open) == ({"reply": "短すぎます。"}, True)
    app.answer = lambda payload: None
    kimura.submits(shown, {"text": "お待たせしました。"})
    assert not shown.is_open
    with pytest.raises(AssertionError):
        kimura.submits(shown)
    assert refused(lambda: web.views_update(view_id=shown.id, view=modal())) == "not_found"
    peer.assert_content()


def test_a_modal_is_updated_pushed_and_cleared(peer: SlackPeer, web: WebClient, app: FakeApp, kimura: Staff) -> None:
    preview = actions(button(action_id="preview", text=plain("確認する")))
    opened = web.views_open(trigger_id=peer.new_trigger(KIMURA), view=modal(asks(entry()), preview))["view"]
    shown = peer.views[opened["id"]]
    kimura.presses_in(shown, "preview", typed={"text": "案"})
    assert app.payload["view"]["state"]["values"]["reply"]["text"]["value"] == "案"
    web.views_update(view_id=shown.id, hash=opened["hash"], view=modal(asks(entry()), section(text=plain("見本"))))
    assert refused(lambda: web.views_update(view_id=shown.id, hash=opened["hash"], view=modal())) == "hash_conflict"
    assert (shown.updates, "見本" in shown.texts) == (1, True)
    app.answer = lambda payload: {"response_action": "push", "view": modal(notify_on_close=True)}
    kimura.submits(shown)
    assert app.payload["view"]["state"]["values"]["reply"]["text"]["value"] == "案", "typed words stay"
    above = peer.top_view(KIMURA)
    assert above is not None
    assert above.stack == [shown.id, above.id]
    with pytest.raises(AssertionError):
        kimura.submits(shown, {"text": "下の画面"})
    app.answer = lambda payload: {"response_action": "update", "view": modal(title=plain("確認"))}
    kimura.submits(above, {"text": "案"})
    assert (above.title, above.is_open) == ("確認", True)
    trigger = app.payload["trigger_id"]
    third = peer.views[web.views_push(trigger_id=trigger, view=modal(notify_on_close=True))["view"]["id"]]
    deep = peer.new_trigger(KIMURA, third.id)
    assert refused(lambda: web.views_push(trigger_id=deep, view=modal())) == "push_limit_reached"
    kimura.closes(third)
    assert app.payload["type"] == "view_closed"
    app.answer = lambda payload: {"response_action": "clear"}
    kimura.submits(above, {"text": "案"})
    assert peer.top_view(KIMURA) is None
    peer.assert_content()


def test_complains_of_answers_that_no_modal_can_show(
    peer: SlackPeer, web: WebClient, app: FakeApp, kimura: Staff
) -> None:
    shown = peer.views[web.views_open(trigger_id=peer.new_trigger(KIMURA), view=modal())["view"]["id"]]
    app.answer = lambda payload: {"response_action": "errors", "errors": {"other": "?"}}
    kimura.submits(shown, {"text": "a"})
    app.answer = lambda payload: {"response_action": "update", "view": modal(title=plain("長" * 25))}
    kimura.submits(shown, {"text": "a"})
    assert len(peer.complaints) == 2


# -- Socket Mode


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
