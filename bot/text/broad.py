"""Messages that name a subject and not what is wanted of it: 「ログインできない」, 「請求書」.

No ranking can tell what such a message wants, so that it is asked back, with the likely ones to choose from.
Text is normalised already.
"""

from __future__ import annotations

import re

from bot.text.english_broad import in_japanese

_NOT_ABLE = (
    r"(?:で|出)?(?:き|来)(?:ない|ません(?:でした)?|なく(?:なりました|なった|なって(?:しま(?:いました|った))?|て)|"
    r"なかった|ず|へん|ひん|ん|ねえ|ねー)|でけへん"
)
_LOGIN = (
    rf"(?:ログイン|ろぐいん|サインイン|さいんいん)(?:画面)?(?:に|が|も|は)?(?:(?:うま|上手)く(?:{_NOT_ABLE}|"
    rf"い(?:かない|きません|かなくて|かへん))|"
    rf"入れ(?:ない|ません|なく(?:て|なりました|なった)|へん|ん)|{_NOT_ABLE}|失敗(?:する|します|しました|した)?|"
    rf"エラー(?:に?(?:なる|なります|なりました)|が?出(?:る|ます))?)?"
)
_DEADLINE = r"(?:期限|締め?切り?(?:日)?|〆切り?|期日|日にち|日付|しめきり|きげん|きじつ)"
_QUIT = (
    r"(?:もう|そろそろ)?(?:(?:や|辞|止)め(?:たい|ようと?(?:思(?:います|う|って(?:い)?(?:ます|る)))|させて(?:ください|ほしい)?|る(?:に|"
    r"こと(?:は|が)?でき(?:ます|る)|方法)|方|かた|てもいい))"
)
_SUBJECTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        rf"{_LOGIN}|(?:(?:マイページ|サイト|アカウント|まいぺーじ)に)?(?:入れ|はいれ|アクセスでき)(?:ない|ません|ん|"
        rf"へん|なくて|なくなりました)",
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
        "変更(?:したい|したいです|でき(?:ます|る))?|変えたい(?:です)?|へんこうしたい",
        ("faq_change_member_info", "faq_change_password", "faq_change_or_cancel_contract", "faq_paid_info_sync"),
    ),
    (
        rf"{_QUIT}(?:です)?",
        ("faq_change_or_cancel_contract", "faq_withdrawal", "faq_cancel_order"),
    ),
    (
        r"キャンセル(?:したい(?:です)?)?|取り?消し?たい(?:です)?",
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
        rf"{_DEADLINE}(?:は|って|が)?(?:いつ(?:まで|ごろ|頃)?(?:に?な(?:ります|る))?)?",
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
        # What is waited for is not said.
        r"まだ(?:です|なの|かな|なん)?",
        ("account_ticket_status", "account_order_status", "account_paid_screening", "faq_two_factor_login"),
    ),
    (
        # A year without its month, and a month before or after one that the message does not name.
        r"(?:前の月|次の月|その前|その次|前月|翌月|翌々月|去年|昨年|おととし|一昨年|来年|今年|(?:令和|平成|"
        r"昭和)(?:\d{1,2}|元)年|\d{4}年)(?:分|のほう)?(?:だと|なら|だったら)?",
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
        r"(?:ご?依頼|リクエスト)を?(?:取り?消し?たい|取り?消し(?:て)?|キャンセルしたい|キャンセル(?:して)?|"
        r"取り下げたい|やめたい)",
        ("account_ticket_status", "faq_cancel_order", "conversation_handoff"),
    ),
)
_AROUND = r"[、。,.!?…~〜ー]*"
_OPENING = r"(?:すみません|すいません|あのう?|えっと|こんにちは|ねえ|なんか|ちょっと)?(?:が|けど)?"
_TEACH = (
    r"(?:お?教え|おしえ)(?:て|ろ|ください|下さい|願います)?(?:(?:ください|下さい|ほしい|欲しい|くれ|もら(?:い|え)|"
    r"いただ(?:け|き)|くれへん|もらえへん|や|ね|よ|な)"
    r"(?:ます|ません|ない|たい|る|まへん)?(?:でしょう)?)?"
)
_ASKING = (
    rf"(?:{_TEACH}|(?:お?(?:聞き|きき|伺い|尋ね|うかがい|聞きし|尋ねし|伺いし)|知り|しり|相談し|質問し|確認し)たい(?:こと(?:が(?:あ(?:る|"
    rf"ります))?)?)?|(?:質問|相談)(?:が?(?:あります|ある)|したい)?|"
    r"困って(?:い)?(?:る|ます|おります)|困りました|(?:助|たす)けて(?:ください|下さい)?|こまって(?:い)?(?:る|ます)|こまりました|どう(?:す|し)(?:れば|たら)(?:いい|よい|"
    r"良い)?|どうにかして(?:ください)?|なんとかして(?:ください)?|どうしよう|なぜ|なんで|なぜ(?:です)?)"
)
_END = (
    r"(?:の?です|[のん]やけど|のん?|ん(?:です|だ|や)?|ねん|や|やけど|だ|でしょう|ね|よ|な|わ)?(?:が|けど|けれど|けれども|か|から|"
    r"ので|のに)?"
)
_CLOSING = (
    rf"{_END}{_AROUND}(?:の件|のこと|のほう)?(?:について(?:の質問)?|に関して|に関する(?:質問|こと)|の質問|って|が|は|"
    rf"を|で|も)?(?:です|だ)?(?:が|けど)?{_AROUND}(?:{_ASKING}{_END})?(?:と思(?:い|って(?:い|おり)?)ます)?"
)
_PATTERNS = tuple(
    (re.compile(rf"{_AROUND}{_OPENING}{_AROUND}(?:{subject}){_CLOSING}{_AROUND}\Z", re.IGNORECASE), intents)
    for subject, intents in _SUBJECTS
)
_LONGEST = 30


def broad_subject(text: str) -> tuple[str, ...]:
    """Give the intents that a bare subject may stand for, the likeliest first; nothing if the text says more."""
    text = in_japanese(text) or text
    if len(text) > _LONGEST:
        return ()
    plain = text.replace(" ", "")
    return next((intents for pattern, intents in _PATTERNS if pattern.match(plain)), ())
