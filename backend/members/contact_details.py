"""A member's name, company, postal address, mail address and phone number: what may be stored, and how. Pure.

Each function gives the value as it is stored, and gives a stored value back as it is; or it raises `Unusable`, whose
text is a Japanese sentence that says how to mend the input.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Set

import phonenumbers
from email_validator import EmailNotValidError, validate_email

LONGEST_NAME = 100
LONGEST_COMPANY = 200
LONGEST_ADDRESS = 300
LONGEST_EMAIL = 254
LONGEST_PHONE = 20

_REGION = "JP"
# Breaks of lines and paragraphs are blanks here; what cannot be seen, or is no character at all, is dropped.
_BLANKS = {"Zs", "Zl", "Zp"}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Digits, and the signs that people put between them; the library itself would also take letters for digits.
_PHONE_LIKE = re.compile(r"\+?[\d()\s./\-‐-―−ー]+")


class Unusable(ValueError):  # noqa: N818 - a word about the value
    """A value that cannot be stored. Its text is for the person who typed it."""


def person(text: str, label: str = "名前") -> str:
    """Somebody's name: the member's own, or their company's representative's."""
    return _line(text, label, LONGEST_NAME)


def company(text: str) -> str:
    return _line(text, "会社名", LONGEST_COMPANY)


def address(text: str) -> str:
    return _line(text, "住所", LONGEST_ADDRESS)


def email(text: str) -> str:
    """Written in ASCII, so that every mail server takes it: a domain of other letters in its `xn--` form."""
    typed = unicodedata.normalize("NFKC", _one_line(text))
    if not typed:
        raise Unusable("メールアドレスを入力してください。")
    if len(typed) > LONGEST_EMAIL:
        raise Unusable(f"メールアドレスは{LONGEST_EMAIL}文字以内で入力してください。")
    try:
        found = validate_email(typed, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise Unusable("メールアドレスを「name@example.com」のような形式で入力してください。") from error
    stored = found.ascii_email
    if stored is None or len(stored) > LONGEST_EMAIL:
        raise Unusable("別のメールアドレスを入力してください。このアドレスは長すぎます。")
    return stored


def phone(text: str) -> str:
    """In the national writing with hyphens, `090-1234-5678`; a foreign number with its country code."""
    typed = unicodedata.normalize("NFKC", _one_line(text))
    if not typed:
        raise Unusable("電話番号を入力してください。")
    if not _PHONE_LIKE.fullmatch(typed):
        raise Unusable("電話番号は数字とハイフンで入力してください。")
    try:
        number = phonenumbers.parse(typed, _REGION)
    except phonenumbers.NumberParseException as error:
        raise Unusable(_WRONG_PHONE) from error
    if not phonenumbers.is_valid_number(number):
        raise Unusable(_WRONG_PHONE)
    return _written(number)


def takes_short_messages(stored: str, country_codes: Set[int]) -> bool:
    """Whether an SMS to this number is worth its price: some numbers, and some countries, make who is called rich."""
    try:
        number = phonenumbers.parse(stored, _REGION)
    except phonenumbers.NumberParseException:
        return False
    kinds = phonenumbers.PhoneNumberType
    is_dear = phonenumbers.number_type(number) in {kinds.PREMIUM_RATE, kinds.SHARED_COST, kinds.UAN}
    return number.country_code in country_codes and not is_dear


_WRONG_PHONE = "電話番号を市外局番から、または携帯電話の番号を正しい桁数で入力してください。"


def _written(number: phonenumbers.PhoneNumber) -> str:
    formats = phonenumbers.PhoneNumberFormat
    is_ours = number.country_code == phonenumbers.country_code_for_region(_REGION)
    written = phonenumbers.format_number(number, formats.NATIONAL if is_ours else formats.INTERNATIONAL)
    return written if len(written) <= LONGEST_PHONE else phonenumbers.format_number(number, formats.E164)


READERS: Mapping[str, Callable[[str], str]] = {
    "name": person,
    "email": email,
    "company": company,
    "address": address,
    "phone": phone,
}


def read(
    typed: Mapping[str, str], fields: Mapping[str, Callable[[str], str]] = READERS
) -> tuple[dict[str, str], dict[str, str]]:
    """The values to store, and what is wrong with the others, both by field. A field that is missing is empty."""
    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    for field, reader in fields.items():
        try:
            values[field] = reader(typed.get(field, ""))
        except Unusable as error:
            errors[field] = str(error)
    return values, errors


def _line(text: str, label: str, longest: int) -> str:
    line = unicodedata.normalize("NFC", _one_line(text))
    if not any(unicodedata.category(char)[0] in "LN" for char in line):
        raise Unusable(f"{label}を入力してください。")
    if len(line) > longest:
        raise Unusable(f"{label}は{longest}文字以内で入力してください。")
    return line


def _one_line(text: str) -> str:
    """With one blank where there were several, or a break; full-width blanks stay what they are."""
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if char in "\n\r\t" or (category in _BLANKS and char != "\u3000"):
            kept.append(" ")
        elif category not in _UNSEEN:
            kept.append(char)
    return re.sub(r" {2,}", " ", "".join(kept)).strip(" \u3000")
