"""A member by their login id: when they have to pay, what they have ordered and what they use."""

import re
from datetime import date

from sqlalchemy.orm import Session

from backend.billing import due_dates
from backend.billing import service as billing
from backend.billing.dates import YearMonth
from backend.billing.models import Invoice
from backend.billing.standing import InvoiceStatus
from backend.catalogue.services import Service
from backend.contracts import service as contracts
from backend.contracts.models import ContractStatus
from backend.core.clock import today
from backend.desk.of_member import tickets_of
from backend.members import service as members
from backend.members.models import Member
from backend.orders import service as orders
from backend.personal_data.parts import masked
from backend.slack import blocks
from backend.slack.asks import lines, looked_up
from backend.slack.asks.answers import Answer, day_label, yen
from backend.slack.asks.asker import Asker
from backend.slack.asks.looked_up import LookedUp
from backend.slack.asks.reading import About, OfMember
from backend.slack.door import SlackDoor
from backend.slack.names import shown_name
from backend.tickets.models import Ticket, TicketStatus

_MOST = 10
_PAID_MEANS = "※「入金済」は決済代行会社への連携が済んだという表示で、支払い済みという意味ではありません。"
_SERIAL = re.compile(r"\d{1,9}")


def answer(door: SlackDoor, asker: Asker, wish: OfMember) -> Answer | None:
    """None if no word was a login id, or meant as one."""
    with door.services.database.reading() as session:
        member = _find(session, wish.login_ids)
        if member is not None:
            found = told(door, session, member, wish.about)
        elif wish.is_named:
            found = looked_up.not_found("そのログインID")
        else:
            return None
    found.note(door, asker)
    return Answer(blocks.fallback("会員の照会の結果"), found.blocks)


def told(door: SlackDoor, session: Session, member: Member, about: About) -> LookedUp:
    """What was asked about this member."""
    day = today(door.services.clock)
    match about:
        case About.DUE:
            said = _due(session, member, day)
        case About.ORDERS:
            said = _orders(session, member, day)
        case About.CONTRACTS:
            said = _contracts(session, member, day)
        case About.ALL:
            said = _overview(session, member)
    whose = f"{shown_name(door.services.settings, member.name)}（ログインID：{masked(member.login_id)}）"
    gone = ["退会済みです。"] if member.is_withdrawn and about is not About.ALL else []
    made = [blocks.words("\n".join((whose, *gone, *said))), *looked_up.to_console(door, session, member)]
    return looked_up.about(member, made)


def _find(session: Session, login_ids: tuple[str, ...]) -> Member | None:
    for each in login_ids:
        if found := members.find(session, each):
            return found
        # Members have a number, too: the one in the audit log.
        if _SERIAL.fullmatch(each) and (numbered := session.get(Member, int(each))):
            return numbered
    return None


def _due(session: Session, member: Member, day: date) -> list[str]:
    """Invoices that may still have to be paid, and what is being used now. As members are told: by the same rules.

    Whether money has come is not known here (`InvoiceStatus.PAID`): what is past its day is left to the console.
    """
    invoices = billing.invoices_of(session, member.id)
    coming = sorted((each for each in invoices if each.due_on is not None and each.due_on >= day), key=_by_due)
    by_card = [each for each in invoices if each.due_on is None and each.status != InvoiceStatus.PAID]
    told = [*coming, *by_card]
    later = _next(session, member, invoices, day)
    if not told and not later:
        return ["これから支払期日を迎える請求はありません。"]
    said = [*_listed("支払期日", [_due_line(each, day) for each in told]), *_listed("これから確定する利用分", later)]
    return [*said, _PAID_MEANS] if any(each.status == InvoiceStatus.PAID for each in told) else said


def _by_due(invoice: Invoice) -> tuple[date, int]:
    return invoice.due_on or date.max, invoice.id


def _due_line(invoice: Invoice, day: date) -> str:
    return (
        f"・{lines.due(invoice, day)}　{invoice.number}　{invoice.service_label}　"
        f"{invoice.usage_month.label}分　{yen(invoice.amount)}（{invoice.status_label}）"
    )


def _next(session: Session, member: Member, invoices: list[Invoice], day: date) -> list[str]:
    """What is used this month and has no invoice yet."""
    month = YearMonth.of(day)
    billed = {each.service for each in invoices if each.usage_month == month}
    used = {
        Service(each.service): None
        for each in contracts.contracts_of(session, member.id)
        if each.status == ContractStatus.IN_USE and each.service not in billed
    }
    terms = billing.terms_of(session, member.id)
    dates = [due_dates.due_date(service, month, terms) for service in used]
    found = sorted(dates, key=lambda each: each.due_on or date.max)
    return [
        f"・{each.service_label}　{month.label}分　"
        f"支払期日 {each.due_label if each.due_on is None else day_label(each.due_on, day)}"
        for each in found
    ]


def _orders(session: Session, member: Member, day: date) -> list[str]:
    found = orders.orders_of(session, member.id)
    return _listed("注文", [_in_a_line(lines.of_order(each, day)) for each in found]) or ["注文はありません。"]


def _contracts(session: Session, member: Member, day: date) -> list[str]:
    found = contracts.contracts_of(session, member.id)
    return _listed("契約", [_in_a_line(lines.of_contract(each, day)) for each in found]) or ["契約はありません。"]


def _overview(session: Session, member: Member) -> list[str]:
    in_use = contracts.in_use(session, member.id)
    tickets = [each for each in tickets_of(session, member.id) if each.status != TicketStatus.CLOSED]
    return [
        f"アカウント：{'ロック中' if member.is_locked else '利用できます' if not member.is_withdrawn else '退会済み'}",
        f"手続き中の注文：{len(orders.on_the_way(session, member.id))}件",
        f"利用中・準備中の契約：{len(in_use.contracts)}件",
        f"開いているチケット：{len(tickets)}件{_numbers(tickets)}",
        "「支払期日」「注文」「契約」を添えると、くわしくお調べします。",
    ]


def _numbers(tickets: list[Ticket]) -> str:
    shown = "、".join(each.number for each in tickets[:_MOST])
    return f"（{shown}）" if shown else ""


def _in_a_line(said: list[str]) -> str:
    title, *rest = said
    return "　".join((f"・{title.partition(' ')[2]}", *(each.partition("：")[2] for each in rest)))


def _listed(title: str, said: list[str]) -> list[str]:
    """At most ten lines under their title; none at all where there are none."""
    rest = [f"・ほか{len(said) - _MOST}件"] if len(said) > _MOST else []
    return [f"■{title}", *said[:_MOST], *rest] if said else []
