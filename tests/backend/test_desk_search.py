"""Searching at the desk: any stretch of a Japanese text, in any width, whoever wrote it."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from backend.audit.actions import Action
from backend.audit.models import AuditEvent
from backend.container import Container
from backend.core.clock import FixedClock
from backend.desk.matching import spellings
from backend.desk.shown import is_shown
from backend.members.models import Member
from backend.personal_data.finding import find
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.desk import Desk
from tests.backend.ticket_kit import from_form, member_of, unlock_request


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


def found(desk: Desk, query: str) -> dict[str, Any]:
    answer = desk.get("/search", q=query)
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


def conversations(desk: Desk, query: str) -> list[str]:
    return [one["summary"]["id"] for one in found(desk, query)["conversations"]]


@pytest.mark.parametrize(
    ("said", "query"),
    [
        ("請求書の宛名を変えたい", "宛名"),
        ("請求書の宛名を変えたい", "書の宛名を"),
        ("しはらいきじつはいつですか", "はらいき"),
        ("バックアップコードがない", "ックアッ"),
        ("ﾊﾞｯｸｱｯﾌﾟｺｰﾄﾞがない", "バックアップ"),
        ("バックアップコードがない", "ﾊﾞｯｸｱｯﾌﾟ"),
        ("ＦＪｃｌｏｕｄの請求", "FJcloud"),
        ("FJcloudの請求", "ＦＪｃｌｏｕｄ"),
        ("FJcloudの請求", "fjCLOUD"),
        ("ＦＪＣＬＯＵＤの請求", "fjcloud"),
        ("２０２６年４月分", "2026年4月"),
        ("100%オフですか", "0%"),
        ("snake_case という名前", "e_c"),
        ("バックスラッシュ \\n が出る", "\\n"),
        ("10/20 の件", "10/20"),
        ("'; DROP TABLE messages; --", "'; DROP"),
        ("絵文字😀です", "😀で"),
        ("改行の\n次の行", "次の行"),
    ],
)
def test_any_stretch_of_a_message_is_found(visitor: Visitor, desk: Desk, said: str, query: str) -> None:
    visitor.says(said)
    assert conversations(desk, query) == [visitor.id]


@pytest.mark.parametrize("query", ["%%", "__", "ない語", "_o", "%a", "\\\\", "支払%", "**"])
def test_what_is_not_there_is_not_found(visitor: Visitor, desk: Desk, query: str) -> None:
    visitor.says("支払について foo bar")
    assert found(desk, query) == {"conversations": [], "members": [], "tickets": []}


@pytest.mark.parametrize("query", ["", "あ", " あ ", "\u0000あ"])
def test_one_character_is_too_little(desk: Desk, query: str) -> None:
    assert desk.get("/search", q=query).status_code == 422


def test_notes_members_and_tickets_lead_to_conversations(
    client: TestClient, visitor: Visitor, container: Container, desk: Desk
) -> None:
    other = Visitor(client)
    desk.post(f"/conversations/{visitor.id}/notes", text="先方は急ぎのご様子")
    assert conversations(desk, "急ぎの") == [visitor.id]
    login_id = login_id_of(client, "in_use")
    other.identify(login_id)
    assert conversations(desk, login_id.upper()) == [other.id]
    (hit,) = found(desk, login_id)["conversations"]
    assert conversations(desk, hit["summary"]["member"]["name"][:2]) == [other.id]
    body = {"kind": "contact", "body": "折り返しのご希望です"}
    number = desk.post(f"/conversations/{visitor.id}/tickets", body).json()["number"]
    assert conversations(desk, number) == [visitor.id]
    assert conversations(desk, number.lower()) == [visitor.id]


def test_tickets_are_found_by_number_text_and_answers(
    client: TestClient, visitor: Visitor, container: Container, desk: Desk
) -> None:
    visitor.identify(login_id_of(client, "in_use"))
    body = {"kind": "contact", "body": "見積書の再発行をご希望"}
    number = desk.post(f"/conversations/{visitor.id}/tickets", body).json()["number"]

    def tickets(query: str) -> list[str]:
        return [ticket["number"] for ticket in found(desk, query)["tickets"]]

    for query in (
        number,
        number.removeprefix("TKT-"),
        "ＴＫＴ－" + number.removeprefix("TKT-"),
        "再発行",
        "お問い合わせ",
    ):
        assert tickets(query) == [number], query
    assert tickets("発送しました") == []
    answered = desk.post(f"/tickets/{number}/answer", text="見積書を発送しました")
    assert answered.status_code == 200, answered.text
    assert tickets("発送しました") == [number]


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
def test_who_never_wrote_is_found_wherever_the_blank_stands(
    client: TestClient, container: Container, desk: Desk, blank: str
) -> None:
    member = member_of(client, container, "plain")
    family, given = member.name.split()

    result = found(desk, family + blank + given)

    assert result["members"] == [{"id": member.id, "name": member.name, "login_id": member.login_id}]
    assert (result["conversations"], result["tickets"]) == ([], [])


def test_a_login_id_that_is_hidden_leads_to_its_member_only_as_a_whole(
    client: TestClient, container: Container, desk: Desk
) -> None:
    member = member_of(client, container, "plain")
    with container.database.unit_of_work() as session:
        session.get_one(Member, member.id).login_id = "hidden.one@mihon.example"

    assert found(desk, "hidden.one@mihon.example")["members"] == [
        {"id": member.id, "name": member.name, "login_id": "●●●●"}
    ]
    for part in ("hidden", "one@mihon", ".example"):
        assert [one["id"] for one in found(desk, part)["members"] if one["id"] == member.id] == [], part


@pytest.mark.parametrize("name", ["見本 さくら", "見本さくら", "見本\u3000さくら"])
@pytest.mark.parametrize("query", ["見本さくら", "見本 さくら", "さくら", "本さ"])
def test_tickets_are_found_by_who_wrote_them(container: Container, desk: Desk, name: str, query: str) -> None:
    number = from_form(container, name=name)
    assert lists(desk, query)[2:] == [[number], [number]]


def test_tickets_are_found_by_whose_account_they_are_about(
    client: TestClient, container: Container, desk: Desk
) -> None:
    locked, plain = member_of(client, container, "locked"), member_of(client, container, "plain")
    asked, written = unlock_request(container, locked.login_id), from_form(container, member_id=plain.id)
    for query in (locked.name, locked.name.replace(" ", ""), locked.login_id):
        assert lists(desk, query)[2:] == [[asked], [asked]], query
    for query in (plain.name, plain.name.replace(" ", "")):
        assert lists(desk, query)[2:] == [[written], [written]], query


def test_a_conversation_is_found_by_its_members_name_without_the_blank(
    client: TestClient, container: Container, visitor: Visitor, desk: Desk
) -> None:
    visitor.identify(login_id_of(client, "in_use"))
    name = member_of(client, container, "in_use").name
    assert lists(desk, name.replace(" ", ""))[:2] == [[visitor.id], [visitor.id]]


def test_a_hit_shows_what_stands_around_it(visitor: Visitor, desk: Desk) -> None:
    visitor.says("あ" * 200 + "ここに目印がある" + "い" * 200)
    (hit,) = found(desk, "目印")["conversations"]
    shown = "".join(part["text"] for part in hit["parts"])
    assert shown == "あ" * 37 + "ここに目印がある" + "い" * 37


def test_the_newest_comes_first_and_each_once(
    client: TestClient, clock: FixedClock, container: Container, desk: Desk
) -> None:
    visitors = [Visitor(client) for _ in range(3)]
    for visitor in [*visitors, visitors[0]]:
        clock.advance(timedelta(seconds=1))
        visitor.says("おなじ言葉")
    assert conversations(desk, "おなじ言葉") == [visitors[0].id, visitors[2].id, visitors[1].id]


def test_no_more_than_twenty_are_told(client: TestClient, desk: Desk) -> None:
    for _ in range(22):
        Visitor(client).says("おなじ言葉")
    assert len(conversations(desk, "おなじ言葉")) == 20


def test_what_was_looked_for_is_in_the_log_without_personal_data(container: Container, desk: Desk) -> None:
    found(desk, "田中 090-1234-5678")
    with container.database.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == Action.SEARCHED)).one()
    assert (event.actor_id, event.details["of"]) == (desk.staff_id, "田中 ●●●●")


@pytest.mark.parametrize("path", ["/conversations", "/tickets"])
def test_what_a_list_was_searched_for_is_in_the_log(container: Container, desk: Desk, path: str) -> None:
    def noted() -> list[str]:
        with container.database.reading() as session:
            events = session.scalars(select(AuditEvent).where(AuditEvent.action == Action.SEARCHED))
            return [event.details["of"] for event in events]

    desk.get(path)
    assert noted() == []
    for query in ("0312", "0312", "090-1234-5678", "090-1234-5679"):
        assert desk.get(path, q=query).status_code == 200
    # Lists are loaded over and over; but in the log one number looks like another.
    assert noted() == ["0312", "●●●●", "●●●●"]


def test_a_query_has_a_few_spellings() -> None:
    assert spellings("請求") == ["請求"]
    assert spellings("FJ") == ["FJ", "ＦＪ", "ｆｊ"]
    assert "コード" in spellings("ｺｰﾄﾞ")


def lists(desk: Desk, query: str) -> list[list[str]]:
    """What each way of looking for something finds: conversations by the search, by the list; tickets likewise."""
    result, tickets = found(desk, query), desk.get("/tickets", view="all", q=query).json()["tickets"]
    return [
        [one["summary"]["id"] for one in result["conversations"]],
        [one["id"] for one in desk.get("/conversations", view="all", q=query).json()["conversations"]],
        [ticket["number"] for ticket in result["tickets"]],
        [ticket["number"] for ticket in tickets],
    ]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("090-1234-5678", True),
        ("０９０－１２３４－５６７８", True),
        ("へ090-1234-5678から", True),
        ("お電話", True),
        ("電話は 2", True),
        ("090-1234-567", False),
        ("90", False),
        ("９０", False),
        ("へ090", False),
        ("78から", False),
        ("tanaka.h", False),
        ("@mail.ex", False),
        ("mple", False),
    ],
)
def test_what_is_hidden_is_not_found_by_a_part_of_it(visitor: Visitor, desk: Desk, query: str, is_found: bool) -> None:
    said = "お電話は 2 回、番号へ090-1234-5678から。tanaka.h@mail.example です"
    visitor.says(said)
    opened = desk.post(f"/conversations/{visitor.id}/tickets", {"kind": "contact", "body": said})
    assert opened.status_code == 201, opened.text
    ticket = opened.json()["number"]
    assert lists(desk, query) == ([[visitor.id], [visitor.id], [ticket], [ticket]] if is_found else [[], [], [], []])


def test_what_is_hidden_in_a_note_is_not_found_by_a_part_of_it(visitor: Visitor, desk: Desk) -> None:
    desk.post(f"/conversations/{visitor.id}/notes", text="折り返し 03-1234-5678")
    assert lists(desk, "1234")[:2] == [[], []]
    assert lists(desk, "03-1234-5678")[:2] == [[visitor.id], [visitor.id]]


@given(
    before=st.text("あ1a-@ ", max_size=6), after=st.text("あ1a-@ ", max_size=6), query=st.text("あ1a-@0", min_size=2)
)
def test_what_is_found_does_not_depend_on_what_is_hidden(before: str, after: str, query: str) -> None:
    """Unless all of it is asked for, a text is found just as it would be with another number in it."""
    texts = [f"{before}、{number}、{after}" for number in ("090-1234-5678", "080-9999-0000")]
    values = [text[one.start : one.end] for text in texts for one in find(text)]
    if not any(value in query for value in values):
        assert is_shown(texts[0], query) == is_shown(texts[1], query)


def test_somebody_looks_for_so_much_in_a_while(desk: Desk, container: Container, clock: FixedClock) -> None:
    most = int(container.settings.searches_per_staff.partition("/")[0])
    for number in range(most):
        assert container.limiter.allows(container.settings.searches_per_staff, "searches", str(desk.staff_id)), number
    assert desk.get("/conversations", view="all").status_code == 200
    for path in ("/search", "/conversations", "/tickets"):
        assert desk.get(path, q="請求").status_code == 429
