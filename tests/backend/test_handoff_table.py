"""The rules of handoffs as tables: who may make which move, when the clock steps in, what is said of waiting."""

import itertools
import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.bot_gateway.messages import Style
from backend.conversations import receipts
from backend.conversations.models import Owner, Proof
from backend.core.clock import JST
from backend.handoff import words
from backend.handoff.models import HandoffStep, Outcome, Reason
from backend.handoff.ownership import Move, Refused, Standing, after
from backend.handoff.patience import Limits, Talk, Verdict, Wait, verdict
from backend.handoff.states import Estimate
from backend.handoff.waiting import estimate

A, B = 1, 2
BOT, QUEUE, WITH_A = Standing(Owner.BOT), Standing(Owner.QUEUE), Standing(Owner.AGENT, A)
WITH_B, ENDED = Standing(Owner.AGENT, B), Standing(Owner.BOT, is_ended=True)

# Every move that A (or the member, or the clock: None) can make, and where it leads; a text is why it can't be made.
TABLE: dict[tuple[Move, int | None, int | None], tuple[Standing | str, ...]] = {
    #                          BOT            QUEUE          WITH_A             WITH_B
    (Move.ASK, None, None): (QUEUE, "not_waiting", "already_claimed", "already_claimed"),
    (Move.CLAIM, A, A): ("not_waiting", WITH_A, "already_claimed", "already_claimed"),
    (Move.ASSIGN, A, B): ("not_waiting", WITH_B, "already_claimed", "already_claimed"),
    (Move.STEP_IN, A, A): (WITH_A, WITH_A, "already_claimed", "already_claimed"),
    (Move.TRANSFER, A, B): ("not_yours", "not_yours", WITH_B, "not_yours"),
    (Move.RELEASE, A, None): ("not_yours", "not_yours", QUEUE, "not_yours"),
    (Move.HAND_BACK, A, None): ("not_yours", "not_yours", BOT, "not_yours"),
    (Move.RELEASE, None, None): ("not_waiting", "not_waiting", QUEUE, QUEUE),
    (Move.HAND_BACK, None, None): ("not_waiting", "not_waiting", BOT, BOT),
    (Move.CALL_OFF, None, None): ("not_waiting", BOT, "not_waiting", "not_waiting"),
    (Move.CALL_BACK, None, None): ("not_waiting", BOT, "not_waiting", "not_waiting"),
    (Move.GIVE_UP, None, None): ("not_waiting", BOT, "not_waiting", "not_waiting"),
    (Move.END, None, None): (ENDED, ENDED, ENDED, ENDED),
    (Move.END, A, None): ("not_yours", "not_yours", ENDED, "not_yours"),
}


@pytest.mark.parametrize(("move", "by", "to"), TABLE)
def test_who_may_make_which_move(move: Move, by: int | None, to: int | None) -> None:
    for before, expected in zip((BOT, QUEUE, WITH_A, WITH_B), TABLE[move, by, to], strict=True):
        if isinstance(expected, Standing):
            assert after(before, move, by=by, to=to) == expected
        else:
            with pytest.raises(Refused) as refused:
                after(before, move, by=by, to=to)
            assert refused.value.code == expected
    with pytest.raises(Refused, match="conversation_ended"):
        after(ENDED, move, by=by, to=to)


def test_the_table_knows_every_move() -> None:
    assert {move for move, _by, _to in TABLE} == set(Move)


def test_one_speaks_and_never_two() -> None:
    assert [standing.speaker for standing in (BOT, QUEUE, WITH_A, WITH_B, ENDED)] == ["bot", "bot", A, B, None]


@pytest.mark.parametrize(
    ("owner", "agent_id", "is_ended"),
    [(Owner.AGENT, None, False), (Owner.BOT, A, False), (Owner.QUEUE, A, False), (Owner.AGENT, A, True)],
)
def test_what_cannot_be(owner: Owner, agent_id: int | None, is_ended: bool) -> None:
    with pytest.raises(ValueError, match="conversation"):
        Standing(owner, agent_id, is_ended=is_ended)


def test_every_outcome_is_a_step_too() -> None:
    assert {HandoffStep(outcome) for outcome in Outcome} < set(HandoffStep)


# -- the clock

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=JST)
LIMITS = Limits(wait=timedelta(minutes=10), gone=timedelta(minutes=3), silent=timedelta(minutes=15))


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Wait(ago(9.99), desk_is_open=True), None),
        (Wait(ago(10), desk_is_open=True), Verdict.GIVE_UP_WAITING),
        (Wait(ago(0), desk_is_open=False), Verdict.CLOSE_DESK),
        (Talk(ago(2.99), ago(60), is_answered=False), None),
        (Talk(ago(3), ago(0), is_answered=False), Verdict.FIND_ANOTHER_AGENT),
        (Talk(ago(60), ago(14.99), is_answered=True), None),
        (Talk(ago(0), ago(15), is_answered=True), Verdict.GO_BACK_TO_BOT),
        (Talk(ago(0), ago(0), is_answered=True, agent_has_left=True), Verdict.FIND_ANOTHER_AGENT),
    ],
)
def test_when_the_clock_steps_in(found: Wait | Talk, expected: Verdict | None) -> None:
    assert verdict(found, LIMITS, NOW) == expected


