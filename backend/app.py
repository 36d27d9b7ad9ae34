"""The two applications: what browsers reach, and what only the actions reach."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

from backend import health
from backend.chores import chores, desk_chores
from backend.console import errors as console_errors
from backend.console.access import DOOR as STAFFS_DOOR
from backend.console.feed import DeskFeed
from backend.console.routers import CONSOLE
from backend.container import Container
from backend.conversations import feedback_routes, handoff_routes, stream, typing_routes
from backend.conversations import routes as conversation_routes
from backend.conversations.presence import KEEP_SECONDS
from backend.core import openapi, problems
from backend.core.body_limit import BodyLimit
from backend.core.headers import SecurityHeaders
from backend.core.housekeeping import Housekeeping
from backend.core.origins import CorsOnly
from backend.demo import routes as demo_routes
from backend.handoff.watch import PAUSE_SECONDS
from backend.identity import routes as identity_routes
from backend.internal import routes as internal_routes
from backend.mypage import errors as my_page_errors
from backend.mypage.access import DOOR as MEMBERS_DOOR
from backend.mypage.routers import MY_PAGE
from backend.notifications.worker import DeliveryWorker
from backend.pages.session_cookies import SessionCookies
from backend.slack import app as slack
from backend.slack import routes as slack_routes
from backend.slack.door import SlackDoor
from backend.slack.socket_mode import SocketMode
from backend.slack.workers import slack_workers
from backend.topics import routes as topic_routes
from backend.web import routes as web_routes

# What the widget asks for from other origins' pages.
_FOR_THE_WIDGET = ("/api/conversations", "/api/suggest", "/api/health", "/api/live", "/widget.js", "/static")


def _routes(*routers: APIRouter) -> list[BaseRoute]:
    together = APIRouter()
    for router in routers:
        together.include_router(router)
    return together.routes


# FastAPI works a route out when it is first looked for. These belong to every app, of which the tests make thousands.
_PUBLIC = _routes(
    health.router,
    conversation_routes.router,
    handoff_routes.router,
    feedback_routes.router,
    stream.router,
    typing_routes.router,
    identity_routes.router,
    topic_routes.router,
    web_routes.router,
    *MY_PAGE,
    *CONSOLE,
    slack_routes.router,
)
_DEMO = _routes(demo_routes.router)
_INTERNAL = _routes(internal_routes.router)


def public_app(container: Container) -> FastAPI:
    """What browsers reach: chat API, pages, widget, and the demo's tools."""

    slack_door = SlackDoor.of(container)
    slack_app = slack.build(slack_door) if slack_door else None

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        workers: tuple[DeliveryWorker | Housekeeping, ...] = (
            DeliveryWorker(container.courier),
            Housekeeping(chores(container)),
            Housekeeping(desk_chores(container), PAUSE_SECONDS),
            Housekeeping({"keeping up who is there": container.presence.keep}, KEEP_SECONDS),
        )
        if slack_door:
            workers = (*workers, *slack_workers(slack_door))
        for worker in workers:
            worker.start()
        socket_mode = SocketMode(slack_app, container.settings) if slack_app else None
        if socket_mode:
            await socket_mode.start()
        yield
        if socket_mode:
            await socket_mode.stop()
        container.fan_out.close()
        await container.turns.finish()
        for worker in workers:
            await to_thread.run_sync(worker.stop)
        await container.gateway.close()
        container.database.dispose()

    app = FastAPI(
        title="Madoguchi",
        version="1",
        description="Chat API of a Japanese customer-support assistant. Errors are RFC 9457 problem details.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        routes=[*_PUBLIC, *(_DEMO if container.settings.is_demo else ())],
    )
    app.state.container = container
    app.state.desk_feed = DeskFeed(container)
    app.state.slack = slack_app
    show = console_errors.shown_as_page(container, otherwise=my_page_errors.shown_as_page(container))
    problems.install(app, show)
    openapi.install(app)
    app.add_middleware(
        BodyLimit,
        longest=container.settings.longest_body_bytes,
        show=show,
        elsewhere={slack_routes.PATH: slack_routes.LONGEST_BYTES},
    )
    # Around the limit, whose refusal can be a page too.
    for door in (MEMBERS_DOOR, STAFFS_DOOR):
        app.add_middleware(SessionCookies, door=door, settings=container.settings)
    app.add_middleware(SecurityHeaders, is_https=container.settings.is_https)
    app.add_middleware(
        CorsOnly,
        paths=_FOR_THE_WIDGET,
        origins=container.settings.widget_origins,
        methods=["GET", "POST", "PUT", "PATCH"],
        headers=["Authorization", "Content-Type", "Last-Event-ID"],
    )
    return app


def internal_app(container: Container) -> FastAPI:
    """What only the actions reach, on a socket of its own."""
    app = FastAPI(
        title="Madoguchi internal API",
        version="1",
        docs_url=None,
        redoc_url=None,
        routes=_INTERNAL,
    )
    app.state.container = container
    problems.install(app)
    openapi.install(app)
    app.add_middleware(BodyLimit, longest=container.settings.longest_body_bytes)
    return app
