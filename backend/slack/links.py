"""How a Slack user becomes one of the staff: by a signed link, followed in a console that they are signed in to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.slack import blocks
from backend.slack.blocks import Block
from backend.slack.door import SlackDoor

_PURPOSE = "slack-link"


@dataclass(frozen=True)
class LinkOffer:
    """What a link says: who it was given to, and until when it is good."""

    slack_user: str
    team: str
    expires_at: datetime


def link_for(door: SlackDoor, slack_user: str, team: str) -> str:
    """The address to follow; good for whoever can sign in to the console, for a while."""
    settings = door.services.settings
    expires_at = door.services.clock.now() + timedelta(seconds=settings.slack_link_valid_seconds)
    token = door.services.vault.sign([slack_user, team, expires_at.isoformat()], purpose=_PURPOSE)
    return f"{door.console_url}/slack/link?token={token}"


def read(door: SlackDoor, token: str) -> LinkOffer | None:
    """What a link offers; None for one that is not ours, or too old."""
    data = door.services.vault.unsign(token, purpose=_PURPOSE)
    if not isinstance(data, list) or len(data) != 3:
        return None
    offer = LinkOffer(str(data[0]), str(data[1]), datetime.fromisoformat(str(data[2])))
    return offer if door.services.clock.now() < offer.expires_at else None


INVITATION = "Slackと担当者アカウントがつながっていません。コンソールにログインして連携すると使えます。"


def invitation(door: SlackDoor, slack_user: str, team: str) -> list[Block]:
    """All that somebody who is not linked gets."""
    return [
        blocks.section(INVITATION),
        blocks.actions(
            blocks.button("連携する", "link", url=link_for(door, slack_user, team), style="primary"), block_id="link"
        ),
    ]
