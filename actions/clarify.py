"""conversation/clarify and conversation/out_of_scope: what to say when it is not clear, or not ours."""

from rasa_sdk import Tracker

from actions.base import Outcome, WishAction
from actions.handoff import CONTACT_POINTS
from actions.message import candidates_of
from actions.reply import Choice, Reply
from actions.topics import topics

_UNCLEAR = ("conversation_clarify", "conversation_out_of_scope")
_PERSON = Choice("担当者に相談する", "conversation/handoff")
# More are not read; the interface allows no more either.
MOST_CHOICES = 4


class ActionClarify(WishAction):
    """Asks which of the likely subjects is meant."""

    leaves_form = False

    def name(self) -> str:
        """As the domain lists it."""
        return "action_clarify"

    async def answer(self, tracker: Tracker) -> Outcome:
        """The likely subjects, or the main ones where nothing is likelier."""
        choices = topics().choices(candidates_of(tracker) or topics().main)
        text = "どの件についてのご質問でしょうか。近いものをお選びいただくか、もう少しくわしくお聞かせください。"
        return Outcome(_unclear("conversation/clarify", text, choices, tracker))


class ActionOutOfScope(WishAction):
    """Says honestly that it is not ours to answer."""

    leaves_form = False

    def name(self) -> str:
        """As the domain lists it."""
        return "action_out_of_scope"

    async def answer(self, tracker: Tracker) -> Outcome:
        """What this chat is for, the contact points of the shop, and subjects it may have been about after all."""
        choices = topics().choices(candidates_of(tracker))
        text = (
            "申し訳ありません。こちらではお答えできない内容のようです。\n"
            "このチャットでは、オンラインショップの会員情報、ご注文、ご契約、お支払いについてご案内しています。\n"
            f"ショップについてのそのほかのお問い合わせは、次の窓口で承っています。\n{CONTACT_POINTS}"
        )
        if choices:
            text += "\n\nもしかして、次のことをお尋ねでしょうか。"
        return Outcome(_unclear("conversation/out_of_scope", text, choices, tracker))


def _unclear(topic: str, text: str, choices: tuple[Choice, ...], tracker: Tracker) -> Reply:
    """The second time in a row, a person is offered as well."""
    if not _unclear_before(tracker):
        return Reply(topic, text, choices[:MOST_CHOICES])
    return Reply(topic, text, (*choices[: MOST_CHOICES - 1], _PERSON))


def _unclear_before(tracker: Tracker) -> bool:
    intents = [_intent(event) for event in tracker.events if event.get("event") == "user"]
    return len(intents) > 1 and intents[-2] in _UNCLEAR


def _intent(event: dict[str, dict[str, dict[str, str]]]) -> str | None:
    return ((event.get("parse_data") or {}).get("intent") or {}).get("name")
