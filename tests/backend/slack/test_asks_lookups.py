"""Look-ups in Slack: how things stand with members, without who they are; each in the audit log."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.audit.actions import Action
from backend.billing import due_dates
from backend.billing import service as billing
from backend.billing.dates import YearMonth
from backend.catalogue.services import Service
from backend.container import Container
from backend.core.clock import FixedClock, today
from backend.members import service as members
from backend.members.models import Member
from backend.slack.asks.answers import day_label
from tests.backend.conftest import Visitor
from tests.backend.desk import Desk
from tests.backend.handing_over import Agent, ask_for_person
from tests.backend.slack.asking import asked_directly, commanded, looks, mentioned
from tests.backend.slack.peer import SlackPeer, Staff
from tests.backend.ticket_kit import from_form, row

CARD = Action.MEMBER_CARD_SEEN


@pytest.fixture
def member(container: Container) -> Member:
    """Of the demo, with invoices to be paid."""
    with container.database.reading() as session:
        found = members.find(session, "daisuke.takahashi")
    assert found is not None
    return found


@pytest.fixture
def nothing_personal(peer: SlackPeer, container: Container) -> Any:
    """To be called at the end: in no call to Slack there is anything of a member that names or reaches them."""

    def check() -> None:
        with container.database.reading() as session:
            everybody = list(session.scalars(select(Member)))
        sent = "\n".join(repr(call.args) for call in peer.calls)
        assert "の" in sent  # in letters, not in escapes
        for each in everybody:
            for value in (each.name, each.name.split()[1], each.email, each.phone, each.address, each.company):
                assert value not in sent

    return check


def test_orders_invoices_and_contracts(
    kimura: Staff, container: Container, member: Member, nothing_personal: Any
) -> None:
    order = mentioned(kimura, "ｏｒｄ-４はどうなってる？").shown
    for told in ("ORD-2025-000004", "ご利用開始済み", "FJcloud-V", "2025年6月13日（金）", "会員：高●様"):
        assert told in order
    invoice = asked_directly(kimura, "INV-2026-000112の期日は？").shown
    for told in ("請求確定", "2026年6月", "8月20日（木）", "円", "会員：高●様"):
        assert told in invoice
    contract = commanded(kimura, "CNT-000004").shown
    for told in ("CNT-000004", "ご利用中", "FJcloud-V"):
        assert told in contract
    assert looks(container, kimura.user) == [(CARD, f"member:{member.id}")]
    nothing_personal()


def test_every_member_looked_at_is_noted(kimura: Staff, container: Container, nothing_personal: Any) -> None:
    answer = mentioned(kimura, "ORD-18とinv2026-111、契約番号16")
    assert [each["type"] for each in answer.blocks].count("section") == 3
    assert looks(container, kimura.user) == [(CARD, "member:3"), (CARD, "member:2"), (CARD, "member:8")]
    nothing_personal()


def test_a_look_is_noted_once_an_hour_by_each_door(
    kimura: Staff, container: Container, client: Any, member: Member, clock: FixedClock
) -> None:
    Desk(client, container).sign_in().get(f"/members/{member.id}")
    mentioned(kimura, "ORD-4")
    asked_directly(kimura, "ORD-4")
    assert looks(container, kimura.user) == [(CARD, f"member:{member.id}")]
    clock.advance(timedelta(minutes=61))
    asked_directly(kimura, "ORD-4")
    assert len(looks(container, kimura.user)) == 2


@pytest.mark.parametrize(
    "text",
    ["ORD-2026-999999", "ORD-2024-000004", "inv99999", "CNT-999999999", "TKT-4000", "nobody@mihon.example の期日は？"],
)
def test_what_there_is_not(kimura: Staff, container: Container, text: str) -> None:
    answer = commanded(kimura, text)
    assert "見つかりませんでした" in answer.shown
    assert answer.labels == []
    assert looks(container, kimura.user) == []


def test_when_a_member_has_to_pay_is_what_members_are_told(
    kimura: Staff, container: Container, member: Member, clock: FixedClock, nothing_personal: Any
) -> None:
    day = today(clock)
    with container.database.reading() as session:
        invoices = billing.invoices_of(session, member.id)
        terms = billing.terms_of(session, member.id)
    answers = [
        mentioned(kimura, "daisuke.takahashi の支払期日は？"),
        asked_directly(kimura, "ＤＡＩＳＵＫＥ．ＴＡＫＡＨＡＳＨＩはいつまでに払う？"),
        commanded(kimura, "due daisuke.takahashi"),
        commanded(kimura, "支払い daisuke.takahashi"),
        asked_directly(kimura, "ORD-4の会員の支払期日"),
    ]
    shown = answers[0].shown
    assert {each.shown for each in answers} == {shown}
    for invoice in invoices:
        is_coming = invoice.due_on is not None and invoice.due_on >= day
        assert (invoice.number in shown) is is_coming
        assert not is_coming or day_label(invoice.due_on or day, day) in shown
    following = due_dates.due_date(Service.FJCLOUD_V, YearMonth.of(day), terms)
    assert following.due_on is not None
    assert f"FJcloud-V　2026年7月分　支払期日 {day_label(following.due_on, day)}" in shown
    assert "支払い済みという意味ではありません" in shown
    assert "高●様（ログインID：daisuke.takahashi）" in shown
    assert looks(container, kimura.user) == [(CARD, f"member:{member.id}")]
    nothing_personal()


def test_a_card_has_no_day_of_ours(kimura: Staff) -> None:
    shown = asked_directly(kimura, "kenichi.sato の期日").shown
    assert "各カード会社の定める日" in shown
    assert "INV-2026-000111" in shown
    assert "INV-2026-000099" not in shown


def test_who_owes_nothing(kimura: Staff) -> None:
    assert "これから支払期日を迎える請求はありません。" in asked_directly(kimura, "misaki.tanaka の期日").shown


def test_a_login_id_that_is_a_mail_address_is_hidden(
    kimura: Staff, container: Container, nothing_personal: Any
) -> None:
    answer = mentioned(kimura, "suzuki@mihon-foods.example の注文は？")
    assert "ORD-2026-000018" in answer.shown
    assert "鈴●様（ログインID：●●●●）" in answer.shown
    assert looks(container, kimura.user) == [(CARD, "member:3")]
    nothing_personal()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("naoko.yamamoto の契約は？", "CNT-000009"),
        ("naoko.yamamoto の注文一覧", "ORD-2025-000009"),
        ("naoko.yamamoto はどうなってる？", "利用中・準備中の契約：2件"),
        ("会員番号7の状況は？", "利用中・準備中の契約：2件"),
    ],
)
def test_what_a_member_has(kimura: Staff, container: Container, text: str, told: str) -> None:
    assert told in asked_directly(kimura, text).shown
    assert looks(container, kimura.user) == [(CARD, "member:7")]


def test_tickets(kimura: Staff, container: Container, clock: FixedClock, nothing_personal: Any) -> None:
    assert "開いているチケットはありません。" in commanded(kimura, "ticket").shown
    numbers = [from_form(container, f"key-{count}", body="090-1234-5678まで") for count in range(12)]
    listed = mentioned(kimura, "開いているチケットは？")
    assert "開いているチケット：12件" in listed.shown
    assert "ほか2件" in listed.shown
    assert f"|{numbers[0]}>" in "".join(listed.mentions)
    assert "期限切れのチケットはありません。" in commanded(kimura, "チケット 期限切れ").shown
    assert "担当しているチケットはありません。" in commanded(kimura, "ticket mine").shown
    one = asked_directly(kimura, f"{numbers[0].lower()} の担当は？").shown
    for told in (numbers[0], "お問い合わせ", "受付済み", "担当：未定", "会員：田●様", "期限："):
        assert told in one
    assert looks(container, kimura.user) == [(Action.TICKET_READ, numbers[0])]
    due_at = row(container, numbers[0]).due_at
    assert due_at is not None
    clock.advance(due_at - clock.now() + timedelta(minutes=1))
    assert "期限切れのチケット：12件" in asked_directly(kimura, "期限切れ").shown
    nothing_personal()


def test_who_waits(kimura: Staff, container: Container, visitor: Visitor, clock: FixedClock) -> None:
    assert "いま待っている方はいません。" in mentioned(kimura, "いま誰が待ってる？").shown
    Agent(container).comes()
    ask_for_person(container, visitor.id)
    clock.advance(timedelta(minutes=3))
    answer = mentioned(kimura, "いま誰が待ってる？")
    assert "いま待っている方：1人" in answer.shown
    assert "3分待ち" in answer.shown
    assert answer.buttons[0]["url"].endswith(f"/console#queue/{visitor.id}")


def test_search_is_the_consoles(kimura: Staff, container: Container, visitor: Visitor, nothing_personal: Any) -> None:
    visitor.says("請求書の宛名を変えたいです。電話は090-1234-5678です")
    ticket = from_form(container, body="宛名について")
    answer = commanded(kimura, "search 宛名")
    assert ticket in answer.shown
    assert "請求書の宛名を変えたいです。電話は●●●●です" in answer.shown
    assert "1234" not in answer.raw
    urls = [button["url"] for button in answer.buttons]
    assert any(url.endswith(f"#all/{visitor.id}") for url in urls)
    assert any(url.endswith(f"#tickets/all/{ticket}") for url in urls)
    assert looks(container, kimura.user) == [(Action.SEARCHED, "宛名")]
    nothing_personal()


def test_members_are_found_without_being_named(kimura: Staff, container: Container) -> None:
    answer = commanded(kimura, "検索 高橋")
    assert "高●様（ログインID：daisuke.takahashi）" in answer.shown
    assert "大輔" not in answer.raw


def test_what_is_not_found(kimura: Staff, container: Container) -> None:
    assert "見つかりませんでした" in commanded(kimura, "search まったくない言葉").shown
    assert "2文字以上" in commanded(kimura, "search あ").shown
    hidden = commanded(kimura, "search nobody@mihon.example")
    assert looks(container, kimura.user)[-1] == (Action.SEARCHED, "●●●●")
    assert "nobody" not in hidden.raw


def test_long_results_stay_within_limits(kimura: Staff, container: Container, client: Any) -> None:
    for count in range(8):
        Visitor(client).says("ながいながい言葉" * 100 + f"{count}")
        from_form(container, f"key-{count}", body="言葉" * 900)
    answer = commanded(kimura, "search 言葉")
    assert len(answer.blocks) < 50
    assert answer.shown.count("ほか3件") == 2


class TestOtherSettings:
    @pytest.fixture
    def slack_settings(self) -> dict[str, Any]:
        return {"searches_per_staff": "3/minute", "slack_masks_names": False}

    def test_a_search_too_many_is_refused_in_words(self, kimura: Staff) -> None:
        answers = [commanded(kimura, "search まったくない言葉").shown for _ in range(4)]
        assert "見つかりませんでした" in answers[2]
        assert "少し待ってから" in answers[3]

    def test_names_are_whole_where_that_is_set(self, kimura: Staff) -> None:
        assert "会員：高橋 大輔様" in mentioned(kimura, "ORD-4").shown
