"""Tickets taken and closed by buttons in Slack, and requests to unlock an account answered."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.slack.acts import buttons
from backend.tickets.models import TicketKind, TicketStatus, UnlockRequest
from tests.backend import ticket_kit
from tests.backend.approving import LOCKED, UNLOCKED_MAIL, Colleague, locked_member
from tests.backend.slack.acting import Board
from tests.backend.slack.peer import SlackPeer, Staff
from tests.backend.ticket_kit import audited, from_form, row, steps, unlock_request

TAKE, CLOSE = buttons.TICKET_TAKE, buttons.TICKET_CLOSE
APPROVE, DECLINE = buttons.TICKET_APPROVE, buttons.TICKET_DECLINE


@pytest.fixture
def slack_settings() -> dict[str, Any]:
    return {"unlock_approval": "colleague"}


@pytest.fixture
def board(peer: SlackPeer, container: Container, clock: FixedClock) -> Board:
    return Board(peer, container, clock)


class Asked:
    """A ticket whose unlocking Kimura has asked for, with the message that shows it."""

    def __init__(self, board: Board, container: Container) -> None:
        self.number = unlock_request(container, LOCKED)
        Colleague(container, 0).checks(self.number)
        with container.database.reading() as session:
            found = session.query(UnlockRequest).one()
        self.id = found.id
        self.message = board.ticket(self.number, TicketKind.UNLOCK, TicketStatus.IN_PROGRESS, request_id=found.id)


@pytest.fixture
def asked(board: Board, container: Container) -> Asked:
    return Asked(board, container)


def test_taken_with_one_press(board: Board, container: Container, kimura: Staff) -> None:
    number = from_form(container)
    kimura.presses(board.ticket(number), TAKE, times=3)
    assert board.told(kimura) == "このチケットはあなたが担当しています。"
    taken = row(container, number)
    assert (taken.assignee_id, taken.status) == (Colleague(container, 0).id, "in_progress")
    assert {each.details["slack_user"] for each in audited(container, Action.TICKET_CHANGED)} == {"U0KIMURA"}
    before = steps(container, number)
    kimura.presses(board.ticket(number), TAKE)
    board.told(kimura, 2)
    assert steps(container, number) == before


def test_a_colleagues_ticket_stays_theirs(board: Board, container: Container, kimura: Staff, ishii: Staff) -> None:
    number = from_form(container)
    message = board.ticket(number)
    kimura.presses(message, TAKE)
    board.told(kimura)
    ishii.presses(message, TAKE)
    assert "さんが担当しています。" in board.told(ishii)
    assert row(container, number).assignee_id == Colleague(container, 0).id


def test_closed_once(board: Board, container: Container, kimura: Staff, ishii: Staff) -> None:
    number = from_form(container)
    message = board.ticket(number)
    kimura.presses(message, CLOSE, times=3)
    assert board.told(kimura) == "チケットを完了にしました。"
    before = steps(container, number)
    kimura.presses(message, CLOSE)
    assert board.told(kimura, 2) == "チケットを完了にしました。"
    ishii.presses(message, TAKE)
    assert "完了しています" in board.told(ishii)
    assert (row(container, number).status, steps(container, number)) == ("closed", before)


def test_what_a_colleague_has_changed_since_is_not_closed_over_their_head(
    board: Board, container: Container, kimura: Staff, ishii: Staff
) -> None:
    number = from_form(container)
    old = board.ticket(number)
    ishii.presses(old, TAKE)
    board.told(ishii)
    kimura.presses(old, CLOSE)
    assert board.told(kimura) == "ほかの担当者が先に変更しました。最新の内容を確認してください。"
    assert row(container, number).status == "in_progress"


def test_another_one_approves(
    board: Board, container: Container, client: TestClient, ishii: Staff, asked: Asked
) -> None:
    assert asked.message.labels == ["承認する", "差し戻す", "コンソールで開く"]
    ishii.presses(asked.message, APPROVE, times=3)
    assert board.told(ishii).startswith("承認しました。")
    assert not locked_member(container).is_locked
    assert row(container, asked.number).status == "closed"
    [noted] = audited(container, Action.UNLOCK_APPROVED)
    assert noted.details["slack_user"] == "U0ISHII"
    ishii.presses(asked.message, APPROVE)
    board.told(ishii, 2)
    assert ticket_kit.subjects(client, LOCKED).count(UNLOCKED_MAIL) == 1


@pytest.mark.parametrize("action", [APPROVE, DECLINE])
def test_nobody_answers_their_own_request(
    board: Board, container: Container, kimura: Staff, asked: Asked, action: str
) -> None:
    kimura.presses(asked.message, action)
    if action == DECLINE:
        modal = board.modal(kimura)
        kimura.submits(modal, {"note": "自分で"})
        assert "別の担当者が行います" in modal.errors["note"]
    else:
        assert "別の担当者が行います" in board.told(kimura)
    assert locked_member(container).is_locked
    assert audited(container, Action.UNLOCK_DECLINED) == []


def test_sent_back_with_a_note(board: Board, container: Container, ishii: Staff, nakano: Staff, asked: Asked) -> None:
    ishii.presses(asked.message, DECLINE)
    modal = board.modal(ishii)
    ishii.submits(modal, {"note": " 　"})
    assert modal.errors == {"note": "理由を入力してください。"}
    ishii.submits(modal, {"note": "会社名も確認してください"}, times=3)
    assert board.told(ishii) == "依頼を差し戻しました。"
    assert locked_member(container).is_locked
    assert len(audited(container, Action.UNLOCK_DECLINED)) == 1
    nakano.presses(asked.message, APPROVE)
    assert "すでに回答しています（差し戻し）" in board.told(nakano)
    assert locked_member(container).is_locked


def test_an_old_message_never_approves_a_later_request(
    board: Board, container: Container, ishii: Staff, nakano: Staff, asked: Asked
) -> None:
    ishii.presses(asked.message, DECLINE)
    ishii.submits(board.modal(ishii), {"note": "もう一度"})
    board.told(ishii)
    Colleague(container, 0).checks(asked.number)
    nakano.presses(asked.message, APPROVE)
    assert "すでに回答しています" in board.told(nakano)
    assert locked_member(container).is_locked


def test_who_is_not_linked_approves_nothing(board: Board, container: Container, stranger: Staff, asked: Asked) -> None:
    for action in (APPROVE, DECLINE):
        stranger.presses(asked.message, action)
    assert board.whispered(stranger, 2).labels == ["連携する"]
    assert board.peer.top_view(stranger.user) is None
    assert locked_member(container).is_locked
