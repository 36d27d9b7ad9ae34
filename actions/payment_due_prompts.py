"""What the form of a due date asks, with the possible answers as choices."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event
from actions.due_question import BOTH_CLOSINGS
from actions.due_reply import TOPIC
from actions.due_words import DueMessage, read_message, read_slots
from actions.form_turn import after_digression, misses
from actions.reply import Choice, Reply

_UNREAD = "申し訳ありません、うまく読み取れませんでした。\n"
_BACK = "支払期日の計算の続きです。\n"

# By what was said: the question, and title and value of each choice.
_SERVICE_PROMPTS: dict[str | None, tuple[str, tuple[tuple[str, str], ...]]] = {
    None: (
        "どのサービスの支払期日でしょうか。",
        (
            ("FJcloud-O", "fjcloud_o"),
            ("FJcloud-V", "fjcloud_v"),
            ("Finplex eXcloser", "excloser"),
            ("FENCE-Mobile", "fence_mobile"),
            ("FENCEメール誤送信対策", "fence_mail"),
            ("クラウドファイルサーバー", "cloud_file_server"),
        ),
    ),
    "fjcloud": ("FJcloud-OとFJcloud-Vのどちらでしょうか。", (("FJcloud-O", "fjcloud_o"), ("FJcloud-V", "fjcloud_v"))),
    "excloser": (
        "Finplex eXcloserのどのサービスでしょうか。",
        (
            ("スタートアップ", "excloser_startup"),
            ("基本利用サービス", "excloser_basic"),
            ("オプション（従量）", "excloser_option"),
        ),
    ),
    "fence": (
        "FENCE-Mobile RemoteManagerとFENCEメール誤送信対策サービスのどちらでしょうか。",
        (("FENCE-Mobile", "fence_mobile"), ("FENCEメール誤送信対策", "fence_mail")),
    ),
}


class Prompt(Action, ABC):
    """Asks for one slot of the form."""

    slot: ClassVar[str]

    def name(self) -> str:
        """As Rasa derives it from the names of form and slot."""
        return f"action_ask_payment_due_form_{self.slot}"

    @abstractmethod
    def question(self, tracker: Tracker) -> Reply:
        """The question and its choices."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:  # noqa: ARG002
        """Ask, saying first why where it is asked again."""
        reply = self.question(tracker)
        Reply(TOPIC, _why(tracker) + reply.text, reply.choices).send(dispatcher)
        return []


class AskService(Prompt):
    """Which service, or which of those that share a name."""

    slot = "due_services"

    def question(self, tracker: Tracker) -> Reply:
        """All services, or only the possible ones."""
        text, options = _SERVICE_PROMPTS[read_slots(tracker).ambiguous]
        return _with_choices(text, "service", options)


class AskMonth(Prompt):
    """Which month of use."""

    slot = "due_month"

    def question(self, tracker: Tracker) -> Reply:  # noqa: ARG002
        """The latest three; any other can be typed."""
        text = "何月ご利用分の支払期日でしょうか（例：4月分、2026年4月）。"
        return _with_choices(text, "usage_month", (("先々月分", "P-2M"), ("先月分", "P-1M"), ("今月分", "P0M")))


class AskMethod(Prompt):
    """Which way of paying; only asked while no closing is known."""

    slot = "due_method"

    def question(self, tracker: Tracker) -> Reply:  # noqa: ARG002
        """The three there are."""
        options = (("クレジットカード", "card"), ("銀行振込", "bank_transfer"), ("口座振替", "direct_debit"))
        return _with_choices("お支払い方法はどれでしょうか。", "payment_method", options)


class AskClosing(Prompt):
    """Which Paid closing."""

    slot = "due_closing"

    def question(self, tracker: Tracker) -> Reply:  # noqa: ARG002
        """Both, and a way out for those who do not know."""
        options = (("20日締め", "20"), ("末日締め", "end"), ("わからない（両方見る）", BOTH_CLOSINGS))
        return _with_choices("Paid決済の締め日は、20日締めと末日締めのどちらでしょうか。", "closing", options)


def _with_choices(text: str, entity: str, options: tuple[tuple[str, str], ...]) -> Reply:
    return Reply(TOPIC, text, tuple(Choice(title, TOPIC, {entity: value}) for title, value in options))


def _why(tracker: Tracker) -> str:
    if after_digression(tracker):
        return _BACK
    return _reason(read_message(tracker)) or (_UNREAD if misses(tracker) else "")


def _reason(message: DueMessage) -> str:
    if message.unknown_service:
        return f"「{message.unknown_service}」というサービスは見当たりません。\n"
    if message.invalid_month:
        return f"「{message.invalid_month}」という月はありませんので、1月から12月でお知らせください。\n"
    if message.invalid_closing:
        return f"「{message.invalid_closing}」はお選びいただけません。Paid決済の締め日は20日締めか末日締めです。\n"
    if message.invalid_method:
        ways = "クレジットカード、銀行振込、口座振替"
        return f"「{message.invalid_method}」はお選びいただけません。お支払い方法は{ways}のいずれかです。\n"
    return ""
