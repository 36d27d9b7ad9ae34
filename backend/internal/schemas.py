"""The JSON of door 2. Read by the actions, so changes go through docs/architecture.md."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from backend.billing.terms import Closing, PaymentMethod
from backend.handoff.states import Estimate


class _FromModel(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class OrderOut(_FromModel):
    number: str
    service: str
    service_label: str
    status: str
    status_label: str
    ordered_on: date
    is_trial: bool


class ContractOut(_FromModel):
    number: str
    service: str
    service_label: str
    status: str
    status_label: str
    started_on: date | None
    ended_on: date | None
    is_trial: bool


class InvoiceOut(_FromModel):
    number: str
    service: str
    service_label: str
    usage_month: Annotated[str, BeforeValidator(str)]
    usage_period_label: str
    amount: int
    status: str
    status_label: str
    confirmed_label: str
    due_on: date | None
    due_label: str


class ScreeningOut(_FromModel):
    status: str
    status_label: str
    applied_on: date | None
    expected_by: date | None
    closing_label: str | None


class TicketOut(_FromModel):
    number: str
    kind: str
    kind_label: str
    status: str
    status_label: str
    created_on: date


class AccountOut(BaseModel):
    """`locked_on` and `open_unlock_ticket` are null where there is no such day or ticket."""

    is_locked: bool
    locked_on: date | None
    can_withdraw: bool
    in_use: list[ContractOut]
    open_unlock_ticket: str | None


class ByClosingOut(_FromModel):
    closing: Closing
    closing_label: str
    invoice_sent_label: str | None
    due_on: date
    due_label: str


class DueDateOut(_FromModel):
    service: str
    service_label: str
    usage_month: str
    confirmed_label: str
    invoice_sent_label: str | None
    due_on: date | None
    due_label: str
    by_closing: list[ByClosingOut]


class Unidentified(BaseModel):
    """Nobody has proven who they are, so there is nothing to tell."""

    identified: Literal[False] = False


class _Identified(BaseModel):
    identified: Literal[True] = True


class Orders(_Identified):
    orders: list[OrderOut]


class OneOrder(_Identified):
    order: OrderOut | None


class Contracts(_Identified):
    contracts: list[ContractOut]


class OneContract(_Identified):
    contract: ContractOut | None


class Invoices(_Identified):
    invoices: list[InvoiceOut]
    usage_month: str | None


class Screening(_Identified):
    screening: ScreeningOut


class Account(_Identified):
    account: AccountOut


class BillingTerms(_Identified):
    payment_method: PaymentMethod | None
    closing: Closing | None


class DueDatesIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    services: Annotated[list[str], Field(min_length=1, max_length=9, examples=[["fjcloud_v"]])]
    usage_month: Annotated[str, Field(max_length=20, examples=["2026-04", "P-1M"])]
    payment_method: PaymentMethod | None = None
    closing: Closing | None = None


class DueDates(BaseModel):
    usage_month: str
    payment_method: PaymentMethod | None
    closing: Closing | None
    results: list[DueDateOut]


class LoginIdIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    login_id: Annotated[str, Field(min_length=1, max_length=4000)]


class UnlockIn(BaseModel):
    """Without a login id it is about the identified member's own account."""

    model_config = ConfigDict(extra="forbid")

    login_id: Annotated[str, Field(min_length=1, max_length=4000)] | None = None


class HandoffIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(max_length=4000)] | None = None


class Accepted(BaseModel):
    accepted: bool = True


class TicketOpened(BaseModel):
    """`ticket` is its number; the rest for the card. `needs_address`: nobody knows yet how to reach who asked."""

    ticket: str
    kind_label: str
    status_label: str
    needs_address: bool


class HandoffOut(BaseModel):
    """`ticket` and its labels are there if the state is `ticket`, the place in the queue if it is `queued`.

    `needs_address`: nobody knows yet where the ticket's answer is to go.
    """

    state: Literal["queued", "ticket", "with_agent"]
    ticket: str | None = None
    position: int | None = None
    estimate: Estimate | None = None
    needs_address: bool = False
    kind_label: str | None = None
    status_label: str | None = None


class Tickets(BaseModel):
    tickets: list[TicketOut]


class OneTicket(BaseModel):
    ticket: TicketOut | None
