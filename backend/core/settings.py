"""Every setting of the backend, read once from the environment."""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.working_time.business_hours import BusinessHours

PROJECT_ROOT = Path(__file__).resolve().parents[2]

# Who knows only one thing about a member is not them: a name, say.
_FEWEST_MATCHES = 2

_SLACK = {"slack.com", "slack-gov.com"}
_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


class Settings(BaseSettings):
    """Environment variables `MADOGUCHI_<NAME>`; docs/architecture.md lists the ones an operator sets.

    Raises `pydantic.ValidationError` at start for a value that is missing, malformed or too weak for production.
    """

    model_config = SettingsConfigDict(env_prefix="MADOGUCHI_", frozen=True)

    environment: Literal["demo", "production"] = "demo"
    host: str = "127.0.0.1"
    port: int = 8000
    internal_port: int = 18000
    database_url: str = "sqlite:///var/8000/madoguchi.db"

    secret_key: SecretStr = Field(min_length=16)
    channel_secret: SecretStr = Field(min_length=16)
    internal_secret: SecretStr = Field(min_length=16)
    identity_token_secret: SecretStr | None = None
    identity_token_audience: str = "madoguchi"  # noqa: S105

    rasa_url: str = "http://127.0.0.1:20000"
    actions_url: str = "http://127.0.0.1:22000"
    # A turn is over after this many seconds, whatever the bot does: members get a calm sentence within 10.
    turn_deadline_seconds: float = 9.0

    # Origins of pages that may embed the widget. The API takes no cookies, only bearer tokens, so any origin is safe.
    widget_origins: tuple[str, ...] = ("*",)

    topics_file: Path = PROJECT_ROOT / "data" / "topics.yml"

    # Limits, in the notation of the `limits` library. Those by address leave loopback alone while the demo is on.
    limits_storage_url: str = "memory://"
    messages_per_conversation: str = "600/minute"
    conversations_per_address: str = "60/minute"
    # Beyond these a person's answer comes by mail: whoever opens chat after chat to call somebody fills no queue.
    calls_per_address: str = "20/hour"
    # One person typing asks about 200 times a minute; an office shares one address.
    suggestions_per_address: str = "1200/minute"
    codes_per_account: str = "30/hour"
    codes_per_conversation: str = "10/hour"
    # Nobody needs a password for the chat, so its six digits could be guessed day after day, by mail after mail.
    wrong_codes_per_account: str = "50/day"
    # Anybody who knows an id can have mails sent to its owner, from any number of conversations.
    resets_per_account: str = "5/hour"
    unlocks_per_conversation: str = "20/hour"
    feedback_per_conversation: str = "120/minute"
    transcripts_per_conversation: str = "3/hour"
    # A page tells when its member begins to write and when they stop.
    typing_per_conversation: str = "120/minute"
    # Event streams open at a time: a stream holds a connection, and is told of everything. Of several opened at
    # once a few more may get in. A staff session's are the windows of one browser.
    pages_per_conversation: int = Field(default=20, ge=1)
    streams_per_staff_session: int = Field(default=10, ge=1)
    longest_message_chars: int = 4000
    longest_body_bytes: int = 64 * 1024

    code_valid_seconds: int = 600
    code_tries: int = 5
    identified_idle_seconds: int = 15 * 60
    identified_total_seconds: int = 60 * 60
    reset_link_valid_seconds: int = 30 * 60

    # My Page. A sign-in waits so long for its second factor; a session ends after idling or in total.
    shop_name: str = "Fujitsu Cloud Direct"
    # Where a service is described, and how long it takes until it can be used; the demo's shop has such pages.
    service_page: str = "/services/{service}"
    sign_in_seconds: int = 15 * 60
    session_idle_seconds: int = 30 * 60
    session_total_seconds: int = 12 * 60 * 60
    session_rotation_seconds: int = 15 * 60
    # 「指定回数ログインに失敗すると、アカウントがロックされ」: passwords, codes and backup codes count alike.
    failures_until_locked: int = Field(default=10, ge=1)
    sign_ins_per_address: str = "60/minute"
    sign_in_codes_per_account: str = "30/hour"
    # Members can register any number, so codes go out by SMS to these countries only, and to a number so often.
    sms_country_codes: frozenset[int] = frozenset({81})
    phone_checks_per_number: str = "10/hour"
    registration_link_valid_seconds: int = 24 * 60 * 60
    registrations_per_address: str = "20/hour"
    mails_per_new_address: str = "5/hour"
    email_change_link_valid_seconds: int = 60 * 60
    # The current password, asked for again before something weighty. Never locks: who asks is signed in.
    password_checks_per_account: str = "10/hour"  # noqa: S105
    contacts_per_address: str = "20/hour"
    # Orders, changes, withdrawals: each sends a mail and gives people work.
    acts_per_member: str = "60/hour"

    # Billing. The issuer's name on invoices; days off besides weekends and public holidays (`["2026-12-29"]`); and so
    # many days after an invoice is confirmed its data goes to the payment agency: My Page then says 「入金済」.
    invoice_issuer: str = Field(default="Fujitsu Cloud Direct", min_length=1)
    closed_days: frozenset[date] = frozenset()
    invoice_handover_days: int = Field(default=7, ge=0, le=60)

    # The desk: when people answer (`HH:MM`, on business days; `always` instead of hours, for a desk that never closes).
    # `closed_days` are its days off too. None of these are another contact point's hours, and none are told as such.
    desk_hours: str = "09:00-17:30"
    # Behind so many who wait a ticket is the quicker answer, and a flood of calls buries nobody.
    longest_queue: int = Field(default=50, ge=1)
    # Who has waited so long for a person gets a ticket; a console that was last seen so long ago is closed.
    longest_wait_seconds: int = Field(default=10 * 60, ge=30)
    # An open console is noted every 20 s: with less than twice that the desk would seem closed in between.
    staff_seen_seconds: int = Field(default=60, ge=45)
    # An agent whose console is closed gives the conversation back to the queue; a silent member to the bot.
    agent_gone_seconds: int = Field(default=3 * 60, ge=30)
    member_silent_seconds: int = Field(default=15 * 60, ge=60)
    # Business hours until a ticket is due, by kind.
    ticket_due_hours: dict[str, int] = {
        "unlock": 4,
        "reset_help": 4,
        "contact": 8,
        "contract_change": 16,
        "withdrawal": 16,
    }
    # To unlock an account so many answers to staff's questions must match, name or company among them.
    unlock_matches: int = Field(default=2, ge=1, le=5)
    # What matched is looked at by a second staff member, who unlocks it then: by any colleague, or by an admin.
    unlock_approval: Literal["off", "colleague", "admin"] = "off"

    # Staff. A session of theirs ends after idling or in total; their sign-in waits so long for its second factor.
    staff_session_idle_seconds: int = Field(default=60 * 60, ge=60, le=24 * 60 * 60)
    staff_session_total_seconds: int = Field(default=12 * 60 * 60, ge=60, le=24 * 60 * 60)
    staff_sign_in_seconds: int = Field(default=10 * 60, ge=60, le=60 * 60)
    staff_failures_until_locked: int = Field(default=10, ge=1)
    # Anybody who knows a login id can lock its owner out, and all admins at once: a lock is lifted after so long.
    staff_lock_seconds: int = Field(default=30 * 60, ge=60)
    # A code, asked for again before something weighty. Never locks, as above.
    staff_code_checks: str = "30/hour"
    staff_invitation_valid_seconds: int = Field(default=3 * 24 * 60 * 60, ge=60, le=30 * 24 * 60 * 60)
    # So often somebody looks for something new; lists that are loaded again do not count.
    searches_per_staff: str = "120/minute"
    staff_sign_ins_per_address: str = "60/minute"
    # What was revealed is hidden again after so long.
    revealed_seconds: int = Field(default=60, ge=5)

    # Mail goes to this SMTP server; without one it stays in the demo mailbox.
    smtp_host: str | None = None
    smtp_port: int = 25
    # `starttls` usually goes with port 587, `tls` with 465. `smtp_ca_file`: trust this authority, not the system's.
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_ca_file: Path | None = None
    mail_from: str = "no-reply@madoguchi.example"
    # Twilio's account, and the number (E.164) or the messaging service (`MG…`) that its SMS come from.
    sms_provider: Literal["none", "twilio"] = "none"
    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    twilio_from: str = ""
    twilio_api_url: str = "https://api.twilio.com"
    messages_kept_days: int = Field(default=90, ge=1)
    # Slack (docs/slack.md): on with a bot token, a channel, and one of two ways in: signed requests to us
    # (`slack_signing_secret`), or, behind a firewall, a connection from here (`slack_app_token`: Socket Mode).
    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    # Where matters are told (`C…`), and another channel for some: handoff, ticket, overdue, rating, outage.
    slack_channel: str = ""
    slack_channels: dict[Literal["handoff", "ticket", "overdue", "rating", "outage"], str] = {}
    # Only people of this workspace (`T…`) may act; none named: of the one that the app is installed in.
    slack_team_id: str = ""
    slack_masks_names: bool = True
    # A reply can be taken back for so long before the member gets it.
    slack_undo_seconds: int = Field(default=8, ge=3, le=60)
    # Who is active in Slack is at the desk, as who has the console open is.
    slack_presence: bool = True
    slack_link_valid_seconds: int = Field(default=10 * 60, ge=60, le=60 * 60)
    # Faces (1 to 5) up to this one are told.
    slack_bad_rating: int = Field(default=2, ge=1, le=5)
    # Between two messages to a channel; Slack wants one second.
    slack_pause_seconds: float = Field(default=1, ge=0, le=60)
    slack_api_url: str = "https://slack.com/api/"
    # The origin that links in mails point to; by default where the backend listens.
    public_url: str | None = None

    @field_validator("desk_hours")
    @classmethod
    def _hours(cls, text: str) -> str:
        BusinessHours.parse(text)
        return text

    @cached_property
    def business_hours(self) -> BusinessHours:
        return BusinessHours.parse(self.desk_hours)

    @cached_property
    def is_demo(self) -> bool:
        return self.environment == "demo"

    @cached_property
    def base_url(self) -> str:
        """The origin of this shop's pages, without a closing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @cached_property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @model_validator(mode="after")
    def _whole_senders(self) -> Self:
        """Mail and SMS are set up wholly or not at all, and no password goes over an open line."""
        if (self.smtp_username is None) != (self.smtp_password is None):
            raise ValueError("smtp_username and smtp_password go together")
        is_open = self.smtp_security == "none" and self.smtp_host not in _THIS_MACHINE
        if is_open and (self.smtp_username is not None or (self.smtp_host is not None and not self.is_demo)):
            raise ValueError("smtp_security must be starttls or tls for a mail server on another machine")
        if self.sms_provider == "twilio":
            if not (self.twilio_account_sid and self.twilio_auth_token.get_secret_value() and self.twilio_from):
                raise ValueError("twilio needs twilio_account_sid, twilio_auth_token and twilio_from")
            address = urlsplit(self.twilio_api_url)
            if address.scheme != "https" and address.hostname not in _THIS_MACHINE:
                raise ValueError("twilio_api_url must be https")
        return self

    @cached_property
    def has_slack(self) -> bool:
        return self.slack_bot_token is not None

    @model_validator(mode="after")
    def _whole_slack(self) -> Self:
        """Slack is set up wholly or not at all, and what goes there goes to Slack."""
        ways_in = (self.slack_signing_secret, self.slack_app_token)
        if self.slack_bot_token is None:
            if any(ways_in) or self.slack_channel:
                raise ValueError("slack needs slack_bot_token")
            return self
        if not self.slack_channel:
            raise ValueError("slack needs slack_channel")
        if not any(ways_in):
            raise ValueError("slack needs slack_signing_secret or slack_app_token")
        address = urlsplit(self.slack_api_url)
        is_slacks = address.scheme == "https" and address.hostname in _SLACK
        if not is_slacks and (not self.is_demo or address.hostname not in _THIS_MACHINE):
            raise ValueError("slack_api_url must be https://slack.com/api/")
        return self

    @model_validator(mode="after")
    def _strong_in_production(self) -> Self:
        if self.environment != "production":
            return self
        for name in ("secret_key", "channel_secret", "internal_secret", "identity_token_secret"):
            value: SecretStr | None = getattr(self, name)
            if value is not None and len(value.get_secret_value()) < 32:
                raise ValueError(f"{name} needs at least 32 characters in production")
        if self.unlock_matches < _FEWEST_MATCHES:
            raise ValueError(f"unlock_matches must be at least {_FEWEST_MATCHES} in production")
        if self.smtp_host is None:
            raise ValueError("smtp_host is needed in production: the demo mailbox is off there")
        if not self.is_https:
            raise ValueError(
                "public_url must be https in production: cookies are Secure, and links in mails lead there"
            )
        return self
