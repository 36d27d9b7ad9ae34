"""account/unlock: open a ticket for staff to unlock an account."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.backend import backend
from actions.base import Outcome
from actions.login_form import (
    SLOT,
    UNSURE,
    AskLoginId,
    LoginTask,
    LoginTaskAction,
    LoginTaskSubmit,
    ValidateLoginForm,
    named_login_id,
)
from actions.message import entity_of
from actions.own_lock import OTHER, OWN, OwnLockLookUp
from actions.reply import Reply
from actions.unlock_reply import TOPIC, requested

_OWN_LOCK = OwnLockLookUp()
_NO_FORM = [SlotSet(SLOT, None), SlotSet(UNSURE, None), SlotSet("open_form", None), SlotSet("last_login_task", None)]


class Unlock(LoginTask):
    """A ticket is opened for every id; only staff see whether it exists and is locked."""

    key = "unlock"
    topic = TOPIC
    near_intents = frozenset({"faq_account_locked"})

    async def done_for(self, reference: str, login_id: str) -> Reply:
        """Open the ticket."""
        return requested(await backend().request_unlock(reference, login_id))


UNLOCK = Unlock()


class ActionUnlock(LoginTaskAction):
    """Unlock my account."""

    task = UNLOCK

    async def answer(self, tracker: Tracker) -> Outcome:
        """A member who is known hears what is so; the form is for everybody else, and for another login id."""
        mode = entity_of(tracker, "mode")
        if mode == OTHER or named_login_id(tracker):
            return await super().answer(tracker)
        wish = _OWN_LOCK.wish(tracker)
        if mode == OWN:
            looked_up = await _OWN_LOCK.outcome(tracker.sender_id, wish)
            return Outcome(looked_up.reply, [*looked_up.events, *_NO_FORM])
        told = await _OWN_LOCK.found(backend(), tracker.sender_id, wish)
        return Outcome(told, [*_NO_FORM]) if told else await super().answer(tracker)


class ActionUnlockSubmit(LoginTaskSubmit):
    """After the form."""

    task = UNLOCK


class ValidateUnlockForm(ValidateLoginForm):
    """In the form."""

    task = UNLOCK


class AskUnlockLoginId(AskLoginId):
    """The form's question."""

    task = UNLOCK
