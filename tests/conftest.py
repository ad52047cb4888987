"""What all tests share."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

# Other work on the machine must not make a law fail.
settings.register_profile("hotwash", suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
settings.load_profile("hotwash")


@pytest.fixture
def tmux() -> str:
    """The path of tmux; where it is missing the test is skipped, and in CI it fails."""
    found = shutil.which("tmux")
    if found is None:
        if os.environ.get("HOTWASH_REQUIRE_TOOLS"):
            pytest.fail("tmux is missing, and HOTWASH_REQUIRE_TOOLS is set")
        pytest.skip("tmux is missing: the tests in a real terminal are left out")
    return found
