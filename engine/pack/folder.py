"""Find and read packs: a folder with scenarios, reports and catalogues.

Nothing here judges names or branches; a file that cannot be read keeps its problems.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel

from engine.errors import PackError, UnusableFile
from engine.pack.catalogues import Factors, Lesson, Lessons, Source, Sources
from engine.pack.contents import (
    CATALOGUES,
    REPORTS,
    catalogue_paths,
    home_of,
    name_list,
    presence,
    report_paths,
    scenario_paths,
)
from engine.pack.diagnostics import Place, Problem
from engine.pack.document import YamlDocument
from engine.pack.files import SUFFIX, digest, read_bytes, there
from engine.pack.local.sheet_places import sheet_paths
from engine.pack.location import builtin_folder
from engine.pack.report import Report
from engine.pack.scenario import Scenario
from engine.pack.settings import CheckSettings, Danger, PackInfo
from engine.pack.source import read
from engine.pack.tool_settings import UnreadTable, shadowed, tool_settings
from engine.pack.validation import to_model

if TYPE_CHECKING:
    from engine.pack.local.localizing import Localization
    from engine.pack.local.sheet import LocalSheet

M = TypeVar("M", bound=BaseModel)


@dataclass(eq=False, repr=False)
class File(Generic[M]):
    """A file of a pack, read."""

    path: Path
    doc: YamlDocument
    model: M | None
    """None where the file is not sound."""
    problems: list[Problem]
    """What the reader and the model found; of family HW0."""
    local: Localization | None = None
    """Of a scenario of which an agency says something otherwise: `model` is as the agency says it."""

    @property
    def published(self) -> M | None:
        """As the pack says it, whatever an agency says otherwise; None where the file is not sound."""
        return self.model if self.local is None else self.local.published  # type: ignore[return-value]

    @property
    def id(self) -> str:
        """The file's name without `.yaml`."""
        return self.path.stem


def read_file(path: Path, model: type[M], shown: str | None = None) -> File[M]:
    """Read one file as `model`. What is no file that can be read has that for its only problem."""
    name = shown or shown_path(path)
    try:
        doc = read(path, name)
    except UnusableFile as error:
        problem = Problem("unusable_file", error.reason, Place(name, 1, 1), mend=error.mend)
        return File(path, YamlDocument(name, digest=error.reason), None, [problem])
    value, problems = to_model(doc, model)
    if value is None:
        from engine.pack.misplaced import misplaced  # noqa: PLC0415  # needed only where something is wrong

        if other := misplaced(doc, path, model):
            return File(path, doc, None, [other])
        from engine.pack.mends.mending import improved  # noqa: PLC0415  # needed only where something is wrong

        return File(path, doc, None, improved(doc, model, [*doc.problems, *problems]))
    return File(path, doc, value, [*doc.problems, *problems])


def shown_path(path: Path) -> str:
    """The path as the user would write it: relative where it lies below the working folder."""
    try:
        return str((path.parent.resolve() / path.name).relative_to(Path.cwd()))
    except (ValueError, OSError, RuntimeError):
        return str(path)


def model_for(path: Path) -> type[BaseModel]:
    """What a file of a pack holds, by its name and place."""
    by_name: dict[str, type[BaseModel]] = {
        "pack.yaml": PackInfo, "lessons.yaml": Lessons, "factors.yaml": Factors, "sources.yaml": Sources,
    }  # fmt: skip
    if path.absolute().parent.name == REPORTS:
        return Report
    return by_name.get(path.name, Scenario)


