"""How well and how fast a model understands the dev sets; runs in Rasa's environment, for either side alike.

python -m tests.bench.ask_models ours|stock MODEL RESULT.json [LINES_PER_SET]

Both sides run on one core and are scored by the same code, `bot.nlu_eval.score`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from bot.nlu_eval import CLARIFY, OUT_OF_SCOPE, Line, Reply, read_lines, reply_to, score, wilson
from bot.topics import topic_of

DEV = Path(__file__).parents[1] / "nlu/dev"
# Never the gate files: those are looked at only to report on a release.
SETS = ("short", "long", "out_of_scope")
WARM_UP_LINES = 20


def stock_reply(parsed: Mapping[str, Any]) -> Reply:
    """What the stock pipeline would answer: its FallbackClassifier's word counts as a refusal.

    An FAQ is found in two steps, the retrieval intent `faq` and the response within; the likelihood of an answer is
    the product of both.
    """
    selected = (parsed.get("response_selector") or {}).get("default") or {}
    answers = {entry["intent_response_key"]: entry["confidence"] for entry in selected.get("ranking") or ()}
    likely: dict[str, float] = {}
    for entry in parsed["intent_ranking"]:
        if entry["name"] == "faq":
            likely.update({topic: entry["confidence"] * confidence for topic, confidence in answers.items()})
        elif topic := topic_of(entry["name"]):
            likely[topic] = entry["confidence"]
    ranking = tuple(topic for topic in sorted(likely, key=lambda topic: -likely[topic]) if topic != OUT_OF_SCOPE)
    best = parsed["intent"]["name"]
    said = next(iter(answers), OUT_OF_SCOPE) if best == "faq" else topic_of(best or "") or OUT_OF_SCOPE
    if said in (OUT_OF_SCOPE, CLARIFY):
        return Reply(said, ranking, ())
    return Reply(said, (said, *(topic for topic in ranking if topic != said)), ())


def report(lines: Mapping[str, list[Line]], replies: Mapping[str, list[Reply]], times: list[float]) -> dict[str, Any]:
    """The figures: every share by set with its 95 % interval, and milliseconds a message."""
    return {
        "shares": [
            {
                "set": name,
                "measure": share.name,
                "hits": share.hits,
                "total": share.total,
                "interval": wilson(share.hits, share.total),
            }
            for name in lines
            for share in score(lines[name], replies[name])
            if share.total
        ],
        "milliseconds": {"median": median(times), "p95": sorted(times)[int(len(times) * 0.95)]},
    }


async def ask(side: str, model: str, lines: Mapping[str, list[Line]]) -> dict[str, Any]:
    """Let the model understand every line."""
    # Here, not above: Rasa takes seconds to import, and the figures do without it.
    import rasa.core.processor
    from rasa.core.channels.channel import UserMessage
    from rasa.core.lock_store import InMemoryLockStore
    from rasa.core.nlg import TemplatedNaturalLanguageGenerator
    from rasa.core.tracker_store import InMemoryTrackerStore
    from rasa.utils.log_utils import configure_structlog

    from bot.graph_runner import InOrderGraphRunner

    configure_structlog(logging.WARNING)
    if side == "ours":
        # As in the chat.
        rasa.core.processor.DaskGraphRunner = InOrderGraphRunner
    processor = rasa.core.processor.MessageProcessor(
        model_path=model,
        tracker_store=InMemoryTrackerStore(None),
        lock_store=InMemoryLockStore(),
        generator=TemplatedNaturalLanguageGenerator({}),
    )
    responses = processor.domain.responses
    for line in [line for of_set in lines.values() for line in of_set][:WARM_UP_LINES]:
        await processor.parse_message(UserMessage(line.text))
    times: list[float] = []
    replies: dict[str, list[Reply]] = {name: [] for name in lines}
    for name, of_set in lines.items():
        for line in of_set:
            started = time.perf_counter()
            parsed = await processor.parse_message(UserMessage(line.text))
            times.append(1000 * (time.perf_counter() - started))
            replies[name].append(reply_to(parsed, responses) if side == "ours" else stock_reply(parsed))
    return report(lines, replies, times)


def dev_lines(most: int | None = None) -> dict[str, list[Line]]:
    """The dev sets by name; of each the first so many lines."""
    return {name: read_lines(DEV / f"{name}.jsonl")[:most] for name in SETS}


def main(side: str, model: str, result: str, lines_per_set: str = "") -> None:
    """Run as a command."""
    if hasattr(os, "sched_setaffinity"):
        # Before TensorFlow counts the cores.
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    found = asyncio.run(ask(side, model, dev_lines(int(lines_per_set) if lines_per_set else None)))
    Path(result).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
