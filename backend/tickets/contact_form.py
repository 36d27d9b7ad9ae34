"""The contact form: open to everybody, so nothing that is written there proves who wrote it."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from backend.notifications.letters import Letters
from backend.tickets import service as tickets
from backend.tickets.book import TicketBook
from backend.tickets.models import Ticket, TicketKind
from backend.tickets.service import Opened


class Subject(StrEnum):
    """What somebody writes about; the FAQ sends people here with `LOGIN_ID`, `UNLOCK` and `WITHDRAWAL`."""

    LOGIN_ID = "login_id"
    PASSWORD = "password"  # noqa: S105
    UNLOCK = "unlock"
    WITHDRAWAL = "withdrawal"
    ACCOUNT = "account"
    ORDER = "order"
    CONTRACT = "contract"
    BILLING = "billing"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Subject.LOGIN_ID: "ログインIDを忘れた",
    Subject.PASSWORD: "パスワードの再設定",
    Subject.UNLOCK: "ロックの解除",
    Subject.WITHDRAWAL: "退会",
    Subject.ACCOUNT: "会員登録・ログイン",
    Subject.ORDER: "ご注文・無料トライアル",
    Subject.CONTRACT: "ご契約",
    Subject.BILLING: "お支払い・ご請求",
    Subject.OTHER: "その他",
}


@dataclass(frozen=True)
class Inquiry:
    """What was sent, checked. `login_id` counts for unlocking and passwords; `member_id` is who was signed in."""

    subject: Subject
    name: str
    email: str
    body: str
    login_id: str = ""
    member_id: int | None = None


@dataclass(frozen=True)
class ContactDesk:
    book: TicketBook
    letters: Letters

    def receive(self, session: Session, inquiry: Inquiry, request_key: str, *, sends_mail: bool) -> Opened:
        """Open a ticket; sent again with the same `request_key`, it is the same one.

        With `sends_mail` its number is mailed to the address that was given, once.
        """
        ticket = self._ticket(session, inquiry)
        ticket.member_id = inquiry.member_id
        ticket.contact_name, ticket.contact_email = inquiry.name, inquiry.email
        opened = tickets.open_once(session, ticket, f"form:{request_key}", self.book)
        if opened.is_new and sends_mail:
            self.letters.ticket_opened(
                session,
                to=inquiry.email,
                name=inquiry.name,
                number=opened.ticket.number,
                kind_label=opened.ticket.kind_label,
                body=inquiry.body,
                member_id=inquiry.member_id,
            )
        return opened

    def _ticket(self, session: Session, inquiry: Inquiry) -> Ticket:
        """The same for every login id, known or not, locked or not."""
        if inquiry.subject is Subject.UNLOCK:
            ticket = tickets.unlock_request(session, inquiry.login_id, self.book)
            ticket.body += f"\n\n{inquiry.body}"
            return ticket
        if inquiry.subject is Subject.PASSWORD and inquiry.login_id:
            ticket = tickets.about_login(session, TicketKind.RESET_HELP, inquiry.login_id, self.book)
        else:
            ticket = Ticket(kind=TicketKind.CONTACT, created_at=self.book.now())
        ticket.subject, ticket.body = inquiry.subject.label, inquiry.body
        return ticket
