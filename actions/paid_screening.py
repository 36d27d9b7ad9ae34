"""account/paid_screening: how the member's Paid screening stands."""

from typing import Any

from rasa_sdk import Tracker

from actions.backend import Backend
from actions.easy_labels import easy_date, easy_label
from actions.labels import date_label
from actions.lookup import LookUp, LookUpAction, Wish
from actions.reply import Choice, Reply
from actions.wording import NOTHING, Wording, joined

TOPIC = "account/paid_screening"

_TRANSFER = "「銀行振込（請求書払）」（ぎんこうふりこみ せいきゅうしょばらい）"
# Where a way of paying is chosen, as the FAQ says it.
_WHERE = "ご注文画面のお支払い方法の選択で、Paid決済（銀行振込（請求書払）または口座振替）を"
_EASY_WHERE = (
    "注文画面（ちゅうもんがめん）で支払方法（しはらいほうほう）を選（えら）ぶとき、Paid決済（けっさい）を選（えら）ぶことができます。"
    f"Paid決済（けっさい）は、{_TRANSFER}か口座振替（こうざふりかえ）です。"
)
# What to do next, by status. The figures are the FAQ's own (1 to 3 business days, 「Paid決済情報」); of a refusal no
# reason is known here.
_ADVICE = {
    "not_registered": Wording(
        "銀行振込（請求書払）や口座振替のご利用には、Paid決済への登録と審査が必要です。\n"
        "マイページの「Paid決済情報」からご登録ください。審査は通常1〜3営業日かかります。",
        f"{_TRANSFER}や口座振替（こうざふりかえ）には、登録（とうろく）と審査（しんさ）が必要（ひつよう）です。"
        "マイページの「Paid決済情報」（ペイドけっさいじょうほう）で登録（とうろく）してください。\n"
        "審査（しんさ）は、通常（つうじょう）1〜3営業日（いちから さんえいぎょうび）かかります。"
        "営業日（えいぎょうび）は、仕事（しごと）をする日（ひ）です。",
    ),
    "screening": Wording(
        f"審査が完了すると、{_WHERE}お選びいただけるようになります。",
        f"審査（しんさ）が終（お）わると、{_EASY_WHERE}",
    ),
    "approved": Wording(f"{_WHERE}お選びいただけます。", _EASY_WHERE),
    "rejected": Wording(
        "ご注文のお支払いは、クレジットカードのみお選びいただけます。ご不明な点は担当者にご相談ください。",
        "注文（ちゅうもん）のお金（かね）は、クレジットカードだけで払（はら）うことができます。"
        "わからないことは、担当者（たんとうしゃ）に相談（そうだん）してください。",
    ),
}
_CHOICES = {
    "not_registered": (Choice("Paidが選べないとき", "faq/only_credit_card_selectable"),),
    "screening": (Choice("使える支払方法", "faq/payment_methods"),),
    "approved": (Choice("締め日と支払日", "faq/closing_and_payment_dates"),),
    "rejected": (
        Choice("使える支払方法", "faq/payment_methods"),
        Choice("担当者に相談する", "conversation/handoff"),
    ),
}


class PaidScreeningLookUp(LookUp):
    """A member has one screening."""

    topic = TOPIC
    own_way = Wording(
        "ご自身で確認される場合は、ログイン後にマイページの「Paid決済情報」をお開きください。",
        "自分（じぶん）で見（み）ることもできます。"
        "ログインして、マイページの「Paid決済情報」（ペイドけっさいじょうほう）を開（ひら）いてください。",
    )
    own_way_choice = Choice("Paidが選べないとき", "faq/only_credit_card_selectable")

    def wish(self, tracker: Tracker) -> Wish:  # noqa: ARG002
        """Nothing to narrow down."""
        return Wish(TOPIC)

    async def found(self, client: Backend, reference: str, wish: Wish) -> Reply | None:  # noqa: ARG002
        """Status, dates and what comes next."""
        answer = await client.paid_screening(reference)
        return _reply(answer["screening"]) if answer["identified"] else None


class ActionPaidScreening(LookUpAction):
    """Am I through the screening?"""

    look_up = PaidScreeningLookUp()

    def name(self) -> str:
        """As the domain lists it."""
        return "action_paid_screening"


def _reply(screening: dict[str, Any]) -> Reply:
    label = screening["status_label"]
    lines = [Wording(f"Paid審査の状況：{label}", f"Paidの審査（しんさ）の状態（じょうたい）：{easy_label(label)}")]
    applied, expected, closing = screening["applied_on"], screening["expected_by"], screening["closing_label"]
    if applied:
        lines.append(Wording(f"・申込日：{date_label(applied)}", f"・申込日（もうしこみび）：{easy_date(applied)}"))
    # Who was turned down has no closing to go by.
    if closing and screening["status"] != "rejected":
        lines.append(Wording(f"・締め日：{closing}", f"・締（し）め日（び）：{easy_label(closing)}"))
    lines.append(Wording("\n", "\n") + (_when(expected) if expected else NOTHING) + _ADVICE[screening["status"]])
    card = {"type": "paid_screening", "screening": screening}
    return Reply(TOPIC, joined("\n", lines), _CHOICES[screening["status"]], card)


def _when(expected: str) -> Wording:
    """When to expect the result. 「通常」 and 頃 belong to it: it is no promise."""
    return Wording(
        f"審査は通常1〜3営業日かかりますので、{date_label(expected)}頃が完了の目安です。\n",
        "審査（しんさ）は、通常（つうじょう）1〜3営業日（いちから さんえいぎょうび）かかります。"
        "営業日（えいぎょうび）は、仕事（しごと）をする日（ひ）です。\n"
        f"終（お）わる目安（めやす）は、{easy_date(expected)}頃（ごろ）です。\n",
    )
