"""account/paid_screening: how the member's Paid screening stands."""

from typing import Any

from rasa_sdk import Tracker

from actions.backend import Backend
from actions.easy_labels import easy_date, easy_label
from actions.labels import date_label
from actions.lookup import LookUp, LookUpAction, Wish
from actions.reply import Choice, Reply
from actions.wording import Wording, joined

TOPIC = "account/paid_screening"

_TRANSFER = "「銀行振込（請求書払）」（ぎんこうふりこみ せいきゅうしょばらい）"
# What to do next, by status. The figures are the FAQ's own (1 to 3 business days, 「Paid決済情報」).
_ADVICE = {
    "not_registered": Wording(
        "銀行振込（請求書払）や口座振替には、マイページの「Paid決済情報」での登録と審査が必要です。",
        f"{_TRANSFER}や口座振替（こうざふりかえ）には、登録（とうろく）と審査（しんさ）が必要（ひつよう）です。"
        "マイページの「Paid決済情報」（ペイドけっさいじょうほう）で登録（とうろく）してください。",
    ),
    "screening": Wording(
        "審査は通常1〜3営業日かかります。完了すると、注文画面でPaid決済を選べるようになります。",
        "審査（しんさ）は、通常（つうじょう）1〜3営業日（いちから さんえいぎょうび）かかります。"
        "営業日（えいぎょうび）は、仕事（しごと）をする日（ひ）です。\n"
        "審査（しんさ）が終（お）わると、注文画面（ちゅうもんがめん）でPaid決済（けっさい）を選（えら）ぶことができます。",
    ),
    "approved": Wording(
        "注文画面の支払方法で、銀行振込（請求書払）または口座振替をお選びいただけます。",
        "注文画面（ちゅうもんがめん）の支払方法（しはらいほうほう）で、"
        f"{_TRANSFER}または口座振替（こうざふりかえ）を選（えら）ぶことができます。",
    ),
    "rejected": Wording(
        "クレジットカードではご注文いただけます。くわしくは担当者にご相談ください。",
        "クレジットカードでは、注文（ちゅうもん）できます。くわしいことは、担当者（たんとうしゃ）に相談（そうだん）してください。",
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
    if expected:
        lines.append(
            Wording(
                f"・完了の目安：{date_label(expected)}頃",
                f"・終（お）わる目安（めやす）：{easy_date(expected)}頃（ごろ）",
            )
        )
    # Who was turned down has no closing to go by.
    if closing and screening["status"] != "rejected":
        lines.append(Wording(f"・締め日：{closing}", f"・締（し）め日（び）：{easy_label(closing)}"))
    lines.append(Wording("\n", "\n") + _ADVICE[screening["status"]])
    card = {"type": "paid_screening", "screening": screening}
    return Reply(TOPIC, joined("\n", lines), _CHOICES[screening["status"]], card)
