"""Where the program keeps what it can make anew."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Where answers of the checker are kept."""
    given = os.environ.get("HOTWASH_CACHE")
    if given:
        return Path(os.path.expanduser(given))  # noqa: PTH111 - an unknown home folder is no error here
    from platformdirs import user_cache_path

    return user_cache_path("hotwash", appauthor=False) / "check"
