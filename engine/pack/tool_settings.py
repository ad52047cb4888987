"""`[tool.hotwash]` of a `pyproject.toml`: what `hotwash check` shows, where `pack.yaml` does not say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from engine.errors import PackError
from engine.pack.settings import CheckSettings
from engine.pack.validation import setting_problem

_NAME = "hotwash"


class UnreadTable(NamedTuple):
    """A table of a `pyproject.toml` that looks as if it held settings, and is not read."""

    file: Path
    path: tuple[str, ...]
    """Its name in parts."""
    shadowed: bool = False
    """Whether its name is right, and `pack.yaml` says what counts."""


class ToolSettings(NamedTuple):
    """What a `pyproject.toml` says to us."""

    settings: CheckSettings | None
    """None where there is no `[tool.hotwash]`."""
    misnamed: tuple[UnreadTable, ...] = ()


def tool_settings(file: Path, raw: bytes) -> ToolSettings:
    """What a `pyproject.toml` with this content says.

    Raises:
        PackError: it is no TOML, or its `[tool.hotwash]` cannot be used.
    """
    tables = _tables(file, raw)
    misnamed = tuple(UnreadTable(file, path) for path in _misnamed(tables))
    tool = tables.get("tool")
    if not isinstance(tool, dict) or _NAME not in tool:
        return ToolSettings(None, misnamed)
    try:
        return ToolSettings(CheckSettings.model_validate(tool[_NAME]), misnamed)
    except ValidationError as error:
        raise PackError(f"{file}: {setting_problem(error, CheckSettings, ('tool', _NAME))}") from error


def shadowed(file: Path, raw: bytes) -> tuple[UnreadTable, ...]:
    """The tables that are not read where `pack.yaml` says what counts; none where the file is no TOML."""
    try:
        tables = _tables(file, raw)
    except PackError:
        return ()
    tool = tables.get("tool")
    ours = (UnreadTable(file, ("tool", _NAME), shadowed=True),) if isinstance(tool, dict) and _NAME in tool else ()
    return ours + tuple(UnreadTable(file, path) for path in _misnamed(tables))


def _tables(file: Path, raw: bytes) -> dict[str, Any]:
    """The file, or nothing where our name does not occur in it."""
    if _NAME not in _squeezed(raw.decode(errors="replace")):
        return {}
    import tomllib  # noqa: PLC0415  # seldom needed, and this is on the way of every check

    try:
        return tomllib.loads(raw.decode())
    except ValueError as error:
        raise PackError(f"{file}: {error}") from error


def _misnamed(tables: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Tables with our name in another spelling, or in another place."""
    for name, table in tables.items():
        if not isinstance(table, dict):
            continue
        if _squeezed(name) == _NAME:
            yield (name,)
        if _squeezed(name) in {"tool", "tools"}:
            yield from (
                (name, inner) for inner in table
                if _squeezed(inner) == _NAME and (name, inner) != ("tool", _NAME)
            )  # fmt: skip


def _squeezed(text: str) -> str:
    return text.lower().replace("-", "").replace("_", "")
