"""「もっと簡単に言って」: where the switch to やさしい日本語 is."""

from rasa_sdk import Tracker

from actions.base import Outcome, WishAction
from actions.misses import PERSON
from actions.reply import Choice, Reply
from actions.wording import is_easy

TOPIC = "conversation/bot_challenge"

# Somebody who asks for it is told in easy words even while the switch is off.
_SWITCH = (
    "わかりにくくて、すみません。\n"
    "このチャットは、やさしい日本語（にほんご）でも答（こた）えることができます。\n"
    "チャットの上（うえ）にある「やさしい日本語」（やさしいにほんご）を押（お）してください。\n"
    "そのあとで、もう一度（いちど）聞（き）いてください。"
)
_ALREADY = (
    "わかりにくくて、すみません。\n"
    "今（いま）は、やさしい日本語（にほんご）で答（こた）えています。\n"
    "わからないところを、教（おし）えてください。\n"
    "人（ひと）に相談（そうだん）することもできます。"
)


class ActionPlainer(WishAction):
    """Says where plainer answers are to be had."""

    leaves_form = False

    def name(self) -> str:
        """As the domain lists it."""
        return "action_plainer"

    async def answer(self, tracker: Tracker) -> Outcome:
        """To somebody who has them already: a person, who can explain."""
        text = _ALREADY if is_easy(tracker) else _SWITCH
        return Outcome(Reply(TOPIC, text, (PERSON, Choice("ご用件を選ぶ", "conversation/clarify"))))
