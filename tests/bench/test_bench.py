"""The bench itself, without its long runs: what it asks, learns and reports. Runs in the backend's environment."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
import yaml

from tests.bench import ask_models, bench, report, sign_in_timing, stock_project, streams
from tests.bench.effort import FULL, REHEARSAL, epochs_of
from tests.bench.report import Figures

SMALL = 2


def _share(measure: str, hits: int) -> dict[str, Any]:
    return {"set": "short", "measure": measure, "hits": hits, "total": 10, "interval": [0.25, 0.75]}


def _figures(milliseconds: float, hits: int) -> Figures:
    return Figures(
        medians=[milliseconds, milliseconds + 1],
        p95s=[milliseconds],
        cpu_per_turn=[milliseconds],
        rates=[50.0],
        memory={"Rasa": 900.0, "backend": 100.0},
        start_seconds=9.0,
        training_seconds=30.0,
        understanding={
            "shares": [_share("top-1", hits), _share("assisted", hits)],
            "milliseconds": {"median": milliseconds, "p95": milliseconds},
        },
    )


def test_the_table_and_the_json_tell_the_same(tmp_path: Path) -> None:
    ours, stock = _figures(10, 9), _figures(40, 6)
    report.save(tmp_path, ours, stock, FULL, {"Stock training": "1 epoch"})
    found = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    table = (tmp_path / "bench.md").read_text(encoding="utf-8")
    turn = next(row for row in found["figures"] if row["name"] == "a turn, median")
    assert (turn["ours"], turn["stock"], round(turn["ratio"], 2)) == (10.5, 40.5, 0.26)
    assert [share["measure"] for share in found["accuracy"]] == ["top-1"]
    assert "90.0 % [25.0, 75.0]" in table
    assert "Stock training: 1 epoch." in table
    assert all(row["name"] in table for row in found["figures"])


def test_a_side_that_gets_nothing_right_has_no_ratio() -> None:
    (share,) = report.accuracy(_figures(1, 5), _figures(1, 0))
    assert share.ratio is None
    assert share.cells()[-1] == "–"


def test_equal_epochs_make_as_many_updates_as_a_hundred_of_the_starter_data() -> None:
    assert epochs_of("equal", 1661).number == 100
    assert epochs_of("equal", 16_610).number == 10
    assert epochs_of("equal", 10**6).number == 1


def test_a_training_cut_short_says_so() -> None:
    assert "mean nothing" in epochs_of("1", 1000).meaning
    assert "mean nothing" not in epochs_of("100", 1000).meaning
    with pytest.raises(ValueError, match="invalid literal"):
        epochs_of("many", 1000)
    with pytest.raises(ValueError, match="1 or more"):
        epochs_of("0", 1000)


def test_the_stock_project_has_all_our_examples_and_an_answer_to_every_intent(tmp_path: Path) -> None:
    stock_project.write(tmp_path, epochs=7)
    project = {
        name: yaml.load((tmp_path / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for name in ("config.yml", "domain.yml", "data/nlu.yml", "data/rules.yml")
    }
    learnt = {entry["intent"]: entry["examples"].splitlines() for entry in project["data/nlu.yml"]["nlu"]}
    lines = sum(
        line.startswith("      - ")
        for path in (stock_project.ROOT / "data/nlu").rglob("*.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    assert sum(map(len, learnt.values())) == lines == stock_project.example_count()
    assert {f"utter_{intent}" for intent in learnt} <= set(project["domain.yml"]["responses"])
    ruled = {rule["steps"][0]["intent"] for rule in project["data/rules.yml"]["rules"]}
    assert {intent.partition("/")[0] for intent in learnt} < ruled
    assert {part["epochs"] for part in project["config.yml"]["pipeline"] if "epochs" in part} == {7}


def test_a_rehearsal_learns_a_few_examples_of_every_intent(tmp_path: Path) -> None:
    stock_project.write(tmp_path, epochs=1, most=SMALL)
    written = yaml.safe_load((tmp_path / "data/nlu.yml").read_text(encoding="utf-8"))["nlu"]
    assert {len(entry["examples"].splitlines()) for entry in written} == {SMALL}
    assert len(written) * SMALL == stock_project.example_count(SMALL)


def _parsed(best: str, ranking: dict[str, float], answers: dict[str, float]) -> dict[str, Any]:
    return {
        "intent": {"name": best},
        "intent_ranking": [{"name": name, "confidence": confidence} for name, confidence in ranking.items()],
        "response_selector": {
            "default": {"ranking": [{"intent_response_key": key, "confidence": each} for key, each in answers.items()]}
        },
    }


ANSWERS = {"faq/withdrawal": 0.6, "faq/backup_codes": 0.3}


def test_the_stock_pipelines_answer_is_the_likeliest_response_of_its_retrieval_intent() -> None:
    reply = ask_models.stock_reply(_parsed("faq", {"faq": 0.5, "account_unlock": 0.2}, ANSWERS))
    assert reply.topic == "faq/withdrawal"
    # 0.5 × 0.6, 0.2, 0.5 × 0.3
    assert reply.ranking == ("faq/withdrawal", "account/unlock", "faq/backup_codes")


def test_the_stock_pipelines_fallback_is_a_refusal_that_leaves_the_ranking() -> None:
    reply = ask_models.stock_reply(_parsed("nlu_fallback", {"nlu_fallback": 0.7, "faq": 0.3}, ANSWERS))
    assert (reply.topic, reply.ranking) == ("conversation/out_of_scope", ("faq/withdrawal", "faq/backup_codes"))


def test_the_dev_sets_are_there_and_no_other() -> None:
    lines = ask_models.dev_lines(SMALL)
    assert {name: len(of_set) for name, of_set in lines.items()} == dict.fromkeys(ask_models.SETS, SMALL)
    assert all(line.foreign for line in lines["out_of_scope"])


class _Side:
    """Answers at once."""

    def __init__(self) -> None:
        self.conversations = 0
        self.asked = 0

    async def open(self) -> str:
        self.conversations += 1
        return str(self.conversations)

    async def ask(self, conversation: str, text: str) -> bool:
        self.asked += 1
        return bool(conversation and text)

    async def close(self) -> None:
        self.conversations = 0


class _Running:
    """Uses half a second whenever one looks."""

    used = 0.0

    def cpu_seconds(self) -> float:
        self.used += 0.5
        return self.used


def test_both_sides_are_asked_alike_block_by_block() -> None:
    sides = [bench.Contender(_Side(), _Running(), Figures()) for _ in range(2)]  # type: ignore[arg-type]
    asyncio.run(bench._measure(sides, REHEARSAL))
    turns = REHEARSAL.warm_up_turns + REHEARSAL.turns_per_block + REHEARSAL.members * REHEARSAL.turns_per_member
    for each in sides:
        assert isinstance(each.side, _Side)
        assert (each.side.asked, each.side.conversations) == (turns, 0)
        assert each.figures.cpu_per_turn == [500 / REHEARSAL.turns_per_block]
        assert len(each.figures.medians) == len(each.figures.rates) == REHEARSAL.blocks


def _shop(refused: list[str]) -> httpx.Client:
    """A shop that refuses everybody and notes whom."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/demo/members":
            cases = ("plain", "locked", "withdrawn", "card")
            return httpx.Response(200, json={"members": [{"login_id": case, "case": case} for case in cases]})
        if request.method == "GET":
            return httpx.Response(200, text='<meta name="csrf-token" content="0af1">')
        form = dict(parse_qsl(request.content.decode()))
        refused.append(form["login_id"])
        return httpx.Response(422 if form["csrf_token"] == "0af1" else 403)

    return httpx.Client(base_url="http://shop.example", transport=httpx.MockTransport(answer))


