"""A long session is shortened to its state and last turns, and nobody notices."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_compaction import KEPT_TURNS, compact_events, restore, slim

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [faq_x, account_y]
actions: [action_x]
slots:
  a: {type: any, mappings: [{type: custom}]}
  b: {type: any, initial_value: given, mappings: [{type: custom}]}
forms: {reset_form: {required_slots: [a]}}
"""
)
VALUES = st.none() | st.text(max_size=3) | st.lists(st.integers(), max_size=2)
ACTS = st.one_of(
    st.builds(SlotSet, st.sampled_from(["a", "b", "requested_slot"]), VALUES),
    st.sampled_from([ActiveLoop("reset_form"), ActiveLoop(None), ActionExecuted("action_x"), BotUttered("x")]),
)


def start() -> list[Event]:
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def turn(acts: list[Event]) -> list[Event]:
    user = UserUttered("x", {"name": "faq_x", "confidence": 0.9}, [{"entity": "e", "value": "v"}])
    return [user, DefinePrevUserUtteredFeaturization(False), *acts, ActionExecuted("action_listen")]


def tracker_of(events: list[Event]) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("conversation-1", events, DOMAIN.slots)


SESSIONS = st.lists(st.lists(ACTS, max_size=6).map(turn), max_size=20).map(
    lambda turns: [*start(), *(event for each in turns for event in each)]
)


@given(SESSIONS, st.integers(min_value=1, max_value=60))
def test_the_state_is_the_same(events: list[Event], max_events: int) -> None:
    before = tracker_of(events)
    after = tracker_of(restore(slim(e.as_dict()) for e in compact_events(before, DOMAIN, max_events=max_events)))
    assert after.current_slot_values() == before.current_slot_values()
    assert after.active_loop_name == before.active_loop_name
    assert after.latest_message == before.latest_message
    assert after.latest_action_name == before.latest_action_name
    assert after.followup_action == before.followup_action


@given(SESSIONS)
def test_what_the_policies_see_of_the_last_turn_is_the_same(events: list[Event]) -> None:
    before = tracker_of(events)
    after = tracker_of(compact_events(before, DOMAIN, max_events=10))
    last = slice(-3, None)
    assert after.past_states(DOMAIN)[last] == before.past_states(DOMAIN)[last]


@given(SESSIONS)
def test_a_shortened_session_stays_short(events: list[Event]) -> None:
    kept = compact_events(tracker_of(events), DOMAIN, max_events=10)
    turns = [event for event in kept if isinstance(event, UserUttered)]
    assert len(kept) <= 10 or len(turns) <= KEPT_TURNS


@given(SESSIONS)
def test_a_short_session_loses_only_what_the_bot_said(events: list[Event]) -> None:
    kept = compact_events(tracker_of(events), DOMAIN, max_events=1000)
    assert kept == [event for event in events if not isinstance(event, BotUttered)]


def test_old_sessions_are_gone() -> None:
    events = [*start(), *turn([SlotSet("a", "old")]), *start(), *turn([SlotSet("b", "new")])]
    kept = compact_events(tracker_of(events), DOMAIN, max_events=1000)
    assert kept == [*start(), *turn([SlotSet("b", "new")])]


def test_the_models_ids_are_not_kept_but_other_metadata_is() -> None:
    event = SlotSet("a", None, metadata={"model_id": "m", "assistant_id": "x", "why": "w"})
    assert slim(event.as_dict())["metadata"] == {"why": "w"}
    assert restore([slim(event.as_dict())]) == [event]


def test_of_what_turns_kept_for_the_next_only_the_newest_stays() -> None:
    events = [*start(), *turn([]), SlotSet("last_turn", "1"), *turn([]), SlotSet("last_turn", "1")]
    kept = compact_events(tracker_of(events), DOMAIN, max_events=1000)
    assert kept == [*start(), *turn([]), *turn([]), SlotSet("last_turn", "1")]
