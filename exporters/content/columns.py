"""Columns under other names: a mapping file says what an agency calls them."""

from __future__ import annotations

from pathlib import Path

from engine.errors import ExportError, PackError
from engine.pack.diagnostics import did_you_mean
from engine.pack.source import read


def renamed(columns: tuple[str, ...], file: str) -> tuple[str, ...]:
    """The columns under an agency's names.

    Args:
        columns: our names.
        file: path of a YAML file with `our name: other name` a line, read as strictly as a scenario; empty for none.

    Raises:
        ExportError: the file cannot be read, is no such mapping, names a column that there is not, or gives a name twice.
    """
    if not file:
        return columns
    try:
        found = read(Path(file), file)
    except PackError as error:
        raise ExportError(str(error)) from error
    if found.problems:
        first = found.problems[0]
        raise ExportError(f"{file}:{first.place.line}:{first.place.column}: {first.message}")
    names = found.data
    if not isinstance(names, dict) or not all(isinstance(v, str) and v.strip() for v in names.values()):
        raise ExportError(f"{file}: expected a line `{columns[0]}: another name` for each column that is renamed")
    known = {name.casefold(): name for name in columns}
    for name in names:
        if name.casefold() not in known:
            raise ExportError(f"{file}: there is no column `{name}`; {did_you_mean(name, columns)}")
    folded = [name.casefold() for name in names]
    for name in columns:
        if folded.count(name.casefold()) > 1:
            raise ExportError(f"{file}: `{name}` is renamed twice")
    given = {known[ours.casefold()]: theirs.strip() for ours, theirs in names.items()}
    answer = tuple(given.get(name, name) for name in columns)
    if len(set(answer)) < len(answer):
        twice = next(name for name in answer if answer.count(name) > 1)
        raise ExportError(f"{file}: two columns would be called `{twice}`")
    return answer
