"""Who is at the other end of a request."""

import ipaddress

from starlette.requests import HTTPConnection


def address(request: HTTPConnection) -> str:
    """The client's address as the server saw it; behind a proxy uvicorn's own proxy headers settle it."""
    return request.client.host if request.client else "unknown"


def is_loopback(request: HTTPConnection) -> bool:
    try:
        return ipaddress.ip_address(address(request)).is_loopback
    except ValueError:
        return False
