"""Canned replies, and how their variables are filled."""

import re
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.clock import Clock
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.desk.models import CannedReply

MEMBER_NAME, STAFF_NAME, TICKET_NUMBER = "会員名", "担当者名", "受付番号"
_GUEST = "お客様"
# With a title behind it: 「{会員名}様」.
_ADDRESSED = re.compile(rf"[{{｛]\s*{MEMBER_NAME}\s*[}}｝]\s*(?:様|さま)")
_KNOWN = re.compile(rf"[{{｛]\s*(?:{MEMBER_NAME}|{STAFF_NAME}|{TICKET_NUMBER})\s*[}}｝]")
_VARIABLE = re.compile(r"[{｛]\s*([^{}｛｝\n]{1,20}?)\s*[}｝]")


def everything(session: Session) -> list[CannedReply]:
    return list(session.scalars(select(CannedReply).order_by(CannedReply.shortcut)))


def get(session: Session, reply_id: int) -> CannedReply:
    """Raises 404."""
    reply = session.get(CannedReply, reply_id)
    if reply is None:
        raise Problem(404, "not_found", "定型文が見つかりませんでした。")
    return reply


def save(session: Session, clock: Clock, reply: CannedReply, *, shortcut: str, title: str, text: str) -> CannedReply:
    """A new one or a changed one. Raises 409 if another has this shortcut, 422 for an empty field."""
    reply.shortcut, reply.title, reply.text = cleaned(shortcut), cleaned(title), cleaned(text)
    if not (reply.shortcut and reply.title and reply.text):
        raise Problem(422, "text_empty", "短縮名・題名・本文をすべて入力してください。")
    same = select(CannedReply.id).where(CannedReply.shortcut == reply.shortcut)
    with session.no_autoflush:
        taken = session.scalar(same)
    if taken is not None and taken != reply.id:
        raise Problem(409, "shortcut_taken", "この短縮名の定型文はすでにあります。別の短縮名にしてください。")
    reply.updated_at = clock.now()
    session.add(reply)
    session.flush()
    return reply


def filled(text: str, values: Mapping[str, str | None]) -> str:
    """With each variable replaced by its value; one that is not known stays, for who sends it to fill.

    A guest, whose name is None, can be addressed all the same.
    """
    if MEMBER_NAME in values and values[MEMBER_NAME] is None:
        text = _ADDRESSED.sub(_GUEST, text)
    return _VARIABLE.sub(lambda found: values.get(found[1]) or found[0], text)


def unfilled(text: str) -> str | None:
    """The first variable that is still to be filled by who sends it: no member is to read one."""
    found = _KNOWN.search(text)
    return None if found is None else found[0]
