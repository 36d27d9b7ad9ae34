"""The question behind a calculated due date, and how each message changes it. Pure."""

import re
from dataclasses import dataclass, replace

from actions.due_months import Pair

# Said like this, a service is asked back; the values are what it may mean.
AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "fjcloud": ("fjcloud_o", "fjcloud_v"),
    "excloser": ("excloser_startup", "excloser_basic", "excloser_option"),
    # Both kinds of FENCE mail follow one rule, so they need not be told apart.
    "fence": ("fence_mobile", "fence_mail"),
}
# They cannot say which closing is theirs: both due dates are shown.
BOTH_CLOSINGS = "both"
CARD = "card"
_COUNTED = re.compile(r"P(-?\d+)M")
_YEARS_FROM_NOW = re.compile(r"P(-?\d+)Y")


@dataclass(frozen=True)
class DueQuestion:
    """What is known so far. `month` is an EXPR of docs/architecture.md, `closing` 20, end or both."""

    services: tuple[str, ...] = ()
    month: str | None = None
    method: str | None = None
    closing: str | None = None
    # Further months asked for, each with its services; none where they are the services above.
    others: tuple[Pair, ...] = ()
    # A year said without its month: `2025`, or `P-1Y` for last year. It waits here until there is one.
    year: str | None = None

    @property
    def begun(self) -> bool:
        """Whether there is anything that a follow-up could change."""
        return bool(self.services or self.month)

    @property
    def ambiguous(self) -> str | None:
        """The first service that has to be asked back."""
        return next(iter(self.all_ambiguous), None)

    @property
    def all_ambiguous(self) -> tuple[str, ...]:
        """Every service that has to be asked back, whichever month it belongs to."""
        named = (*self.services, *(service for services, _ in self.others for service in services))
        return tuple(service for service in named if service in AMBIGUOUS)

    @property
    def closing_that_counts(self) -> str | None:
        """The closing to calculate with; a card has none of ours."""
        return self.closing if self.closing != BOTH_CLOSINGS and self.method != CARD else None

    @property
    def missing(self) -> str | None:
        """The slot to ask for next, None when the date can be worked out."""
        if not self.services or self.ambiguous:
            return "due_services"
        if not self.month:
            return "due_month"
        if self.closing is None and self.method is None:
            return "due_method"
        if self.closing is None and self.method != CARD:
            return "due_closing"
        return None

    def changed_by(self, said: "DueQuestion") -> "DueQuestion":
        """This question with what a message said put in its place."""
        method = said.method or self.method
        if said.closing and not said.method and self.method == CARD:
            # Only Paid has a closing, so naming one takes the card back.
            method = None
        services, others = _changed_services(self, said)
        return DueQuestion(
            services=services,
            month=said.month or self.month,
            method=method,
            closing=said.closing or self.closing,
            others=said.others if said.month else others,
            year=said.year or self.year,
        )._with_its_year()

    def _with_its_year(self) -> "DueQuestion":
        """The year put into the months, once there is one."""
        month = in_year(self.month, self.year)
        if not month:
            return replace(self, month=None, others=()) if self.year else self
        others = tuple((services, in_year(each, self.year) or each) for services, each in self.others)
        return replace(self, month=month, others=others, year=None)

    def each(self) -> tuple["DueQuestion", ...]:
        """One question a month."""
        further = (replace(self, services=services or self.services, month=month) for services, month in self.others)
        return tuple(replace(question, others=()) for question in (self, *further))

    def filled_up(self, method: str | None, closing: str | None) -> "DueQuestion":
        """With the member's own terms wherever nothing was said."""
        if self.closing is None and self.method is None:
            return replace(self, method=method, closing=closing)
        if self.closing is None and self.method != CARD:
            return replace(self, closing=closing)
        return self


def told_apart(services: tuple[str, ...]) -> tuple[str, ...]:
    """Without an ambiguous name beside one that makes it clear (「eXcloser、基本利用のほう」)."""
    return tuple(
        service for service in services if not any(other != service and other in family(service) for other in services)
    )


def in_year(month: str | None, year: str | None) -> str | None:
    """An EXPR with the year put in its place (「去年だと？」); None where it tells no month that could take one."""
    if not (month and year):
        return month
    counted = _COUNTED.fullmatch(month)
    years_ago = _YEARS_FROM_NOW.fullmatch(year)
    if not counted:
        return f"{year}-{month[-2:]}"
    # 「先月」 and 「去年だと？」: twelve months further back.
    return f"P{int(counted[1]) + 12 * int(years_ago[1])}M" if years_ago else None


def _changed_services(before: DueQuestion, said: DueQuestion) -> tuple[tuple[str, ...], tuple[Pair, ...]]:
    """The services of the first month and of the others: those said in place of an ambiguous one, else of all."""
    named = told_apart(said.services)
    if not named:
        return before.services, before.others
    asked_back = next((name for name in before.all_ambiguous if set(named) <= set(family(name))), None)
    if asked_back is None:
        return named, tuple(pair for pair in before.others if not pair[0])
    if asked_back in before.services:
        return _in_place(before.services, asked_back, named), before.others
    return before.services, tuple((_in_place(services, asked_back, named), month) for services, month in before.others)


def _in_place(services: tuple[str, ...], ambiguous: str, named: tuple[str, ...]) -> tuple[str, ...]:
    told = (named if service == ambiguous else (service,) for service in services)
    return tuple(dict.fromkeys(service for each in told for service in each))


def family(ambiguous: str) -> tuple[str, ...]:
    """The services that a name covering several may mean; none for an exact one."""
    members = AMBIGUOUS.get(ambiguous, ())
    return (*members, "fence_mail_startup", "fence_mail_basic") if ambiguous == "fence" else members
