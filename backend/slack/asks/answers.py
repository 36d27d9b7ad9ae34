"""An answer to one of the staff, and the pieces that all of them are made of."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from backend.slack import blocks
from backend.slack.acts.buttons import OPEN
from backend.slack.blocks import Block

_WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True)
class Answer:
    """`text` is what a notification says of it."""

    text: str
    blocks: list[Block]


def saying(text: str, *more: Block) -> Answer:
    """Our own words, and what belongs to them."""
    return Answer(blocks.fallback(text), [blocks.words(text), *more])


def opening(console_url: str, *pieces: str, title: str = "コンソールで開く") -> Block:
    """A button to a screen of the console."""
    return blocks.button(title, OPEN, url=address(console_url, *pieces))


def address(console_url: str, *pieces: str) -> str:
    """Of a screen of the console, such as `tickets`, `all`, `TKT-000012`."""
    return f"{console_url}#{'/'.join(quote(piece, safe='') for piece in pieces)}"


def day_label(day: date, today: date) -> str:
    """`7月31日（金）`, with its year if that is not today's."""
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}）"


def moment_label(moment: datetime, today: date) -> str:
    """`7月31日（金）15:00`."""
    return f"{day_label(moment.date(), today)}{moment:%H:%M}"


def yen(amount: int) -> str:
    return f"{amount:,}円"
