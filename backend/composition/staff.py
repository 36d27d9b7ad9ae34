"""Staff's accounts, and who is let in to the console."""

from dataclasses import dataclass

from backend.composition.ground import Ground, seconds
from backend.conversations.channels import tell_signed_out
from backend.sign_in.pending import Pending
from backend.sign_in.sessions import Sessions
from backend.staff.accounts import StaffAccounts
from backend.staff.invitations import StaffInvitations
from backend.staff.models import StaffSession, StaffSignIn
from backend.staff.second_factor import StaffSecondFactor
from backend.staff.sign_in import StaffSignIns, failures_of_staff
from backend.staff.slack_accounts import SlackAccounts


@dataclass(frozen=True)
class Staff:
    sessions: Sessions[StaffSession]
    sign_ins: StaffSignIns
    second_factor: StaffSecondFactor
    invitations: StaffInvitations
    accounts: StaffAccounts
    slack_accounts: SlackAccounts

    @classmethod
    def of(cls, ground: Ground) -> "Staff":
        settings = ground.settings
        pending = Pending(
            StaffSignIn, ground.clock, ground.vault, seconds(settings.staff_sign_in_seconds), tries=settings.code_tries
        )
        sessions = _sessions(ground, pending)
        second_factor = StaffSecondFactor(ground.clock, ground.vault, settings.shop_name)
        failures = failures_of_staff(settings.staff_failures_until_locked)
        invitations = _invitations(ground, sessions)
        return cls(
            sessions=sessions,
            sign_ins=StaffSignIns(
                clock=ground.clock,
                vault=ground.vault,
                letters=ground.letters,
                sessions=sessions,
                pending=pending,
                failures=failures,
                second_factor=second_factor,
            ),
            second_factor=second_factor,
            invitations=invitations,
            accounts=StaffAccounts(
                clock=ground.clock,
                letters=ground.letters,
                sessions=sessions,
                invitations=invitations,
                second_factor=second_factor,
                failures=failures,
                locked_for=seconds(settings.staff_lock_seconds),
            ),
            slack_accounts=SlackAccounts(ground.clock, ground.letters),
        )


def _sessions(ground: Ground, pending: Pending[StaffSignIn]) -> Sessions[StaffSession]:
    settings = ground.settings
    return Sessions(
        row=StaffSession,
        pending=pending,
        clock=ground.clock,
        vault=ground.vault,
        idle=seconds(settings.staff_session_idle_seconds),
        total=seconds(settings.staff_session_total_seconds),
        rotation=seconds(settings.session_rotation_seconds),
        tell_closed=lambda: tell_signed_out(ground.fan_out),
    )


def _invitations(ground: Ground, sessions: Sessions[StaffSession]) -> StaffInvitations:
    settings = ground.settings
    return StaffInvitations(
        clock=ground.clock,
        vault=ground.vault,
        letters=ground.letters,
        sessions=sessions,
        base_url=settings.base_url,
        valid_for=seconds(settings.staff_invitation_valid_seconds),
    )
