"""Due dates with their reasons, and terms pieced together."""

from datetime import date

import pytest

from backend.billing.dates import YearMonth
from backend.billing.due_dates import ServiceAmbiguousError, ServiceUnknownError, due_date
from backend.billing.terms import Closing, PaymentMethod, Terms, completed

APRIL = YearMonth(2026, 4)
CARD, TRANSFER, DEBIT = PaymentMethod.CARD, PaymentMethod.BANK_TRANSFER, PaymentMethod.DIRECT_DEBIT
DAY_20, END = Closing.DAY_20, Closing.END_OF_MONTH


def test_transfer_at_the_end_of_the_month_with_all_reasons() -> None:
    found = due_date("fjcloud_v", APRIL, Terms(TRANSFER, END))

    assert found.service_label == "FJcloud-V"
    assert found.usage_month == "2026-04"
    assert found.confirmed_label == "2026年6月13日頃"
    assert found.invoice_sent_label == "2026年7月初旬"
    assert found.due_on == date(2026, 7, 31)
    assert found.due_label == "2026年7月31日"
    assert [option.closing for option in found.by_closing] == [END]


def test_direct_debit_has_the_same_day_and_no_invoice() -> None:
    found = due_date("fjcloud_v", APRIL, Terms(DEBIT, DAY_20))

    assert found.due_on == date(2026, 7, 20)
    assert found.invoice_sent_label is None
    assert found.by_closing[0].invoice_sent_label is None


def test_a_card_has_no_date() -> None:
    found = due_date("fjcloud_o", APRIL, Terms(CARD))

    assert found.confirmed_label == "2026年5月13日頃"
    assert (found.due_on, found.due_label, found.by_closing) == (None, "各カード会社の定める日", ())


def test_without_a_closing_both_are_told() -> None:
    found = due_date("fjcloud_o", APRIL, Terms(TRANSFER))

    assert found.due_on is None
    assert [option.due_on for option in found.by_closing] == [date(2026, 6, 20), date(2026, 6, 30)]
    assert found.due_label == "20日締めなら2026年6月20日、末日締めなら2026年6月30日"


def test_both_kinds_of_fence_mail_need_not_be_told_apart() -> None:
    terms = Terms(TRANSFER, END)
    both = due_date("fence_mail", APRIL, terms)

    assert both.due_on == due_date("fence_mail_basic", APRIL, terms).due_on
    assert both.due_on == due_date("fence_mail_startup", APRIL, terms).due_on
    assert both.service == "fence_mail"


@pytest.mark.parametrize("service", ["excloser", "fence", "fjcloud"])
def test_names_of_several_services_are_asked_back(service: str) -> None:
    with pytest.raises(ServiceAmbiguousError):
        due_date(service, APRIL, Terms())


def test_an_unknown_service_is_refused() -> None:
    with pytest.raises(ServiceUnknownError):
        due_date("mainframe", APRIL, Terms())


@pytest.mark.parametrize(
    ("said", "recorded", "terms"),
    [
        ((None, None), Terms(), Terms()),
        ((None, None), Terms(DEBIT, END), Terms(DEBIT, END)),
        ((CARD, None), Terms(TRANSFER, END), Terms(CARD)),
        ((CARD, DAY_20), Terms(), Terms(CARD)),
        ((None, DAY_20), Terms(TRANSFER, END), Terms(TRANSFER, DAY_20)),
        ((None, DAY_20), Terms(CARD), Terms(None, DAY_20)),  # a closing means Paid
        ((DEBIT, None), Terms(TRANSFER, END), Terms(DEBIT, END)),
        ((DEBIT, None), Terms(CARD), Terms(DEBIT)),
        ((TRANSFER, END), Terms(CARD), Terms(TRANSFER, END)),
    ],
)
def test_gaps_are_filled_from_the_record(
    said: tuple[PaymentMethod | None, Closing | None], recorded: Terms, terms: Terms
) -> None:
    assert completed(*said, recorded) == terms


def test_a_card_with_a_closing_is_no_terms() -> None:
    with pytest.raises(ValueError, match="no closing"):
        Terms(CARD, END)
