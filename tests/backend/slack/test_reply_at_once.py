"""Sending and taking back at the same moment, many senders at once, and what is left over of texts."""

import secrets
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.problems import Problem
from backend.slack.acts.models import SlackReply
from backend.slack.acts.pressing import Where
from backend.slack.acts.replies import Replies, Undoing
from backend.slack.people import Linked
from backend.staff.models import Role
from tests.backend.at_once import at_once
from tests.backend.conftest import Visitor
from tests.backend.handing_over import Agent, ask_for_person, messages
from tests.backend.slack.conftest import Workplace

WHERE = Where("C0DESK01")
ROUNDS = 50


@pytest.fixture
def who(workplace: Workplace, container: Container, visitor: Visitor) -> Linked:
    """Kimura, who has the conversation."""
    workplace.colleague("kimura.agent", "U0KIMURA")
    me = Agent(container).comes()
    ask_for_person(container, visitor.id)
    me.claims(visitor.id)
    return Linked(me.id, "木村", Role.AGENT, "U0KIMURA")


@pytest.fixture
def replies(container: Container) -> Replies:
    return Replies(container)


def _waiting(replies: Replies, who: Linked, visitor: Visitor, text: str) -> str:
    key, _ = replies.draft(who, visitor.id, WHERE, text)
    replies.send_soon(who, key)
    return key


def _said(container: Container, visitor: Visitor) -> list[str]:
    return [each.text for each in messages(container, visitor.id) if each.author == "agent"]


def _row(container: Container, key: str) -> SlackReply:
    with container.database.reading() as session:
        return session.scalars(select(SlackReply).where(SlackReply.key == key)).one()


def test_of_sending_and_taking_back_exactly_one_comes_to_be(
    container: Container, clock: FixedClock, replies: Replies, who: Linked, visitor: Visitor
) -> None:
    expected = []
    for number in range(ROUNDS):
        text = f"{number}番目"
        key = _waiting(replies, who, visitor, text)
        clock.advance(timedelta(seconds=8))
        turns = [lambda key=key: replies.take_back(who, key), replies.send_due]
        if number % 2:
            turns.reverse()
        order = iter(turns)
        outcomes = at_once(2, lambda order=order: next(order)())  # type: ignore[misc]
        replies.send_due()
        undone = Undoing.UNDONE in outcomes
        row = _row(container, key)
        assert (row.undone_at is not None, row.message_id is None) == (undone, undone)
        expected += [] if undone else [text]
    assert _said(container, visitor) == expected


def test_many_senders_say_each_once_and_in_order(
    container: Container, clock: FixedClock, replies: Replies, who: Linked, visitor: Visitor
) -> None:
    texts = [f"{number}番目" for number in range(8)]
    for text in texts:
        _waiting(replies, who, visitor, text)
        clock.advance(timedelta(milliseconds=1))
    clock.advance(timedelta(seconds=8))
    for _ in texts:
        at_once(4, replies.send_due)
    assert _said(container, visitor) == texts


def test_sent_twice_at_once_it_is_promised_once(
    container: Container, clock: FixedClock, replies: Replies, who: Linked, visitor: Visitor
) -> None:
    key, _ = replies.draft(who, visitor.id, WHERE, "一度だけ")
    promised = at_once(4, lambda: replies.send_soon(who, key))
    assert len([each for each in promised if each is not None]) == 1
    clock.advance(timedelta(seconds=8))
    replies.send_due()
    assert replies.send_soon(who, key) is None
    clock.advance(timedelta(seconds=8))
    replies.send_due()
    assert _said(container, visitor) == ["一度だけ"]


def test_taken_back_before_it_was_to_be_sent_it_stays_so(
    container: Container, clock: FixedClock, replies: Replies, who: Linked, visitor: Visitor
) -> None:
    """Slack does not promise an order."""
    key, _ = replies.draft(who, visitor.id, WHERE, "先に取り消し")
    assert replies.take_back(who, key) is Undoing.UNDONE
    assert replies.send_soon(who, key) is None
    clock.advance(timedelta(seconds=8))
    replies.send_due()
    assert _said(container, visitor) == []


def test_after_a_long_stop_nothing_is_said_that_may_not_fit_any_more(
    container: Container, clock: FixedClock, replies: Replies, who: Linked, visitor: Visitor
) -> None:
    key = _waiting(replies, who, visitor, "遅すぎた")
    clock.advance(timedelta(minutes=11))
    replies.send_due()
    assert _said(container, visitor) == []
    assert _row(container, key).failed_why == "送信できないまま時間がたちました。"


def test_one_that_cannot_be_read_keeps_none_of_others_waiting(
    container: Container, clock: FixedClock, replies: Replies, who: Linked, visitor: Visitor
) -> None:
    """Encrypted with a key that there is no more."""
    other = Visitor(visitor.client)
    ask_for_person(container, other.id)
    Agent(container).claims(other.id)
    broken = _waiting(replies, who, visitor, "読めない")
    with container.database.unit_of_work() as session:
        row = session.scalars(select(SlackReply).where(SlackReply.key == broken)).one()
        row.encrypted_text = Fernet(Fernet.generate_key()).encrypt(secrets.token_bytes(8)).decode()
    _waiting(replies, who, other, "読める")
    clock.advance(timedelta(seconds=8))
    replies.send_due()
    assert (_said(container, visitor), _said(container, other)) == ([], ["読める"])


def test_texts_are_wiped_and_rows_forgotten(
    container: Container, clock: FixedClock, replies: Replies, who: Linked, visitor: Visitor
) -> None:
    looked_at, _ = replies.draft(who, visitor.id, WHERE, "見ただけ")
    undone = _waiting(replies, who, visitor, "取り消した")
    replies.take_back(who, undone)
    clock.advance(timedelta(minutes=11))
    replies.forget()
    assert replies.text_of(who, undone) is None
    assert replies.text_of(who, looked_at) == (visitor.id, "見ただけ")
    clock.advance(timedelta(minutes=50))
    replies.forget()
    assert replies.text_of(who, looked_at) is None
    with pytest.raises(Problem):
        replies.send_soon(who, looked_at)
    clock.advance(timedelta(days=1))
    replies.forget()
    with container.database.reading() as session:
        assert session.scalars(select(SlackReply)).all() == []


def test_what_waits_is_never_forgotten(
    container: Container, clock: FixedClock, replies: Replies, who: Linked, visitor: Visitor
) -> None:
    """It is over with a reason first."""
    key = _waiting(replies, who, visitor, "まだ")
    clock.advance(timedelta(days=2))
    replies.forget()
    assert _row(container, key).encrypted_text is not None
