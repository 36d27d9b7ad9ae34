"""What kinds of personal data are looked for, and where one was found."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    CARD = "card"
    PHONE = "phone"
    MAIL = "mail"
    ACCOUNT = "account"
    # Never found in free text: a member's own address, which is hidden as a whole.
    ADDRESS = "address"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Kind.CARD: "カード番号",
    Kind.PHONE: "電話番号",
    Kind.MAIL: "メールアドレス",
    Kind.ACCOUNT: "口座番号",
    Kind.ADDRESS: "住所",
}


@dataclass(frozen=True, order=True)
class Found:
    """`text[start:end]` is of this kind."""

    start: int
    end: int
    kind: Kind
