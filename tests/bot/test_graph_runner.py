"""Our runner gives what Rasa's own gives, whatever the graph."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from bot.graph_runner import InOrderGraphRunner

INPUT = "__input__"


class Joins(GraphComponent):
    """Puts its name before what it is given."""

    @classmethod
    def create(cls, config: dict[str, Any], *_: Any, **__: Any) -> Joins:
        made = cls()
        made.name = config["name"]
        return made

    name = ""

    def join(self, **given: str) -> str:
        return f"{self.name}({','.join(given[name] for name in sorted(given))})"


def _node(name: str, needs: list[str]) -> SchemaNode:
    return SchemaNode(
        needs={need: need for need in needs},
        uses=Joins,
        constructor_name="create",
        fn="join",
        config={"name": name},
        eager=True,
    )


@st.composite
def _graphs(draw: st.DrawFn) -> tuple[GraphSchema, list[str]]:
    names = [f"n{number}" for number in range(draw(st.integers(1, 7)))]
    nodes = {
        name: _node(name, draw(st.lists(st.sampled_from([INPUT, *names[:number]]), unique=True)))
        for number, name in enumerate(names)
    }
    shuffled = draw(st.permutations(names))
    targets = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    return GraphSchema({name: nodes[name] for name in shuffled}), targets


def _runner(kind: type[DaskGraphRunner], schema: GraphSchema) -> DaskGraphRunner:
    return kind.create(schema, None, ExecutionContext(schema))  # type: ignore[arg-type]


@settings(deadline=None, max_examples=60)
@given(graph=_graphs(), given_text=st.text(max_size=5))
def test_any_graph_gives_what_it_gives_under_rasas_own_runner(
    graph: tuple[GraphSchema, list[str]], given_text: str
) -> None:
    schema, targets = graph
    # Dask takes a text that names a node for that node.
    inputs = {INPUT: f"<{given_text}>"}
    ours = _runner(InOrderGraphRunner, schema)
    wanted = _runner(DaskGraphRunner, schema).run(inputs, targets)
    assert ours.run(inputs, targets) == wanted
    assert ours.run(inputs, targets) == wanted


def test_a_node_without_what_it_needs_is_an_error() -> None:
    runner = _runner(InOrderGraphRunner, GraphSchema({"a": _node("a", [INPUT])}))
    with pytest.raises(GraphRunError, match=INPUT):
        runner.run({}, ["a"])
