"""Several months in one message: which service goes with which month. Pure.

Months are EXPRs of docs/architecture.md.
"""

import re
from collections.abc import Sequence

# More are not worked out at once: the answer has to be readable.
MOST = 6
Pair = tuple[tuple[str, ...], str]
"""Services, none where they are those of the first pair, and their month of use."""

_CORRECTS = re.compile(r"じゃなく|ではなく|でなく|間違|訂正|いや|いえ|やっぱ|やはり|違")
_RANGE = re.compile(r"月(?:(?:ご?利用)?分)?\s?(?:から|~|〜|-|ー|−)")
_YEAR = re.compile(r"(?P<year>\d{4}-|P-?\d+Y-)(?P<month>\d\d)")
_NO_YEAR = re.compile(r"--(?P<month>\d\d)")


# A month that is not of use: 「来月の支払い」, 「10月の引き落とし」, 「5月に払う分」.
# 「4月の支払期日」 may be either, and is left.
_PAYS = r"(?:お?支払|引き?落と?し|引落|(?:口座)?振替)"
_OF_PAYMENT = re.compile(
    rf"(?:今月|当月|来月|再来月|さらいげつ|らいげつ|こんげつ)の{_PAYS}"
    r"|(?:月|がつ|げつ)の(?:引き?落と?し|引落|口座振替)"
    rf"|(?:月|がつ|げつ)に(?:{_PAYS}|払|引き落とさ|請求が来|請求され)"
)
_USED = re.compile(r"(?:月|がつ|げつ)(?:分|ぶん|の?(?:ご?利用|使)|に(?:ご?利用|使))")


def is_of_payment(text: str) -> bool:
    """Whether the month that a message names is the one in which is paid, and not that of use.

    Which month of use falls due in it differs by service and terms, so it tells none.
    """
    return bool(_OF_PAYMENT.search(text)) and not _USED.search(text)


def corrects(text: str) -> bool:
    """Whether a message takes back what it says first (「4月じゃなくて5月」)."""
    return bool(_CORRECTS.search(text))


def pairs(named: Sequence[tuple[str, str]], text: str) -> tuple[Pair, ...]:
    """From (entity, value) in the order said: each month with the services beside it, the first six."""
    months = [value for name, value in named if name == "usage_month"]
    if len(set(months)) < 2 or corrects(text):
        return ()
    if len(months) == 2 and _RANGE.search(text):
        services = tuple(dict.fromkeys(value for name, value in named if name == "service"))
        run = _run(months[0], _with_year_of(months[0], months[1]))
        return tuple((services if at == 0 else (), month) for at, month in enumerate(run))[:MOST]
    return _same_left_out(_grouped(named))[:MOST]


def _grouped(named: Sequence[tuple[str, str]]) -> list[Pair]:
    """Services belong to the month behind them, or, where the first thing said is a month, to the one before."""
    ahead = named[0][0] == "usage_month"
    found: list[tuple[list[str], str]] = []
    waiting: list[str] = []
    for name, value in named:
        if name == "usage_month":
            found.append((waiting, _with_year_of(found[0][1], value) if found else value))
            waiting = []
        elif ahead:
            found[-1][0].append(value)
        else:
            waiting.append(value)
    if waiting:
        found[-1][0].extend(waiting)
    return [(tuple(dict.fromkeys(services)), month) for services, month in found]


def _same_left_out(found: list[Pair]) -> tuple[Pair, ...]:
    """A month without a service has those named nearest: before it, or behind it (「4月と5月のO」)."""
    first = next((services for services, _ in found if services), ())
    filled: list[Pair] = []
    for services, month in found:
        beside = services or (filled[-1][0] if filled else first)
        if month not in {other for of, other in filled if of == beside}:
            filled.append((beside, month))
    return tuple(
        (services if at == 0 or services != first else (), month) for at, (services, month) in enumerate(filled)
    )


def _with_year_of(first: str, month: str) -> str:
    """「2026年4月と5月」: the year holds for both."""
    dated, bare = _YEAR.fullmatch(first), _NO_YEAR.fullmatch(month)
    return f"{dated['year']}{bare['month']}" if dated and bare and bare["month"] >= dated["month"] else month


def _run(first: str, last: str) -> list[str]:
    """The months from one to the other; just these two where the way between is not plain."""
    start, end = first[-2:], last[-2:]
    head = first[:-2]
    if head != last[:-2] or not (start.isdigit() and end.isdigit()) or (end < start and head != "--"):
        return [first, last]
    count = (int(end) - int(start)) % 12 + 1
    return [f"{head}{(int(start) - 1 + step) % 12 + 1:02d}" for step in range(count)]
