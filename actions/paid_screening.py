"""account/paid_screening: how the member's Paid screening stands."""

from typing import Any

from rasa_sdk import Tracker

from actions.backend import Backend
from actions.labels import date_label
from actions.lookup import LookUp, LookUpAction, Wish
from actions.reply import Choice, Reply

TOPIC = "account/paid_screening"

# What to do next, by status. The figures are the FAQ's own (1 to 3 business days, 「Paid決済情報」).
_ADVICE = {
    "not_registered": "銀行振込（請求書払）や口座振替には、マイページの「Paid決済情報」での登録と審査が必要です。",
    "screening": "審査は通常1〜3営業日かかります。完了すると、注文画面でPaid決済を選べるようになります。",
    "approved": "注文画面の支払方法で、銀行振込（請求書払）または口座振替をお選びいただけます。",
    "rejected": "クレジットカードではご注文いただけます。くわしくは担当者にご相談ください。",
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
    own_way = "ご自身で確認される場合は、ログイン後にマイページの「Paid決済情報」をお開きください。"
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
    lines = [f"Paid審査の状況：{screening['status_label']}"]
    if screening["applied_on"]:
        lines.append(f"・申込日：{date_label(screening['applied_on'])}")
    if screening["expected_by"]:
        lines.append(f"・完了の目安：{date_label(screening['expected_by'])}頃")
    # Who was turned down has no closing to go by.
    if screening["closing_label"] and screening["status"] != "rejected":
        lines.append(f"・締め日：{screening['closing_label']}")
    lines.append(f"\n{_ADVICE[screening['status']]}")
    card = {"type": "paid_screening", "screening": screening}
    return Reply(TOPIC, "\n".join(lines), _CHOICES[screening["status"]], card)
