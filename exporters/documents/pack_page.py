"""The page of a pack: what it holds, what each scenario comes to, which lessons it tests, and what is not reviewed yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from engine.check.statistics import Statistics, coverage, statistics
from engine.check.subject import ValuedSubject
from engine.pack.catalogues import Lesson
from engine.pack.folder import Pack
from engine.pack.report import Report
from engine.pack.scalars import OUTCOMES
from engine.pack.scenario import Scenario
from exporters.content.document import Block, Document, Heading, Table, TextBlock, bullets, plain, rows
from exporters.scenario.care import contains

REVIEWERS = {
    "trainer": "a serving trainer (realism; that no tactics are taught)",
    "clinician": "a clinician (people in crisis, wellness)",
    "counsel": "counsel (law, policy, what may be shared)",
    "ems": "an EMS reader (casualty care)",
    "community": "a community reader (fairness, words)",
}
"""Who has to read a scenario before it is used for credit."""
BOT_RANGE = (25, 60)
"""Where the score of blind play should lie in a scenario of this pack."""


def pack_page(pack: Pack, subjects: Sequence[ValuedSubject]) -> Document:
    """The page of a pack whose scenarios have no errors."""
    each = [statistics(subject) for subject in subjects]
    scenarios = [subject.scenario for subject in subjects]
    reports = [model for path in pack.report_paths if (model := _report(pack, path.stem)) is not None]
    matrix = coverage(subjects)
    blocks = (
        *_before_use(scenarios, reports),
        *_figures(each),
        *_endings(each),
        *_rests(scenarios, pack),
        *_matrix(scenarios, matrix, pack.lessons),
        *_untested(matrix, pack.lessons),
        *_waiting(scenarios, reports),
    )
    subtitle = f"{len(scenarios)} scenarios, {len(reports)} reports, {len(pack.lessons)} lessons"
    return Document("pack", f"The pack: {pack.info.title or pack.info.name}", subtitle, blocks)


def _report(pack: Pack, id_: str) -> Report | None:
    file = pack.report(id_)
    return file.model if file else None


def _heading(text: str) -> Heading:
    return Heading(1, plain(text))


def _before_use(scenarios: Sequence[Scenario], reports: Sequence[Report]) -> Iterator[Block]:
    unread = sum(not s.reviews for s in scenarios)
    drafts = sum(r.review.status == "draft" for r in reports)
    yield _heading("Before you use it for credit")
    yield TextBlock(plain(
        f"{unread} of the {len(scenarios)} scenarios have been reviewed by nobody outside the project, and {drafts} of the "
        f"{len(reports)} reports are drafts. The checker proves that every branch works; it cannot say that a scenario is right. "
        "Before the pack is used for credit it must be reviewed by:"
    ))  # fmt: skip
    yield bullets(REVIEWERS.values())
    yield TextBlock(plain(
        "Reviews are kept in each scenario under reviews, with role, date and version, and in each report under review. "
        "The library shows both. Local law, policy and training govern everywhere."
    ))  # fmt: skip


def _figures(each: Sequence[Statistics]) -> Iterator[Block]:
    yield _heading("What each scenario comes to")
    yield TextBlock(plain(
        "States are those that plays with injects reach, all of them explored. Blind is the score of a player who does not read; "
        f"in this pack it lies between {BOT_RANGE[0]} and {BOT_RANGE[1]}, and above 70 the check fails. Exact figures: "
        "hotwash check --statistics."
    ))  # fmt: skip
    head = (
        "Scenario",
        "Version",
        "Scenes",
        "Decisions",
        "On a play",
        "Choices",
        "Endings",
        "States",
        "Blind",
        "Longest",
        "Shortest",
        "First",
    )
    table = []
    for s in each:
        span = f"{s.shortest.decisions} to {s.longest.decisions}"
        bots = [_score(s.bots.get(name)) for name in ("blind", "longest", "shortest", "first-shown")]
        counts = (s.version, s.scenes, s.decisions, span, s.choices, len(s.endings), f"{s.states_with_injects:,}")
        table.append((s.title, *map(str, counts), *bots))
    yield Table(rows(head)[0], rows(*table), widths=(5, *[1] * 11))


def _endings(found: Sequence[Statistics]) -> Iterator[Block]:
    yield _heading("How a random play ends")
    yield TextBlock(
        plain("Each choice is as likely as the others, and draws fall by the author's odds. Good play ends safe, for certain.")
    )
    table = [(s.title, *(_percent(s.outcomes[outcome]) for outcome in OUTCOMES)) for s in found]
    yield Table(rows(("Scenario", *OUTCOMES))[0], rows(*table), widths=(4, 1, 1, 1, 1))


def _rests(scenarios: Sequence[Scenario], pack: Pack) -> Iterator[Block]:
    yield _heading("What each scenario rests on")
    table = []
    for s in scenarios:
        report = _report(pack, s.report) if s.report else None
        rests = f"{report.title} ({report.review.status})" if report else "no report: invented"
        notes = contains(s)
        minutes = f"{s.minutes.solo} / {s.minutes.class_}"
        table.append((" ".join(s.title.split()), rests, minutes, notes, _reviews(s)))
    yield Table(
        rows(("Scenario", "Report", "Minutes alone / class", "Contains", "Reviewed by"))[0], rows(*table), widths=(3, 3, 2, 5, 2)
    )


def _reviews(scenario: Scenario) -> str:
    return ", ".join(f"{r.role}, version {r.version}" for r in scenario.reviews) or "nobody yet"


def _matrix(
    scenarios: Sequence[Scenario], matrix: Mapping[str, Mapping[str, int]], lessons: Mapping[str, Lesson]
) -> Iterator[Block]:
    tested = {lesson: counts for lesson, counts in matrix.items() if counts}
    yield _heading("Lessons by scenario")
    yield TextBlock(plain(
        f"How many decisions test a lesson. {len(tested)} of the {len(lessons)} lessons of the catalogue are tested. "
        "The columns are: " + "; ".join(f"{n} {' '.join(s.title.split())}" for n, s in enumerate(scenarios, 1)) + "."
    ))  # fmt: skip
    table = []
    for lesson, counts in sorted(tested.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        by_id = {name.rpartition("/")[2]: count for name, count in counts.items()}
        cells = [str(by_id[s.id]) if s.id in by_id else "" for s in scenarios]
        table.append((lessons[lesson].title, *cells, str(sum(counts.values()))))
    head = ("Lesson", *(str(n) for n in range(1, len(scenarios) + 1)), "All")
    yield Table(rows(head)[0], rows(*table), widths=(8, *[1] * (len(scenarios) + 1)))


def _untested(matrix: Mapping[str, Mapping[str, int]], lessons: Mapping[str, Lesson]) -> Iterator[Block]:
    missing = [lessons[lesson].title for lesson, counts in matrix.items() if not counts]
    yield _heading("Lessons that no scenario tests")
    yield bullets(missing) if missing else TextBlock(plain("None: every lesson of the catalogue is tested."))


def _waiting(scenarios: Sequence[Scenario], reports: Sequence[Report]) -> Iterator[Block]:
    used = {s.report for s in scenarios}
    waiting = [r.title for r in reports if r.id not in used]
    if waiting:
        yield _heading("Reports that await a scenario")
        yield bullets(waiting)


def _score(score: Fraction | None) -> str:
    return "" if score is None else f"{float(score):.1f}"


def _percent(chance: Fraction) -> str:
    return f"{float(chance):.1%}"
