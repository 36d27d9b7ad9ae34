"""When Slack may be called: a second after the last message to a channel, and not before it says so after a refusal."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from backend.core.database import add_once
from backend.slack.client import PermanentSlackError, SlackError, TemporarySlackError
from backend.slack.told.models import Lane

# All of Slack.
EVERYWHERE: Final = ""
_LONGEST_PAUSE: Final = timedelta(minutes=1)
# A channel that can't be written to is tried again after this, and when the server starts.
_CLOSED_FOR: Final = timedelta(hours=1)
_CLOSED: Final = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "channel_is_limited_access",
        "not_allowed_token_type",
        "no_permission",
    }
)
# The app itself is refused: the token was taken back, or lacks what the manifest asks for.
_SHUT_OUT: Final = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "missing_scope",
        "org_login_required",
        "ekm_access_denied",
        "access_denied",
        "team_access_not_granted",
    }
)


@dataclass(frozen=True)
class Lanes:
    """`pause`: between two calls for one channel."""

    pause: timedelta

    def closed(self, now: datetime) -> Select[str]:
        """The channels that must not be called now; `EVERYWHERE` may be one of them."""
        return select(Lane.channel).where(Lane.free_at > now)

    def take(self, session: Session, channel: str, now: datetime) -> bool:
        """Whether it may be called now; then nobody else may for the length of the pause."""
        lane = _held(session, channel, now)
        if lane.free_at > now:
            return False
        lane.free_at = now + self.pause
        return True

    def went_well(self, session: Session, channel: str) -> None:
        failed = select(Lane).where(Lane.channel.in_((EVERYWHERE, channel)), Lane.failures > 0).with_for_update()
        for lane in session.scalars(failed):
            lane.failures, lane.last_error = 0, None

    def failed(self, session: Session, channel: str, error: SlackError, now: datetime) -> None:
        """Slack's own time where it names one; else 1, 2, 4 … seconds, at most a minute."""
        is_closed = error.code in _CLOSED
        lane = _held(session, channel if is_closed else EVERYWHERE, now)
        lane.failures, lane.last_error = lane.failures + 1, error.code[:80]
        asked = error.retry_after if isinstance(error, TemporarySlackError) else timedelta(0)
        pause = _CLOSED_FOR if is_closed else asked or _pause_after(lane.failures)
        lane.free_at = max(lane.free_at, now + pause)


def is_about_the_message(error: SlackError) -> bool:
    """That this one message is refused: others may go through."""
    return isinstance(error, PermanentSlackError) and error.code not in _CLOSED | _SHUT_OUT


def try_all_again(session: Session) -> None:
    """Also what was refused for good: it may have been put right."""
    session.execute(delete(Lane).where(Lane.last_error.in_(_CLOSED | _SHUT_OUT)))


def _pause_after(failures: int) -> timedelta:
    return min(timedelta(seconds=2 ** min(failures - 1, 10)), _LONGEST_PAUSE)


def _held(session: Session, channel: str, now: datetime) -> Lane:
    add_once(session, Lane(channel=channel, free_at=now), select(Lane).where(Lane.channel == channel))
    return session.get_one(Lane, channel, with_for_update=True, populate_existing=True)
