"""The cache of verdicts: it answers as a check without it would, whatever was edited, and judges no more than it must."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine.check.cache
import engine.pack.folder
from engine.check import survey
from engine.check.cache import Cache
from engine.check.checker import Judged, Options, judge
from engine.check.survey import check
from engine.pack.contents import CATALOGUES
from engine.pack.diagnostics import FileVerdict, Verdict
from engine.pack.folder import Pack

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "tests" / "cases"
BASE = (CASES / "base.yaml").read_text()
BAD = (CASES / "err" / "HW203-dead-end.yaml").read_text()
REPORT = (ROOT / "scenarios" / "reports" / "studio-curtain.yaml").read_text().replace("id: studio-curtain", "id: told")
RETELLING = BASE.replace("invented: true", "report: told", 1)
COPIES = {f"copy-{n}.yaml" for n in range(4)}
ALL = {"pack.yaml", "lessons.yaml", "told.yaml", *COPIES}


def told(verdict: Verdict) -> tuple[object, ...]:
    return verdict.findings, verdict.files, verdict.scenarios, verdict.states, verdict.checked


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A pack with catalogues, a report, and scenarios of which one retells it and one has a dead end."""
    own = tmp_path / "own"
    (own / "reports").mkdir(parents=True)
    (own / "reports" / "told.yaml").write_text(REPORT)
    (own / "pack.yaml").write_text("hotwash: 1\nname: own\ntitle: Own\nversion: 1\n")
    (own / "lessons.yaml").write_text("hotwash: 1\nlessons: {}\n")
    for number, text in enumerate((BAD, RETELLING, BASE, BASE)):
        (own / f"copy-{number}.yaml").write_text(text.replace("id: example", f"id: copy-{number}"))
    yield own
    # The runner keeps folders of failed tests, and does not expect pipes in them.
    shutil.rmtree(own)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where verdicts are kept."""
    return tmp_path / "cache"


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were judged since it was last cleared."""
    names: list[str] = []

    def noting(pack: Pack, path: Path, options: Options) -> Judged:
        names.append(path.name)
        return judge(pack, path, options)

    monkeypatch.setattr(survey, "judge", noting)
    return names


def test_verdict_comes_back_as_it_was_kept(folder: Path, cache: Path) -> None:
    verdict = check([folder], cache=Cache(cache))
    known = Cache(cache).verdict([folder])
    assert known is not None
    assert told(known) == told(verdict)
    assert Cache(cache, ("HW4",)).verdict([folder]) is None


@pytest.mark.parametrize("content", ["", "{", "null", '{"findings": [[1]]}', '{"findings": 3, "files": 1}', "[]"])
def test_damaged_verdict_is_none(content: str, folder: Path, cache: Path) -> None:
    check([folder / "copy-2.yaml"], cache=Cache(cache))
    (kept,) = cache.iterdir()
    before = kept.read_text()
    kept.write_text(content)
    assert Cache(cache).get(folder, folder / "copy-2.yaml") is None
    kept.write_text(before)
    assert Cache(cache).get(folder, folder / "copy-2.yaml") is not None


def test_verdict_without_grounds_never_counts(folder: Path, cache: Path) -> None:
    Cache(cache).put(folder, folder / "copy-2.yaml", FileVerdict("x", []))
    assert Cache(cache).get(folder, folder / "copy-2.yaml") is None


def test_target_that_cannot_be_checked_has_no_verdict(tmp_path: Path) -> None:
    assert Cache(tmp_path).verdict([tmp_path / "nowhere.yaml"]) is None
    assert Cache(tmp_path).verdict([tmp_path]) is None


def test_single_file_is_answered_with_its_broken_catalogues(folder: Path, cache: Path) -> None:
    (folder / "lessons.yaml").write_text("lessons: [\n")
    target = [folder / "copy-2.yaml"]
    first = check(target, cache=Cache(cache))
    assert [f.code for f in first.findings] == ["HW002"]
    check([folder], cache=Cache(cache))
    known = Cache(cache).verdict(target)
    assert known is not None
    assert told(known) == told(first)


# What an edit costs


EDITS: dict[str, tuple[str, str, set[str]]] = {
    "a scenario": ("copy-2.yaml", "# x\n", {"copy-2.yaml"}),
    "a report": ("reports/told.yaml", "# x\n", {"told.yaml", "copy-1.yaml"}),
    "lessons": ("lessons.yaml", "# x\n", ALL),
    "pack.yaml": ("pack.yaml", "# x\n", ALL),
    "settings": ("pyproject.toml", "# x\n", ALL),
    "another scenario": ("copy-9.yaml", BASE.replace("id: example", "id: copy-9"), {"copy-9.yaml"}),
    "another report": ("reports/other.yaml", REPORT.replace("id: told", "id: other"), {"other.yaml"}),
}


@pytest.mark.parametrize(("name", "more", "again"), EDITS.values(), ids=EDITS)
def test_an_edit_judges_what_rests_on_it_and_no_more(
    name: str, more: str, again: set[str], folder: Path, cache: Path, judged: list[str]
) -> None:
    check([folder], cache=Cache(cache), jobs=1)
    assert set(judged) == ALL
    judged.clear()
    check([folder], cache=Cache(cache), jobs=1)
    assert judged == []
    file = folder / name
    file.write_text((file.read_text() if file.exists() else "") + more)
    found = check([folder], cache=Cache(cache), jobs=1)
    assert set(judged) == again
    assert told(found) == told(check([folder], jobs=1))


