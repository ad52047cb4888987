"""What all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings

# Other work on the machine must not make a law fail.
settings.register_profile("hotwash", suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
# A mutant is told from the program by the first example that fails; the simplest one is nobody's question.
settings.register_profile("mutants", settings.get_profile("hotwash"), phases=[Phase.explicit, Phase.generate])
settings.load_profile("hotwash")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Under mutmut, tests that are called after the module that is changed run first: they notice soonest."""
    module = os.environ.get("MUTANT_UNDER_TEST", "").rpartition(".")[0].rpartition(".")[2].replace("_", "-")
    if module:
        items.sort(key=lambda item: module not in item.nodeid.replace("_", "-"))


@pytest.fixture(autouse=True, scope="session")
def _nothing_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Plays and answers of the tests stay away from the user's own."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOTWASH_CACHE", str(folder / "cache"))
        patch.setenv("HOTWASH_DB", str(folder / "plays.db"))
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        patch.delenv("HOTWASH_LOCAL", raising=False)
        yield


@pytest.fixture
def tmux() -> str:
    """The path of tmux; where it is missing the test is skipped, and in CI it fails."""
    return _found("tmux")


@pytest.fixture(scope="session")
def tool() -> Callable[..., str]:
    """Finds an outside program by any of its names; where it is missing the test is skipped, and in CI it fails."""
    return _found


def _found(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("HOTWASH_REQUIRE_TOOLS"):
            pytest.fail(f"{names[0]} is missing, and HOTWASH_REQUIRE_TOOLS is set")
        pytest.skip(f"{names[0]} is missing: the tests with it are left out")
    return found
