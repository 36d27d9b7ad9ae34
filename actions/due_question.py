"""The question behind a calculated due date, and how each message changes it. Pure."""

from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class DueQuestion:
    """What is known so far. `month` is an EXPR of docs/architecture.md, `closing` 20, end or both."""

    services: tuple[str, ...] = ()
    month: str | None = None
    method: str | None = None
    closing: str | None = None
    # Further months asked for, each with its services; none where they are the services above.
    others: tuple[tuple[tuple[str, ...], str], ...] = ()

    @property
    def begun(self) -> bool:
        """Whether there is anything that a follow-up could change."""
        return bool(self.services or self.month)

    @property
    def ambiguous(self) -> str | None:
        """The first service that has to be asked back."""
        return next((service for service in self.services if service in AMBIGUOUS), None)

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
        return DueQuestion(
            services=_changed_services(self.services, said.services),
            month=said.month or self.month,
            method=method,
            closing=said.closing or self.closing,
            others=_changed_others(self.others, said),
        )

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


def _changed_services(before: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    """The services said, in place of an ambiguous one of theirs where that was the question, else of all."""
    said = told_apart(said)
    if not said:
        return before
    asked_back = next((name for name in before if name in AMBIGUOUS and set(said) <= set(family(name))), None)
    if asked_back is None:
        return said
    at = before.index(asked_back)
    return tuple(dict.fromkeys((*before[:at], *said, *before[at + 1 :])))


def _changed_others(
    before: tuple[tuple[tuple[str, ...], str], ...], said: DueQuestion
) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Another month takes the place of all; another service only of those that had one of their own."""
    if said.month:
        return said.others
    return tuple(pair for pair in before if not (said.services and pair[0]))


def family(ambiguous: str) -> tuple[str, ...]:
    """The services that a name covering several may mean; none for an exact one."""
    members = AMBIGUOUS.get(ambiguous, ())
    return (*members, "fence_mail_startup", "fence_mail_basic") if ambiguous == "fence" else members
