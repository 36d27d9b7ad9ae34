"""`make bench`: our whole turn (chat API, database, Rasa, answer) against the stock engine's bare turn.

Both sides run at the same time and are asked in turn, block by block, so that a slow spell of the machine meets both.
The load comes from this process on the same machine. Then the backend alone tells hundreds of event streams
(tests/bench/streams.py), and both models understand the dev sets, one after the other on one core. Nothing is written
but `.cache/bench/` (or where `--results` says).
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
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from tests.bench import processes, report, sign_in_timing, stock_project, streams
from tests.bench.effort import FULL, FULL_EPOCHS, REHEARSAL, Effort, Epochs, epochs_of
from tests.bench.members import Product, Side, Stock, many_members, one_member, questions
from tests.bench.report import Figures

CACHE = stock_project.ROOT / ".cache/bench"
OUR_MODEL = stock_project.ROOT / "models/madoguchi.tar.gz"


@dataclass
class Contender:
    """A side while it runs."""

    side: Side
    running: processes.Running
    figures: Figures


def main() -> None:
    """Train what is missing, start both sides, measure, print."""
    options = _options()
    effort = REHEARSAL if options.rehearsal else FULL
    epochs = epochs_of(options.epochs, stock_project.example_count(effort.examples_per_intent))
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / "last.log").unlink(missing_ok=True)
    ours, stock = Figures(), Figures()
    folder, stock.training_seconds = _stock_model(epochs, effort, retrain=options.retrain)
    if effort == FULL:
        print("Training our model from nothing …", flush=True)
        ours.training_seconds = _train_ours()
    _ask_servers(folder, ours, stock, effort)
    print("Telling event streams …", flush=True)
    ours.streams = streams.measure(streams.FULL if effort == FULL else streams.REHEARSAL).as_text()
    print("Understanding the dev sets …", flush=True)
    ours.understanding = processes.understanding("ours", OUR_MODEL, effort.lines_per_set)
    stock.understanding = processes.understanding("stock", folder / "model.tar.gz", effort.lines_per_set)
    conditions = _conditions(epochs, effort)
    report.save(options.results, ours, stock, effort, conditions)
    print(f"\n{report.as_text(ours, stock, effort, conditions)}\n\nKept in {options.results}/bench.md and bench.json.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--retrain", action="store_true", help="train the stock model again")
    parser.add_argument(
        "--epochs",
        default=str(FULL_EPOCHS),
        help="how long the stock model learns; `equal`: as many gradient updates as 100 epochs of the starter data",
    )
    parser.add_argument("--rehearsal", action="store_true", help="hardly any data and turns: the figures mean nothing")
    parser.add_argument("--results", type=Path, default=CACHE, help="the folder of bench.md and bench.json")
    return parser.parse_args()


def _stock_model(epochs: Epochs, effort: Effort, *, retrain: bool) -> tuple[Path, float]:
    """The stock project's folder, its model trained, and how long the training took, in seconds."""
    cut = f"-{effort.examples_per_intent}" if effort.examples_per_intent else ""
    folder = CACHE / f"stock-{stock_project.fingerprint()}-{epochs.number}{cut}"
    note = folder / "training.json"
    if retrain or not note.exists():
        shutil.rmtree(folder, ignore_errors=True)
        stock_project.write(folder, epochs.number, effort.examples_per_intent)
        print(f"Training the stock model once for this data, {epochs.meaning} …", flush=True)
        seconds = processes.train(folder, ["--out", ".", "--fixed-model-name", "model"])
        note.write_text(json.dumps({"seconds": seconds}), encoding="utf-8")
    return folder, float(json.loads(note.read_text(encoding="utf-8"))["seconds"])


def _train_ours() -> float:
    root = stock_project.ROOT
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        inputs = ["--config", f"{root}/config.yml", "--domain", f"{root}/domain", "--data", f"{root}/data"]
        return processes.train(Path(scratch), [*inputs, "--out", scratch])


def _ask_servers(stock_folder: Path, ours: Figures, stock: Figures, effort: Effort) -> None:
    print("Starting both sides …", flush=True)
    with processes.product() as product, processes.stock(stock_folder) as peer:
        ours.start_seconds, stock.start_seconds = product.start_seconds, peer.start_seconds
        print("Asking …", flush=True)
        contenders = [Contender(Product(product.url), product, ours), Contender(Stock(peer.url), peer, stock)]
        asyncio.run(_measure(contenders, effort))
        ours.memory, stock.memory = product.memory(), peer.memory()
        with httpx.Client(base_url=product.url, timeout=30) as client:
            ours.sign_in = sign_in_timing.measure(client).as_text()


async def _measure(contenders: list[Contender], effort: Effort) -> None:
    texts = questions()
    for each in contenders:
        await one_member(each.side, effort.warm_up_turns, texts)
    for _ in range(effort.blocks):
        for each in contenders:
            before = each.running.cpu_seconds()
            times = sorted(await one_member(each.side, effort.turns_per_block, questions()))
            each.figures.cpu_per_turn.append(1000 * (each.running.cpu_seconds() - before) / len(times))
            each.figures.medians.append(statistics.median(times))
            each.figures.p95s.append(times[int(len(times) * 0.95)])
    for _ in range(effort.blocks):
        for each in contenders:
            each.figures.rates.append(await many_members(each.side, effort.members, effort.turns_per_member))
    for each in contenders:
        await each.side.close()


def _conditions(epochs: Epochs, effort: Effort) -> dict[str, str]:
    found = {
        "Measured on": f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} CPUs, which the load also ran on; "
        f"load average {os.getloadavg()[0]:.1f} at the end; {platform.platform()}",
        "Stock pipeline": "SpacyNLP ja_ginza, DIET, ResponseSelector, FallbackClassifier; RulePolicy and TED "
        "(tests/bench/stock/config.yml), the same examples and answers",
        "Stock training": epochs.meaning,
    }
    return found if effort == FULL else {"REHEARSAL": "hardly any data and turns, the figures mean nothing", **found}


if __name__ == "__main__":
    main()
