"""Measure how the cost of checking grows: `python -m tests.bench.scale`. Prints Markdown tables.

Each figure is taken in a fresh process. Beside Hotwash stands SPIN (https://spinroot.com) on the same model, where `spin` and
`gcc` are installed; see `promela.py`. Options: `--quick` (small sizes only), `--no-spin`, and the parts that are wanted: names of
families, `plays`, `pack`, `spin` (with names of families: of those, SPIN alone). Without a part: all of them.
"""

from __future__ import annotations

import json
import math
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from engine.states.step import ActionKind
from tests.bench import families

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 200_000
"""States after which counting without a reduction ends."""
SECONDS = 60
"""How long SPIN may take for one run."""
MEGABYTES = 12_000
"""What SPIN may use."""
FAMILIES: dict[str, tuple[str, list[tuple[int, ...]], list[tuple[int, ...]]]] = {
    # family: (what the sizes are, sizes, further sizes that are not quick)
    "hub": ("tasks, minutes", [(8,), (12,), (16,), (16, 4)], [(18,), (20,)]),
    "checklist": ("answers", [(10,), (12,), (16,)], [(20,), (40,)]),
    "chain": ("answers and scenes that read them", [(10,), (20,)], [(40,), (60,), (80,)]),
    "pairs": ("pairs", [(6,), (10,)], [(14,), (16,), (18,)]),
    "layered": ("scenes, flags, reach", [(50, 20, 4), (200, 40, 4)], [(1000, 40, 4), (200, 40, 8), (100, 40, 12)]),
    "counters": ("counters, scenes", [(1, 40), (2, 40)], [(4, 40), (5, 50), (6, 60)]),
    "observers": ("answers and paragraphs", [(10,), (20,)], [(40,), (80,)]),
}
PLAYS = 300_000
COPIES = 200


def load(family: str, size: tuple[int, ...]) -> Any:
    """The compiled scenario."""
    from engine.pack.scenario import Scenario
    from engine.pack.validation import to_model
    from engine.pack.source import parse
    from engine.states.program import Program
    from tests.bench.generate import as_yaml

    model, problems = to_model(parse(as_yaml(getattr(families, family)(*size)).encode(), f"{family}.yaml"), Scenario)
    assert model is not None, problems
    return Program(model)


def peak() -> float:
    """The greatest resident size of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# What a fresh process measures.


def count(family: str, size: tuple[int, ...]) -> dict[str, Any]:
    """States without a reduction, and with dead variables dropped. Observers are looked at together."""
    from engine.states.graph import Graph

    program = load(family, size)
    together = tuple((scene, guard) for scene, guards in enumerate(program.also) for guard in guards)
    found = {}
    for name, alive in (("whole", [-1] * len(program.scenes)), ("dropped", None)):
        graph = Graph(program, injects=True, budget=LIMIT, alive=alive, observed=together)
        found[name] = len(graph.nodes) if graph.complete else -LIMIT
    return found


def explored(family: str, size: tuple[int, ...]) -> dict[str, Any]:
    """What `explore` does with it."""
    from engine.states.exploration import explore

    program = load(family, size)
    before, begin = peak(), time.perf_counter()
    graph = explore(program, injects=True)
    took = time.perf_counter() - begin
    return {"states": len(graph.nodes), "steps": sum(map(len, graph.edges)), "complete": graph.complete, "seconds": took,
            "residues": graph._signature is not None, "grown": peak() - before}  # noqa: SLF001  # fmt: skip


def judged(family: str, size: tuple[int, ...]) -> dict[str, Any]:
    """What the checker says, and what it takes."""
    from engine.check.checker import judge
    from engine.pack.folder import open_pack
    from tests.bench.generate import as_yaml

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{family}.yaml")
        path.write_text(as_yaml(getattr(families, family)(*size)), encoding="utf-8")
        begin = time.perf_counter()
        findings = judge(open_pack(Path(folder)), path).findings
        took = time.perf_counter() - begin
    told = [(f.code, f.message) for f in findings]
    if any("undetermined" in message for _, message in told):
        verdict = "undetermined"
    else:
        verdict = "found" if any(code in {"HW310", "HW208"} for code, _ in told) else "NOT FOUND"
    return {"seconds": took, "peak": peak(), "verdict": verdict, "codes": sorted({code for code, _ in told})}


def plays(family: str, size: tuple[int, ...]) -> dict[str, Any]:
    """Random plays: how many, how long, and how many of them ended in harm."""
    program = load(family, size)
    draw, harm = random.Random(1), program.number["hurt"]
    ways = [[a for a in at if a.kind is not ActionKind.INJECT] for at in program.actions]
    found, first, begin = 0, 0, time.perf_counter()
    for number in range(1, PLAYS + 1):
        scene, bits = program.start
        while at := ways[scene]:
            action = at[int(draw.random() * len(at))]
            if not action.available(bits):
                continue
            if action.direct is not None:
                keep, put, scene = action.direct
                bits = bits & keep | put
            else:
                landings = action.land(bits)
                scene, bits = landings[0].state
        if scene == harm:
            found += 1
            first = first or number
    return {"plays": PLAYS, "seconds": time.perf_counter() - begin, "found": found, "first": first}


TASKS: dict[str, Callable[[str, tuple[int, ...]], dict[str, Any]]] = {
    "count": count, "explored": explored, "judged": judged, "plays": plays,
}  # fmt: skip


def fresh(task: str, family: str, size: tuple[int, ...]) -> dict[str, Any]:
    """The task's answer, worked out in a process of its own."""
    given = json.dumps([task, family, size])
    done = subprocess.run([sys.executable, "-m", "tests.bench.scale", "--task", given], cwd=ROOT, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


class Spin(NamedTuple):
    """What SPIN did."""

    prepare: float
    """Seconds for the generation and the compilation."""
    seconds: float
    states: int
    peak: float
    verdict: str


def spin(family: str, size: tuple[int, ...], *, given: bool = False) -> Spin:
    """Run SPIN on the model; `given`: what Hotwash knows to be dead is set to 0 in the model."""
    from engine.states.liveness import live
    from tests.bench.promela import Model

    program = load(family, size)
    model = Model(program, alive=live(program, injects=True) if given else None)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "m.pml").write_text(model.text, encoding="utf-8")
        begin = time.perf_counter()
        try:
            for command in (
                ["spin", "-a", "m.pml"],
                ["gcc", "-O2", "-w", "-DSAFETY", f"-DMEMLIM={MEGABYTES}", "-o", "pan", "pan.c"],
            ):
                subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return Spin(time.perf_counter() - begin, 0, -1, 0, f"compiling > {SECONDS} s")
        prepare = time.perf_counter() - begin
        # -c0: go on after an error, since the checker goes on too.
        begin = time.perf_counter()
        with Path(folder, "out").open("wb") as out:
            pan = subprocess.Popen(["./pan", "-c0", "-m100000"], cwd=folder, stdout=out, stderr=subprocess.STDOUT)
            used = _wait(pan, SECONDS)
        seconds = time.perf_counter() - begin
        told = Path(folder, "out").read_text(errors="replace")
    states = re.search(r"^\s*([\d.e+]+) states, stored", told, re.MULTILINE)
    errors = re.search(r"errors: (\d+)", told)
    if used is None or states is None or errors is None or "memory limit" in told or "out of memory" in told:
        why = f"> {SECONDS} s" if used is None else f"> {MEGABYTES:,} MB" if "memory" in told else "failed"
        return Spin(prepare, seconds, -1, used or 0, why)
    missing = sum(1 for guards in program.also for _ in guards) - len(re.findall(r"^shown \d+", told, re.MULTILINE))
    verdict = "found" if int(errors[1]) or missing == 1 else "NOT FOUND"
    return Spin(prepare, seconds, int(float(states[1])), used, verdict)


