"""`/console/api/me` and `/console/api/staff`: who is signed in, whether they take conversations, who else is there."""

from fastapi import APIRouter

from backend.console.access import Staff as SignedIn
from backend.console.csrf import CheckedHeader
from backend.console.staff_schemas import Availability, Desk, Me, Staff, StaffList, busy_staff_of, staff_of
from backend.container import Services
from backend.conversations.channels import tell_who_is_there
from backend.staff import availability, workload
from backend.staff import service as staff

router = APIRouter(prefix="/console/api", tags=["console"])


@router.get("/me")
def show_me(me: SignedIn, services: Services) -> Me:
    desk = services.handoffs.desk
    with services.database.reading() as session:
        return Me(
            staff=staff_of(staff.get(session, me.staff_id), services),
            open_count=len(workload.held_by(session, me.staff_id)),
            hidden_after_seconds=services.settings.revealed_seconds,
            desk=Desk(
                is_open=desk.is_open(session), is_within_hours=desk.is_within_hours(), hours_label=desk.hours.label
            ),
        )


@router.put("/me/availability", dependencies=[CheckedHeader])
def set_availability(me: SignedIn, services: Services, body: Availability) -> Staff:
    """Take new conversations, or none for now; one's own stay one's own."""
    with services.database.unit_of_work() as session:
        person = availability.set_available(session, services.clock, me.acting, is_available=body.available)
    tell_who_is_there(services.fan_out)
    return staff_of(person, services)


@router.get("/staff")
def list_staff(_me: SignedIn, services: Services) -> StaffList:
    """Everybody who works here."""
    with services.database.reading() as session:
        busy = workload.counts(session)
        people = staff.everybody(session)
    return StaffList(staff=[busy_staff_of(person, services, busy.get(person.id, 0)) for person in people])
