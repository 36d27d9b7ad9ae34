"""The browser behind a request, as sessions and the audit log know it."""

from fastapi import Request

from backend.core import peers
from backend.core.text import cleaned
from backend.sign_in.sessions import Browser


def browser_of(request: Request) -> Browser:
    return Browser(peers.address(request), cleaned(request.headers.get("user-agent", "")))
