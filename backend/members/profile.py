"""What members change of their own details: name, company, postal address, phone, and whether they want mails."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.core.clock import Clock
from backend.members import contact_details
from backend.members import service as members
from backend.members.models import CodeChannel, Member
from backend.notifications.letters import Letters

LABELS: Mapping[str, str] = {
    "name": "名前",
    "company": "会社名",
    "address": "住所",
    "phone": "電話番号",
    "mail_opt_in": "メール配信",
}
# The login id never changes, and the mail address only once a link sent there was opened.
_TEXTS = ("name", "company", "address", "phone")


@dataclass(frozen=True)
class Changes:
    """`fields` by name, in the order of `LABELS`. `codes_go_by_mail_now`: they went to the phone number of before."""

    fields: tuple[str, ...]
    codes_go_by_mail_now: bool = False

    @property
    def labels(self) -> list[str]:
        return [LABELS[field] for field in self.fields]


def read(member: Member, typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The values that change, as they are stored, and what is wrong with others; both by field.

    What is left as it was is not looked at: it may be older than today's rules.
    """
    readers = {
        field: contact_details.READERS[field] for field in _TEXTS if typed.get(field, "") != getattr(member, field)
    }
    return contact_details.read(typed, readers)


@dataclass(frozen=True)
class Profiles:
    clock: Clock
    letters: Letters

    def change(
        self, session: Session, member_id: int, values: Mapping[str, str], *, mail_opt_in: bool, address: str
    ) -> Changes:
        """Store what differs, as `read` gave it, and tell the member by mail. `address`: where the request came from.

        Codes by SMS go to a number that was tried before, so a new number sets them back to mail.
        """
        member = members.get(session, member_id)
        wanted: dict[str, str | bool] = {**values, "mail_opt_in": mail_opt_in}
        fields = tuple(field for field in LABELS if field in wanted and wanted[field] != getattr(member, field))
        if not fields:
            return Changes(())
        for field in fields:
            setattr(member, field, wanted[field])
        by_mail_now = "phone" in fields and member.code_channel == CodeChannel.SMS
        changes = Changes(fields, by_mail_now)
        audit.record(
            session, self.clock, Action.PROFILE_CHANGED, member_id=member_id, address=address, fields=list(fields)
        )
        self.letters.profile_changed(session, member, fields=changes.labels)
        if by_mail_now:
            member.code_channel = CodeChannel.MAIL
            audit.record(session, self.clock, Action.CODE_CHANNEL_CHANGED, member_id=member_id, address=address)
            self.letters.code_channel_changed(session, member)
        return changes
