"""Laws that prove that they compared something.

A law is a Hypothesis test under `law`. It calls `compared(name)` wherever it compares what not every example has, and says
which share of the examples has to get there. Below that share it fails, so that it can't be green because it looked at nothing.
"""

from __future__ import annotations

import functools
import os
from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, event, settings

T = TypeVar("T", bound=Callable[..., Any])
FULL = os.environ.get("HOTWASH_DEPTH") == "full"
"""Whether laws run in their full depth, as in CI."""
LEAST = 0.6
"""Share of the examples that has to pass `assume`."""
_reached: Counter[str] = Counter()
"""Of the law that runs: `examples` tried, `whole` ones, and for each name how many compared it."""
_here: set[str] = set()
"""What the example that runs has compared."""


def compared(name: str) -> None:
    """This example has compared what `name` says. It counts once an example."""
    _here.add(name)


def law(examples: int = 100, *, quick: int | None = None, whole: float = LEAST, **least: float) -> Callable[[T], T]:
    """Make a Hypothesis test a law. It stands above `given`.

    Args:
        examples: how many, in full depth.
        quick: how many otherwise; a half, but never fewer than 20, where it is not given.
        whole: the share of the examples that has to pass `assume` and come to the end.
        least: for each name that the law gives to `compared`, the share of the examples that has to get there. It lies so far
            below what is met on average that chance alone doesn't fail it.
    """
    few = min(examples, max(20, examples // 2)) if quick is None else quick
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
    depth = settings(max_examples=examples if FULL else few, deadline=None, suppress_health_check=slow)

    def decorate(test: T) -> T:
        return _counted(depth(test), least | {"whole": whole})

    return decorate


def _counted(test: Any, least: dict[str, float]) -> Any:
    """The test, failing where what it compared was less than `least` of the examples."""
    body = test.hypothesis.inner_test

    @functools.wraps(body)
    def example(*given: Any, **named: Any) -> None:
        _reached["examples"] += 1
        _here.clear()
        body(*given, **named)
        for name in _here:
            event(name)
        _reached.update(_here | {"whole"})

    test.hypothesis.inner_test = example

    @functools.wraps(test)
    def judged(*given: Any, **named: Any) -> None:
        _reached.clear()
        test(*given, **named)
        if too_few := shortfall(_reached, least):
            pytest.fail(f"{test.__name__} compared too little: {too_few}")

    return judged


def shortfall(reached: Counter[str], least: dict[str, float]) -> str:
    """What was compared too seldom, in words; empty where all is well."""
    tried = reached["examples"]
    unknown = sorted(reached.keys() - least.keys() - {"examples"})
    few = [f"{name} in {reached[name]} of {tried} examples, at least {share:.0%} are expected"
           for name, share in least.items() if reached[name] < share * tried or not reached[name]]  # fmt: skip
    return "; ".join([*few, *(f"`{name}` is compared, but has no share" for name in unknown)])
