"""`versions.json` of a pack: what each version of its scenarios did, as `hotwash check --record` has kept it.

It is written by the program and read by nobody but HW314. Plays do not need it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.errors import PackError, replacing_said
from engine.pack.contents import VERSIONS
from engine.pack.folder import Pack

FILE = VERSIONS


class Entry(BaseModel):
    """One version of a scenario."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    behavior: str
    """Digest of what it did: `behavior.digest`."""
    content: str
    """Digest of all that the file said: `behavior.content`. Where it is the same, nothing needs to be explored."""


class Versions(BaseModel):
    """What the scenarios of a pack did."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    hotwash: Literal[1] = 1
    """Format version."""
    method: int
    """`behavior.METHOD` of the digests: those of another method say nothing."""
    scenarios: Mapping[str, Mapping[int, Entry]] = {}
    """Scenario -> version -> what it did."""

    def of(self, scenario: str) -> Mapping[int, Entry]:
        """Version -> what the scenario did."""
        return self.scenarios.get(scenario, {})


def read(pack: Pack) -> Versions | None:
    """What is recorded in a pack, or None where nothing is.

    Raises:
        PackError: the file cannot be used.
    """
    raw = pack.beside(FILE)
    if raw is None:
        return None
    try:
        return Versions.model_validate_json(raw)
    except ValidationError as error:
        found = error.errors()[0]["msg"]
        raise PackError(
            f"{pack.folder / FILE}: not a record of versions ({found}); remove it and run `hotwash check --record`"
        ) from error


def write(folder: Path, versions: Versions) -> None:
    """Keep a record, whole or not at all. Where the file is a link, what it leads to is written, and the link stays.

    Raises:
        PackError: it cannot be written.
    """
    file = folder / FILE
    held = file.resolve()
    draft = held.with_suffix(f".{os.getpid()}.tmp")
    scenarios = {
        name: {n: entry.model_dump() for n, entry in sorted(known.items())} for name, known in sorted(versions.scenarios.items())
    }
    data = {"hotwash": versions.hotwash, "method": versions.method, "scenarios": scenarios}
    try:
        draft.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        draft.replace(held)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise PackError(f"{file}: cannot be written: {replacing_said(error, held)}") from error
