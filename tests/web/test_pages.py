"""The pages as the real app serves them, behind its middleware."""

from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from backend.app import public_app
from backend.composition import build_container
from backend.core.settings import Settings

_SECRET = SecretStr("secret-for-tests-0123456789abcdefghijklmnop")
_PRODUCTION = {
    "environment": "production",
    "public_url": "https://shop.example",
    "smtp_host": "mail.madoguchi.example",
    "smtp_security": "tls",
}


def _get(path: str, **changed: Any) -> httpx.Response:
    # Nothing here reads the database, so none is made; and no worker starts, as the client is not entered.
    secrets = dict.fromkeys(("secret_key", "channel_secret", "internal_secret"), _SECRET)
    made = Settings(**({"database_url": "sqlite:///none.db"} | secrets | changed))
    client = TestClient(public_app(build_container(made)))
    return client.get(path, headers={"Origin": "https://shop.example"})


def test_the_demo_shop_is_there_while_the_demo_is_on() -> None:
    response = _get("/", environment="demo")
    assert response.status_code == 200
    assert "Fujitsu Cloud Direct（デモ）" in response.text


def test_in_production_there_is_no_demo_shop_but_the_widget() -> None:
    response = _get("/", **_PRODUCTION)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "not_found"
    assert _get("/services/fjcloud_v", **_PRODUCTION).status_code == 404
    assert _get("/widget.js", **_PRODUCTION).status_code == 200


def test_the_shops_own_stricter_policy_holds() -> None:
    """The app's headers are for pages that name none."""
    headers = _get("/").headers
    assert headers.get_list("content-security-policy") == [headers["content-security-policy"]]
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("origins", [("*",), ("https://shop.example",)])
def test_the_widgets_files_open_to_every_page_exactly_once(origins: tuple[str, ...]) -> None:
    """Two values in this header would make browsers refuse the file."""
    headers = _get("/static/widget/element.js", widget_origins=origins).headers
    assert headers.get_list("access-control-allow-origin") == list(origins)
    assert headers["cross-origin-resource-policy"] == "cross-origin"
