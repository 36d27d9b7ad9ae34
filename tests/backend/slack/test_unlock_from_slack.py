"""Unlocking an account from Slack: the console's checklist in a modal, against what was shown there."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.slack.acts import buttons
from backend.tickets.models import TicketKind, UnlockRequest
from tests.backend.approving import LOCKED, UNLOCKED_MAIL, locked_member
from tests.backend.slack.acting import Board
from tests.backend.slack.peer import SlackMessage, SlackPeer, SlackView, Staff
from tests.backend.ticket_kit import audited, from_form, row, steps, subjects, unlock_request

MATCHED = {"check_name": "match", "check_account": "match"}


@pytest.fixture
def board(peer: SlackPeer, container: Container, clock: FixedClock) -> Board:
    return Board(peer, container, clock)


@pytest.fixture
def number(container: Container) -> str:
    return unlock_request(container, LOCKED)


@pytest.fixture
def message(board: Board, number: str) -> SlackMessage:
    return board.ticket(number, TicketKind.UNLOCK)


def checklist(board: Board, who: Staff, message: SlackMessage, **chosen: Any) -> SlackView:
    """What is to be filled in, after this was chosen to be shown."""
    before = board.peer.top_view(who.user)
    who.presses(message, buttons.TICKET_UNLOCK)
    board.peer.wait_for(lambda: board.peer.top_view(who.user) not in (None, before))
    first = board.modal(who)
    who.submits(first, chosen)
    shown = board.modal(who)
    assert shown is not first, first.errors
    return shown


def test_unlocked_with_enough_matches(
    board: Board, container: Container, client: TestClient, kimura: Staff, number: str, message: SlackMessage
) -> None:
    modal = checklist(board, kimura, message)
    kimura.submits(modal, MATCHED, times=3)
    assert board.told(kimura) == "ロックを解除しました。会員にメールをお送りしました。"
    assert not locked_member(container).is_locked
    assert row(container, number).status == "closed"
    assert subjects(client, LOCKED).count(UNLOCKED_MAIL) == 1
    [noted] = audited(container, Action.UNLOCK_CHECKED)
    assert noted.details["slack_user"] == "U0KIMURA"
    assert board.peer.top_view(kimura.user) is None


def test_what_is_hidden_matches_only_after_it_was_shown(
    board: Board, container: Container, kimura: Staff, message: SlackMessage
) -> None:
    modal = checklist(board, kimura, message)
    kimura.submits(modal, {"check_name": "match", "check_phone": "match"})
    assert "先に登録内容の電話番号を表示して見比べてください" in modal.errors["check_name"]
    assert locked_member(container).is_locked
    kimura.closes(modal)
    first = board.modal(kimura)
    kimura.submits(first, {"shown": ["phone"], "reason": "identity"})
    kimura.submits(board.modal(kimura), {"check_name": "match", "check_phone": "match"})
    assert board.told(kimura).startswith("ロックを解除しました。")


def test_only_what_is_asked_for_is_shown_and_each_is_noted(
    board: Board, container: Container, kimura: Staff, message: SlackMessage
) -> None:
    member = locked_member(container)
    modal = checklist(board, kimura, message, shown=["phone"], reason="identity", comment="090-1234-5678 からのお電話")
    assert member.phone in modal.shown
    assert member.name in modal.shown
    assert member.email not in modal.shown
    [noted] = audited(container, Action.REVEALED)
    assert noted.details["of"] == f"member:{member.id}"
    assert (noted.details["field"], noted.details["reason"], noted.details["slack_user"]) == (
        "phone",
        "本人確認",
        "U0KIMURA",
    )
    assert "1234" not in noted.details["comment"]
    assert [each.details["of"] for each in audited(container, Action.MEMBER_CARD_SEEN)] == [f"member:{member.id}"]
    posted = "".join(each.raw for each in board.peer.messages() + board.peer.ephemerals(kimura.user))
    assert member.phone not in posted
    assert member.name not in posted


def test_another_reason_has_to_be_named(
    board: Board, container: Container, kimura: Staff, message: SlackMessage
) -> None:
    kimura.presses(message, buttons.TICKET_UNLOCK)
    first = board.modal(kimura)
    kimura.submits(first, {"shown": ["email"], "reason": "other"})
    assert first.errors == {"comment": "理由を入力してください。"}
    assert audited(container, Action.REVEALED) == []


@pytest.mark.parametrize(
    ("results", "why"),
    [
        ({"check_name": "match"}, "一致した項目があと1つ必要です。"),
        ({"check_name": "match", "check_account": "differ"}, "一致しなかった項目があります（ご注文・ご契約）。"),
        ({}, "お名前か会社名の一致が必要です。"),
    ],
)
def test_not_enough_unlocks_nothing(
    board: Board,
    container: Container,
    kimura: Staff,
    number: str,
    message: SlackMessage,
    results: dict[str, str],
    why: str,
) -> None:
    modal = checklist(board, kimura, message)
    kimura.submits(modal, results, times=3)
    assert why in modal.errors["check_name"]
    assert locked_member(container).is_locked
    assert steps(container, number).count("unlock_checked") == 1
    kimura.submits(modal, MATCHED)
    assert board.told(kimura).startswith("ロックを解除しました。")


def test_nothing_opens_where_there_is_nothing_to_unlock(
    board: Board, container: Container, kimura: Staff, message: SlackMessage
) -> None:
    kimura.submits(checklist(board, kimura, message), MATCHED)
    board.told(kimura)
    kimura.presses(message, buttons.TICKET_UNLOCK)
    assert "完了しています" in board.told(kimura, 2)
    kimura.presses(board.ticket(unlock_request(container, "nobody@mihon.example"), TicketKind.UNLOCK), "ticket_unlock")
    assert board.told(kimura, 3) == "該当する会員がいません。"
    kimura.presses(board.ticket(from_form(container), TicketKind.UNLOCK), "ticket_unlock")
    assert board.told(kimura, 4) == "この種類のチケットでは行えない操作です。"
    assert board.peer.top_view(kimura.user) is None


def test_two_at_once_unlock_once(
    board: Board, client: TestClient, kimura: Staff, ishii: Staff, message: SlackMessage
) -> None:
    first, second = checklist(board, kimura, message), checklist(board, ishii, message)
    kimura.submits(first, MATCHED)
    ishii.submits(second, MATCHED)
    assert "完了しています" in second.errors["check_name"]
    assert subjects(client, LOCKED).count(UNLOCKED_MAIL) == 1


def test_who_is_not_linked_sees_nothing_of_the_register(board: Board, stranger: Staff, message: SlackMessage) -> None:
    stranger.presses(message, buttons.TICKET_UNLOCK)
    assert board.whispered(stranger).labels == ["連携する"]
    assert board.peer.top_view(stranger.user) is None


class TestWithFourEyes:
    @pytest.fixture(params=["colleague", "admin"])
    def slack_settings(self, request: pytest.FixtureRequest) -> dict[str, Any]:
        return {"unlock_approval": request.param}

    def test_another_one_has_to_approve(
        self,
        board: Board,
        container: Container,
        slack_settings: dict[str, Any],
        kimura: Staff,
        ishii: Staff,
        nakano: Staff,
        number: str,
        message: SlackMessage,
    ) -> None:
        kimura.submits(checklist(board, kimura, message), MATCHED, times=3)
        assert board.told(kimura).startswith("承認を依頼しました。")
        assert locked_member(container).is_locked
        with container.database.reading() as session:
            [request] = session.query(UnlockRequest)
        waiting = board.ticket(number, TicketKind.UNLOCK, request_id=request.id)
        ishii.presses(waiting, buttons.TICKET_APPROVE)
        if slack_settings["unlock_approval"] == "admin":
            assert board.told(ishii) == "ロックの解除を承認できるのは管理者だけです。"
            assert locked_member(container).is_locked
            nakano.presses(waiting, buttons.TICKET_APPROVE)
            assert board.told(nakano).startswith("承認しました。")
        else:
            assert board.told(ishii).startswith("承認しました。")
        assert not locked_member(container).is_locked
