"""conversation/clarify: which of the likely subjects is meant, and what to offer where the answer was not it."""

from rasa_sdk import Tracker

from actions.base import Outcome, WishAction
from actions.message import candidates_of, text_of
from actions.misses import PERSON, missed_before, with_person
from actions.reply import Choice, Reply
from actions.topics import topics
from actions.wording import Wording
from bot.last_turn import SLOT, LastTurn
from bot.text.bare import is_yes, names_nothing
from bot.text.denial import denies_all
from bot.text.normalise import normalise

TOPIC = "conversation/clarify"
# More are not read; the interface allows no more either.
MOST_CHOICES = 4
NEXT_CHOICES = 3

_WHICH = Wording(
    "どの件についてのご質問でしょうか。近いものをお選びいただくか、もう少しくわしくお聞かせください。",
    "どのことを知（し）りたいですか。\n近（ちか）いものを選（えら）んでください。もう少（すこ）しくわしく書（か）いてもいいです。",
)
# Of a cry for help or a bare yes nothing is likelier than anything else.
_WHAT = Wording(
    "ご用件をお伺いします。どのようなことでしょうか。\n近いものをお選びいただくか、そのままお書きください。",
    "聞（き）きたいことは何（なん）ですか。\n近（ちか）いものを選（えら）んでください。書（か）いてもいいです。",
)
_ONE_OF = Wording(
    "次の中では、どれが近いでしょうか。ない場合は、担当者にご相談いただけます。",
    "この中（なか）で、どれが近（ちか）いですか。\nないときは、人（ひと）に相談（そうだん）できます。",
)
_ELSE = Wording(
    "ほかにもご用件がありましたら、お聞かせください。",
    "ほかにも聞（き）きたいことがあれば、書（か）いてください。",
)
_WHICH_OR_PERSON = Wording(
    "うまくお答えできず、申し訳ありません。担当者にご相談いただけます。\n次の中に近いものがあれば、そちらをお選びください。",
    "うまく答（こた）えることができません。すみません。\n人（ひと）に相談（そうだん）できます。\n近（ちか）いものがあれば、選（えら）んでください。",
)
_NEXT = Wording(
    "失礼いたしました。次の中に、お探しのものはありますか。\nない場合は、別の言い方でもう少しくわしくお聞かせください。",
    "すみません。この中（なか）に、知（し）りたいことはありますか。\nないときは、もう少（すこ）しくわしく書（か）いてください。",
)
_IN_OWN_WORDS = Wording(
    "失礼いたしました。お知りになりたいことを、もう少しくわしくお書きいただけますか。\n担当者にご相談いただくこともできます。",
    "すみません。知（し）りたいことを、もう少（すこ）しくわしく書（か）いてください。\n人（ひと）に相談（そうだん）することもできます。",
)
_NEXT_OR_PERSON = Wording(
    "お役に立てず、申し訳ありません。このチャットではお答えが難しいようです。担当者にご相談いただけます。\n"
    "次の中に近いものがあれば、そちらもお選びいただけます。",
    "役（やく）に立（た）てなくて、すみません。ここでは答（こた）えるのがむずかしいです。人（ひと）に相談（そうだん）できます。\n"
    "近（ちか）いものがあれば、選（えら）んでください。",
)


class ActionClarify(WishAction):
    """Asks which of the likely subjects is meant."""

    leaves_form = False

    def name(self) -> str:
        """As the domain lists it."""
        return "action_clarify"

    async def answer(self, tracker: Tracker) -> Outcome:
        """The likely subjects, or the main ones where nothing is likelier; the second time in a row, a person first."""
        said, last = normalise(text_of(tracker)), LastTurn.from_slot(tracker.get_slot(SLOT))
        if last.topic and is_yes(said):
            return Outcome(Reply(TOPIC, _ELSE.for_member(tracker)))
        if last.asked and last.choices and names_nothing(said):
            # A yes to several, or 「わからない」: the same ones again.
            again = tuple(Choice(each["title"], each["topic"], each.get("data")) for each in last.choices)
            return Outcome(Reply(TOPIC, _ONE_OF.for_member(tracker), with_person(again, MOST_CHOICES)))
        likely = candidates_of(tracker)
        choices = topics().choices(likely or topics().main)[:MOST_CHOICES]
        if missed_before(tracker):
            return Outcome(Reply(TOPIC, _WHICH_OR_PERSON.for_member(tracker), with_person(choices, MOST_CHOICES)))
        return Outcome(Reply(TOPIC, (_WHICH if likely else _WHAT).for_member(tracker), choices))


class ActionDenyAnswer(WishAction):
    """「違います」: what the words before may have been about besides."""

    leaves_form = False

    def name(self) -> str:
        """As the domain lists it."""
        return "action_deny_answer"

    async def answer(self, tracker: Tracker) -> Outcome:
        """What was offered beside a choice taken, then the next of the ranking; the second time in a row, a person.

        Where all that was asked back is denied, or nothing likely is left, guessing on would not help.
        """
        last = LastTurn.from_slot(tracker.get_slot(SLOT))
        next_ones = dict.fromkeys((*last.siblings, *last.untried()))
        known_nothing = not (last.candidates or last.shown)
        choices = topics().choices(next_ones or (topics().main if known_nothing else ()))[:NEXT_CHOICES]
        if not choices or (last.asked and denies_all(normalise(text_of(tracker)))):
            return Outcome(Reply(TOPIC, _IN_OWN_WORDS.for_member(tracker), (PERSON,)))
        if missed_before(tracker):
            return Outcome(Reply(TOPIC, _NEXT_OR_PERSON.for_member(tracker), with_person(choices, MOST_CHOICES)))
        return Outcome(Reply(TOPIC, _NEXT.for_member(tracker), choices))
