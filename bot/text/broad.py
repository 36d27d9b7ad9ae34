"""Messages that name a subject and not what is wanted of it: 「ログインできない」, 「請求書」.

No ranking can tell what such a message wants, so that it is asked back, with the likely ones to choose from.
Text is normalised already.
"""

from __future__ import annotations

import re

_LOGIN = (
    r"ログイン(?:画面)?(?:に|が|も)?"
    r"(?:(?:うま|上手)く(?:いかない|いきません|いかなくて|できない|できません)|入れ(?:ない|ません)|でき(?:ない|ません|なくなりました|なくなった)|出来(?:ない|ません)|失敗(?:する|します|しました)?)?"
)
_DEADLINE = r"(?:期限|締め?切り?(?:日)?|〆切|期日|日にち|日付|しめきり|きげん)"
_SUBJECTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        rf"{_LOGIN}|サインイン(?:でき(?:ない|ません))?|入れ(?:ない|ません)|マイページに入れ(?:ない|ません)|ろぐいん(?:でき(?:ない|ません))?",
        ("faq_forgot_password", "faq_account_locked", "faq_two_factor_login", "faq_forgot_login_id"),
    ),
    (
        "パスワード|PW|ぱすわーど",
        ("faq_forgot_password", "faq_change_password", "account_password_reset"),
    ),
    (
        "アカウント|あかうんと",
        ("faq_account_locked", "faq_change_member_info", "faq_withdrawal", "faq_forgot_login_id"),
    ),
    (
        "請求書?|請求書?(?:に(?:ついて|関して)|のこと)|せいきゅうしょ?",
        ("account_payment_due", "faq_billing_schedule", "faq_qualified_invoice_location", "faq_paid_invoice_period"),
    ),
    (
        "お?支払い?|お?支払い?のこと|しはらい|お金|料金の支払い?",
        ("faq_payment_methods", "account_payment_due", "faq_closing_and_payment_dates", "faq_billing_schedule"),
    ),
    (
        "ご?注文|オーダー|ちゅうもん|注文のこと",
        ("account_order_status", "faq_order_status", "faq_cancel_order", "faq_quotation"),
    ),
    (
        "ご?契約|けいやく|契約のこと",
        ("faq_view_contract", "account_contracts", "faq_change_or_cancel_contract"),
    ),
    (
        "Paid|ペイド|Paid決済|Paid登録",
        (
            "account_paid_screening",
            "faq_only_credit_card_selectable",
            "faq_paid_info_sync",
            "faq_closing_and_payment_dates",
        ),
    ),
    (
        "審査|Paidの?審査|しんさ",
        ("account_paid_screening", "faq_only_credit_card_selectable"),
    ),
    (
        "会員|会員登録|登録|会員情報",
        ("faq_member_benefits", "faq_registration_requirements", "faq_change_member_info", "faq_withdrawal"),
    ),
    (
        "変更(?:したい|したいです)?|変えたい(?:です)?",
        ("faq_change_member_info", "faq_change_password", "faq_change_or_cancel_contract", "faq_paid_info_sync"),
    ),
    (
        "キャンセル(?:したい|したいです)?|取り消したい|やめたい(?:です)?|止めたい(?:です)?",
        ("faq_cancel_order", "faq_change_or_cancel_contract", "faq_withdrawal"),
    ),
    (
        "インボイス|適格請求書",
        ("faq_invoice_registration_number", "faq_qualified_invoice_location"),
    ),
    (
        "コード|こーど",
        ("faq_two_factor_login", "faq_backup_codes"),
    ),
    (
        "(?:(?:メール|めーる)(?:が)?)?(?:届かない|届きません|来ない|来ません|こない)",
        ("faq_two_factor_login", "faq_forgot_password", "account_password_reset", "conversation_handoff"),
    ),
    (
        "トライアル|無料トライアル|お試し",
        ("faq_trial_lead_time", "faq_member_benefits", "faq_cancel_order"),
    ),
    (
        rf"{_DEADLINE}(?:は?いつ(?:まで)?)?",
        (
            "account_payment_due",
            "faq_closing_and_payment_dates",
            "faq_billing_schedule",
            "faq_change_or_cancel_contract",
        ),
    ),
    (
        r"いつ(?:に?なりますか?|になる|ごろ|頃)?|いつまで|それはいつ",
        ("account_payment_due", "faq_billing_schedule", "account_order_status", "faq_trial_lead_time"),
    ),
    (
        # A year without its month, and a month before or after one that the message does not name.
        r"(?:前の月|次の月|その前|その次|前月|翌月|翌々月|去年|昨年|おととし|一昨年|来年|今年|(?:令和|平成|昭和)(?:\d{1,2}|元)年|\d{4}年)(?:分|のほう)?(?:だと|なら|だったら)?",
        ("account_payment_due", "faq_billing_schedule"),
    ),
    (
        "番号",
        ("account_order_status", "faq_invoice_registration_number", "faq_forgot_login_id", "conversation_handoff"),
    ),
    (
        r"(?:うま|上手)く(?:いかない|いきません|できない|できません)",
        ("faq_forgot_password", "faq_two_factor_login", "faq_pdf_viewer", "conversation_handoff"),
    ),
    (
        r"(?:ご?依頼|リクエスト)を?(?:取り?消し?たい|取り?消し(?:て)?|キャンセルしたい|キャンセル(?:して)?|取り下げたい|やめたい)",
        ("account_ticket_status", "faq_cancel_order", "conversation_handoff"),
    ),
)
_AROUND = r"[\s、。,.!?…~〜ー]*"
_OPENING = r"(?:すみません|すいません|あの|えっと)?"
_CLOSING = (
    r"(?:の件(?:で|です|について)?|のこと(?:で|です|について)?|について|に関して|が|は|を|で|です|だけど|ですが|んですが|んですけど|のですが|"
    r"んだけど|の質問(?:です)?)?(?:聞きたい|質問|教えて(?:ください)?|知りたい|相談したい|困って(?:い)?ます)?(?:ですか?)?"
)
_PATTERNS = tuple(
    (re.compile(rf"{_AROUND}{_OPENING}{_AROUND}(?:{subject}){_CLOSING}{_AROUND}\Z", re.IGNORECASE), intents)
    for subject, intents in _SUBJECTS
)
_LONGEST = 30


def broad_subject(text: str) -> tuple[str, ...]:
    """Give the intents that a bare subject may stand for, the likeliest first; nothing if the text says more."""
    if len(text) > _LONGEST:
        return ()
    return next((intents for pattern, intents in _PATTERNS if pattern.match(text)), ())
