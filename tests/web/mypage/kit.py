"""Pages that show every building block of My Page, served as My Page's own are: same environment, same headers."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup

from backend.mypage import pages
from backend.pages.password_form import POLICY, password_errors
from backend.pages.rendering import HEADERS
from backend.web.routes import router as web_router

ERRORS = {
    "form": "送信できませんでした。",
    "email": "メールアドレスの形をご確認ください。",
    "channel": "送り先をお選びください。",
    "opt_in": "ご確認ください。",
    "body": ["お問い合わせ内容を入力してください。", "4000文字以内で入力してください。"],
    **password_errors("abc", "ABC"),
}
_MEMBER = SimpleNamespace(name="山田 太郎", company="みなも商事株式会社")
_OWN_TEMPLATES = FileSystemLoader(Path(__file__).parent / "templates")
_environment = pages.environment.overlay(loader=ChoiceLoader([pages.environment.loader, _OWN_TEMPLATES]))


class Kit:
    """Where the pages are, and which forms they have sent."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.sent: list[dict[str, str]] = []

    def address(self, name: str, *, signed_in: bool = True, refused: bool = False, notice: str = "") -> str:
        return f"{self.origin}/kit/{name}?signed_in={signed_in}&refused={refused}&notice={notice}"


def _app(kit: Kit) -> FastAPI:
    app = FastAPI()
    app.state.container = SimpleNamespace(settings=SimpleNamespace(is_demo=True))
    app.include_router(web_router)

    @app.get("/kit/{name}")
    def show(name: str, signed_in: bool, refused: bool, notice: str) -> HTMLResponse:
        html = _environment.get_template(f"kit_{name}.html").render(
            is_demo=True,
            shop_name="みなも",
            member=_MEMBER if signed_in else None,
            current="orders" if signed_in else None,
            csrf_field=Markup('<input type="hidden" name="csrf_token" value="a-token">'),
            csrf_token="a-token",
            notice=notice or None,
            identity_token_url="/api/me/identity-token" if signed_in else None,
            identity_subject="member-1" if signed_in else None,
            errors=ERRORS if refused else {},
            policy=POLICY,
        )
        return HTMLResponse(html, headers=HEADERS)

    @app.post("/{path:path}")
    async def receive(path: str, request: Request) -> HTMLResponse:
        kit.sent.append({"address": f"/{path}", **{key: str(value) for key, value in (await request.form()).items()}})
        return HTMLResponse("<!doctype html><title>受付</title><h1>受け付けました</h1>", headers=HEADERS)

    return app


@contextmanager
def serving_kit() -> Iterator[Kit]:
    """Serve on a free port of loopback."""
    listening = socket.create_server(("127.0.0.1", 0))  # connections queue until the server is ready
    kit = Kit(f"http://127.0.0.1:{listening.getsockname()[1]}")
    server = uvicorn.Server(uvicorn.Config(_app(kit), log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield kit
    finally:
        server.should_exit = True
        thread.join(10)
