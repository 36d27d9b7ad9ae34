"""The JSON of `/api/me`."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class _FromModel(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Me(_FromModel):
    """Whoever is signed in."""

    name: str
    company: str


class Order(_FromModel):
    number: Annotated[str, Field(examples=["ORD-2026-000123"])]
    service: str
    service_label: str
    status: str
    status_label: str
    ordered_on: date
    is_trial: bool
    payment_method: Annotated[str | None, Field(description="Null for a trial, which costs nothing")]


class OrderStep(_FromModel):
    """A status that an order reached."""

    status: str
    status_label: str
    at: datetime


class OrderDetail(Order):
    history: Annotated[list[OrderStep], Field(description="Oldest first")]
    contract: Annotated[str | None, Field(description="The number of the contract that it led to")]


class Orders(BaseModel):
    orders: Annotated[list[Order], Field(description="Newest first")]


class Contract(_FromModel):
    number: Annotated[str, Field(examples=["CNT-000123"])]
    service: str
    service_label: str
    status: str
    status_label: str
    started_on: date | None
    ended_on: date | None
    is_trial: bool


class Contracts(BaseModel):
    contracts: Annotated[list[Contract], Field(description="Newest first")]


class Invoice(_FromModel):
    number: Annotated[str, Field(examples=["INV-2026-000123"])]
    service: str
    service_label: str
    usage_month: Annotated[str, BeforeValidator(str), Field(examples=["2026-04"])]
    usage_period_label: str
    amount: Annotated[int, Field(description="Yen, consumption tax included")]
    status: Annotated[
        str, Field(description="`paid` says that the data went to the payment agency, not that it is paid")
    ]
    status_label: str
    confirmed_label: str
    due_on: Annotated[date | None, Field(description="Null for a card: its company sets the day")]
    due_label: str


class Invoices(BaseModel):
    invoices: Annotated[list[Invoice], Field(description="Newest first")]
