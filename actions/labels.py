"""How dates, months and amounts are written in a reply."""

from datetime import date


def date_label(iso: str) -> str:
    """`2026-07-31` as 2026年7月31日."""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def month_label(iso_month: str) -> str:
    """`2026-04` as 2026年4月."""
    year, month = iso_month.split("-")
    return f"{int(year)}年{int(month)}月"


def month_after(iso_month: str, months: int = 1) -> str:
    """`2026-12` and 1 as `2027-01`; months may be negative."""
    year, month = (int(part) for part in iso_month.split("-"))
    years, index = divmod(month - 1 + months, 12)
    return f"{year + years:04d}-{index + 1:02d}"


def yen(amount: int) -> str:
    """12345 as 12,345円."""
    return f"{amount:,}円"


def trial_mark(record: dict[str, object]) -> str:
    """Behind the service's name of an order or a contract."""
    return "（トライアル）" if record["is_trial"] else ""
