"""A member's contracts."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.models import Contract, ContractStatus
from backend.orders import service as orders
from backend.orders.models import Order


def contracts_of(session: Session, member_id: int) -> list[Contract]:
    """Newest first."""
    statement = select(Contract).where(Contract.member_id == member_id).order_by(Contract.id.desc())
    return list(session.scalars(statement))


def find_contract(session: Session, member_id: int, number: str) -> Contract | None:
    """The member's own contract of this number. Somebody else's is as unknown as one that never was."""
    return next((contract for contract in contracts_of(session, member_id) if contract.number == number), None)


@dataclass(frozen=True)
class InUse:
    """What keeps a member from leaving: contracts that have not ended, and orders on the way that have none yet.

    The FAQ lets nobody leave while a service is in use; one that is ordered will be, and orders can't be cancelled.
    """

    contracts: list[Contract]
    orders: list[Order]

    @property
    def to_end(self) -> list[Contract]:
        """What the member can end now."""
        return [each for each in self.contracts if each.is_usable]

    @property
    def preparing(self) -> list[Contract]:
        """What nobody can end before it has begun."""
        return [each for each in self.contracts if not each.is_usable]

    def __bool__(self) -> bool:
        return bool(self.contracts or self.orders)


def in_use(session: Session, member_id: int) -> InUse:
    """The one rule of leaving: of the page, the request itself, and what the bot says."""
    held = contracts_of(session, member_id)
    begun = {each.order_id for each in held}
    return InUse(
        [each for each in held if each.status != ContractStatus.ENDED],
        [each for each in orders.on_the_way(session, member_id) if each.id not in begun],
    )


def of_order(session: Session, order_id: int) -> Contract | None:
    """The contract that an order led to, if it has come that far."""
    return session.scalar(select(Contract).where(Contract.order_id == order_id))
