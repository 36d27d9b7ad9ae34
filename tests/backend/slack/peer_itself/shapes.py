"""Block Kit to test the fake Slack with, and something that stands where the product would."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.errors import SlackApiError

KIMURA, SATO = "U0KIMURA", "U0SATO"


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, **more}


def section(**more: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn("本文"), **more}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain("担当する"), "action_id": "claim", "value": "h1", **more}


def actions(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **more}


def entry(**more: Any) -> dict[str, Any]:
    return {"type": "plain_text_input", "action_id": "text", **more}


def asks(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": "reply", "label": plain("返信"), "element": element, **more}


def options(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"text": plain(f"選択 {number}"), "value": str(number), **more} for number in range(count)]


def select(**more: Any) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "pick", **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    shown = list(blocks) or [asks(entry())]
    return {"type": "modal", "title": plain("会員へ返信"), "submit": plain("送信"), "blocks": shown, **more}


CONFIRM = {"title": plain("終了"), "text": mrkdwn("終えますか。"), "confirm": plain("はい"), "deny": plain("いいえ")}
CHECKS = {"type": "checkboxes", "action_id": "checks", "options": options(3)}


class FakeApp:
    """What stands where the product would: keeps what it was sent and answers what it was told to."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, bytes, dict[str, str]]] = []
        self.answer: Callable[[dict[str, Any]], dict[str, Any] | None] = lambda payload: None
        self.status = 200

    def __call__(self, path: str, body: bytes, headers: dict[str, str]) -> Any:
        self.requests.append((path, body, headers))
        answer = self.answer(self.payload)
        text = "" if answer is None else json.dumps(answer)
        return SimpleNamespace(status_code=self.status, text=text, json=lambda: json.loads(text))

    @property
    def payload(self) -> dict[str, Any]:
        return payload_of(self.requests[-1][1])


def payload_of(body: bytes) -> dict[str, Any]:
    if body.startswith(b"{"):
        return dict(json.loads(body))
    form = {name: values[0] for name, values in parse_qs(body.decode(), strict_parsing=True).items()}
    return dict(json.loads(form["payload"])) if "payload" in form else form


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])
