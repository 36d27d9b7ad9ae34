"""What runs beside the web server for Slack."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from backend.core.housekeeping import Housekeeping
from backend.slack import once, presence
from backend.slack.acts.sending import senders
from backend.slack.door import SlackDoor
from backend.slack.told import outages
from backend.slack.told.courier import Courier
from backend.slack.told.watch import PAUSE_SECONDS, Watch

logger = logging.getLogger(__name__)


def slack_workers(door: SlackDoor) -> tuple[Housekeeping, ...]:
    """To be started with the server, and stopped with it. Only what waits for Slack stands still while it is down."""
    services = door.services
    watch, courier = Watch(services), Courier(door)
    who_is_active = {"asking who is active in Slack": presence.PresenceWatch(door).look}
    try:
        watch.begin()
        courier.begin()
    except SQLAlchemyError:
        logger.warning("the database is away: what happens until it is back may not be told in Slack")
    return (
        Housekeeping({"forgetting what Slack has sent": lambda: once.forget_old(services)}),
        *senders(door),
        Housekeeping({"looking for what to tell in Slack": watch.look}, PAUSE_SECONDS),
        Housekeeping({"telling it": courier.tell_due}, PAUSE_SECONDS),
        Housekeeping({"looking for outages": outages.OutageWatch(services).look}, outages.PAUSE_SECONDS),
        *([Housekeeping(who_is_active, presence.PAUSE_SECONDS)] if services.settings.slack_presence else []),
    )
