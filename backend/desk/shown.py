"""Whether what somebody is looking for stands where staff can read it.

What is hidden from them must not be found by a part of it: whoever asks for one digit after the other could read it.
Nobody reads more of it by looking for the whole of what they know already.
"""

import unicodedata
from typing import Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.desk.matching import holds, names, spellings
from backend.members.models import Member
from backend.personal_data.finding import find
from backend.tickets.models import Ticket

# So many texts that hold the words are looked through, newest first.
_MOST: Final = 2000


def is_shown(text: str, query: str) -> bool:
    """Whether the text holds it where nothing is hidden, or around everything that is hidden there."""
    hidden = find(text)
    return any(
        all(start <= one.start and one.end <= end for one in hidden if one.start < end and start < one.end)
        for start, end in _places(text, query)
    )


def shows(
    session: Session,
    text: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    number: InstrumentedAttribute[int],
    query: str,
) -> ColumnElement[bool]:
    """`holds` for a column that is shown with its personal data hidden; `number` is unique, and grows."""
    if not _may_be_hidden(query):
        return holds(text, query)
    found = session.execute(select(number, text).where(holds(text, query)).order_by(number.desc()).limit(_MOST))
    return number.in_([each for each, written in found if written and is_shown(written, query)])


def of_contact(session: Session, query: str) -> ColumnElement[bool]:
    """That a ticket's contact has this name, which they typed themselves: there may be a number in it."""
    as_typed = shows(session, Ticket.contact_name, Ticket.id, query)
    letters = "".join(query.split())
    return as_typed if _may_be_hidden(letters) else or_(as_typed, names(Ticket.contact_name, letters))


def is_member(session: Session, query: str) -> ColumnElement[bool]:
    """That a member has this name or this login id, which is hidden where it is a mail address or a number."""
    return or_(names(Member.name, query), shows(session, Member.login_id, Member.id, query))


def _may_be_hidden(query: str) -> bool:
    """Numbers and mail addresses are; a word of Japanese letters alone is no part of one."""
    return any(char.isascii() or char.isnumeric() for char in unicodedata.normalize("NFKC", query))


def _places(text: str, query: str) -> list[tuple[int, int]]:
    """Everywhere that the text holds it, also where two overlap."""
    lowered, places = _lowered(text), []
    for form in {_lowered(form) for form in spellings(query)}:
        at = lowered.find(form)
        while at >= 0:
            places.append((at, at + len(form)))
            at = lowered.find(form, at + 1)
    return places


def _lowered(text: str) -> str:
    """As long as before."""
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)
