"""What the backend itself says inside a conversation, in both styles.

やさしい日本語: one statement a sentence, a reading in （ ） behind every run of kanji.
"""

from collections.abc import Mapping

from backend.bot_gateway.messages import Style
from backend.masking.spans import Kind

UNAVAILABLE: Mapping[Style, str] = {
    Style.STANDARD: (
        "申し訳ありません。ただいまお答えの準備ができませんでした。いただいたメッセージは届いています。"
        "少し時間をおいてもう一度送っていただくか、担当者への引き継ぎをお選びください。"
    ),
    Style.EASY: (
        "すみません。今（いま）、答（こた）えることができません。\n"
        "あなたのメッセージは届（とど）いています。\n"
        "少（すこ）し待（ま）って、もう一度（いちど）送（おく）ってください。\n"
        "または、「担当者（たんとうしゃ）に相談（そうだん）する」を選（えら）んでください。"
    ),
}
HANDED_OFF: Mapping[Style, str] = {
    Style.STANDARD: (
        "自動応答は現在ご利用いただけないため、担当者への引き継ぎを受け付けました（受付番号 {ticket}）。"
        "Webのお問い合わせフォーム、または富士通コンタクトライン（総合窓口）でもご相談いただけます。"
    ),
    Style.EASY: (
        "今（いま）、コンピューターは答（こた）えることができません。\n"
        "担当者（たんとうしゃ）に相談（そうだん）を伝（つた）えました。担当者（たんとうしゃ）は、この仕事（しごと）をする人（ひと）です。\n"
        "受付番号（うけつけばんごう）は {ticket} です。\n"
        "ここにも相談（そうだん）できます。\n"
        "・「Webのお問い合わせフォーム」（ウェブの おといあわせフォーム）\n"
        "・「富士通コンタクトライン（総合窓口）」（ふじつうコンタクトライン そうごうまどぐち）"
    ),
}
# Of a code that is none of ours: the shop's site asks for it, not this chat.
_CODE_OF_SITE: Mapping[Style, str] = {
    Style.STANDARD: (
        "認証コードと思われる部分は伏せて、保存していません。"
        "認証コードはこのチャットではなく、コードを求められた画面に入力してください。"
    ),
    Style.EASY: (
        "認証（にんしょう）コードを隠（かく）しました。残（のこ）していません。\n"
        "認証（にんしょう）コードは、このチャットに書（か）かないでください。\n"
        "ログインの画面（がめん）に入（い）れてください。"
    ),
}
# Nothing else was said, so the bot has nothing to answer.
_WHAT_ABOUT_IT: Mapping[Style, str] = {
    Style.STANDARD: "どのようなご用件でしょうか。近いものをお選びいただくか、お困りのことをお書きください。",
    Style.EASY: (
        "何（なに）をしたいですか。近（ちか）いものを選（えら）んでください。\n"
        "困（こま）っていることを書（か）いてもいいです。"
    ),
}
_LOGIN_ID_ONLY: Mapping[Style, str] = {
    Style.STANDARD: "続けるには、ログインIDだけを入力してください。",
    Style.EASY: "続（つづ）けるときは、ログインIDだけを書（か）いてください。",
}
_TOPICS_ABOUT: Mapping[Kind, tuple[str, ...]] = {
    Kind.PASSWORD: ("faq/change_password", "faq/forgot_password", "faq/account_locked"),
    Kind.CARD: ("faq/payment_methods", "faq/only_credit_card_selectable", "account/payment_due"),
    Kind.CODE: ("faq/two_factor_login", "faq/backup_codes"),
}
_MOST_CHOICES = 4
_MASKED: Mapping[Kind, Mapping[Style, str]] = {
    Kind.CODE: {
        Style.STANDARD: (
            "認証コードと思われる部分は伏せて、保存していません。"
            "認証コードはこのチャットではなく、本人確認カードの入力欄に入れてください。"
        ),
        Style.EASY: (
            "認証（にんしょう）コードを隠（かく）しました。残（のこ）していません。\n"
            "認証（にんしょう）コードは、このチャットに書（か）かないでください。\n"
            "「ご本人確認」（ごほんにんかくにん）のカードに入（い）れてください。"
        ),
    },
    Kind.PASSWORD: {
        Style.STANDARD: (
            "パスワードや暗証番号と思われる部分は伏せて、保存していません。"
            "このチャットには入力せず、実際にお使いのものでしたら変更をご検討ください。"
        ),
        Style.EASY: (
            "パスワードや暗証番号（あんしょうばんごう）を隠（かく）しました。残（のこ）していません。\n"
            "パスワードは、このチャットに書（か）かないでください。\n"
            "本当（ほんとう）に使（つか）っているパスワードなら、変（か）えたほうがいいです。"
        ),
    },
    Kind.CARD: {
        Style.STANDARD: (
            "カード番号やセキュリティコードと思われる部分は伏せて、保存していません。"
            "カードの番号はこのチャットには入力しないでください。"
        ),
        Style.EASY: (
            "カードの番号（ばんごう）を隠（かく）しました。残（のこ）していません。\n"
            "カードの番号（ばんごう）は、このチャットに書（か）かないでください。"
        ),
    },
}


def masked_notice(kinds: frozenset[Kind], style: Style, *, code_is_ours: bool) -> str:
    """Tells what was masked in a message, and where it belongs if anywhere."""
    told = {**_MASKED, Kind.CODE: _MASKED[Kind.CODE] if code_is_ours else _CODE_OF_SITE}
    return "\n".join(words[style] for kind, words in told.items() if kind in kinds)


def what_about_it(style: Style, *, awaits_login_id: bool) -> str:
    """Asks what somebody wants who wrote nothing but a secret."""
    return (_LOGIN_ID_ONLY if awaits_login_id else _WHAT_ABOUT_IT)[style]


def topics_about(kinds: frozenset[Kind], *, awaits_login_id: bool) -> list[str]:
    """The topics of the choices that go with the question."""
    if awaits_login_id:
        return ["faq/forgot_login_id"]
    topics = [topic for kind, about in _TOPICS_ABOUT.items() if kind in kinds for topic in about]
    return [*topics[: _MOST_CHOICES - 1], "conversation/handoff"]
