"""When the use of a month has to be paid, with the steps that lead there. Pure."""

from dataclasses import dataclass
from datetime import date

from backend.billing import schedule
from backend.billing.dates import YearMonth
from backend.billing.terms import Closing, PaymentMethod, Terms
from backend.catalogue.services import Service

# Both kinds of FENCEメール follow one rule, so for a due date they need not be told apart.
FENCE_MAIL = "fence_mail"
_FENCE_MAIL_LABEL = "FENCEメール誤送信対策サービス（スタートアップ・基本利用サービス）"

# Names that stand for services with different rules.
_AMBIGUOUS = frozenset({"fjcloud", "excloser", "fence"})


class ServiceUnknownError(ValueError):
    """No service of that name."""


class ServiceAmbiguousError(ServiceUnknownError):
    """The name fits several services whose rules differ."""


@dataclass(frozen=True)
class ByClosing:
    """What one closing leads to. `invoice_sent_label` is None where no invoice is sent: only bank transfer has one."""

    closing: Closing
    closing_label: str
    invoice_sent_label: str | None
    due_on: date
    due_label: str


@dataclass(frozen=True)
class DueDate:
    """`by_closing` has the closings that come into question: none for a card, both while it is not known which.

    Is the way of paying unknown, `invoice_sent_label` tells what bank transfer would mean.
    """

    service: str
    service_label: str
    usage_month: str
    confirmed_label: str
    invoice_sent_label: str | None
    due_on: date | None
    due_label: str
    by_closing: tuple[ByClosing, ...]


def due_date(service: str, usage_month: YearMonth, terms: Terms) -> DueDate:
    """The due date of a service by its code, `fence_mail` included.

    Raises `ServiceAmbiguousError`, or `ServiceUnknownError` for a code that is none.
    """
    rule, label = _rule(service)
    confirmed = schedule.confirmation_month(rule, usage_month)
    options = tuple(_by_closing(confirmed, closing, terms.payment_method) for closing in _in_question(terms))
    only = options[0] if len(options) == 1 else None
    return DueDate(
        service=service,
        service_label=label,
        usage_month=str(usage_month),
        confirmed_label=schedule.confirmed_label(confirmed),
        invoice_sent_label=only.invoice_sent_label if only else None,
        due_on=only.due_on if only else None,
        due_label=_due_label(options),
        by_closing=options,
    )


def _rule(service: str) -> tuple[Service, str]:
    if service == FENCE_MAIL:
        return Service.FENCE_MAIL_BASIC, _FENCE_MAIL_LABEL
    if service in _AMBIGUOUS:
        raise ServiceAmbiguousError(service)
    try:
        rule = Service(service)
    except ValueError as error:
        raise ServiceUnknownError(service) from error
    return rule, rule.label


def _in_question(terms: Terms) -> tuple[Closing, ...]:
    if terms.payment_method is PaymentMethod.CARD:
        return ()
    return tuple(Closing) if terms.closing is None else (terms.closing,)


def _by_closing(confirmed: YearMonth, closing: Closing, method: PaymentMethod | None) -> ByClosing:
    due = schedule.due_on(confirmed, closing)
    is_invoiced = method is not PaymentMethod.DIRECT_DEBIT
    return ByClosing(
        closing=closing,
        closing_label=closing.label,
        invoice_sent_label=schedule.invoice_sent_label(confirmed, closing) if is_invoiced else None,
        due_on=due,
        due_label=schedule.due_label(due),
    )


def _due_label(options: tuple[ByClosing, ...]) -> str:
    if not options:
        return schedule.CARD_DUE_LABEL
    if len(options) == 1:
        return options[0].due_label
    return "、".join(f"{option.closing_label}なら{option.due_label}" for option in options)
