"""What runs beside the web server for Slack."""

from backend.core.housekeeping import Housekeeping
from backend.slack import once
from backend.slack.acts.sending import senders
from backend.slack.door import SlackDoor
from backend.slack.told import outages, watch
from backend.slack.told.courier import Courier


def slack_workers(door: SlackDoor) -> tuple[Housekeeping, ...]:
    """To be started with the server, and stopped with it. Only what waits for Slack stands still while it is down."""
    services = door.services
    return (
        Housekeeping({"forgetting what Slack has sent": lambda: once.forget_old(services)}),
        *senders(door),
        Housekeeping({"looking for what to tell in Slack": watch.Watch(services).look}, watch.PAUSE_SECONDS),
        Housekeeping({"telling it": Courier(door).tell_due}, watch.PAUSE_SECONDS),
        Housekeeping({"looking for outages": outages.OutageWatch(services).look}, outages.PAUSE_SECONDS),
    )
