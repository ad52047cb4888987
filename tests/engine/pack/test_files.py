"""The door for files: ordinary ones are read, and of everything else the reason is told at once."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.check.survey import check
from engine.errors import PackError, UnusableFile
from engine.pack import files
from engine.pack.files import MAX_BYTES, is_clutter, listing, read_bytes
from engine.pack.folder import open_pack

BASE = (Path(__file__).parents[3] / "tests" / "cases" / "base.yaml").read_text()
PACK = "hotwash: 1\nname: ours\ntitle: Ours\nversion: 1\n"
BLOCKED = object()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A sound pack: `pack.yaml` and one scenario."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "pack.yaml").write_text(PACK)
    (own / "example.yaml").write_text(BASE)
    yield own
    # The runner keeps folders of failed tests, and does not expect pipes in them.
    shutil.rmtree(own)


def link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def bind(path: Path) -> None:
    """A socket; its name may not be long, so it is bound from its folder."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(path.name)
    finally:
        os.chdir(before)


def ring(path: Path) -> None:
    path.symlink_to("other-link")
    path.with_name("other-link").symlink_to(path.name)


def sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(40_000_000_000)


def pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes among its files")
    os.mkfifo(path)


def linked_pipe(path: Path) -> None:
    pipe(path.with_name("pipe"))
    path.symlink_to("pipe")


SPECIAL: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (pipe, "no ordinary file but a named pipe"),
    "linked pipe": (linked_pipe, "no ordinary file but a named pipe, to which a link leads"),
    "socket": (bind, "no ordinary file but a socket"),
    "endless device": (link("/dev/zero"), "no ordinary file but a device, to which a link leads"),
    "empty device": (link("/dev/null"), "no ordinary file but a device"),
    "terminal": (link("/dev/tty"), "no ordinary file but a device"),
    "folder": (Path.mkdir, "no ordinary file but a folder"),
    "linked folder": (link("."), "no ordinary file but a folder, to which a link leads"),
    "loop": (lambda path: path.symlink_to(path.name), "a link that leads back to itself"),
    "ring of links": (ring, "a link that leads back to itself"),
    "dangling link": (link("nowhere"), "a link to `nowhere`, and nothing is there"),
    "link through a file": (link("example.yaml/x"), "a link to `"),
}  # fmt: skip


@pytest.mark.parametrize("name", ["odd.yaml", "reports/odd.yaml", "lessons.yaml", "pack.yaml"])
@pytest.mark.parametrize(("make", "reason"), SPECIAL.values(), ids=SPECIAL)
def test_what_is_no_file_is_one_finding_and_the_rest_is_checked(
    make: Callable[[Path], None], reason: str, name: str, folder: Path
) -> None:
    odd = folder / name
    odd.parent.mkdir(exist_ok=True)
    odd.unlink(missing_ok=True)
    make(odd)
    (folder / "second.yaml").write_text(BASE.replace("id: example", "id: second"))
    found = check([folder])
    assert [(f.code, f.place.file) for f in found.findings] == [("HW021", str(odd))]
    assert reason in found.findings[0].message
    assert found.findings[0].mend
    assert found.scenarios == 2


@pytest.mark.parametrize(("make", "reason"), SPECIAL.values(), ids=SPECIAL)
def test_what_is_no_file_is_refused_when_it_is_named_alone(make: Callable[[Path], None], reason: str, folder: Path) -> None:
    odd = folder / "odd.yaml"
    make(odd)
    with pytest.raises(UnusableFile, match="cannot be read") as refused:
        read_bytes(odd)
    assert reason in refused.value.reason
    if not odd.is_dir():  # a folder is taken for a pack
        assert [f.code for f in check([odd]).findings] == ["HW021"]


@pytest.mark.parametrize(("make", "reason"), SPECIAL.values(), ids=SPECIAL)
def test_settings_that_are_no_file_are_refused_in_words(make: Callable[[Path], None], reason: str, folder: Path) -> None:
    make(folder / "pyproject.toml")
    with pytest.raises(PackError, match=r"pyproject\.toml") as refused:
        check([folder])
    assert reason in str(refused.value)


def test_file_of_another_user_is_one_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "odd.yaml").write_text(BASE)
    opened = os.open

    def refusing(path: Path, flags: int) -> int:
        if Path(path).name == "odd.yaml":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, flags)

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "open", refusing)
        found = check([folder])
    assert [(f.code, f.message) for f in found.findings] == [("HW021", "you may not read it")]
    assert found.scenarios == 1


