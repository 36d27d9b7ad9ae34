"""What runs beside the web server for Slack."""

from backend.core.housekeeping import Housekeeping
from backend.slack import once
from backend.slack.acts.sending import senders
from backend.slack.door import SlackDoor


def slack_workers(door: SlackDoor) -> tuple[Housekeeping, ...]:
    """To be started with the server, and stopped with it."""
    return (
        Housekeeping({"forgetting what Slack has sent": lambda: once.forget_old(door.services)}),
        *senders(door),
    )
