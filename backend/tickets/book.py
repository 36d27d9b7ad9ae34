"""How tickets are written down: when, by when they are to be closed, what became of them, and who hears of it."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.conversations.channels import DESK
from backend.core.clock import Clock
from backend.core.database import after_commit
from backend.core.fan_out import Event, FanOut
from backend.tickets.models import Ticket, TicketEvent, TicketKind, TicketStep
from backend.working_time.business_hours import BusinessHours, add_business_hours


@dataclass(frozen=True)
class TicketBook:
    """`due_hours`: so many business hours after it was opened a ticket of each kind is due."""

    clock: Clock
    due_hours: Mapping[str, int]
    desk_hours: BusinessHours
    closed_days: Set[date]
    fan_out: FanOut

    def now(self) -> datetime:
        return self.clock.now()

    def due(self, kind: TicketKind) -> datetime | None:
        """By when what is opened now is to be closed; None for a kind that has no time set."""
        hours = self.due_hours.get(kind)
        if hours is None:
            return None
        return add_business_hours(self.now(), timedelta(hours=hours), self.desk_hours, self.closed_days)

    def write(
        self,
        session: Session,
        ticket: Ticket,
        step: TicketStep,
        *,
        staff_id: int | None = None,
        text: str = "",
        client_key: str | None = None,
        **details: Any,
    ) -> None:
        """Add a step to a ticket's history; once that is committed, the desk hears of it.

        `details` must be JSON; `client_key`: see `backend.tickets.history.known`.
        """
        session.add(
            TicketEvent(
                ticket_id=ticket.id,
                at=self.now(),
                step=step,
                staff_id=staff_id,
                text=text,
                client_key=client_key,
                details=details,
            )
        )
        session.flush()
        number = ticket.number
        after_commit(
            session, ("ticket", number), lambda: self.fan_out.publish(DESK, Event("ticket", {"number": number}))
        )