# -- waiting


def minutes(*waits: float) -> list[timedelta]:
    return [timedelta(minutes=wait) for wait in waits]


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        ((), None),
        ((1, 2), None),
        ((0, 0, 0), (0, 1)),
        ((2, 2, 2), (2, 2)),
        ((1, 2, 3, 4, 5), (2, 4)),
        ((1, 1.5, 2.5, 30), (1, 10)),
    ],
)
def test_the_estimate_is_the_middle_half_of_the_last_waits(
    waits: tuple[float, ...], expected: tuple[int, int] | None
) -> None:
    found = estimate(minutes(*waits))
    assert (found and (found.low_minutes, found.high_minutes)) == expected


@given(st.lists(st.timedeltas(timedelta(0), timedelta(hours=2)), min_size=3, max_size=20))
def test_an_estimate_is_a_range_between_the_shortest_and_the_longest_wait(waits: list[timedelta]) -> None:
    found = estimate(waits)
    assert found is not None
    assert 0 <= found.low_minutes <= found.high_minutes
    assert found.high_minutes >= 1
    assert timedelta(minutes=found.low_minutes) <= max(waits)
    assert timedelta(minutes=found.high_minutes - 1) <= max(waits)


# -- words

ESTIMATES = [None, *(Estimate(low_minutes=low, high_minutes=high) for low, high in [(0, 1), (1, 3), (5, 5), (2, 10)])]


def everything_said(style: Style) -> list[str]:
    fixed = [
        words.JOINED,
        words.TRANSFERRED,
        words.RELEASED,
        words.AGENT_GONE,
        words.HANDED_BACK,
        words.MEMBER_SILENT,
        words.CALLED_OFF,
        words.NOT_CALLING,
        words.ENDED,
        words.CALL_OFF_TITLE,
    ]
    cards = [{"type": kind, kind: [1, 2]} for kind in ("orders", "contracts", "invoices")]
    return [
        *(said[style].format(name="キムラ") for said in fixed),
        *(words.queued(reason, style, 2, found) for reason, found in itertools.product(Reason, ESTIMATES)),
        *(
            words.ticket("TKT-000123", style, outcome=outcome, asks_for_address=asks)
            for outcome, asks in itertools.product([None, *Outcome], [True, False])
        ),
        *(words.nobody_called_but_ticket("TKT-000123", style, asks_for_address=asks) for asks in [True, False]),
        *(
            receipts.receipt(card, proof, style)
            for card, proof in itertools.product([*cards, {"type": "paid_screening"}], Proof)
        ),
    ]


def test_in_the_easy_style_every_kanji_has_its_reading() -> None:
    for text in everything_said(Style.EASY):
        assert not re.findall(r"[一-龯々]+(?!（[ぁ-ん]+）)(?![一-龯々])", text), text


def test_the_styles_differ_and_leave_nothing_to_fill_in() -> None:
    for standard, easy in zip(everything_said(Style.STANDARD), everything_said(Style.EASY), strict=True):
        assert standard != easy
        assert not set("{}") & set(standard + easy)


@pytest.mark.parametrize(
    ("found", "standard", "easy"),
    [
        (None, "待ち時間はわかりません。", "待（ま）つ時間（じかん）は、わかりません。"),
        (
            (0, 1),
            "最近は1分以内におつなぎしています。",
            "最近（さいきん）は、1分（ぷん）より早（はや）く話（はな）せました。",
        ),
        ((5, 5), "最近は5分ほどでおつなぎしています。", "最近（さいきん）は、5分（ふん）くらい待（ま）ちました。"),
        (
            (2, 10),
            "最近は2〜10分ほどでおつなぎしています。",
            "最近（さいきん）は、2〜10分（ぷん）くらい待（ま）ちました。",
        ),
    ],
)
def test_waiting_is_told_honestly(found: tuple[int, int] | None, standard: str, easy: str) -> None:
    known = None if found is None else Estimate(low_minutes=found[0], high_minutes=found[1])
    assert words.lately(known, Style.STANDARD) == standard
    assert words.lately(known, Style.EASY) == easy


def test_a_receipt_says_what_was_shown_and_how_they_were_identified() -> None:
    card = {"type": "orders", "orders": [{}, {}]}
    line = receipts.receipt(card, Proof.MAIL_CODE, Style.STANDARD)
    assert line == "ご注文 2件を表示（本人確認：メールの認証コード）"
