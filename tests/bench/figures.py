"""Measure what docs/performance.md shows: `python -m tests.bench.figures`.

Ratios are taken in one run, A B A B ..., so that they hold when the machine's speed drifts. Run it from the checkout with
the environment's own Python, with nothing else going on.
"""

from __future__ import annotations

import gc
import os
import pty
import resource
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from engine.states.graph import Graph
from engine.pack.scenario import Scenario
from engine.pack.validation import to_model
from engine.pack.source import parse
from engine.states.program import Program
from engine.states.values import Valuation
from tests.bench.generate import as_yaml, long, typical

ROOT = Path(__file__).resolve().parents[2]
BASE = "import pydantic, yaml, click\nclass M(pydantic.BaseModel):\n    a: int\n"
MINIMAL = (
    "from textual.app import App\nfrom textual.widgets import Static\n"
    "class A(App):\n    def compose(self):\n        yield Static('first-frame-marker')\nA().run()\n"
)
RUNS = 15


def wall(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begin


def paired(a: Callable[[], float], b: Callable[[], float], runs: int = RUNS) -> tuple[float, float, float]:
    """Medians of a and b, and of their ratio pair by pair. The first pair is not counted."""
    pairs = [(a(), b()) for _ in range(runs + 1)][1:]
    return (statistics.median(x for x, _ in pairs), statistics.median(y for _, y in pairs),
            statistics.median(x / y for x, y in pairs))  # fmt: skip


class Terminal:
    """A program in a pseudo-terminal of 100x30."""

    def __init__(self, command: list[str]) -> None:
        self.begin = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LINES": "30", "COLUMNS": "100"}
            os.execv(command[0], command)
        import fcntl
        import struct
        import termios

        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.seen = b""

    def until(self, marker: bytes, timeout: float = 20) -> float:
        """Seconds since `self.begin` until the marker is on the screen."""
        end = time.perf_counter() + timeout
        while marker not in self.seen:
            if time.perf_counter() > end:
                raise TimeoutError(f"{marker!r} never came; last: {self.seen[-300:]!r}")
            if select.select([self.fd], [], [], 0.5)[0]:
                try:
                    self.seen += os.read(self.fd, 65536)
                except OSError as error:
                    raise TimeoutError(f"ended before {marker!r}: {self.seen[-300:]!r}") from error
        return time.perf_counter() - self.begin

    def press(self, key: bytes, marker: bytes) -> float:
        self.seen = b""
        self.begin = time.perf_counter()
        os.write(self.fd, key)
        return self.until(marker)

    def settle(self, quiet: float = 0.4) -> None:
        """Read until nothing has come for a while."""
        while select.select([self.fd], [], [], quiet)[0]:
            try:
                self.seen += os.read(self.fd, 65536)
            except OSError:
                return

    def memory(self) -> float:
        """The greatest resident size so far, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(next(x for x in status.splitlines() if x.startswith("VmHWM")).split()[1]) / 1024

    def close(self) -> None:
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def first_frame(command: list[str], marker: bytes) -> float:
    terminal = Terminal(command)
    try:
        return terminal.until(marker)
    finally:
        terminal.close()


def row(what: str, found: str, reach: str) -> None:
    print(f"| {what} | {found} | {reach} |", flush=True)


def cold() -> None:
    python = sys.executable
    check = [python, "-m", "tui", "check", "scenarios/curtain.yaml", "--no-cache"]
    a, b, ratio = paired(lambda: wall(check), lambda: wall([python, "-c", BASE]))
    row("`hotwash check` of one scenario, cold process",
        f"{a * 1000:.0f} ms, {ratio:.2f} x the {b * 1000:.0f} ms of importing pydantic, yaml and click", "at most 1.6 x")  # fmt: skip
    times = [wall([python, "-m", "tui", "check", "--no-cache"]) for _ in range(RUNS)]
    row("`hotwash check` of the built-in pack, cold process", f"{statistics.median(times) * 1000:.0f} ms", "under 600 ms")
    times = [wall([python, "-m", "tui", "check"]) for _ in range(RUNS + 1)][1:]
    row("the same, unchanged since the last check", f"{statistics.median(times) * 1000:.0f} ms", "under 100 ms")


def _compare(what: str, theirs: Callable[[], float], ours: Callable[[], float], reach: str) -> None:
    a, b, ratio = paired(theirs, ours, 9)
    row(what, f"{b * 1000:.0f} ms, CSafeLoader {a * 1000:.0f} ms: {ratio:.1f} x as fast", reach)


def reading() -> None:
    raw = as_yaml(long()).encode()

    def ours() -> float:
        begin = time.perf_counter()
        parse(raw, "long.yaml")
        return time.perf_counter() - begin

    def theirs() -> float:
        begin = time.perf_counter()
        yaml.load(raw, yaml.CSafeLoader)  # noqa: S506
        return time.perf_counter() - begin

    def as_the_command() -> float:
        # `hotwash check` runs with the collector off.
        gc.disable()
        try:
            return ours()
        finally:
            gc.enable()

    size = f"{len(raw) / 1e6:.1f} MB"
    _compare(f"reading a file of 1,000 scenes ({size}), as `hotwash check` does", theirs, as_the_command, "at least 2 x")
    _compare("the same, with the garbage collector on for both", theirs, ours, "")
    gc.disable()
    _compare("the same, with the garbage collector off for both", theirs, ours, "")
    gc.enable()
    times = []
    for _ in range(7):
        gc.disable()
        begin = time.perf_counter()
        model, _ = to_model(parse(raw, "long.yaml"), Scenario)
        assert model is not None
        Graph(Program(model), injects=True)
        times.append(time.perf_counter() - begin)
        gc.enable()
    row("the same file: read, model, explore", f"{statistics.median(times) * 1000:.0f} ms", "under 600 ms")


def exploring() -> None:
    model, _ = to_model(parse(as_yaml(typical()).encode(), "typical.yaml"), Scenario)
    assert model is not None
    program = Program(model)
    times, values = [], []
    for _ in range(9):
        begin = time.perf_counter()
        graph = Graph(program, injects=True)
        middle = time.perf_counter()
        Valuation(program, graph=graph).unsafe(0)
        times.append(middle - begin)
        values.append(time.perf_counter() - middle)
    edges = sum(len(e) for e in graph.edges)
    row("120 scenes, 40 flags, 1 counter, fully explored",
        f"{statistics.median(times) * 1000:.0f} ms ({len(graph.nodes):,} states, {edges:,} steps); "
        f"values {statistics.median(values) * 1000:.0f} ms", "under 100 ms")  # fmt: skip


def terminal() -> None:
    python = sys.executable
    play = [python, "-m", "tui", "play", "curtain", "--seed", "1", "--db"]
    with tempfile.TemporaryDirectory() as folder:
        count = iter(range(1000))
        a, b, ratio = paired(
            lambda: first_frame([*play, f"{folder}/{next(count)}.db"], b"The curtain"),
            lambda: first_frame([python, "-c", MINIMAL], b"first-frame-marker"), 11)  # fmt: skip
        row("first frame of `hotwash play`, real terminal, cold",
            f"{a * 1000:.0f} ms, {ratio:.2f} x the {b * 1000:.0f} ms of a minimal Textual app", "at most 2 x")  # fmt: skip
        _keys("a key press to the first change on the screen", [*play[:-3], "--seed", "1", "--db"], b"The curtain", folder)
        file = Path(folder) / "long.yaml"
        file.write_text(as_yaml(long()))
        _keys("the same in a scenario of 1,000 scenes", [*play[:4], str(file), "--seed", "1", "--db"], b"Made up", folder)


def _keys(name: str, play: list[str], marker: bytes, folder: str) -> None:
    """From a key to the first change, and the memory of the play."""
    keys, memory = [], 0.0
    for run in range(4):
        shown = Terminal([*play, f"{folder}/keys-{len(play[4])}-{run}.db"])
        try:
            shown.until(marker, 60)
            shown.settle(2)
            keys += _play_through(shown)
            memory = max(memory, shown.memory())
        finally:
            shown.close()
    row(name, f"median {statistics.median(keys) * 1000:.0f} ms, 95th percentile "
              f"{sorted(keys)[int(len(keys) * 0.95)] * 1000:.0f} ms, worst {max(keys) * 1000:.0f} ms of {len(keys)}",
        "under 50 ms")  # fmt: skip
    row("memory of that play (greatest resident size)", f"{memory:.0f} MiB", "under 120 MB")


def _play_through(shown: Terminal) -> list[float]:
    times = []
    for key in (b"\r", *(b"\x1b[B", b"1") * 5):
        shown.settle()
        times.append(shown.press(key, b"\x1b["))
    return times


def main() -> None:
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {_processor()}\n")
    print("| what | measured | to reach |\n|---|---|---|")
    for part in (cold, reading, exploring, terminal):
        part()
    print(f"\nThe measuring process itself: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB.")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return "unknown processor"
    return next((x.split(":", 1)[1].strip() for x in lines if x.startswith("model name")), "unknown processor")


if __name__ == "__main__":
    main()
