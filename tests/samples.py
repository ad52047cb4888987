"""Make the samples in docs/samples from the real pack and scripted plays: `python -m tests.samples`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from engine.pack.folder import builtin
from engine.play.bundle import bundle
from exporters.content.artifact import Artifact
from exporters.play.play_record import PlayRecord
from exporters.registry import EXPORTS, make
from exporters.writer import write
from tests.exporters.played import PEOPLE, alone, full_class, recorded

SAMPLES = Path(__file__).resolve().parents[1] / "docs" / "samples"
SCENARIO = "curtain"
FURTHER = {
    "after-action": ("html",),
    "msel": ("csv",),
    "map": ("mermaid",),
    "play-map": ("svg",),
    "play-data": ("csv",),
    "completion-record": ("csv",),
}
"""Formats that are shown beside Markdown."""
OPTIONS = {"provider": "County academy", "course": "OS-101", "instructor": "the instructor", "sponsor": "County academy"}


def samples() -> Iterator[Artifact]:
    """One of each kind in Markdown, and a few in further formats, under the names of their files."""
    held = full_class()
    sources = {"scenario": bundle(builtin(), SCENARIO), "play": held, "classes": (held,)}
    for export in EXPORTS:
        source = sources[export.source]
        for format_ in ("md", *FURTHER.get(export.name, ())):
            if format_ in export.formats and export.name != "completion-record":
                yield from make(export, source, format_, OPTIONS)
    yield from _of_learners(recorded())
    yield from _alone(alone(choices=("wait", "say-roles", "look-first")))


def _of_learners(record: PlayRecord) -> Iterator[Artifact]:
    """A class for the record: the sheet of one learner, and the completion record with names from a roster."""
    by_name = {export.name: export for export in EXPORTS}
    yield from make(by_name["debrief-sheet"], record, "md", {"learner": PEOPLE[0]})
    with tempfile.TemporaryDirectory() as folder:
        roster = Path(folder) / "roster.csv"
        roster.write_text("code,name\n" + "".join(f"{who},Learner {n}\n" for n, who in enumerate(PEOPLE, 1)), encoding="utf-8")
        yield from make(by_name["completion-record"], record, "csv", {**OPTIONS, "roster": str(roster)})


def _alone(record: PlayRecord) -> Iterator[Artifact]:
    """A play alone: its debrief sheet, under a name of its own."""
    (sheet,) = make(next(export for export in EXPORTS if export.name == "debrief-sheet"), record, "md")
    yield sheet._replace(name=sheet.name.replace(".md", "-alone.md"))


def main() -> None:
    if SAMPLES.exists():
        shutil.rmtree(SAMPLES)
    made = list(samples())
    write([*made, Artifact.of("README.md", contents(made))], SAMPLES)


def contents(made: list[Artifact]) -> str:
    """The page that says what lies there."""
    lines = [f"- [{artifact.name}]({artifact.name})" for artifact in sorted(made)]
    return (
        "# Samples of what `hotwash export` makes\n\n"
        f"From the scenario `{SCENARIO}` of the built-in pack, a scripted class of 24 whose hands were counted, a class of six held\n"
        "for the record, and a play alone. The people in them are invented. Made by `python -m tests.samples`; other formats\n"
        "(Word, PDF, slides, spreadsheets) hold the same. What each is for: [exports.md](../exports.md).\n\n"
        + "\n".join(lines) + "\n"
    )  # fmt: skip


if __name__ == "__main__":
    main()
