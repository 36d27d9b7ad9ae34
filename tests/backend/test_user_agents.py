"""Browsers by names that their owners recognise; the header itself is shown to nobody."""

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from backend.container import Container
from backend.mypage.user_agents import readable
from backend.sign_in.models import WebSession
from tests.backend.conftest import login_id_of
from tests.backend.pages import Browser

APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)"
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-S921B)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (f"{WINDOWS} {CHROME} Safari/537.36", "Chrome（Windows）"),
        (f"{WINDOWS} {CHROME} Safari/537.36 Edg/126.0.0.0", "Microsoft Edge（Windows）"),
        (f"{WINDOWS} {CHROME} Safari/537.36 OPR/111.0.0.0", "Opera（Windows）"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox（Linux）"),
        (f"{MAC} {APPLE} Version/17.5 Safari/605.1.15", "Safari（macOS）"),
        (f"{IPHONE} {APPLE} Version/17.5 Mobile/15E148 Safari/604.1", "Safari（iPhone）"),
        (f"{IPHONE} {APPLE} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1", "Chrome（iPhone）"),
        (f"{IPHONE} {APPLE} FxiOS/127.0 Mobile/15E148 Safari/605.1.15", "Firefox（iPhone）"),
        (f"{ANDROID} {CHROME} Mobile Safari/537.36", "Chrome（Android）"),
        (f"{ANDROID} {CHROME} Mobile Safari/537.36 EdgA/126.0.0.0", "Microsoft Edge（Android）"),
        (f"{ANDROID} AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0.0.0", "Samsung Internet（Android）"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36", "Chrome（ChromeOS）"),
        ("curl/8.6.0", "不明なブラウザー"),
        ("", "不明なブラウザー"),
    ],
)
def test_browser_and_system_are_named(user_agent: str, name: str) -> None:
    assert readable(user_agent) == name


@given(st.text(alphabet="<>&\"'/;xyz "))
def test_nothing_of_the_header_itself_is_said(user_agent: str) -> None:
    assert readable(user_agent) == "不明なブラウザー"


def test_the_page_of_sign_ins_says_the_name_alone(client: TestClient, container: Container) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))
    with container.database.unit_of_work() as session:
        for row in session.query(WebSession):
            row.user_agent = f"{WINDOWS} {CHROME} Safari/537.36"

    page = browser.get("/mypage/security")

    assert "Chrome（Windows）" in page.text
    assert "Mozilla" not in page.answer.text
