"""Read many scenarios' entries: where it pays, in processes of their own.

A thread that reads would take its time from the one that draws. The processes are asked by their standard input and answer by
their standard output, so that they end with whoever asked, however that ends. Where they fail, this process reads.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Self

from engine.library.entry import Kept, from_json, read_entry

ENOUGH = 100
"""Files for each process at least: fewer do not pay for its start."""
MOST = 4
"""Processes at most."""
_SERVE = "import sys; sys.path[:] = {path!r}; from engine.library.entry_readers import serve; serve()"


def read_entries(pack: str, paths: Sequence[Path]) -> Generator[Kept]:
    """The entries of these files, in their order, each as soon as it is known."""
    count = min(os.cpu_count() or 1, MOST, len(paths) // ENOUGH)
    with ExitStack() as running:
        answers = [running.enter_context(_EntryProcess(pack, paths[n::count])) for n in range(count)]
        for number, path in enumerate(paths):
            kept = answers[number % count].next() if answers else None
            yield kept or read_entry(pack, path)


def serve() -> None:
    """Answer what standard input asks for: one line for each file."""
    asked = json.load(sys.stdin)
    for path in asked["paths"]:
        print(json.dumps(read_entry(asked["pack"], Path(path)).as_json()), flush=True)  # noqa: T201 - the answer


class _EntryProcess:
    """A process that reads some files. One that fails answers None from then on."""

    def __init__(self, pack: str, paths: Sequence[Path]) -> None:
        self._asked = {"pack": pack, "paths": [str(path.absolute()) for path in paths]}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        code = _SERVE.format(path=[str(Path(__file__).resolve().parents[2]), *sys.path])
        with suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603 - this program itself
                [sys.executable, "-P", "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            self._ask(self._process.stdin)
        return self

    def _ask(self, pipe: IO[bytes] | None) -> None:
        assert pipe is not None
        with suppress(OSError), pipe:
            # It reads all of it before it answers anything, so that neither waits for the other.
            pipe.write(json.dumps(self._asked).encode())

    def next(self) -> Kept | None:
        """The entry of its next file."""
        if self._process is None or self._process.stdout is None:
            return None
        try:
            return from_json(json.loads(self._process.stdout.readline()))
        except (OSError, ValueError, TypeError, AttributeError):
            self._end()
            return None

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.stdout is not None:
            process.kill()
            process.stdout.close()
            process.wait()

    def __exit__(self, *_: object) -> None:
        self._end()
