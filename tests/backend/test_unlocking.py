"""Unlocking as a work step: the rule, and what it does and leaves."""

from datetime import timedelta
from typing import Any, cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.demo.people import PEOPLE
from backend.members.models import Member
from backend.tickets.contact_form import Subject
from backend.tickets.unlocking import CHECKLIST, Check, Kind, is_enough
from tests.backend.at_once import at_once
from tests.backend.conftest import Visitor
from tests.backend.desk import OTHER_AGENT, Desk
from tests.backend.pages import Browser
from tests.backend.ticket_kit import (
    audited,
    from_form,
    member_of,
    row,
    shown,
    steps,
    subjects,
    system_lines,
    unlock_request,
)

LOCKED = next(person for person in PEOPLE if person.case == "locked")
UNLOCKED_MAIL = "アカウントロック解除のお知らせ"
KEYS = [question.key for question in CHECKLIST]
LABELS = {question.key: question.label for question in CHECKLIST}
ONE_MORE = "一致した項目があと1つ必要です。"
WHO = "お名前か会社名の一致が必要です。"


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


def matched(*keys: str, **more: Any) -> list[dict[str, Any]]:
    return [{"key": key, "asked": True, "matched": True, **more} for key in keys]


def wrong(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "asked": True, "matched": False} for key in keys]


def look_at(desk: Desk, client: TestClient, *fields: str, case: str = "locked") -> None:
    """Have these fields of a member's card shown."""
    member = member_of(client, desk.container, case)
    for field in fields:
        shown = desk.post("/reveals", source="member", id=str(member.id), field=field, reason="identity")
        assert shown.json()["value"] == getattr(member, field), shown.text


def is_locked(client: TestClient, container: Container) -> bool:
    return member_of(client, container, "locked").is_locked


# The rule

checks = st.lists(
    st.builds(Check, key=st.sampled_from(KEYS), asked=st.booleans(), matched=st.booleans()),
    unique_by=lambda check: check.key,
)


@given(checks, st.integers(1, 5))
def test_enough_is_so_many_right_none_wrong_and_one_of_who_it_is(found: list[Check], needed: int) -> None:
    right = {check.key for check in found if check.asked and check.matched}
    wrongs = [check for check in found if check.asked and not check.matched]

    assert is_enough(found, needed) is (len(right) >= needed and not wrongs and bool(right & {"name", "company"}))


@given(checks, st.integers(1, 5), st.sampled_from(KEYS))
def test_a_wrong_answer_is_made_up_for_by_nothing(found: list[Check], needed: int, key: str) -> None:
    others = [check for check in found if check.key != key]

    assert not is_enough([*others, Check(key, asked=True, matched=False)], needed)


@given(checks, st.integers(1, 5))
def test_what_was_not_asked_counts_for_nothing(found: list[Check], needed: int) -> None:
    asked = [check for check in found if check.asked]

    assert is_enough(found, needed) is is_enough(asked, needed)


@given(checks, st.integers(1, 4))
def test_who_asks_for_more_is_satisfied_less_often(found: list[Check], needed: int) -> None:
    assert is_enough(found, needed) or not is_enough(found, needed + 1)


def test_the_checklist_tells_where_to_look_and_nothing_of_anybody() -> None:
    fields = {question.key for question in CHECKLIST if question.kind is Kind.REGISTER}

    assert fields <= set(vars(Member))
    assert len(set(KEYS)) == len(KEYS)
    assert all(question.question.endswith("ください。") for question in CHECKLIST)


# The step


