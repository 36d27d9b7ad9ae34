"""The line that an answer from somebody's account leaves: what was shown, and how they had proven who they are."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.bot_gateway.messages import Style
from backend.conversations.models import Identification, Proof

# By a card's type: its list, and what is in it. A due date is no one's own; a ticket is its conversation's.
_LISTS: Mapping[str, Mapping[Style, str]] = {
    "orders": {Style.STANDARD: "ご注文", Style.EASY: "注文（ちゅうもん）"},
    "contracts": {Style.STANDARD: "ご契約", Style.EASY: "契約（けいやく）"},
    "invoices": {Style.STANDARD: "ご請求", Style.EASY: "請求（せいきゅう）"},
}
_SCREENING: Mapping[Style, str] = {Style.STANDARD: "Paidの審査状況", Style.EASY: "Paidの審査（しんさ）"}
_LINE: Mapping[Style, str] = {
    Style.STANDARD: "{shown}を表示（本人確認：{proof}）",
    Style.EASY: "{shown}を見（み）せました。あなたの確認（かくにん）：{proof}",
}
_COUNTED: Mapping[Style, str] = {Style.STANDARD: "{what} {count}件", Style.EASY: "{what} {count}件（けん）"}
_EASY_PROOFS: Mapping[Proof, str] = {
    Proof.MAIL_CODE: "メールの認証（にんしょう）コード",
    Proof.SMS_CODE: "SMSの認証（にんしょう）コード",
    Proof.MY_PAGE: "マイページのログイン",
}


def shows_own_data(card: Mapping[str, Any] | None) -> bool:
    return card is not None and (card.get("type") in _LISTS or card.get("type") == "paid_screening")


def receipt(card: Mapping[str, Any], proof: Proof, style: Style) -> str:
    """`ご注文 2件を表示（本人確認：メールの認証コード）`, for a card that shows somebody's own data."""
    kind = card["type"]
    shown = _SCREENING[style]
    if kind in _LISTS:
        shown = _COUNTED[style].format(what=_LISTS[kind][style], count=len(card.get(kind) or ()))
    return _LINE[style].format(shown=shown, proof=proof.label if style is Style.STANDARD else _EASY_PROOFS[proof])


def newest_proof(session: Session, conversation_id: str) -> Proof | None:
    """How somebody last proved who they are in this conversation; None if nobody did."""
    proof = session.scalar(
        select(Identification.proof)
        .where(Identification.conversation_id == conversation_id)
        .order_by(Identification.id.desc())
        .limit(1)
    )
    return None if proof is None else Proof(proof)
