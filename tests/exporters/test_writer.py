"""The writer on real disks: who may read a file, and what is said where there is no room."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.errors import ExportError
from engine.pack.folder import builtin
from engine.play.bundle import bundle
from exporters.content.artifact import Artifact
from exporters.registry import EXPORTS, Export, make
from exporters.writer import write
from sessions.solo import Solo
from tests.exporters.played import full_class, recorded
from tui.solo.saving import save

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions and limits")


@pytest.fixture(autouse=True)
def _open_to_all() -> Iterator[None]:
    """A user whose files everybody may read and write."""
    mask = os.umask(0)
    yield
    os.umask(mask)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize(("personal", "there", "first", "wanted"), [
    (True, None, 0o600, 0o600), (True, 0o644, 0o600, 0o600), (True, 0o600, 0o600, 0o600),
    (False, None, 0o666, 0o666), (False, 0o640, 0o600, 0o640),
])  # fmt: skip
def test_a_personal_file_is_its_owners_from_the_first_byte_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, personal: bool, there: int | None, first: int, wanted: int
) -> None:
    target, seen = tmp_path / "a.txt", []
    if there is not None:
        target.touch()
        target.chmod(there)
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (seen.append(os.fstat(file).st_mode & 0o777), real(file)))
    write([Artifact("a.txt", b"text", personal)], tmp_path, force=True)
    assert seen == [first]
    assert mode(target) == wanted


def test_the_mask_of_the_user_counts_and_is_not_set_for_other_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.umask(0o027)
    monkeypatch.setattr(os, "umask", lambda mask: pytest.fail(f"the mask of all threads was set to {mask:o}"))
    (path,) = write([Artifact("a.txt", b"text", personal=False)], tmp_path)
    assert mode(path) == 0o640


@pytest.mark.parametrize("personal", [True, False])
def test_a_file_that_is_open_elsewhere_is_told_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, personal: bool
) -> None:
    (tmp_path / "report.docx").write_bytes(b"old")
    real = os.replace

    def held(source: Any, target: Any, **rest: Any) -> None:
        if Path(target).name == "report.docx":
            raise PermissionError(errno.EACCES, "Access is denied", str(source), 5, str(target))
        real(source, target, **rest)

    monkeypatch.setattr(os, "replace", held)
    made = [Artifact(name, b"fresh", personal) for name in ("agenda.docx", "report.docx", "roster.docx")]
    with pytest.raises(ExportError) as caught:
        write(made, tmp_path, force=True)
    said = str(caught.value)
    assert said.startswith(
        f"{tmp_path / 'report.docx'}: cannot be written: if another program has it open (Word, a viewer), close "
    )
    assert said.endswith(f"(Access is denied); written before it: {tmp_path / 'agenda.docx'}")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"agenda.docx": b"fresh", "report.docx": b"old"}


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_what_is_made_from_a_play_is_personal_and_what_is_made_from_a_scenario_is_not(export: Export) -> None:
    held = recorded() if export.name == "completion-record" else full_class()
    source = {"scenario": bundle(builtin(), "curtain"), "play": held, "classes": (held,)}[export.source]
    made = make(export, source, export.formats[0])
    assert made
    assert {artifact.personal for artifact in made} == {export.source != "scenario"}


@pytest.mark.parametrize("name", ["debrief.txt", "debrief.md"])
def test_a_debrief_that_is_saved_is_its_owners(tmp_path: Path, name: str) -> None:
    session = Solo.new(bundle(builtin(), "curtain"), seed=1)
    while not session.over:
        session.choose(session.play.shown()[0])
    assert mode(save(session, tmp_path / name)) == 0o600


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    program = """
import resource, sys
from pathlib import Path
from engine.errors import ExportError
from exporters.content.artifact import Artifact
from exporters.writer import write
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write([Artifact("a.txt", bytes(100_000))], Path(sys.argv[1]))
except ExportError as error:
    print(error)
"""
    command = [sys.executable, "-c", program, str(tmp_path)]
    found = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)
    assert "a.txt: cannot be written: the disk is full: make room, then try again" in found.stdout
    assert list(tmp_path.iterdir()) == []