def test_id_that_another_file_takes_is_judged_again(folder: Path, cache: Path, judged: list[str]) -> None:
    (folder / "copy-3.yaml").write_text(BASE.replace("id: example", "id: taken"))
    check([folder], cache=Cache(cache), jobs=1)
    judged.clear()
    (folder / "taken.yaml").write_text(BASE.replace("id: example", "id: taken"))
    found = check([folder], cache=Cache(cache), jobs=1)
    assert set(judged) == {"copy-3.yaml", "taken.yaml"}
    assert any("belongs to taken.yaml already" in f.message for f in found.findings)


@pytest.mark.parametrize("name", ["pack.yaml", "lessons.yaml", "factors.yaml", "sources.yaml"])
@pytest.mark.parametrize("own", [True, False], ids=["own", "built-in"])
def test_verdict_changes_with_each_catalogue(
    name: str, own: bool, folder: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builtin = tmp_path / "builtin"
    builtin.mkdir()
    for file in (ROOT / "scenarios").glob("*.yaml"):
        if file.name in CATALOGUES:
            shutil.copy(file, builtin)
    monkeypatch.setattr(engine.pack.folder, "builtin_folder", lambda: builtin)
    monkeypatch.setattr(engine.check.cache, "builtin_folder", lambda: builtin)
    changed = (folder if own else builtin) / name
    for text in ("hotwash: 2\n", "x: [", None):
        changed.unlink(missing_ok=True)
        if text is not None:
            changed.write_text(text)
        found = check([folder], cache=Cache(cache), jobs=1)
        assert told(found) == told(check([folder], jobs=1))
        known = Cache(cache).verdict([folder])
        assert known is not None
        assert told(known) == told(found)


# It is never stale


class Edits:
    """Changes of a pack, each of which may matter to a verdict."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.dice = random.Random(seed)

    def make_one(self) -> None:
        self.dice.choice((self.write, self.write, self.remove, self.lessons, self.report, self.special, self.settings))()

    def scenario(self) -> Path:
        return self.folder / f"copy-{self.dice.randrange(5)}.yaml"

    def write(self) -> None:
        text = self.dice.choice((BASE, BAD, RETELLING, "x: [", BASE.replace("minutes:", "minute:")))
        file = self.scenario()
        self.put(file, text.replace("id: example", f"id: {self.dice.choice((file.stem, file.stem, 'copy-1'))}"))

    def remove(self) -> None:
        self.clear(self.dice.choice((self.scenario(), self.folder / "lessons.yaml", self.folder / "reports" / "told.yaml")))

    def lessons(self) -> None:
        self.put(self.folder / "lessons.yaml", self.dice.choice(("hotwash: 1\nlessons: {}\n", "lessons: [", "hotwash: 2\n")))

    def report(self) -> None:
        text = self.dice.choice((REPORT, REPORT.replace("draft", "withdrawn"), "x: ["))
        self.put(self.folder / "reports" / "told.yaml", text)

    def special(self) -> None:
        file = self.scenario()
        self.clear(file)
        self.dice.choice((lambda: file.symlink_to("nowhere"), file.mkdir, lambda: os.mkfifo(file)))()

    def settings(self) -> None:
        text = self.dice.choice(("", "[tool.hotwash]\nignore = ['HW4']\n", "[tool.hotwash.severity]\nHW504 = 'warning'\n"))
        (self.folder / "pyproject.toml").write_text(text)
        (self.folder / ".#copy-1.yaml").write_text(text)

    def put(self, file: Path, text: str) -> None:
        self.clear(file)
        file.write_text(text)

    @staticmethod
    def clear(file: Path) -> None:
        if file.is_dir() and not file.is_symlink():
            file.rmdir()
        else:
            file.unlink(missing_ok=True)


@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_of_edits_gives_the_answer_of_a_check_without_a_cache(seed: int, folder: Path, cache: Path) -> None:
    edits = Edits(folder, seed)
    answers = set()
    for _ in range(25):
        edits.make_one()
        cached = check([folder], cache=Cache(cache), jobs=1)
        fresh = check([folder], jobs=1)
        assert told(cached) == told(fresh)
        known = Cache(cache).verdict([folder])
        assert known is not None
        assert told(known) == told(fresh)
        answers.add(str(told(fresh)))
    assert len(answers) > 8, "the edits changed what is answered"


@pytest.mark.parametrize("name", ["copy-1.yaml", "lessons.yaml", "reports/told.yaml", "pyproject.toml", "pack.yaml"])
def test_file_that_changes_while_it_is_checked_leaves_no_answer_for_what_it_was(
    name: str, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / name
    bad = "[tool.hotwash.severity]\nHW504 = 'warning'\n" if name.endswith("toml") else "x: 1\n"
    good = file.read_text() if file.exists() else ""
    fresh = {}
    for text in (good, bad):
        file.write_text(text)
        fresh[text] = told(check([folder]))
    assert fresh[good] != fresh[bad]
    judge_all = survey._results

    def mended_meanwhile(tasks: list[tuple[Pack, Path]], options: Options, jobs: int | None) -> Iterator[FileVerdict]:
        file.write_text(good)
        yield from judge_all(tasks, options, jobs)
        file.write_text(bad)

    for before in (bad, good):
        shutil.rmtree(cache, ignore_errors=True)
        file.write_text(before)
        with monkeypatch.context() as patch:
            patch.setattr(survey, "_results", mended_meanwhile)
            check([folder], cache=Cache(cache), jobs=1)
        file.write_text(bad)
        assert told(check([folder], cache=Cache(cache), jobs=1)) == fresh[bad]
        assert Cache(cache).verdict([folder]) is not None
