"""How mail and SMS go out: by what the settings name, in the demo into a mailbox that is looked at."""

from backend.core.settings import Settings
from backend.notifications.models import Channel
from backend.notifications.smtp import SmtpSecurity, SmtpTransport
from backend.notifications.transports import DemoMailbox, NoProvider, Transport
from backend.notifications.twilio import TwilioSms


def transports(settings: Settings) -> dict[Channel, Transport]:
    return {Channel.MAIL: _mail(settings), Channel.SMS: _sms(settings)}


def _mail(settings: Settings) -> Transport:
    if settings.smtp_host is None:
        return DemoMailbox()
    user, password = settings.smtp_username, settings.smtp_password
    return SmtpTransport(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.mail_from,
        security=SmtpSecurity(settings.smtp_security),
        credentials=(user, password.get_secret_value()) if user and password else None,
        ca_file=settings.smtp_ca_file,
    )


def _sms(settings: Settings) -> Transport:
    if settings.sms_provider == "twilio":
        return TwilioSms(
            account_sid=settings.twilio_account_sid,
            auth_token=settings.twilio_auth_token.get_secret_value(),
            sender=settings.twilio_from,
            api_url=settings.twilio_api_url,
        )
    return DemoMailbox() if settings.is_demo else NoProvider()
