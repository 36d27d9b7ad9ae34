"""Who is at the other end of a request."""

import ipaddress

from starlette.requests import HTTPConnection


def address(request: HTTPConnection) -> str:
    """The client's address as the server saw it; behind a proxy uvicorn's own proxy headers settle it."""
    return request.client.host if request.client else "unknown"


def subscriber(request: HTTPConnection) -> str:
    """Whom limits by address count: of IPv6 the /64 network, since a single line has that many addresses to use."""
    host = address(request)
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(found, ipaddress.IPv4Address):
        return host
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found), 64), strict=False))


def is_loopback(request: HTTPConnection) -> bool:
    try:
        return ipaddress.ip_address(address(request)).is_loopback
    except ValueError:
        return False
