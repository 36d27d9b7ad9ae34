"""Who of the staff does something, and from where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Acting:
    """`address` of the browser, or the Slack user where it is done from Slack; neither where a program does it."""

    staff_id: int
    address: str | None = None
    slack_user: str | None = None

    @property
    def trace(self) -> dict[str, str]:
        """What the audit log's details say of it."""
        return {} if self.slack_user is None else {"slack_user": self.slack_user}
