"""A browser without scripts, for tests of pages: keeps cookies, follows redirects, fills in the forms it is shown."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from fastapi.testclient import TestClient
from httpx import Response

from backend.container import Container
from backend.members import service as members
from backend.mypage import cookies
from backend.sign_in.sessions import Browser as From

# As the test client names the server in the cookies it is given.
_HOST = "testserver.local"
_VOID = {"input", "meta", "link", "img", "br", "hr"}


@dataclass
class Form:
    """`fields` as they would be sent if nothing were typed."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """What tests ask a page for."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.status = answer.status_code
        self.path = answer.url.path
        self.answer = answer
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.invalid: list[str] = []
        self.text = ""
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._typing: str | None = None
        self._selecting = ""
        self._label = ""
        self.feed(answer.text)
        self.text = " ".join(self.text.split())

    def form(self, action: str | None = None) -> Form:
        """The page's own form: the first that is not for signing out, or the one with this action."""
        wanted = [f for f in self.forms if f.action == action or (action is None and f.action != "/sign-out")]
        assert wanted, f"no form on {self.path}: {self.text}"
        return wanted[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _VOID:
            self._open.append((tag, given))
        if tag == "form":
            self.forms.append(Form(given.get("action") or "", given.get("method") or "get"))
        elif tag == "a":
            self._label = ""
        elif tag == "option" and "selected" in given:
            self.forms[-1].fields[self._selecting] = given.get("value") or ""
        elif given.get("name") and self.forms:
            self._add_field(tag, given)
        if given.get("aria-invalid") == "true":
            self.invalid.append(given.get("name") or "")

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            opened, given = self._open.pop()
            if opened == tag:
                break
        else:
            return
        if tag == "a":
            self.links[" ".join(self._label.split())] = given.get("href") or ""
        if tag == "textarea":
            self._typing = None

    def handle_data(self, data: str) -> None:
        if any(tag in {"script", "style"} for tag, _ in self._open):
            return
        self.text += data
        self._label += data
        if self._typing is not None:
            self.forms[-1].fields[self._typing] += data.removeprefix("\n")

    def _add_field(self, tag: str, given: dict[str, str | None]) -> None:
        fields, name, value = self.forms[-1].fields, given["name"] or "", given.get("value") or ""
        if tag == "textarea":
            fields[name], self._typing = "", name
        elif tag == "select":
            fields[name], self._selecting = "", name
        elif tag == "input" and (given.get("type") not in {"checkbox", "radio"} or "checked" in given):
            fields[name] = value


class Browser:
    """One visitor, or a member who is signed in."""

    def __init__(self, client: TestClient, container: Container) -> None:
        self.client = client
        self._container = container
        client.cookies.clear()

    def sign_in(self, login_id: str) -> "Browser":
        """Come with a session of this member's; how one is opened is tried elsewhere."""
        with self._container.database.unit_of_work() as session:
            member = members.find(session, login_id)
            assert member is not None
            token = self._container.sessions.open(session, member.id, From("127.0.0.1", "Tests"))
        self.client.cookies.set(cookies.SESSION, token, domain=_HOST)
        return self

    def get(self, path: str) -> Page:
        return Page(self.client.get(path))

    def submit(self, page: Page, action: str | None = None, /, **typed: Any) -> Page:
        """Fill in the page's form and send it; what is None is unticked or left out."""
        form = page.form(action)
        sent = {name: value for name, value in (form.fields | typed).items() if value is not None}
        return Page(self.client.post(urljoin(page.path, form.action), data=sent))

    def fill(self, path: str, /, **typed: Any) -> Page:
        """Open a page and send its form."""
        return self.submit(self.get(path), **typed)
