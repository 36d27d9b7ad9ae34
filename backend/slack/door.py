"""What every part of Slack's door works with."""

from dataclasses import dataclass
from functools import cached_property

from backend.container import Container
from backend.slack.client import SlackClient


@dataclass(frozen=True)
class SlackDoor:
    services: Container
    client: SlackClient

    @classmethod
    def of(cls, services: Container) -> "SlackDoor | None":
        """None where no Slack is set up."""
        token = services.settings.slack_bot_token
        if token is None:
            return None
        return cls(services, SlackClient(token.get_secret_value(), services.settings.slack_api_url))

    @cached_property
    def console_url(self) -> str:
        """Where the console begins, without a closing slash."""
        return f"{self.services.settings.base_url}/console"
