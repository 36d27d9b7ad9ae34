"""A secret that the server masks doesn't stay on the screen either."""

import threading

import pytest
from playwright.sync_api import expect

from tests.web import fake_backend
from tests.web.fake_backend import FakeBackend
from tests.web.widget import Widget


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("パスワードは hunter2abc なのに入れない", "パスワードは ●●●●●● なのに入れない"),
        ("旧は abc12345 で新は xyz98765", "旧は ●●●●●● で新は ●●●●●●"),
        ("4111111111111111", "●●●●●●"),
    ],
)
def test_what_was_typed_is_replaced_as_soon_as_the_server_has_it(
    widget: Widget, fake: FakeBackend, monkeypatch: pytest.MonkeyPatch, typed: str, kept: str
) -> None:
    monkeypatch.setitem(fake_backend.CHOICE_TITLES, typed, kept)
    answers = threading.Event()
    fake.says("お答えです。", release=answers)
    widget.open()
    widget.send(typed)
    # The bot is still thinking.
    expect(widget.own_bubbles).to_have_text([kept])
    answers.set()
    expect(widget.log.get_by_text("お答えです。")).to_be_visible()
    expect(widget.own_bubbles).to_have_text([kept])
