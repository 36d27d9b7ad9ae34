"""The one client of the backend's internal API (door 2 of docs/architecture.md).

Every call either answers whole or raises, so that an action never says half of something:

    BackendError
    ├── BackendUnreachableError   no connection, or no answer within the deadline
    └── BackendRefusedError       answered, but not with 2xx; carries status and the problem's code
"""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter

from actions.settings import Settings, read_settings

Json = dict[str, Any]

# requests blocks, hence threads; as many as members may wait at once, and as many connections kept open for them.
THREADS = 64


class BackendError(Exception):
    """The backend gave no usable answer."""


class BackendUnreachableError(BackendError):
    """No connection, or no answer in time."""


class BackendRefusedError(BackendError):
    """An answer other than 2xx."""

    def __init__(self, call: str, status: int, code: str | None) -> None:
        super().__init__(f"{call} was answered with {status} ({code or 'no code'})")
        self.status = status
        self.code = code


class Backend:
    """Asks and tells the backend things about one conversation, named by its reference only."""

    def __init__(self, settings: Settings) -> None:
        self._root = f"{settings.internal_url}/internal/conversations"
        self._deadlines = (settings.connect_deadline, settings.read_deadline)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="backend")
        self._session = requests.Session()
        # A proxy or a .netrc of the machine is none of this client's business: the backend is next door.
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {settings.internal_secret}"
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=THREADS)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    async def orders(self, reference: str) -> Json:
        """All orders of the identified member, newest first."""
        return await self._call("GET", reference, "orders")

    async def order(self, reference: str, number: str) -> Json:
        """One order, null where there is none of that number or it is somebody else's."""
        return await self._call("GET", reference, "orders", number)

    async def contracts(self, reference: str) -> Json:
        """All contracts of the identified member, newest first."""
        return await self._call("GET", reference, "contracts")

    async def contract(self, reference: str, number: str) -> Json:
        """One contract, null like an order."""
        return await self._call("GET", reference, "contracts", number)

    async def invoices(self, reference: str, usage_month: str | None = None) -> Json:
        """The identified member's invoices, of one month of use (EXPR) or all."""
        return await self._call("GET", reference, "invoices", params={"usage_month": usage_month})

    async def paid_screening(self, reference: str) -> Json:
        """How the identified member's Paid screening stands."""
        return await self._call("GET", reference, "paid-screening")

    async def account(self, reference: str) -> Json:
        """How the identified member's own account stands: locked or not, and what is in use."""
        return await self._call("GET", reference, "account")

    async def billing_terms(self, reference: str) -> Json:
        """The identified member's way of paying and closing."""
        return await self._call("GET", reference, "billing-terms")

    async def due_dates(
        self,
        reference: str,
        *,
        services: Sequence[str],
        usage_month: str,
        payment_method: str | None,
        closing: str | None,
    ) -> Json:
        """Calculate due dates; BackendRefusedError with code `usage_month_invalid` for a month that cannot be."""
        body = {"services": list(services), "usage_month": usage_month}
        optional = {"payment_method": payment_method, "closing": closing}
        body.update({name: value for name, value in optional.items() if value})
        return await self._call("POST", reference, "due-dates", body=body)

    async def request_password_reset(self, reference: str, login_id: str) -> None:
        """Have a reset mail sent if the login id is known; the answer is the same either way."""
        await self._call("POST", reference, "password-reset", body={"login_id": login_id})

    async def request_unlock(self, reference: str, login_id: str | None = None) -> Json:
        """Open an unlock ticket, for a known id or not: its number under `ticket`, and its labels.

        Without an id for the identified member's own account; BackendRefusedError with code `not_identified` if it is
        nobody's.
        """
        body = {} if login_id is None else {"login_id": login_id}
        return await self._call("POST", reference, "unlock-requests", body=body)

    async def tickets(self, reference: str) -> Json:
        """The tickets opened in this conversation, and the identified member's own."""
        return await self._call("GET", reference, "tickets")

    async def ticket(self, reference: str, number: str) -> Json:
        """One of those tickets, or null."""
        return await self._call("GET", reference, "tickets", number)

    async def hand_off(self, reference: str) -> Json:
        """Call a person, or take a request that one answers by mail: `state` says which; asked again, it stays so."""
        return await self._call("POST", reference, "handoff", body={})

    async def _call(
        self,
        method: str,
        reference: str,
        *path: str,
        params: Mapping[str, str | None] | None = None,
        body: Json | None = None,
    ) -> Json:
        url = "/".join([self._root, quote(reference, safe=""), *(quote(part, safe="") for part in path)])
        send = partial(self._session.request, method, url, params=params, json=body, timeout=self._deadlines)
        call = f"{method} {path[0]}"
        try:
            response = await asyncio.get_running_loop().run_in_executor(self._threads, send)
        except requests.RequestException as error:
            # The cause is named by its kind only: its own words carry the reference and what was asked for.
            raise BackendUnreachableError(f"{call} got no answer: {type(error).__name__}") from None
        return _read(call, response)


def _read(call: str, response: requests.Response) -> Json:
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if not response.ok:
        code = answer.get("code") if isinstance(answer, dict) else None
        raise BackendRefusedError(call, response.status_code, code)
    if not isinstance(answer, dict):
        raise BackendError(f"{call} was answered with something other than an object")
    return answer


@lru_cache(maxsize=1)
def backend() -> Backend:
    """The client that all actions share; made at the first call, so that nothing happens at import."""
    return Backend(read_settings())
