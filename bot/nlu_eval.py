"""Score a trained model on test sets: python -m bot.nlu_eval FILE… [--model PATH] [--show-lines] [--plot FILE.svg].

A line is `{"text": …, "accept": [topic, …]}`, or `{"text": …, "entities": [{"entity": …, "value": …}]}`, or both. The
decision is the chat's own: the whole pipeline runs, `TopicDecider` included, only the actions do not.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bot.evaluation.calibration import bins
from bot.evaluation.calibration_svg import as_svg
from bot.evaluation.lines import OUT_OF_SCOPE, Line, read_lines
from bot.evaluation.report import report
from bot.evaluation.shares import wilson
from bot.evaluation.topics import CLARIFY, Reply, reply_to, resolved, score

__all__ = [
    "CLARIFY",
    "OUT_OF_SCOPE",
    "Line",
    "Reply",
    "ask_model",
    "main",
    "read_lines",
    "reply_to",
    "report",
    "resolved",
    "score",
    "wilson",
]


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as a command; 2 for a file or model that cannot be read, or a plot that cannot be written."""
    options = _parser().parse_args(arguments)
    try:
        lines = [line for path in options.file for line in read_lines(path)]
        replies, milliseconds = asyncio.run(ask_model(options.model, lines))
        if options.plot:
            options.plot.write_text(as_svg(bins(lines, replies), options.title), encoding="utf-8")
    except (OSError, ValueError) as error:
        print(f"nlu-eval: {error}", file=sys.stderr)
        return 2
    print(report(lines, replies, milliseconds, show_lines=options.show_lines))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu-eval", description="Score the trained model on JSONL files of messages.")
    parser.add_argument("file", type=Path, nargs="+")
    parser.add_argument("--model", default="models", help="a model, or a directory whose newest is taken")
    parser.add_argument("--show-lines", action="store_true", help="list what went wrong (never of a gate set)")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw whether confidences come true")
    parser.add_argument("--title", default="Do confidences come true?", help="of the plot")
    return parser


if __name__ == "__main__":
    sys.exit(main())
