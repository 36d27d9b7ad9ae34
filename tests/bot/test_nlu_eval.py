"""What `make nlu-eval` prints, by hand-made replies."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import nlu_eval
from bot.evaluation.calibration import as_text, bins, expected_calibration_error
from bot.evaluation.calibration_svg import as_svg
from bot.evaluation.entities import by_kind, differences, score_entities
from bot.evaluation.lines import OUT_OF_SCOPE, Line, comparable, read_lines
from bot.evaluation.report import report
from bot.evaluation.shares import wilson
from bot.evaluation.topics import CLARIFY, Reply, confusions, reply_to, score

RESPONSES = {
    "utter_faq_a": [
        {"text": "…", "buttons": [{"title": "B", "payload": "choice:faq/b"}, {"title": "C", "payload": "x"}]}
    ]
}


def figures(line: Line, reply: Reply) -> dict[str, int]:
    return {share.name: share.hits for share in score([line], [reply]) if share.total}


def test_direct_answer() -> None:
    counted = figures(Line("…", ("faq/a",)), Reply("faq/a", ("faq/a", "faq/b"), ()))
    assert counted == {"top-1": 1, "top-3": 1, "resolved": 1, "assisted": 1, "false rejection": 0, "asked back": 0}


def test_wrong_answer_whose_button_helps() -> None:
    counted = figures(Line("…", ("faq/b",)), Reply("faq/a", ("faq/a", "faq/c", "faq/b"), ("faq/b",)))
    assert counted == {"top-1": 0, "top-3": 1, "resolved": 0, "assisted": 1, "false rejection": 0, "asked back": 0}


@pytest.mark.parametrize(("accept", "hits"), [(("faq/b",), 0), (("faq/b", "faq/c"), 1), (("faq/x", "faq/y"), 0)])
def test_asking_back_resolves_only_what_is_open(accept: tuple[str, ...], hits: int) -> None:
    reply = Reply(CLARIFY, ("faq/a", "faq/b"), ("faq/a", "faq/b"))
    assert figures(Line("…", accept), reply)["resolved"] == hits


def test_only_the_first_four_choices_count() -> None:
    choices = ("faq/1", "faq/2", "faq/3", "faq/4", "faq/5")
    assert figures(Line("…", ("faq/5",)), Reply("faq/a", ("faq/a",), choices))["assisted"] == 0


def test_false_rejection_is_one_without_a_right_choice() -> None:
    line = Line("…", ("faq/a",))
    assert figures(line, Reply(OUT_OF_SCOPE, ("faq/b",), ("faq/b",)))["false rejection"] == 1
    assert figures(line, Reply(OUT_OF_SCOPE, ("faq/a",), ("faq/a",)))["false rejection"] == 0


def test_foreign_lines_count_for_recall_alone() -> None:
    line = Line("天気", (OUT_OF_SCOPE,))
    assert figures(line, Reply(OUT_OF_SCOPE, (), ())) == {"out of scope": 1}
    assert figures(line, Reply("faq/a", ("faq/a",), ())) == {"out of scope": 0}


def test_confusions_name_what_was_wanted_and_given() -> None:
    lines = [Line("…", ("faq/a",)), Line("…", ("faq/a",)), Line("…", ("faq/b",))]
    replies = [Reply("faq/b", ("faq/b",), ())] * 3
    assert confusions(lines, replies) == [("faq/a", "faq/b", 2)]


def test_reply_to_reads_decision_and_buttons() -> None:
    direct = reply_to({"decision": {"topic": "faq/a", "candidates": ["faq/a", "faq/b"]}}, RESPONSES)
    assert direct == Reply("faq/a", ("faq/a", "faq/b"), ("faq/b",))
    asked = reply_to({"decision": {"topic": CLARIFY, "candidates": ["faq/a", "faq/b"]}}, RESPONSES)
    assert asked == Reply(CLARIFY, ("faq/a", "faq/b"), ("faq/a", "faq/b"))
    greeting = reply_to({"decision": {"topic": "conversation/greet", "candidates": ["faq/a"]}}, {})
    assert greeting.ranking == ("conversation/greet", "faq/a")


def test_report_says_it_all() -> None:
    text = report([Line("…", ("faq/a",))], [Reply("faq/b", ("faq/b",), ())], 2.0)
    assert "top-1" in text
    assert "faq/a → faq/b" in text


def test_bad_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "a", "accept": ["faq/a"]}\n\n{"text": "b"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=":3:"):
        read_lines(path)
    assert nlu_eval.main([str(path)]) == 2
    assert ":3:" in capsys.readouterr().err


def test_missing_file_is_no_traceback(tmp_path: Path) -> None:
    assert nlu_eval.main([str(tmp_path / "none.jsonl")]) == 2


def test_missing_model_is_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "a", "accept": ["faq/a"]}\n', encoding="utf-8")
    assert nlu_eval.main([str(path), "--model", str(tmp_path / "none")]) == 2
    assert "no trained model" in capsys.readouterr().err


def test_interval_of_a_known_case() -> None:
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)


@given(st.integers(1, 2000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_interval_holds_the_share(case: tuple[int, int]) -> None:
    hits, total = case
    low, high = wilson(hits, total)
    assert 0 <= low <= hits / total + 1e-9
    assert hits / total - 1e-9 <= high <= 1


MONTH, SERVICE = ("usage_month", "--04"), ("service", "fjcloud_v")


def asked_for(*entities: tuple[str, str], source: Path | None = None) -> Line:
    return Line("ひみつのことば", (), frozenset(entities), source)


def with_entities(*entities: tuple[str, str]) -> Reply:
    return Reply("faq/a", ("faq/a",), (), 1.0, frozenset(entities))


def test_entities_are_counted_by_what_is_missing_and_what_is_found_besides() -> None:
    lines = [asked_for(MONTH, SERVICE), asked_for(), asked_for(MONTH)]
    replies = [with_entities(MONTH), with_entities(SERVICE), with_entities(MONTH)]
    assert [(share.name, share.hits, share.total) for share in score_entities(lines, replies)] == [
        ("entity recall", 2, 3),
        ("entity precision", 2, 3),
        ("lines all right", 1, 3),
    ]
    counted = {
        recall.name: (recall.hits, recall.total, precision.total) for recall, precision in by_kind(lines, replies)
    }
    assert counted == {"service": (0, 1, 1), "usage_month": (2, 2, 2)}
    assert differences(lines[0], replies[0]) == "-service=fjcloud_v"
    assert differences(lines[1], replies[1]) == "+service=fjcloud_v"
    assert differences(lines[2], replies[2]) == ""


def test_entities_and_topics_are_scored_apart() -> None:
    lines = [Line("…", ("faq/a",)), asked_for(MONTH)]
    replies = [Reply("faq/a", ("faq/a",), ()), Reply("faq/b", ("faq/b",), ())]
    assert {share.name: share.total for share in score(lines, replies)}["top-1"] == 1
    assert confusions(lines, replies) == []
    assert score_entities(lines[:1], replies[:1]) == []


@pytest.mark.parametrize(
    ("entity", "typed", "other"),
    [
        ("invalid_month", "13月", "13"),
        ("invalid_month", "１３月分", "十三月"),
        ("invalid_month", "2026年13月", "13月"),
        ("invalid_closing", "15日締め", "15日〆"),
        ("order_number", "ORD-2026-000123", "ＯＲＤ-2026-000123"),
    ],
)
def test_as_typed_is_compared_leniently(entity: str, typed: str, other: str) -> None:
    assert comparable(entity, typed) == comparable(entity, other)


def test_values_are_compared_strictly_else() -> None:
    assert comparable("usage_month", "2026-04") != comparable("usage_month", "--04")


def test_reply_to_takes_the_entities_that_test_sets_list() -> None:
    found = [
        {"entity": "service", "value": "fjcloud_v"},
        {"entity": "login_id", "value": "taro"},
        {"entity": "invalid_month", "value": "13月"},
    ]
    decided = {"decision": {"topic": "faq/a", "candidates": []}, "intent": {"confidence": 0.4}, "entities": found}
    reply = reply_to(decided, {})
    assert reply.entities == {("service", "fjcloud_v"), ("invalid_month", "13")}
    assert reply.confidence == 0.4


def test_calibration_of_a_known_case() -> None:
    lines = [Line("…", ("faq/a",))] * 10 + [asked_for(MONTH)]
    right, wrong = (Reply(topic, (topic,), (), 0.75) for topic in ("faq/a", "faq/b"))
    diagram = bins(lines, [right] * 5 + [wrong] * 5 + [with_entities()])
    assert [(each.low, each.count, each.right) for each in diagram] == [(0.7, 10, 5)]
    assert expected_calibration_error(diagram) == pytest.approx(0.25)
    assert "25.0 %" in as_text(diagram)
    assert expected_calibration_error([]) == 0


def test_asked_back_is_judged_by_the_first_of_its_ranking() -> None:
    (asked,) = bins([Line("…", ("faq/a",))], [Reply(CLARIFY, ("faq/a", "faq/b"), ("faq/a", "faq/b"), 0.2)])
    assert (asked.low, asked.right) == (0.2, 1)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_every_line_is_in_one_bin_and_the_error_is_a_share(cases: list[tuple[float, bool]]) -> None:
    lines = [Line("…", ("faq/a",))] * len(cases)
    replies = [Reply("faq/a" if right else "faq/b", (), (), confidence) for confidence, right in cases]
    diagram = bins(lines, replies)
    assert sum(each.count for each in diagram) == len(cases)
    assert sum(each.right for each in diagram) == sum(right for _, right in cases)
    assert 0 <= expected_calibration_error(diagram) <= 1
    ElementTree.fromstring(as_svg(diagram, "A & B <C>"))


def test_svg_has_a_bar_for_each_bin() -> None:
    lines = [Line("…", ("faq/a",))] * 2
    picture = ElementTree.fromstring(
        as_svg(bins(lines, [Reply("faq/a", (), (), 0.95), Reply("faq/b", (), (), 0.15)]), "…")
    )
    bars = [each for each in picture.iter() if each.get("class") == "bar"]
    assert sorted(float(each.get("height", "")) for each in bars) == [0.0, 400.0]


def test_report_shows_no_words_unless_told_and_never_those_of_a_gate_set() -> None:
    open_line, gate_line = (asked_for(MONTH, source=Path(f"tests/nlu/{folder}/x.jsonl")) for folder in ("dev", "gate"))
    replies = [with_entities()]
    assert "ひみつ" not in report([open_line], replies, 1.0)
    assert "ひみつ" in report([open_line], replies, 1.0, show_lines=True)
    hidden = report([gate_line], replies, 1.0, show_lines=True)
    assert "ひみつ" not in hidden
    assert "never shown" in hidden
    assert "0/1" in hidden


def test_several_files_have_a_row_each(tmp_path: Path) -> None:
    first, second = (Line("…", ("faq/a",), None, tmp_path / f"{name}.jsonl") for name in ("one", "two"))
    text = report([first, second], [Reply("faq/a", ("faq/a",), ()), Reply("faq/b", ("faq/b",), ())], 1.0)
    rows = {line.split()[0].split("/")[-1]: line.split()[1:3] for line in text.splitlines() if ".jsonl" in line}
    assert rows == {"one.jsonl": ["1", "100.0"], "two.jsonl": ["1", "0.0"]}
    assert "1/2" in text
    assert ".jsonl" not in report([first], [Reply("faq/a", ("faq/a",), ())], 1.0)


def test_command_scores_several_files_and_draws(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def model(_: str, lines: list[Line]) -> tuple[list[Reply], float]:
        return [Reply("faq/a", ("faq/a",), (), 0.9, frozenset({MONTH})) for _ in lines], 2.0

    monkeypatch.setattr(nlu_eval, "ask_model", model)
    topics, entities, plot = tmp_path / "topics.jsonl", tmp_path / "entities.jsonl", tmp_path / "plot.svg"
    topics.write_text('{"text": "a", "accept": ["faq/a"]}\n', encoding="utf-8")
    wanted = [{"entity": "usage_month", "value": "--04"}]
    entities.write_text(json.dumps({"text": "b", "entities": wanted}), encoding="utf-8")
    assert nlu_eval.main([str(topics), str(entities), "--plot", str(plot)]) == 0
    printed = capsys.readouterr().out
    for figure in ("top-1", "top-3", "resolved", "assisted", "out of scope", "false rejection", "entity recall"):
        assert figure in printed
    assert ElementTree.fromstring(plot.read_text(encoding="utf-8")).tag.endswith("svg")
