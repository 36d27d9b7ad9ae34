"""Replies whose time has come, and their senders who have to hear that one was not sent."""

from backend.core.housekeeping import Housekeeping
from backend.slack.acts import reply_views
from backend.slack.acts.pressing import whisper
from backend.slack.acts.replies import Replies, Unsent
from backend.slack.door import SlackDoor

# So much later than promised a reply may go out.
_SENDING_PAUSE_SECONDS = 0.25
_TELLING_PAUSE_SECONDS = 1.0
_FORGETTING_PAUSE_SECONDS = 60.0


def senders(door: SlackDoor) -> tuple[Housekeeping, ...]:
    """In threads of their own: what goes to members does not wait for Slack."""
    replies = Replies(door.services)
    return (
        Housekeeping({"sending replies from Slack": replies.send_due}, _SENDING_PAUSE_SECONDS),
        Housekeeping({"telling what was not sent": lambda: tell_unsent(door, replies)}, _TELLING_PAUSE_SECONDS),
        Housekeeping({"forgetting replies from Slack": replies.forget}, _FORGETTING_PAUSE_SECONDS),
    )


def tell_unsent(door: SlackDoor, replies: Replies) -> None:
    """Each sender gets the reason, and the text to copy; while Slack is down, later."""
    for reply in replies.untold():
        if _tell(door, reply):
            replies.told(reply.key)


def _tell(door: SlackDoor, reply: Unsent) -> bool:
    why = f"会員へ送信していません。{reply.why}"
    shown = None if reply.text is None else reply_views.to_copy(why, reply.text)
    return whisper(door, reply.slack_user, reply.where, why, shown)
