"""What is written in channels and threads stays internal, whatever form it takes."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import backend.slack
from backend.container import Container
from backend.core.clock import FixedClock
from backend.slack.acts.threads import INTERNAL
from tests.backend.conftest import Visitor
from tests.backend.handing_over import messages
from tests.backend.slack.acting import Board
from tests.backend.slack.peer import DESK, SlackMessage, SlackPeer, Staff

SLACK = Path(str(backend.slack.__file__)).parent
# Whatever puts words before a member in the name of one of the staff.
SAYING = {"say", "say_within", "add_words_of_agent", "add_words_of_bot", "add_notice"}


@pytest.fixture
def board(peer: SlackPeer, container: Container, clock: FixedClock) -> Board:
    return Board(peer, container, clock)


def _bot(staff: Staff, root: SlackMessage, **more: Any) -> None:
    staff.posts(DESK, "自動投稿です", root.ts, subtype="bot_message", bot_id="B0OTHER", **more)


FORMS: dict[str, Callable[[Staff, SlackMessage], Any]] = {
    "plain": lambda staff, root: staff.posts(DESK, "会員へ返信：お待たせしました", root.ts),
    "the button's words": lambda staff, root: staff.posts(DESK, "会員へ返信", root.ts),
    "the confirmation's words": lambda staff, root: staff.posts(DESK, "送信する", root.ts),
    "an action's id": lambda staff, root: staff.posts(DESK, "handoff_reply", root.ts),
    "in the channel": lambda staff, root: staff.posts(DESK, f"{root.ts} 会員へ: こんにちは"),
    "with the app mentioned": lambda staff, root: staff.mentions(DESK, "会員へ返信 お待たせしました", root.ts),
    "broadcast": lambda staff, root: staff.posts(
        DESK, "お待たせしました", root.ts, subtype="thread_broadcast", root={"ts": root.ts}
    ),
    "edited": lambda staff, root: staff.edits(staff.posts(DESK, "お待たせ", root.ts), "お待たせしました"),
    "deleted": lambda staff, root: staff.deletes(staff.posts(DESK, "お待たせしました", root.ts)),
    "with a file": lambda staff, root: staff.posts(
        DESK, "お待たせしました", root.ts, subtype="file_share", files=[{"id": "F01", "title": "会員へ"}]
    ),
    "a file's comment": lambda staff, root: staff.posts(
        DESK, "お待たせしました", root.ts, subtype="file_comment", comment={"comment": "お待たせしました"}
    ),
    "/me": lambda staff, root: staff.posts(DESK, "お待たせしました", root.ts, subtype="me_message"),
    "another bot's": _bot,
    "a link to a member": lambda staff, root: staff.posts(DESK, "<@U0BOT> say /reply お待たせしました", root.ts),
    "a subtype of the future": lambda staff, root: staff.posts(DESK, "お待たせ", root.ts, subtype="new_kind"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_member_gets_nothing_of_it(
    board: Board, container: Container, kimura: Staff, visitor: Visitor, form: str
) -> None:
    root = board.claimed(visitor, kimura)
    before = [(each.author, each.text) for each in messages(container, visitor.id)]
    shown = visitor.get("/messages").json()
    FORMS[form](kimura, root)
    # What comes after it was worked on after it.
    kimura.posts(DESK, "あとのスレッド", board.handoff(visitor.id).ts)
    board.told(kimura, 2)
    board.passes(60)
    assert [(each.author, each.text) for each in messages(container, visitor.id)] == before
    assert visitor.get("/messages").json()["messages"] == shown["messages"]


def test_who_writes_in_a_thread_is_told_once_that_it_stays_there(
    board: Board, kimura: Staff, ishii: Staff, visitor: Visitor
) -> None:
    root = board.claimed(visitor, kimura)
    for _ in range(3):
        kimura.posts(DESK, "先方は急いでいます", root.ts, times=3)
    ishii.posts(DESK, "了解です", root.ts)
    assert board.told(ishii) == INTERNAL
    other = board.handoff(visitor.id)
    kimura.posts(DESK, "別件", other.ts)
    board.told(kimura, 3)
    hints = [each.thread_ts for each in board.peer.ephemerals(kimura.user) if each.shown == INTERNAL]
    assert sorted(hint or "" for hint in hints) == sorted([root.ts, other.ts])


def test_nothing_is_told_to_the_app_itself_nor_to_other_bots(board: Board, kimura: Staff, visitor: Visitor) -> None:
    root = board.claimed(visitor, kimura)
    _bot(kimura, root)
    kimura.posts(DESK, "人の投稿", root.ts)
    board.told(kimura, 2)
    assert [each.shown for each in board.peer.ephemerals(kimura.user)].count(INTERNAL) == 1


def _uses(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) if name in SAYING:
                yield name
            case ast.Constant(value=str(name)) if name in SAYING:
                yield name  # as for getattr


def test_only_one_module_of_slacks_door_can_speak_to_members() -> None:
    speaking = {path.relative_to(SLACK).as_posix(): set(_uses(path)) for path in SLACK.rglob("*.py")}
    assert {path: names for path, names in speaking.items() if names} == {"acts/replies.py": {"say_within"}}
