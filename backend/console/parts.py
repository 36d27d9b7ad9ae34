"""Free text as the console gets it: in pieces, what is personal data in it hidden."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import BaseModel, Field

from backend.desk.reveals import Source
from backend.personal_data import parts as pieces
from backend.personal_data.kinds import Kind
from backend.personal_data.parts import Hidden, Part, Plain

# Beyond a preview's end so much is read, to know what stands at it: more than any number takes, with what it is called.
_READ_BEYOND = 200


class Place(BaseModel):
    """Where something hidden is kept: with its index all that `POST /console/api/reveals` needs to know."""

    source: Source
    id: str
    field: Annotated[str | None, Field(description="Which field, where a source has several")] = None


class HiddenPlace(BaseModel):
    kind: Kind
    label: Annotated[str, Field(examples=["電話番号"])]
    index: Annotated[int, Field(description="Counts what is hidden in one text, from 0")]
    hint: Annotated[str | None, Field(description="What tells two of them apart", examples=["末尾 01"])]
    of: Annotated[Place | None, Field(description="Null where it cannot be revealed here")]


class TextPart(BaseModel):
    text: str


class HiddenPart(BaseModel):
    hidden: HiddenPlace

    @classmethod
    def at(cls, found: Hidden, place: Place | None) -> Self:
        return cls(hidden=HiddenPlace(kind=found.kind, label=found.label, index=found.index, hint=found.hint, of=place))


Parts = list[TextPart | HiddenPart]


def shown(text: str, place: Place | None) -> Parts:
    return of(pieces.parts(text), place)


def of(found: Iterable[Part], place: Place | None) -> Parts:
    return [TextPart(text=each.text) if isinstance(each, Plain) else HiddenPart.at(each, place) for each in found]


def preview(text: str, place: Place | None, longest: int) -> Parts:
    """Its beginning, on one line."""
    clipped = pieces.window(pieces.parts(text[: longest + _READ_BEYOND]), 0, longest)
    made = of(clipped, place)
    for part in made:
        if isinstance(part, TextPart):
            part.text = " ".join(part.text.split("\n"))
    return [*made, TextPart(text="…")] if len(text) > longest else made