@dataclass(eq=False, repr=False)
class Pack:
    """A pack; each file is read when first asked for."""

    folder: Path
    fallback: Pack | None = None
    """The built-in pack, whose catalogues count where this one's say nothing."""
    as_published: bool = False
    """Whether what an agency says otherwise is left out."""
    _files: dict[Path, File[BaseModel]] = field(default_factory=dict)
    _sheets: dict[Path, LocalSheet] = field(default_factory=dict)
    _common: dict[str, str] = field(default_factory=dict)
    _asked: dict[str, str] = field(default_factory=dict)

    def file(self, path: Path, model: type[M]) -> File[M]:
        """The file at `path`, read once."""
        found = self._files.get(path)
        if found is None:
            found = self._files[path] = read_file(path, model)
            if found.model is not None and model is Scenario and not self.as_published:
                found = self._files[path] = self._localized(found)
        elif model is Scenario:
            self.sheets(path.stem)  # what is told rests on them, too
        self._asked[f"file {path}"] = found.doc.digest
        return found  # type: ignore[return-value]

    def localize_command(self, id_: str = "") -> str:
        """The command that writes the sheet of a scenario anew, or that of all scenarios."""
        if self.folder.resolve() == builtin_folder():
            return f"hotwash localize {id_ or self.info.name}"
        return f"hotwash localize {shown_path(self.folder / f'{id_}{SUFFIX}' if id_ else self.folder)}"

    def sheets(self, id_: str) -> tuple[LocalSheet | None, LocalSheet | None]:
        """The sheets of local words: a scenario's own, and that of all scenarios."""
        if self.as_published:
            return None, None
        own, shared = sheet_paths(self.folder, self.info.name, id_)
        return self._sheet(own), self._sheet(shared)

    def _sheet(self, path: Path | None) -> LocalSheet | None:
        if path is None or not self.has(path):
            return None
        sheet = self._sheets.get(path)
        if sheet is None:
            from engine.pack.local.localizing import load_sheet  # noqa: PLC0415  # needed only where there are sheets

            sheet = self._sheets[path] = load_sheet(path, shown_path(path))
        self._asked[f"file {path}"] = sheet.digest
        return sheet

    def _localized(self, file: File[BaseModel]) -> File[BaseModel]:
        """A scenario as an agency says it."""
        own, shared = self.sheets(file.id)
        if own is None and shared is None:
            return file
        from engine.pack.local.localizing import Sheets, localize  # noqa: PLC0415  # needed only where there are sheets

        assert isinstance(file.model, Scenario)
        again = self.localize_command(file.id), self.localize_command()
        local = localize(file.doc.data, file.model, self.info, Sheets(own, shared), again)
        return File(file.path, file.doc, local.scenario, [*file.problems, *local.problems], local)

    def published(self) -> Pack:
        """The same without what an agency says otherwise, read anew."""
        return Pack(self.folder, self.fallback, as_published=True)

    def begin(self) -> None:
        """Forget who asked for what: a verdict on another file begins."""
        self._asked.clear()

    @property
    def grounds(self) -> dict[str, str]:
        """What has been told since `begin`, and what every file of the pack rests on.

        Question -> answer, as `engine.pack.contents.answer` gives it. While all answers stay, so does a verdict.
        """
        return {**(self.fallback.grounds if self.fallback else {}), **self._common, **self._asked}

    def has(self, path: Path) -> bool:
        """Whether something has this name."""
        found = there(path)
        self._asked[f"there {path}"] = presence(found)
        return found

    def beside(self, name: str) -> bytes | None:
        """What a file of the pack that is none of its YAML files holds, or None where there is none.

        Raises:
            UnusableFile: it cannot be read.
        """
        path = self.folder / name
        if not self.has(path):
            return None
        raw = read_bytes(path)
        self._asked[f"file {path}"] = digest(raw)
        return raw

    @property
    def scenario_paths(self) -> list[Path]:
        """Scenario files, sorted by name."""
        self._asked[f"scenarios {self.folder}"] = name_list(self._scenario_paths)
        return self._scenario_paths

    @cached_property
    def _scenario_paths(self) -> list[Path]:
        return scenario_paths(self.folder)

    @property
    def report_paths(self) -> list[Path]:
        """Report files, sorted by name; their folder itself where it may not be listed."""
        self._asked[f"reports {self.folder}"] = name_list(self._report_paths)
        return self._report_paths

    @cached_property
    def _report_paths(self) -> list[Path]:
        return report_paths(self.folder)

    @cached_property
    def paths(self) -> list[Path]:
        """Every file of the pack."""
        return catalogue_paths(self.folder) + self.report_paths + self.scenario_paths

    def _catalogue(self, name: str, model: type[M]) -> M | None:
        path = self.folder / name
        if not there(path):
            self._common[f"there {path}"] = presence(False)
            return None
        found = self.file(path, model)
        # Whoever asks later is told from what is kept here.
        self._common[f"file {path}"] = found.doc.digest
        return found.model

    @cached_property
    def info(self) -> PackInfo:
        """`pack.yaml`, or what stands for it where there is none."""
        return self._catalogue("pack.yaml", PackInfo) or PackInfo(
            hotwash=1, name=_slug(self.folder.resolve().name), title=self.folder.name.strip() or "pack", version=1
        )

    @cached_property
    def lessons(self) -> dict[str, Lesson]:
        """Lessons by id, the built-in ones behind the pack's own."""
        own = self._catalogue("lessons.yaml", Lessons)
        return {**(self.fallback.lessons if self.fallback else {}), **(own.lessons if own else {})}

    @cached_property
    def factors(self) -> dict[str, dict[str, str]]:
        """Layer -> code -> meaning."""
        own = self._catalogue("factors.yaml", Factors)
        return {**(self.fallback.factors if self.fallback else {}), **(own.factors if own else {})}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        own = self._catalogue("sources.yaml", Sources)
        return {**(self.fallback.sources if self.fallback else {}), **(own.sources if own else {})}

    @property
    def settings(self) -> CheckSettings:
        """What `hotwash check` shows of this pack: `pack.yaml`, or else `[tool.hotwash]` in a `pyproject.toml` above it.

        Raises:
            PackError: a `pyproject.toml` on the way, or its `[tool.hotwash]`, cannot be used.
        """
        return self._settings[0]

    @property
    def settings_file(self) -> Path | None:
        """The `pyproject.toml` that the settings come from, if they come from one.

        Raises:
            PackError: its `[tool.hotwash]` cannot be used.
        """
        return self._settings[1]

    @property
    def unread_settings(self) -> tuple[UnreadTable, ...]:
        """Tables of a `pyproject.toml` on the way that look as if they held settings, and are not read.

        Raises:
            PackError: as of `settings`.
        """
        return self._settings[2]

    @cached_property
    def _settings(self) -> tuple[CheckSettings, Path | None, tuple[UnreadTable, ...]]:
        unread: tuple[UnreadTable, ...] = ()
        own = self.info.check != CheckSettings()
        for folder in (self.folder.resolve(), *self.folder.resolve().parents):
            file = folder / "pyproject.toml"
            self._common[f"there {file}"] = presence(there(file))
            if not there(file):
                continue
            try:
                raw = read_bytes(file)
            except UnusableFile:
                if own:
                    break
                raise
            self._common[f"file {file}"] = digest(raw)
            if own:
                unread += shadowed(file, raw)
            else:
                told = tool_settings(file, raw)
                unread += told.misnamed
                if told.settings is not None:
                    return told.settings, file, unread
            if any(table.shadowed for table in unread):
                break
        return self.info.check, None, unread

    @property
    def danger(self) -> Danger:
        """The danger scale."""
        return self.info.danger

    def report(self, id_: str) -> File[Report] | None:
        """A report by id, or None where there is no such file."""
        path = self.folder / REPORTS / f"{id_}{SUFFIX}"
        return self.file(path, Report) if self.has(path) else None

    def scenario(self, id_: str) -> File[Scenario]:
        """A scenario by id.

        Raises:
            PackError: there is none.
        """
        path = self.folder / f"{id_}{SUFFIX}"
        if path.parent != self.folder or path.name in CATALOGUES or not there(path):
            raise PackError(f"no scenario `{id_}` in {self.folder}")
        return self.file(path, Scenario)

    @property
    def empty(self) -> bool:
        """Whether the folder holds nothing of a pack."""
        return not self.paths


def _slug(name: str) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in name.lower()).split()
    guess = "-".join(words)
    return (guess if guess[:1].isalpha() else f"pack-{guess}")[:60].rstrip("-")


def builtin() -> Pack:
    """The pack that comes with the program."""
    return Pack(builtin_folder())


def open_pack(folder: Path) -> Pack:
    """The pack in `folder`, which may use the built-in catalogues.

    Raises:
        PackError: there is no such folder.
    """
    if not folder.is_dir():
        raise PackError(f"no folder `{folder}`")
    base = builtin_folder()
    if folder.resolve() == base:
        return Pack(folder)
    return Pack(folder, Pack(base))


def pack_of(path: Path) -> Pack:
    """The pack that the file `path` belongs to: its folder, or for a report the folder above."""
    return open_pack(home_of(path))
