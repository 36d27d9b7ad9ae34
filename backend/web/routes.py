"""The browser's files: `/widget.js` (the one script tag), `/static/…` (what pages and widget load), the demo shop."""

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from backend.web import shop

STATIC_DIRECTORY = Path(__file__).parent / "static"

_HEADERS = {
    # Files are revalidated by their ETag: a new release reaches every page at once, an unchanged file costs a 304.
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    # Module scripts are always fetched with CORS, and the widget lives on other origins' pages. The files are public.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

_static = StaticFiles(directory=STATIC_DIRECTORY)
router = APIRouter(include_in_schema=False)
router.include_router(shop.router)


@router.get("/widget.js")
async def widget_script(request: Request) -> Response:
    """The script that a page embeds; it finds its own origin and loads the rest from `/static/widget/`."""
    return await _embeddable("widget/widget.js", request)


@router.get("/static/{path:path}")
async def static_file(path: str, request: Request) -> Response:
    """Any file of the widget, of My Page or of the demo shop; 404 for everything outside of the folder."""
    return await _embeddable(path, request)


async def _embeddable(path: str, request: Request) -> Response:
    response = await _static.get_response(path, request.scope)
    response.headers.update(_HEADERS)
    return response
