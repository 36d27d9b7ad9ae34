"""What members are told about waiting for a person and talking to one, in both styles.

やさしい日本語: one statement a sentence, a reading in （ ） behind every run of kanji.
"""

from collections.abc import Mapping

from backend.bot_gateway.messages import Style
from backend.handoff.models import Outcome, Reason
from backend.handoff.states import Estimate

Words = Mapping[Style, str]

JOINED: Words = {
    Style.STANDARD: "担当者の{name}がお話をうかがいます。",
    Style.EASY: "担当者（たんとうしゃ）の {name} が、あなたの話（はなし）を聞（き）きます。",
}
TRANSFERRED: Words = {
    Style.STANDARD: "担当者が{name}に代わりました。引き続きお話をうかがいます。",
    Style.EASY: "担当者（たんとうしゃ）が {name} に替（か）わりました。続（つづ）けて話（はな）してください。",
}
RELEASED: Words = {
    Style.STANDARD: "別の担当者におつなぎします。お待ちの間は自動応答がお答えします。",
    Style.EASY: (
        "別（べつ）の担当者（たんとうしゃ）を呼（よ）んでいます。\n"
        "待（ま）っている間（あいだ）は、コンピューターが答（こた）えます。"
    ),
}
AGENT_GONE: Words = {
    Style.STANDARD: (
        "担当者との接続が切れたようです。申し訳ありません。別の担当者をお呼びしています。"
        "お待ちの間は自動応答がお答えします。"
    ),
    Style.EASY: (
        "すみません。担当者（たんとうしゃ）が答（こた）えられなくなりました。\n"
        "別（べつ）の担当者（たんとうしゃ）を呼（よ）んでいます。\n"
        "待（ま）っている間（あいだ）は、コンピューターが答（こた）えます。"
    ),
}
# The bot's own words.
HANDED_BACK: Words = {
    Style.STANDARD: (
        "ここからは自動応答がお答えします。担当者とのお話は自動応答には伝わっていませんので、"
        "ご質問の際はあらためてお書きください。"
    ),
    Style.EASY: (
        "ここからは、コンピューターが答（こた）えます。\n"
        "コンピューターは、担当者（たんとうしゃ）との話（はなし）を知（し）りません。\n"
        "質問（しつもん）は、もう一度（いちど）書（か）いてください。"
    ),
}
MEMBER_SILENT: Words = {
    Style.STANDARD: (
        "しばらくお返事がなかったため、担当者とのお話をいったん終わりました。ここからは自動応答がお答えします。"
        "続きをご希望でしたら、もう一度担当者をお呼びください。"
    ),
    Style.EASY: (
        "しばらく返事（へんじ）がありませんでした。担当者（たんとうしゃ）との話（はなし）を一度（いちど）終（お）わりました。\n"
        "ここからは、コンピューターが答（こた）えます。\n"
        "もっと話（はな）したいときは、もう一度（いちど）担当者（たんとうしゃ）を呼（よ）んでください。"
    ),
}
CALLED_OFF: Words = {
    Style.STANDARD: "担当者の呼び出しをやめました。引き続き自動応答がお答えします。",
    Style.EASY: ("担当者（たんとうしゃ）を呼（よ）ぶのをやめました。\nこれからも、コンピューターが答（こた）えます。"),
}
# The button that calls it off stays where it was, also when nobody is called any more.
NOT_CALLING: Words = {
    Style.STANDARD: "いまは担当者をお呼びしていません。引き続き自動応答がお答えします。",
    Style.EASY: (
        "今（いま）は、担当者（たんとうしゃ）を呼（よ）んでいません。\nこれからも、コンピューターが答（こた）えます。"
    ),
}
ENDED: Words = {
    Style.STANDARD: "担当者がこの会話を終了しました。ご利用ありがとうございました。",
    Style.EASY: "担当者（たんとうしゃ）がこの会話（かいわ）を終（お）わりました。ありがとうございました。",
}
# A choice's title.
CALL_OFF_TITLE: Words = {
    Style.STANDARD: "担当者の呼び出しをやめる",
    Style.EASY: "担当者（たんとうしゃ）を呼（よ）ぶのをやめる",
}

_QUEUED: Words = {
    Style.STANDARD: "担当者をお呼びしています。",
    Style.EASY: "担当者（たんとうしゃ）を呼（よ）んでいます。",
}
_QUEUED_AFTER_MISSES: Words = {
    Style.STANDARD: "うまくお答えできず申し訳ありません。担当者をお呼びしています。",
    Style.EASY: (
        "うまく答（こた）えることができませんでした。すみません。\n担当者（たんとうしゃ）を呼（よ）んでいます。"
    ),
}
_QUEUED_BECAUSE: Mapping[Reason, Words] = {
    Reason.MISSED_TWICE: _QUEUED_AFTER_MISSES,
    Reason.DENIED_TWICE: _QUEUED_AFTER_MISSES,
    Reason.BOT_DOWN: {
        Style.STANDARD: (
            "申し訳ありません。自動応答がただいまお答えできないため、担当者をお呼びしています。"
            "いただいたメッセージは届いています。"
        ),
        Style.EASY: (
            "すみません。今（いま）、コンピューターは答（こた）えることができません。\n"
            "あなたのメッセージは届（とど）いています。\n"
            "担当者（たんとうしゃ）を呼（よ）んでいます。"
        ),
    },
}

