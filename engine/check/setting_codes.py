"""The codes that the settings of a pack name, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.pack.diagnostics import Path, Place
from engine.pack.folder import Pack, shown_path
from engine.pack.settings import CheckSettings


class SettingCode(NamedTuple):
    """A code, or the beginning of one, in the settings."""

    code: str
    path: Path
    """Where in the settings."""
    hides: bool
    """Whether it is there to hide findings, or to make less of them."""


def setting_codes(settings: CheckSettings) -> Iterator[SettingCode]:
    """Every code of the settings, in order."""
    for number, code in enumerate(settings.select):
        yield SettingCode(code, ("select", number), hides=False)
    for number, code in enumerate(settings.ignore):
        yield SettingCode(code, ("ignore", number), hides=True)
    for code, level in settings.severity.items():
        yield SettingCode(code, ("severity", code), hides=level != "error")


def tool_codes(pack: Pack) -> Iterator[tuple[SettingCode, Place]]:
    """The codes in the `[tool.hotwash]` of the `pyproject.toml` that a pack is checked by, where there is one."""
    file = pack.settings_file
    if file is None:
        return
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    for named in setting_codes(pack.settings):
        code = named.code
        line, column = next(((n, text.index(code)) for n, text in enumerate(lines, 1) if code in text), (1, 0))
        yield named, Place(shown_path(file), line, column + 1, len(code))
