"""What docs/privacy.md promises: nothing leaves the machine, and `--no-record` leaves nothing behind."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from ast import literal_eval
from ipaddress import ip_address
from pathlib import Path

import pytest

from tests.docs import a_day
from tests.docs.blocks import BLOCKS, ROOT

WATCHED = Path(__file__).parent / "watched"
PLACES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR")
PATIENCE = 120.0
"""Seconds after which something that is waited for hangs."""
STRACE = ("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg")


def account(folder: Path) -> dict[str, str]:
    """The environment of somebody who has nothing yet."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HOTWASH_")}
    places = {name: str(folder / name.lower()) for name in PLACES}
    for place in places.values():
        Path(place).mkdir(parents=True)
    paths = os.pathsep.join((str(WATCHED), str(ROOT)))
    return kept | places | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "NETWORK_LOG": str(folder / "network.log")}


def python(environment: dict[str, str], *arguments: str, typed: str = "", before: tuple[str, ...] = ()) -> str:
    """Run it; what it says on both of its streams."""
    done = subprocess.run(
        [*before, sys.executable, *arguments], env=environment, cwd=environment["HOME"], input=typed, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


def reached(environment: dict[str, str]) -> list[str]:
    """Addresses beyond this machine, as Python tells them."""
    log = Path(environment["NETWORK_LOG"])
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    return [line for line in lines if not is_local(literal_eval(line.partition("\t")[2]))]


def is_local(address: object) -> bool:
    """A socket in the file system, or this machine itself."""
    if isinstance(address, tuple) and address:
        host = os.fsdecode(address[0]) if isinstance(address[0], bytes) else str(address[0])
        return host == "localhost" or (re.fullmatch(r"[\d.]+|[\da-fA-F:]+", host) is not None and ip_address(host).is_loopback)
    return isinstance(address, (str, bytes)) and os.fsdecode(address).startswith(("/", "\0"))


def can_trace() -> bool:
    """Whether strace is there, and may look."""
    return (
        shutil.which("strace") is not None and subprocess.run([*STRACE, "true"], capture_output=True, check=False).returncode == 0
    )


def test_a_connection_would_be_seen(tmp_path: Path) -> None:
    environment = account(tmp_path)
    tries = "import socket\ntry: socket.create_connection(('192.0.2.1', 9), timeout=0.01)\nexcept OSError: pass"
    python(environment, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {tries!r}])")
    assert any("192.0.2.1" in line for line in reached(environment))


@pytest.mark.parametrize(("address", "local"), [
    (("127.0.0.1", 80), True), (("::1", 80, 0, 0), True), ("/run/x", True), ((b"localhost", 80), True),
    (("example.org", 80), False), (("10.0.0.1", 53), False), ("example.org", False), ((), False),
])  # fmt: skip
def test_what_is_local_is_told_apart(address: object, local: bool) -> None:
    assert is_local(address) == local


def test_nothing_leaves_the_machine(tmp_path: Path) -> None:
    environment = account(tmp_path)
    trace = tmp_path / "trace"
    said = python(environment, "-m", "tests.docs.a_day", before=(*STRACE, "-o", str(trace)) if can_trace() else ())
    assert said.splitlines() == list(a_day.COMMANDS)
    assert reached(environment) == []
    # What libraries in other languages do, too.
    system = trace.read_text("utf-8", "replace").splitlines() if trace.exists() else []
    assert [line for line in system if "AF_INET" in line and not re.search(r'"(127\.|::1")', line)] == []


def files(folder: Path) -> dict[str, int]:
    """Every file, and when it was written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if not path.is_dir()}


@pytest.mark.parametrize(
    "arguments", ["play curtain --plain --no-record", "--plain play curtain --confidence --rationale --no-record"]
)
def test_no_record_leaves_no_file(arguments: str, tmp_path: Path) -> None:
    said = python(account(tmp_path), "-m", "tui", *arguments.split(), typed=a_day.LETTERS)
    assert "How it ended" in said
    assert files(tmp_path) == {}


def test_choices_without_a_player_leave_no_file(tmp_path: Path) -> None:
    environment = account(tmp_path)
    write_pack(tmp_path)
    said = python(environment, "-m", "tui", "play", str(tmp_path / "stop.yaml"), "--choices", "ask")
    assert "How it ended" in said
    assert set(files(tmp_path)) == {"pack.yaml", "stop.yaml"}


def write_pack(folder: Path) -> None:
    """The pack that docs/authors.md shows whole."""
    for block in BLOCKS:
        if block.kind == "file" and block.about in {"my-pack/pack.yaml", "my-pack/stop.yaml"}:
            (folder / Path(block.about).name).write_text(block.text, "utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_no_record_leaves_no_file_on_the_screen(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "tui", "play", "curtain", "--no-record"]
    environment = account(tmp_path) | {"TERM": "xterm-256color", "LINES": "24", "COLUMNS": "80"}
    with subprocess.Popen(
        command, env=environment, cwd=environment["HOME"], stdin=theirs, stdout=theirs, stderr=theirs
    ) as screen:
        shown, end = b"", time.monotonic() + PATIENCE
        while screen.poll() is None:
            if time.monotonic() > end:
                screen.kill()  # who waits for it would wait for ever
                pytest.fail(f"not at its end: {shown[-800:]!r}")
            if select.select([ours], [], [], 0.1)[0]:
                shown += os.read(ours, 65536)
            elif b"Decision 1" in shown:
                os.write(ours, b"1\x11")
            elif b"The curtain" in shown:
                os.write(ours, b"\r")
    os.close(ours)
    os.close(theirs)
    assert b"Decision 1" in shown
    assert files(tmp_path) == {}


def test_a_play_that_is_kept_would_be_seen(tmp_path: Path) -> None:
    environment = account(tmp_path)
    python(environment, "-m", "tui", "play", "curtain", "--plain", typed=a_day.LETTERS)
    assert any(name.endswith("plays.db") for name in files(tmp_path))
