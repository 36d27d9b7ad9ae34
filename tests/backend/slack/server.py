"""The fake Slack's doors: /api/METHOD, /response/…, and the WebSocket of Socket Mode."""

import asyncio
import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

from tests.backend.slack import web_api, web_views
from tests.backend.slack.records import Call
from tests.backend.slack.web_api import Refused

if TYPE_CHECKING:
    from tests.backend.slack.peer import SlackPeer


@dataclass
class Sockets:
    """Connections of Socket Mode: Slack sends each envelope to one of them and waits for its acknowledgement."""

    tickets: set[str] = field(default_factory=set)
    open: list[web.WebSocketResponse] = field(default_factory=list)
    _left: list[web.WebSocketResponse] = field(default_factory=list)
    _waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _loop: asyncio.AbstractEventLoop | None = None

    def sends(self, kind: str, payload: dict[str, Any], retry: int, timeout: float) -> Any:
        """What the app acknowledges an envelope with; None is an empty acknowledgement. Raises TimeoutError."""
        assert self._loop is not None, "the peer isn't served"
        sent = asyncio.run_coroutine_threadsafe(self._exchange(kind, payload, retry, timeout), self._loop)
        return sent.result()

    async def _exchange(self, kind: str, payload: dict[str, Any], retry: int, timeout: float) -> Any:
        name = f"envelope-{next(self._numbers)}"
        envelope: dict[str, Any] = {"envelope_id": name, "type": kind, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        self._waiting[name] = asyncio.get_running_loop().create_future()
        try:
            await self.open[-1].send_str(json.dumps(envelope, ensure_ascii=False))
            return await asyncio.wait_for(self._waiting[name], timeout)
        finally:
            del self._waiting[name]

    def acknowledged(self, answer: dict[str, Any]) -> None:
        waiting = self._waiting.get(answer.get("envelope_id", ""))
        if waiting and not waiting.done():
            waiting.set_result(answer.get("payload"))

    def drop(self) -> None:
        """Slack refreshes its connections now and then: the app has to come back by itself."""
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._drop(), self._loop).result(5)

    async def _drop(self) -> None:
        leaving, self.open[:] = list(self.open), []
        self._left += leaving  # whoever is told to go hangs up themselves
        for socket in leaving:
            await socket.send_str(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))

    async def close(self) -> None:
        for socket in [*self.open, *self._left]:
            await socket.close()


class Doors:
    """The handlers. State is changed in the server's thread, under the peer's lock."""

    def __init__(self, peer: "SlackPeer") -> None:
        self.peer = peer

    async def api(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        try:
            args = await _args(request)
        except ValueError:
            return self._told(name, {}, 200, {"ok": False, "error": "invalid_json"})
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or args.pop("token", None)
        if self.peer.down_status is not None:
            return self._down(name, args)
        with self.peer.lock:
            try:
                answer = web_api.call(self.peer, name, args, token)
            except Refused as refused:
                return self._refused(name, args, refused)
            return self._told(name, args, 200, answer)

    async def response(self, request: web.Request) -> web.Response:
        args = await _args(request)
        if self.peer.down_status is not None:
            return self._down("response_url", args)
        with self.peer.lock:
            try:
                web_views.respond(self.peer, request.path, args)
            except Refused as refused:
                return self._refused("response_url", args, refused)
            self._told("response_url", args, 200, {"ok": True})
        return web.Response(text="ok")

    async def link(self, request: web.Request) -> web.StreamResponse:
        sockets = self.peer.sockets
        if request.query.get("ticket") not in sockets.tickets:
            return web.Response(status=408, text="ticket is used or unknown")
        sockets.tickets.remove(request.query["ticket"])
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        hello = {
            "type": "hello",
            "num_connections": len(sockets.open) + 1,
            "connection_info": {"app_id": self.peer.app_id},
        }
        await socket.send_str(json.dumps(hello))
        sockets.open.append(socket)
        self.peer.changed()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    sockets.acknowledged(json.loads(message.data))
        finally:
            if socket in sockets.open:
                sockets.open.remove(socket)
            self.peer.changed()
        return socket

    def _refused(self, name: str, args: dict[str, Any], refused: Refused) -> web.Response:
        headers = {"Retry-After": str(refused.retry_after)} if refused.retry_after else {}
        return self._told(name, args, refused.status, refused.answer, headers)

    def _down(self, name: str, args: dict[str, Any]) -> web.Response:
        assert self.peer.down_status is not None
        self.peer.noted(Call(name, args, self.peer.down_status, {}))
        return web.Response(status=self.peer.down_status, text="<html>Slack is down</html>", content_type="text/html")

    def _told(
        self,
        name: str,
        args: dict[str, Any],
        status: int,
        answer: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> web.Response:
        scopes = ",".join(sorted(self.peer.scopes or {"chat:write", "commands"}))
        text = json.dumps(answer, ensure_ascii=False)  # at once, as what it shows may change later
        self.peer.noted(Call(name, args, status, json.loads(text)))
        sent = {"x-oauth-scopes": scopes} | (headers or {})
        return web.Response(status=status, text=text, content_type="application/json", headers=sent)


async def _args(request: web.Request) -> dict[str, Any]:
    """Arguments of a form, a JSON object or the address. Raises ValueError."""
    args: dict[str, Any] = dict(request.query)
    body = await request.text()
    if not body:
        return args
    if request.content_type == "application/json":
        sent = json.loads(body)
        if not isinstance(sent, dict):
            raise ValueError("not an object")
        return args | sent
    if request.content_type == "multipart/form-data":
        raise ValueError("no files here")
    return args | dict(parse_qsl(body, keep_blank_values=True))


@contextmanager
def serving(peer: "SlackPeer") -> "Iterator[SlackPeer]":
    """Serve on a free port of loopback; sets `peer.origin`."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    runner = asyncio.run_coroutine_threadsafe(_start(peer), loop).result(10)
    peer.sockets._loop = loop
    try:
        yield peer
    finally:
        asyncio.run_coroutine_threadsafe(_stop(peer, runner), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _start(peer: "SlackPeer") -> web.AppRunner:
    doors = Doors(peer)
    app = web.Application()
    app.router.add_route("*", "/api/{method}", doors.api)
    app.router.add_post("/response/{team}/{number}", doors.response)
    app.router.add_get("/link/", doors.link)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    peer.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    return runner


async def _stop(peer: "SlackPeer", runner: web.AppRunner) -> None:
    await peer.sockets.close()
    await runner.cleanup()
