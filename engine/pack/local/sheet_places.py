"""Where the sheets of local words lie.

Beside a pack's files in `local/`; for the built-in pack among the settings of the user; or where `HOTWASH_LOCAL` says.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from engine.errors import UnusableFile
from engine.pack.files import read_bytes
from engine.pack.location import builtin_folder

VARIABLE = "HOTWASH_LOCAL"
"""Environment variable: a sheet, or a folder that has a folder for each pack, in the place of the usual one."""
FOLDER = "local"
"""Beside the files of a pack."""
SUFFIX = ".txt"
ALL = "pack"
"""Name of the sheet that is for all scenarios of a pack, as `pack.yaml` is. No scenario has it."""
MAX_SHEET = 2_000_000
"""Bytes of the largest sheet that is read."""


def sheet_path(pack_folder: Path, pack: str, id_: str = "") -> Path | None:
    """Where the sheet of a scenario lies, if there is one; None where another's was given by name.

    Args:
        pack_folder: of the scenario.
        pack: its name.
        id_: the scenario's; empty for the sheet that is for all of a pack's scenarios.
    """
    name = f"{id_ or ALL}{SUFFIX}"
    given = os.environ.get(VARIABLE, "")
    if given.lower().endswith(SUFFIX):
        sheet = Path(os.path.expanduser(given))  # noqa: PTH111 - an unknown home folder is no error here
        return sheet if _is_for(sheet, f"{pack}/{id_}" if id_ else pack) else None
    return _folder(pack_folder.absolute(), pack, given) / name


@lru_cache(maxsize=64)
def _folder(pack_folder: Path, pack: str, given: str) -> Path:
    if given:
        return Path(os.path.expanduser(given)) / pack  # noqa: PTH111 - as above
    if pack_folder.resolve() != builtin_folder():
        return pack_folder / FOLDER
    import platformdirs  # noqa: PLC0415  # for the built-in pack alone

    return platformdirs.user_config_path("hotwash", appauthor=False) / FOLDER / pack


def _is_for(sheet: Path, scenario: str) -> bool:
    """Whether a sheet that was given by name is for this scenario; one that cannot be read, or is not there yet, is for any."""
    from engine.pack.local.sheet import read_sheet  # noqa: PLC0415  # needed only where a sheet is given by name

    try:
        named = read_sheet(read_bytes(sheet, limit=MAX_SHEET), str(sheet)).about("scenario")
    except UnusableFile:
        return True
    return named in ("", scenario)


def sheet_paths(pack_folder: Path, pack: str, id_: str) -> tuple[Path | None, Path | None]:
    """Where a scenario's sheets lie, if there are any: its own, and that of all scenarios."""
    return sheet_path(pack_folder, pack, id_), sheet_path(pack_folder, pack)


def folders() -> str:
    """What the places rest on besides the folder of a pack: whoever keeps an answer keeps this with it."""
    return "\0".join(os.environ.get(name, "") for name in (VARIABLE, "XDG_CONFIG_HOME", "HOME", "APPDATA", "LOCALAPPDATA"))