def test_known_and_unknown_login_ids_are_tried_by_turns_and_nobody_is_locked() -> None:
    refused: list[str] = []
    found = sign_in_timing.measure(_shop(refused))
    known = [login_id for login_id in refused if not login_id.startswith("nobody.")]
    assert sorted(known) == ["card"] * sign_in_timing.TRIES_PER_MEMBER + ["plain"] * sign_in_timing.TRIES_PER_MEMBER
    assert len(set(refused)) == 2 + 3 + 2 * len(known)  # every unknown one is another
    assert min(found.known, found.unknown, found.unknown_again) > 0


def test_the_report_tells_what_the_time_of_a_refusal_tells(tmp_path: Path) -> None:
    ours = _figures(10, 9)
    ours.sign_in = sign_in_timing.SignInTiming(known=51.0, unknown=50.0, unknown_again=49.0).as_text()
    report.save(tmp_path, ours, _figures(40, 6), FULL, {})
    assert "51.0 ms for login ids that exist, 50.0 ms for others; ratio 1.020" in (tmp_path / "bench.md").read_text(
        encoding="utf-8"
    )


def test_the_times_of_a_delivery_tell_the_slowest_and_what_never_came() -> None:
    delivery = streams.Delivery.of([float(time) for time in range(100, 0, -1)], missing=2)
    assert (delivery.median, delivery.p95, delivery.longest, delivery.missing) == (50.5, 96.0, 100.0, 2)
    assert str(delivery).endswith("2 missing")
    assert "missing" not in str(streams.Delivery.of([1.0], missing=0))


def test_streams_are_told_everything_by_a_backend_of_their_own(tmp_path: Path) -> None:
    found = streams.measure(streams.REHEARSAL)
    assert (found.members.missing, found.consoles.missing) == (0, 0)
    assert 0 < found.members.median <= found.members.p95 <= found.members.longest
    ours = _figures(10, 9)
    ours.streams = found.as_text()
    report.save(tmp_path, ours, _figures(40, 6), REHEARSAL, {})
    assert found.as_text() in (tmp_path / "bench.md").read_text(encoding="utf-8")
