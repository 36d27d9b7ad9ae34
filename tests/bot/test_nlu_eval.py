"""The figures of `make nlu-eval`, by hand-made replies."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import nlu_eval
from bot.nlu_eval import CLARIFY, OUT_OF_SCOPE, Line, Reply, confusions, read_lines, reply_to, report, score, wilson

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
