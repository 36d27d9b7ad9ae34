"""The fake Slack takes the Block Kit that Slack takes, and no more."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.backend.slack.peer import DESK, SlackPeer
from tests.backend.slack.peer_itself.shapes import (
    CHECKS,
    CONFIRM,
    KIMURA,
    actions,
    asks,
    button,
    entry,
    modal,
    mrkdwn,
    options,
    plain,
    refused,
    section,
    select,
)

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
