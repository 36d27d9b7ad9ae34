"""The actions' half of the contract: what they send, and what their tests take for the backend, fit what it offers."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, RefResolver

from actions.backend import Backend, BackendRefusedError
from tests.actions.fake_door2 import Call, FakeDoor2, Person

CONTRACT: dict[str, Any] = json.loads((Path(__file__).parents[1] / "contract" / "internal_api.json").read_text("utf-8"))
BASE = "/internal/conversations/{reference}/"
DUE = {"services": ["fjcloud_v"], "usage_month": "2026-04", "payment_method": None, "closing": "end"}

CALLS: dict[str, Callable[[Backend], Any]] = {
    "orders": lambda backend: backend.orders("r"),
    "one order": lambda backend: backend.order("r", "ORD-2026-000123"),
    "no order": lambda backend: backend.order("r", "ORD-2019-000001"),
    "contracts": lambda backend: backend.contracts("r"),
    "one contract": lambda backend: backend.contract("r", "CNT-000123"),
    "invoices": lambda backend: backend.invoices("r"),
    "a month's invoices": lambda backend: backend.invoices("r", "2026-04"),
    "screening": lambda backend: backend.paid_screening("r"),
    "account": lambda backend: backend.account("r"),
    "terms": lambda backend: backend.billing_terms("r"),
    "due dates": lambda backend: backend.due_dates("r", **DUE),
    "reset": lambda backend: backend.request_password_reset("r", "sato"),
    "unlock": lambda backend: backend.request_unlock("r", "sato"),
    "tickets": lambda backend: backend.tickets("r"),
    "no ticket": lambda backend: backend.ticket("r", "TKT-000999"),
    "handoff": lambda backend: backend.hand_off("r"),
}


def operation(call: Call) -> dict[str, Any]:
    """What the contract says of this call."""
    for template, methods in CONTRACT["paths"].items():
        pattern = re.sub(r"\{\w+\}", "[^/]+", template.removeprefix(BASE))
        if template.startswith(BASE) and re.fullmatch(pattern, call.path) and call.method.lower() in methods:
            found: dict[str, Any] = methods[call.method.lower()]
            return found
    raise AssertionError(f"the backend has no {call.method} {call.path}")


def check(schema: dict[str, Any], value: Any) -> None:
    """Judge by the contract's schema."""
    Draft7Validator(schema, resolver=RefResolver("", CONTRACT)).validate(value)


@pytest.mark.parametrize("identified", [True, False])
@pytest.mark.parametrize("name", CALLS)
def test_the_client_and_the_fake_keep_to_the_contract(
    client: Backend, door: FakeDoor2, name: str, identified: bool
) -> None:
    if identified:
        door.people["r"] = Person()
    asyncio.run(CALLS[name](client))
    [call] = door.calls
    offered = operation(call)
    if call.body is not None:
        check(offered["requestBody"]["content"]["application/json"]["schema"], call.body)
    assert set(call.query) <= {parameter["name"] for parameter in offered["parameters"]}
    status, answer = door.answer(call)
    check(offered["responses"][str(status)]["content"]["application/json"]["schema"], answer)


def test_an_own_ticket_needs_no_login_id_and_somebody_known(client: Backend, door: FakeDoor2) -> None:
    """The backend refuses it of a stranger; errors are no part of the schema."""
    with pytest.raises(BackendRefusedError) as refused:
        asyncio.run(client.request_unlock("r"))
    door.people["r"] = Person()
    opened = asyncio.run(client.request_unlock("r"))

    assert (refused.value.status, refused.value.code) == (409, "not_identified")
    assert opened["ticket"] == door.people["r"].account["open_unlock_ticket"]
    check(operation(door.calls[-1])["requestBody"]["content"]["application/json"]["schema"], door.calls[-1].body)
