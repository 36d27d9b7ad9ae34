"""What is said to somebody who wants a person: that one is called, that one answers by mail, or that one is there.

No time is promised: how long others waited is the backend's, and said as theirs.
"""

from __future__ import annotations

from actions.backend import Json
from actions.contact_points import CONTACT_POINTS, EASY_CONTACT_POINTS
from actions.easy_labels import easy_minutes, minutes_reading
from actions.wording import NOTHING, Wording

POINTS = Wording(
    f"お問い合わせの窓口は、次のとおりです。\n{CONTACT_POINTS}\n\n"
    "申し訳ありませんが、電話番号、URL、受付時間などは、このチャットではわかりません。\n"
    "このチャットから担当者にご相談になる場合は、下のボタンを押してください。",
    f"問（と）い合（あ）わせは、次（つぎ）のどちらかでできます。\n{EASY_CONTACT_POINTS}\n\n"
    "すみません。電話番号（でんわばんごう）、URL、時間（じかん）は、このチャットではわかりません。\n"
    "ここで人（ひと）に相談（そうだん）したいときは、下（した）のボタンを押（お）してください。",
)
WITH_AGENT = Wording(
    "担当者がこの会話に入っています。ご相談の内容を、このままお書きください。",
    "担当者（たんとうしゃ）が、この会話（かいわ）にいます。担当者（たんとうしゃ）は、相談（そうだん）を受（う）ける人（ひと）です。\n"
    "相談（そうだん）したいことを、ここに書（か）いてください。",
)
_CALLED = Wording(
    "担当者をお呼びしています。",
    "担当者（たんとうしゃ）を呼（よ）んでいます。担当者（たんとうしゃ）は、相談（そうだん）を受（う）ける人（ひと）です。\n",
)
_NOT_KNOWN = Wording("待ち時間はわかりません。", "待（ま）つ時間（じかん）は、わかりません。")
_MEANWHILE = Wording(
    "\nお待ちの間も、ご質問があればこのチャットがお答えします。"
    "呼び出しをやめることや、メールでのお返事に変えることも、チャットの画面でできます。\n\n"
    f"次の窓口でもお問い合わせいただけます。\n{CONTACT_POINTS}",
    "\n待（ま）っている間（あいだ）も、質問（しつもん）を書（か）いてください。このチャットが答（こた）えます。\n"
    "担当者（たんとうしゃ）を呼（よ）ぶのをやめることができます。返事（へんじ）をメールでもらうこともできます。\n"
    "どちらも、チャットの画面（がめん）で選（えら）んでください。\n\n"
    f"問（と）い合（あ）わせは、次（つぎ）のどちらかでもできます。\n{EASY_CONTACT_POINTS}",
)
_BY_MAIL = Wording(
    "ご用件をまだお書きでない場合は、このチャットにお書きください。担当者が内容を確認し、メールでお返事します。"
    "時期はお約束できません。",
    "相談（そうだん）したいことを、このチャットに書（か）いてください。\n"
    "担当者（たんとうしゃ）が読（よ）んで、メールで返事（へんじ）をします。\n"
    "返事（へんじ）がいつになるかは、約束（やくそく）できません。",
)
_ADDRESS_WANTED = Wording(
    "\nお返事の送り先がまだわかりません。このメッセージの下の欄に、メールアドレスを入力してください。",
    "\n返事（へんじ）を送（おく）るメールアドレスがわかりません。\n"
    "このメッセージの下（した）に、メールアドレスを書（か）いてください。",
)


SORRY = Wording("ご不便をおかけして、申し訳ありません。\n", "嫌（いや）なことがありましたね。すみません。\n")


def queued(asked: Json) -> Wording:
    """Called: the place in the queue, how long others waited if that is known, and what can be done meanwhile."""
    return _CALLED + _place(asked["position"]) + _lately(asked["estimate"]) + _MEANWHILE


def ticket(asked: Json) -> Wording:
    """Nobody is there now: the number of the request, where its answer comes, and where else to ask."""
    number = asked["ticket"]
    taken = Wording(
        f"ただいまこのチャットに出られる担当者がいないため、ご相談として受け付けました。受付番号は {number} です。\n",
        "今（いま）、チャットで話（はな）せる担当者（たんとうしゃ）がいません。担当者（たんとうしゃ）は、相談（そうだん）を受（う）ける人（ひと）です。\n"
        f"相談（そうだん）を受（う）け付（つ）けました。受付番号（うけつけばんごう）は {number} です。\n",
    )
    points = Wording(
        f"お問い合わせの窓口は、次のとおりです。\n{CONTACT_POINTS}\n\n",
        f"問（と）い合（あ）わせは、次（つぎ）のどちらかでできます。\n{EASY_CONTACT_POINTS}\n\n",
    )
    return points + taken + _BY_MAIL + (_ADDRESS_WANTED if asked["needs_address"] else NOTHING)


def _place(position: int | None) -> Wording:
    if position is None:
        return NOTHING
    return Wording(
        f"現在の順番は{position}番目です。", f"あなたの順番（じゅんばん）は、{position}番目（ばんめ）です。\n"
    )


def _lately(estimate: Json | None) -> Wording:
    """How long others waited lately, in whole minutes."""
    if estimate is None:
        return _NOT_KNOWN
    low, high = estimate["low_minutes"], estimate["high_minutes"]
    if low == 0:
        return Wording(
            f"最近は{high}分以内におつなぎしています。",
            f"最近（さいきん）は、{easy_minutes(high)}より早（はや）く話（はな）せました。",
        )
    minutes = str(high) if low == high else f"{low}〜{high}"
    return Wording(
        f"最近は{minutes}分ほどでおつなぎしています。",
        f"最近（さいきん）は、{minutes}分（{minutes_reading(high)}）くらい待（ま）ちました。",
    )
