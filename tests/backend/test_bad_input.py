"""Whatever comes in, the answer is a clear 4xx or a calm reply, and never echoes what was sent."""

import pytest
from fastapi.testclient import TestClient

from tests.backend.conftest import Visitor
from tests.backend.fake_bot import FakeBot

BAD_BODIES = {
    "broken": b'{"text": "a',
    "empty": b"",
    "not an object": b'["text"]',
    "null text": b'{"text": null}',
    "number": b'{"text": 1}',
    "NaN": b'{"text": NaN}',
    "1e999": b'{"text": 1e999}',
    "lone surrogate": b'{"text": "\\ud800"}',
    "lone surrogate in a name": b'{"\\ud800": "x", "text": "a"}',
    "not UTF-8": b'{"text": "\xff\xfe"}',
    "deep": b'{"text": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "unknown field": b'{"text": "a", "member_id": 1}',
    "only blanks": b'{"text": " \\u3000\\n "}',
    "only NUL": b'{"text": "\\u0000"}',
    "odd client id": '{"text": "a", "client_message_id": "あ"}'.encode(),
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_a_bad_body_is_a_clear_4xx(client: TestClient, visitor: Visitor, bot: FakeBot, body: bytes) -> None:
    headers = visitor.headers | {"Content-Type": "application/json"}
    answer = client.post(f"/api/conversations/{visitor.id}/messages", content=body, headers=headers)
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "code", "detail"} <= answer.json().keys()
    assert bot.asked == []
    assert len(visitor.get("/messages").json()["messages"]) == 1


def test_200_kilobytes_are_too_much(client: TestClient, visitor: Visitor) -> None:
    assert visitor.post("/messages", text="あ" * 70_000).status_code == 413
    url = f"/api/conversations/{visitor.id}/messages"
    unannounced = client.post(url, content=iter([b"x" * 50_000] * 4), headers=visitor.headers)
    assert unannounced.status_code == 413
    too_long = visitor.post("/messages", text="あ" * 4001)
    assert (too_long.status_code, too_long.json()["code"]) == (422, "text_too_long")
    assert visitor.post("/messages", text="あ" * 4000).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "'; DROP TABLE members; --",
        "<script>alert(1)</script>",
        "/restart",
        '/greet{"a":1}',
        "／restart",
        "{{7*7}}",
        "🙂" * 100,
    ],
)
def test_odd_texts_get_an_answer(visitor: Visitor, text: str) -> None:
    (reply,) = visitor.says(text)
    assert reply["text"] == "お答えです。"
    kept = visitor.get("/messages").json()["messages"][1]["text"]
    assert kept == text.replace("\x00", "")


def test_a_problem_does_not_echo_its_input(client: TestClient, visitor: Visitor) -> None:
    answer = client.post(
        f"/api/conversations/{visitor.id}/identity/confirm", json={"code": ["SECRET-417"]}, headers=visitor.headers
    )
    assert answer.status_code == 422
    assert "SECRET-417" not in answer.text


def test_unknown_pages_and_methods_are_problems(client: TestClient) -> None:
    for answer in (client.get("/api/none"), client.delete("/api/conversations")):
        assert answer.status_code in {404, 405}
        assert answer.headers["content-type"] == "application/problem+json"
