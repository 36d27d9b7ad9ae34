"""What the bot has understood in a conversation, in words: its slots (docs/architecture.md, door 1) with labels."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from backend.billing.terms import Closing, PaymentMethod
from backend.billing.usage_month import UsageMonthError, resolve
from backend.catalogue.services import Service
from backend.topics.catalogue import TopicCatalogue

_SERVICES_BESIDE = {
    "fence_mail": "FENCEメール誤送信対策サービス",
    "fence": "FENCE",
    "fjcloud": "FJcloud",
    "excloser": "Finplex eXcloser",
}
_BOTH_CLOSINGS = "20日締め・末日締めのどちらか"


def understood(slots: Mapping[str, Any], topics: TopicCatalogue, today: date) -> list[tuple[str, str]]:
    """Pairs of a label and a value, in a fixed order; what is not known is left out."""
    words: Mapping[str, tuple[str, Callable[[Any], str]]] = {
        "form": ("進行中の手続き", lambda topic: _title(topics, topic)),
        "look_up": ("本人確認を待つ照会", lambda topic: _title(topics, topic)),
        "services": ("サービス", lambda found: _each(found, _service)),
        "usage_month": ("利用月", lambda month: _month(month, today)),
        "payment_method": ("支払方法", _payment_method),
        "closing": ("締め日", _closing),
        "numbers": ("番号", lambda found: _each(found, str)),
        "login_id": ("入力されたログインID", str),
    }
    return [(label, write(slots[name])) for name, (label, write) in words.items() if slots.get(name)]


def _title(topics: TopicCatalogue, topic: Any) -> str:
    return topics.title(topic) if topic in topics else str(topic)


def _each(found: Any, write: Callable[[Any], str]) -> str:
    return "、".join(map(write, found)) if isinstance(found, list) else write(found)


def _service(name: Any) -> str:
    return Service(name).label if name in set(Service) else _SERVICES_BESIDE.get(str(name), str(name))


def _month(expression: Any, today: date) -> str:
    try:
        return resolve(str(expression), today).label
    except UsageMonthError:
        return str(expression)


def _payment_method(method: Any) -> str:
    return PaymentMethod(method).label if method in set(PaymentMethod) else str(method)


def _closing(closing: Any) -> str:
    if closing == "both":
        return _BOTH_CLOSINGS
    return Closing(closing).label if closing in set(Closing) else str(closing)
