"""Hostile and garbage messages through the chat API: an answer or a clear refusal, never a failure of ours."""

import json

from fastapi.testclient import TestClient

from tests.backend.conftest import Visitor
from tests.backend.fake_bot import FakeBot
from tests.hostile import HOSTILE


def test_each_is_answered_or_refused_clearly(client: TestClient, bot: FakeBot) -> None:
    for place, text in enumerate(HOSTILE):
        bot.asked.clear()
        visitor = Visitor(client)
        headers = visitor.headers | {"Content-Type": "application/json"}
        # In ASCII, since a lone surrogate has no bytes of its own.
        body = json.dumps({"text": text}).encode("ascii")
        answer = client.post(f"/api/conversations/{visitor.id}/messages", content=body, headers=headers)

        assert answer.status_code in {200, 422}, (place, answer.text)
        if answer.status_code == 422:
            assert answer.headers["content-type"] == "application/problem+json", place
            assert bot.asked == [], place
            continue
        assert answer.json()["messages"][0]["author"] == "member", place
        # Only words go on to the bot: what looks like a choice, a command or an event is none.
        assert [turn["message"]["kind"] for turn in bot.asked] in ([], ["text"]), place
        assert not answer.json().get("identified_until"), place
        assert visitor.get("/messages").status_code == 200, place
