"""What a member may do with a contract of their own: ask for a change, and end it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.contracts.models import USABLE, Contract, ContractStatus
from backend.core.clock import today
from backend.core.problems import Problem
from backend.members import service as members
from backend.notifications.letters import Letters
from backend.orders import service as orders
from backend.orders.models import OrderStatus
from backend.tickets import service as tickets
from backend.tickets.book import TicketBook
from backend.tickets.models import Ticket, TicketKind


class NotUsable(Problem):
    """409: the contract is not in use yet, or no more."""

    def __init__(self) -> None:
        super().__init__(409, "contract_not_in_use", "ご利用中の契約ではないため、お手続きできません。")


@dataclass(frozen=True)
class ContractChanges:
    book: TicketBook
    letters: Letters

    def ask_for_change(self, session: Session, contract: Contract, wish: str, *, address: str) -> Ticket:
        """Have people change a contract as the member says in words; while one is open, it is the same ticket.

        Raises `NotUsable`.
        """
        if not contract.is_usable:
            raise NotUsable
        opened = tickets.open_member_ticket(
            session,
            self.book,
            TicketKind.CONTRACT_CHANGE,
            contract.member_id,
            body=f"{contract.number} {contract.service_label}\n\n{wish}",
            contract_id=contract.id,
        )
        if opened.is_new:
            number = opened.ticket.number
            self.letters.contract_change_received(
                session,
                members.get(session, contract.member_id),
                number=contract.number,
                service_label=contract.service_label,
                ticket=number,
            )
            self._record(session, Action.CONTRACT_CHANGE_ASKED, contract, address, ticket=number)
        return opened.ticket

    def open_change(self, session: Session, contract: Contract) -> Ticket | None:
        """The change that is being asked for already."""
        return tickets.find_open_of_member(
            session, TicketKind.CONTRACT_CHANGE, contract.member_id, contract_id=contract.id
        )

    def terminate(self, session: Session, contract: Contract, *, address: str) -> None:
        """End a contract today, and the order that it came from. Of two at the same moment one does it.

        Raises `NotUsable`.
        """
        ended_on = today(self.book.clock)
        tell = self.letters.trial_terminated if contract.is_in_trial else self.letters.contract_terminated
        ended = session.scalar(
            update(Contract)
            .where(Contract.id == contract.id, Contract.status.in_(USABLE))
            .values(status=ContractStatus.ENDED, ended_on=ended_on)
            .returning(Contract.id)
        )
        if ended is None:
            raise NotUsable
        order = orders.order_of(session, contract.order_id)
        orders.advance(session, order, OrderStatus.ENDED, self.book.now())
        tell(
            session,
            members.get(session, contract.member_id),
            number=contract.number,
            service_label=contract.service_label,
            ended_on=ended_on,
        )
        self._record(session, Action.CONTRACT_TERMINATED, contract, address, order=order.number)

    def _record(self, session: Session, action: Action, contract: Contract, address: str, **details: Any) -> None:
        audit.record(
            session,
            self.book.clock,
            action,
            member_id=contract.member_id,
            address=address,
            contract=contract.number,
            **details,
        )
