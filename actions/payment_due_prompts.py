"""What the form of a due date asks, with the possible answers as choices."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event
from actions.due_months import is_of_payment
from actions.due_question import BOTH_CLOSINGS
from actions.due_reply import TOPIC
from actions.due_words import DueMessage, read_message, read_slots
from actions.form_turn import after_digression, misses, presses
from actions.message import intent_of, text_of
from actions.reply import Choice, Reply
from actions.wording import NOTHING, Wording

_UNREAD = Wording("申し訳ありません、うまく読み取れませんでした。\n", "すみません。わかりませんでした。\n")
_NO_HURRY = Wording("どうぞごゆっくりお考えください。\n", "ゆっくり考（かんが）えてください。\n")
_WAITING = Wording(
    "お待たせして申し訳ありません。次のことがわかりましたら、計算いたします。\n",
    "遅（おそ）くて、すみません。次（つぎ）のことがわかったら、計算（けいさん）します。\n",
)
_PUT_RIGHT = Wording(
    "失礼いたしました。サービスやご利用月など、直したいところがあればそのままお書きください。\n",
    "すみません。サービスや月（つき）など、違（ちが）うところがあれば、書（か）いてください。\n",
)
_BACK = Wording("支払期日の計算の続きです。\n", "支払期日（しはらいきじつ）の計算（けいさん）の続（つづ）きです。\n")
_IF_WISHED = Wording(
    "支払期日の計算は、このまま続けられます。\n",
    "支払期日（しはらいきじつ）の計算（けいさん）を続（つづ）けることができます。\n",
)
_WHICH_METHOD = Wording("お支払い方法はどれでしょうか。", "支払（しはら）う方法（ほうほう）は、どれですか。")
_WHICH_CLOSING = Wording(
    "Paid決済の締め日は、20日締めと末日締めのどちらでしょうか。",
    "Paid決済（けっさい）の締（し）め日（び）は、どちらですか。"
    "「20日締め」（はつかじめ）ですか。「末日締め」（まつじつじめ）ですか。"
    "締（し）め日（び）は、料金（りょうきん）の計算（けいさん）を区切（くぎ）る日（ひ）です。"
    "末日（まつじつ）は、月（つき）の最後（さいご）の日（ひ）です。",
)
_FROM_USE = Wording(
    "支払期日は、お支払いの月ではなく、ご利用の月から計算します。\n",
    "支払期日（しはらいきじつ）は、サービスを使（つか）った月（つき）から計算（けいさん）します。"
    "払（はら）う月（つき）からは計算（けいさん）できません。\n",
)
_YEARS = {
    "P-2Y": ("一昨年", "おととし"),
    "P-1Y": ("去年", "きょねん"),
    "P0Y": ("今年", "ことし"),
    "P1Y": ("来年", "らいねん"),
}
# What is asked, and the answers to tap.
Question = tuple[Wording, tuple[Choice, ...]]

# By what was said: the question, and title and value of each choice.
_SERVICE_PROMPTS: dict[str | None, tuple[Wording, tuple[tuple[str, str], ...]]] = {
    None: (
        Wording(
            "どのサービスの支払期日でしょうか。",
            "どのサービスの支払期日（しはらいきじつ）を知（し）りたいですか。"
            "支払期日（しはらいきじつ）は、お金（かね）を払（はら）う最後（さいご）の日（ひ）です。",
        ),
        (
            ("FJcloud-O", "fjcloud_o"),
            ("FJcloud-V", "fjcloud_v"),
            ("Finplex eXcloser", "excloser"),
            ("FENCE-Mobile", "fence_mobile"),
            ("FENCEメール誤送信対策", "fence_mail"),
            ("クラウドファイルサーバー", "cloud_file_server"),
        ),
    ),
    "fjcloud": (
        Wording("FJcloud-OとFJcloud-Vのどちらでしょうか。", "FJcloud-OとFJcloud-Vの、どちらですか。"),
        (("FJcloud-O", "fjcloud_o"), ("FJcloud-V", "fjcloud_v")),
    ),
    "excloser": (
        Wording("Finplex eXcloserのどのサービスでしょうか。", "Finplex eXcloserの、どのサービスですか。"),
        (
            ("スタートアップ", "excloser_startup"),
            ("基本利用サービス", "excloser_basic"),
            ("オプション（従量）", "excloser_option"),
        ),
    ),
    "fence": (
        Wording(
            "FENCE-Mobile RemoteManagerとFENCEメール誤送信対策サービスのどちらでしょうか。",
            "どちらですか。FENCE-Mobile RemoteManagerですか。"
            "FENCEメール誤送信対策（ごそうしんたいさく）サービスですか。",
        ),
        (("FENCE-Mobile", "fence_mobile"), ("FENCEメール誤送信対策", "fence_mail")),
    ),
}


class Prompt(Action, ABC):
    """Asks for one slot of the form."""

    slot: ClassVar[str]
    # For somebody who does not know: what is meant, or where it can be seen.
    explanation: ClassVar[Wording] = NOTHING
    # The possible answers in words, said where it is asked again.
    possible: ClassVar[Wording] = NOTHING

    def name(self) -> str:
        """As Rasa derives it from the names of form and slot."""
        return f"action_ask_payment_due_form_{self.slot}"

    @abstractmethod
    def question(self, tracker: Tracker) -> Question:
        """The question and its choices."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:  # noqa: ARG002
        """Ask, saying first why where it is asked again."""
        message = read_message(tracker)
        question, choices = self.question(tracker)
        again = misses(tracker) > 0 and not message.invalid and not read_slots(tracker).ambiguous
        text = self._why(tracker, message) + question + (self.possible if again else NOTHING)
        Reply(TOPIC, text, choices).send(dispatcher, tracker)
        return []

    def _why(self, tracker: Tracker, message: DueMessage) -> Wording:
        if after_digression(tracker):
            return _IF_WISHED if intent_of(tracker) == "abuse" else _BACK
        reason = _reason(message)
        if reason or not misses(tracker):
            return reason or NOTHING
        if message.pauses:
            return _NO_HURRY
        if presses(tracker):
            return _WAITING
        if intent_of(tracker) == "deny_answer":
            return _PUT_RIGHT
        return self.explanation if message.unsure and self.explanation != NOTHING else _UNREAD


