"""The contact form: for everybody, the same for every login id, and of no use against anybody."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.app import public_app
from backend.container import Container
from backend.core.clock import FixedClock
from backend.members import service as members
from backend.tickets import service as tickets
from backend.tickets.contact_form import Inquiry, Subject
from backend.tickets.models import LONGEST_BODY, Ticket
from tests.backend.at_once import at_once
from tests.backend.conftest import login_id_of
from tests.backend.pages import Browser, Page
from tests.hostile import HOSTILE

GOOD = {
    "subject": "billing",
    "name": "見本 花子",
    "email": "hanako@mihon.example",
    "body": "請求書の\r\n届け先について教えてください。",
}
UNLOCK = GOOD | {"subject": "unlock", "body": "急いでいます"}


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


def all_tickets(container: Container) -> list[Ticket]:
    with container.database.reading() as session:
        return list(session.scalars(select(Ticket).order_by(Ticket.id)))


def mails_to(client: TestClient, address: str) -> list[dict[str, str]]:
    answer = client.get("/demo/mailbox", params={"to": address}, headers={"Accept": "application/json"})
    found: list[dict[str, str]] = answer.json()
    return found


def test_a_question_becomes_a_ticket_with_a_number(browser: Browser, container: Container) -> None:
    done = browser.fill("/contact", **GOOD)

    [ticket] = all_tickets(container)
    assert (done.path, done.status) == ("/contact/sent", 200)
    assert ticket.number in done.text
    assert (ticket.kind, ticket.subject, ticket.member_id) == ("contact", "お支払い・ご請求", None)
    assert ticket.body == "請求書の\n届け先について教えてください。"
    assert (ticket.contact_name, ticket.contact_email) == ("見本 花子", "hanako@mihon.example")
    with container.database.reading() as session:
        assert tickets.visible_tickets(session, "elsewhere", 1) == []


def test_the_number_is_mailed_without_a_strangers_words(browser: Browser, container: Container) -> None:
    browser.fill("/contact", **GOOD)
    [ticket] = all_tickets(container)

    [mail] = mails_to(browser.client, GOOD["email"])
    assert ticket.number in mail["subject"]
    assert "届け先" not in mail["body"]


def test_who_is_signed_in_finds_their_name_and_later_their_ticket(browser: Browser, container: Container) -> None:
    login_id = login_id_of(browser.client, "in_use")
    page = browser.sign_in(login_id).get("/contact")
    with container.database.reading() as session:
        member = members.find(session, login_id)
    assert member is not None
    assert (page.form("/contact").fields["name"], page.form("/contact").fields["email"]) == (member.name, member.email)

    browser.submit(page, "/contact", subject="order", body="いつ始まりますか")

    with container.database.reading() as session:
        [ticket] = tickets.visible_tickets(session, "elsewhere", member.id)
    assert ticket.member_id == member.id


@pytest.mark.parametrize("subject", Subject)
def test_a_link_can_choose_what_it_is_about(browser: Browser, subject: Subject) -> None:
    page = browser.get(f"/contact?subject={subject}")

    assert f'<option value="{subject}" selected>{subject.label}</option>' in page.answer.text


# Unlocking


def test_unlocking_is_asked_for_alike_whether_the_id_is_known(browser: Browser, container: Container) -> None:
    locked, unlocked = (login_id_of(browser.client, case) for case in ("locked", "plain"))
    shown, mailed = set(), set()
    for index, login_id in enumerate((locked, unlocked, "nobody", "誰でもない", "x" * 254)):
        to = f"someone{index}@mihon.example"
        done = browser.fill("/contact", **UNLOCK | {"login_id": login_id, "email": to})
        number = all_tickets(container)[-1].number
        shown.add((done.status, done.path, done.text.replace(number, "")))
        mailed.update((mail["subject"] + mail["body"]).replace(number, "") for mail in mails_to(browser.client, to))

    assert len(shown) == len(mailed) == 1
    made = all_tickets(container)
    assert {ticket.kind for ticket in made} == {"unlock"}
    assert [ticket.requested_member_id is not None for ticket in made] == [True, True, False, False, False]
    assert [ticket.requested_was_locked for ticket in made] == [True, False, False, False, False]
    with container.database.reading() as session:
        member = members.find(session, locked)
        assert member is not None
        assert member.is_locked


def test_unlocking_needs_a_login_id(browser: Browser, container: Container) -> None:
    assert browser.fill("/contact", **UNLOCK).invalid == ["login_id"]
    assert browser.fill("/contact", **UNLOCK | {"login_id": "x" * 255}).invalid == ["login_id"]
    assert all_tickets(container) == []

    browser.fill("/contact", **UNLOCK | {"login_id": "hanako"})
    [ticket] = all_tickets(container)
    assert ticket.body.endswith("\n\n急いでいます")


# What is refused


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", ""),
        ("subject", "nonsense"),
        ("name", ""),
        ("name", "\0"),
        ("name", "あ" * 101),
        ("email", ""),
        ("email", "hanako"),
        ("email", "a@b.example\nBcc: c@d.example"),
        ("body", ""),
        ("body", " 　\n"),
        ("body", "あ" * (LONGEST_BODY + 1)),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    browser: Browser, container: Container, field: str, value: str
) -> None:
    refused = browser.fill("/contact", **GOOD | {field: value})

    assert (refused.status, refused.invalid) == (422, [field])
    kept = {name: text for name, text in GOOD.items() if name not in {field, "subject", "body"}}
    assert kept.items() <= refused.form("/contact").fields.items()
    assert all_tickets(container) == []


@pytest.mark.parametrize("body", ["", " 　\n"])
def test_an_empty_text_is_not_called_too_long(browser: Browser, body: str) -> None:
    text = browser.fill("/contact", **GOOD | {"body": body}).text

    assert "お問い合わせの内容を入力してください" in text
    assert "文字以内" not in text


@pytest.mark.parametrize("field", ["subject", "name", "email", "login_id", "body"])
def test_whatever_is_sent_breaks_nothing(browser: Browser, field: str) -> None:
    form = browser.get("/contact").form("/contact").fields | UNLOCK | {"login_id": "x", "body": "x"}
    for text in HOSTILE:
        # As bytes: some of it is nothing that a browser would encode.
        sent = urlencode(
            {name: value.encode("utf-8", "surrogatepass") for name, value in (form | {field: text}).items()}
        )
        answered = browser.client.post(
            "/contact", content=sent, headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert answered.status_code in {200, 413, 422}, text
        assert "<script>alert" not in answered.text


def test_a_form_from_elsewhere_is_refused(browser: Browser, container: Container) -> None:
    page = browser.get("/contact")

    assert browser.submit(page, "/contact", **GOOD | {"csrf_token": None}).status == 403
    assert browser.submit(page, "/contact", **GOOD | {"once": None}).status == 422
    browser.client.cookies.clear()
    assert browser.submit(page, "/contact", **GOOD).status == 403
    assert all_tickets(container) == []


# Once, and not too often


def test_the_same_form_sent_again_is_the_same_ticket(browser: Browser, container: Container) -> None:
    page = browser.get("/contact")
    first, again = (browser.submit(page, "/contact", **GOOD) for _ in range(2))

    assert first.text == again.text
    assert len(all_tickets(container)) == len(mails_to(browser.client, GOOD["email"])) == 1
    browser.fill("/contact", **GOOD)
    assert len(all_tickets(container)) == 2


def test_a_form_that_was_refused_keeps_its_key(browser: Browser) -> None:
    page = browser.get("/contact")
    refused = browser.submit(page, "/contact", **GOOD | {"body": ""})

    assert refused.form("/contact").fields["once"] == page.form("/contact").fields["once"]


def test_of_many_at_the_same_moment_there_is_one_ticket(client: TestClient, container: Container) -> None:
    inquiry = Inquiry(Subject.OTHER, "見本 花子", "hanako@mihon.example", "教えてください")

    def send() -> str:
        with container.database.unit_of_work() as session:
            return container.contact_desk.receive(session, inquiry, "k" * 64, sends_mail=True).ticket.number

    assert len(set(at_once(6, send))) == 1
    assert len(mails_to(client, inquiry.email)) == 1


def test_nobodys_mailbox_is_flooded(browser: Browser, container: Container) -> None:
    most = int(container.settings.mails_per_new_address.split("/")[0])
    pages = [browser.fill("/contact", **GOOD | {"email": "Hanako@mihon.example"}) for _ in range(most)]
    beyond = browser.fill("/contact", **GOOD)

    assert all("メールアドレスにもお送りしました" in page.text for page in pages)
    assert beyond.path == "/contact/sent"
    assert "受付番号をお控えください" in beyond.text
    assert len(all_tickets(container)) == most + 1
    mails = [mail for to in ("Hanako@mihon.example", GOOD["email"]) for mail in mails_to(browser.client, to)]
    assert len({re.sub(r"\D", "", mail["subject"]) for mail in mails}) == most


def test_an_address_can_send_only_so_many(container: Container) -> None:
    most = int(container.settings.contacts_per_address.split("/")[0])
    with TestClient(public_app(container), client=("192.0.2.7", 50000)) as client:
        stranger = Browser(client, container)
        answered = [stranger.fill("/contact", **GOOD).status for _ in range(most + 1)]
    assert answered == [200] * most + [429]


# The page that tells the number


def test_the_number_can_be_read_again_but_not_made_up(
    browser: Browser, container: Container, clock: FixedClock
) -> None:
    done = browser.fill("/contact", **GOOD)
    address = str(done.answer.url)
    clock.advance(timedelta(days=1))

    assert Page(browser.client.get(address)).text == done.text
    for made_up in ("", "x", "TKT-000001", container.vault.sign(["TKT-000009", True], purpose="another")):
        assert browser.get(f"/contact/sent?ticket={made_up}").path == "/contact"
