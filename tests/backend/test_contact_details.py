"""What may be stored of a member's contact details, and how it is written."""

import unicodedata
from collections.abc import Callable

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.demo.people import PEOPLE
from backend.members import contact_details
from backend.members.contact_details import READERS, Unusable
from backend.members.service import LONGEST_LOGIN_ID, login_key

LONGEST = {
    "name": contact_details.LONGEST_NAME,
    "company": contact_details.LONGEST_COMPANY,
    "address": contact_details.LONGEST_ADDRESS,
    "email": contact_details.LONGEST_EMAIL,
    "phone": contact_details.LONGEST_PHONE,
}


def refused(read: Callable[[str], str], text: str) -> str:
    with pytest.raises(Unusable) as caught:
        read(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("090-1234-5678", "090-1234-5678"),
        ("09012345678", "090-1234-5678"),
        (" 090 1234 5678 ", "090-1234-5678"),
        ("０９０－１２３４－５６７８", "090-1234-5678"),
        ("０９０ー１２３４ー５６７８", "090-1234-5678"),
        ("090−1234−5678", "090-1234-5678"),
        ("+81 90-1234-5678", "090-1234-5678"),
        ("＋８１９０１２３４５６７８", "090-1234-5678"),
        ("03(1234)5678", "03-1234-5678"),
        ("（０３）１２３４－５６７８", "03-1234-5678"),
        ("0120-123-456", "0120-123-456"),
        ("+1 650-253-0000", "+1 650-253-0000"),
    ],
)
def test_phone_numbers_are_taken_in_many_writings(typed: str, stored: str) -> None:
    assert contact_details.phone(typed) == stored


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("", "入力してください"),
        ("  \n", "入力してください"),
        ("1234-5678", "市外局番"),
        ("090-1234-567", "桁数"),
        ("090-1234-56789", "桁数"),
        ("110", "桁数"),
        ("0", "桁数"),
        ("+999 1234", "桁数"),
        ("0312345678 内線3", "数字とハイフン"),
        ("03-1234-5678 ext. 3", "数字とハイフン"),
        ("abc0312345678", "数字とハイフン"),
        ("0120-FLOWER", "数字とハイフン"),
    ],
)
def test_what_is_no_phone_number_is_refused_with_help(typed: str, hint: str) -> None:
    assert hint in refused(contact_details.phone, typed)


@given(st.integers(0, 10**8 - 1), st.sampled_from(["", "-", " ", "ー", "－", "−"]), st.booleans(), st.booleans())
def test_a_mobile_number_is_the_same_however_it_is_written(
    tail: int, between: str, is_international: bool, is_wide: bool
) -> None:
    digits = f"{tail:08}"
    typed = between.join(["+8190" if is_international else "090", digits[:4], digits[4:]])
    if is_wide:
        typed = typed.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789+"})
    number = phonenumbers.parse(f"090{digits}", "JP")
    if phonenumbers.is_valid_number(number):
        assert contact_details.phone(typed) == f"090-{digits[:4]}-{digits[4:]}"
    else:
        refused(contact_details.phone, typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("taro@aozora.example", "taro@aozora.example"),
        (" taro@aozora.example\n", "taro@aozora.example"),
        ("ｔａｒｏ＠ａｏｚｏｒａ．ｅｘａｍｐｌｅ", "taro@aozora.example"),
        ("Taro.Yamada+shop@Aozora.Example", "Taro.Yamada+shop@aozora.example"),
        ("taro@例え.jp", "taro@xn--r8jz45g.jp"),
    ],
)
def test_mail_addresses(typed: str, stored: str) -> None:
    assert contact_details.email(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "taro",
        "taro@",
        "@aozora.example",
        "taro@aozora",
        "taro aozora@aozora.example",
        "taro@aozora.example, hana@aozora.example",
        "Taro <taro@aozora.example>",
        "太郎@aozora.example",
        "taro@[127.0.0.1]",
        "taro@localhost",
        "taro..y@aozora.example",
        "taro@aozora.example\r\nBcc: hana@aozora.example",
    ],
)
def test_what_is_no_mail_address_is_refused_with_help(typed: str) -> None:
    assert "name@example.com" in refused(contact_details.email, typed)


def test_a_mail_address_that_is_too_long() -> None:
    assert "254文字" in refused(contact_details.email, "a" * 64 + "@" + "b" * 200 + ".example")
    assert "入力してください" in refused(contact_details.email, "　")


def test_a_domain_of_other_letters_is_one_login_id_in_both_writings() -> None:
    stored = contact_details.email("Taro@例え.jp")
    assert login_key("ｔaro@例え.jp") == login_key(stored) == "taro@xn--r8jz45g.jp"
    assert login_key("誰か@どこか") == "誰か@どこか"


@given(st.emails())
def test_an_address_is_a_login_id_however_it_is_typed(email: str) -> None:
    try:
        stored = contact_details.email(email)
    except Unusable:
        return
    assert login_key(f" {stored.upper()} ") == login_key(stored)
    assert len(login_key(stored)) <= LONGEST_LOGIN_ID


@pytest.mark.parametrize("field", ["name", "company", "address"])
@pytest.mark.parametrize("typed", ["", " 　 ", "\0\n\t", "\u200b\u200e", "。。", "－ －", "🏢"])
def test_a_line_needs_something_to_read(field: str, typed: str) -> None:
    assert refused(READERS[field], typed).endswith("を入力してください。")


@pytest.mark.parametrize("field", ["name", "company", "address"])
def test_a_line_is_as_long_as_its_column(field: str) -> None:
    assert len(READERS[field]("山" * LONGEST[field])) == LONGEST[field]
    assert f"{LONGEST[field]}文字以内" in refused(READERS[field], "山" * (LONGEST[field] + 1))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" 田中　 美咲 ", "田中　 美咲"),
        ("田中\n美咲", "田中 美咲"),
        ("田中\0美咲\u202e", "田中美咲"),
        ("辻󠄀", "辻󠄀"),
        ("株式会社 ＡＢＣ", "株式会社 ＡＢＣ"),
    ],
)
def test_a_name_is_kept_as_its_owner_writes_it(typed: str, stored: str) -> None:
    assert contact_details.person(typed) == stored


@pytest.mark.parametrize("field", list(READERS))
@given(text=st.text())
@example(text="090-1234-5678")
@example(text="a@例え.jp")
@example(text="が" * 100)
def test_whatever_is_typed_is_stored_clean_or_refused_in_words(field: str, text: str) -> None:
    values, errors = contact_details.read({field: text}, {field: READERS[field]})
    if errors:
        assert "ください" in errors[field]
        return
    stored = values[field]
    assert 0 < len(stored) <= LONGEST[field]
    assert stored == stored.strip() == READERS[field](stored)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in stored)


def test_all_fields_are_read_and_every_mistake_is_told() -> None:
    values, errors = contact_details.read({"name": "田中 美咲", "phone": "1", "email": "x"})
    assert values == {"name": "田中 美咲"}
    assert set(errors) == {"email", "company", "address", "phone"}


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.case)
def test_the_people_of_the_demo_are_stored_as_they_would_be_typed(person: object) -> None:
    for field in ("name", "company", "address", "email"):
        assert READERS[field](getattr(person, field)) == getattr(person, field)
