"""Score a trained model on lines `{"text": …, "accept": [topic, …]}`: python -m bot.nlu_eval FILE [--model PATH].

The decision is the chat's own: the whole pipeline runs, `TopicDecider` included, only the actions do not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

CLARIFY = "conversation/clarify"
OUT_OF_SCOPE = "conversation/out_of_scope"
CHOICES = 4
_CONFUSIONS = 20
_CHOICE = "choice:"


@dataclass(frozen=True)
class Line:
    """One message of a test set and the topics that will do for it."""

    text: str
    accept: tuple[str, ...]

    @property
    def foreign(self) -> bool:
        """Whether it is none of ours and nothing else will do."""
        return self.accept == (OUT_OF_SCOPE,)


@dataclass(frozen=True)
class Reply:
    """What the first reply to a message would be."""

    topic: str
    ranking: tuple[str, ...]
    """Topics, the likeliest first, whether or not the reply is sure of them."""
    choices: tuple[str, ...]
    """The topics of its buttons."""

    def offers(self, accept: Sequence[str]) -> bool:
        """Whether one of the first four choices will do."""
        return any(topic in accept for topic in self.choices[:CHOICES])


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    name: str
    hits: int
    total: int

    def __str__(self) -> str:
        """As a line of the report, with the 95 % interval."""
        if not self.total:
            return f"{self.name:16}     – (no such lines)"
        low, high = wilson(self.hits, self.total)
        share = 100 * self.hits / self.total
        return f"{self.name:16} {share:5.1f} %  [{100 * low:.1f}, {100 * high:.1f}]  {self.hits}/{self.total}"


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Give the 95 % score interval of a share (Wilson 1927), which holds for shares near 0 and 1 too."""
    z = 1.96
    share = hits / total
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    middle = share + z * z / (2 * total)
    scale = 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def score(lines: Sequence[Line], replies: Sequence[Reply]) -> list[Share]:
    """Give the figures that the interface defines. All but the out-of-scope recall are over the lines of ours."""
    pairs = list(zip(lines, replies))  # noqa: B905
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
        for line, reply in zip(lines, replies)  # noqa: B905
        if not resolved(line, reply)
    )
    return [(wanted, given, count) for (wanted, given), count in counted.most_common(_CONFUSIONS)]


def read_lines(path: Path) -> list[Line]:
    """Read a test set; raises ValueError with the number of the line that is not as it should be."""
    lines = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not raw.strip():
            continue
        try:
            entry = json.loads(raw)
            lines.append(Line(str(entry["text"]), tuple(entry["accept"])))
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise ValueError(f'{path}:{number}: not {{"text": …, "accept": […]}}') from error
    return lines


def reply_to(parsed: Mapping[str, Any], responses: Mapping[str, Sequence[Mapping[str, Any]]]) -> Reply:
    """Tell the first reply from what the pipeline puts out; `responses` are those of the model's domain."""
    topic = parsed["decision"]["topic"]
    candidates = tuple(parsed["decision"]["candidates"])
    if topic in (CLARIFY, OUT_OF_SCOPE):
        return Reply(topic, candidates, candidates)
    ranking = (topic, *(candidate for candidate in candidates if candidate != topic))
    return Reply(topic, ranking, _buttons(topic, responses))


def _buttons(topic: str, responses: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[str, ...]:
    """The topics of the buttons of a topic's own answer; none where an action writes it."""
    variants = responses.get(f"utter_{topic.replace('/', '_', 1)}", ())
    payloads = [button.get("payload", "") for variant in variants[:1] for button in variant.get("buttons", ())]
    return tuple(payload[len(_CHOICE) :] for payload in payloads if payload.startswith(_CHOICE))


async def ask_model(model: str, lines: Sequence[Line]) -> tuple[list[Reply], float]:
    """Run the pipeline; besides the replies, the median time of a message in milliseconds."""
    # Here, not above: Rasa takes seconds to import, and the figures do without it.
    from rasa.core.channels.channel import UserMessage
    from rasa.core.lock_store import InMemoryLockStore
    from rasa.core.nlg import TemplatedNaturalLanguageGenerator
    from rasa.core.processor import MessageProcessor
    from rasa.core.tracker_store import InMemoryTrackerStore
    from rasa.exceptions import ModelNotFound
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    try:
        # Rasa's own processor, not an agent's: that of the server's process refuses to do without a database.
        processor = MessageProcessor(
            model_path=model,
            tracker_store=InMemoryTrackerStore(None),
            lock_store=InMemoryLockStore(),
            generator=TemplatedNaturalLanguageGenerator({}),
        )
    except ModelNotFound as error:
        raise FileNotFoundError(f"no trained model at {model}") from error
    responses = processor.domain.responses
    replies, times = [], []
    for line in lines:
        started = time.perf_counter()
        parsed = await processor.parse_message(UserMessage(line.text))
        times.append(1000 * (time.perf_counter() - started))
        replies.append(reply_to(parsed, responses))
    return replies, median(times) if times else 0.0


def report(lines: Sequence[Line], replies: Sequence[Reply], milliseconds: float) -> str:
    """Write the figures for people."""
    shares = [str(share) for share in score(lines, replies)]
    wrong = [f"  {count:3}  {wanted} → {given}" for wanted, given, count in confusions(lines, replies)]
    head = f"{len(lines)} lines, {milliseconds:.1f} ms each (median); 95 % intervals by Wilson"
    return "\n".join([head, "", *shares, "", "Not resolved, wanted → given:", *(wrong or ["  none"])])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as a command; 2 for a file or model that cannot be read."""
    parser = argparse.ArgumentParser(description="Score the trained model on a JSONL file of messages.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", default="models", help="a model, or a directory whose newest is taken")
    options = parser.parse_args(arguments)
    try:
        lines = read_lines(options.file)
        replies, milliseconds = asyncio.run(ask_model(options.model, lines))
    except (OSError, ValueError) as error:
        print(f"nlu-eval: {error}", file=sys.stderr)
        return 2
    print(report(lines, replies, milliseconds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
