"""How figures and moments are written on the pages."""

from datetime import datetime

from backend.billing.dates import japanese_date


def yen(amount: int) -> str:
    """`12,345円`."""
    return f"{amount:,}円"


def japanese_moment(moment: datetime) -> str:
    """`2026年7月31日 9:05`."""
    return f"{japanese_date(moment.date())} {moment.hour}:{moment.minute:02d}"
