"""The desk: whether a person can be waited for, and who can be given a conversation."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from backend.core.clock import Clock
from backend.handoff import queue
from backend.staff.models import StaffMember
from backend.staff.presence import anybody_at_desk, is_online
from backend.working_time.business_hours import BusinessHours, is_open


@dataclass(frozen=True)
class Desk:
    """`seen_within`: whose console was seen open so lately is there. `longest_queue`: nobody waits behind so many."""

    clock: Clock
    hours: BusinessHours
    closed_days: Set[date]
    seen_within: timedelta
    longest_queue: int

    def is_open(self, session: Session) -> bool:
        """It is business hours, and somebody is there."""
        return self.is_within_hours() and anybody_at_desk(session, self.clock.now(), self.seen_within)

    def is_within_hours(self) -> bool:
        """Whether anybody is there or not."""
        return is_open(self.clock.now(), self.hours, self.closed_days)

    def can_be_waited_for(self, session: Session) -> bool:
        """It is open, and the queue is not too long. Of several who ask at once, one more may get in."""
        return self.is_open(session) and queue.length(session) < self.longest_queue

    def can_take(self, session: Session, staff_id: int) -> bool:
        """Whether they are there and take conversations."""
        staff = session.get(StaffMember, staff_id)
        return staff is not None and staff.is_available and is_online(staff, self.clock.now(), self.seen_within)