def test_who_is_known_is_unlocked_told_and_written_down(
    client: TestClient, container: Container, desk: Desk, visitor: Visitor
) -> None:
    number = unlock_request(container, LOCKED.login_id, visitor.id)
    before = shown(desk, number)
    assert before["steps"] == ["unlock"]
    assert [item["key"] for item in before["checklist"]] == KEYS
    assert before["requested"]["is_locked"] is True
    look_at(desk, client, "phone")

    answer = desk.post(f"/tickets/{number}/unlock", checks=matched("name", "phone", note="折り返しで 090-1234-5678"))

    assert answer.status_code == 200, answer.text
    done = answer.json()
    assert (done["status"], done["requested"]["is_locked"], done["steps"]) == ("closed", False, [])
    assert [line["text"] for line in done["history"]] == [
        "受け付けました",
        "ご本人確認（一致：お名前・電話番号）：解除の条件を満たしました",
        "アカウントのロックを解除しました",
        "状態を「受付済み」から「完了」に変えました",
    ]
    assert not is_locked(client, container)
    assert subjects(client, member_of(client, container, "locked").email)[0] == UNLOCKED_MAIL
    assert system_lines(container, visitor.id) == [f"受付番号 {number} の対応が完了しました。"]
    [checked], [unlocked] = audited(container, Action.UNLOCK_CHECKED), audited(container, Action.ACCOUNT_UNLOCKED)
    assert checked.details == {
        "ticket": number,
        "checks": [{"key": "name", "matched": True}, {"key": "phone", "matched": True}],
        "is_enough": True,
    }
    member = member_of(client, container, "locked")
    assert (
        (checked.member_id, checked.actor_id) == (unlocked.member_id, unlocked.actor_id) == (member.id, desk.staff_id)
    )
    # Of what staff noted the number is hidden.
    assert "1234" not in str(done)


def test_the_member_can_sign_in_again(client: TestClient, container: Container, desk: Desk) -> None:
    desk.post(f"/tickets/{unlock_request(container, LOCKED.login_id)}/unlock", checks=matched("name", "account"))

    assert Browser(client, container).sign_in(LOCKED.login_id).get("/mypage").answer.status_code == 200


def test_the_member_learns_that_staff_unlocked_but_not_from_where(client: TestClient, container: Container) -> None:
    office = "198.51.100.7"
    desk = Desk(client, container)
    desk.client = TestClient(cast(FastAPI, client.app), client=(office, 50100))
    desk.client.portal = client.portal
    number = unlock_request(container, LOCKED.login_id)
    assert desk.sign_in().post(f"/tickets/{number}/unlock", checks=matched("name", "account")).status_code == 200
    [unlocked] = audited(container, Action.ACCOUNT_UNLOCKED)
    assert unlocked.address == office

    page = Browser(client, container).sign_in(LOCKED.login_id).get("/mypage/security").answer.text
    assert "アカウントのロック解除（窓口の担当者）" in page
    assert office not in page


@pytest.mark.parametrize(
    ("found", "missing"),
    [
        (matched("name"), ONE_MORE),
        (matched("phone", "email", "account"), WHO),
        ([*matched("name", "company", "phone"), *wrong("email")], "一致しなかった項目があります（メールアドレス）。"),
        ([*matched("name"), {"key": "phone", "asked": False, "matched": True}], ONE_MORE),
        (
            wrong("name"),
            "一致しなかった項目があります（お名前）。一致した項目があと2つ必要です。" + WHO,
        ),
    ],
)
def test_who_is_not_known_stays_locked_and_what_was_asked_is_kept_for_the_next(
    client: TestClient, container: Container, desk: Desk, found: list[dict[str, Any]], missing: str
) -> None:
    number = unlock_request(container, LOCKED.login_id)
    look_at(desk, client, "phone", "email")

    refused = desk.post(f"/tickets/{number}/unlock", checks=found)

    assert (refused.status_code, refused.json()["code"]) == (409, "not_matched")
    assert refused.json()["detail"] == f"ご本人確認の条件を満たしていないため、解除できません。{missing}"
    assert is_locked(client, container)
    seen = shown(desk, number)
    assert (seen["status"], seen["assignee"]["id"]) == ("in_progress", desk.staff_id)
    assert seen["history"][1]["text"].endswith("解除の条件を満たしませんでした")
    [checked] = audited(container, Action.UNLOCK_CHECKED)
    assert checked.details["is_enough"] is False
    assert UNLOCKED_MAIL not in subjects(client, member_of(client, container, "locked").email)
    # Asked once more, and rightly this time.
    assert desk.post(f"/tickets/{number}/unlock", checks=matched("company", "account")).status_code == 200


