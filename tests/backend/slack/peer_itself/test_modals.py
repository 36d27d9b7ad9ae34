"""Modals of the fake Slack: triggers, inputs as Slack's client lets one fill them in, and what an app answers."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient

from backend.core.clock import FixedClock
from tests.backend.slack.peer import SlackPeer, Staff
from tests.backend.slack.peer_itself.shapes import (
    CHECKS,
    KIMURA,
    FakeApp,
    actions,
    asks,
    button,
    entry,
    modal,
    plain,
    refused,
    section,
)


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
