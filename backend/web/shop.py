"""The demo shop around the widget: `/` and a page for each service. In production there is the real shop instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from backend.catalogue.services import Service
from backend.container import Services

_HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    # Strict on purpose: it shows on every run that the widget needs no inline script, no inline style, no eval.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}


@dataclass(frozen=True)
class Kind:
    """Services that the shop shows together."""

    name: str
    about: str
    services: Sequence[Service]


KINDS = (
    Kind(
        "クラウド基盤",
        "必要な分だけ使えるサーバーとネットワーク。小さく始めて、必要に応じて広げられます。",
        (Service.FJCLOUD_O, Service.FJCLOUD_V),
    ),
    Kind(
        "Finplex eXcloser",
        "スタートアップ、基本利用サービス、オプション（従量）を取り扱っています。",
        (Service.EXCLOSER_STARTUP, Service.EXCLOSER_BASIC, Service.EXCLOSER_OPTION),
    ),
    Kind(
        "端末管理",
        "会社の携帯端末をまとめて管理。設定も、紛失したときの備えも。",
        (Service.FENCE_MOBILE,),
    ),
    Kind(
        "メール誤送信対策",
        "送る前のひと呼吸を仕組みに。宛先や添付の間違いを減らします。",
        (Service.FENCE_MAIL_STARTUP, Service.FENCE_MAIL_BASIC),
    ),
    Kind(
        "ファイル共有",
        "社内のファイルをクラウドに。拠点や在宅勤務からも同じフォルダーを使えます。",
        (Service.CLOUD_FILE_SERVER,),
    ),
)
_KIND_OF = {service: kind for kind in KINDS for service in kind.services}


def _demo_only(services: Services) -> None:
    if not services.settings.is_demo:
        raise HTTPException(404)


def _surroundings(request: Request) -> dict[str, str]:
    return {"shop_name": request.app.state.container.settings.shop_name}


_templates = Jinja2Templates(Path(__file__).parent / "templates", context_processors=[_surroundings])
router = APIRouter(include_in_schema=False, dependencies=[Depends(_demo_only)])


@router.get("/")
def shop(request: Request) -> HTMLResponse:
    """The demo shop, with the widget on it; in production the widget is on the real shop's own pages."""
    return _templates.TemplateResponse(request, "shop.html", {"kinds": KINDS}, headers=_HEADERS)


@router.get("/services/{name}")
def service_page(request: Request, name: str) -> HTMLResponse:
    """What My Page and the FAQ call the page of a service; 404 for a service that is not sold."""
    try:
        service = Service(name)
    except ValueError:
        raise HTTPException(404) from None
    context = {"service": service, "kind": _KIND_OF[service]}
    return _templates.TemplateResponse(request, "service.html", context, headers=_HEADERS)
