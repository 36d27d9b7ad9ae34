"""An invoice as a document: what a qualified invoice (適格請求書) has to say, and what else a member asks of theirs.

What has to be on it: National Tax Agency, Tax Answer No. 6625, 「適格請求書等の記載事項」.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from backend.billing import schedule, tax
from backend.billing import service as billing
from backend.billing.models import Invoice, InvoiceLine
from backend.billing.terms import Closing, PaymentMethod
from backend.catalogue.services import Service
from backend.members import service as members

# The issuer's number as it is published (FAQ, 「適格請求書発行事業者登録番号を教えてください」).
REGISTRATION_NUMBER: Final = "T1020001071491"

# Which days count as used, where it is not what one expects (FAQ, 「Paid請求書に記載の期間が…異なっている」).
_PERIOD_NOTES: Final = {
    Service.EXCLOSER_STARTUP: "スタートアップのご利用期間は、お申し込み日から、基本利用サービス開始の前の日までです。",
    Service.EXCLOSER_BASIC: "月の途中にご利用を始めた場合も、ご利用期間はその月の1日から末日までと記載されます。",
    Service.FENCE_MAIL_STARTUP: (
        "スタートアップのご利用期間は、お申し込みの日から、基本利用サービス開始の前の月の最終営業日までです。"
    ),
}


@dataclass(frozen=True)
class InvoiceDocument:
    """`lines` and `totals` are empty for an invoice from before lines were kept: its taxes per rate are not known.

    `company` and `name` are whom it is made out to.
    """

    invoice: Invoice
    company: str
    name: str
    lines: tuple[InvoiceLine, ...]
    totals: tuple[tax.RateTotal, ...]

    @property
    def is_qualified(self) -> bool:
        """Whether it says all that a qualified invoice has to: not before it is confirmed, not without lines."""
        return self.invoice.is_confirmed and bool(self.lines)

    @property
    def has_reduced_rate(self) -> bool:
        return any(line.tax_percent == tax.REDUCED for line in self.lines)

    @property
    def is_by_paid(self) -> bool:
        return self.invoice.payment_method != PaymentMethod.CARD

    @property
    def invoice_sent_label(self) -> str | None:
        """About when Paid sends its invoice: only for bank transfer."""
        invoice = self.invoice
        if invoice.payment_method != PaymentMethod.BANK_TRANSFER or invoice.closing is None:
            return None
        return schedule.invoice_sent_label(invoice.confirmation_month, Closing(invoice.closing))

    @property
    def due_title(self) -> str:
        """What the day in `due_label` is called."""
        return "口座振替日" if self.invoice.payment_method == PaymentMethod.DIRECT_DEBIT else "お支払い期日"

    @property
    def printed_label(self) -> str | None:
        """The month printed on Paid's invoice; None where no rule tells it (see `schedule.printed_month`)."""
        printed = schedule.printed_month(Service(self.invoice.service), self.invoice.usage_month)
        return None if printed is None or not self.is_by_paid else printed.label

    @property
    def period_note(self) -> str | None:
        """What the FAQ says of the days of use of this kind of service; None for those that just fill their month."""
        return _PERIOD_NOTES.get(Service(self.invoice.service))


def document_of(session: Session, invoice: Invoice) -> InvoiceDocument:
    member = members.get(session, invoice.member_id)
    lines = tuple(billing.lines_of(session, invoice))
    return InvoiceDocument(
        invoice=invoice,
        company=invoice.recipient_company or member.company,
        name=invoice.recipient_name or member.name,
        lines=lines,
        totals=tax.totals((line.net_amount, line.tax_percent) for line in lines),
    )
