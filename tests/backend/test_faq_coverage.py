"""docs/faq-coverage.md: every topic of the FAQ has a row, no cell is empty, and what a row names is there."""

import re
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient

from backend.core.settings import PROJECT_ROOT
from tests.backend.routes import routes_of

_DOCUMENT = (PROJECT_ROOT / "docs" / "faq-coverage.md").read_text(encoding="utf-8")
_HEAD = "| entry | answer | rule | page | tests |"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in _DOCUMENT.splitlines()
    if line.startswith("| ") and line != _HEAD
]
_TOPICS = yaml.safe_load((PROJECT_ROOT / "data" / "topics.yml").read_text(encoding="utf-8"))["topics"]


def _named(text: str) -> list[str]:
    """What stands between back-ticks."""
    return re.findall(r"`([^`]+)`", text)


def test_every_topic_has_one_row() -> None:
    listed = [name for row in ROWS for name in _named(row[1]) if name.startswith("faq/")]
    assert sorted(listed) == sorted(topic for topic in _TOPICS if topic.startswith("faq/"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_no_cell_is_empty(row: list[str]) -> None:
    assert len(row) == 5
    assert all(row)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_answer_and_rule_are_there(row: list[str]) -> None:
    paths = [name for name in (*_named(row[1]), *_named(row[2])) if "." in name]
    assert [path for path in paths if not (PROJECT_ROOT / path).is_file()] == []


def test_pages_are_there(client: TestClient) -> None:
    served = {_shape(route.path) for route in routes_of(client)}
    named = {_shape(name.removeprefix("POST ")) for row in ROWS for name in _named(row[3])}
    assert named - served == set()


def test_what_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)]+)\)", _DOCUMENT)
    assert [link for link in links if not (PROJECT_ROOT / "docs" / link).is_file()] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_tests_are_there(row: list[str]) -> None:
    assert _named(row[4])
    for name in _named(row[4]):
        path, _, function = name.partition("::")
        assert f"def {function}(" in Path(PROJECT_ROOT / path).read_text(encoding="utf-8"), name


def test_the_foot_of_a_page_says_what_pdfs_need(client: TestClient) -> None:
    assert "Adobe® Reader®（無料）" in client.get("/sign-in").text


def _shape(address: str) -> str:
    """An address whatever its variable parts are called."""
    return re.sub(r"\{[^}]+\}", "{}", address)
