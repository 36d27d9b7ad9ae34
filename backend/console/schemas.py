"""The JSON of the console's conversations."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from backend.bot_gateway.messages import Style
from backend.console.parts import Parts
from backend.console.ticket_schemas import Named
from backend.conversations.models import Author, Owner
from backend.core.openapi import PLAIN_TEXT
from backend.desk.listing import View
from backend.desk.notes import LONGEST_NOTE


class Input(BaseModel):
    """A body that holds what it names, and nothing else."""

    model_config = ConfigDict(extra="forbid")


# The number of a row of ours, in a path.
Serial = Annotated[int, Path(ge=1, lt=2**31)]


class NamedMember(BaseModel):
    id: int
    name: str
    login_id: Annotated[str, Field(description="Blotted out where it is a mail address or a number")]


class LastWord(BaseModel):
    author: Author
    parts: Parts
    at: datetime


class Summary(BaseModel):
    """A conversation in a list."""

    id: str
    title: Annotated[str, Field(description="The member's name, or a guest's number", examples=["ゲスト0412"])]
    member: Annotated[NamedMember | None, Field(description="Who was identified last, even if that has lapsed")]
    identified: Annotated[bool, Field(description="Whether they are identified at this moment")]
    owner: Owner
    agent: Annotated[Named | None, Field(description="Who has it, while a person has it")]
    waiting_since: Annotated[datetime | None, Field(description="Since when it waits in the queue")]
    reason_label: Annotated[str | None, Field(description="Why a person has it or is to have it")]
    last: Annotated[
        LastWord | None, Field(description="The beginning of what a person said last, or the bot where nobody has")
    ]
    unanswered: Annotated[
        int, Field(description="What the member wrote since the agent's last word, or since a person was asked for")
    ]
    is_present: Annotated[bool, Field(description="Whether the member's page is open")]
    ended_at: datetime | None
    created_at: datetime
    style: Style


class ListQuery(BaseModel):
    """Which conversations."""

    view: View = View.QUEUE
    q: Annotated[str, Field(max_length=100, description="Words in it, or whose it is")] = ""
    before: Annotated[
        str | None, Field(max_length=100, pattern=PLAIN_TEXT, description="`next` of the page before")
    ] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class DeskCounts(BaseModel):
    queue: Annotated[int, Field(description="Conversations that wait for a person")]
    mine: Annotated[int, Field(description="Conversations of one's own")]
    unanswered: Annotated[int, Field(description="Messages in one's own conversations that nobody has answered")]
    tickets: Annotated[int, Field(description="Open tickets")]
    overdue: Annotated[int, Field(description="Open tickets past their time")]
    is_open: Annotated[bool, Field(description="It is business hours, and somebody is there")]
    is_within_hours: Annotated[bool, Field(description="It is business hours")]


class Conversations(BaseModel):
    conversations: list[Summary]
    next: Annotated[str | None, Field(description="`before` of the next page; null on the last one")]
    counts: DeskCounts


class EntryFeedback(BaseModel):
    """A member's thumb on an answer."""

    helpful: bool
    reason_label: str | None
    comment: Annotated[str, Field(description="Personal data in it is blotted out")]


class MessageEntry(BaseModel):
    kind: Literal["message"] = "message"
    id: str
    at: datetime
    author: Author
    staff_name: Annotated[str | None, Field(description="Of an agent's message: who wrote it")]
    parts: Parts
    topic: str | None
    topic_title: str | None
    confidence: Annotated[float | None, Field(description="How sure the bot was, from 0 to 1")]
    choices: Annotated[list[str], Field(description="The titles of the buttons below it")]
    card_type: Annotated[str | None, Field(description="What kind of card the member was shown")]
    receipt: Annotated[str | None, Field(description="What of somebody's account was shown, and on what proof")]
    rejected: Annotated[bool, Field(description="The member said that this is no answer")]
    feedback: EntryFeedback | None


class NoteEntry(BaseModel):
    """What a colleague wrote for colleagues only."""

    kind: Literal["note"] = "note"
    id: int
    at: datetime
    staff_name: str
    parts: Parts


class EventEntry(BaseModel):
    """A step of a handoff."""

    kind: Literal["event"] = "event"
    id: int
    at: datetime
    text: str


Entry = Annotated[MessageEntry | NoteEntry | EventEntry, Field(discriminator="kind")]


class Timeline(BaseModel):
    entries: Annotated[list[Entry], Field(description="Oldest first")]
    cursor: Annotated[str, Field(description="`after` for what comes later", examples=["12.3.4"])]
    has_more: Annotated[bool, Field(description="There is more after `cursor` already")]


class MessageText(Input):
    # Longer than any message may be: how long one may be is a setting, checked by the route.
    text: Annotated[str, Field(min_length=1, max_length=40_000)]
    client_message_id: Annotated[str, Field(min_length=1, max_length=100)]


class Typing(Input):
    active: Annotated[bool, Field(strict=True)]


class NoteText(Input):
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_NOTE)]


class Receiver(Input):
    """Who is to have it."""

    to: Annotated[int, Field(strict=True, ge=1, lt=2**31, description="A staff member's id")]
