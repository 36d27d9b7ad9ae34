"""A person takes a chat over, with the real backend behind it: tests/web/chat tries the widget against a fake one."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from backend.conversations.models import Conversation
from backend.feedback.models import ConversationRating
from backend.staff.models import Role, StaffMember
from backend.tickets.models import Ticket
from tests.web.mypage.site import MyPageSite
from tests.web.widget import Widget


class Desk:
    """What somebody at the desk does to the newest conversation."""

    def __init__(self, site: MyPageSite) -> None:
        self._container = site.container
        now = site.clock.now()
        with self._container.database.unit_of_work() as session:
            agent = StaffMember(
                login_id="tamura.agent",
                name="田村 恵",
                display_name="田村",
                email="tamura@shop.example",
                role=Role.AGENT,
                created_at=now,
                seen_at=now,
            )
            session.add(agent)
            session.flush()
            self._agent_id = agent.id

    def _newest(self) -> str:
        with self._container.database.reading() as session:
            newest = select(Conversation.id).order_by(Conversation.created_at.desc()).limit(1)
            return session.scalars(newest).one()

    def is_asked_for(self) -> None:
        conversation_id = self._newest()
        with self._container.database.unit_of_work() as session:
            self._container.handoffs.ask(session, session.get_one(Conversation, conversation_id))

    def claims(self) -> None:
        conversation_id = self._newest()
        with self._container.database.unit_of_work() as session:
            self._container.handoffs.claim(session, conversation_id, self._agent_id)

    def says(self, text: str) -> None:
        conversation_id = self._newest()
        with self._container.database.unit_of_work() as session:
            self._container.handoffs.say(session, conversation_id, self._agent_id, text, None)

    def ends(self) -> None:
        conversation_id = self._newest()
        with self._container.database.unit_of_work() as session:
            self._container.handoffs.end(session, conversation_id, self._agent_id)


@pytest.fixture
def desk(site: MyPageSite) -> Desk:
    return Desk(site)


@pytest.fixture
def chat(page: Page, site: MyPageSite) -> Widget:
    """A guest's chat in which something has been said."""
    page.goto(site.origin + "/sign-in")
    widget = Widget(page)
    widget.open()
    widget.send("ログインできません")
    expect(widget.bubbles.last).to_have_text("お答えです。")
    return widget


def test_from_waiting_to_the_rating(chat: Widget, desk: Desk, site: MyPageSite) -> None:
    waiting = chat.root.get_by_role("group", name="担当者の呼び出し")
    desk.is_asked_for()
    expect(waiting.get_by_text("1番目")).to_be_visible()
    desk.claims()
    expect(waiting).to_be_hidden()
    expect(chat.root.locator(".header-who")).to_have_text("担当者 田村")
    desk.says("お待たせしました。")
    expect(chat.log.locator(".from-agent .author")).to_have_text("担当者 田村：")
    chat.send("よろしくお願いします")
    expect(chat.log.locator("[data-delivery=done]")).to_have_count(2)
    expect(chat.bubbles.last).to_have_text("よろしくお願いします")
    desk.ends()
    rating = chat.root.get_by_role("form", name="担当者の対応の評価")
    rating.get_by_role("radio", name="満足", exact=True).check(force=True)
    rating.get_by_role("button", name="送る").click()
    expect(chat.root.get_by_text("ご協力ありがとうございました。")).to_be_visible()
    with site.container.database.reading() as session:
        assert [rating.score for rating in session.scalars(select(ConversationRating))] == [4]


def test_from_waiting_to_an_answer_by_mail(chat: Widget, desk: Desk, site: MyPageSite, page: Page) -> None:
    desk.is_asked_for()
    chat.button("メールで回答を受け取る").click()
    chat.root.get_by_role("textbox", name="お返事の送り先").fill("guest@example.jp")
    page.keyboard.press("Enter")
    expect(chat.root.get_by_text("お返事の送り先を承りました")).to_be_visible()
    with site.container.database.reading() as session:
        tickets = list(session.scalars(select(Ticket).where(Ticket.contact_email == "guest@example.jp")))
        assert len(tickets) == 1
    chat.send("もう一つ質問です")
    expect(chat.bubbles.last).to_have_text("お答えです。")


def test_an_end_that_the_page_did_not_hear_is_noticed(chat: Widget, desk: Desk, site: MyPageSite, page: Page) -> None:
    desk.is_asked_for()
    desk.claims()
    desk.says("お待たせしました。")
    expect(chat.log.locator(".from-agent")).to_have_count(1)
    page.goto("about:blank")
    desk.ends()
    page.goto(site.origin + "/sign-in")
    expect(chat.root.get_by_role("form", name="担当者の対応の評価")).to_be_visible()
