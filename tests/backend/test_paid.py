"""Registering for Paid: the copy it keeps, the days it takes, the decision, and what may be chosen then."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import chores
from backend.audit.actions import Action
from backend.audit.models import Actor, AuditEvent
from backend.billing import payment_choices
from backend.billing import service as billing
from backend.billing.models import PaidRegistration
from backend.billing.payment_choices import PaymentNotOfferedError, terms_for
from backend.billing.registration import AlreadyApplied, NotInScreening, PaidRegistrations
from backend.billing.screening import PaidScreening, PaidStatus
from backend.billing.terms import Closing, PaymentMethod, Terms
from backend.container import Container
from backend.core.clock import FixedClock
from backend.demo.people import PEOPLE
from backend.members import service as members
from backend.members.models import Member
from backend.notifications.models import OutgoingMessage
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.pages import Browser

CARD, TRANSFER, DEBIT = PaymentMethod
CLOSINGS = list(Closing)
REJECTED = next(each.login_id for each in PEOPLE if each.paid and each.paid.status is PaidStatus.REJECTED)


def login_id(case: str) -> str:
    return next(person.login_id for person in PEOPLE if person.case == case)


def somebody(session: Session, who: str) -> Member:
    found = members.find(session, who)
    assert found is not None
    return found


@pytest.fixture
def session(container: Container) -> Iterator[Session]:
    with container.database.unit_of_work() as opened:
        yield opened


@pytest.fixture
def paid(container: Container) -> PaidRegistrations:
    return container.paid_registrations


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


def subjects_to(session: Session, member: Member) -> list[str]:
    sent = select(OutgoingMessage).where(OutgoingMessage.member_id == member.id).order_by(OutgoingMessage.id)
    return [message.subject for message in session.scalars(sent)]


def acts_on(session: Session, member: Member) -> list[AuditEvent]:
    return list(session.scalars(select(AuditEvent).where(AuditEvent.member_id == member.id).order_by(AuditEvent.id)))


# -- applying and deciding


def test_an_application_waits_three_business_days_and_is_told(session: Session, paid: PaidRegistrations) -> None:
    member = somebody(session, login_id("plain"))

    found = paid.apply(session, member, closing=Closing.DAY_20, representative="見本 太郎", address="192.0.2.7")

    assert found.status is PaidStatus.SCREENING
    # Wednesday, 15 July 2026: Thursday, Friday, and after a long weekend Tuesday.
    assert (found.applied_on, found.expected_by) == (date(2026, 7, 15), date(2026, 7, 21))
    assert found.closing is Closing.DAY_20
    session.flush()
    assert subjects_to(session, member)[-1] == "Paidお申し込み受付のお知らせ"
    act = acts_on(session, member)[-1]
    assert (act.action, act.actor, act.address) == (Action.PAID_APPLIED, Actor.MEMBER, "192.0.2.7")


def test_closed_days_put_off_the_expected_day(session: Session, container: Container) -> None:
    closed = frozenset({date(2026, 7, 16), date(2026, 7, 21)})
    paid = PaidRegistrations(container.clock, container.letters, closed)

    found = paid.apply(
        session, somebody(session, login_id("plain")), closing=Closing.DAY_20, representative="見本 太郎"
    )
    assert found.expected_by == date(2026, 7, 23)


def test_what_paid_was_told_does_not_follow_the_profile(session: Session, paid: PaidRegistrations) -> None:
    member = somebody(session, login_id("plain"))
    before = (member.company, member.name, member.email, member.phone, member.address)
    paid.apply(session, member, closing=Closing.END_OF_MONTH, representative="見本 太郎")
    member.company, member.name, member.email, member.phone, member.address = "新", "新", "new@x.example", "0", "新"
    session.flush()
    session.expire_all()

    kept = session.get_one(PaidRegistration, member.id)
    assert (kept.company, kept.name, kept.email, kept.phone, kept.address) == before
    assert kept.representative == "見本 太郎"


@pytest.mark.parametrize("case", ["screening", "paid_20"])
def test_nobody_applies_twice(session: Session, paid: PaidRegistrations, case: str) -> None:
    member = somebody(session, login_id(case))
    before = subjects_to(session, member)

    with pytest.raises(AlreadyApplied):
        paid.apply(session, member, closing=Closing.DAY_20, representative="見本 太郎")
    assert subjects_to(session, member) == before


def test_who_was_refused_may_apply_again(session: Session, paid: PaidRegistrations) -> None:
    member = somebody(session, REJECTED)

    paid.apply(session, member, closing=Closing.DAY_20, representative="見本 次郎")

    session.expire_all()
    kept = session.get_one(PaidRegistration, member.id)
    assert (kept.status, kept.applied_on, kept.decided_on) == (PaidStatus.SCREENING, date(2026, 7, 15), None)
    assert (kept.closing, kept.representative) == (Closing.DAY_20, "見本 次郎")


@pytest.mark.parametrize(("approved", "status"), [(True, PaidStatus.APPROVED), (False, PaidStatus.REJECTED)])
def test_a_decision_is_kept_and_told(
    session: Session, paid: PaidRegistrations, approved: bool, status: PaidStatus
) -> None:
    member = somebody(session, login_id("screening"))

    paid.record_decision(session, member.id, approved=approved, actor_id=7)

    session.flush()
    session.expire_all()
    assert billing.paid_screening(session, member.id).status is status
    assert session.get_one(PaidRegistration, member.id).decided_on == date(2026, 7, 15)
    assert subjects_to(session, member)[-1] == "Paid審査結果のお知らせ"
    act = acts_on(session, member)[-1]
    assert (act.action, act.actor, act.actor_id, act.details) == (
        Action.PAID_DECIDED, Actor.STAFF, 7, {"approved": approved},
    )  # fmt: skip


@pytest.mark.parametrize("case", ["plain", "paid_20"])
def test_only_what_is_in_screening_is_decided(session: Session, paid: PaidRegistrations, case: str) -> None:
    with pytest.raises(NotInScreening):
        paid.record_decision(session, somebody(session, login_id(case)).id, approved=False)


@pytest.mark.parametrize("who", [login_id("plain"), REJECTED], ids=["first", "again"])
def test_of_applications_at_once_one_counts(container: Container, paid: PaidRegistrations, who: str) -> None:
    def apply(number: int) -> bool:
        with container.database.unit_of_work() as session:
            paid.apply(session, somebody(session, who), closing=Closing.DAY_20, representative=f"見本 {number}")
        return True

    assert _successes(apply) == 1
    with container.database.reading() as session:
        assert subjects_to(session, somebody(session, who)) == ["Paidお申し込み受付のお知らせ"]


def test_of_decisions_at_once_one_counts(container: Container, paid: PaidRegistrations) -> None:
    with container.database.reading() as session:
        member_id = somebody(session, login_id("screening")).id

    def decide(number: int) -> bool:
        with container.database.unit_of_work() as session:
            paid.record_decision(session, member_id, approved=number % 2 == 0)
        return True

    assert _successes(decide) == 1
    with container.database.reading() as session:
        assert subjects_to(session, somebody(session, login_id("screening"))) == ["Paid審査結果のお知らせ"]


def _successes(act: object) -> int:
    def tried(number: int) -> bool:
        try:
            return bool(act(number))  # type: ignore[operator]
        except (AlreadyApplied, NotInScreening):
            return False

    with ThreadPoolExecutor(8) as pool:
        return sum(pool.map(tried, range(8)))


# -- the demo, where nobody screens


def test_the_demo_approves_when_the_expected_day_has_passed(container: Container, clock: FixedClock) -> None:
    with container.database.reading() as session:
        member = somebody(session, login_id("screening"))

    clock.advance(timedelta(days=2))  # Friday, 17 July: the expected day itself
    chores.approve_overdue(container)
    with container.database.reading() as session:
        assert billing.paid_screening(session, member.id).status is PaidStatus.SCREENING

    clock.advance(timedelta(days=1))
    chores.approve_overdue(container)
    chores.approve_overdue(container)
    with container.database.reading() as session:
        assert billing.paid_screening(session, member.id).status is PaidStatus.APPROVED
        assert subjects_to(session, member) == ["Paid審査結果のお知らせ"]
        assert acts_on(session, member)[-1].actor == Actor.SYSTEM


def test_nothing_but_the_demo_approves_by_itself(container: Container) -> None:
    real = container.settings.model_copy(update={"environment": "production"})
    real.__dict__.pop("is_demo", None)
    names = chores.chores(type(container)(**{**vars(container), "settings": real}))
    assert list(names) == ["moving invoices on"]


# -- door 2


def test_door_2_tells_the_expected_day_with_the_shops_closed_days(
    container: Container, client: TestClient, internal: TestClient, bot: object
) -> None:
    closed = PaidRegistrations(container.clock, container.letters, frozenset({date(2026, 7, 15)}))
    object.__setattr__(container, "paid_registrations", closed)
    visitor = Visitor(client)
    visitor.identify(login_id_of(client, "screening"))
    visitor.says("審査はいつ終わりますか")
    reference = bot.asked[-1]["conversation"]  # type: ignore[attr-defined]

    found = internal.get(f"/internal/conversations/{reference}/paid-screening").json()["screening"]
    # Applied on the 14th; without the closed day it would be the 17th.
    assert found["expected_by"] == "2026-07-21"


# -- which ways of paying may be chosen


@pytest.mark.parametrize("status", list(PaidStatus))
@pytest.mark.parametrize("closing", CLOSINGS)
def test_a_card_always_the_others_once_approved(status: PaidStatus, closing: Closing) -> None:
    screening = PaidScreening(status, closing=closing)
    choices = {choice.method: choice for choice in payment_choices.choices(screening)}

    assert set(choices) == set(PaymentMethod)
    assert choices[CARD].is_offered
    assert terms_for(CARD, screening) == Terms(CARD)
    for method in (TRANSFER, DEBIT):
        assert choices[method].is_offered is (status is PaidStatus.APPROVED)
        if choices[method].is_offered:
            assert terms_for(method, screening) == Terms(method, closing)
        else:
            with pytest.raises(PaymentNotOfferedError, match=choices[method].why_not):
                terms_for(method, screening)


def test_choosing_puts_the_terms_on_record(session: Session) -> None:
    approved, other = somebody(session, login_id("paid_20")), somebody(session, login_id("screening"))

    assert billing.choose_terms(session, approved.id, DEBIT) == Terms(DEBIT, Closing.DAY_20)
    assert billing.terms_of(session, approved.id) == Terms(DEBIT, Closing.DAY_20)
    assert billing.choose_terms(session, approved.id, CARD) == Terms(CARD)
    assert billing.terms_of(session, approved.id) == Terms(CARD)
    with pytest.raises(PaymentNotOfferedError):
        billing.choose_terms(session, other.id, TRANSFER)
    assert billing.terms_of(session, other.id) == Terms()
    assert billing.choose_terms(session, other.id, CARD) == Terms(CARD)
    assert billing.terms_of(session, other.id) == Terms(CARD)


# -- the page


def test_the_page_needs_a_session(browser: Browser) -> None:
    assert browser.get("/mypage/paid").path == "/sign-in"


def test_registering_on_the_page(browser: Browser, container: Container) -> None:
    browser.sign_in(login_id("plain"))
    before = browser.get("/mypage/paid")
    assert "未登録" in before.text
    assert "Paidの登録情報と現在の会員情報" not in before.text

    after = browser.submit(before, representative="  田中 一郎 ", closing="end")

    assert (after.status, after.path) == (200, "/mypage/paid")
    for words in (
        "お申し込みを受け付けました",
        "審査中",
        "2026年7月21日頃",
        "末日締め",
        "請求確定月の翌月末日",
        "田中 一郎",
    ):
        assert words in after.text
    assert "Paid決済への登録" not in after.text
    with container.database.reading() as session:
        kept = session.get_one(PaidRegistration, somebody(session, login_id("plain")).id)
        assert kept.representative == "田中 一郎"


def test_sent_twice_it_is_said_kindly(browser: Browser) -> None:
    browser.sign_in(login_id("plain"))
    page = browser.get("/mypage/paid")
    browser.submit(page, representative="田中 一郎", closing="20")

    again = browser.submit(page, representative="田中 一郎", closing="20")
    assert (again.status, again.path) == (200, "/mypage/paid")
    assert "すでにお申し込みいただいています" in again.text


@pytest.mark.parametrize(
    ("typed", "invalid"),
    [
        ({"representative": "", "closing": "20"}, "代表者名を入力"),
        ({"representative": " 　", "closing": "20"}, "代表者名を入力"),
        ({"representative": "あ" * 101, "closing": "20"}, "100文字以内"),
        ({"representative": "田中 一郎", "closing": None}, "締め日を選択"),
        ({"representative": "田中 一郎", "closing": "15"}, "締め日を選択"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_applied_for(
    browser: Browser, container: Container, typed: dict[str, str | None], invalid: str
) -> None:
    browser.sign_in(login_id("plain"))
    answer = browser.fill("/mypage/paid", **typed)

    assert answer.status == 422
    assert invalid in answer.text
    with container.database.reading() as session:
        assert session.get(PaidRegistration, somebody(session, login_id("plain")).id) is None


def test_a_form_from_elsewhere_is_refused(browser: Browser, container: Container) -> None:
    browser.sign_in(login_id("plain"))
    answer = browser.client.post("/mypage/paid", data={"representative": "田中 一郎", "closing": "20"})

    assert answer.status_code == 403
    with container.database.reading() as session:
        assert session.get(PaidRegistration, somebody(session, login_id("plain")).id) is None


def test_the_page_tells_what_differs_and_where_to_change_it(browser: Browser, container: Container) -> None:
    with container.database.unit_of_work() as session:
        somebody(session, login_id("paid_20")).company = "株式会社みらい見本"
    page = browser.sign_in(login_id("paid_20")).get("/mypage/paid")

    row = page.text[page.text.index("会社名 株式会社見本システムズ") :][:80]
    assert "株式会社みらい見本 異なります Paidお客様サポートデスク" in row
    assert "名前 高橋 大輔 高橋 大輔 同じです Paidマイページ" in page.text
    assert "翌日以降に発行されるPaid請求書" in page.text
    assert page.text.count("選べます") == 3


def test_somebody_refused_is_told_and_may_apply_again(browser: Browser) -> None:
    page = browser.sign_in(REJECTED).get("/mypage/paid")

    assert "審査の結果、ご利用いただけませんでした" in page.text
    assert "Paidの登録情報と現在の会員情報" not in page.text
    assert "審査中" in browser.submit(page, representative="吉田 愛", closing="20").text
