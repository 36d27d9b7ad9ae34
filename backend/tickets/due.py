"""By when a ticket is to be closed."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.core.clock import Clock
from backend.tickets.models import TicketKind
from backend.working_time.business_hours import BusinessHours, add_business_hours


@dataclass(frozen=True)
class TicketClock:
    """Tells the time, and by when what is opened now is to be closed: so many business hours after, by kind."""

    clock: Clock
    due_hours: Mapping[str, int]
    desk_hours: BusinessHours
    closed_days: Set[date]

    def now(self) -> datetime:
        return self.clock.now()

    def due(self, kind: TicketKind) -> datetime | None:
        """None for a kind that has no time set."""
        hours = self.due_hours.get(kind)
        if hours is None:
            return None
        return add_business_hours(self.now(), timedelta(hours=hours), self.desk_hours, self.closed_days)
