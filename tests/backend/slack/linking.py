"""A colleague at the console who follows the link that Slack gave them."""

from datetime import timedelta
from typing import cast
from urllib.parse import urlsplit

from fastapi.testclient import TestClient

from backend.container import Container
from backend.core.clock import FixedClock
from backend.demo.staff import Colleague
from backend.identity import totp
from backend.slack import links
from backend.slack.door import SlackDoor
from tests.backend.desk import KIMURA
from tests.backend.pages import Browser, Page
from tests.backend.staff_signing_in import code_now, sign_in

CONFIRM = "/console/slack/confirm"


def door(container: Container) -> SlackDoor:
    made = SlackDoor.of(container)
    assert made is not None
    return made


def link(container: Container, slack_user: str = "U0KIMURA", team: str = "T0MADOGUCHI") -> str:
    """The address's path and query."""
    address = urlsplit(links.link_for(door(container), slack_user, team))
    return f"{address.path}?{address.query}"


def fresh_code(container: Container, colleague: Colleague = KIMURA) -> str:
    """One that was not used yet: the clock goes on for that."""
    cast(FixedClock, container.clock).advance(timedelta(seconds=totp.STEP_SECONDS))
    return code_now(container, colleague)


class Linker:
    """A browser, signed in unless said otherwise."""

    def __init__(
        self, client: TestClient, container: Container, colleague: Colleague = KIMURA, *, signs_in: bool = True
    ) -> None:
        self.browser, self.container, self.colleague = Browser(client, container), container, colleague
        if signs_in:
            sign_in(self.browser, container, colleague)

    def follows(self, address: str) -> Page:
        """The link, and on from there as browsers do by themselves."""
        page = self.browser.get(address)
        return self.browser.get(page.links["次の画面へ進む"]) if page.status == 200 else page

    def confirms(self, page: Page, code: str | None = None) -> Page:
        typed = fresh_code(self.container, self.colleague) if code is None else code
        return self.browser.submit(page, "", code=typed)

    def links(self, slack_user: str = "U0KIMURA") -> Page:
        return self.confirms(self.follows(link(self.container, slack_user)))
