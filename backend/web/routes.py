"""The browser's files: `/` (demo shop), `/widget.js` (the one script tag) and `/static/…` (what the two load)."""

from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

from backend.container import Services

STATIC_DIRECTORY = Path(__file__).parent / "static"

# Files are revalidated by their ETag: a new release reaches every page at once, an unchanged file costs a 304.
_SHARED_HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
# Module scripts are always fetched with CORS, and the widget lives on other origins' pages. The files are public.
_EMBEDDABLE_HEADERS = _SHARED_HEADERS | {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PAGE_HEADERS = _SHARED_HEADERS | {
    # Strict on purpose: it shows on every run that the widget needs no inline script, no inline style, no eval.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}

_static = StaticFiles(directory=STATIC_DIRECTORY)
router = APIRouter(include_in_schema=False)


@router.get("/")
def demo_page(services: Services) -> FileResponse:
    """The demo shop, with the widget on it; in production the widget is on the real shop's own pages."""
    if not services.settings.is_demo:
        raise HTTPException(404)
    return FileResponse(STATIC_DIRECTORY / "demo" / "index.html", headers=_PAGE_HEADERS)


@router.get("/widget.js")
async def widget_script(request: Request) -> Response:
    """The script that a page embeds; it finds its own origin and loads the rest from `/static/widget/`."""
    return await _embeddable("widget/widget.js", request)


@router.get("/static/{path:path}")
async def static_file(path: str, request: Request) -> Response:
    """Any file of the widget or the demo page; 404 for everything outside of the folder."""
    return await _embeddable(path, request)


async def _embeddable(path: str, request: Request) -> Response:
    response = await _static.get_response(path, request.scope)
    response.headers.update(_EMBEDDABLE_HEADERS)
    return response
