"""`python -m backend`: serves the public API and the internal API, each on its own socket."""

import asyncio
import socket
import sys
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI
from uvicorn.loops.auto import auto_loop_factory

from backend.app import internal_app, public_app
from backend.composition import build_container
from backend.container import Container
from backend.core.settings import Settings
from backend.demo import staff

# Streams send something every 15 seconds, and pages give a silent connection up after 60.
_GIVEN_UP_AFTER_MS = 45_000


class Server(uvicorn.Server):
    """Ends open event streams first: a stop waits for whatever is still being answered."""

    def __init__(self, config: uvicorn.Config, end_streams: Callable[[], None]) -> None:
        super().__init__(config)
        self._end_streams = end_streams

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        await super().serve(sockets or [_listening(self.config)])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._end_streams()
        await super().shutdown(sockets)


def _listening(config: uvicorn.Config) -> socket.socket:
    """Where it listens. Who has vanished without a word (a phone out of reach) is given up, and not thought to be there
    for the quarter of an hour in which Linux goes on sending."""
    opened = config.bind_socket()
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _GIVEN_UP_AFTER_MS)
    return opened


def _server(app: FastAPI, host: str, port: int, end_streams: Callable[[], None]) -> Server:
    config = uvicorn.Config(
        app, host=host, port=port, access_log=False, server_header=False, timeout_graceful_shutdown=5
    )
    return Server(config, end_streams)


def refuse_the_demos(container: Container) -> None:
    """Exits where production was given a database that the demo has filled: everybody can sign in to it as an admin."""
    if container.settings.is_demo:
        return
    with container.database.reading() as session:
        if staff.are_in(session):
            sys.exit(
                "madoguchi: this database holds the demo's staff, whose passwords and second factors anybody can read. "
                "Production needs one that was never the demo's: set MADOGUCHI_DATABASE_URL."
            )


async def serve(container: Container) -> None:
    """Runs until either server is told to stop, then stops both. The internal API never leaves this machine."""
    settings = container.settings
    servers = [
        _server(public_app(container), settings.host, settings.port, container.fan_out.close),
        _server(internal_app(container), "127.0.0.1", settings.internal_port, container.fan_out.close),
    ]
    running = [asyncio.create_task(server.serve()) for server in servers]
    await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for server in servers:
        server.should_exit = True
    await asyncio.gather(*running)


def main() -> None:
    container = build_container(Settings())
    refuse_the_demos(container)
    # The loop that uvicorn runs on by itself (uvloop where there is one), were it not one of two servers.
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(serve(container))


if __name__ == "__main__":
    main()
