"""The composition root: here, and only here, the parts are made and put together."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from backend.billing.registration import PaidRegistrations
from backend.bot_gateway.client import BotGateway
from backend.container import Container
from backend.contracts.changes import ContractChanges
from backend.contracts.withdrawal import Withdrawals
from backend.conversations.channels import tell_signed_out
from backend.conversations.choices import Choices
from backend.conversations.keeping import Keeper
from backend.conversations.presence import Presence
from backend.conversations.service import ConversationService, IdentityWindow
from backend.conversations.turns import Turns
from backend.core.clock import Clock, SystemClock
from backend.core.crypto import Vault
from backend.core.database import Database
from backend.core.fan_out import FanOut, InProcessFanOut
from backend.core.limits import Limiter
from backend.core.settings import Settings
from backend.feedback.service import Feedback
from backend.feedback.transcript import Transcripts
from backend.handoff.call_backs import CallBacks
from backend.handoff.desk import Desk
from backend.handoff.moves import Mover
from backend.handoff.patience import Limits
from backend.handoff.service import Handoffs
from backend.handoff.situation import Situation
from backend.handoff.telling import Teller
from backend.handoff.watch import Watch
from backend.identity.challenges import Challenges
from backend.identity.tokens import IdentityTokens
from backend.members.closing import AccountClosing
from backend.members.email_change import EmailChanges
from backend.members.password_change import PasswordChanges
from backend.members.password_reset import PasswordResets
from backend.members.passwords import Passwords
from backend.members.profile import Profiles
from backend.members.registration import Registrations
from backend.notifications.delivery import Courier
from backend.notifications.letters import Letters
from backend.notifications.models import Channel
from backend.notifications.smtp import SmtpSecurity, SmtpTransport
from backend.notifications.transports import DemoMailbox, NoProvider, Transport
from backend.notifications.twilio import TwilioSms
from backend.orders.placing import OrderDesk
from backend.sign_in.backup_codes import BackupCodes
from backend.sign_in.models import SignInAttempt, WebSession
from backend.sign_in.pending import Pending
from backend.sign_in.phone_checks import PhoneChecks
from backend.sign_in.service import SignIns
from backend.sign_in.sessions import Sessions
from backend.sign_in.tries import Tries, failures_of_members
from backend.staff.accounts import StaffAccounts
from backend.staff.invitations import StaffInvitations
from backend.staff.models import StaffSession, StaffSignIn
from backend.staff.second_factor import StaffSecondFactor
from backend.staff.sign_in import StaffSignIns, failures_of_staff
from backend.tickets.account_steps import AccountSteps
from backend.tickets.book import TicketBook
from backend.tickets.contact_form import ContactDesk
from backend.tickets.unlocking import Unlocking
from backend.tickets.work import TicketWork
from backend.topics.catalogue import TopicCatalogue
from backend.topics.suggest import Suggester
from backend.working_time.business_hours import BusinessHours


def build_container(settings: Settings, clock: Clock | None = None, passwords: Passwords | None = None) -> Container:
    """Every part, connected to nothing yet: connections open at first use."""
    passwords = passwords or Passwords()
    clock = clock or SystemClock()
    database = Database(settings.database_url)
    vault = Vault(settings.secret_key.get_secret_value())
    limiter = Limiter(settings.limits_storage_url)
    letters = Letters(clock, vault, settings.base_url)
    fan_out = InProcessFanOut()
    ticket_book = TicketBook(
        clock=clock,
        due_hours=settings.ticket_due_hours,
        desk_hours=BusinessHours.parse(settings.desk_hours),
        closed_days=settings.closed_days,
        fan_out=fan_out,
    )
    topics, suggester = _topics_of(settings.topics_file)
    choices = Choices(vault, topics)
    conversations = ConversationService(
        clock=clock,
        vault=vault,
        topics=topics,
        choices=choices,
        window=IdentityWindow(
            idle=timedelta(seconds=settings.identified_idle_seconds),
            total=timedelta(seconds=settings.identified_total_seconds),
        ),
        fan_out=fan_out,
    )
    gateway = BotGateway(
        rasa_url=settings.rasa_url,
        actions_url=settings.actions_url,
        secret=settings.channel_secret.get_secret_value(),
        deadline_seconds=settings.turn_deadline_seconds,
    )
    token_secret = settings.identity_token_secret
    backup_codes = BackupCodes(clock, vault, letters)
    paid_registrations = PaidRegistrations(clock, letters, settings.closed_days)
    attempts = Pending(
        SignInAttempt, clock, vault, timedelta(seconds=settings.sign_in_seconds), tries=settings.code_tries
    )
    sessions = Sessions(
        row=WebSession,
        pending=attempts,
        clock=clock,
        vault=vault,
        idle=timedelta(seconds=settings.session_idle_seconds),
        total=timedelta(seconds=settings.session_total_seconds),
        rotation=timedelta(seconds=settings.session_rotation_seconds),
    )
    staff_pending = Pending(
        StaffSignIn, clock, vault, timedelta(seconds=settings.staff_sign_in_seconds), tries=settings.code_tries
    )
    staff_sessions = Sessions(
        row=StaffSession,
        pending=staff_pending,
        clock=clock,
        vault=vault,
        idle=timedelta(seconds=settings.staff_session_idle_seconds),
        total=timedelta(seconds=settings.staff_session_total_seconds),
        rotation=timedelta(seconds=settings.session_rotation_seconds),
        tell_closed=lambda: tell_signed_out(fan_out),
    )
    staff_second_factor = StaffSecondFactor(clock, vault, settings.shop_name)
    staff_invitations = StaffInvitations(
        clock=clock,
        vault=vault,
        letters=letters,
        sessions=staff_sessions,
        base_url=settings.base_url,
        valid_for=timedelta(seconds=settings.staff_invitation_valid_seconds),
    )

    password_resets = PasswordResets(
        clock=clock,
        vault=vault,
        limiter=limiter,
        letters=letters,
        base_url=settings.base_url,
        valid_for=timedelta(seconds=settings.reset_link_valid_seconds),
        per_account=settings.resets_per_account,
        sessions=sessions,
    )
    sign_ins = SignIns(
        clock=clock,
        vault=vault,
        limiter=limiter,
        letters=letters,
        sessions=sessions,
        backup_codes=backup_codes,
        tries=Tries(clock, letters, sessions, failures_of_members(settings.failures_until_locked)),
        pending=attempts,
        code_valid_for=timedelta(seconds=settings.code_valid_seconds),
        codes_per_account=settings.sign_in_codes_per_account,
    )
    ticket_work = TicketWork(ticket_book, letters, conversations)
    handoffs = _handoffs(settings, clock, database, fan_out, CallBacks(ticket_book, conversations))
    return Container(
        settings=settings,
        clock=clock,
        ticket_book=ticket_book,
        database=database,
        vault=vault,
        limiter=limiter,
        topics=topics,
        suggester=suggester,
        choices=choices,
        conversations=conversations,
        challenges=Challenges(
            clock=clock,
            vault=vault,
            limiter=limiter,
            letters=letters,
            valid_for=timedelta(seconds=settings.code_valid_seconds),
            tries=settings.code_tries,
            per_account=settings.codes_per_account,
            per_conversation=settings.codes_per_conversation,
            wrong_per_account=settings.wrong_codes_per_account,
        ),
        identity_tokens=IdentityTokens(
            # Without one that a shop's own site shares, only My Page can vouch for anybody.
            secret=token_secret.get_secret_value() if token_secret else vault.derived_secret("identity-token"),
            audience=settings.identity_token_audience,
            clock=clock,
        ),
        passwords=passwords,
        password_resets=password_resets,
        password_changes=PasswordChanges(clock, letters, sessions),
        registrations=Registrations(
            clock=clock,
            vault=vault,
            limiter=limiter,
            letters=letters,
            backup_codes=backup_codes,
            paid=paid_registrations,
            base_url=settings.base_url,
            valid_for=timedelta(seconds=settings.registration_link_valid_seconds),
            per_mail_address=settings.mails_per_new_address,
        ),
        profiles=Profiles(clock, letters),
        email_changes=EmailChanges(
            clock=clock,
            vault=vault,
            limiter=limiter,
            letters=letters,
            base_url=settings.base_url,
            valid_for=timedelta(seconds=settings.email_change_link_valid_seconds),
            per_mail_address=settings.mails_per_new_address,
        ),
        sessions=sessions,
        staff_sessions=staff_sessions,
        staff_sign_ins=StaffSignIns(
            clock=clock,
            vault=vault,
            letters=letters,
            sessions=staff_sessions,
            pending=staff_pending,
            failures=failures_of_staff(settings.staff_failures_until_locked),
            second_factor=staff_second_factor,
        ),
        staff_second_factor=staff_second_factor,
        staff_invitations=staff_invitations,
        staff_accounts=StaffAccounts(
            clock=clock,
            letters=letters,
            sessions=staff_sessions,
            invitations=staff_invitations,
            second_factor=staff_second_factor,
            failures=failures_of_staff(settings.staff_failures_until_locked),
            locked_for=timedelta(seconds=settings.staff_lock_seconds),
        ),
        sign_ins=sign_ins,
        backup_codes=backup_codes,
        phone_checks=PhoneChecks(
            clock=clock,
            vault=vault,
            limiter=limiter,
            letters=letters,
            valid_for=timedelta(seconds=settings.code_valid_seconds),
            tries=settings.code_tries,
            per_account=settings.sign_in_codes_per_account,
            per_number=settings.phone_checks_per_number,
            country_codes=settings.sms_country_codes,
        ),
        order_desk=OrderDesk(clock, letters),
        contract_changes=ContractChanges(ticket_book, letters),
        withdrawals=Withdrawals(ticket_book, letters),
        contact_desk=ContactDesk(ticket_book, letters),
        tickets=ticket_work,
        unlocking=Unlocking(ticket_work, sign_ins, settings.unlock_matches),
        account_steps=AccountSteps(ticket_work, password_resets, AccountClosing(clock, letters, sessions)),
        feedback=Feedback(clock, fan_out),
        transcripts=Transcripts(clock, letters, conversations),
        paid_registrations=paid_registrations,
        letters=letters,
        courier=Courier(
            database=database,
            clock=clock,
            vault=vault,
            transports=_transports(settings),
            forgets_secrets=not settings.is_demo,
            kept_for=timedelta(days=settings.messages_kept_days),
        ),
        fan_out=fan_out,
        presence=Presence(database=database, clock=clock, fan_out=fan_out),
        gateway=gateway,
        handoffs=handoffs,
        watch=Watch(database, clock, handoffs, _patience(settings)),
        turns=Turns(gateway=gateway, keeper=Keeper(database, conversations, handoffs), fan_out=fan_out),
    )


def _handoffs(settings: Settings, clock: Clock, database: Database, fan_out: FanOut, call_backs: CallBacks) -> Handoffs:
    situation = Situation(clock, call_backs)
    return Handoffs(
        conversations=call_backs.conversations,
        call_backs=call_backs,
        desk=Desk(
            clock=clock,
            hours=settings.business_hours,
            closed_days=settings.closed_days,
            seen_within=timedelta(seconds=settings.staff_seen_seconds),
            longest_queue=settings.longest_queue,
        ),
        situation=situation,
        mover=Mover(clock, Teller(database, fan_out, situation.states)),
    )


def _patience(settings: Settings) -> Limits:
    return Limits(
        wait=timedelta(seconds=settings.longest_wait_seconds),
        gone=timedelta(seconds=settings.agent_gone_seconds),
        silent=timedelta(seconds=settings.member_silent_seconds),
    )


@lru_cache(maxsize=4)
def _topics_of(file: Path) -> tuple[TopicCatalogue, Suggester]:
    """Neither ever changes, and both take a while to make."""
    topics = TopicCatalogue.load(file)
    return topics, Suggester(topics)


def _transports(settings: Settings) -> dict[Channel, Transport]:
    return {Channel.MAIL: _mail_transport(settings), Channel.SMS: _sms_transport(settings)}


def _mail_transport(settings: Settings) -> Transport:
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


def _sms_transport(settings: Settings) -> Transport:
    if settings.sms_provider == "twilio":
        return TwilioSms(
            account_sid=settings.twilio_account_sid,
            auth_token=settings.twilio_auth_token.get_secret_value(),
            sender=settings.twilio_from,
            api_url=settings.twilio_api_url,
        )
    return DemoMailbox() if settings.is_demo else NoProvider()
