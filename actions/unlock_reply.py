"""account/unlock: what is said once staff have been asked."""

from actions.backend import Json
from actions.reply import Choice, Reply
from actions.tickets import opened_card
from actions.wording import NOTHING, Wording

TOPIC = "account/unlock"
ASK = Choice("ロック解除を依頼する", TOPIC)


_ADDRESS_WANTED = Wording(
    "\n\nご連絡先がまだわかりません。このメッセージの下の欄に、担当者からのご連絡を受け取れるメールアドレスを入力してください。",
    "\n\nあなたに連絡（れんらく）するメールアドレスがわかりません。\n"
    "このメッセージの下（した）に、メールアドレスを書（か）いてください。",
)


def requested(opened: Json, before: Wording = NOTHING) -> Reply:
    """The number of the ticket just opened, and what staff will do; `before` is what is known of the account."""
    number = opened["ticket"]
    text = Wording(
        f"ロック解除のご依頼を受け付けました。受付番号は {number} です。\n\n"
        "担当者が確認し、簡単なご本人確認をさせていただいたうえで対応します。"
        "状況は、この受付番号でいつでもお調べできます。",
        "ロックの解除（かいじょ）の依頼（いらい）を受（う）け付（つ）けました。解除（かいじょ）は、ロックをなくすことです。\n"
        f"受付番号（うけつけばんごう）は {number} です。\n\n"
        "担当者（たんとうしゃ）が確認（かくにん）します。簡単（かんたん）な本人確認（ほんにんかくにん）もします。そのあとで対応（たいおう）します。\n"
        "今（いま）どうなっているかは、この受付番号（うけつけばんごう）でいつでも調（しら）べることができます。",
    )
    choices = (see_request(number), Choice("再設定メールを送る", "account/password_reset"))
    if opened["needs_address"]:
        return Reply(TOPIC, before + text + _ADDRESS_WANTED, choices, opened_card(opened), line="unlock_needs_address")
    return Reply(TOPIC, before + text, choices, opened_card(opened))


def see_request(number: str) -> Choice:
    """The way to how a request stands."""
    return Choice("依頼の状況を調べる", "account/ticket_status", {"ticket_number": number})