def _wait(child: subprocess.Popen[bytes], seconds: float) -> float | None:
    """The child's greatest resident size in MiB, or None where it was stopped."""
    end = time.monotonic() + seconds
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = status
            return usage.ru_maxrss / 1024
        if time.monotonic() > end:
            child.kill()
            child.wait()
            return None
        time.sleep(0.002)


# The tables.


def number(states: int) -> str:
    return f"> {-states:,}" if states < 0 else f"{states:,}"


def duration(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def rows(family: str, sizes: list[tuple[int, ...]]) -> Iterator[list[str]]:
    for size in sizes:
        counted, graph, verdict = (fresh(task, family, size) for task in ("count", "explored", "judged"))
        states = number(graph["states"]) if graph["complete"] else "> 1,000,000"
        how = ", residues" if graph["residues"] else ""
        each = f"{graph['grown'] * 1024 / graph['states']:.1f} KiB" if graph["states"] >= LIMIT // 4 else ""
        yield [", ".join(map(str, size)), number(counted["whole"]), number(counted["dropped"]), states + how,
               duration(graph["seconds"]), each, duration(verdict["seconds"]), f"{verdict['peak']:.0f} MiB", verdict["verdict"]]  # fmt: skip


def spin_rows(wanted: list[tuple[str, list[tuple[int, ...]]]]) -> Iterator[list[str]]:
    for family, sizes in wanted:
        hopeless = False
        for size in sizes:
            for given in (False, True) if family == "layered" else (False,):
                name = f"{family} {', '.join(map(str, size))}" + (", told what is dead" if given else "")
                if hopeless and not given:
                    yield [name, "", "not tried", "", "", ""]
                    continue
                done = spin(family, size, given=given)
                hopeless |= done.states < 0 and not given
                yield [name, number(done.states) if done.states >= 0 else "", duration(done.seconds) if done.states >= 0 else
                       done.verdict, duration(done.prepare + done.seconds) if done.states >= 0 else "",
                       f"{done.peak:.0f} MiB" if done.states >= 0 else "", done.verdict if done.states >= 0 else "none"]  # fmt: skip


def pack() -> Iterator[list[str]]:
    """A pack of 200 scenarios: with one process and two, unchanged, and watched."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "pack")
        shutil.copytree(ROOT / "scenarios", folder)
        originals = sorted(p for p in folder.glob("*.yaml") if "\nscenes:" in p.read_text(encoding="utf-8"))
        texts = [(p.stem, p.read_text(encoding="utf-8")) for p in originals]
        for at in range(COPIES - len(texts)):
            id_, text = texts[at % len(texts)]
            (folder / f"{id_}-{at}.yaml").write_text(text.replace(f"\nid: {id_}\n", f"\nid: {id_}-{at}\n", 1), encoding="utf-8")
        os.environ["HOTWASH_CACHE"] = str(Path(name, "cache"))
        check = [sys.executable, "-m", "tui", "check", str(folder)]

        def wall(*more: str) -> float:
            begin = time.perf_counter()
            done = subprocess.run([*check, *more], cwd=ROOT, capture_output=True, check=False)
            assert done.returncode in (0, 1), done.stderr
            return time.perf_counter() - begin

        load = os.getloadavg()[0]
        pairs = [(wall("--jobs", "1", "--no-cache"), wall("--jobs", "2", "--no-cache")) for _ in range(3)]
        ratios = ", ".join(f"{a / b:.2f}" for a, b in pairs)
        yield [f"{COPIES} scenarios, one process", duration(statistics.median(a for a, _ in pairs)), ""]
        yield [f"{COPIES} scenarios, two processes", duration(statistics.median(b for _, b in pairs)),
               f"{statistics.median(a / b for a, b in pairs):.2f} x as fast ({ratios}); load {load:.1f} before"]  # fmt: skip
        wall()
        times = [wall() for _ in range(11)]
        bare = [_wall([sys.executable, "-c", "import click"]) for _ in range(11)]
        yield ["the same pack, unchanged, a new process", duration(statistics.median(times)),
               f"starting Python and importing click takes {duration(statistics.median(bare))} of it"]  # fmt: skip
        one = folder / originals[0].name
        times = _watched(one)
        yield ["`--watch` of one scenario: from saving it to the answer", duration(statistics.median(times)),
               f"{duration(min(times))} to {duration(max(times))}, {len(times)} times"]  # fmt: skip


def _wall(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True)
    return time.perf_counter() - begin


def _watched(file: Path) -> list[float]:
    """Seconds from each of some changes of the file to the end of the answer."""
    command = [sys.executable, "-m", "tui", "check", str(file), "--watch", "--no-cache"]
    watching = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    text, times = file.read_bytes(), []
    assert watching.stderr is not None

    def answered() -> None:
        assert watching.stderr is not None
        while b"watching;" not in watching.stderr.readline():
            assert watching.poll() is None

    try:
        answered()
        for change in range(15):
            # Not in step with its looks at the file.
            time.sleep(0.2 + change * 0.0071)
            begin = time.perf_counter()
            file.write_bytes(text + b"# %d\n" % change)
            answered()
            times.append(time.perf_counter() - begin)
    finally:
        watching.kill()
        watching.wait()
    return times


def table(head: list[str], body: Iterator[list[str]]) -> None:
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in body:
        print("| " + " | ".join(row) + " |", flush=True)
    print()


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    name = next((x.split(":", 1)[1].strip() for x in lines if x.startswith("model name")), "unknown processor")
    return f"{name}, {os.cpu_count()} cores, Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f} at the start"


def main(arguments: list[str]) -> None:
    """Print the tables."""
    if arguments[:1] == ["--task"]:
        task, family, size = json.loads(arguments[1])
        print(json.dumps(TASKS[task](family, tuple(size))))
        return
    wanted = [a for a in arguments if not a.startswith("-")]
    chosen = [(family, unit, sizes + ([] if "--quick" in arguments else further))
              for family, (unit, sizes, further) in FAMILIES.items()]  # fmt: skip

    def asked(part: str) -> bool:
        return not wanted or part in wanted

    print(f"{machine()}\n")
    for family, unit, sizes in chosen:
        if asked(family) and "spin" not in wanted:
            print(f"**{family}**\n")
            table([unit, "states", "dead dropped", "explored", "time", "each", "check", "peak", "verdict"], rows(family, sizes))
    if asked("spin") and "--no-spin" not in arguments and shutil.which("spin") and shutil.which("gcc"):
        print("**SPIN**\n")
        table(
            ["model", "states", "pan", "with compiling", "peak", "verdict"],
            spin_rows([(f, sizes) for f, _, sizes in chosen if asked(f) or wanted == ["spin"]]),
        )
    if asked("plays"):
        print("**random plays**\n")
        table(["checklist", "plays", "time", "found the fatal combination", "chance of finding it"],
              ([str(n), f"{PLAYS:,}", duration(done["seconds"]), f"{done['found']} times" if done["found"] else "no",
                f"{-math.expm1(-PLAYS * 2.0 ** -n):.2g}"] for n in (20, 40) for done in [fresh("plays", "checklist", (n,))]))  # fmt: skip
    if asked("pack"):
        print("**a pack**\n")
        table(["what", "measured", ""], pack())


if __name__ == "__main__":
    main(sys.argv[1:])
