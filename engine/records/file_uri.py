"""The address of a database file, as SQLite takes it."""

from __future__ import annotations

import os
from pathlib import PurePath
from urllib.parse import quote


def file_uri(path: PurePath, mode: str) -> str:
    r"""The URI under which SQLite opens an absolute path.

    The authority stays empty, also of a Windows share: SQLite refuses `file://server/share`, which `as_uri` makes of
    `\\server\share` (https://www.sqlite.org/uri.html, section 3.1).
    """
    text = path.as_posix()
    return f"file://{'' if text.startswith('/') else '/'}{quote(os.fsencode(text), safe='/:')}?mode={mode}"
