"""What the backend may ask of a turn: the body of door 1, checked to the letter."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConstrainedStr, Extra, Field, ValidationError, conlist, validator

from bot.topics import TOPIC_PATTERN

Event = Literal["identity_confirmed"]
"""What the backend may tell a conversation; each is an intent of the domain."""


Style = Literal["standard", "easy"]
"""How the bot is to write: as usual, or in やさしい日本語. Each is a value of the domain's slot `style`."""


class InvalidRequestError(Exception):
    """The body is not a turn. Carries no detail: what came in is never echoed."""


class _Reference(ConstrainedStr):
    # Never empty: Rasa would put everybody without one into a single conversation.
    regex = re.compile(r"[A-Za-z0-9_-]{8,128}\Z")
    strict = True


class _Topic(ConstrainedStr):
    regex = TOPIC_PATTERN
    strict = True


class _Name(ConstrainedStr):
    regex = re.compile(r"[a-z_]{1,64}\Z")
    strict = True


class _Value(ConstrainedStr):
    strict = True
    min_length = 1
    max_length = 200


class _Text(ConstrainedStr):
    strict = True
    max_length = 20_000


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True


_Form = TypeVar("_Form", bound=_Strict)


class TextMessage(_Strict):
    """Words of the member."""

    kind: Literal["text"]
    text: _Text


class ChoiceMessage(_Strict):
    """A choice that was offered and taken; the backend has resolved it."""

    kind: Literal["choice"]
    topic: _Topic
    data: dict[_Name, _Value | conlist(_Value, min_items=1, max_items=10)] | None = None  # type: ignore[valid-type]

    @validator("data", pre=True)
    def _is_an_object(cls, data: Any) -> Any:  # noqa: N805
        # pydantic 1 would make an object of a list of pairs.
        if data is not None and not isinstance(data, dict):
            raise ValueError("not an object")
        return data


class EventMessage(_Strict):
    """Something that happened outside the talk."""

    kind: Literal["event"]
    name: Event


class TurnRequest(_Strict):
    """One turn of one conversation."""

    conversation: _Reference
    message: Annotated[TextMessage | ChoiceMessage | EventMessage, Field(discriminator="kind")]
    style: Style = "standard"


class SuggestionRequest(_Strict):
    """A text that somebody at the desk would like to answer."""

    text: _Text
    style: Style = "standard"


def parse_turn_request(body: bytes) -> TurnRequest:
    """Read the body of a turn.

    Raises:
        InvalidRequestError: not UTF-8, not JSON, not of this form, or with text that no store can hold.
    """
    return _parse(TurnRequest, body)


def parse_suggestion_request(body: bytes) -> SuggestionRequest:
    """Read the body of a call for suggestions.

    Raises:
        InvalidRequestError: as for a turn.
    """
    return _parse(SuggestionRequest, body)


def _parse(form: type[_Form], body: bytes) -> _Form:
    try:
        decoded: Any = json.loads(body.decode("utf-8"))
        # A lone surrogate gets through JSON, but no database takes it.
        json.dumps(decoded, ensure_ascii=False).encode("utf-8")
        return form.parse_obj(decoded)
    except (ValueError, ValidationError, RecursionError) as error:
        raise InvalidRequestError from error
