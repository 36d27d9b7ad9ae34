"""The two tasks that a login id is asked for: sending a password reset, and asking for an unlock."""

from __future__ import annotations

from dataclasses import dataclass

from tests.actions.fake_door2 import FakeDoor2
from tests.dialogue.dialogue_bot import Conversation, Turn


@dataclass(frozen=True)
class Task:
    intent: str
    topic: str
    path: str
    done: str
    near: str


RESET = Task(
    "account_password_reset",
    "account/password_reset",
    "password-reset",
    "再設定を受け付けました",
    "faq_forgot_password",
)
UNLOCK = Task(
    "account_unlock", "account/unlock", "unlock-requests", "ロック解除のご依頼を受け付けました", "faq_account_locked"
)


def done_for(door: FakeDoor2, task: Task) -> list[str]:
    """The login ids that the backend was told, in order."""
    return [str((call.body or {})["login_id"]) for call in door.called(task.path)]


def begin(member: Conversation, task: Task) -> Turn:
    return member.understood(task.intent, "お願いします")
