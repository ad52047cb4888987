"""Where the built-in pack lies."""

from __future__ import annotations

from pathlib import Path

from engine.errors import PackError


def builtin_folder() -> Path:
    """The built-in pack: inside an installed wheel, or beside the checkout.

    Raises:
        PackError: it is in neither place.
    """
    here = Path(__file__).resolve().parents[1]
    for folder in (here / "_pack", here.parent / "scenarios"):
        if (folder / "pack.yaml").is_file():
            return folder
    raise PackError("the built-in scenarios are missing: reinstall Hotwash")
