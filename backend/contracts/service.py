"""A member's contracts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.models import Contract, ContractStatus


def contracts_of(session: Session, member_id: int) -> list[Contract]:
    """Newest first."""
    statement = select(Contract).where(Contract.member_id == member_id).order_by(Contract.id.desc())
    return list(session.scalars(statement))


def find_contract(session: Session, member_id: int, number: str) -> Contract | None:
    """The member's own contract of this number. Somebody else's is as unknown as one that never was."""
    return next((contract for contract in contracts_of(session, member_id) if contract.number == number), None)


def in_use(session: Session, member_id: int) -> list[Contract]:
    """What keeps a member from leaving: every contract that has not ended, also one that is only being prepared."""
    return [each for each in contracts_of(session, member_id) if each.status != ContractStatus.ENDED]


def of_order(session: Session, order_id: int) -> Contract | None:
    """The contract that an order led to, if it has come that far."""
    return session.scalar(select(Contract).where(Contract.order_id == order_id))
