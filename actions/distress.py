"""Words of somebody in distress, or merely abusive: no subject of the shop, but a person behind them."""

from rasa_sdk import Tracker

from actions.base import Outcome, WishAction
from actions.form_turn import misses
from actions.misses import PERSON
from actions.reply import Choice, Reply
from actions.wording import Wording

TOPIC = "conversation/out_of_scope"

# No number and no hour is named: the FAQ gives none, and a wrong one would do harm.
_DISTRESS = Wording(
    "とてもおつらいお気持ちを書いてくださったのだと受け止めています。\n"
    "ここはショップの自動窓口のため、今必要な助けになることができません。申し訳ありません。\n"
    "どうかお一人で抱え込まず、身近な方や、公的な相談窓口にお話しください。"
    "命の危険を感じるときは、救急や警察に助けを求めてください。\n"
    "このショップの担当者にお伝えになりたいことは、下のボタンから承ります。",
    "とてもつらい気持（きも）ちを書（か）いてくれたのだと思（おも）います。\n"
    "ここはショップの自動（じどう）の窓口（まどぐち）です。今（いま）必要（ひつよう）な助（たす）けになれません。すみません。\n"
    "一人（ひとり）でがまんしないでください。近（ちか）くの人（ひと）や、役所（やくしょ）などの相談窓口（そうだんまどぐち）に話（はな）してください。"
    "命（いのち）があぶないときは、救急（きゅうきゅう）や警察（けいさつ）を呼（よ）んでください。\n"
    "ショップの人（ひと）に伝（つた）えたいことは、下（した）のボタンを押（お）してください。",
)
_ABUSE = Wording(
    "ご不快な思いをさせてしまい、申し訳ありません。\n"
    "どのようなことでお困りでしょうか。内容をお聞かせください。担当者にご相談いただくこともできます。",
    "いやな気持（きも）ちになりましたね。すみません。\n"
    "何（なに）がありましたか。教（おし）えてください。人（ひと）に相談（そうだん）することもできます。",
)
# An open form asks its own question behind this, so that one is enough.
_ABUSE_IN_FORM = Wording(
    "ご不快な思いをさせてしまい、申し訳ありません。\n担当者にご相談いただくこともできます。",
    "いやな気持（きも）ちになりましたね。すみません。\n人（ひと）に相談（そうだん）することもできます。",
)


class ActionDistress(WishAction):
    """Takes it seriously, says that this is no help, and where there is."""

    def name(self) -> str:
        """As the domain lists it."""
        return "action_distress"

    async def answer(self, tracker: Tracker) -> Outcome:
        """Whatever form was open is left: nobody in distress is asked for a login id."""
        return Outcome(Reply(TOPIC, _DISTRESS.for_member(tracker), (PERSON,)))


class ActionAbuse(WishAction):
    """Apologises for the trouble and asks what happened."""

    def name(self) -> str:
        """As the domain lists it."""
        return "action_abuse"

    async def answer(self, tracker: Tracker) -> Outcome:
        """A person first, then the subjects. A form stays open, unless it has got nowhere already."""
        form_stays = bool((tracker.active_loop or {}).get("name")) and not misses(tracker)
        text = (_ABUSE_IN_FORM if form_stays else _ABUSE).for_member(tracker)
        return Outcome(
            Reply(TOPIC, text, (PERSON, Choice("ご用件を選ぶ", "conversation/clarify"))), in_passing=form_stays
        )
