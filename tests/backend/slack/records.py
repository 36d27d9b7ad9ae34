"""What the fake Slack notes of calls, deeds and deliveries."""

from dataclasses import dataclass, field
from typing import Any

from tests.backend.slack.sights import SlackMessage


@dataclass
class Call:
    """One call of the Web API, or (`method` "response_url") of a response URL."""

    method: str
    args: dict[str, Any]
    status: int
    answer: dict[str, Any]

    @property
    def error(self) -> str | None:
        return self.answer.get("error")


@dataclass
class Trigger:
    """What a person's deed lets the app open: `view` is the modal it was done in."""

    user: str
    at: float
    view: str | None
    is_used: bool = False


@dataclass
class ResponseUrl:
    """Where the app may answer a deed: five times, for half an hour."""

    user: str
    channel: str
    at: float
    message: SlackMessage | None
    uses: int = 0


@dataclass
class RateLimits:
    is_on: bool = False
    retry_after: int | None = None
    next_at: dict[str, float] = field(default_factory=dict)
    is_limited: set[str] = field(default_factory=set)


@dataclass
class Delivery:
    """Something Slack sent to the app. `status` is None when nothing came back; `seconds` of real time."""

    kind: str
    payload: dict[str, Any]
    headers: dict[str, str]
    status: int | None
    text: str
    seconds: float