class AskService(Prompt):
    """Which service, or which of those that share a name."""

    slot = "due_services"
    explanation = Wording(
        "ご契約中のサービスは、マイページの「契約一覧」で確認できます。\n",
        "使（つか）っているサービスは、マイページの「契約一覧」（けいやくいちらん）で見（み）ることができます。\n",
    )
    possible = Wording(
        "\nFJcloud-O、FJcloud-V、Finplex eXcloser、FENCE-Mobile、FENCEメール誤送信対策、"
        "クラウドファイルサーバーからお知らせください。",
        "\n次（つぎ）の中（なか）から選（えら）んでください。"
        "FJcloud-O、FJcloud-V、Finplex eXcloser、FENCE-Mobile、FENCEメール誤送信対策（ごそうしんたいさく）、"
        "クラウドファイルサーバー",
    )

    def question(self, tracker: Tracker) -> Question:
        """All services, or only the possible ones."""
        text, options = _SERVICE_PROMPTS[read_slots(tracker).ambiguous]
        return _with_choices(text, "service", options)


class AskMonth(Prompt):
    """Which month of use."""

    slot = "due_month"
    explanation = Wording(
        "サービスをお使いになった月のことです。「先月分」「4月分」「2026年4月」のようにお書きください。\n",
        "サービスを使（つか）った月（つき）のことです。「先月」（せんげつ）や「4月」（しがつ）のように書（か）いてください。\n",
    )

    def question(self, tracker: Tracker) -> Question:
        """The latest three; any other can be typed. Only the month where the year is known."""
        year = read_slots(tracker).year
        if year:
            return _month_of(year), ()
        text = Wording(
            "何月ご利用分の支払期日でしょうか（例：4月分、2026年4月）。",
            "サービスを使（つか）った月（つき）は、いつですか。"
            "例（れい）：4月分（しがつぶん）、2026年（ねん）4月（しがつ）",
        )
        if is_of_payment(text_of(tracker)):
            text = _FROM_USE + text
        return _with_choices(text, "usage_month", (("先々月分", "P-2M"), ("先月分", "P-1M"), ("今月分", "P0M")))


def _month_of(year: str) -> Wording:
    named, reading = _YEARS.get(year, (f"{year}年", "ねん"))
    return Wording(
        f"{named}の何月ご利用分でしょうか（例：4月分）。",
        f"{named}（{reading}）の何月（なんがつ）ですか。例（れい）：4月（しがつ）",
    )


class AskMethod(Prompt):
    """Which way of paying; only asked while no closing is known."""

    slot = "due_method"
    possible = Wording(
        "\nクレジットカード、銀行振込、口座振替のいずれかです。",
        "\nクレジットカード、銀行振込（ぎんこうふりこみ）、口座振替（こうざふりかえ）の中（なか）から選（えら）んでください。",
    )

    def question(self, tracker: Tracker) -> Question:  # noqa: ARG002
        """The three there are."""
        options = (("クレジットカード", "card"), ("銀行振込", "bank_transfer"), ("口座振替", "direct_debit"))
        return _with_choices(_WHICH_METHOD, "payment_method", options)


class AskClosing(Prompt):
    """Which Paid closing."""

    slot = "due_closing"

    def question(self, tracker: Tracker) -> Question:  # noqa: ARG002
        """Both, and a way out for those who do not know."""
        options = (("20日締め", "20"), ("末日締め", "end"), ("わからない（両方見る）", BOTH_CLOSINGS))
        return _with_choices(_WHICH_CLOSING, "closing", options)


def _with_choices(text: Wording, entity: str, options: tuple[tuple[str, str], ...]) -> Question:
    return text, tuple(Choice(title, TOPIC, {entity: value}) for title, value in options)


def _reason(message: DueMessage) -> Wording | None:
    if message.unknown_service:
        return Wording(
            f"「{message.unknown_service}」というサービスは見当たりません。\n",
            f"「{message.unknown_service}」というサービスはありませんでした。\n",
        )
    if message.invalid_month:
        return Wording(
            f"「{message.invalid_month}」という月はありませんので、1月から12月でお知らせください。\n",
            f"「{message.invalid_month}」という月（つき）はありません。"
            "1月（いちがつ）から12月（じゅうにがつ）の中（なか）から書（か）いてください。\n",
        )
    if message.invalid_closing:
        return Wording(
            f"「{message.invalid_closing}」はお選びいただけません。Paid決済の締め日は20日締めか末日締めです。\n",
            f"「{message.invalid_closing}」は選（えら）ぶことができません。"
            "Paid決済（けっさい）の締（し）め日（び）は、「20日締め」（はつかじめ）か「末日締め」（まつじつじめ）です。\n",
        )
    if message.invalid_method:
        ways = "クレジットカード、銀行振込、口座振替"
        easy_ways = "クレジットカード、銀行振込（ぎんこうふりこみ）、口座振替（こうざふりかえ）"
        return Wording(
            f"「{message.invalid_method}」はお選びいただけません。お支払い方法は{ways}のいずれかです。\n",
            f"「{message.invalid_method}」は選（えら）ぶことができません。{easy_ways}の中（なか）から選（えら）んでください。\n",
        )
    return None
