"""The fake console's doors of tickets, members, feedback, accounts and the audit log."""

from typing import Any

from fastapi import APIRouter, Request

from tests.web.console import desk_samples as samples
from tests.web.console.fake_console import FakeConsole


def office_doors(console: FakeConsole) -> APIRouter:
    router = APIRouter()
    office = console.office

    @router.get("/members/{_member}")
    def member(_member: int) -> Any:
        return office.member

    @router.get("/tickets")
    def tickets(view: str = "open", kind: str = "", q: str = "", conversation: str = "") -> Any:
        found = office.listed(view, kind, q, conversation, console.me["id"])
        return {"tickets": found, "next": None, "counts": console.counts()}

    @router.get("/tickets/{number}")
    def ticket(number: str) -> Any:
        return office.tickets[number]

    @router.patch("/tickets/{number}")
    async def change(number: str, request: Request) -> Any:
        return office.change(number, await request.json(), console.staff, console.me)

    @router.post("/tickets/{number}/{step}")
    async def step(number: str, step: str, request: Request) -> Any:
        return office.do(number, step, await request.json(), console.me)

    @router.post("/tickets/{number}/unlock/{answer}")
    async def answer_request(number: str, answer: str, request: Request) -> Any:
        return office.answer_request(number, answer, await request.json(), console.me)

    @router.get("/feedback")
    def feedback(view: str) -> Any:
        answers = [each for each in office.feedback["answers"] if view == "all" or not each["reviewed"]]
        return office.feedback | {"answers": answers}

    @router.post("/feedback/{number}/review")
    async def review(number: int) -> Any:
        found = next(each for each in office.feedback["answers"] if each["id"] == number)
        found["reviewed"] = True
        return found

    @router.get("/staff-accounts")
    def accounts() -> Any:
        return {"accounts": office.accounts}

    @router.post("/staff-accounts", status_code=201)
    async def invite(request: Request) -> Any:
        account = samples.person(len(office.accounts) + 1, "") | await request.json()
        office.accounts.append(office.accounts[0] | account | {"is_enrolled": False, "has_password": False})
        return office.accounts[-1]

    @router.patch("/staff-accounts/{number}")
    async def change_account(number: int, request: Request) -> Any:
        account = next(each for each in office.accounts if each["id"] == number)
        account.update(await request.json())
        return account

    @router.post("/staff-accounts/{number}/{act}")
    async def account_act(number: int, act: str) -> Any:
        return next(each for each in office.accounts if each["id"] == number)

    @router.get("/audit")
    def audit(q: str = "") -> Any:
        return {"acts": [each for each in office.audit if q in each["label"]], "next": None}

    return router
