"""`GET /api/suggest` through HTTP."""

from fastapi.testclient import TestClient

from backend.app import public_app
from backend.composition import build_container
from backend.core.clock import FixedClock
from backend.core.settings import Settings
from tests.backend.conftest import NOW, Visitor
from tests.backend.fake_bot import FakeBot


def _suggested(client: TestClient, typed: str) -> list[dict[str, str]]:
    answer = client.get("/api/suggest", params={"q": typed})
    assert answer.status_code == 200
    found: list[dict[str, str]] = answer.json()["suggestions"]
    return found


def test_a_suggestion_is_a_question_with_a_payload(client: TestClient) -> None:
    assert _suggested(client, "たいかい")[0] == {
        "title": "退会するにはどうすればいいですか？",
        "topic": "faq/withdrawal",
        "payload": "choice:faq/withdrawal",
    }


def test_work_on_the_account_is_suggested_too(client: TestClient) -> None:
    assert _suggested(client, "注文状況を調べて")[0]["topic"] == "account/order_status"


def test_taking_a_suggestion_asks_the_bot_for_its_topic(client: TestClient, visitor: Visitor, bot: FakeBot) -> None:
    visitor.says(_suggested(client, "mitsumori")[0]["payload"])
    assert bot.asked[-1]["message"] == {"kind": "choice", "topic": "faq/quotation", "data": {}}


def test_long_and_broken_texts_are_no_trouble(client: TestClient) -> None:
    assert _suggested(client, "パスワード" + "あ" * 3000)
    assert client.get("/api/suggest?q=%ff%fe%00").json() == {"suggestions": []}
    assert client.get("/api/suggest", params={"q": "あ" * 4001}).status_code == 422


def test_there_is_a_limit_by_address(settings: Settings) -> None:
    few = settings.model_copy(update={"suggestions_per_address": "2/minute"})
    app = public_app(build_container(few, FixedClock(NOW)))
    with TestClient(app, client=("203.0.113.7", 50000)) as stranger:
        assert [stranger.get("/api/suggest", params={"q": "解約"}).status_code for _ in range(3)] == [200, 200, 429]
    with TestClient(app, client=("203.0.113.8", 50000)) as other:
        assert other.get("/api/suggest", params={"q": "解約"}).status_code == 200
