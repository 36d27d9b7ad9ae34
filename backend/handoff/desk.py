"""The desk: whether a person can be waited for, and who can be given a conversation."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from backend.conversations.models import Conversation
from backend.core.clock import Clock
from backend.core.limits import Limiter
from backend.handoff import queue
from backend.staff.models import StaffMember
from backend.staff.presence import anybody_at_desk, is_online
from backend.working_time.business_hours import BusinessHours, is_open


@dataclass(frozen=True)
class Desk:
    """`seen_within`: who was seen so lately, at the console or in Slack, is there.

    `longest_queue`: nobody waits behind so many. `calls_per_address`: so often, in the notation of limits, somebody
    may be called from one line.
    """

    clock: Clock
    hours: BusinessHours
    closed_days: Set[date]
    seen_within: timedelta
    longest_queue: int
    limiter: Limiter
    calls_per_address: str

    def is_open(self, session: Session) -> bool:
        """It is business hours, and somebody is there."""
        return self.is_within_hours() and anybody_at_desk(session, self.clock.now(), self.seen_within)

    def is_within_hours(self) -> bool:
        """Whether anybody is there or not."""
        return is_open(self.clock.now(), self.hours, self.closed_days)

    def can_be_waited_for(self, session: Session) -> bool:
        """It is open, and the queue is not too long. Of several who ask at once, one more may get in."""
        return self.is_open(session) and queue.length(session) < self.longest_queue

    def takes_call(self, conversation: Conversation) -> bool:
        """Count one more call from this conversation's line, and tell whether that is still one to wait for."""
        line = conversation.opened_from
        return line is None or self.limiter.allows(self.calls_per_address, "calls-of-address", line)

    def can_take(self, session: Session, staff_id: int) -> bool:
        """Whether they are there and take conversations."""
        staff = session.get(StaffMember, staff_id)
        return staff is not None and staff.is_available and is_online(staff, self.clock.now(), self.seen_within)
