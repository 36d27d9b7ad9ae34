"""Whether an identified member may leave the membership, and what to do. Nothing is ended or requested here."""

from typing import Any

from actions.contract_lines import contract_line
from actions.reply import Choice, Reply
from actions.wording import NOTHING, Wording, joined

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


# What is being prepared, or only ordered, can't be ended before it has begun.
_NOT_BEGUN = Wording(
    "ご利用開始前のサービスがありますので、今は退会できません。\n\n",
    "準備中（じゅんびちゅう）のサービスがあります。ですから、今（いま）は退会（たいかい）できません。"
    "退会（たいかい）は、会員（かいいん）をやめることです。\n\n",
)
_ASK_PEOPLE = Wording(
    "ご利用開始前のサービスは、まだ解約のお手続きができません。退会をお急ぎの場合は、お問い合わせフォームからご相談ください。",
    "始（はじ）まる前（まえ）のサービスは、まだ解約（かいやく）できません。解約（かいやく）は、契約（けいやく）をやめることです。\n"
    "退会（たいかい）を急（いそ）ぐときは、「お問い合わせフォーム」（おといあわせフォーム）から相談（そうだん）してください。",
)


def withdrawal_reply(topic: str, account: dict[str, Any]) -> Reply:
    """What stands against it, by the backend's account; or where to ask for it."""
    if account["can_withdraw"]:
        return Reply(topic, _POSSIBLE, (_PERSON,), line="withdrawal_possible")
    in_use = account["in_use"]
    lines = joined("\n", map(contract_line, in_use))
    card = {"type": "contracts", "contracts": in_use} if in_use else None
    preparing = [each for each in in_use if each["status"] == "preparing"]
    if len(preparing) == len(in_use):
        gap = Wording("\n\n", "\n\n") if in_use else NOTHING
        return Reply(topic, _NOT_BEGUN + lines + gap + _ASK_PEOPLE, (_PERSON,), card, line="withdrawal_not_begun")
    text = _IN_USE + lines + _END_FIRST
    if preparing:
        text += Wording("\n", "\n") + _ASK_PEOPLE
    choices = (Choice("契約の変更・解約", "faq/change_or_cancel_contract"), _PERSON)
    return Reply(topic, text, choices, card, line="withdrawal_in_use")
