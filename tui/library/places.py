"""Where the program keeps what it can make anew."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Where answers of the checker are kept."""
    return _given() or _usual("check")


def catalogue_folder() -> Path:
    """Where the catalogues of packs are kept. It can be deleted at any time."""
    given = _given()
    return given / "library" if given else _usual("library")


def _given() -> Path | None:
    named = os.environ.get("HOTWASH_CACHE")
    return Path(os.path.expanduser(named)) if named else None  # noqa: PTH111 - an unknown home folder is no error here


def _usual(name: str) -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("hotwash", appauthor=False) / name
