"""Check files and whole packs, on all cores where there is enough to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from engine.check.causes import broken_below
from engine.check.checker import DEFAULTS, Options, judge, judge_folder, judge_settings, must_be_known
from engine.errors import PackError
from engine.pack.diagnostics import Finding, Severity, Verdict
from engine.pack.folder import Pack, model_for, open_pack, pack_of

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
        UsageError: no rule has a code that the options name.
        PackError: a target does not exist, or is a folder that holds no pack.
    """
    must_be_known(options)
    targets = list(targets)
    tasks = files(targets)
    verdict = Verdict()
    for pack in {id(pack): pack for pack, _ in tasks}.values():
        verdict.findings += judge_settings(pack, options)
        if pack.folder in targets:
            verdict.findings += judge_folder(pack, options)
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
    # What others rest on comes before what was found in them.
    causes = {pack.file(below, model_for(below)).doc.name for pack, path in tasks for below in broken_below(pack, path)}
    verdict.findings.sort(key=lambda f: f.place.file not in causes)
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
            found.setdefault(path.resolve(), (pack, path))
    return list(found.values())


def _files(target: Path, packs: dict[Path, Pack]) -> Iterator[tuple[Pack, Path]]:
    if target.is_dir():
        pack = packs.setdefault(target, open_pack(target))
        if pack.empty:
            raise PackError(f"{target}: no .yaml file of a pack in this folder")
        for path in pack.paths:
            yield pack, path
    elif target.exists():
        pack = pack_of(target)
        pack = packs.setdefault(pack.folder, pack)
        # What it rests on is judged with it, where it cannot be used: the file itself does not tell of it.
        for below in broken_below(pack, target):
            yield pack, below
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
