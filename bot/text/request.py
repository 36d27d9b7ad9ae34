"""What a message asks for, without what it is wrapped in."""

from bot.text.courtesy import without_courtesy
from bot.text.denial import without_denial
from bot.text.distress import without_outcry


def request_of(text: str) -> str:
    """The normalised text without courtesies, outcries and the denial of an answer; itself if no more is in it."""
    return without_courtesy(without_outcry(without_denial(text)))
