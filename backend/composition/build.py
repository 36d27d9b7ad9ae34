"""The product, made of its parts."""

from datetime import timedelta

from backend.billing.registration import PaidRegistrations
from backend.composition import members, talk
from backend.composition.ground import Ground
from backend.composition.staff import Staff
from backend.composition.transports import transports
from backend.container import Container
from backend.contracts.changes import ContractChanges
from backend.contracts.withdrawal import Withdrawals
from backend.conversations.choices import Choices
from backend.conversations.keeping import Keeper
from backend.conversations.presence import Presence
from backend.conversations.turns import Turns
from backend.core.clock import Clock, SystemClock
from backend.core.settings import Settings
from backend.desk.log import DeskLog
from backend.desk.work import DeskWork
from backend.feedback.service import Feedback
from backend.feedback.transcript import Transcripts
from backend.handoff.call_backs import CallBacks
from backend.members.closing import AccountClosing
from backend.members.password_change import PasswordChanges
from backend.members.passwords import Passwords
from backend.members.profile import Profiles
from backend.notifications.delivery import Courier
from backend.orders.placing import OrderDesk
from backend.sign_in.backup_codes import BackupCodes
from backend.tickets.account_steps import AccountSteps
from backend.tickets.book import TicketBook
from backend.tickets.contact_form import ContactDesk
from backend.tickets.unlocking import Unlocking
from backend.tickets.work import TicketWork


def build_container(settings: Settings, clock: Clock | None = None, passwords: Passwords | None = None) -> Container:
    """Every part, connected to nothing yet: connections open at first use."""
    ground = Ground.of(settings, clock or SystemClock())
    clock, letters = ground.clock, ground.letters
    topics, suggester = talk.topics_of(settings.topics_file)
    choices = Choices(ground.vault, topics)
    conversations = talk.conversations(ground, topics, choices)
    ticket_book = TicketBook(
        clock=clock,
        due_hours=settings.ticket_due_hours,
        desk_hours=settings.business_hours,
        closed_days=settings.closed_days,
        fan_out=ground.fan_out,
    )
    tickets = TicketWork(ticket_book, letters, conversations)
    gateway = talk.gateway(ground)
    handoffs = talk.handoffs(ground, CallBacks(ticket_book, conversations))
    desk_log = DeskLog(ground.database, clock, ground.limiter, settings.searches_per_staff)
    staff = Staff.of(ground)
    backup_codes = BackupCodes(clock, ground.vault, letters)
    paid_registrations = PaidRegistrations(clock, letters, settings.closed_days)
    sessions = members.sessions(ground, members.pending(ground))
    sign_ins = members.sign_ins(ground, sessions, backup_codes)
    password_resets = members.password_resets(ground, sessions)
    return Container(
        settings=settings,
        clock=clock,
        database=ground.database,
        vault=ground.vault,
        limiter=ground.limiter,
        letters=letters,
        fan_out=ground.fan_out,
        courier=Courier(
            database=ground.database,
            clock=clock,
            vault=ground.vault,
            transports=transports(settings),
            forgets_secrets=not settings.is_demo,
            kept_for=timedelta(days=settings.messages_kept_days),
        ),
        topics=topics,
        suggester=suggester,
        choices=choices,
        conversations=conversations,
        gateway=gateway,
        turns=Turns(gateway=gateway, keeper=Keeper(ground.database, conversations, handoffs), fan_out=ground.fan_out),
        presence=Presence(database=ground.database, clock=clock, fan_out=ground.fan_out),
        handoffs=handoffs,
        desk_log=desk_log,
        desk_work=DeskWork(desk_log, handoffs, settings.longest_message_chars),
        watch=talk.watch(ground, handoffs),
        feedback=Feedback(clock, ground.fan_out),
        transcripts=Transcripts(clock, letters, conversations),
        challenges=talk.challenges(ground),
        identity_tokens=talk.identity_tokens(ground),
        ticket_book=ticket_book,
        tickets=tickets,
        contact_desk=ContactDesk(ticket_book, letters),
        unlocking=Unlocking(tickets, sign_ins, settings.unlock_matches, settings.unlock_approval),
        account_steps=AccountSteps(tickets, password_resets, AccountClosing(clock, letters, sessions)),
        sessions=sessions,
        sign_ins=sign_ins,
        backup_codes=backup_codes,
        phone_checks=members.phone_checks(ground),
        passwords=passwords or Passwords(),
        password_resets=password_resets,
        password_changes=PasswordChanges(clock, letters, sessions),
        registrations=members.registrations(ground, backup_codes, paid_registrations),
        profiles=Profiles(clock, letters),
        email_changes=members.email_changes(ground),
        paid_registrations=paid_registrations,
        order_desk=OrderDesk(clock, letters),
        contract_changes=ContractChanges(ticket_book, letters),
        withdrawals=Withdrawals(ticket_book, letters),
        staff_sessions=staff.sessions,
        staff_sign_ins=staff.sign_ins,
        staff_second_factor=staff.second_factor,
        staff_invitations=staff.invitations,
        staff_accounts=staff.accounts,
        slack_accounts=staff.slack_accounts,
    )
