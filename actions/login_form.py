"""The forms that ask for nothing but a login id: sending a password reset, asking for an unlock."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import BackendRefusedError
from actions.base import Event, Outcome, WishAction
from actions.form_turn import (
    FILLED,
    GAVE_UP,
    LEFT,
    REFUSED,
    after_digression,
    answers_form,
    ask,
    end,
    missed,
    misses,
    presses,
    refuses,
    take_up_again,
)
from actions.login_id import (
    agrees,
    declines,
    is_clear,
    is_everyday,
    knows_none,
    login_id_in,
    lone_word,
    reads_like_an_answer,
    whole_answer,
)
from actions.login_request import Wanted, wanted
from actions.login_what_for import what_for
from actions.message import entity_of, intent_of, text_of
from actions.reply import Choice, Reply
from actions.wording import Wording

SLOT = "login_id"
# An id that was better repeated to the member; nothing is done with it until they say yes.
UNSURE = "login_id_unsure"
TOO_MANY = 429
_TOO_MANY_TEXT = Wording(
    "ご依頼が続いたため、新しいご依頼をいったんお受けできません。お急ぎの場合は担当者にご相談ください。",
    "依頼（いらい）が続（つづ）きました。今（いま）は、新（あたら）しい依頼（いらい）を受（う）け付（つ）けることができません。\n"
    "急（いそ）ぐときは、担当者（たんとうしゃ）に相談（そうだん）してください。",
)
_UNDECIDED = {"inform_login_id", "conversation_clarify", "conversation_out_of_scope", "deny_answer"}
_PERSONAL = {"abuse", "distress", "conversation_handoff"}
# Asked for a login id, somebody who says so has none to give; asking on would be deaf.
_FORGOTTEN = "faq_forgot_login_id"
# How a form ends for somebody who said so in words that the NLU makes little of (「わからない」).
_KNOWS_NONE = "knows_none"


class LoginTask(ABC):
    """What is done with a login id."""

    # As in account/<key>, <key>_form and the responses' names.
    key: ClassVar[str]
    topic: ClassVar[str]
    # Subjects so near that a message about them which holds an id is an answer.
    near_intents: ClassVar[frozenset[str]]

    @abstractmethod
    async def done_for(self, reference: str, login_id: str) -> Reply:
        """Do it. The words are the same whether or not the id exists."""

    async def outcome(self, reference: str, login_id: str) -> Outcome:
        """Do it and keep nothing but what was done."""
        try:
            reply = await self.done_for(reference, login_id)
        except BackendRefusedError as refused:
            if refused.status != TOO_MANY:
                raise
            reply = too_many(self.topic)
        emptied = [SlotSet(SLOT, None), SlotSet(UNSURE, None), SlotSet("open_form", None)]
        return Outcome(reply, [*emptied, SlotSet("last_login_task", self.key)])


class LoginTaskAction(WishAction, ABC):
    """Does it at once where the message asks for it and names a clear login id, else asks."""

    @property
    @abstractmethod
    def task(self) -> LoginTask:
        """What is done with the login id."""

    def name(self) -> str:
        """As the domain lists it."""
        return f"action_{self.task.key}"

    async def answer(self, tracker: Tracker) -> Outcome:
        """Act, or ask."""
        login_id, text = named_login_id(tracker), text_of(tracker)
        wish = wanted(text)
        if login_id and wish is Wanted.ASKED and (not text or is_clear(login_id, text)):
            return await self.task.outcome(tracker.sender_id, login_id)
        if login_id and wish is Wanted.UNSAID:
            return Outcome(what_for(login_id), [SlotSet("open_form", None)])
        emptied = [SlotSet(SLOT, None), SlotSet(UNSURE, login_id), SlotSet("form_misses", 0.0)]
        return Outcome(None, [*emptied, SlotSet("open_form", self.task.key)])


class LoginTaskSubmit(Action, ABC):
    """Acts once the form has a login id, or lets go of it kindly."""

    @property
    @abstractmethod
    def task(self) -> LoginTask:
        """What is done with the login id."""

    def name(self) -> str:
        """As the domain lists it."""
        return f"action_{self.task.key}_submit"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:  # noqa: ARG002
        """Speak according to how the form ended; say nothing where another answer has just been given."""
        outcome = tracker.get_slot("form_outcome")
        if outcome == FILLED:
            done = await self.task.outcome(tracker.sender_id, str(tracker.get_slot(SLOT)))
            if done.reply:
                done.reply.send(dispatcher, tracker)
            return done.events
        if outcome == REFUSED:
            dispatcher.utter_message(response=f"utter_{self.task.key}_refused")
        if outcome == GAVE_UP:
            dispatcher.utter_message(response=f"utter_{self.task.key}_gave_up")
        if outcome == _KNOWS_NONE:
            dispatcher.utter_message(response=f"utter_{_FORGOTTEN}")
        return []


class ValidateLoginForm(Action, ABC):
    """Returns no event where the message is none of the form's business: Rasa then lets the rules answer it."""

    @property
    @abstractmethod
    def task(self) -> LoginTask:
        """What is done with the login id."""

    def name(self) -> str:
        """As Rasa derives it from the form's name."""
        return f"validate_{self.task.key}_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:  # noqa: ARG002
        """The login id, or that it is still to be asked for."""
        if not answers_form(tracker):
            if intent_of(tracker) == _FORGOTTEN:
                return end(LEFT)
            return take_up_again(tracker, SLOT) if after_digression(tracker) else ask(SLOT)
        unsure = tracker.get_slot(UNSURE)
        if unsure and agrees(text_of(tracker)):
            return [SlotSet(SLOT, unsure), *end(FILLED)]
        if unsure and declines(text_of(tracker)):
            return [SlotSet(UNSURE, None), *missed(tracker, SLOT)]
        events = self._read(tracker)
        return [SlotSet(UNSURE, None), *events] if unsure and not _asks_whether(events) else events

    def _read(self, tracker: Tracker) -> list[Event]:
        """What an answer to the question for the id comes to."""
        if refuses(tracker):
            return end(REFUSED)
        login_id = self._login_id(tracker)
        text = text_of(tracker)
        if login_id and text and not is_clear(login_id, text):
            return [SlotSet(UNSURE, login_id), *missed(tracker, SLOT)]
        if login_id:
            return [SlotSet(SLOT, login_id), *end(FILLED)]
        if knows_none(text) and not intent_of(tracker).startswith(("faq_", "account_")):
            return end(_KNOWS_NONE)
        return [SlotSet(SLOT, None), *missed(tracker, SLOT)] if self._no_answer(tracker) else []

    def _no_answer(self, tracker: Tracker) -> bool:
        """Whether an answer was tried, or merely 「はい」 said; any other message gets its own answer."""
        intent, text = intent_of(tracker), text_of(tracker)
        if intent in {"inform_login_id", f"account_{self.task.key}"} or presses(tracker):
            return True
        tried = intent in _UNDECIDED and reads_like_an_answer(text) and not tracker.latest_message.get("entities")
        return tried or (bool(text) and is_everyday(text) and not intent.startswith("account_"))

    def _login_id(self, tracker: Tracker) -> str | None:
        """Only from a message that is not plainly about something else."""
        intent, text = intent_of(tracker), text_of(tracker)
        if intent in _UNDECIDED:
            return named_login_id(tracker) or login_id_in(text) or whole_answer(text)
        if intent in {f"account_{self.task.key}", _FORGOTTEN} or intent in self.task.near_intents:
            return named_login_id(tracker) or login_id_in(text)
        # Of a bare word the NLU makes anything; not so of a wish or of somebody who needs a person.
        return None if intent.startswith("account_") or intent in _PERSONAL else lone_word(text)


