"""Conversations taken, given back and ended by buttons in Slack."""

import pytest

from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.slack.acts import buttons
from tests.backend.conftest import Visitor
from tests.backend.handing_over import Agent, conversation, messages
from tests.backend.slack.acting import Board
from tests.backend.slack.conftest import Workplace
from tests.backend.slack.peer import SlackPeer, Staff
from tests.backend.ticket_kit import audited

CLAIM, HAND_BACK, END, REPLY = (
    buttons.HANDOFF_CLAIM,
    buttons.HANDOFF_HAND_BACK,
    buttons.HANDOFF_END,
    buttons.HANDOFF_REPLY,
)


@pytest.fixture
def board(peer: SlackPeer, container: Container, clock: FixedClock) -> Board:
    return Board(peer, container, clock)


def test_claimed_with_one_press_and_noted_with_the_slack_user(
    board: Board, container: Container, kimura: Staff, visitor: Visitor
) -> None:
    kimura.presses(board.waiting(visitor), CLAIM, times=3)
    assert "あなたが対応しています" in board.told(kimura)
    me = Agent(container).id
    assert conversation(container, visitor.id).agent_id == me
    [noted] = audited(container, Action.CONVERSATION_CLAIMED)
    assert (noted.actor_id, noted.details["slack_user"], noted.address) == (me, "U0KIMURA", None)
    assert len(board.peer.ephemerals("U0KIMURA")) == 1


def test_claimed_twice_is_claimed_once(board: Board, container: Container, kimura: Staff, visitor: Visitor) -> None:
    message = board.claimed(visitor, kimura)
    kimura.presses(board.handoff(visitor.id, "waiting"), CLAIM)
    assert board.told(kimura, 2) == board.peer.ephemerals("U0KIMURA")[0].shown
    assert message.labels == ["会員へ返信", "自動応答に戻す", "会話を終了", "コンソールで開く"]
    joined = [each for each in messages(container, visitor.id) if "担当" in each.text and each.author == "system"]
    assert len(joined) == 1


def test_who_is_too_late_hears_who_was_faster(
    board: Board, container: Container, kimura: Staff, ishii: Staff, visitor: Visitor
) -> None:
    message = board.waiting(visitor)
    ishii.presses(message, CLAIM)
    board.told(ishii)
    kimura.presses(message, CLAIM)
    assert "さんが先に対応を始めています。" in board.told(kimura)
    assert conversation(container, visitor.id).agent_id == Agent(container, 1).id


@pytest.mark.parametrize(("action", "sentence"), [(HAND_BACK, "自動応答に"), (END, "終了し")])
def test_over_with_one_press_and_a_second_one_is_harmless(
    board: Board, container: Container, kimura: Staff, visitor: Visitor, action: str, sentence: str
) -> None:
    message = board.claimed(visitor, kimura)
    kimura.presses(message, action, times=3)
    assert sentence in board.told(kimura, 2)
    before = len(messages(container, visitor.id))
    kimura.presses(message, action)
    assert board.told(kimura, 3)
    assert conversation(container, visitor.id).agent_id is None
    assert len(messages(container, visitor.id)) == before


@pytest.mark.parametrize("action", [HAND_BACK, END])
def test_a_colleagues_conversation_stays_theirs(
    board: Board, container: Container, kimura: Staff, ishii: Staff, visitor: Visitor, action: str
) -> None:
    message = board.claimed(visitor, kimura)
    ishii.presses(message, action)
    assert "さんが担当しています。" in board.told(ishii)
    assert conversation(container, visitor.id).agent_id == Agent(container).id


def test_an_old_message_of_what_has_ended_does_nothing(
    board: Board, container: Container, kimura: Staff, visitor: Visitor
) -> None:
    old = board.waiting(visitor)
    kimura.presses(old, CLAIM)
    board.told(kimura)
    Agent(container).ends(visitor.id)
    kimura.presses(old, CLAIM)
    assert board.told(kimura, 2) == "この会話は終了しています。"


def test_what_there_is_not_is_said_calmly(board: Board, kimura: Staff) -> None:
    kimura.presses(board.handoff("no-such-conversation", "waiting"), CLAIM)
    assert board.told(kimura) == "会話が見つかりませんでした。"


@pytest.mark.parametrize("action", [CLAIM, HAND_BACK, END, REPLY])
def test_who_is_not_linked_is_only_told_how_to_be(
    board: Board, container: Container, stranger: Staff, visitor: Visitor, action: str
) -> None:
    waiting = board.waiting(visitor)
    stranger.presses(waiting if action == CLAIM else board.handoff(visitor.id), action)
    assert board.whispered(stranger).labels == ["連携する"]
    assert conversation(container, visitor.id).owner == "queue"
    assert board.peer.top_view(stranger.user) is None


def test_whoever_acts_in_slack_is_there(
    board: Board, container: Container, clock: FixedClock, kimura: Staff, visitor: Visitor
) -> None:
    """The clock takes nothing from who was last seen in the console long ago, but pressed something just now."""
    message = board.claimed(visitor, kimura)
    visitor.post("/messages", text="まだですか")
    patience = container.settings.agent_gone_seconds
    board.passes(patience - 30)
    kimura.presses(message, REPLY)
    board.modal(kimura)
    board.passes(60)
    container.watch.look()
    assert conversation(container, visitor.id).agent_id == Agent(container).id
    board.passes(patience)
    container.watch.look()
    assert conversation(container, visitor.id).agent_id is None


def test_slack_down_after_a_press_loses_only_the_sentence(
    board: Board, container: Container, peer: SlackPeer, kimura: Staff, visitor: Visitor
) -> None:
    message = board.waiting(visitor)
    peer.down()
    kimura.presses(message, CLAIM)
    me = Agent(container).id
    peer.wait_for(lambda: conversation(container, visitor.id).agent_id == me)
    peer.up()


def test_a_press_is_acknowledged_at_once_however_slow_the_rest_is(
    board: Board, container: Container, peer: SlackPeer, workplace: Workplace, visitor: Visitor
) -> None:
    kimura = workplace.colleague("kimura.agent", "U0KIMURA")
    message = board.claimed(visitor, kimura)
    for _ in range(20):
        kimura.presses(message, REPLY)
    board.modal(kimura)
    seconds = sorted(each.seconds for each in peer.deliveries)
    assert seconds[int(len(seconds) * 0.95)] < 1.0