_TICKET: Words = {
    Style.STANDARD: "担当者へのご相談を受け付けました（受付番号 {ticket}）。",
    Style.EASY: (
        "担当者（たんとうしゃ）への相談（そうだん）を受（う）け付（つ）けました。\n"
        "受付番号（うけつけばんごう）は {ticket} です。"
    ),
}
_TICKET_BECAUSE: Mapping[Outcome, Words] = {
    Outcome.WAITED_TOO_LONG: {
        Style.STANDARD: "長くお待たせして申し訳ありません。担当者におつなぎできませんでした。",
        Style.EASY: "長（なが）く待（ま）たせました。すみません。担当者（たんとうしゃ）は出（で）られませんでした。",
    },
    Outcome.DESK_CLOSED: {
        Style.STANDARD: "申し訳ありません。ただいまチャットで対応できる担当者がおりません。",
        Style.EASY: "すみません。今（いま）、チャットで話（はな）せる担当者（たんとうしゃ）がいません。",
    },
}
_NOT_CALLING_BUT_TICKET: Words = {
    Style.STANDARD: "いまは担当者をお呼びしていません。ご相談は受け付けてあります（受付番号 {ticket}）。",
    Style.EASY: (
        "今（いま）は、担当者（たんとうしゃ）を呼（よ）んでいません。\n"
        "相談（そうだん）は、もう受（う）け付（つ）けています。\n"
        "受付番号（うけつけばんごう）は {ticket} です。"
    ),
}
_ANSWER_COMES: Words = {
    Style.STANDARD: "お返事はメールでお送りします。ご用件の補足は、このチャットにお書きください。担当者が拝見します。",
    Style.EASY: (
        "返事（へんじ）はメールで送（おく）ります。\n"
        "もっと言（い）いたいことがあれば、このチャットに書（か）いてください。担当者（たんとうしゃ）が読（よ）みます。"
    ),
}
_ASKS_FOR_ADDRESS: Words = {
    Style.STANDARD: "お返事の送り先のメールアドレスをお知らせください。",
    Style.EASY: "返事（へんじ）を送（おく）るメールアドレスを教（おし）えてください。",
}
_POSITION: Words = {
    Style.STANDARD: "現在の順番は{position}番目です。",
    Style.EASY: "あなたの順番（じゅんばん）は、{position}番目（ばんめ）です。",
}
_UNKNOWN: Words = {
    Style.STANDARD: "待ち時間はわかりません。",
    Style.EASY: "待（ま）つ時間（じかん）は、わかりません。",
}
_WITHIN: Words = {
    Style.STANDARD: "最近は{high}分以内におつなぎしています。",
    Style.EASY: "最近（さいきん）は、{high}分（{unit}）より早（はや）く話（はな）せました。",
}
_ABOUT: Words = {
    Style.STANDARD: "最近は{range}分ほどでおつなぎしています。",
    Style.EASY: "最近（さいきん）は、{range}分（{unit}）くらい待（ま）ちました。",
}
# How 分 is read behind a number that ends so.
_READ_PUN = frozenset({0, 1, 3, 4, 6, 8})


def queued(reason: Reason, style: Style, position: int | None, estimate: Estimate | None) -> str:
    """That somebody is being called, and what is known about how long it takes."""
    return _joined(
        style,
        _QUEUED_BECAUSE.get(reason, _QUEUED)[style],
        "" if position is None else _POSITION[style].format(position=position),
        lately(estimate, style),
    )


def lately(estimate: Estimate | None, style: Style) -> str:
    """How long others waited, which promises nothing; or that it can't be told."""
    if estimate is None:
        return _UNKNOWN[style]
    low, high = estimate.low_minutes, estimate.high_minutes
    unit = "ぷん" if high % 10 in _READ_PUN else "ふん"
    if low == 0:
        return _WITHIN[style].format(high=high, unit=unit)
    return _ABOUT[style].format(range=high if low == high else f"{low}〜{high}", unit=unit)


def ticket(number: str, style: Style, *, outcome: Outcome | None = None, asks_for_address: bool = False) -> str:
    """That a person answers later, by mail. `outcome`: why nobody answers now, where that is to be told."""
    return _joined(
        style,
        _TICKET_BECAUSE[outcome][style] if outcome is not None and outcome in _TICKET_BECAUSE else "",
        _TICKET[style].format(ticket=number),
        answer_by_mail(style, asks_for_address=asks_for_address),
    )


def answer_by_mail(style: Style, *, asks_for_address: bool) -> str:
    """Where the answer to a ticket comes, and whether its address is still to be said."""
    return _joined(style, _ANSWER_COMES[style], _ASKS_FOR_ADDRESS[style] if asks_for_address else "")


def nobody_called_but_ticket(number: str, style: Style, *, asks_for_address: bool) -> str:
    """That there is nothing to call off, and that the ticket stands."""
    return _joined(
        style,
        _NOT_CALLING_BUT_TICKET[style].format(ticket=number),
        answer_by_mail(style, asks_for_address=asks_for_address),
    )


def _joined(style: Style, *statements: str) -> str:
    """Easy words stand a statement a line."""
    return ("\n" if style is Style.EASY else "").join(filter(None, statements))
