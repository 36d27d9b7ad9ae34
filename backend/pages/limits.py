"""Limits by client address."""

from fastapi import Request

from backend.container import Services
from backend.core import peers


def allows_address(request: Request, services: Services, limit: str, purpose: str) -> bool:
    """Count one more request for this purpose from this address; whether it is within `limit`.

    While the demo is on loopback is left alone.
    """
    if services.settings.is_demo and peers.is_loopback(request):
        return True
    return services.limiter.allows(limit, purpose, peers.subscriber(request))
