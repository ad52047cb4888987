"""How long exports take: single ones as whole commands, and the whole built-in pack in every format.

    python -m tests.bench.exports [--rounds N] [--scenario ID]... [--skip-pack]

A command is timed from outside, cold: a new process each time, `--rounds` times, the median. The checker's answer on the
scenario is known, as it is after a first export of it; that first one is shown beside it. On a busy machine the seconds of a
processor say more than those on the wall.
The pack is made in one process, each document in each of its formats, with a play alone of each scenario.
Exit code 1 where a promise is missed: 0.5 s for a Markdown or HTML document, 60 s for the pack.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from engine.play.bundle import bundle
from engine.errors import ExportError
from engine.pack.folder import builtin
from engine.records import Records
from exporters.registry import EXPORTS, Maker
from tests.exporters.played import alone, hour, keep

ROOT = Path(__file__).resolve().parents[2]
COLD, PACK = 0.5, 60.0
QUICK = ("md", "html")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--scenario", action="append", default=[])
    parser.add_argument("--skip-pack", action="store_true")
    options = parser.parse_args()
    missed = cold(options.scenario or ["curtain", "quiet-corridor"], options.rounds)
    if not options.skip_pack:
        missed += pack()
    for line in missed:
        print(f"missed: {line}")
    return int(bool(missed))


def cold(scenarios: list[str], rounds: int) -> list[str]:
    print(f"whole commands, median of {rounds}; a processor's share of it; the first of all (s)")
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"HOTWASH_CACHE": f"{folder}/cache", "HOTWASH_DB": f"{folder}/plays.db"}
        # Without compiled files every start would compile the program.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        with Records.open(f"{folder}/plays.db") as records:
            for scenario in scenarios:
                keep(hour(scenario), records)
                keep(alone(scenario), records)

        def timed(*arguments: str) -> tuple[float, float]:
            """Seconds from outside, and those of a processor."""
            before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run([sys.executable, "-m", "tui", *arguments], cwd=ROOT, env=environment, capture_output=True, check=True)
            took, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
            return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

        print(f"  {'':<40} median processor first")
        print(f"  {'--version':<40} {statistics.median(timed('--version')[0] for _ in range(rounds)):6.2f}")
        for scenario in scenarios:
            for export in EXPORTS:
                for format_ in (f for f in QUICK if f in export.formats):
                    command = (
                        "export",
                        export.name,
                        scenario,
                        "--format",
                        format_,
                        "--output",
                        f"{folder}/out",
                        "--force",
                        "--yes",
                    )
                    first, *times = (timed(*command) for _ in range(rounds + 1))
                    median, processor = (statistics.median(x[at] for x in times) for at in (0, 1))
                    name = f"{export.name} {scenario} {format_}"
                    over = "   <- over" if median > COLD else ""
                    print(f"  {name:<40} {median:6.2f} {processor:9.2f} {first[0]:5.2f}{over}", flush=True)
                    if median > COLD:
                        missed.append(f"{name} takes {median:.2f} s, more than {COLD} s")
    return missed


def pack() -> list[str]:
    print("the whole pack, every document in every format, in one process (s)")
    spent: dict[str, float] = defaultdict(float)
    files = 0
    begin, processor = time.perf_counter(), time.process_time()
    for path in builtin().scenario_paths:
        sources = {"scenario": bundle(builtin(), path.stem), "play": alone(path.stem), "classes": (hour(path.stem),)}
        for export in EXPORTS:
            maker = Maker(export, sources[export.source])
            for format_ in export.formats:
                one = time.perf_counter()
                try:
                    files += len(maker.make(format_))
                except ExportError as error:
                    print(f"  left out: {path.stem} {export.name} {format_}: {error}")
                spent[format_] += time.perf_counter() - one
    total = time.perf_counter() - begin
    for format_, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {format_:<10} {seconds:6.2f}")
    print(f"  {'processor':<10} {time.process_time() - processor:6.2f}")
    print(f"  {'all':<10} {total:6.2f}   {files} files of {len(builtin().scenario_paths)} scenarios")
    return [f"the pack takes {total:.0f} s, more than {PACK:.0f} s"] if total > PACK else []


if __name__ == "__main__":
    raise SystemExit(main())