def test_file_that_vanished_after_it_was_listed_is_one_finding(folder: Path) -> None:
    (folder / "odd.yaml").write_text(BASE)
    pack = open_pack(folder)
    paths = pack.paths
    (folder / "odd.yaml").unlink()
    assert [p.kind for path in paths for p in pack.file(path, type(pack.info)).problems if path.name == "odd.yaml"] == [
        "unusable_file"
    ]


def test_file_that_became_a_pipe_after_the_look_does_not_block(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = folder / "odd.yaml"
    odd.write_text(BASE)
    opened = os.open

    def swapping(path: Path, flags: int) -> int:
        odd.unlink()
        pipe(odd)
        return opened(path, flags)

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "open", swapping)
        with pytest.raises(UnusableFile, match="no ordinary file but a named pipe"):
            read_bytes(odd)


def test_folder_that_may_not_be_listed_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "reports").mkdir()
    listed = Path.iterdir

    def refusing(path: Path) -> Iterator[Path]:
        if path.name == "reports":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listed(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", refusing)
        patch.setattr(files.os, "access", lambda path, _: Path(path).name != "reports")
        found = [(f.code, f.message) for f in check([folder]).findings]
    assert found == [("HW021", "this is a folder that may not be listed")]


@pytest.mark.parametrize("path", ["a\0b.yaml", "x" * 300 + ".yaml", "no/such.yaml", "\udcff.yaml"])
def test_name_that_no_file_can_have_is_refused_in_words(path: str, folder: Path) -> None:
    with pytest.raises(UnusableFile, match="cannot be read: "):
        read_bytes(folder / path)


def test_file_is_read_up_to_the_limit_and_no_further(folder: Path) -> None:
    file = folder / "long.bin"
    file.write_bytes(b"x" * 100)
    assert read_bytes(file, limit=100) == b"x" * 100
    with pytest.raises(UnusableFile, match="larger than 99 bytes") as refused:
        read_bytes(file, limit=99)
    assert refused.value.too_large
    sparse(file)
    with pytest.raises(UnusableFile, match=f"larger than {MAX_BYTES:,} bytes"):
        read_bytes(file)


def test_file_that_says_it_is_empty_is_read_up_to_the_limit() -> None:
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("this system has no files without a size")
    assert len(read_bytes(status)) > 100
    with pytest.raises(UnusableFile, match="larger than 10 bytes"):
        read_bytes(status, limit=10)


def test_link_to_a_file_is_that_file(folder: Path) -> None:
    (folder / "stored").write_text(BASE.replace("id: example", "id: linked"))
    (folder / "linked.yaml").symlink_to("stored")
    found = check([folder])
    assert (found.findings, found.scenarios) == ([], 2)


CLUTTER = (".#r.yaml", "._r.yaml", ".r.yaml.swp", ".r.yaml", "r.yaml~", "#r.yaml#", "4913", "~$r.yaml", ".DS_Store", "#r.yaml#~")
WORK = ("r.yaml", "4913.yaml", "r4.yaml", "a~b.yaml", "#r.yaml", "r#.yaml", "é.yaml")


@pytest.mark.parametrize("name", CLUTTER)
@pytest.mark.parametrize("place", ["", "reports"])
def test_what_editors_leave_behind_is_no_file_of_a_pack(name: str, place: str, folder: Path) -> None:
    assert is_clutter(name)
    (folder / place).mkdir(exist_ok=True)
    (folder / place / name).symlink_to("me@host.12")
    found = check([folder])
    assert (found.findings, found.files) == ([], 2)


@pytest.mark.parametrize("name", WORK)
def test_authors_own_file_is_never_taken_for_clutter(name: str, folder: Path) -> None:
    assert not is_clutter(name)
    (folder / name).write_text(BASE)
    assert folder / name in listing(folder)


def test_folder_that_is_not_there_lists_nothing(folder: Path) -> None:
    assert listing(folder / "none") == []
    assert listing(folder / "pack.yaml") == []


def test_error_survives_the_way_from_another_process() -> None:
    error = UnusableFile("a.yaml", "it is a pipe", "take it out", too_large=True)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.mend, again.too_large) == (str(error), "take it out", True)
