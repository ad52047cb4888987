"""What all tests of screens share."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.tui.driving import Moments
from tui.dialogs import guard


@pytest.fixture(autouse=True)
def moments(monkeypatch: pytest.MonkeyPatch) -> Moments:
    """The clock of the guards: what is shown can be answered at once, unless the test holds the moment."""
    clock = Moments()
    monkeypatch.setattr(guard, "later", clock.later)
    return clock


@pytest.fixture(autouse=True)
def steady_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor that does not blink, so that no picture depends on the moment."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _: None)
