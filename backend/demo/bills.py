"""What the people of the demo are billed for, month by month. Amounts are made up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backend.billing import schedule, tax
from backend.billing.dates import Period, YearMonth
from backend.billing.models import Invoice, InvoiceLine
from backend.billing.standing import InvoiceStatus
from backend.catalogue.services import Service
from backend.demo.people import StartUp, Trial, Use, Waiting

_BASIC_KINDS = frozenset({Service.EXCLOSER_BASIC, Service.FENCE_MAIL_BASIC})


@dataclass(frozen=True)
class Bill:
    """An invoice, still without whom and on what terms, and its lines, still without their invoice's id."""

    invoice: Invoice
    lines: tuple[InvoiceLine, ...]


def bills(chapter: Use | StartUp | Trial | Waiting, today: date) -> Iterator[Bill]:
    """All that this chapter of a story has led to, not confirmed yet."""
    match chapter:
        case Use(service=service, yen=yen):
            for index, used in enumerate(_used_months(chapter, today)):
                yield _bill(service, used, _fixed(yen) if service in _BASIC_KINDS else _metered(yen, index))
        case StartUp(service=service, yen=yen):
            yield _bill(service, startup_period(chapter, today), _fixed(yen))


def startup_period(chapter: StartUp, today: date) -> Period:
    """The days on which a start-up kind was used."""
    applied_on = chapter.applied.before(today)
    return schedule.usage_period(
        chapter.service,
        YearMonth.of(applied_on),
        applied_on=applied_on,
        basic_started_on=chapter.basic_begun.before(today),
    )


def _used_months(use: Use, today: date) -> Iterator[Period]:
    """Month by month what was used: of the basic kinds whole months, this one included; of the others what is over."""
    begun = use.begun.before(today)
    ended = use.ended.before(today) if use.ended else date.max
    is_basic = use.service in _BASIC_KINDS
    newest = YearMonth.of(today) if is_basic else YearMonth.of(today).plus(-1)
    month = YearMonth.of(begun)
    while month <= newest and month.first <= ended:
        yield Period.month(month) if is_basic else Period(max(month.first, begun), min(month.last, ended))
        month = month.plus(1)


def _fixed(yen: int) -> dict[str, int]:
    return {"利用料": yen}


def _metered(yen: int, index: int) -> dict[str, int]:
    """A fixed part and one that differs from month to month; not round, so that taxes have something to round."""
    fixed = yen * 2 // 3
    return {"基本料": fixed, "従量料金": yen - fixed + yen // 20 * (index % 5) + 7 * (index % 9)}


def _bill(service: Service, used: Period, nets: dict[str, int]) -> Bill:
    usage_month = YearMonth.of(used.first)
    invoice = Invoice(
        service=service,
        usage_month=usage_month,
        used_from=used.first,
        used_until=used.last,
        amount=tax.gross((net, tax.STANDARD) for net in nets.values()),
        status=InvoiceStatus.UNCONFIRMED,
    )
    lines = tuple(
        InvoiceLine(description=f"{service.label} {name}", net_amount=net, tax_percent=tax.STANDARD)
        for name, net in nets.items()
    )
    return Bill(invoice, lines)
