"""Every route of an app, for tests that hold for all of them, also those still to come."""

from collections.abc import Iterable, Iterator
from typing import cast

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.routing import BaseRoute


def routes_of(client: TestClient) -> list[APIRoute]:
    return list(_flat(cast(FastAPI, client.app).routes))


def _flat(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        else:
            # FastAPI keeps what was included as it is.
            yield from _flat(getattr(getattr(route, "original_router", None), "routes", []))
