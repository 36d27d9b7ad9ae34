"""How the tables of entities look into a text."""

from bot.text.entities import find_entities
from bot.text.normalise import normalise


def found(text: str) -> list[tuple[str, str]]:
    """What is found in it, as pairs of entity and value."""
    return [(span.entity, span.value) for span in find_entities(normalise(text))]
