"""Whether an identified member may leave the membership, and what to do. Nothing is ended or requested here."""

from typing import Any

from actions.contract_lines import contract_line
from actions.reply import Choice, Reply
from actions.wording import Wording, joined

# The choice's data on account/contracts.
MODE = "withdrawal"
_PERSON = Choice("担当者に相談する", "conversation/handoff")
_IN_USE = Wording(
    "ご利用中のサービスがありますので、今は退会できません。\n\n",
    "利用中（りようちゅう）のサービスがあります。ですから、今（いま）は退会（たいかい）できません。"
    "退会（たいかい）は、会員（かいいん）をやめることです。\n\n",
)
_END_FIRST = Wording(
    "\n\n解約は、マイページの「契約一覧」で、その契約の「詳細」からお手続きください。このチャットで解約の手続きはできません。",
    "\n\n退会（たいかい）の前（まえ）に、解約（かいやく）が必要（ひつよう）です。解約（かいやく）は、契約（けいやく）をやめることです。\n"
    "マイページの「契約一覧」（けいやくいちらん）で、その契約（けいやく）の「詳細」（しょうさい）をクリックしてください。\n"
    "このチャットで解約（かいやく）はできません。",
)
_POSSIBLE = Wording(
    "ご利用中のサービスはありませんので、退会を申請していただけます。\n"
    "申請は、お問い合わせフォームまたは富士通コンタクトライン（総合窓口）で承ります。"
    "マイページの「退会の申請」からもお手続きいただけます。\n"
    "このチャットで退会の手続きはできません。",
    "利用中（りようちゅう）のサービスはありません。退会（たいかい）を申（もう）し込（こ）むことができます。"
    "退会（たいかい）は、会員（かいいん）をやめることです。\n"
    "次（つぎ）のどちらかに申（もう）し込（こ）んでください。\n"
    "・「お問い合わせフォーム」（おといあわせフォーム）\n"
    "・「富士通コンタクトライン（総合窓口）」（ふじつうコンタクトライン そうごうまどぐち）\n"
    "マイページの「退会の申請」（たいかいの しんせい）でも、申（もう）し込（こ）むことができます。\n"
    "このチャットで退会（たいかい）はできません。",
)


def withdrawal_reply(topic: str, account: dict[str, Any]) -> Reply:
    """What stands against it, by the backend's account; or where to ask for it."""
    in_use = account["in_use"]
    if account["can_withdraw"]:
        return Reply(topic, _POSSIBLE, (_PERSON,), line="withdrawal_possible")
    text = _IN_USE + joined("\n", map(contract_line, in_use)) + _END_FIRST
    choices = (Choice("契約の変更・解約", "faq/change_or_cancel_contract"), _PERSON)
    return Reply(topic, text, choices, {"type": "contracts", "contracts": in_use}, line="withdrawal_in_use")