def too_many(topic: str) -> Reply:
    """A request that is one too many; nothing was done."""
    return Reply(topic, _TOO_MANY_TEXT, (Choice("担当者に相談する", "conversation/handoff"),))


def named_login_id(tracker: Tracker) -> str | None:
    """The login id that the NLU found or a choice carries; not a word that anybody says."""
    named = entity_of(tracker, "login_id")
    return None if named is None or is_everyday(named) else named


def _asks_whether(events: list[Event]) -> bool:
    return any(event.get("name") == UNSURE for event in events)


class AskLoginId(Action, ABC):
    """Asks for the login id, in words that content people keep."""

    @property
    @abstractmethod
    def task(self) -> LoginTask:
        """What is done with the login id."""

    def name(self) -> str:
        """As Rasa derives it from the names of form and slot."""
        return f"action_ask_{self.task.key}_form_{SLOT}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:  # noqa: ARG002
        """Differently the second time, and only offered to somebody who has just been angry."""
        unsure = tracker.get_slot(UNSURE)
        if unsure:
            self._ask_whether(dispatcher, str(unsure))
            return []
        how = "_if_wished" if intent_of(tracker) == "abuse" else "_again" if misses(tracker) else ""
        dispatcher.utter_message(response=f"utter_ask_{self.task.key}_form_{SLOT}{how}")
        return []

    def _ask_whether(self, dispatcher: CollectingDispatcher, login_id: str) -> None:
        """Repeat an id that may be none. No to it asks for the id again."""
        topic = self.task.topic
        choices = (Choice("はい", topic, {SLOT: login_id}), Choice("いいえ", topic))
        dispatcher.utter_message(
            response=f"utter_{self.task.key}_whether",
            json_message={"topic": topic, "choices": [choice.as_json() for choice in choices]},
            **{SLOT: login_id},
        )
