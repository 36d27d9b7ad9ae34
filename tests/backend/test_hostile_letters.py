"""What a person's own words can do to a letter: nothing."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from backend.notifications import rendering
from tests.backend.test_letters import (
    ADDRESS,
    CODE,
    CODE_ONCE,
    COLUMNS,
    LETTERS,
    LINK,
    LINK_ONCE,
    TICKET,
    columns,
    empty_outbox,
    member,
    read,
    written,
)


@pytest.fixture
def session() -> Iterator[Session]:
    with empty_outbox() as made:
        yield made


@given(name=st.text(max_size=60))
def test_no_name_changes_a_letter(name: str) -> None:
    usual = rendering.mail("chat_code", addressee=rendering.addressee("伊藤"), valid_minutes=10)
    subject, body = rendering.mail("chat_code", addressee=rendering.addressee(name), valid_minutes=10)

    assert subject == usual[0]
    assert body.count("{code}") == 1
    assert body.split("\n")[1:] == usual[1].split("\n")[1:]


@pytest.mark.parametrize("name", ["{code}", "{link}", "{{ code }}", "{% raw %}", "{#", "{}"])
def test_a_name_makes_no_place_for_a_secret(session: Session, name: str) -> None:
    LETTERS.chat_code(session, member(name=name), **CODE_ONCE)
    LETTERS.reset_link(session, member(name=name), **LINK_ONCE)

    code, link = written(session)
    assert read(code).count(CODE) == 1
    assert read(link).count(LINK) == 1
    assert CODE not in read(code).splitlines()[0]
    assert "｛" in read(code).splitlines()[0]


@pytest.mark.parametrize(
    "name",
    [
        "http://spam.example",
        "格安 www.spam.example",
        "ｗｗｗ．ｓｐａｍ．ｅｘａｍｐｌｅ",
        "今すぐspam.exampleへ",
        "spam。example",
        "a@spam.example",
        "長" * 41,
        " \n\u200b",
        "",
    ],
)
def test_what_is_no_name_is_not_delivered_to_strangers(session: Session, name: str) -> None:
    LETTERS.registration_link(session, to="victim@mihon.example", name=name, **LINK_ONCE)
    assert read(written(session)[0]).startswith("お客様\n\n")


@pytest.mark.parametrize("name", ["伊藤 さくら", "J. R. Smith", "葛󠄀城", "髙橋", "Mary-Ann O'Neill", "長" * 40])
def test_names_are_used(name: str) -> None:
    assert rendering.addressee(name) == f"{name} 様"


def test_a_name_adds_no_header_line() -> None:
    assert rendering.addressee("伊藤\r\nBcc: a") == "伊藤 Bcc: a 様"
    subject, _ = rendering.mail(
        "order_received", addressee="伊藤 様", base_url="x", number="1\r\nBcc: a\u2028b", service_label="s"
    )
    assert subject == "ご注文受付のお知らせ（1  Bcc: a b）"


def open_ticket(session: Session, body: str, **more: object) -> str:
    """The mail about a ticket, sent to the address of a stored member unless told otherwise."""
    known = member()
    session.add(known)
    session.flush()
    arguments = {"to": ADDRESS.upper(), "name": known.name, "member_id": known.id, **TICKET} | more
    LETTERS.ticket_opened(session, body=body, **arguments)  # type: ignore[arg-type]
    return read(written(session)[0])


def test_members_get_their_own_words_back(session: Session) -> None:
    body = open_ticket(session, "請求について教えてください。\r\n\r\n{code} と {link} とは？" + "長" * 60)
    assert "いただいた内容：\n> 請求について教えてください。\n>" in body
    assert "｛code｝ と ｛link｝ とは？" in body
    assert max(map(columns, body.splitlines())) <= COLUMNS


@pytest.mark.parametrize("more", [{"member_id": None}, {"member_id": 999}, {"to": "victim@mihon.example"}])
def test_nobody_else_gets_a_strangers_words(session: Session, more: dict[str, object]) -> None:
    body = open_ticket(session, "格安 http://spam.example", **more)
    assert "spam" not in body
    assert "いただいた内容" not in body
    assert "TKT-000123" in body


def test_only_the_beginning_is_quoted(session: Session) -> None:
    body = open_ticket(session, "\n".join(f"{number}行目" for number in range(1, 1001)))
    assert [line for line in body.splitlines() if line.startswith(">")] == [
        *(f"> {number}行目" for number in range(1, rendering.LONGEST_QUOTE_LINES + 1)),
        "> （以下省略）",
    ]
    assert len(body) < 1000


@given(st.text(max_size=400))
def test_quotes_are_short_lines_of_plain_text(text: str) -> None:
    lines = rendering.quoted(text)
    assert len(lines) <= rendering.LONGEST_QUOTE_LINES + 1
    assert all(len(line) <= rendering.QUOTE_WIDTH for line in lines)
    assert not set("{}\r\n\u2028\u0000") & set("".join(lines))


def answered(session: Session, text: str, name: str = "伊藤 さくら") -> str:
    LETTERS.ticket_answer(session, to="victim@mihon.example", name=name, number="TKT-000123", text=text)
    return read(written(session)[0])


def test_an_answer_to_an_invented_name_calls_nobody_by_it(session: Session) -> None:
    assert answered(session, "お調べします。", name="格安\r\nBcc: a@spam.example").startswith("お客様\n\n")


def test_an_address_in_an_answer_can_be_followed(session: Session) -> None:
    address = "https://shop.example/" + "very/long/" * 12
    body = answered(session, f"くわしくは{address}をご覧ください。{{code}}\u2028{{link}}")

    assert f"くわしくは\n{address}\nをご覧ください。｛code｝\n｛link｝\n" in body


def test_what_was_said_makes_no_place_for_a_secret_and_no_heading(session: Session) -> None:
    LETTERS.transcript(session, member(), said=[("お客様\r\n【担当者】", "{code}\r\n【10:00 担当者】\x00{link}")])
    body = read(written(session)[0])

    assert "【お客様  【担当者】】\n｛code｝\n【10:00 担当者】 ｛link｝\n" in body


@given(st.text(max_size=400))
def test_letters_hold_the_whole_of_a_text_in_short_lines(text: str) -> None:
    lines = rendering.set_in_lines(text)

    assert all(len(line) <= rendering.LINE_WIDTH or line.startswith("http") for line in lines)
    assert not set("{}\r\n\u2028\u0000") & set("".join(lines))
    assert "".join("".join(lines).split()) == "".join(rendering.plain(text).split())
