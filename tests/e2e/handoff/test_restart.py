"""The backend goes down in mid-talk: both sides come back by themselves, and nothing that was said is lost."""

import signal

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Product, healthy, until
from tests.e2e.handoff.sides import Desk, Visitor


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_talk_goes_on_where_it_was(visitor: Visitor, desk: Desk, product: Product, how: signal.Signals) -> None:
    desk.takes(visitor.asks_for_a_person())
    expect(visitor.who).to_have_text("担当者 木村")
    desk.says("ご用件をどうぞ")
    visitor.hears("ご用件をどうぞ")

    backend = product.child("-m backend")
    backend.send_signal(how)
    backend.wait(30)
    for number in range(3):
        visitor.send(f"会員の{number}つめです")
        desk.says(f"担当者の{number}つめです")
    until(lambda: healthy(product))

    expect(visitor.log.locator(".from-agent")).to_have_count(4, timeout=30_000)
    expect(desk.log.locator("[data-author=member] .bubble")).to_have_count(4, timeout=30_000)
    expect(visitor.log.locator(".from-member[data-delivery=done]")).to_have_count(4)
    expect(desk.log.locator("[data-kind=message][data-author=agent][data-delivery=done]")).to_have_count(4)
    for who, name in (("member", "会員"), ("agent", "担当者")):
        kept = visitor.record(who)
        assert [text for _, text in kept[1:]] == [f"{name}の{number}つめです" for number in range(3)]
    kept = visitor.record("member", "agent")
    # Sent is shown at the answer to it, its place at the stream's word, which may come later.
    until(lambda: visitor.said("member", "agent") == desk.said("member", "agent") == kept, 20)

    desk.says("もどりました")
    visitor.hears("もどりました")
    visitor.send("こちらもです")
    expect(desk.bubbles.last).to_contain_text("こちらもです")
