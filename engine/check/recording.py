"""Record what the scenarios of a pack do, version by version."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from engine.check import behavior, versions
from engine.check.checker import DEFAULTS, Options, judge
from engine.check.subject import ValuedSubject
from engine.check.survey import files
from engine.errors import PackError
from engine.pack.folder import Pack
from engine.pack.scenario import Scenario


class Recorded(NamedTuple):
    """What came of one scenario."""

    name: str
    """`pack/id`."""
    version: int
    outcome: str
    """`recorded`, `known` (as it is), `changed` (it is recorded with another behavior, which stays), `unsound` or `too large`."""


def record(targets: Iterable[Path], options: Options = DEFAULTS) -> list[Recorded]:
    """Keep the behavior digest of each sound scenario under its version. What is recorded already is never changed.

    Raises:
        PackError: a target cannot be used, or a record cannot be written.
    """
    found: list[Recorded] = []
    by_pack: dict[Path, tuple[Pack, list[Path]]] = {}
    for pack, path in files(targets):
        by_pack.setdefault(pack.folder, (pack, []))[1].append(path)
    for pack, paths in by_pack.values():
        found += _record(pack, paths, options)
    return found


def _record(pack: Pack, paths: list[Path], options: Options) -> list[Recorded]:
    kept = versions.read(pack)
    if kept and kept.method > behavior.METHOD:
        raise PackError(f"{pack.folder / versions.FILE}: a later version of Hotwash wrote this; record with that one")
    # Digests of an earlier method cannot be compared, so they are of no more use.
    scenarios = {name: dict(known) for name, known in kept.scenarios.items()} if kept and kept.method == behavior.METHOD else {}
    recorded = []
    published = pack.published()
    for path in paths:
        subject = judge(published, path, options).subject
        scenario = subject.file.model
        if isinstance(scenario, Scenario):
            known = scenarios.setdefault(scenario.id, {})
            recorded.append(
                Recorded(f"{pack.info.name}/{scenario.id}", scenario.version, _keep(subject, scenario.version, known))
            )
    scenarios = {name: known for name, known in scenarios.items() if known}
    if any(each.outcome == "recorded" for each in recorded):
        versions.write(pack.folder, versions.Versions(method=behavior.METHOD, scenarios=scenarios))
    return recorded


def _keep(subject: object, version: int, known: dict[int, versions.Entry]) -> str:
    if not isinstance(subject, ValuedSubject):
        return "unsound"
    content = behavior.content(subject.scenario)
    # As HW314 has it: where all that the file says is as it was, so is what it does.
    if version in known and known[version].content == content:
        return "known"
    found = behavior.digest(subject.program)
    if found is None:
        return "too large"
    if version in known:
        return "known" if known[version].behavior == found else "changed"
    known[version] = versions.Entry(behavior=found, content=content)
    return "recorded"
