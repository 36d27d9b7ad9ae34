"""Topics and their names inside Rasa: the first underscore stands for the slash (`faq/x` is `faq_x` there)."""

import re

TOPIC_PATTERN = re.compile(r"(?:faq|account|conversation)/[a-z0-9_]{1,64}\Z")
_INTENT = re.compile(r"(faq|account|conversation)_([a-z0-9_]{1,64})\Z")
_UTTER = "utter_"


def intent_of(topic: str) -> str:
    """The intent that asks for a topic: `faq/backup_codes` → `faq_backup_codes`."""
    return topic.replace("/", "_", 1)


def topic_of(intent: str) -> str | None:
    """The topic that an intent asks for; None for an intent that is no topic, such as `inform_due`."""
    match = _INTENT.match(intent)
    return f"{match[1]}/{match[2]}" if match else None


def topic_of_response(response: str) -> str | None:
    """The topic that a response is about: `utter_faq_x` → `faq/x`; None if its name does not tell."""
    return topic_of(response[len(_UTTER) :]) if response.startswith(_UTTER) else None
