"""The member's card: what there is on record about them."""

from fastapi import APIRouter
from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.billing import service as billing
from backend.billing.screening import PaidStatus
from backend.console.access import Staff
from backend.console.member_schemas import MemberCard, MemberContract, MemberInvoice, MemberOrder, MemberPaid
from backend.console.parts import Parts, Place, of
from backend.console.schemas import Serial
from backend.console.summaries import summaries
from backend.console.ticket_schemas import summaries as ticket_summaries
from backend.container import Container, Services
from backend.contracts import service as contracts
from backend.core.openapi import problems
from backend.core.problems import Problem
from backend.desk.of_member import conversations_of, tickets_of
from backend.desk.reveals import Source, member_field
from backend.members.models import Member
from backend.orders import service as orders
from backend.personal_data.parts import masked

router = APIRouter(prefix="/console/api/members", tags=["console: members"])


@router.get("/{member_id}", responses=problems(404))
def show_member(me: Staff, services: Services, member_id: Serial) -> MemberCard:
    """That somebody looked is in the audit log, once an hour."""
    with services.database.reading() as session:
        member = session.get(Member, member_id)
        if member is None:
            raise Problem(404, "not_found", "会員が見つかりませんでした。")
        card = _card(session, services, member)
    services.desk_log.look(me.acting, Action.MEMBER_CARD_SEEN, f"{Source.MEMBER}:{member_id}")
    return card


def _card(session: Session, services: Container, member: Member) -> MemberCard:
    now = services.clock.now()
    paid = billing.paid_screening(session, member.id)
    return MemberCard(
        id=member.id,
        name=member.name,
        login_id=masked(member.login_id),
        company=member.company,
        email=_hidden(member, "email"),
        phone=_hidden(member, "phone"),
        address=_hidden(member, "address"),
        registered_on=member.registered_at.date(),
        is_locked=member.is_locked,
        locked_on=member.locked_at.date() if member.locked_at else None,
        is_withdrawn=member.is_withdrawn,
        paid=None if paid.status is PaidStatus.NOT_REGISTERED else MemberPaid.model_validate(paid),
        orders=[MemberOrder.model_validate(each) for each in orders.orders_of(session, member.id)],
        contracts=[MemberContract.model_validate(each) for each in contracts.contracts_of(session, member.id)],
        invoices=[MemberInvoice.model_validate(each) for each in billing.invoices_of(session, member.id)],
        tickets=ticket_summaries(session, tickets_of(session, member.id), now),
        conversations=summaries(session, services, conversations_of(session, member.id)),
    )


def _hidden(member: Member, field: str) -> Parts:
    return of(member_field(member, field), Place(source=Source.MEMBER, id=str(member.id), field=field))
