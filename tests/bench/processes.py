"""The two sides as processes: started, waited for, weighed and stopped."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.bench import stock_project

ROOT = stock_project.ROOT
BOT_PYTHON = str(ROOT / "bot/.venv/bin/python")
RASA = [BOT_PYTHON, "-m", "rasa"]
START_SECONDS = 180.0


@dataclass
class Running:
    """A side that answers."""

    url: str
    process: psutil.Process
    start_seconds: float
    parts: dict[str, str] = field(default_factory=dict)

    def _all(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """What all its processes have used of the CPUs since they started."""
        return sum(sum(process.cpu_times()[:2]) for process in self._all())

    def memory(self) -> dict[str, float]:
        """Resident memory of each process, in MB."""
        found: dict[str, float] = {}
        for process in self._all():
            command = " ".join(process.cmdline())
            name = next((name for name, mark in self.parts.items() if mark in command), "the rest")
            found[name] = found.get(name, 0.0) + process.memory_info().rss / 1e6
        return found


def quiet_environment() -> dict[str, str]:
    """The environment with what ops/quiet.env sets, so that both sides run under the same."""
    shown = subprocess.run(
        ["bash", "-c", "set -a; . ops/quiet.env; env -0"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    variables = dict(line.split("=", 1) for line in shown.split("\0") if "=" in line)
    return {**variables, "PYTHONPATH": str(ROOT)}


def free_port(*steps: int) -> int:
    """A port that is free, and those so many above it too."""
    while True:
        port = 20_000 + secrets.randbelow(20_000)
        if all(_is_free(port + step) for step in (0, *steps)):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) != 0


@contextmanager
def product() -> Iterator[Running]:
    """Our whole product by ops/up, on a fresh database."""
    port = free_port(10_000, 12_000, 14_000)
    parts = {
        "Rasa": "-m rasa run",
        "action server": "-m rasa_sdk",
        "backend": "-m backend",
        "supervisor": "supervisord",
    }
    try:
        with _running(
            ["ops/up"], ROOT, {"PORT": str(port)}, f"http://127.0.0.1:{port}", "/api/health", parts
        ) as running:
            yield running
    finally:
        shutil.rmtree(ROOT / "var" / str(port), ignore_errors=True)


@contextmanager
def stock(folder: Path) -> Iterator[Running]:
    """The stock peer: `rasa run` with its rest channel and trackers in memory."""
    port = free_port()
    command = [
        *RASA,
        "run",
        "-i",
        "127.0.0.1",
        "-p",
        str(port),
        "--credentials",
        "credentials.yml",
        "--model",
        "model.tar.gz",
    ]
    with _running(command, folder, {}, f"http://127.0.0.1:{port}", "/", {"Rasa": "-m rasa run"}) as running:
        yield running


@contextmanager
def _running(
    command: list[str], folder: Path, more: dict[str, str], url: str, ready: str, parts: dict[str, str]
) -> Iterator[Running]:
    started = time.monotonic()
    log = ROOT / ".cache/bench/last.log"
    with log.open("a", encoding="utf-8") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**quiet_environment(), **more},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait(process, url + ready, started + START_SECONDS)
        yield Running(url, psutil.Process(process.pid), time.monotonic() - started, parts)
    finally:
        _stop(process)


def _wait(process: subprocess.Popen[bytes], url: str, deadline: float) -> None:
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(url, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{url} never answered; see .cache/bench/last.log")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def train(folder: Path, arguments: list[str]) -> float:
    """Run `rasa train` from nothing; how long it took, in seconds."""
    cache = folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    started = time.monotonic()
    environment = {**quiet_environment(), "RASA_CACHE_DIRECTORY": str(cache)}
    with (ROOT / ".cache/bench/last.log").open("a", encoding="utf-8") as output:
        subprocess.run(
            [*RASA, "train", "--force", *arguments],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=output,
            check=True,
        )
    shutil.rmtree(cache, ignore_errors=True)
    return time.monotonic() - started


def understanding(side: str, model: Path, lines_per_set: int | None) -> dict[str, Any]:
    """What `tests.bench.ask_models` finds out about a model, in Rasa's environment."""
    with tempfile.NamedTemporaryFile(suffix=".json") as result, (ROOT / ".cache/bench/last.log").open("a") as output:
        limit = [str(lines_per_set)] if lines_per_set else []
        subprocess.run(
            [BOT_PYTHON, "-m", "tests.bench.ask_models", side, str(model), result.name, *limit],
            cwd=ROOT,
            env=quiet_environment(),
            stdout=output,
            stderr=output,
            check=True,
        )
        found: dict[str, Any] = json.loads(Path(result.name).read_text(encoding="utf-8"))
        return found
