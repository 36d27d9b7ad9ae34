"""The two sides of a talk with a person: a member on the shop's page, an agent at the console. Each has a browser."""

import json
from typing import Any, Self

import pyotp
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Product, demo_staff, newest, until
from tests.web.console.console_page import ConsolePage
from tests.web.widget import Widget

ASKS = "担当者と話したい"
# What the two say to each other, whoever tells it: (author, text).
Words = list[tuple[str, str]]


class Visitor(Widget):
    """A member, known or not, on the shop's page."""

    def __init__(self, page: Page, product: Product) -> None:
        super().__init__(page)
        self.product = product
        self.waiting = self.root.get_by_role("group", name="担当者の呼び出し")
        self.who = self.root.locator(".header-who")
        self.rating = self.root.get_by_role("form", name="担当者の対応の評価")
        self.typing = self.root.locator(".typing")

    def comes(self) -> Self:
        self.page.goto("/")
        self.open()
        return self

    def asks_for_a_person(self) -> Self:
        self.send(ASKS)
        expect(self.waiting).to_be_visible()
        return self

    def hears(self, words: str) -> None:
        """The last that anybody else has said."""
        expect(self.log.locator(".message:not(.from-member) .bubble").last).to_contain_text(words)

    def proves_who_they_are(self, login_id: str) -> None:
        """By the sign-in card that is open."""
        self.login_id.fill(login_id)
        self.login_id.press("Enter")
        expect(self.code).to_be_visible()
        with self.product.client() as http:
            self.code.fill(newest(http, login_id, "code"))
        self.code.press("Enter")
        expect(self.identity).to_have_text("ご本人確認済み")

    def said(self, *authors: str) -> Words:
        """What stands on the screen, of these authors."""
        found: list[list[str]] = self.log.locator(".message").evaluate_all(
            """(messages) => messages.map((each) => [
                [...each.classList].find((name) => name.startsWith("from-")).slice(5),
                each.querySelector(".bubble").innerText,
            ])"""
        )
        return [(author, text) for author, text in found if author in authors]

    def record(self, *authors: str) -> Words:
        """What the server keeps of it."""
        messages = self.call("GET", "messages")["messages"]
        return [(each["author"], each["text"]) for each in messages if each["author"] in authors]

    def call(self, method: str, path: str, **sent: Any) -> Any:
        """The chat API, as this tab would call it."""
        with self.product.client() as http:
            bearer = {"Authorization": f"Bearer {self.session['token']}"}
            return http.request(method, f"/api/conversations/{self.id}/{path}", headers=bearer, **sent).json()

    @property
    def id(self) -> str:
        return str(self.session["id"])

    @property
    def session(self) -> dict[str, Any]:
        """What the tab remembers."""
        kept: dict[str, Any] = json.loads(self.page.evaluate("Object.values({...sessionStorage})[0]"))
        return kept


class Desk(ConsolePage):
    """Somebody of the staff at the console."""

    def __init__(self, page: Page, product: Product) -> None:
        super().__init__(page, product)
        self.product = product
        self.typing = page.locator(".log .typing")
        self.reply = self.button("返信を送る")

    def signs_in(self, login_id: str) -> None:
        """With the password and the authenticator app's code."""
        me = demo_staff(self.product, login_id)
        self.page.goto("/console/sign-in")
        self.page.get_by_label("担当者ログインID").fill(login_id)
        self.page.get_by_label("パスワード", exact=True).fill(me["password"])
        self.button("次へ").click()
        self.page.get_by_label("認証コード").fill(pyotp.TOTP(me["totp_secret"]).now())
        self.button("ログイン").click()
        self.page.wait_for_url("**/console")

    def sits_down(self) -> Self:
        """The console is open, and others see it."""
        self.at("queue")
        switch = self.page.locator(".availability")
        if switch.get_attribute("data-state") == "away":
            switch.click()
        expect(switch).to_have_attribute("data-state", "available")
        until(lambda: self.call("GET", "me")["desk"]["is_open"], 10)
        return self

    def leaves(self) -> None:
        """Nobody is left waiting, and the desk is empty for who comes next."""
        self.call("PUT", "me/availability", available=False)
        for view, verb in (("queue", "claim"), ("mine", "end")):
            for waiting in self.call("GET", f"conversations?view={view}")["conversations"]:
                self.call("POST", f"conversations/{waiting['id']}/{verb}")

    def call(self, method: str, path: str, **sent: Any) -> Any:
        """The console's API, as the page would call it."""
        token = self.page.locator("meta[name=csrf-token]").get_attribute("content") or ""
        headers = {"X-CSRF-Token": token}
        data = sent if method != "GET" else None
        answer = self.page.context.request.fetch(f"/console/api/{path}", method=method, headers=headers, data=data)
        assert answer.ok, (path, answer.status, answer.text())
        return answer.json()

    def waiting(self, visitor: Visitor) -> Locator:
        """The card of who waits."""
        return self.cards.filter(has=self.page.locator(f"a[href$='/{visitor.id}']"))

    def takes(self, visitor: Visitor) -> Self:
        self.waiting(visitor).click()
        self.page.locator(".talk-actions").get_by_role("button", name="対応する").click()
        expect(self.input).to_be_visible()
        return self

    def says(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def said(self, *authors: str) -> Words:
        """What stands on the screen, of these authors."""
        found: list[list[str]] = self.log.locator(".entry[data-kind=message]").evaluate_all(
            """(entries) => entries.map((each) => [each.dataset.author, each.querySelector(".text").innerText])"""
        )
        return [(author, text) for author, text in found if author in authors]
