"""What a run found: a table for people and the same as JSON."""

from __future__ import annotations

import json
import statistics
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.effort import Effort

# Of bot.nlu_eval's measures those that both sides can meet: the stock pipeline neither asks back nor offers choices.
MEASURES = ("top-1", "top-3", "resolved", "out of scope", "false rejection")


@dataclass
class Figures:
    """What was measured of one side; times in milliseconds unless named otherwise."""

    medians: list[float] = field(default_factory=list)
    p95s: list[float] = field(default_factory=list)
    cpu_per_turn: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)
    start_seconds: float = 0.0
    training_seconds: float = 0.0
    understanding: dict[str, Any] = field(default_factory=dict)
    """As `tests.bench.ask_models` reports it."""
    sign_in: str = ""
    """What `tests.bench.sign_in_timing` found, of our side only."""
    streams: str = ""
    """What `tests.bench.streams` found, of our side only."""


@dataclass(frozen=True)
class Row:
    """One figure of both sides; `goal` is what ours is held to."""

    name: str
    unit: str
    ours: float
    stock: float
    goal: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours as a part of the stock's."""
        return self.ours / self.stock if self.stock else None

    def cells(self) -> list[str]:
        """As a row of the table."""
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else "–"
        return [self.name, f"{self.ours:.1f} {self.unit}", f"{self.stock:.1f} {self.unit}", ratio, self.goal]


def rows(ours: Figures, stock: Figures, effort: Effort) -> list[Row]:
    """Speed, memory and training of both sides."""
    nlu, peer = ours.understanding["milliseconds"], stock.understanding["milliseconds"]
    middle = statistics.median
    return [
        Row("understanding a message, one core, median", "ms", nlu["median"], peer["median"], "≤ 4 ms"),
        Row("understanding a message, one core, 95th percentile", "ms", nlu["p95"], peer["p95"]),
        Row("a turn, median", "ms", middle(ours.medians), middle(stock.medians), "≤ 15 ms"),
        Row("a turn, 95th percentile", "ms", middle(ours.p95s), middle(stock.p95s)),
        Row("CPU time of a turn, all processes", "ms", middle(ours.cpu_per_turn), middle(stock.cpu_per_turn)),
        Row(f"{effort.members} members at once", "turns/s", middle(ours.rates), middle(stock.rates)),
        Row("memory, Rasa", "MB", ours.memory["Rasa"], stock.memory["Rasa"], "≤ 1000 MB"),
        Row("memory, all processes", "MB", sum(ours.memory.values()), sum(stock.memory.values())),
        Row("start-up", "s", ours.start_seconds, stock.start_seconds),
        Row("training", "s", ours.training_seconds, stock.training_seconds, "≤ 60 s"),
    ]


@dataclass(frozen=True)
class Accuracy:
    """One share of both sides: `ours` and `stock` hold `hits`, `total` and the 95 % `interval`."""

    dev_set: str
    measure: str
    ours: dict[str, Any]
    stock: dict[str, Any]

    @property
    def ratio(self) -> float | None:
        """Ours as a part of the stock's."""
        return self.ours["hits"] / self.stock["hits"] if self.stock["hits"] else None

    def cells(self) -> list[str]:
        """As a row of the table."""
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else "–"
        return [f"{self.dev_set}: {self.measure}", _percent(self.ours), _percent(self.stock), ratio]


def accuracy(ours: Figures, stock: Figures) -> list[Accuracy]:
    """The shares that both sides were scored on."""
    theirs = {(share["set"], share["measure"]): share for share in stock.understanding["shares"]}
    return [
        Accuracy(share["set"], share["measure"], share, theirs[share["set"], share["measure"]])
        for share in ours.understanding["shares"]
        if share["measure"] in MEASURES
    ]


def _percent(share: dict[str, Any]) -> str:
    low, high = share["interval"]
    return f"{100 * share['hits'] / share['total']:.1f} % [{100 * low:.1f}, {100 * high:.1f}]"


def as_text(ours: Figures, stock: Figures, effort: Effort, conditions: dict[str, str]) -> str:
    """Both tables in Markdown, with what they were measured under."""
    figures = [["", "ours", "stock", "ours / stock", "goal"], *(row.cells() for row in rows(ours, stock, effort))]
    shares = [
        ["dev set", "ours", "stock", "ours / stock"],
        *(share.cells() for share in accuracy(ours, stock)),
    ]
    parts = ", ".join(f"{name} {size:.0f}" for name, size in sorted(ours.memory.items()))
    notes = [
        *(f"{name}: {value}." for name, value in conditions.items()),
        f"Medians over {effort.blocks} blocks a side, taken in turn, after {effort.warm_up_turns} turns of warm-up. A "
        f"block: {effort.turns_per_block} FAQ turns one by one, or {effort.members} members of "
        f"{effort.turns_per_member} turns each.",
        f"The blocks' medians lay between {_spread(ours.medians)} ms (ours) and {_spread(stock.medians)} ms (stock).",
        "Ours is the whole turn by POST /api/conversations/{id}/messages, all of it in the database; at once, and in "
        "CPU time, opening a conversation every 5 turns counts too. Stock is Rasa's bare rest channel, its trackers "
        "in memory.",
        f"Memory of ours, MB: {parts}.",
        *(f"{found}." for found in (ours.sign_in, ours.streams) if found),
        "Accuracy: the dev sets (tests/nlu/dev), 95 % intervals by Wilson, both sides scored by bot.nlu_eval. "
        "resolved: answered right at once. out of scope: foreign messages declined; false rejection: messages of ours "
        "declined, with no choice that helps. Ours at its own threshold, stock at FallbackClassifier's default (0.3, "
        "ambiguity 0.1), its nlu_fallback counted as declined.",
    ]
    return "\n\n".join([_table(figures), _table(shares), "\n".join(f"- {note}" for note in notes)])


def save(folder: Path, ours: Figures, stock: Figures, effort: Effort, conditions: dict[str, str]) -> None:
    """Write `bench.md` and `bench.json`, for the documentation to quote."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {
        "conditions": conditions,
        "effort": asdict(effort),
        "figures": [{**asdict(row), "ratio": row.ratio} for row in rows(ours, stock, effort)],
        "accuracy": [{**asdict(share), "ratio": share.ratio} for share in accuracy(ours, stock)],
        "raw": {"ours": asdict(ours), "stock": asdict(stock)},
    }
    (folder / "bench.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "bench.md").write_text(as_text(ours, stock, effort, conditions) + "\n", encoding="utf-8")


def _table(lines: list[list[str]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    head, *body = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([head, rule, *body])


def _spread(values: list[float]) -> str:
    return f"{min(values):.1f}–{max(values):.1f}"
