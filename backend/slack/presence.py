"""Who works in Slack is at the desk while they are active there, as who has the console open is.

Without it nobody would be there for members whose staff work in Slack alone: the desk would seem closed, and
conversations would be taken away from them.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select

from backend.container import Container
from backend.conversations.channels import tell_who_is_there
from backend.conversations.models import Conversation, Owner
from backend.slack.client import PermanentSlackError, TemporarySlackError
from backend.slack.door import SlackDoor
from backend.slack.people import Linked
from backend.staff import availability, presence
from backend.staff.models import StaffMember

logger = logging.getLogger(__name__)

# Well within `staff_seen_seconds`, which are 45 at least.
PAUSE_SECONDS = 30.0
# Slack takes some 50 such questions a minute (tier 3).
_AT_ONCE = 20
_NOBODY = "user_not_found"


class PresenceWatch:
    """Asks Slack who is active; of many people so many at a time, in turn."""

    def __init__(self, door: SlackDoor) -> None:
        self._door = door
        self._services = door.services
        self._active_at: dict[int, datetime] = {}
        self._last_asked = 0
        self._not_before: datetime | None = None
        self._refused = ""

    def look(self) -> None:
        """Note who is there. Any number of processes may look."""
        people = self._people()
        self._ask(_in_turn(people, after=self._last_asked))
        # Whoever was active when last asked is taken to be so until their turn comes again.
        now, round_takes = self._services.clock.now(), timedelta(seconds=PAUSE_SECONDS) * -(-len(people) // _AT_ONCE)
        there = [
            person_id
            for person_id, _ in people
            if person_id in self._active_at and now - self._active_at[person_id] < round_takes
        ]
        if there:
            with self._services.database.unit_of_work() as session:
                for person_id in there:
                    presence.note_seen(session, person_id, now)

    def _people(self) -> Sequence[tuple[int, str]]:
        """Ids and Slack users of those who take conversations or have one."""
        has_one = exists().where(Conversation.agent_id == StaffMember.id, Conversation.owner == Owner.AGENT)
        linked = (
            select(StaffMember.id, StaffMember.slack_user_id)
            .where(
                StaffMember.slack_user_id.is_not(None),
                StaffMember.enrolled_at.is_not(None),
                StaffMember.disabled_at.is_(None),
                StaffMember.locked_at.is_(None),
                or_(StaffMember.is_available.is_(True), has_one),
            )
            .order_by(StaffMember.id)
        )
        with self._services.database.reading() as session:
            return [(person_id, slack_user) for person_id, slack_user in session.execute(linked) if slack_user]

    def _ask(self, people: Sequence[tuple[int, str]]) -> None:
        now = self._services.clock.now()
        if self._not_before is not None and now < self._not_before:
            return
        for person_id, slack_user in people:
            try:
                is_active = self._is_active(slack_user)
            except TemporarySlackError as error:
                self._not_before = now + error.retry_after
                return
            except PermanentSlackError as error:
                self._tell_refused(error.code)
                return
            self._last_asked = person_id
            if is_active:
                self._active_at[person_id] = now
            else:
                self._active_at.pop(person_id, None)
        self._refused = ""

    def _is_active(self, slack_user: str) -> bool:
        try:
            return self._door.client.call("users.getPresence", user=slack_user).get("presence") == "active"
        except PermanentSlackError as error:
            if error.code == _NOBODY:
                return False
            raise

    def _tell_refused(self, code: str) -> None:
        """Once, until Slack answers again: it would be the same line twice a minute."""
        if code != self._refused:
            logger.warning("Slack does not tell who is active there: %s", code)
        self._refused = code


def _in_turn(people: Sequence[tuple[int, str]], *, after: int) -> Sequence[tuple[int, str]]:
    """The next ones behind who was asked last, from the beginning again after the end."""
    later = [person for person in people if person[0] > after]
    earlier = [person for person in people if person[0] <= after]
    return [*later, *earlier][:_AT_ONCE]


def note_act(services: Container, staff_id: int) -> None:
    """They have just done something in Slack, so they are there."""
    with services.database.unit_of_work() as session:
        presence.note_seen(session, staff_id, services.clock.now())


def set_available(door: SlackDoor, linked: Linked, is_available: bool) -> str:
    """Take new conversations, or none for now; what to answer to it."""
    services = door.services
    with services.database.unit_of_work() as session:
        availability.set_available(session, services.clock, linked.acting, is_available=is_available)
    tell_who_is_there(services.fan_out)
    if is_available:
        return "新しい会話の受付を開始しました。Slackかコンソールを開いている間、会員からの呼び出しを受けられます。"
    return "新しい会話の受付を停止しました。対応中の会話は、そのまま続けられます。"
