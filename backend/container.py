"""What the product is made of, put together in one place (backend/composition/) and handed to every route."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from backend.billing.registration import PaidRegistrations
from backend.bot_gateway.client import BotGateway
from backend.contracts.changes import ContractChanges
from backend.contracts.withdrawal import Withdrawals
from backend.conversations.choices import Choices
from backend.conversations.presence import Presence
from backend.conversations.service import ConversationService
from backend.conversations.turns import Turns
from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.core.database import Database
from backend.core.fan_out import FanOut
from backend.core.limits import Limiter
from backend.core.settings import Settings
from backend.desk.log import DeskLog
from backend.desk.work import DeskWork
from backend.feedback.service import Feedback
from backend.feedback.transcript import Transcripts
from backend.handoff.service import Handoffs
from backend.handoff.watch import Watch
from backend.identity.challenges import Challenges
from backend.identity.tokens import IdentityTokens
from backend.members.email_change import EmailChanges
from backend.members.password_change import PasswordChanges
from backend.members.password_reset import PasswordResets
from backend.members.passwords import Passwords
from backend.members.profile import Profiles
from backend.members.registration import Registrations
from backend.notifications.delivery import Courier
from backend.notifications.letters import Letters
from backend.orders.placing import OrderDesk
from backend.sign_in.backup_codes import BackupCodes
from backend.sign_in.models import WebSession
from backend.sign_in.phone_checks import PhoneChecks
from backend.sign_in.service import SignIns
from backend.sign_in.sessions import Sessions
from backend.staff.accounts import StaffAccounts
from backend.staff.invitations import StaffInvitations
from backend.staff.models import StaffSession
from backend.staff.second_factor import StaffSecondFactor
from backend.staff.sign_in import StaffSignIns
from backend.staff.slack_accounts import SlackAccounts
from backend.tickets.account_steps import AccountSteps
from backend.tickets.book import TicketBook
from backend.tickets.contact_form import ContactDesk
from backend.tickets.unlocking import Unlocking
from backend.tickets.work import TicketWork
from backend.topics.catalogue import TopicCatalogue
from backend.topics.suggest import Suggester


@dataclass(frozen=True)
class Container:
    settings: Settings
    clock: Clock
    ticket_book: TicketBook
    database: Database
    vault: Vault
    limiter: Limiter
    topics: TopicCatalogue
    suggester: Suggester
    choices: Choices
    conversations: ConversationService
    challenges: Challenges
    identity_tokens: IdentityTokens
    passwords: Passwords
    password_resets: PasswordResets
    password_changes: PasswordChanges
    registrations: Registrations
    profiles: Profiles
    email_changes: EmailChanges
    sessions: Sessions[WebSession]
    staff_sessions: Sessions[StaffSession]
    staff_sign_ins: StaffSignIns
    staff_second_factor: StaffSecondFactor
    staff_invitations: StaffInvitations
    staff_accounts: StaffAccounts
    slack_accounts: SlackAccounts
    sign_ins: SignIns
    backup_codes: BackupCodes
    phone_checks: PhoneChecks
    order_desk: OrderDesk
    contract_changes: ContractChanges
    withdrawals: Withdrawals
    contact_desk: ContactDesk
    paid_registrations: PaidRegistrations
    tickets: TicketWork
    unlocking: Unlocking
    account_steps: AccountSteps
    feedback: Feedback
    transcripts: Transcripts
    letters: Letters
    courier: Courier
    fan_out: FanOut
    presence: Presence
    handoffs: Handoffs
    desk_log: DeskLog
    desk_work: DeskWork
    watch: Watch
    gateway: BotGateway
    turns: Turns


# Not for waiting: FastAPI would send a plain function to a thread, at every request.
async def _of_request(request: Request) -> Container:
    container: Container = request.app.state.container
    return container


Services = Annotated[Container, Depends(_of_request)]
