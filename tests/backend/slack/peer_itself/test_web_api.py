"""The fake Slack is only worth as much as its checks: the real SDK against it, good calls and refused ones."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from backend.core.clock import FixedClock
from tests.backend.slack.peer import DESK, SlackPeer, Staff
from tests.backend.slack.peer_itself.shapes import (
    KIMURA,
    SATO,
    actions,
    button,
    modal,
    mrkdwn,
    plain,
    refused,
    section,
)

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
