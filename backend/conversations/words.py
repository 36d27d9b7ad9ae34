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


def masked_notice(kinds: frozenset[Kind], style: Style) -> str:
    """Tells what was masked in a message, and where it belongs if anywhere."""
    return "\n".join(words[style] for kind, words in _MASKED.items() if kind in kinds)
