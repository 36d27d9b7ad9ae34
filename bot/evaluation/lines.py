"""The lines of a test set: a message, the topics that will do for it, the entities that it holds."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.text.kanji_numbers import NUMBER, number
from bot.text.normalise import normalise

OUT_OF_SCOPE = "conversation/out_of_scope"
SCORED_ENTITIES = frozenset(
    {
        "order_number",
        "contract_number",
        "invoice_number",
        "ticket_number",
        "service",
        "usage_month",
        "closing",
        "payment_method",
        "invalid_month",
        "invalid_closing",
    }
)
"""What a test set lists. A kind without its service or a login id only makes sense in a conversation: it lists none."""
_AS_TYPED = ("invalid_month", "invalid_closing")
_WHAT_A_LINE_IS = '{"text": …, "accept": […]} or {"text": …, "entities": [{"entity": …, "value": …}]}'

Entities = frozenset[tuple[str, str]]
"""Kinds with their values, each once however often the message says it."""


@dataclass(frozen=True)
class Line:
    """One message of a test set."""

    text: str
    accept: tuple[str, ...] = ()
    """The topics that will do; none where the line is about entities."""
    entities: Entities | None = None
    """All that is to be found; None where the line is about topics."""
    source: Path | None = None

    @property
    def foreign(self) -> bool:
        """Whether it is none of ours and nothing else will do."""
        return self.accept == (OUT_OF_SCOPE,)

    @property
    def hidden(self) -> bool:
        """Whether its words must not be shown: a set that is only to report from is spoilt by being looked at."""
        return self.source is not None and "gate" in self.source.parts


def read_lines(path: Path) -> list[Line]:
    """Read a test set; raises ValueError with the number of the line that is not as it should be."""
    lines = []
    for position, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not raw.strip():
            continue
        try:
            lines.append(_line(json.loads(raw), path))
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise ValueError(f"{path}:{position}: not {_WHAT_A_LINE_IS}") from error
    return lines


def comparable(entity: str, value: str) -> str:
    """A value as it is compared: of what is kept as typed (「十三月」, 「13月分」) the number alone counts."""
    value = normalise(value)
    if entity not in _AS_TYPED:
        return value
    found = re.findall(NUMBER, value)
    return str(number(found[-1])) if found else value


def _line(entry: dict[str, Any], path: Path) -> Line:
    if "accept" not in entry and "entities" not in entry:
        raise KeyError("accept")
    entities = entry.get("entities")
    return Line(
        str(entry["text"]),
        tuple(entry.get("accept", ())),
        None if entities is None else frozenset((e["entity"], comparable(e["entity"], e["value"])) for e in entities),
        path,
    )
