"""How a Slack user becomes one of the staff: by a signed link, followed in a console that they are signed in to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend.core.crypto import new_token
from backend.slack import blocks
from backend.slack.blocks import Block
from backend.slack.client import SlackError
from backend.slack.door import SlackDoor
from backend.slack.models import SlackRequest

_PURPOSE = "slack-link"

INVITATION = "Slackと担当者アカウントがつながっていません。コンソールにログインして連携すると使えます。"
LINKED = (
    "{name}さんの担当者アカウントとつながりました。"
    "このワークスペースで、対応のボタンと `/madoguchi` を使えます。使い方は `/madoguchi help` でご覧いただけます。"
)


@dataclass(frozen=True)
class LinkOffer:
    """What a link says: who it was given to, until when it is good, and which link it is (`token`: all of it)."""

    slack_user: str
    team: str
    expires_at: datetime
    number: str
    token: str

    @property
    def key(self) -> str:
        """Under which its use is kept, among what came from Slack (once.py): longer than the link is good."""
        return f"link:{self.number}"


@dataclass(frozen=True)
class SlackName:
    """Who a Slack user is to people: None where Slack does not tell at the moment."""

    name: str | None
    team: str | None


def link_for(door: SlackDoor, slack_user: str, team: str) -> str:
    """The address to follow; good once, for whoever can sign in to the console, for a while."""
    settings = door.services.settings
    expires_at = door.services.clock.now() + timedelta(seconds=settings.slack_link_valid_seconds)
    offered = [slack_user, team, expires_at.isoformat(), new_token()]
    token = door.services.vault.sign(offered, purpose=_PURPOSE)
    return f"{door.console_url}/slack/link?token={token}"


def read(door: SlackDoor, token: str) -> LinkOffer | None:
    """What a link offers; None for one that is not ours, too old, or used."""
    data = door.services.vault.unsign(token, purpose=_PURPOSE)
    if not isinstance(data, list) or len(data) != 4:
        return None
    offer = LinkOffer(str(data[0]), str(data[1]), datetime.fromisoformat(str(data[2])), str(data[3]), token)
    if door.services.clock.now() >= offer.expires_at:
        return None
    with door.services.database.reading() as session:
        return None if session.get(SlackRequest, offer.key) else offer


def use_up(session: Session, offer: LinkOffer, now: datetime) -> None:
    """It is good no more. Of two at the same moment one fails with `IntegrityError` when it is written."""
    session.add(SlackRequest(key=offer.key, at=now))


def name_of(door: SlackDoor, offer: LinkOffer) -> SlackName:
    """What the person and the workspace are called."""
    try:
        told = door.client.call("users.info", user=offer.slack_user)
        team = door.client.call("auth.test").get("team")
    except SlackError:
        return SlackName(None, None)
    user = told.get("user", {})
    profile = user.get("profile", {})
    name = profile.get("real_name") or user.get("real_name") or user.get("name")
    return SlackName(str(name) if name else None, str(team) if team else None)


def tell_linked(door: SlackDoor, slack_user: str, name: str) -> None:
    """A word in Slack, if Slack takes it now; `name`: the colleague's."""
    text = LINKED.format(name=blocks.escaped(name))
    try:
        door.client.call("chat.postMessage", channel=slack_user, text=text)
    except SlackError:
        return  # the console has said it too


def invitation(door: SlackDoor, slack_user: str, team: str) -> list[Block]:
    """All that somebody who is not linked gets."""
    return [
        blocks.section(INVITATION),
        blocks.actions(
            blocks.button("連携する", "link", url=link_for(door, slack_user, team), style="primary"), block_id="link"
        ),
    ]
