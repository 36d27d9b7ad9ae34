"""The numbers people see, such as ORD-2026-000123."""

SERIAL_DIGITS = 6


def yearly_number(prefix: str, year: int, serial: int) -> str:
    """`ORD-2026-000123`."""
    return f"{prefix}-{year}-{serial:0{SERIAL_DIGITS}d}"


def plain_number(prefix: str, serial: int) -> str:
    """`TKT-000123`."""
    return f"{prefix}-{serial:0{SERIAL_DIGITS}d}"
