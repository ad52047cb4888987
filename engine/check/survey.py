"""Check files and whole packs, on all cores where there is enough to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from engine.check.checker import DEFAULTS, Options, judge
from engine.errors import PackError
from engine.pack.diagnostics import Finding, Severity, Verdict
from engine.pack.files import there
from engine.pack.folder import CATALOGUES, Pack, model_for, open_pack, pack_of

ENOUGH = 12
"""Files for each process at least: fewer do not pay for its start."""

Progress = Callable[[int, int], None]
"""Told (files done, files in all)."""


class _Result(NamedTuple):
    """What is told of one file; it can be sent between processes."""

    findings: list[Finding]
    name: str
    scenario: bool
    states: int


def check(targets: Iterable[Path], options: Options = DEFAULTS, *, jobs: int | None = None,
          progress: Progress | None = None) -> Verdict:  # fmt: skip
    """Check files, and whole packs where a target is a folder.

    Args:
        targets: files and folders.
        options: what to look for, and what to show.
        jobs: processes at most; None for as many as there are cores.
        progress: told after each file.

    Raises:
        PackError: a target does not exist, or is a folder that holds no pack.
    """
    tasks = files(targets)
    verdict = Verdict()
    for number, result in enumerate(_results(tasks, options, jobs), 1):
        verdict.findings += result.findings
        verdict.files += 1
        verdict.checked.append(result.name)
        verdict.scenarios += result.scenario
        verdict.states += result.states
        if progress is not None:
            progress(number, len(tasks))
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    verdict.findings.sort(key=lambda f: (f.place.file, f.place.line, f.place.column, order[f.severity], f.code))
    return verdict


def files(targets: Iterable[Path]) -> list[tuple[Pack, Path]]:
    """Every file to be checked, once, with its pack.

    Raises:
        PackError: a target does not exist, or is a folder that holds no pack.
    """
    packs: dict[Path, Pack] = {}
    found: dict[Path, tuple[Pack, Path]] = {}
    for target in targets:
        for pack, path in _files(target, packs):
            found.setdefault(path.parent.resolve() / path.name, (pack, path))
    return list(found.values())


def _files(target: Path, packs: dict[Path, Pack]) -> Iterator[tuple[Pack, Path]]:
    if target.is_dir():
        pack = packs.setdefault(target, open_pack(target))
        if pack.empty:
            raise PackError(f"{target}: no .yaml file of a pack in this folder")
        for path in pack.paths:
            yield pack, path
    elif there(target):
        pack = pack_of(target)
        pack = packs.setdefault(pack.folder, pack)
        for name in CATALOGUES:
            catalogue = pack.folder / name
            # A broken catalogue would make every name in the file look unknown.
            if catalogue != target and there(catalogue) and pack.file(catalogue, model_for(catalogue)).model is None:
                yield pack, catalogue
        yield pack, target
    else:
        raise PackError(f"{target}: there is no such file or folder")


def _results(tasks: list[tuple[Pack, Path]], options: Options, jobs: int | None) -> Iterator[_Result]:
    count = min(jobs or os.cpu_count() or 1, max(1, len(tasks) // ENOUGH))
    if count == 1:
        for pack, path in tasks:
            yield _judge(pack, path, options)
        return
    import multiprocessing  # noqa: PLC0415  # seldom needed, and slow to load
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # A forked process has everything imported already; where there is no fork, it imports anew.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(count, multiprocessing.get_context(method)) as pool:
        yield from pool.map(_work, ((pack.folder, path, options) for pack, path in tasks), chunksize=4)


_packs: dict[Path, Pack] = {}
"""Packs of a worker process, each read once."""


def _work(task: tuple[Path, Path, Options]) -> _Result:
    folder, path, options = task
    if folder not in _packs:
        _packs[folder] = open_pack(folder)
    return _judge(_packs[folder], path, options)


def _judge(pack: Pack, path: Path, options: Options) -> _Result:
    judged = judge(pack, path, options)
    return _Result(judged.findings, judged.subject.file.doc.name, judged.scenario, judged.states)
