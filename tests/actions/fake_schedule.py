"""Due dates as the FAQ's tables have them, in few lines: what the backend answers to POST /due-dates."""

from __future__ import annotations

from calendar import monthrange
from typing import Any

# Months from use to confirmation.
_CONFIRMED_AFTER = {
    "fjcloud_o": 1,
    "fjcloud_v": 2,
    "excloser_startup": 0,
    "excloser_basic": 0,
    "excloser_option": 1,
    "fence_mobile": 1,
    "fence_mail": 0,
    "cloud_file_server": 1,
}
_LABELS = {"fjcloud_o": "FJcloud-O", "fjcloud_v": "FJcloud-V"}


def due_dates(body: dict[str, Any]) -> dict[str, Any]:
    """The whole answer."""
    method, closing = body.get("payment_method"), body.get("closing")
    results = [_result(service, body["usage_month"], method, closing) for service in body["services"]]
    return {
        "usage_month": body["usage_month"],
        "payment_method": method,
        "closing": closing,
        "results": results,
    }


def _result(service: str, month: str, method: str | None, closing: str | None) -> dict[str, Any]:
    year, number = (int(part) for part in month.split("-"))
    confirmed = year * 12 + number - 1 + _CONFIRMED_AFTER[service]
    both = [] if method == "card" else [_terms(confirmed, each) for each in ("20", "end")]
    chosen = next((terms for terms in both if terms["closing"] == closing), None)
    unknown = "各カード会社の定める日" if method == "card" else "締め日によって異なります"
    return {
        "service": service,
        "service_label": _LABELS.get(service, service),
        "usage_month": month,
        "confirmed_label": f"{_month(confirmed)}13日頃",
        "invoice_sent_label": chosen["invoice_sent_label"] if chosen else None,
        "due_on": chosen["due_on"] if chosen else None,
        "due_label": chosen["due_label"] if chosen else unknown,
        "by_closing": both,
    }


def _terms(confirmed: int, closing: str) -> dict[str, str]:
    due = confirmed + 1
    year, month = due // 12, due % 12 + 1
    day = 20 if closing == "20" else monthrange(year, month)[1]
    return {
        "closing": closing,
        "closing_label": {"20": "20日締め", "end": "末日締め"}[closing],
        "invoice_sent_label": f"{_month(confirmed)}下旬" if closing == "20" else f"{_month(due)}初旬",
        "due_on": f"{year}-{month:02d}-{day:02d}",
        "due_label": f"{year}年{month}月{day}日",
    }


def _month(months: int) -> str:
    return f"{months // 12}年{months % 12 + 1}月"
