"""A form that is carried out once: a double click, a reload or a retry after a lost answer are the same request.

Each showing of the form has a random key of its own in it, which is handed to the service with what was filled in.
"""

from typing import Annotated

from fastapi import Form, Request
from markupsafe import Markup

from backend.container import Container
from backend.core.crypto import new_token
from backend.mypage.csrf import GUARD

FIELD = "once"

Once = Annotated[str, Form(alias=FIELD, min_length=20, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]


def field(key: str | None = None) -> Markup:
    """The hidden input. A form that is shown again with its errors keeps its `key`."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, key or new_token())


def request_key(request: Request, services: Container, once: str) -> str:
    """64 hex digits for the service: the form's key, tied to this browser's session so that nobody hits another's."""
    return services.vault.token_hash(f"once:{GUARD.anchor(request, services)}:{once}")
