"""Invoices as documents, and 請求一覧 and 請求詳細."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend import chores
from backend.billing import service as billing
from backend.billing import tax
from backend.billing.invoice_document import REGISTRATION_NUMBER, document_of
from backend.billing.models import Invoice, InvoiceLine
from backend.billing.standing import InvoiceStatus
from backend.billing.terms import PaymentMethod
from backend.catalogue.services import Service
from backend.container import Container
from backend.core.clock import FixedClock
from backend.demo.people import PEOPLE
from backend.members import service as members
from tests.backend.pages import Browser, Page

CASES = {
    PaymentMethod.CARD: "card",
    PaymentMethod.BANK_TRANSFER: "paid_end",
    PaymentMethod.DIRECT_DEBIT: "in_use",
}


@pytest.fixture
def session(container: Container) -> Iterator[Session]:
    with container.database.reading() as opened:
        yield opened


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


def login_id(case: str) -> str:
    return next(person.login_id for person in PEOPLE if person.case == case)


def words(page: Page) -> str:
    """What the page says, without the blanks that its markup happens to have."""
    return page.text.replace(" ", "")


def invoices(session: Session, case: str) -> list[Invoice]:
    member = members.find(session, login_id(case))
    assert member is not None
    return billing.invoices_of(session, member.id)


def one(session: Session, case: str, **wanted: str) -> Invoice:
    found = [
        i for i in invoices(session, case) if all(str(getattr(i, name)) == value for name, value in wanted.items())
    ]
    assert found
    return found[0]


# -- documents


def test_every_amount_is_the_sum_of_its_lines_and_taxes(session: Session) -> None:
    everything = session.scalars(select(Invoice)).all()
    assert len(everything) > 80
    for invoice in everything:
        document = document_of(session, invoice)
        assert document.lines
        assert invoice.amount == sum(total.gross for total in document.totals)
        assert document.is_qualified is (invoice.status != InvoiceStatus.UNCONFIRMED)


def test_the_demo_shows_what_rounding_once_means(session: Session) -> None:
    differing = 0
    for invoice in session.scalars(select(Invoice)):
        lines = billing.lines_of(session, invoice)
        differing += invoice.amount != sum(line.net_amount + tax.tax_on(line.net_amount, 10) for line in lines)
    assert differing > 0


def test_an_invoice_without_lines_is_no_qualified_one(session: Session) -> None:
    invoice = one(session, "card", status="paid")
    session.execute(delete(InvoiceLine).where(InvoiceLine.invoice_id == invoice.id))

    document = document_of(session, invoice)
    assert (document.lines, document.totals, document.is_qualified) == ((), (), False)


@pytest.mark.parametrize("method", PaymentMethod)
def test_what_only_some_ways_of_paying_have(session: Session, method: PaymentMethod) -> None:
    document = document_of(session, one(session, CASES[method], status="paid"))

    assert (document.invoice_sent_label is not None) is (method is PaymentMethod.BANK_TRANSFER)
    assert document.is_by_paid is (method is not PaymentMethod.CARD)
    assert document.due_title == ("口座振替日" if method is PaymentMethod.DIRECT_DEBIT else "お支払い期日")


def test_the_printed_month_beside_the_use(session: Session) -> None:
    printed = {
        Service(invoice.service): (str(invoice.usage_month), document_of(session, invoice).printed_label)
        for case in ("paid_end", "in_use")
        for invoice in reversed(invoices(session, case))
    }
    assert printed[Service.FJCLOUD_V] == ("2026-06", "2026年8月")
    assert printed[Service.CLOUD_FILE_SERVER] == ("2026-06", "2026年7月")
    assert printed[Service.EXCLOSER_BASIC] == ("2026-07", "2026年7月")
    assert printed[Service.EXCLOSER_STARTUP][1] is None
    assert document_of(session, invoices(session, "card")[0]).printed_label is None


# -- the list


def test_the_pages_need_a_session(browser: Browser) -> None:
    assert browser.get("/mypage/invoices").path == "/sign-in"
    assert browser.get("/mypage/invoices/INV-2026-000001").path == "/sign-in"


def test_the_list_has_everything_newest_first(browser: Browser, session: Session) -> None:
    own = invoices(session, "paid_20")
    page = browser.sign_in(login_id("paid_20")).get("/mypage/invoices")

    positions = [page.text.index(invoice.number) for invoice in own]
    assert len(own) > 20
    assert positions == sorted(positions)
    assert page.links[f"詳細（{own[0].number}）"] == f"/mypage/invoices/{own[0].number}"
    assert f"{own[0].amount:,}円（確定前）" in words(page)


def test_the_list_is_narrowed_by_month_and_service(browser: Browser, session: Session) -> None:
    browser.sign_in(login_id("paid_20"))
    wanted = one(session, "paid_20", service="fjcloud_o", usage_month="2026-04")

    page = browser.get("/mypage/invoices?usage_month=2026-04&service=fjcloud_o")
    assert [link for link in page.links if link.startswith("詳細")] == [f"詳細（{wanted.number}）"]
    assert page.form("/mypage/invoices").fields == {"usage_month": "2026-04", "service": "fjcloud_o"}
    nothing = browser.get("/mypage/invoices?usage_month=1999-01")
    assert "条件に合うご請求はありません" in nothing.text
    assert nothing.links["すべてのご請求を見る"] == "/mypage/invoices"


def test_a_short_list_has_no_filter_and_an_empty_one_says_so(browser: Browser) -> None:
    short = browser.sign_in(login_id("in_use")).get("/mypage/invoices?usage_month=2026-06")
    assert "/mypage/invoices" in {form.action for form in short.forms}
    empty = browser.sign_in(login_id("plain")).get("/mypage/invoices")
    assert "ご請求はまだありません" in empty.text
    assert "/mypage/invoices" not in {form.action for form in empty.forms}


# -- the detail


def test_a_qualified_invoice_says_all_it_has_to(browser: Browser, session: Session) -> None:
    invoice = one(session, "paid_end", service="fjcloud_v", usage_month="2026-04")
    (total,) = document_of(session, invoice).totals
    page = browser.sign_in(login_id("paid_end")).get(f"/mypage/invoices/{invoice.number}")

    for expected in (
        "適格請求書",
        "見本メディカル株式会社 伊藤 さくら 様",
        "発行者 Fujitsu Cloud Direct",
        f"登録番号 {REGISTRATION_NUMBER}",
        "2026年4月1日〜2026年4月30日",
        "FJcloud-V 基本料 10%",
        f"10%対象 {total.net:,}円 {total.tax:,}円 {total.gross:,}円",
        "1円未満を切り捨て",
        # and what else the FAQ tells of an invoice
        "2026年6月13日頃",
        "2026年7月初旬",
        "お支払い期日 2026年7月31日",
        "「入金済」とは",
        "ご注文のときに選んだお支払い方法（銀行振込（請求書払））",
        "Paid請求書の「今回ご利用額」の期間 2026年6月",
    ):
        assert expected.replace(" ", "") in words(page), expected
    assert REGISTRATION_NUMBER == "T1020001071491"


def test_an_invoice_stays_made_out_to_whom_it_was(browser: Browser, container: Container) -> None:
    with container.database.unit_of_work() as session:
        confirmed = one(session, "paid_20", status="confirmed")
        unconfirmed = one(session, "paid_20", status="unconfirmed")
        members.get(session, confirmed.member_id).company = "株式会社みらい見本"
    browser.sign_in(login_id("paid_20"))

    assert "株式会社見本システムズ高橋大輔様請求番号" in words(browser.get(f"/mypage/invoices/{confirmed.number}"))
    assert "株式会社みらい見本高橋大輔様請求番号" in words(browser.get(f"/mypage/invoices/{unconfirmed.number}"))


def test_an_older_invoice_is_made_out_to_the_member_as_they_are_now(session: Session) -> None:
    invoice = one(session, "paid_20", status="paid")
    invoice.recipient_company = invoice.recipient_name = None

    document = document_of(session, invoice)
    assert (document.company, document.name) == ("株式会社見本システムズ", "高橋 大輔")


def test_lines_of_two_rates_are_told_apart(browser: Browser, container: Container) -> None:
    with container.database.unit_of_work() as session:
        invoice = one(session, "card", status="paid")
        nets = [line.net_amount for line in billing.lines_of(session, invoice)]
        session.add(InvoiceLine(invoice_id=invoice.id, description="見本の品", net_amount=1_019, tax_percent=8))
        invoice.amount = tax.gross([*((net, 10) for net in nets), (1_019, 8)])
    page = browser.sign_in(login_id("card")).get(f"/mypage/invoices/{invoice.number}")

    assert "見本の品※8%1,019円" in words(page)
    assert "※は軽減税率の対象です" in page.text
    assert "8%対象1,019円81円1,100円" in words(page)
    assert page.text.index("10%対象") < page.text.index("8%対象")
    assert f"請求金額（税込）{invoice.amount:,}円" in words(page)


def test_before_confirmation_it_is_no_invoice_yet(browser: Browser, session: Session) -> None:
    invoice = one(session, "paid_20", status="unconfirmed")
    page = browser.sign_in(login_id("paid_20")).get(f"/mypage/invoices/{invoice.number}")

    assert "請求確定前です" in page.text
    assert f"{invoice.amount:,}円（確定前）" in words(page)
    assert "適格請求書" not in page.text
    assert "10%対象" not in page.text
    assert "「入金済」とは" not in page.text


def test_an_invoice_from_before_lines_were_kept(browser: Browser, container: Container) -> None:
    with container.database.unit_of_work() as session:
        invoice = one(session, "card", status="paid")
        session.execute(delete(InvoiceLine).where(InvoiceLine.invoice_id == invoice.id))
    page = browser.sign_in(login_id("card")).get(f"/mypage/invoices/{invoice.number}")

    assert f"請求金額（税込）{invoice.amount:,}円" in words(page)
    assert "税率ごとの内訳の記録がありません" in page.text
    assert "10%対象" not in page.text


def test_a_card_has_its_companys_day_and_nothing_of_paid(browser: Browser, session: Session) -> None:
    invoice = one(session, "card", status="paid")
    page = browser.sign_in(login_id("card")).get(f"/mypage/invoices/{invoice.number}")

    assert "お支払い期日各カード会社の定める日" in words(page)
    assert "今回ご利用額" not in page.text
    assert "請求書の送付" not in page.text


@pytest.mark.parametrize("number", ["INV-2026-999999", "INV-1999-000001", "x", "' OR ''='"])
def test_unknown_numbers(browser: Browser, number: str) -> None:
    answer = browser.sign_in(login_id("card")).get(f"/mypage/invoices/{number}")
    assert answer.status == 404


def test_somebody_elses_invoice_is_as_unknown_as_none(browser: Browser, session: Session) -> None:
    other = one(session, "paid_20", status="paid")
    answer = browser.sign_in(login_id("card")).get(f"/mypage/invoices/{other.number}")

    assert answer.status == 404
    assert "高橋" not in answer.text


def test_the_list_and_the_chat_tell_the_same_after_days_have_passed(
    browser: Browser, container: Container, clock: FixedClock
) -> None:
    with container.database.reading() as session:
        before = one(session, "paid_20", status="confirmed")
    clock.advance(timedelta(days=7))
    chores.move_invoices_on(container)
    page = browser.sign_in(login_id("paid_20")).get(f"/mypage/invoices/{before.number}")
    assert "請求ステータス入金済" in words(page)


@pytest.mark.parametrize(
    ("service", "note", "is_printed"),
    [
        (Service.EXCLOSER_STARTUP, "基本利用サービス開始の前の日まで", False),
        (Service.EXCLOSER_BASIC, "月の途中にご利用を始めた場合も", True),
    ],
)
def test_the_days_of_use_are_explained_where_they_need_it(
    browser: Browser, session: Session, service: Service, note: str, is_printed: bool
) -> None:
    """What is printed by Paid is explained only where it stands."""
    invoice = next(each for each in invoices(session, "in_use") if each.service == service)
    page = browser.sign_in(login_id("in_use")).get(f"/mypage/invoices/{invoice.number}")

    assert note in page.text
    assert ("今回ご利用額" in page.text) is is_printed


def test_home_says_that_an_amount_may_still_change(browser: Browser, session: Session) -> None:
    newest = invoices(session, "paid_20")[0]
    assert not newest.is_confirmed

    assert f"{newest.amount:,}円（確定前）" in words(browser.sign_in(login_id("paid_20")).get("/mypage"))
