"""Placing an order, or applying for a trial."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.billing import service as billing
from backend.billing.payment_choices import PaymentNotOfferedError, terms_for
from backend.billing.terms import PaymentMethod
from backend.catalogue.offers import offer_of
from backend.catalogue.services import Service
from backend.core.clock import Clock, today
from backend.core.database import add_once
from backend.core.problems import Problem
from backend.members import service as members
from backend.members.models import Member
from backend.notifications.letters import Letters
from backend.orders import service as orders
from backend.orders.models import Order, OrderStatus

# Going back in the browser and confirming once more comes within this; orders can't be cancelled, so it is asked about.
_JUST: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class Wish:
    """What somebody wants to order. A trial costs nothing, so it has no way of paying."""

    service: Service
    is_trial: bool
    payment_method: PaymentMethod | None


class NotOffered(Problem):
    """422: `field` of the wish is not on offer, or not to this member."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(422, "not_offered", detail)
        self.field = field


class JustPlaced(Problem):
    """409: the member just placed an order of the same service and kind, `number`, by another showing of the form."""

    def __init__(self, number: str) -> None:
        super().__init__(409, "just_placed", f"同じ内容のお申し込み（{number}）を受け付けたばかりです。")
        self.number = number


class AccountClosed(Problem):
    """409: the account was closed a moment ago, while its member was ordering."""

    def __init__(self) -> None:
        super().__init__(409, "account_closed", "退会のお手続きが完了しているため、ご注文いただけません。")


@dataclass(frozen=True)
class OrderDesk:
    clock: Clock
    letters: Letters

    def check(self, session: Session, member_id: int, wish: Wish) -> None:
        """Raises `NotOffered`."""
        offer = offer_of(wish.service)
        if offer is None:
            raise NotOffered("service", "このサービスは、この画面からはご注文いただけません。")
        if wish.is_trial:
            if not offer.has_trial:
                raise NotOffered("kind", "このサービスには無料トライアルがありません。「注文」をお選びください。")
            if wish.payment_method is not None:
                raise NotOffered("payment", "無料トライアルでは、お支払い方法の選択は不要です。")
        elif wish.payment_method is None:
            raise NotOffered("payment", "お支払い方法を選択してください。")
        else:
            try:
                terms_for(wish.payment_method, billing.paid_screening(session, member_id))
            except PaymentNotOfferedError as error:
                raise NotOffered("payment", str(error)) from error

    def just_placed(self, session: Session, member_id: int, wish: Wish) -> str | None:
        """The number of the order of the same service and kind that the member placed a moment ago, however paid."""
        since = self.clock.now() - _JUST
        order = orders.newest_received_since(session, member_id, wish.service, is_trial=wish.is_trial, since=since)
        return None if order is None else order.number

    def place(
        self, session: Session, member_id: int, wish: Wish, request_key: str, *, address: str, is_another: bool = False
    ) -> Order:
        """Take an order. Asked again with the same `request_key`, also at the same moment, it is the same order.

        `is_another`: the member knows of the one that was just placed, and wants this one besides.
        Raises `NotOffered`, `JustPlaced` and `AccountClosed`.
        """
        same = select(Order).where(Order.request_key == request_key)
        placed = session.scalar(same)
        if placed is not None:
            return placed
        self._refuse_closed(session, member_id)
        self.check(session, member_id, wish)
        just_placed = None if is_another else self.just_placed(session, member_id, wish)
        if just_placed is not None:
            raise JustPlaced(just_placed)
        order = Order(
            member_id=member_id,
            service=wish.service,
            status=OrderStatus.RECEIVED,
            ordered_on=today(self.clock),
            is_trial=wish.is_trial,
            payment_method=wish.payment_method,
            request_key=request_key,
        )
        order, is_new = add_once(session, order, same)
        if is_new:
            if wish.payment_method is not None:
                billing.choose_terms(session, member_id, wish.payment_method)
            self._tell(session, order, address)
        return order

    def _refuse_closed(self, session: Session, member_id: int) -> None:
        """Until the order is committed the account cannot be closed, which asks for orders on the way."""
        if session.get_one(Member, member_id, with_for_update={"read": True}, populate_existing=True).is_withdrawn:
            raise AccountClosed

    def _tell(self, session: Session, order: Order, address: str) -> None:
        orders.advance(session, order, OrderStatus.RECEIVED, self.clock.now())
        tell = self.letters.trial_received if order.is_trial else self.letters.order_received
        tell(
            session,
            members.get(session, order.member_id),
            number=order.number,
            service_label=order.service_label,
        )
        audit.record(
            session,
            self.clock,
            Action.ORDER_PLACED,
            member_id=order.member_id,
            address=address,
            order=order.number,
            service=order.service,
            is_trial=order.is_trial,
        )