@pytest.mark.parametrize("key", ["phone", "email"])
def test_what_is_hidden_matches_only_for_who_has_looked_at_it_lately(
    client: TestClient, container: Container, clock: FixedClock, desk: Desk, key: str
) -> None:
    number, checks = unlock_request(container, LOCKED.login_id), matched("name", key)

    def code() -> str:
        refused = desk.post(f"/tickets/{number}/unlock", checks=checks)
        assert refused.status_code == 409
        assert LABELS[key] in refused.json()["detail"]
        return str(refused.json()["code"])

    assert code() == "not_revealed"
    # Neither another of the fields, nor another member's, nor a colleague's look.
    look_at(desk, client, *({"phone", "email", "address"} - {key}))
    look_at(desk, client, key, case="plain")
    look_at(Desk(client, container).sign_in(OTHER_AGENT), client, key)
    assert code() == "not_revealed"
    look_at(desk, client, key)
    clock.advance(timedelta(hours=1))
    desk.sign_in()
    assert code() == "not_revealed"
    assert audited(container, Action.UNLOCK_CHECKED) == []
    assert is_locked(client, container)

    look_at(desk, client, key)
    assert desk.post(f"/tickets/{number}/unlock", checks=checks).status_code == 200


def test_that_something_hidden_did_not_match_is_written_down_without_a_look(container: Container, desk: Desk) -> None:
    number = unlock_request(container, LOCKED.login_id)

    refused = desk.post(f"/tickets/{number}/unlock", checks=[*matched("name"), *wrong("phone")])

    assert refused.json()["code"] == "not_matched"
    assert len(audited(container, Action.UNLOCK_CHECKED)) == 1


def test_a_colleague_sees_that_somebody_was_not_who_they_said(
    client: TestClient, container: Container, desk: Desk
) -> None:
    number = unlock_request(container, LOCKED.login_id)
    desk.post(f"/tickets/{number}/unlock", checks=[*matched("name"), *wrong("phone")])

    seen = shown(Desk(client, container).sign_in(OTHER_AGENT), number)

    assert "ご本人確認（一致：お名前、不一致：電話番号）：解除の条件を満たしませんでした" in str(seen["history"])


@pytest.mark.parametrize("login_id", ["nobody@nowhere.example", ""])
def test_a_login_id_that_nobody_has_can_only_be_closed_and_looks_the_same_from_outside(
    client: TestClient, container: Container, desk: Desk, visitor: Visitor, login_id: str
) -> None:
    number = unlock_request(container, login_id, visitor.id)
    found = shown(desk, number)
    assert (found["steps"], found["requested"]["member"], found["requested"]["is_locked"]) == ([], None, False)

    refused = desk.post(f"/tickets/{number}/unlock", checks=matched("name", "account"))
    assert (refused.status_code, refused.json()["code"]) == (409, "no_member")
    desk.patch(f"/tickets/{number}", status="closed")

    assert system_lines(container, visitor.id) == [f"受付番号 {number} の対応が完了しました。"]


def test_what_is_not_locked_is_not_unlocked(client: TestClient, container: Container, desk: Desk) -> None:
    number = unlock_request(container, member_of(client, container, "plain").login_id)

    refused = desk.post(f"/tickets/{number}/unlock", checks=matched("name", "account"))

    assert (refused.status_code, refused.json()["code"]) == (409, "not_locked")
    assert shown(desk, number)["steps"] == []
    assert audited(container, Action.UNLOCK_CHECKED) == []


def test_other_tickets_unlock_nothing(client: TestClient, container: Container, desk: Desk) -> None:
    number = from_form(container, member_id=member_of(client, container, "locked").id)

    assert desk.post(f"/tickets/{number}/unlock", checks=matched("name", "account")).json()["code"] == "not_this_kind"
    assert is_locked(client, container)


