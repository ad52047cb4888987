"""LibreOffice for the tests of files that it opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.exporters.readers import Office


@pytest.fixture(scope="session")
def office(tool: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice with a profile that all tests of a process share: to make one takes longer than to convert a file."""
    return Office(tool("soffice", "libreoffice"), tmp_path_factory.mktemp("office"))
