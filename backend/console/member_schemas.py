"""The JSON of a member's card."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from backend.console.parts import Parts
from backend.console.schemas import Summary
from backend.console.ticket_schemas import TicketSummary


class _FromModel(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class MemberOrder(_FromModel):
    number: str
    service_label: str
    status_label: str
    ordered_on: date
    is_trial: bool


class MemberContract(_FromModel):
    number: str
    service_label: str
    status_label: str
    started_on: date | None
    ended_on: date | None
    is_trial: bool


class MemberInvoice(_FromModel):
    number: str
    service_label: str
    usage_month: Annotated[str, BeforeValidator(str), Field(examples=["2026-04"])]
    usage_period_label: str
    amount: Annotated[int, Field(description="Yen, consumption tax included")]
    status_label: str
    due_label: str


class MemberPaid(_FromModel):
    """How far the registration for Paid is."""

    status_label: str


class MemberCard(BaseModel):
    id: int
    name: str
    login_id: Annotated[str, Field(description="Blotted out where it is a mail address or a number")]
    company: str
    email: Parts
    phone: Parts
    address: Parts
    registered_on: date
    is_locked: bool
    locked_on: date | None
    is_withdrawn: bool
    paid: MemberPaid | None
    orders: Annotated[list[MemberOrder], Field(description="Newest first")]
    contracts: Annotated[list[MemberContract], Field(description="Newest first")]
    invoices: Annotated[list[MemberInvoice], Field(description="Newest first")]
    tickets: Annotated[list[TicketSummary], Field(description="Newest first, at most 20")]
    conversations: Annotated[list[Summary], Field(description="Newest first, at most 20")]
