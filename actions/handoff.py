"""conversation/handoff: a person who joins or answers by mail, and where else to ask."""

from rasa_sdk import Tracker

from actions.backend import Json, backend
from actions.base import Outcome, WishAction
from actions.handoff_words import POINTS, SORRY, WITH_AGENT, queued, ticket
from actions.message import text_of
from actions.reply import Choice, Reply
from actions.tickets import opened_card
from actions.wording import NOTHING, Wording
from bot.text.contact_points import asks_for_contact_points
from bot.text.distress import is_outcry
from bot.text.normalise import normalise

TOPIC = "conversation/handoff"
_PERSON = Choice("担当者に相談する", TOPIC)
_SUBJECTS = Choice("ご用件を選ぶ", "conversation/clarify")


class ActionHandoff(WishAction):
    """I would like to talk to a person, or to know where to ask."""

    def name(self) -> str:
        """As the domain lists it."""
        return "action_handoff"

    async def answer(self, tracker: Tracker) -> Outcome:
        """Say what became of the wish, and sorry first to who asks in anger; promise no time.

        Who only asks where to ask is put through to nobody.
        """
        if asks_for_contact_points(text_of(tracker)):
            return Outcome(Reply(TOPIC, POINTS, (_PERSON,)))
        opening = SORRY if is_outcry(normalise(text_of(tracker))) else NOTHING
        return Outcome(_reply(await backend().hand_off(tracker.sender_id), opening))


def _reply(asked: Json, opening: Wording) -> Reply:
    if asked["state"] == "with_agent":
        return Reply(TOPIC, opening + WITH_AGENT, line="handoff_with_agent")
    if asked["state"] == "queued":
        return Reply(TOPIC, opening + queued(asked), (_SUBJECTS,), line="handoff_queued")
    choices = (Choice("依頼の状況を調べる", "account/ticket_status", {"ticket_number": asked["ticket"]}),)
    if asked["needs_address"]:
        return Reply(TOPIC, opening + ticket(asked), choices, opened_card(asked), line="handoff_needs_address")
    return Reply(TOPIC, opening + ticket(asked), choices, opened_card(asked))
