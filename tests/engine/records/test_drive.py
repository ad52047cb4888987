"""What a drive is and what it can do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from engine.records import drive

MOUNTS = (("/", "ext4"), ("/srv", "nfs4"), ("/srv/own disk", "xfs"), ("/home", "ext4"), ("/home", "cifs"))


@pytest.mark.parametrize(("folder", "kind"), [
    ("/", "ext4"), ("/srv", "nfs4"), ("/srv/plays/a", "nfs4"), ("/srv/own disk/plays", "xfs"), ("/srvs", "ext4"), ("/home/me", "cifs"),
])  # fmt: skip
def test_a_folder_is_of_what_is_mounted_next_above_it_last(folder: str, kind: str) -> None:
    assert drive.file_system(Path(folder), MOUNTS) == kind
    assert drive.file_system(Path("/x"), ()) == ""


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "fuse.sshfs", "davfs", "fuse.rclone"]
)
def test_a_network_drive_is_known_on_linux_and_macos(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = (tmp_path / "our share").resolve()
    escaped = str(place).replace(" ", "\\040")
    monkeypatch.setattr(drive.sys, "platform", "linux")
    monkeypatch.setattr(Path, "read_text", lambda *_: f"disk / ext4 rw 0 0\nserver:/x {escaped} {kind} rw 0 0\n")
    assert drive.network(place) == kind
    assert drive.network(tmp_path) == ""

    class Answer:
        stdout = f"/dev/disk1 on / (apfs, local)\n//me@server/x on {place} ({kind.removeprefix('fuse.')}, nodev)\n"

    monkeypatch.setattr(drive.sys, "platform", "darwin")
    monkeypatch.setattr(drive.subprocess, "run", lambda *_, **__: Answer)
    assert drive.network(place / "below") == kind.removeprefix("fuse.")
    assert drive.network(tmp_path) == ""


@pytest.mark.parametrize("kind", ["ext4", "apfs", "overlay", "tmpfs", "fuseblk", "ntfs3", "exfat", "btrfs", "zfs"])
def test_a_disk_of_this_computer_is_none(kind: str) -> None:
    assert not drive._NETWORK.fullmatch(kind)


def test_a_path_of_the_network_is_known_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drive.sys, "platform", "win32")
    assert drive.network(Path("//server/share/plays")) == "a network share"


def test_where_it_cannot_be_told_nothing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object, **__: object) -> str:
        raise OSError

    monkeypatch.setattr(Path, "read_text", broken)
    monkeypatch.setattr(drive.subprocess, "run", broken)
    assert drive.network(tmp_path) == ""


def test_this_drive_keeps_a_log_and_one_that_refuses_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not drive.refuses_log(tmp_path)
    assert not drive.refuses_log(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []

    class Refusing(sqlite3.Connection):
        def execute(self, statement: str, *given):
            return super().execute(statement.replace("=WAL", "=DELETE"), *given)

    class Failing(sqlite3.Connection):
        def execute(self, *_: object):
            raise sqlite3.OperationalError("locking protocol")

    really = sqlite3.connect
    for kind in (Refusing, Failing):
        monkeypatch.setattr(drive.sqlite3, "connect", lambda *given, kind=kind, **more: really(*given, factory=kind, **more))
        assert drive.refuses_log(tmp_path)
    assert list(tmp_path.iterdir()) == []
