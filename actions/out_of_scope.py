"""conversation/out_of_scope: saying honestly that it is not ours to answer, and whose it is."""

from rasa_sdk import Tracker

from actions.base import Outcome, WishAction
from actions.clarify import MOST_CHOICES
from actions.contact_points import CONTACT_POINTS, EASY_CONTACT_POINTS
from actions.message import candidates_of, text_of
from actions.misses import PERSON, missed_before, with_person
from actions.reply import Reply
from actions.topics import topics
from actions.wording import Wording
from bot.text.foreign import Kind, foreign_kind

TOPIC = "conversation/out_of_scope"

_FOR = "このチャットでは、オンラインショップの会員情報、ご注文、ご契約、お支払いについてご案内しています。"
_FOR_EASY = (
    "このチャットは、オンラインショップの質問（しつもん）に答（こた）えます。"
    "会員（かいいん）の情報（じょうほう）、注文（ちゅうもん）、契約（けいやく）、支払（しはら）いのことです。"
)
_DEFAULT = Wording(
    f"申し訳ありません。こちらではお答えできない内容のようです。\n{_FOR}\n"
    f"ショップについてのそのほかのお問い合わせは、次の窓口で承っています。\n{CONTACT_POINTS}",
    f"すみません。ここでは答（こた）えることができません。\n{_FOR_EASY}\n"
    f"ショップのほかのことは、次（つぎ）のどちらかに聞（き）いてください。\n{EASY_CONTACT_POINTS}",
)


def _ask_there(subject: str, easy_subject: str, known: str = "", easy_known: str = "") -> Wording:
    return Wording(
        f"申し訳ありません。{subject}については、こちらではお答えできません。{known}\n"
        f"お手数ですが、次の窓口へお問い合わせください。\n{CONTACT_POINTS}",
        f"すみません。{easy_subject}のことは、ここでは答（こた）えることができません。{easy_known}\n"
        f"次（つぎ）のどちらかに聞（き）いてください。\n{EASY_CONTACT_POINTS}",
    )


_BY_KIND: dict[Kind, Wording] = {
    "receipt": _ask_there(
        "領収書",
        "領収書（りょうしゅうしょ）",
        easy_known="領収書（りょうしゅうしょ）は、お金（かね）を受（う）け取（と）ったと書（か）いたものです。",
    ),
    "refund": _ask_there(
        "返金", "返金（へんきん）", easy_known="返金（へんきん）は、お金（かね）を返（かえ）すことです。"
    ),
    "bank_account": _ask_there(
        "お振込先",
        "振込先（ふりこみさき）",
        "\n銀行振込の請求書は、Paid決済を運営する株式会社ラクーンフィナンシャルからお送りしています。",
        "振込先（ふりこみさき）は、お金（かね）を送（おく）るところです。\n銀行振込（ぎんこうふりこみ）の請求書（せいきゅうしょ）は、株式会社（かぶしきがいしゃ）ラクーンフィナンシャルから届（とど）きます。",
    ),
    "price": _ask_there("サービスの料金や価格", "サービスの値段（ねだん）"),
    "technical": _ask_there("サービスの使い方や技術的な内容", "サービスの使（つか）い方（かた）や技術（ぎじゅつ）"),
    "other_company": Wording(
        "申し訳ありません。こちらは当オンラインショップだけの窓口のため、ほかの会社のことにはお答えできません。\n"
        f"その会社の窓口にお尋ねください。\n{_FOR}",
        "すみません。ここは、このオンラインショップだけの窓口（まどぐち）です。ほかの会社（かいしゃ）のことは答（こた）えることができません。\n"
        f"その会社（かいしゃ）に聞（き）いてください。\n{_FOR_EASY}",
    ),
    "others_data": Wording(
        "申し訳ありませんが、ほかの方の情報はお伝えできません。\n"
        "ご注文やご契約などは、ご本人であることを確認できた場合にかぎり、ご本人の分だけをお調べしています。",
        "すみません。ほかの人（ひと）の情報（じょうほう）は、教（おし）えることができません。\n"
        "注文（ちゅうもん）や契約（けいやく）は、自分（じぶん）のものだけを調（しら）べることができます。"
        "先（さき）に本人確認（ほんにんかくにん）をします。本人確認（ほんにんかくにん）は、本人（ほんにん）かどうかを確（たし）かめることです。",
    ),
    "order_to_bot": Wording(
        f"恐れ入りますが、そのご依頼にはお応えできません。\n{_FOR}\nご用件がありましたら、お聞かせください。",
        f"すみません。それはできません。\n{_FOR_EASY}\n知（し）りたいことがあれば、書（か）いてください。",
    ),
    "chat": Wording(
        f"申し訳ありません。そのことには、こちらではお答えできません。\n{_FOR}",
        f"すみません。そのことは、ここでは答（こた）えることができません。\n{_FOR_EASY}",
    ),
}
_PERHAPS = Wording(
    "もしかして、次のことをお尋ねでしょうか。", "もしかして、この中（なか）のことを聞（き）きたいですか。"
)
_OR_PERSON = Wording("担当者にご相談いただくこともできます。", "人（ひと）に相談（そうだん）することもできます。")


class ActionOutOfScope(WishAction):
    """Says honestly that it is not ours to answer."""

    leaves_form = False

    def name(self) -> str:
        """As the domain lists it."""
        return "action_out_of_scope"

    async def answer(self, tracker: Tracker) -> Outcome:
        """Whose it is, what this chat is for, and subjects it may have been about after all."""
        kind = foreign_kind(text_of(tracker))
        parts = [(_BY_KIND[kind] if kind else _DEFAULT).for_member(tracker)]
        choices = topics().choices(candidates_of(tracker))[:MOST_CHOICES]
        subjects = [choice for choice in choices if choice.topic != PERSON.topic]
        if missed_before(tracker) or (choices and not subjects):
            parts.append(_OR_PERSON.for_member(tracker))
            choices = with_person(choices, MOST_CHOICES)
        elif choices:
            parts.append(_PERHAPS.for_member(tracker))
        return Outcome(Reply(TOPIC, "\n\n".join(parts), choices))
