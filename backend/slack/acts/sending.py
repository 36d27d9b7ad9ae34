"""Replies whose time has come, and their senders who have to hear that one was not sent."""

import logging
from datetime import datetime, timedelta

from backend.core.housekeeping import Housekeeping
from backend.slack.acts import reply_views
from backend.slack.acts.pressing import whisper_or_raise
from backend.slack.acts.replies import Replies, Unsent
from backend.slack.client import PermanentSlackError, TemporarySlackError
from backend.slack.door import SlackDoor

# So much later than promised a reply may go out.
_SENDING_PAUSE_SECONDS = 0.25
_TELLING_PAUSE_SECONDS = 1.0
_FORGETTING_PAUSE_SECONDS = 60.0
# While Slack is down.
_LATER = timedelta(seconds=5)

logger = logging.getLogger(__name__)


def senders(door: SlackDoor) -> tuple[Housekeeping, ...]:
    """In threads of their own: what goes to members does not wait for Slack."""
    replies = Replies(door.services)
    return (
        Housekeeping({"sending replies from Slack": replies.send_due}, _SENDING_PAUSE_SECONDS),
        Housekeeping({"telling what was not sent": UnsentNews(door, replies).tell}, _TELLING_PAUSE_SECONDS),
        Housekeeping({"forgetting replies from Slack": replies.forget}, _FORGETTING_PAUSE_SECONDS),
    )


class UnsentNews:
    """Each sender gets the reason, and the text to copy; while Slack is down, later."""

    def __init__(self, door: SlackDoor, replies: Replies) -> None:
        self._door = door
        self._replies = replies
        self._not_before: datetime | None = None

    def tell(self) -> None:
        """All of it, until Slack takes nothing more for now."""
        now = self._door.services.clock.now()
        if self._not_before is not None and now < self._not_before:
            return
        for reply in self._replies.untold():
            try:
                self._tell(reply)
            except TemporarySlackError as error:
                self._not_before = now + max(error.retry_after, _LATER)
                return
            except PermanentSlackError as error:  # they have left the channel, say: it will never be otherwise
                logger.warning("a sender can't be told that a reply was not sent: %s", error.code)
            self._replies.told(reply.key)

    def _tell(self, reply: Unsent) -> None:
        why = f"会員へ送信していません。{reply.why}"
        shown = None if reply.text is None else reply_views.to_copy(why, reply.text)
        whisper_or_raise(self._door, reply.slack_user, reply.where, why, shown)
