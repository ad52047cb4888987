"""Check files and whole packs, on all cores where there is enough to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from engine.check.cache import Cache
from engine.check.causes import broken_below
from engine.check.checker import DEFAULTS, Options, judge, judge_folder, judge_settings, must_count
from engine.errors import PackError
from engine.pack.contents import own_name
from engine.pack.diagnostics import FileVerdict, Verdict
from engine.pack.files import there
from engine.pack.folder import Pack, model_for, open_pack, pack_of

ENOUGH = 12
"""Files for each process at least: fewer do not pay for its start."""

MOST_PROCESSES = 61
"""Processes at most: Windows cannot wait for more at once (`concurrent.futures.ProcessPoolExecutor`)."""

Progress = Callable[[int, int], None]
"""Told (files done, files in all)."""


def check(targets: Iterable[Path], options: Options = DEFAULTS, *, jobs: int | None = None,
          progress: Progress | None = None, cache: Cache | None = None) -> Verdict:  # fmt: skip
    """Check files, and whole packs where a target is a folder.

    Args:
        targets: files and folders.
        options: what to look for, and what to show.
        jobs: processes at most; None for as many as there are cores.
        progress: told after each file.
        cache: verdicts of earlier checks with these options; what is not in it is put there.

    Raises:
        UsageError: no rule has a code that the options name, or it hides nothing.
        PackError: a target does not exist, or is a folder that holds no pack.
    """
    must_count(options)
    targets = list(targets)
    tasks = files(targets)
    known = [cache.get(pack.folder, path) if cache else None for pack, path in tasks]
    fresh = _results([task for task, result in zip(tasks, known, strict=True) if result is None], options, jobs)
    verdict = Verdict()
    settings = {pack.folder: judge_settings(pack, options) for pack, _ in tasks}
    # A folder may be asked for under another name than the one by which a file of it was.
    unjudged = {target.resolve() for target in targets if target.is_dir()}
    for pack in {pack.folder: pack for pack, _ in tasks}.values():
        verdict.findings += settings[pack.folder]
        if (folder := pack.folder.resolve()) in unjudged:
            unjudged.remove(folder)
            verdict.findings += judge_folder(pack, options)
    for number, ((pack, path), kept) in enumerate(zip(tasks, known, strict=True), 1):
        result = kept or next(fresh)
        # Where something is told of the settings as a whole, the cache alone must not answer.
        if cache and not kept and not settings[pack.folder]:
            cache.put(pack.folder, path, result)
        verdict.add(result)
        if progress is not None:
            progress(number, len(tasks))
    verdict.sort()
    return verdict


def check_one(pack: Pack, path: Path, cache: Cache | None = None) -> FileVerdict:
    """The verdict on one file, with the usual options, as the pack has read it."""
    known = cache.get(pack.folder, path) if cache else None
    if known is not None and known.grounds.get(f"file {path}") == pack.file(path, model_for(path)).doc.digest:
        return known
    result = _judge(pack, path, DEFAULTS)
    if cache:
        cache.put(pack.folder, path, result)
    return result


def files(targets: Iterable[Path]) -> list[tuple[Pack, Path]]:
    """Every file to be checked, once, with its pack.

    Raises:
        PackError: a target does not exist, or is a folder that holds no pack.
    """
    packs: dict[Path, Pack] = {}
    found: dict[Path, tuple[Pack, Path]] = {}
    for target in targets:
        for pack, path in _files(target, packs):
            found.setdefault(own_name(path), (pack, path))
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
        # What it rests on is judged with it, where it cannot be used: the file itself does not tell of it.
        for below in broken_below(pack, target):
            yield pack, below
        yield pack, target
    else:
        raise PackError(f"{target}: there is no such file or folder")


def _results(tasks: list[tuple[Pack, Path]], options: Options, jobs: int | None) -> Iterator[FileVerdict]:
    count = process_count(len(tasks), jobs)
    if count == 1:
        for pack, path in tasks:
            yield _judge(pack, path, options)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  # seldom needed, and slow to load

    # They start as Python starts them on this system: what is safe differs, and no start is so quick that it would count.
    with ProcessPoolExecutor(count) as pool:
        yield from pool.map(_work, ((pack.folder, path, options) for pack, path in tasks), chunksize=4)


def process_count(tasks: int, jobs: int | None = None) -> int:
    """How many processes share this many files.

    Args:
        tasks: files to be judged.
        jobs: processes at most, as the user says; None for one for each core.
    """
    return min(jobs or os.cpu_count() or 1, MOST_PROCESSES, max(1, tasks // ENOUGH))


_packs: dict[Path, Pack] = {}
"""Packs of a worker process, each read once."""


def _work(task: tuple[Path, Path, Options]) -> FileVerdict:
    folder, path, options = task
    if folder not in _packs:
        _packs[folder] = open_pack(folder)
    return _judge(_packs[folder], path, options)


def _judge(pack: Pack, path: Path, options: Options) -> FileVerdict:
    pack.begin()
    judged = judge(pack, path, options)
    file = judged.subject.file
    causes = tuple(pack.file(below, model_for(below)).doc.name for below in broken_below(pack, path))
    return FileVerdict(file.doc.name, judged.findings, judged.scenario, judged.states, file.model is not None, pack.grounds,
                       causes)  # fmt: skip
