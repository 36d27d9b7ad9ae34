"""The fake console's doors: every address of the plan that the screens call, and the real web files."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sse_starlette import EventSourceResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import backend.console
from backend.web.routes import router as web_router
from tests.web.console import desk_samples as samples
from tests.web.console.fake_console import FakeConsole, Refusal
from tests.web.console.fake_office_doors import office_doors

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(backend.console.__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
)
CSRF_TOKEN = "token-of-this-page"
# As the real pages send it: nothing inline, nothing from elsewhere.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def build_app(console: FakeConsole) -> FastAPI:
    app = FastAPI()
    app.state.container = SimpleNamespace(settings=SimpleNamespace(is_demo=True, shop_name="みなも"))
    app.include_router(web_router)
    app.add_exception_handler(Refusal, _problem)
    app.include_router(_pages())
    app.include_router(_desk_doors(console), prefix="/console/api")
    app.include_router(_conversation_doors(console), prefix="/console/api/conversations")
    app.include_router(office_doors(console), prefix="/console/api")
    app.add_middleware(_Recorder, console=console)
    return app


async def _problem(_request: Request, refusal: Exception) -> JSONResponse:
    assert isinstance(refusal, Refusal)
    return JSONResponse(refusal.body, refusal.status)


class _Recorder:
    """Keeps every call and refuses or holds back what a test said; a call that changes something needs the token."""

    def __init__(self, app: ASGIApp, console: FakeConsole) -> None:
        self._app = app
        self._console = console

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith("/console/api"):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        body = await request.body()
        name = path.rsplit("/", 1)[-1]
        console = self._console
        console.calls.append((request.method, path, (await request.json()) if body else {}))
        if name in console.holds:
            await asyncio.to_thread(console.holds[name].wait, 10)
        refusal = console.failures[name].pop(0) if console.failures[name] else None
        if request.method != "GET" and request.headers.get("x-csrf-token") != CSRF_TOKEN:
            refusal = Refusal(403, "csrf_token_invalid")
        if refusal is not None:
            await JSONResponse(refusal.body, refusal.status)(scope, receive, send)
            return
        sent = False

        async def again() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        if name not in console.withheld:
            await self._app(scope, again, send)
            return
        answer: list[Message] = []

        async def keep(message: Message) -> None:
            answer.append(message)

        await self._app(scope, again, keep)
        console.withheld[name].made.set()
        await asyncio.to_thread(console.withheld[name].go.wait, 10)
        for message in answer:
            await send(message)


def _pages() -> APIRouter:
    router = APIRouter()

    @router.get("/console")
    def console_page() -> HTMLResponse:
        html = _TEMPLATES.get_template("console.html").render(
            csrf_token=CSRF_TOKEN, shop_name="みなも", is_demo=True, csrf_field="", me=None, notice=None
        )
        return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY})

    @router.get("/console/sign-in")
    def sign_in() -> HTMLResponse:
        return HTMLResponse("<!doctype html><title>ログイン</title><h1>ログイン</h1>")

    @router.post("/console/sign-out")
    def sign_out() -> RedirectResponse:
        return RedirectResponse("/console/sign-in", 303)

    return router


def _desk_doors(console: FakeConsole) -> APIRouter:
    router = APIRouter()

    @router.get("/me")
    def me() -> Any:
        return {
            "staff": console.me,
            "open_count": console.counts()["mine"],
            "hidden_after_seconds": 60,
            "desk": console.opening,
        }

    @router.put("/me/availability")
    async def availability(request: Request) -> Any:
        console.me["is_available"] = (await request.json())["available"]
        return console.me

    @router.get("/staff")
    def staff() -> Any:
        return {"staff": [each | {"conversations": each["id"] % 3} for each in console.staff]}

    @router.get("/canned-replies")
    def canned(conversation: str = "") -> Any:
        return {"replies": console.canned}

    @router.post("/canned-replies", status_code=201)
    async def add_canned(request: Request) -> Any:
        body = await request.json()
        reply = {"id": len(console.canned) + 1, "filled": body["text"], **body}
        console.canned.append(reply)
        return reply

    @router.put("/canned-replies/{number}")
    async def change_canned(number: int, request: Request) -> Any:
        reply = next(each for each in console.canned if each["id"] == number)
        reply.update(await request.json())
        return reply

    @router.delete("/canned-replies/{number}", status_code=204)
    async def remove_canned(number: int) -> None:
        console.canned = [each for each in console.canned if each["id"] != number]

    @router.post("/reveals")
    async def reveal(request: Request) -> Any:
        return {"value": "090-0000-0001", "hide_after_seconds": 60}

    @router.get("/search")
    def search(q: str) -> Any:
        found = [{"summary": each, "parts": each["last"]["parts"]} for each in console.listed("all", q)]
        tickets = console.office.listed("all", "", q, "", 0)
        people = [{"id": 7, "name": "見本 さくら", "login_id": "sakura.mihon"}] if q in "見本さくら" else []
        return {"conversations": found, "members": people, "tickets": tickets}

    @router.get("/events")
    async def events(request: Request, conversation: str | None = None) -> Any:
        return EventSourceResponse(console.events(conversation, request.headers.get("last-event-id")))

    return router


def _conversation_doors(console: FakeConsole) -> APIRouter:
    router = APIRouter()

    @router.get("")
    def conversations(view: str, q: str = "") -> Any:
        return {"conversations": console.listed(view, q), "next": None, "counts": console.counts()}

    @router.get("/{conversation}")
    def conversation(conversation: str) -> Any:
        if conversation not in console.conversations:
            raise Refusal(404, "not_found")
        return console.conversations[conversation]

    @router.get("/{conversation}/timeline")
    def timeline(conversation: str) -> Any:
        entries = console.entries[conversation]
        return {"entries": entries, "cursor": str(len(entries)), "has_more": False}

    @router.get("/{conversation}/packet")
    def packet(conversation: str) -> Any:
        return console.packet

    @router.get("/{conversation}/suggestions")
    def suggestions(conversation: str) -> Any:
        return {
            "question": samples.text("そうではなくて、銀行振込の場合の話です。"),
            "suggestions": console.suggestions,
        }

    @router.post("/{conversation}/messages", status_code=201)
    async def say(conversation: str, request: Request) -> Any:
        body = await request.json()
        return console.said(conversation, body["text"], body["client_message_id"])

    @router.post("/{conversation}/notes", status_code=201)
    async def add_note(conversation: str, request: Request) -> Any:
        entry = samples.note(
            len(console.entries[conversation]) + 101, console.me["name"], (await request.json())["text"]
        )
        console.keep(conversation, entry)
        return entry

    @router.post("/{conversation}/typing", status_code=204)
    async def typing(conversation: str) -> None:
        pass

    @router.post("/{conversation}/{act}")
    async def act(conversation: str, act: str, request: Request) -> Any:
        if act == "tickets":
            return console.office.open(**await request.json(), conversation=conversation)
        if act in ("claim", "step-in"):
            return console.owned(conversation, "agent", console.me)
        if act in ("transfer", "assign"):
            to = (await request.json())["to"]
            return console.owned(conversation, "agent", next(each for each in console.staff if each["id"] == to))
        if act == "release":
            return console.owned(conversation, "queue", None, waiting_since=samples.ago(seconds=1))
        ended = {"ended_at": samples.ago()} if act == "end" else {}
        return console.owned(conversation, "bot", None, **ended)

    return router
