"""Figures about topics: what the first reply to a message would be, and whether that will do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.lines import OUT_OF_SCOPE, SCORED_ENTITIES, Entities, Line, comparable
from bot.evaluation.shares import Share
from bot.near_miss import arranged

CLARIFY = "conversation/clarify"
CHOICES = 4
_CONFUSIONS = 20
_CHOICE = "choice:"
# A form that asks for something offers nothing else.
_OPENING_FORMS = frozenset({"account/password_reset", "account/unlock", "account/payment_due"})


@dataclass(frozen=True)
class Reply:
    """What the first reply to a message would be."""

    topic: str
    ranking: tuple[str, ...]
    """Topics, the likeliest first, whether or not the reply is sure of them."""
    choices: tuple[str, ...]
    """The topics of its buttons."""
    confidence: float = 1.0
    """How sure it is of the likeliest topic, from 0 to 1."""
    entities: Entities = frozenset()
    """What was found in the message, as far as test sets list it."""

    def offers(self, accept: Sequence[str]) -> bool:
        """Whether one of the first four choices will do."""
        return any(topic in accept for topic in self.choices[:CHOICES])

    @property
    def likeliest(self) -> str:
        """The topic that the confidence is about."""
        return self.ranking[0] if self.topic == CLARIFY and self.ranking else self.topic


def score(lines: Sequence[Line], replies: Sequence[Reply]) -> list[Share]:
    """Give the figures that the interface defines. All but the out-of-scope recall are over the lines of ours."""
    pairs = [(line, reply) for line, reply in zip(lines, replies, strict=True) if line.accept]
    ours = [(line, reply) for line, reply in pairs if not line.foreign]
    foreign = [reply for line, reply in pairs if line.foreign]

    def share(name: str, holds: Callable[[Line, Reply], bool]) -> Share:
        return Share(name, sum(holds(line, reply) for line, reply in ours), len(ours))

    return [
        share("top-1", lambda line, reply: any(topic in line.accept for topic in reply.ranking[:1])),
        share("top-3", lambda line, reply: any(topic in line.accept for topic in reply.ranking[:3])),
        share("resolved", resolved),
        share("assisted", lambda line, reply: resolved(line, reply) or reply.offers(line.accept)),
        Share("out of scope", sum(reply.topic == OUT_OF_SCOPE for reply in foreign), len(foreign)),
        share("false rejection", falsely_rejected),
        share("asked back", lambda _, reply: reply.topic == CLARIFY),
    ]


def resolved(line: Line, reply: Reply) -> bool:
    """The first reply's topic is accepted; or it asks back with reason, and offers an accepted one."""
    asks_with_reason = reply.topic == CLARIFY and len(line.accept) > 1
    return reply.topic in line.accept or (asks_with_reason and reply.offers(line.accept))


def falsely_rejected(line: Line, reply: Reply) -> bool:
    """Taken for foreign, and no choice helps."""
    return reply.topic == OUT_OF_SCOPE and OUT_OF_SCOPE not in line.accept and not reply.offers(line.accept)


def confusions(lines: Sequence[Line], replies: Sequence[Reply]) -> list[tuple[str, str, int]]:
    """Give what was wanted, what was answered, and how often, the most frequent first."""
    counted = Counter(
        (line.accept[0], reply.topic)
        for line, reply in zip(lines, replies, strict=True)
        if line.accept and not resolved(line, reply)
    )
    return [(wanted, given, count) for (wanted, given), count in counted.most_common(_CONFUSIONS)]


def reply_to(parsed: Mapping[str, Any], responses: Mapping[str, Sequence[Mapping[str, Any]]]) -> Reply:
    """Tell the first reply from what the pipeline puts out; `responses` are those of the model's domain."""
    topic = parsed["decision"]["topic"]
    candidates = tuple(parsed["decision"]["candidates"])
    asks = topic in {CLARIFY, OUT_OF_SCOPE}
    return Reply(
        topic,
        candidates if asks else (topic, *(candidate for candidate in candidates if candidate != topic)),
        candidates if asks else _choices(parsed["decision"], responses),
        parsed.get("intent", {}).get("confidence", 1.0),
        frozenset(
            (each["entity"], comparable(each["entity"], each["value"]))
            for each in parsed.get("entities", ())
            if each["entity"] in SCORED_ENTITIES
        ),
    )


def _choices(decision: Mapping[str, Any], responses: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[str, ...]:
    """The choices of an answer: its own, and what the message may mean instead."""
    own = _buttons(decision["topic"], responses)
    near = () if decision["topic"] in _OPENING_FORMS else decision.get("near", ())
    return tuple(arranged(own, [topic for topic in near if topic not in own]))


def _buttons(topic: str, responses: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[str, ...]:
    """The topics of the buttons of a topic's own answer; none where an action writes it."""
    variants = responses.get(f"utter_{topic.replace('/', '_', 1)}", ())
    payloads = [button.get("payload", "") for variant in variants[:1] for button in variant.get("buttons", ())]
    return tuple(payload[len(_CHOICE) :] for payload in payloads if payload.startswith(_CHOICE))
