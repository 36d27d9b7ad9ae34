"""Looks whether the parts of the system answer; one that does not, twice in a row, is told. A database can't be."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.bot_gateway.client import BotGateway
from backend.container import Container
from backend.core.database import add_once
from backend.slack.told import stories
from backend.slack.told.matters import Matters
from backend.slack.told.models import Kind, Matter, Outage

PAUSE_SECONDS: Final = 30.0
PARTS: Final = ("rasa", "actions")
# Two looks of two workers at the same time are one look; two that are further apart are not in a row.
_TWICE: Final = timedelta(seconds=PAUSE_SECONDS * 0.8)
_IN_A_ROW: Final = timedelta(seconds=PAUSE_SECONDS * 4)


@dataclass(frozen=True)
class OutageWatch:
    services: Container

    def look(self) -> None:
        """Any number of workers may look."""
        down = asyncio.run(self._parts_down())
        with self.services.database.reading() as session:
            if not down and session.scalar(select(Outage.id).where(Outage.over_at.is_(None)).limit(1)) is None:
                return
        with self.services.database.unit_of_work() as session:
            self.note(session, down)

    async def _parts_down(self) -> list[str]:
        # A gateway of its own: connections belong to the loop that they were opened on.
        settings = self.services.settings
        gateway = BotGateway(
            rasa_url=settings.rasa_url,
            actions_url=settings.actions_url,
            secret=settings.channel_secret.get_secret_value(),
            deadline_seconds=settings.turn_deadline_seconds,
        )
        try:
            return await gateway.parts_down()
        finally:
            await gateway.close()

    def note(self, session: Session, down: Collection[str]) -> None:
        """These parts did not answer just now, and the others did."""
        now = self.services.clock.now()
        for part in PARTS:
            if part in down:
                self._note_down(session, part, now)
            else:
                _note_up(session, part, now)

    def _note_down(self, session: Session, part: str, now: datetime) -> None:
        outage, _ = add_once(session, Outage(part=part, began_at=now), _going_on(part))
        since = now - outage.began_at
        if outage.is_told or since < _TWICE:
            return
        if since > _IN_A_ROW:
            outage.began_at = now
            return
        outage.is_told = True
        begun = Matter(kind=Kind.OUTAGE, reference=outage.id, opened_at=outage.began_at, told_event=stories.BEGAN)
        Matters(self.services.settings).begin(session, begun, now)


def _note_up(session: Session, part: str, now: datetime) -> None:
    outage = session.scalar(_going_on(part))
    if outage is None:
        return
    if not outage.is_told:
        session.delete(outage)
        return
    outage.over_at = now
    told = select(Matter).where(Matter.kind == Kind.OUTAGE, Matter.reference == outage.id)
    matter = session.scalars(told.with_for_update()).one()
    matter.due_at = matter.due_at or now


def _going_on(part: str) -> Select[Outage]:
    return select(Outage).where(Outage.part == part, Outage.over_at.is_(None))
