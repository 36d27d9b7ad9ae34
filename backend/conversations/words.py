"""What the backend itself says inside a conversation, in both styles.

やさしい日本語: one statement a sentence, a reading in （ ） behind every run of kanji.
"""

from collections.abc import Mapping

from backend.bot_gateway.messages import Style

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
CODE_TYPED_HERE: Mapping[Style, str] = {
    Style.STANDARD: (
        "認証コードはこのチャットには入力しないでください。今の入力は保存していません。"
        "本人確認カードの入力欄に入れてください。"
    ),
    Style.EASY: (
        "認証（にんしょう）コードは、このチャットに書（か）かないでください。\n"
        "今（いま）書（か）いたものは、残（のこ）していません。\n"
        "「ご本人確認」（ごほんにんかくにん）のカードに入（い）れてください。"
    ),
}
