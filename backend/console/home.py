"""The console itself: one page, whose scripts ask `/console/api` for everything."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backend.console import pages
from backend.console.access import Staff
from backend.container import Services

router = APIRouter(include_in_schema=False)


@router.get("/console")
def console(request: Request, services: Services, _me: Staff) -> Response:
    return pages.page(request, services, "console.html")
