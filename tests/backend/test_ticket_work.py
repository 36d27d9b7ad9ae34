"""Work on a ticket: taken, changed, noted, answered, closed."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.demo.people import PEOPLE
from backend.tickets.models import TicketKind
from tests.backend.at_once import at_once
from tests.backend.conftest import Visitor, mailbox
from tests.backend.desk import OTHER_AGENT, Desk
from tests.backend.ticket_kit import (
    STRANGER,
    audited,
    from_chat,
    from_form,
    member_of,
    row,
    shown,
    steps,
    subjects,
    system_lines,
    unlock_request,
)

LOCKED = next(person.login_id for person in PEOPLE if person.case == "locked")


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


def texts(desk: Desk, number: str) -> list[str]:
    return [line["text"] for line in shown(desk, number)["history"]]


# Changing


def test_it_is_assigned_worked_on_and_closed_and_all_of_it_is_written_down(
    client: TestClient, container: Container, desk: Desk, clock: FixedClock
) -> None:
    number = from_form(container)
    colleague = Desk(client, container).sign_in(OTHER_AGENT)

    desk.patch(f"/tickets/{number}", assignee_id=colleague.staff_id, status="in_progress")
    clock.advance(timedelta(minutes=30))
    closed = colleague.patch(f"/tickets/{number}", status="closed").json()

    assert (closed["status_label"], closed["closed_at"]) == ("完了", "2026-07-15T10:30:00+09:00")
    assert closed["steps"] == []
    names = [line["staff_name"] for line in closed["history"]]
    mine, theirs = desk.person().name, colleague.person().name
    assert list(zip(names, texts(desk, number), strict=True)) == [
        (None, "受け付けました"),
        (mine, "状態を「受付済み」から「対応中」に変えました"),
        (mine, f"担当者を{theirs}にしました"),
        (theirs, "状態を「対応中」から「完了」に変えました"),
    ]
    assert [event.actor_id for event in audited(container, Action.TICKET_CHANGED)] == [
        desk.staff_id,
        desk.staff_id,
        colleague.staff_id,
    ]
    assert all(event.details["ticket"] == number for event in audited(container, Action.TICKET_CHANGED))


def test_a_closed_one_can_be_opened_again_and_only_that(container: Container, desk: Desk) -> None:
    number = from_form(container)
    desk.patch(f"/tickets/{number}", status="closed")

    for change in ({"assignee_id": desk.staff_id}, {"due_at": None}):
        refused = desk.patch(f"/tickets/{number}", change)
        assert (refused.status_code, refused.json()["code"]) == (409, "closed")
    assert desk.post(f"/tickets/{number}/answer", text="はい").json()["code"] == "closed"
    again = desk.patch(f"/tickets/{number}", status="in_progress", assignee_id=desk.staff_id).json()

    assert (again["status"], again["closed_at"], again["assignee"]["id"]) == ("in_progress", None, desk.staff_id)


def test_it_stays_closed_where_the_same_was_asked_anew(container: Container, desk: Desk, visitor: Visitor) -> None:
    first = from_chat(container, visitor)
    desk.patch(f"/tickets/{first}", status="closed")
    second = from_chat(container, visitor)
    assert second != first

    refused = desk.patch(f"/tickets/{first}", status="open")

    assert (refused.status_code, refused.json()["code"]) == (409, "another_open")
    assert row(container, first).status == "closed"


def test_the_time_can_be_changed_and_taken_away(container: Container, desk: Desk) -> None:
    number = from_form(container)

    assert desk.patch(f"/tickets/{number}", due_at="2026-07-31T08:00:00Z").json()["due_at"] == (
        "2026-07-31T17:00:00+09:00"
    )
    assert desk.patch(f"/tickets/{number}", due_at=None).json()["due_at"] is None
    assert texts(desk, number)[1:] == ["期限を2026年7月31日 17:00に変えました", "期限をなくしました"]


@pytest.mark.parametrize(
    "due", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-07-31T08:00:00", "soon"]
)
def test_other_times_are_refused(container: Container, desk: Desk, due: str) -> None:
    assert desk.patch(f"/tickets/{from_form(container)}", due_at=due).status_code == 422


def test_what_is_not_named_stays(container: Container, desk: Desk) -> None:
    number = from_form(container)
    before = shown(desk, number)

    assert desk.patch(f"/tickets/{number}", {}).json() == before


def test_the_same_change_again_changes_nothing(container: Container, desk: Desk) -> None:
    number = from_form(container)
    seen = {"status": "open", "assignee_id": None}
    for _ in range(2):
        answer = desk.patch(f"/tickets/{number}", assignee_id=desk.staff_id, status="in_progress", seen=seen)
        assert answer.status_code == 200

    assert steps(container, number) == ["opened", "status_changed", "assigned"]


def test_what_a_colleague_changed_since_is_not_changed_over_their_head(
    client: TestClient, container: Container, desk: Desk
) -> None:
    number = from_form(container)
    colleague = Desk(client, container).sign_in(OTHER_AGENT)
    seen = {"status": "open", "assignee_id": None}
    colleague.patch(f"/tickets/{number}", assignee_id=colleague.staff_id, seen=seen)

    refused = desk.patch(f"/tickets/{number}", assignee_id=desk.staff_id, seen=seen)

    assert (refused.status_code, refused.json()["code"]) == (409, "changed_meanwhile")
    assert shown(desk, number)["assignee"]["id"] == colleague.staff_id
    # What nobody touched can be changed all the same, and what was shown anew, too.
    assert desk.patch(f"/tickets/{number}", status="in_progress", seen=seen).status_code == 200
    now = {"status": "in_progress", "assignee_id": colleague.staff_id}
    assert desk.patch(f"/tickets/{number}", assignee_id=desk.staff_id, seen=now).status_code == 200


def test_of_two_who_take_it_at_the_same_moment_one_has_it(client: TestClient, container: Container, desk: Desk) -> None:
    colleague = Desk(client, container).sign_in(OTHER_AGENT)
    seen = {"status": "open", "assignee_id": None}
    for key in range(5):
        number = from_form(container, str(key))
        waiting = [desk, colleague]

        def take(number: str = number, waiting: list[Desk] = waiting) -> int:
            me = waiting.pop()
            return me.patch(f"/tickets/{number}", assignee_id=me.staff_id, seen=seen).status_code

        assert sorted(at_once(2, take)) == [200, 409]
        assert steps(container, number) == ["opened", "assigned"]


@pytest.mark.parametrize("staff_id", [999, 2**31 - 1])
def test_nobody_else_can_be_given_one(container: Container, desk: Desk, staff_id: int) -> None:
    refused = desk.patch(f"/tickets/{from_form(container)}", assignee_id=staff_id)

    assert (refused.status_code, refused.json()["code"]) == (422, "staff_unknown")


@pytest.mark.parametrize("number", ["TKT-999999", "TKT-1", "1", "TKT-²", "TKT-0000000000000000001", "none"])
def test_other_numbers_are_not_found(container: Container, desk: Desk, number: str) -> None:
    from_form(container)

    assert desk.get(f"/tickets/{number}").status_code == 404
    assert desk.patch(f"/tickets/{number}", status="closed").status_code == 404


# Notes


def test_a_note_is_kept_once_and_its_personal_data_hidden(container: Container, desk: Desk) -> None:
    number = from_form(container)
    for _ in range(2):
        answer = desk.post(f"/tickets/{number}/notes", text="電話は 03-1234-5678\0", client_key="n1")
        assert answer.status_code == 200, answer.text

    [_, note] = shown(desk, number)["history"]
    assert note["text"] == "メモ"
    assert note["parts"][0] == {"text": "電話は "}
    assert note["parts"][1]["hidden"]["kind"] == "phone"
    assert "1234" not in str(note)
    assert len(audited(container, Action.TICKET_NOTED)) == 1
    assert "1234" not in str(audited(container, Action.TICKET_NOTED)[0].details)


def test_an_empty_text_is_none(container: Container, desk: Desk) -> None:
    number = from_form(container)
    for path in ("notes", "answer"):
        assert desk.post(f"/tickets/{number}/{path}", text=" \0 ").json()["code"] == "text_empty"
        assert desk.post(f"/tickets/{number}/{path}", text="x" * 4001).status_code == 422


# Answers


def test_a_member_is_answered_at_the_registered_address(
    client: TestClient, container: Container, desk: Desk, visitor: Visitor
) -> None:
    member = member_of(client, container, "plain")
    number = from_chat(container, visitor, member.id)
    assert shown(desk, number)["answer_goes_to"] == "登録のメールアドレス"

    answered = desk.post(f"/tickets/{number}/answer", text="お調べしました。", client_key="a1").json()

    [mail] = [each for each in mailbox(client, member.email) if number in each["subject"]]
    assert mail["body"].startswith(f"{member.name} 様\n\n受付番号{number}の件")
    assert "お調べしました。" in mail["body"]
    # Who answers has it from then on.
    assert (answered["status"], answered["assignee"]["id"]) == ("in_progress", desk.staff_id)
    assert answered["history"][1]["text"] == "登録のメールアドレスへ回答を送りました"
    assert answered["history"][1]["parts"] == [{"text": "お調べしました。"}]
    [act] = audited(container, Action.TICKET_ANSWERED)
    assert (act.member_id, act.actor_id, act.details) == (
        member.id,
        desk.staff_id,
        {"ticket": number, "is_registered": True},
    )


def test_clicked_twice_or_by_two_windows_at_once_there_is_one_mail(
    client: TestClient, container: Container, desk: Desk
) -> None:
    number = from_form(container)

    answers = at_once(4, lambda: desk.post(f"/tickets/{number}/answer", text="はい。", client_key="a1", close=True))

    assert [answer.status_code for answer in answers] == [200] * 4
    assert subjects(client, STRANGER) == [f"担当者からの回答（{number}）"]
    assert steps(container, number) == ["opened", "answered", "status_changed"]


def test_a_stranger_is_answered_where_they_said_and_told_nothing_of_what_was_asked(
    client: TestClient, container: Container, desk: Desk
) -> None:
    number = from_form(container, name="格安 http://spam.example", body="http://spam.example を見て")
    assert shown(desk, number)["answer_goes_to"] == "知らされたメールアドレス（未確認）"

    desk.post(f"/tickets/{number}/answer", text="ご質問の件です。")

    [mail] = mailbox(client, STRANGER)
    assert mail["body"].startswith("お客様\n\n")
    assert "spam" not in mail["subject"] + mail["body"]


def test_who_left_an_address_in_the_chat_is_answered_there(
    client: TestClient, container: Container, desk: Desk, visitor: Visitor
) -> None:
    number = from_chat(container, visitor)
    refused = desk.post(f"/tickets/{number}/answer", text="はい。")
    assert (refused.status_code, refused.json()["code"]) == (409, "no_address")
    assert shown(desk, number)["steps"] == []

    visitor.client.put(
        f"/api/conversations/{visitor.id}/reply-address", json={"email": STRANGER}, headers=visitor.headers
    )

    assert shown(desk, number)["steps"] == ["answer"]
    desk.post(f"/tickets/{number}/answer", text="はい。")
    assert len(subjects(client, STRANGER)) == 1


def test_who_proved_later_who_they_are_is_answered_at_the_registered_address(
    client: TestClient, container: Container, desk: Desk, visitor: Visitor
) -> None:
    member = member_of(client, container, "plain")
    number = from_chat(container, visitor)
    visitor.identify(member.login_id)
    visitor.patch(ended=True)

    assert desk.post(f"/tickets/{number}/answer", text="はい。").status_code == 200
    assert f"担当者からの回答（{number}）" in subjects(client, member.email)


def test_whose_account_somebody_asks_to_unlock_gets_no_answer_of_theirs(
    client: TestClient, container: Container, desk: Desk, visitor: Visitor
) -> None:
    number = unlock_request(container, LOCKED, visitor.id)

    assert desk.post(f"/tickets/{number}/answer", text="はい。").json()["code"] == "no_address"


# What the open chat is told


def test_an_open_chat_is_told_the_number_and_no_more(container: Container, desk: Desk, visitor: Visitor) -> None:
    number = unlock_request(container, "nobody", visitor.id)

    desk.patch(f"/tickets/{number}", status="closed")
    desk.patch(f"/tickets/{number}", status="closed")

    assert system_lines(container, visitor.id) == [f"受付番号 {number} の対応が完了しました。"]
    assert visitor.get("/messages").json()["messages"][-1]["author"] == "system"


def test_an_answer_that_closes_is_told_once(client: TestClient, container: Container, desk: Desk) -> None:
    visitor = Visitor(client, style="easy")
    number = from_chat(container, visitor, member_of(client, container, "plain").id)

    desk.post(f"/tickets/{number}/answer", text="秘密の内容です。", close=True)

    [line] = system_lines(container, visitor.id)
    assert number in line
    assert "メールで送（おく）りました" in line
    assert "秘密" not in line


def test_a_chat_that_is_over_is_told_nothing(container: Container, desk: Desk, visitor: Visitor) -> None:
    number = from_chat(container, visitor)
    visitor.patch(ended=True)

    desk.patch(f"/tickets/{number}", status="closed")

    assert system_lines(container, visitor.id) == []


def test_a_member_sees_how_far_it_is(container: Container, desk: Desk, visitor: Visitor, internal: TestClient) -> None:
    number = from_chat(container, visitor)
    desk.patch(f"/tickets/{number}", status="in_progress")
    desk.post(f"/tickets/{number}/notes", text="内緒のメモ")

    with container.database.reading() as session:
        reference = container.conversations.access(
            session, visitor.id, visitor.headers["Authorization"].removeprefix("Bearer ")
        ).bot_reference
    seen = internal.get(f"/internal/conversations/{reference}/tickets/{number}").json()

    assert seen["ticket"]["status_label"] == "対応中"
    assert "内緒" not in str(seen) + str(visitor.get("/messages").json())


# At the desk


def test_from_a_chat_staff_open_what_is_asked_for_there(
    client: TestClient, container: Container, desk: Desk, visitor: Visitor
) -> None:
    def opened(kind: TicketKind, **more: str) -> str:
        with container.database.unit_of_work() as session:
            body = "お願いします。"
            ticket = container.tickets.open_from_desk(session, visitor.id, desk.staff_id, kind, body, **more)
            return ticket.number

    stranger = opened(TicketKind.CONTACT)
    assert opened(TicketKind.CONTACT) == stranger
    help_wanted = opened(TicketKind.RESET_HELP, login_id=LOCKED)
    assert row(container, help_wanted).member_id is None
    assert shown(desk, help_wanted)["requested"]["member"] is not None
    member = member_of(client, container, "plain")
    visitor.identify(member.login_id)
    leaving, unlock = opened(TicketKind.WITHDRAWAL), opened(TicketKind.UNLOCK)

    assert (row(container, leaving).member_id, row(container, leaving).conversation_id) == (member.id, visitor.id)
    assert row(container, unlock).requested_member_id == member.id
    assert [event.details["ticket"] for event in audited(container, Action.TICKET_OPENED)] == [
        stranger,
        help_wanted,
        leaving,
        unlock,
    ]


@pytest.mark.parametrize("kind", [each for each in TicketKind if each is not TicketKind.CONTACT])
def test_what_is_about_an_account_needs_to_know_whose(
    container: Container, desk: Desk, visitor: Visitor, kind: TicketKind
) -> None:
    with container.database.unit_of_work() as session, pytest.raises(Exception, match="not_identified"):
        container.tickets.open_from_desk(session, visitor.id, desk.staff_id, kind, "お願いします。")


def test_a_ticket_shows_what_staff_need_and_hides_what_is_personal(
    client: TestClient, container: Container, desk: Desk
) -> None:
    number = from_form(container, body="電話は090-1234-5678です。")

    found = shown(desk, number)

    assert found["contact"]["name"] == "田中 一"
    assert found["contact"]["email"][0]["hidden"]["hint"] == "@mihon.example"
    assert "1234" not in str(found["body"])
    assert STRANGER not in str(found)
    assert (found["requested"], found["contract"], found["checklist"]) == (None, None, [])
