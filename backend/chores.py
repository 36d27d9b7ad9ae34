"""What housekeeping does."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from backend.audit.models import Actor
from backend.billing import progress
from backend.billing.registration import NotInScreening
from backend.container import Container
from backend.core.clock import today


def chores(services: Container) -> Mapping[str, Callable[[], None]]:
    """By what they are called in the log."""
    found: dict[str, Callable[[], None]] = {"moving invoices on": lambda: move_invoices_on(services)}
    if services.settings.is_demo:
        found["approving for Paid in the demo"] = lambda: approve_overdue(services)
    return found


def desk_chores(services: Container) -> Mapping[str, Callable[[], None]]:
    """What can't wait for an hour, since people wait for it."""
    return {"watching over handoffs": services.watch.look, "lifting locks of staff": lambda: lift_locks(services)}


def lift_locks(services: Container) -> None:
    """Of staff who have been locked long enough."""
    with services.database.reading() as session:
        if not services.staff_accounts.any_lock_is_over(session):
            return
    with services.database.unit_of_work() as session:
        services.staff_accounts.lift_locks(session)


def move_invoices_on(services: Container) -> None:
    """To the status that they have today."""
    handed_over_after = timedelta(days=services.settings.invoice_handover_days)
    with services.database.unit_of_work() as session:
        progress.move_on(session, today(services.clock), handed_over_after)


def approve_overdue(services: Container) -> None:
    """For the demo, where nobody screens: whoever has waited past the expected day is approved."""
    with services.database.reading() as session:
        overdue = services.paid_registrations.overdue(session)
    for member_id in overdue:
        try:
            with services.database.unit_of_work() as session:
                services.paid_registrations.record_decision(session, member_id, approved=True, actor=Actor.SYSTEM)
        except NotInScreening:
            continue  # another worker was quicker
