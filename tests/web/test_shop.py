"""The demo shop's own pages: a page for each service, and the ways to My Page."""

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from backend.catalogue.services import Service
from backend.web.shop import KINDS
from tests.web.fake_backend import FakeBackend


def test_every_service_is_shown_under_one_kind() -> None:
    assert sorted(service for kind in KINDS for service in kind.services) == sorted(Service)


def test_every_service_is_linked_and_has_its_page(page: Page, fake: FakeBackend) -> None:
    page.goto(fake.origin + "/")
    for service in Service:
        link = page.get_by_role("link", name=service.label, exact=True)
        expect(link).to_have_attribute("href", f"/services/{service}")
        response = httpx.get(f"{fake.origin}/services/{service}")
        assert response.status_code == 200
        assert f"<h1>{service.label}</h1>" in response.text


@pytest.mark.parametrize("name", ["fjcloud", "FJCLOUD_V", "%3Cb%3E"])
def test_a_service_that_is_not_sold_has_no_page(fake: FakeBackend, name: str) -> None:
    assert httpx.get(f"{fake.origin}/services/{name}").status_code == 404


def test_the_shop_leads_to_my_page(page: Page, fake: FakeBackend) -> None:
    page.goto(fake.origin + "/services/fjcloud_v")
    header = page.get_by_role("banner")
    for name, address in {
        "ログイン": "/sign-in",
        "会員登録": "/sign-up",
        "マイページ": "/mypage",
        "お問い合わせ": "/contact",
    }.items():
        expect(header.get_by_role("link", name=name, exact=True)).to_have_attribute("href", address)
    footer = page.get_by_role("contentinfo")
    expect(footer.get_by_role("link", name="お問い合わせフォーム")).to_have_attribute("href", "/contact")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_services_page_is_accessible_and_fits(page: Page, fake: FakeBackend, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(fake.origin + "/services/excloser_option")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
