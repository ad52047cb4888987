"""In-process figures with their spread: `pytest tests/bench --benchmark-enable -n0 -o addopts=""`."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from engine.states.graph import Graph
from engine.pack.scenario import Scenario
from engine.pack.validation import to_model
from engine.pack.source import parse
from engine.states.program import Program
from engine.states.values import Valuation
from tests.bench.generate import as_yaml, long, typical


@pytest.fixture(scope="module")
def raw() -> bytes:
    return as_yaml(long()).encode()


@pytest.fixture(scope="module")
def program() -> Program:
    model, _ = to_model(parse(as_yaml(typical()).encode(), "typical.yaml"), Scenario)
    assert model is not None
    return Program(model)


@pytest.mark.benchmark(group="read 1.4 MB")
def test_event_pass(benchmark: Any, raw: bytes) -> None:
    assert benchmark(lambda: parse(raw, "long.yaml")).whole


@pytest.mark.benchmark(group="read 1.4 MB")
def test_csafeloader(benchmark: Any, raw: bytes) -> None:
    assert benchmark(lambda: yaml.load(raw, yaml.CSafeLoader))


@pytest.mark.benchmark(group="120 scenes, 40 flags, 1 counter")
def test_explore(benchmark: Any, program: Program) -> None:
    assert benchmark(lambda: Graph(program, injects=True)).complete


@pytest.mark.benchmark(group="120 scenes, 40 flags, 1 counter")
def test_value(benchmark: Any, program: Program) -> None:
    assert benchmark(lambda: Valuation(program, graph=Graph(program, injects=False)).least_loss(0)) == 0
