"""How orders, invoices, contracts and tickets read in an answer: lines of plain text."""

from datetime import date

from backend.billing.models import Invoice
from backend.billing.schedule import CARD_DUE_LABEL
from backend.contracts.models import Contract
from backend.orders.models import Order
from backend.slack.asks.answers import day_label, yen


def of_order(order: Order, today: date) -> list[str]:
    return [
        f"注文 {order.number}",
        f"状況：{order.status_label}",
        f"サービス：{order.service_label}{_trial(order)}",
        f"注文日：{day_label(order.ordered_on, today)}",
    ]


def of_contract(contract: Contract, today: date) -> list[str]:
    days = (("開始日", contract.started_on), ("終了日", contract.ended_on))
    return [
        f"契約 {contract.number}",
        f"状況：{contract.status_label}",
        f"サービス：{contract.service_label}{_trial(contract)}",
        *(f"{name}：{day_label(day, today)}" for name, day in days if day),
    ]


def of_invoice(invoice: Invoice, today: date) -> list[str]:
    return [
        f"請求 {invoice.number}",
        f"状況：{invoice.status_label}",
        f"サービス：{invoice.service_label}",
        f"利用月：{invoice.usage_month.label}",
        f"支払期日：{due(invoice, today)}",
        f"金額：{yen(invoice.amount)}",
    ]


def due(invoice: Invoice, today: date) -> str:
    return CARD_DUE_LABEL if invoice.due_on is None else day_label(invoice.due_on, today)


def _trial(of: Order | Contract) -> str:
    return "（トライアル）" if of.is_trial else ""
