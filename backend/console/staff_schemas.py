"""The JSON of the console's staff: who works here, their accounts, and the audit log."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool

from backend.console.fresh_code import Code
from backend.console.schemas import Input
from backend.container import Container
from backend.core.openapi import PLAIN_TEXT
from backend.core.text import cleaned
from backend.staff import presence
from backend.staff.accounts import LOGIN_ID
from backend.staff.models import Role, StaffMember


def _not_blank(text: str) -> str:
    shown = cleaned(text)
    if not shown:
        raise ValueError("blank")
    return shown


# As staff type it for others; blank ones are refused.
LoginId = Annotated[str, Field(pattern=LOGIN_ID, examples=["tanaka.agent"])]
Name = Annotated[str, Field(max_length=100, pattern=PLAIN_TEXT, examples=["田中 美咲"]), AfterValidator(_not_blank)]
DisplayName = Annotated[str, Field(max_length=40, pattern=PLAIN_TEXT, examples=["田中"]), AfterValidator(_not_blank)]


class Staff(BaseModel):
    """Somebody who works here; members see `display_name` only."""

    id: int
    name: str
    display_name: str
    role: Role
    role_label: str
    is_available: Annotated[bool, Field(description="Takes new conversations, as they say themselves")]
    is_online: Annotated[bool, Field(description="Has the console open, or is active in Slack")]


class BusyStaff(Staff):
    conversations: Annotated[int, Field(description="How many they have at the moment", ge=0)]


class StaffList(BaseModel):
    staff: list[BusyStaff]


class Desk(BaseModel):
    is_open: Annotated[bool, Field(description="It is business hours, and somebody is there")]
    is_within_hours: Annotated[bool, Field(description="It is business hours")]
    hours_label: str


class Me(BaseModel):
    """Who is signed in, and what their console is to know from the start."""

    staff: Staff
    open_count: Annotated[int, Field(description="Conversations of one's own", ge=0)]
    hidden_after_seconds: Annotated[int, Field(description="So long what was revealed is shown")]
    desk: Desk


class Availability(Input):
    available: StrictBool


class StaffAccount(Staff):
    login_id: str
    email: str
    is_disabled: bool
    is_locked: bool
    has_password: Annotated[bool, Field(description="The invitation was followed")]
    is_enrolled: Annotated[bool, Field(description="The second factor is set up")]
    is_linked_to_slack: Annotated[bool, Field(description="Can act in Slack")]
    created_at: datetime
    seen_at: Annotated[datetime | None, Field(description="When they were last seen, at the console or in Slack")]


class StaffAccounts(BaseModel):
    accounts: list[StaffAccount]


class NewStaffAccount(Input):
    login_id: LoginId
    name: Name
    display_name: DisplayName
    email: Annotated[str, Field(max_length=254, examples=["tanaka@desk.example"])]
    role: Role
    code: Code


class StaffAccountChange(Input):
    """What is left out stays as it is. Without a `code` only the name that members see can be changed."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"role": "admin", "code": "123456"}, {"is_disabled": True, "code": "123456"}]}
    )

    role: Role | None = None
    is_disabled: StrictBool | None = None
    display_name: DisplayName | None = None
    code: Code | None = None

    @property
    def is_weighty(self) -> bool:
        return self.role is not None or self.is_disabled is not None


def _common(person: StaffMember, services: Container) -> dict[str, object]:
    role = Role(person.role)
    return {
        "id": person.id,
        "name": person.name,
        "display_name": person.display_name,
        "role": role,
        "role_label": role.label,
        "is_available": person.is_available,
        "is_online": presence.is_online(person, services.clock.now(), services.handoffs.desk.seen_within),
    }


def staff_of(person: StaffMember, services: Container) -> Staff:
    return Staff.model_validate(_common(person, services))


def busy_staff_of(person: StaffMember, services: Container, conversations: int) -> BusyStaff:
    return BusyStaff.model_validate(_common(person, services) | {"conversations": conversations})


def account_of(person: StaffMember, services: Container) -> StaffAccount:
    """As admins see it."""
    return StaffAccount.model_validate(
        _common(person, services)
        | {
            "login_id": person.login_id,
            "email": person.email,
            "is_disabled": person.disabled_at is not None,
            "is_locked": person.locked_at is not None,
            "has_password": person.password_hash is not None,
            "is_enrolled": person.enrolled_at is not None,
            "is_linked_to_slack": person.slack_user_id is not None,
            "created_at": person.created_at,
            "seen_at": person.seen_at,
        }
    )
