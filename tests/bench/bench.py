"""`make bench`: our whole turn (chat API, database, Rasa, answer) against the stock engine's bare turn.

Both sides run at the same time and are asked in turn, block by block, so that a slow spell of the machine meets both.
The load comes from this process on the same machine. Nothing is written but `.cache/bench/`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import shutil
import statistics
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import processes, stock_project
from tests.bench.members import Product, Side, Stock, many_members, one_member, questions

WARM_UP_TURNS = 30
BLOCKS = 5
TURNS_PER_BLOCK = 60
MEMBERS = 8
# Rasa's documentation proposes 100.
FULL_EPOCHS = 100
TURNS_PER_MEMBER = 20
CACHE = stock_project.ROOT / ".cache/bench"


@dataclass
class Figures:
    """What was measured of one side; times in milliseconds unless named otherwise."""

    medians: list[float] = field(default_factory=list)
    p95s: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)
    start_seconds: float = 0.0
    training_seconds: float = 0.0


def main() -> None:
    """Train what is missing, start both sides, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--retrain", action="store_true", help="train the stock model again")
    parser.add_argument(
        "--epochs",
        type=int,
        default=FULL_EPOCHS,
        help="train the stock model for so many epochs only: a turn takes as long, but it understands less",
    )
    options = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / "last.log").unlink(missing_ok=True)
    ours, stock = Figures(), Figures()
    folder, stock.training_seconds = _stock_model(options.epochs, retrain=options.retrain)
    print("Training our model from nothing …", flush=True)
    ours.training_seconds = _train_ours()
    print("Starting both sides …", flush=True)
    with processes.product() as product, processes.stock(folder) as peer:
        ours.start_seconds, stock.start_seconds = product.start_seconds, peer.start_seconds
        print("Asking …", flush=True)
        asyncio.run(_measure([(Product(product.url), ours), (Stock(peer.url), stock)]))
        ours.memory, stock.memory = product.memory(), peer.memory()
    print(_table(ours, stock, options.epochs))


def _stock_model(epochs: int, *, retrain: bool) -> tuple[Path, float]:
    """The stock project's folder, its model trained, and how long the training took, in seconds."""
    folder = CACHE / f"stock-{stock_project.fingerprint()}-{epochs}"
    note = folder / "training.json"
    if retrain or not note.exists():
        shutil.rmtree(folder, ignore_errors=True)
        stock_project.write(folder, epochs)
        print(
            f"Training the stock model for {epochs} epochs, once for this data (20 seconds or more each) …", flush=True
        )
        seconds = processes.train(folder, ["--out", ".", "--fixed-model-name", "model"])
        note.write_text(json.dumps({"seconds": seconds}), encoding="utf-8")
    return folder, float(json.loads(note.read_text(encoding="utf-8"))["seconds"])


def _train_ours() -> float:
    root = stock_project.ROOT
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        inputs = ["--config", f"{root}/config.yml", "--domain", f"{root}/domain", "--data", f"{root}/data"]
        return processes.train(Path(scratch), [*inputs, "--out", scratch])


async def _measure(sides: list[tuple[Side, Figures]]) -> None:
    texts = questions()
    for side, _ in sides:
        await one_member(side, WARM_UP_TURNS, texts)
    for _ in range(BLOCKS):
        for side, figures in sides:
            times = sorted(await one_member(side, TURNS_PER_BLOCK, questions()))
            figures.medians.append(statistics.median(times))
            figures.p95s.append(times[int(len(times) * 0.95)])
    for _ in range(BLOCKS):
        for side, figures in sides:
            figures.rates.append(await many_members(side, MEMBERS, TURNS_PER_MEMBER))
    for side, _ in sides:
        await side.close()


def _table(ours: Figures, stock: Figures, epochs: int) -> str:
    rows = [
        ("a turn, median", "ms", statistics.median(ours.medians), statistics.median(stock.medians)),
        ("a turn, 95th percentile", "ms", statistics.median(ours.p95s), statistics.median(stock.p95s)),
        (f"{MEMBERS} members at once", "turns/s", statistics.median(ours.rates), statistics.median(stock.rates)),
        ("memory, Rasa", "MB", ours.memory["Rasa"], stock.memory["Rasa"]),
        ("memory, all processes", "MB", sum(ours.memory.values()), sum(stock.memory.values())),
        ("start-up", "s", ours.start_seconds, stock.start_seconds),
        (f"training (stock: {epochs} epochs)", "s", ours.training_seconds, stock.training_seconds),
    ]
    lines = [f"{'':30}{'ours':>12}{'stock':>12}{'ours / stock':>14}"]
    lines += [f"{name:30}{a:>12.1f}{b:>12.1f}{a / b:>13.2f}x  {unit}" for name, unit, a, b in rows]
    parts = ", ".join(f"{name} {size:.0f}" for name, size in sorted(ours.memory.items()))
    return "\n".join(
        [
            "",
            *lines,
            "",
            f"Medians over {BLOCKS} blocks a side, taken in turn, after {WARM_UP_TURNS} turns of warm-up each.",
            f"A block: {TURNS_PER_BLOCK} FAQ turns one by one, or {MEMBERS} members of {TURNS_PER_MEMBER} turns each.",
            f"The blocks' medians lay between {_spread(ours.medians)} ms (ours), {_spread(stock.medians)} ms (stock).",
            "Ours is the whole turn by POST /api/conversations/{id}/messages, all of it in the database; at once,",
            "opening a conversation every 5 turns counts too. Stock is Rasa's bare rest channel, trackers in memory.",
            f"Memory of ours, MB: {parts}. {os.cpu_count()} CPUs, which the load also runs on; {platform.platform()}.",
        ]
    )


def _spread(values: list[float]) -> str:
    return f"{min(values):.1f}–{max(values):.1f}"


if __name__ == "__main__":
    main()
