"""What an open chat is told of a ticket that came from it: its number and no content, the same for every ticket.

やさしい日本語: one statement a sentence, a reading in （ ） behind every run of kanji.
"""

from collections.abc import Mapping

from backend.bot_gateway.messages import Style

ANSWERED: Mapping[Style, str] = {
    Style.STANDARD: "受付番号 {number} について、担当者がメールでお答えしました。",
    Style.EASY: "受付番号（うけつけばんごう） {number} の答（こた）えを、メールで送（おく）りました。",
}
CLOSED: Mapping[Style, str] = {
    Style.STANDARD: "受付番号 {number} の対応が完了しました。",
    Style.EASY: "受付番号（うけつけばんごう） {number} の対応（たいおう）は終（お）わりました。",
}
