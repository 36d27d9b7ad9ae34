"""A member in a real browser, a colleague who has nothing but Slack, and the whole product between them."""

import time
from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.backend.slack.peer import DESK, SlackMessage, SlackPeer, Staff
from tests.e2e.conftest import Product, demo_staff
from tests.e2e.handoff.sides import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

_NAME, _STEP_SECONDS = "ishii.agent", 30
_LINES = ["一つめのご案内です。", "二つめのご案内です。", "三つめのご案内です。"]


def _links(page: Page, product: Product, slack: SlackPeer, ishii: Staff) -> None:
    """By the link that Slack gives to who is not linked, the console's sign-in and a fresh code."""
    me = demo_staff(product, _NAME)
    app = pyotp.TOTP(me["totp_secret"])
    ishii.mentions(DESK, "使えますか")
    invitation = slack.wait_for(lambda: slack.ephemerals(ishii.user))[-1]
    page.goto("/console/sign-in")
    page.get_by_label("担当者ログインID").fill(_NAME)
    page.get_by_label("パスワード", exact=True).fill(me["password"])
    page.get_by_role("button", name="次へ").click()
    page.get_by_label("認証コード").fill(app.now())
    page.get_by_role("button", name="ログイン").click()
    page.wait_for_url("**/console")
    page.goto("/console/account")  # the demo's staff are linked, to users that are not in this workspace
    page.get_by_role("button", name="連携を解除する").click()
    page.goto(invitation.buttons[0]["url"])
    page.wait_for_url("**/console/slack/confirm")
    # A code is good once; the app's next one is taken already.
    page.get_by_label("認証アプリの認証コード").fill(app.at(time.time() + _STEP_SECONDS))
    page.get_by_role("button", name="連携する").click()
    expect(page.get_by_text("Slackと連携しました。")).to_be_visible()
    page.goto("about:blank")  # from here on they have nothing but Slack


def _told_of(slack: SlackPeer, button: str) -> SlackMessage:
    """The desk's newest matter that can be acted on so."""

    def found() -> SlackMessage | None:
        return next((each for each in reversed(slack.messages(DESK)) if button in each.labels), None)

    message = slack.wait_for(found, timeout=20)
    assert message is not None
    return message


def _replies(slack: SlackPeer, ishii: Staff, message: SlackMessage, text: str) -> None:
    before = slack.top_view(ishii.user)
    ishii.presses(message, "会員へ返信")
    compose = slack.wait_for(lambda: (view := slack.top_view(ishii.user)) is not before and view)
    assert compose
    ishii.submits(compose, {"reply_text": text})
    preview = slack.wait_for(lambda: (view := slack.top_view(ishii.user)) is not compose and view)
    assert preview
    assert text in preview.shown
    ishii.submits(preview, {})


def test_a_member_is_answered_from_slack_alone(
    open_page: Callable[[], Page], visitor: Visitor, product: Product, slack: SlackPeer, ishii: Staff
) -> None:
    _links(open_page(), product, slack, ishii)
    ishii.commands("/madoguchi", "受付開始", DESK)
    visitor.asks_for_a_person()
    ishii.presses(_told_of(slack, "対応を始める"), "対応を始める")
    expect(visitor.who).to_have_text("担当者 石井")
    root = _told_of(slack, "会員へ返信")
    for number, text in enumerate(_LINES):
        visitor.send(f"会員の{number}つめです")
        ishii.posts(DESK, f"社内のメモ{number}：会員には見せません", root.ts)
        _replies(slack, ishii, root, text)
        expect(visitor.log.locator(".from-agent")).to_have_count(number + 1)
    kept = visitor.record("member", "agent")[1:]
    assert [text for author, text in kept if author == "agent"] == _LINES
    assert [text for author, text in kept if author == "member"] == [f"会員の{n}つめです" for n in range(3)]
    assert visitor.said("member", "agent")[1:] == kept
    assert "社内のメモ" not in visitor.log.inner_text()

    def in_the_thread() -> list[str]:
        """What the app has told there of what the two said, in its order."""
        told = "\n".join(each.shown for each in slack.thread(DESK, root.ts) if each.user == slack.bot_user_id)
        places = sorted((told.find(text), text) for _, text in kept if text in told)
        assert all(told.count(text) == 1 for _, text in places)
        return [text for _, text in places]

    slack.wait_for(lambda: in_the_thread() == [text for _, text in kept], timeout=20)
    ishii.presses(root, "自動応答に戻す")
    expect(visitor.who).to_have_text("自動応答アシスタント")
    visitor.send("バックアップコードは何個ですか")
    visitor.hears("バックアップコードは")
