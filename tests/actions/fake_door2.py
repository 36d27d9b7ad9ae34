"""Door 2 as a real HTTP server that speaks the contract of docs/architecture.md, with a record of every call."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.actions.fake_schedule import due_dates

SECRET = "internal-secret-of-the-tests-0123456789"
TODAY_MONTH = "2026-07"

ORDER = {
    "number": "ORD-2026-000123",
    "service": "fjcloud_v",
    "service_label": "FJcloud-V",
    "status": "accepted",
    "status_label": "受付済み",
    "ordered_on": "2026-07-01",
    "is_trial": False,
}
TRIAL_ORDER = {**ORDER, "number": "ORD-2026-000120", "service_label": "FENCE-Mobile RemoteManager", "is_trial": True}
CONTRACT = {
    "number": "CNT-000123",
    "service": "fjcloud_v",
    "service_label": "FJcloud-V",
    "status": "active",
    "status_label": "ご利用中",
    "started_on": "2026-04-01",
    "ended_on": None,
    "is_trial": False,
}
INVOICE = {
    "number": "INV-2026-000123",
    "service": "fjcloud_v",
    "service_label": "FJcloud-V",
    "usage_month": "2026-04",
    "usage_period_label": "2026年4月1日～2026年4月30日",
    "amount": 12345,
    "status": "confirmed",
    "status_label": "請求確定",
    "confirmed_label": "2026年6月13日頃",
    "due_on": "2026-07-31",
    "due_label": "2026年7月31日",
}
SHOWN_AS_PAID = {
    **INVOICE,
    "number": "INV-2026-000130",
    "usage_month": "2026-05",
    "status": "paid",
    "status_label": "入金済",
    "due_on": "2026-08-31",
    "due_label": "2026年8月31日",
}
ACCOUNT = {
    "is_locked": False,
    "locked_on": None,
    "can_withdraw": False,
    "in_use": [CONTRACT],
    "open_unlock_ticket": None,
}
LOCKED = {**ACCOUNT, "is_locked": True, "locked_on": "2026-07-14"}
SCREENING = {
    "status": "screening",
    "status_label": "審査中",
    "applied_on": "2026-07-13",
    "expected_by": "2026-07-16",
    "closing_label": None,
}


@dataclass
class Person:
    """Who a conversation belongs to, as far as door 2 tells."""

    orders: list[dict[str, Any]] = field(default_factory=lambda: [ORDER, TRIAL_ORDER])
    contracts: list[dict[str, Any]] = field(default_factory=lambda: [CONTRACT])
    invoices: list[dict[str, Any]] = field(default_factory=lambda: [INVOICE])
    screening: dict[str, Any] = field(default_factory=lambda: dict(SCREENING))
    account: dict[str, Any] = field(default_factory=lambda: dict(ACCOUNT))
    terms: dict[str, Any] = field(default_factory=lambda: {"payment_method": "bank_transfer", "closing": "end"})


@dataclass(frozen=True)
class Call:
    """One request, as it came in."""

    method: str
    reference: str
    path: str
    query: dict[str, str]
    body: dict[str, Any] | None
    authorization: str | None


class FakeDoor2:
    """Knows who is identified; everybody else is unknown to it."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.calls: list[Call] = []
        self.tickets: dict[str, list[dict[str, Any]]] = {}
        # Answers to give instead of the real one, by path: a status and a body.
        self.instead: dict[str, tuple[int, bytes]] = {}
        # What becomes of a wish for a person; None: nobody is there, so it is a ticket.
        self.desk: dict[str, Any] | None = None
        # Calls wait here while it is cleared; nothing sleeps.
        self.open = threading.Event()
        self.open.set()
        self.most_waiting = 0
        # Set once as many calls wait at the same time as expect() was told.
        self.all_waiting = threading.Event()
        self._expected = 0
        self._waiting = 0
        self._lock = threading.Lock()
        self.url = ""

    def expect(self, calls: int) -> None:
        """Keep calls waiting, so that this many can be seen to wait at once."""
        self._expected = calls
        self.all_waiting.clear()
        self.open.clear()

    def forget(self) -> None:
        """Begin afresh, at the same address."""
        self.people.clear()
        self.calls.clear()
        self.tickets.clear()
        self.instead.clear()
        self.desk = None
        self.most_waiting = 0
        self.open.set()

    def called(self, path: str) -> list[Call]:
        """The calls of a path, in order."""
        return [call for call in self.calls if call.path == path]

    @property
    def changes(self) -> list[Call]:
        """The calls that set something going; a due date is only worked out."""
        return [call for call in self.calls if call.method != "GET" and call.path != "due-dates"]

    @contextmanager
    def running(self) -> Iterator[FakeDoor2]:
        """Listen on a free port of loopback."""
        server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.open.set()
            server.shutdown()
            server.server_close()
            thread.join()

    def answer(self, call: Call) -> tuple[int, Any]:
        """Record the call and answer it as the backend would."""
        with self._lock:
            self.calls.append(call)
            self._waiting += 1
            self.most_waiting = max(self.most_waiting, self._waiting)
            if self._waiting == self._expected:
                self.all_waiting.set()
        self.open.wait(20)
        with self._lock:
            self._waiting -= 1
        if call.path in self.instead:
            return self.instead[call.path]
        if call.authorization != f"Bearer {SECRET}":
            return 401, {"title": "Unauthorized"}
        head, _, number = call.path.partition("/")
        return getattr(self, f"_{call.method.lower()}_{head.replace('-', '_')}")(call, number)

    def _personal(self, call: Call, about: Any) -> tuple[int, Any]:
        person = self.people.get(call.reference)
        return 200, {"identified": True, **about(person)} if person else {"identified": False}

    def _get_orders(self, call: Call, number: str) -> tuple[int, Any]:
        if number:
            return self._personal(call, lambda person: {"order": _find(person.orders, number)})
        return self._personal(call, lambda person: {"orders": person.orders})

    def _get_contracts(self, call: Call, number: str) -> tuple[int, Any]:
        if number:
            return self._personal(call, lambda person: {"contract": _find(person.contracts, number)})
        return self._personal(call, lambda person: {"contracts": person.contracts})

    def _get_invoices(self, call: Call, number: str) -> tuple[int, Any]:
        expression = call.query.get("usage_month")
        month = resolve(expression) if expression else None
        return self._personal(
            call,
            lambda person: {
                "invoices": [each for each in person.invoices if month in {None, each["usage_month"]}],
                "usage_month": month,
            },
        )

    def _get_paid_screening(self, call: Call, number: str) -> tuple[int, Any]:
        return self._personal(call, lambda person: {"screening": person.screening})

    def _get_account(self, call: Call, number: str) -> tuple[int, Any]:
        return self._personal(call, lambda person: {"account": person.account})

    def _get_billing_terms(self, call: Call, number: str) -> tuple[int, Any]:
        return self._personal(call, lambda person: person.terms)

    def _post_due_dates(self, call: Call, number: str) -> tuple[int, Any]:
        body = call.body or {}
        if not body["usage_month"].startswith(("2", "-", "P")):
            return 422, {"title": "Unprocessable", "code": "usage_month_invalid"}
        return 200, due_dates({**body, "usage_month": resolve(body["usage_month"])})

    def _post_password_reset(self, call: Call, number: str) -> tuple[int, Any]:
        return 202, {"accepted": True}

    def _post_unlock_requests(self, call: Call, number: str) -> tuple[int, Any]:
        person = self.people.get(call.reference)
        if (call.body or {}).get("login_id"):
            opened = self._open_ticket(call.reference, "unlock", "アカウントロックの解除")
            return 201, {**opened, "needs_address": person is None}
        if not person:
            return 409, {"title": "Conflict", "code": "not_identified"}
        opened = self._open_ticket(call.reference, "unlock", "アカウントロックの解除")
        person.account["open_unlock_ticket"] = opened["ticket"]
        return 201, {**opened, "needs_address": False}

    def _post_handoff(self, call: Call, number: str) -> tuple[int, Any]:
        waiting = {"state": "ticket", "ticket": None, "position": None, "estimate": None, "needs_address": False}
        if self.desk is not None:
            return 201, {**waiting, "kind_label": None, "status_label": None, **self.desk}
        opened = self._open_ticket(call.reference, "contact", "お問い合わせ")
        return 201, {**waiting, **opened, "needs_address": call.reference not in self.people}

    def _get_tickets(self, call: Call, number: str) -> tuple[int, Any]:
        tickets = self.tickets.get(call.reference, [])
        return 200, {"ticket": _find(tickets, number)} if number else {"tickets": tickets}

    def _open_ticket(self, reference: str, kind: str, label: str) -> dict[str, Any]:
        with self._lock:
            number = f"TKT-{sum(map(len, self.tickets.values())) + 1:06d}"
            ticket = {"number": number, "kind": kind, "kind_label": label, "status": "open", "status_label": "受付済み"}
            self.tickets.setdefault(reference, []).append({**ticket, "created_on": "2026-07-15"})
        return {"ticket": number, "kind_label": label, "status_label": "受付済み"}


def resolve(expression: str) -> str:
    """EXPR as on a day in July 2026."""
    if expression.startswith("--"):
        month = int(expression[2:])
        return f"{2026 if month <= 9 else 2025}-{month:02d}"
    if "Y-" in expression:
        years, _, number = expression[1:].partition("Y-")
        return f"{2026 + int(years)}-{number}"
    if expression.startswith("P"):
        months = 2026 * 12 + 6 + int(expression[1:-1])
        return f"{months // 12}-{months % 12 + 1:02d}"
    return expression


def _find(records: list[dict[str, Any]], number: str) -> dict[str, Any] | None:
    return next((record for record in records if record["number"] == number), None)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def _handler(door: FakeDoor2) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            url = urlsplit(self.path)
            root, internal, conversations, reference, *rest = url.path.split("/")
            assert (root, internal, conversations) == ("", "internal", "conversations")
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            path = "/".join(unquote(part) for part in rest)
            sent = self.headers.get("Authorization")
            status, answer = door.answer(Call(self.command, unquote(reference), path, query, body, sent))
            raw = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = _serve

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    return Handler
