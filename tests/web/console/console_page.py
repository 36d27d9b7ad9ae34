"""Names for what stands on the console's screen."""

from typing import Protocol, Self

from playwright.sync_api import Locator, Page, expect


class Served(Protocol):
    """The console behind the page, be it a fake or the product's own."""

    @property
    def origin(self) -> str: ...


class ConsolePage:
    def __init__(self, page: Page, desk: Served) -> None:
        self.page = page
        self.desk = desk

    def at(self, place: str) -> Self:
        """Go to a screen by its address."""
        self.page.goto(f"{self.desk.origin}/console#{place}")
        expect(self.page.get_by_role("heading", level=1)).not_to_be_empty()
        return self

    def talk_with(self, conversation: str, view: str = "mine") -> Self:
        """Open a conversation, and wait until it follows what happens."""
        self.at(f"{view}/{conversation}")
        expect(self.log).to_be_visible()
        expect(self.log).to_have_attribute("aria-live", "polite")
        return self

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def cards(self) -> Locator:
        return self.page.locator(".conversation-card")

    def card(self, name: str) -> Locator:
        return self.cards.filter(has_text=name)

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def bubbles(self) -> Locator:
        return self.log.locator(".bubble")

    @property
    def composer(self) -> Locator:
        return self.page.locator(".composer")

    @property
    def input(self) -> Locator:
        return self.composer.locator("textarea")

    @property
    def toasts(self) -> Locator:
        return self.page.locator(".toast")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def tab(self, name: str) -> Locator:
        return self.page.get_by_role("tab", name=name)
