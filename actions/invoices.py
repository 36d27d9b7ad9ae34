"""account/payment_due, first half: the member's own invoices and their due dates."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker

from actions.backend import Backend
from actions.labels import month_label, yen
from actions.lookup import LookUp, Wish
from actions.message import entities_of, entity_of
from actions.reply import Choice, Reply
from actions.service_names import exact

TOPIC = "account/payment_due"
CALCULATE = Choice("支払期日を計算する", TOPIC, {"mode": "calculate"})
# More would not be read in a chat; My Page has them all.
MOST_SHOWN = 6
_ALL_INVOICES = Choice("すべての請求を見る", TOPIC, {"mode": "own"})
_SHOWN_AS_PAID = Choice("「入金済」の意味", "faq/invoice_shown_as_paid")


class InvoiceLookUp(LookUp):
    """Invoices by number, of one month of use, or all."""

    topic = TOPIC
    own_way = (
        "ご自身で確認される場合は、ログイン後にマイページの「請求一覧」から、見たい請求の「詳細」をお開きください。\n"
        "サービスとご利用月がわかれば、ご本人確認なしで支払期日だけを計算することもできます。"
    )
    own_way_choice = Choice("インボイス対応の請求書", "faq/qualified_invoice_location")

    def wish(self, tracker: Tracker) -> Wish:
        """The numbers, the month and the services named, if any."""
        numbers, services = entities_of(tracker, "invoice_number"), entities_of(tracker, "service")
        return Wish(TOPIC, numbers, entity_of(tracker, "usage_month"), services)

    async def found(self, client: Backend, reference: str, wish: Wish) -> Reply | None:
        """Amounts and due dates. A number of somebody else reads like one that does not exist."""
        answer = await client.invoices(reference, wish.usage_month)
        return self.told(answer, wish) if answer["identified"] else None

    def told(self, answer: dict[str, Any], wish: Wish) -> Reply:
        """The backend's answer in words."""
        if wish.numbers:
            return _named(wish.numbers, answer["invoices"])
        invoices = answer["invoices"]
        if wish.services:
            invoices = [invoice for invoice in invoices if invoice["service"] in exact(wish.services)]
        return _listed(invoices, answer["usage_month"], bool(wish.services))

    def further_choices(self) -> tuple[Choice, ...]:
        """A due date can be worked out for anybody."""
        return (CALCULATE,)


def _named(numbers: Sequence[str], invoices: list[dict[str, Any]]) -> Reply:
    by_number = {invoice["number"]: invoice for invoice in invoices}
    shown = [by_number[number] for number in numbers if number in by_number]
    missing = [number for number in numbers if number not in by_number]
    parts = [_line(invoice) for invoice in shown]
    parts += [
        f"請求番号 {number} のご請求は見つかりませんでした。番号をもう一度お確かめください。" for number in missing
    ]
    if not shown:
        return Reply(TOPIC, "\n".join(parts), (_ALL_INVOICES,))
    return _with_card("ご請求の内容です。\n\n" + "\n".join(parts), shown, None)


def _listed(invoices: list[dict[str, Any]], usage_month: str | None, of_services: bool) -> Reply:
    of_month = f"{month_label(usage_month)}ご利用分の" if usage_month else ""
    narrowed = f"{'お尋ねのサービスの' if of_services else ''}{of_month}"
    if not invoices:
        text = f"{narrowed or '確定した'}ご請求はありません。\n請求が確定する時期はサービスによって異なります。"
        choices = (Choice("請求確定の時期", "faq/billing_schedule"), CALCULATE)
        return Reply(TOPIC, text, (*choices, _ALL_INVOICES) if narrowed else choices)
    shown = invoices[:MOST_SHOWN]
    parts = [f"{narrowed}ご請求は{len(invoices)}件です。{_total(invoices, usage_month)}"]
    if len(invoices) > len(shown):
        parts[0] += f"新しいものから{len(shown)}件をご案内します。"
        parts[0] += "\nそのほかのご請求は、マイページの「請求一覧」でご覧いただけます。"
    parts.append("\n".join(_line(invoice) for invoice in shown))
    return _with_card("\n\n".join(parts), shown, usage_month)


def _total(invoices: list[dict[str, Any]], usage_month: str | None) -> str:
    """Only of one month and one status: any other sum would read like a debt."""
    if not usage_month or len(invoices) < 2 or len({invoice["status"] for invoice in invoices}) > 1:
        return ""
    return f"合計は{yen(sum(invoice['amount'] for invoice in invoices))}です。"


def _with_card(text: str, invoices: list[dict[str, Any]], usage_month: str | None) -> Reply:
    # The one status that members misread, so the explanation is offered where it shows.
    misread = any(invoice["status_label"] == "入金済" for invoice in invoices)
    choices = (_SHOWN_AS_PAID, CALCULATE) if misread else (CALCULATE,)
    return Reply(TOPIC, text, choices, {"type": "invoices", "invoices": invoices, "usage_month": usage_month})


def _line(invoice: dict[str, Any]) -> str:
    return (
        f"・{invoice['number']}　{invoice['service_label']}\n"
        f"　利用月：{month_label(invoice['usage_month'])}　金額：{yen(invoice['amount'])}\n"
        f"　請求確定：{invoice['confirmed_label']}　支払期日：{invoice['due_label']}（{invoice['status_label']}）"
    )
