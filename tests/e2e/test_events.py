"""Server-sent events: what happens is told at once, and nothing is lost between two connections."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.e2e.conftest import Member, Product

pytestmark = pytest.mark.e2e


def events(response: httpx.Response) -> Iterator[tuple[str, str | None, Any]]:
    """Each event's kind, id and data."""
    fields: dict[str, str] = {}
    for line in response.iter_lines():
        name, _, value = line.partition(": ")
        if line and name:
            fields[name] = value
        elif "event" in fields:
            yield fields["event"], fields.get("id"), json.loads(fields["data"])
            fields = {}


def test_what_happens_is_told_in_order(product: Product) -> None:
    member = Member(product)
    url = f"/api/conversations/{member.id}/events"
    greeting = member.http.get(f"/api/conversations/{member.id}/messages").json()["messages"][0]
    with ThreadPoolExecutor(1) as pool:
        # From the greeting on, so that it doesn't matter which is first, the stream or the message.
        with member.http.stream("GET", url, headers={"Last-Event-ID": greeting["id"]}) as response:
            replies = pool.submit(member.says, "バックアップコードとは？")
            told = []
            for kind, identity, data in events(response):
                if kind == "message":
                    told.append((identity, data["author"]))
                if len(told) == 2:
                    break
        assert told[1] == (replies.result()[0]["id"], "bot")
        assert told[0][1] == "member"
    member.says("ありがとう")
    with member.http.stream("GET", url, headers={"Last-Event-ID": str(told[1][0])}) as response:
        missed = []
        for kind, _identity, data in events(response):
            missed.append((kind, data["text"]))
            if data["author"] == "bot":
                break
    assert missed[0] == ("message", "ありがとう")
    assert len(missed) == 2


def test_a_stream_needs_the_token(product: Product) -> None:
    member = Member(product)
    with product.client() as stranger:
        assert stranger.get(f"/api/conversations/{member.id}/events").status_code == 401
