"""Members' accounts: how they come to be, who is let in to them, and how they change."""

from backend.billing.registration import PaidRegistrations
from backend.composition.ground import Ground, seconds
from backend.members.email_change import EmailChanges
from backend.members.password_reset import PasswordResets
from backend.members.registration import Registrations
from backend.sign_in.backup_codes import BackupCodes
from backend.sign_in.models import SignInAttempt, WebSession
from backend.sign_in.pending import Pending
from backend.sign_in.phone_checks import PhoneChecks
from backend.sign_in.service import SignIns
from backend.sign_in.sessions import Sessions
from backend.sign_in.tries import Tries, failures_of_members


def pending(ground: Ground) -> Pending[SignInAttempt]:
    settings = ground.settings
    return Pending(
        SignInAttempt, ground.clock, ground.vault, seconds(settings.sign_in_seconds), tries=settings.code_tries
    )


def sessions(ground: Ground, pending: Pending[SignInAttempt]) -> Sessions[WebSession]:
    settings = ground.settings
    return Sessions(
        row=WebSession,
        pending=pending,
        clock=ground.clock,
        vault=ground.vault,
        idle=seconds(settings.session_idle_seconds),
        total=seconds(settings.session_total_seconds),
        rotation=seconds(settings.session_rotation_seconds),
    )


def sign_ins(ground: Ground, sessions: Sessions[WebSession], backup_codes: BackupCodes) -> SignIns:
    settings = ground.settings
    return SignIns(
        clock=ground.clock,
        vault=ground.vault,
        limiter=ground.limiter,
        letters=ground.letters,
        sessions=sessions,
        backup_codes=backup_codes,
        tries=Tries(ground.clock, ground.letters, sessions, failures_of_members(settings.failures_until_locked)),
        pending=sessions.pending,
        code_valid_for=seconds(settings.code_valid_seconds),
        codes_per_account=settings.sign_in_codes_per_account,
    )


def phone_checks(ground: Ground) -> PhoneChecks:
    settings = ground.settings
    return PhoneChecks(
        clock=ground.clock,
        vault=ground.vault,
        limiter=ground.limiter,
        letters=ground.letters,
        valid_for=seconds(settings.code_valid_seconds),
        tries=settings.code_tries,
        per_account=settings.sign_in_codes_per_account,
        per_number=settings.phone_checks_per_number,
        country_codes=settings.sms_country_codes,
    )


def registrations(ground: Ground, backup_codes: BackupCodes, paid: PaidRegistrations) -> Registrations:
    settings = ground.settings
    return Registrations(
        clock=ground.clock,
        vault=ground.vault,
        limiter=ground.limiter,
        letters=ground.letters,
        backup_codes=backup_codes,
        paid=paid,
        base_url=settings.base_url,
        valid_for=seconds(settings.registration_link_valid_seconds),
        per_mail_address=settings.mails_per_new_address,
    )


def email_changes(ground: Ground) -> EmailChanges:
    settings = ground.settings
    return EmailChanges(
        clock=ground.clock,
        vault=ground.vault,
        limiter=ground.limiter,
        letters=ground.letters,
        base_url=settings.base_url,
        valid_for=seconds(settings.email_change_link_valid_seconds),
        per_mail_address=settings.mails_per_new_address,
    )


def password_resets(ground: Ground, sessions: Sessions[WebSession]) -> PasswordResets:
    settings = ground.settings
    return PasswordResets(
        clock=ground.clock,
        vault=ground.vault,
        limiter=ground.limiter,
        letters=ground.letters,
        base_url=settings.base_url,
        valid_for=seconds(settings.reset_link_valid_seconds),
        per_account=settings.resets_per_account,
        sessions=sessions,
    )