@pytest.mark.parametrize(
    "found",
    [[], matched("name", "name"), matched("birthday"), [{"key": "name", "asked": True, "matched": True, "x": 1}]],
)
def test_other_checks_are_refused(container: Container, desk: Desk, found: list[dict[str, Any]]) -> None:
    number = unlock_request(container, LOCKED.login_id)

    assert desk.post(f"/tickets/{number}/unlock", checks=found).status_code == 422


def test_twice_at_once_it_is_done_once(client: TestClient, container: Container, desk: Desk) -> None:
    number = unlock_request(container, LOCKED.login_id)

    answers = at_once(
        4, lambda: desk.post(f"/tickets/{number}/unlock", checks=matched("name", "account"), client_key="u1")
    )

    assert [answer.status_code for answer in answers] == [200] * 4
    assert subjects(client, member_of(client, container, "locked").email).count(UNLOCKED_MAIL) == 1
    assert steps(container, number) == ["opened", "unlock_checked", "unlocked", "status_changed"]


def test_of_two_colleagues_at_once_one_unlocks(client: TestClient, container: Container, desk: Desk) -> None:
    number = unlock_request(container, LOCKED.login_id)
    waiting = [desk, Desk(client, container).sign_in(OTHER_AGENT)]

    answers = at_once(2, lambda: waiting.pop().post(f"/tickets/{number}/unlock", checks=matched("name", "account")))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert next(answer.json()["code"] for answer in answers if answer.status_code == 409) == "closed"
    assert len(audited(container, Action.ACCOUNT_UNLOCKED)) == 1


def test_a_second_ticket_of_the_same_account_has_nothing_left_to_do(container: Container, desk: Desk) -> None:
    first, second = (unlock_request(container, LOCKED.login_id, chat) for chat in ("here", "there"))
    desk.post(f"/tickets/{first}/unlock", checks=matched("name", "account"))

    assert desk.post(f"/tickets/{second}/unlock", checks=matched("name", "account")).json()["code"] == "not_locked"
    assert row(container, second).status == "open"


# Help with a password


def test_a_reset_link_goes_to_the_registered_address_whoever_asks(
    client: TestClient, container: Container, desk: Desk, visitor: Visitor
) -> None:
    member = member_of(client, container, "plain")
    number = from_form(container, subject=Subject.PASSWORD, login_id=member.login_id)
    assert shown(desk, number)["steps"] == ["reset-link", "answer"]

    for _ in range(2):
        sent = desk.post(f"/tickets/{number}/reset-link", client_key="r1")
        assert sent.status_code == 200, sent.text

    assert subjects(client, member.email).count("パスワード再設定のご案内") == 1
    assert (sent.json()["status"], sent.json()["assignee"]["id"]) == ("in_progress", desk.staff_id)
    [asked] = audited(container, Action.PASSWORD_RESET_ASKED)
    assert (asked.member_id, asked.actor, asked.actor_id) == (member.id, "staff", desk.staff_id)


def test_nobody_gets_no_link(container: Container, desk: Desk) -> None:
    number = from_form(container, subject=Subject.PASSWORD, login_id="nobody")

    assert desk.post(f"/tickets/{number}/reset-link").json()["code"] == "no_member"
    assert desk.post(f"/tickets/{from_form(container, 'other')}/reset-link").json()["code"] == "not_this_kind"


def test_no_member_is_flooded_with_links(client: TestClient, container: Container, desk: Desk) -> None:
    member = member_of(client, container, "plain")
    number = from_form(container, subject=Subject.PASSWORD, login_id=member.login_id)

    statuses = [desk.post(f"/tickets/{number}/reset-link").status_code for _ in range(6)]

    assert statuses == [200] * 5 + [429]
    assert subjects(client, member.email).count("パスワード再設定のご案内") == 5
