"""The one table of what can be exported. Others can add to it through the entry point group `hotwash.exporters`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from engine.errors import ExportError
from exporters.content.artifact import Artifact
from exporters.content.deck import Deck
from exporters.content.paper import Paper, named_paper
from exporters.content.sheet import Sheet

if TYPE_CHECKING:
    from exporters.content.document import Document

Made: TypeAlias = "Document | Sheet | Deck | Artifact"
Source: TypeAlias = Literal["scenario", "play", "classes"]
GROUP = "hotwash.exporters"


@dataclass(frozen=True, slots=True)
class Export:
    """Something that can be exported."""

    name: str
    about: str
    """One line for `hotwash export --list`."""
    source: Source
    """What it is made from: a scenario (`Bundle`), a play (`PlayRecord`), or all classes that are kept (several of these)."""
    formats: tuple[str, ...]
    """The first is the default."""
    make: str
    """`module:function` of (source), or without `as_document` of (source, format).

    It answers a `Document` or a `Sheet`, which the format renders, or an `Artifact` as it shall be written, or several of these.
    """
    as_document: bool = True
    """Whether it is the same in every format."""
    answers: bool = False
    """Whether it may show what gives an answer away."""
    options: tuple[tuple[str, str], ...] = ()
    """(name, what it says) of each option that it takes; with any, `make` also gets a mapping of those that were given."""
    words: bool = True
    """Whether what people wrote in a play may stand in it, beside their names: it is looked through before it leaves."""


PAPER = "paper"
"""Option of every export: the sheet that is printed on."""

DOCUMENT_FORMATS: Mapping[str, str] = {
    "html": "exporters.formats.html:render",
    "md": "exporters.formats.markdown:render",
    "docx": "exporters.formats.docx:render",
    "pdf": "exporters.formats.pdf:render",
}
"""Format -> what renders a `Document` in it."""
SHEET_FORMATS: Mapping[str, str] = {
    "csv": "exporters.formats.csv_table:render",
    "xlsx": "exporters.formats.xlsx:render",
}
"""Format -> what renders a `Sheet` in it."""
DECK_FORMATS: Mapping[str, str] = {"pptx": "exporters.formats.pptx:render"}
"""Format -> what renders a `Deck` in it."""
FORMAT_OPTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "docx": (
        ("template", "a Word file with your agency's styles, cover, header and footer"),
        (PAPER, "`letter` or `a4`, in place of the sheet of your template"),
    ),
}
"""Format -> (name, what it says) of each option that it takes; with any, its renderer also gets those that were given."""
_ALL = tuple(DOCUMENT_FORMATS)

_EXERCISE = (
    ("hseep", "with the parts of a large exercise after HSEEP, or `no`"),
    ("mission-area", "mission area of a large exercise"),
    ("capabilities", "capabilities that it exercises"),
    ("hazard", "its threat or hazard"),
    ("sponsor", "its sponsor"),
    ("contact", "its point of contact"),
)
_MAP = ("svg", "mermaid", "dot", "png")

EXPORTS: tuple[Export, ...] = (
    Export("handout", "participant handout: the story and its choices, without answers or endings", "scenario", _ALL,
           "exporters.documents.handout:handout"),
    Export("facilitator-guide", "facilitator guide: quick start, timing plan, every decision with its answers", "scenario", _ALL,
           "exporters.documents.facilitator_guide:facilitator_guide", answers=True),
    Export("run-card", "run card: one sheet to lead a class from, and one page of answers", "scenario", _ALL,
           "exporters.documents.run_card:run_card", answers=True),
    Export("seat-cards", "seat cards: each seat's job, and what it alone reads", "scenario", _ALL,
           "exporters.documents.seat_cards:seat_cards"),
    Export("letter-cards", "letter cards A to F, for voting by hand", "scenario", _ALL,
           "exporters.documents.letter_cards:letter_cards"),
    Export("sign-in-sheet", "sign-in sheet: who was there", "scenario", _ALL,
           "exporters.documents.sign_in_sheet:sign_in_sheet"),
    Export("feedback-form", "feedback form with five questions; as CSV or XLSX the table to type the answers into", "scenario",
           (*_ALL, *SHEET_FORMATS), "exporters.documents.feedback_form:feedback_form", as_document=False),
    Export("situation-manual", "situation manual (HSEEP), without answers or endings", "scenario", _ALL,
           "exporters.documents.situation_manual:situation_manual", options=(*_EXERCISE[1:], ("date", "when it is held"),
           ("venue", "where it is held"), ("participants", "organizations and number of those who take part"))),
    Export("evaluation-guide", "exercise evaluation guide (HSEEP): objectives, critical tasks, ratings", "scenario", _ALL,
           "exporters.documents.evaluation_guide:evaluation_guide", answers=True),
    Export("msel", "master scenario events list (HSEEP)", "scenario", (*SHEET_FORMATS, *_ALL),
           "exporters.documents.msel:msel", as_document=False, answers=True,
           options=(("columns", "YAML file that gives columns other names: `Event number: Serial`"),)),
    Export("slides", "slides for a class: scenes, choices and links; the answers in the speaker's notes alone", "scenario",
           tuple(DECK_FORMATS), "exporters.documents.slides:slides", answers=True),
    Export("map", "decision map: scenes, choices, endings, the best line and what the report says; PNG for slides", "scenario",
           _MAP, "exporters.map:export", as_document=False, answers=True),
    Export("play-map", "the decision map with a play drawn on it", "play",
           _MAP, "exporters.map:export_play", as_document=False, answers=True, words=False),
    Export("after-action", "after-action report and improvement plan", "play", _ALL,
           "exporters.documents.after_action:after_action", answers=True, options=(*_EXERCISE,
           ("feedback", "CSV file of the feedback forms: `hotwash export feedback-form --format csv` makes the table"))),
    Export("debrief-sheet", "debrief sheet for a trainee; of a class for the record one for each learner", "play", _ALL,
           "exporters.documents.debrief_sheet:debrief_sheet", answers=True,
           options=(("learner", "the name under which somebody voted, or `all`"),)),
    Export("completion-record", "completion record for a training office, a row for each person", "play", (*SHEET_FORMATS,),
           "exporters.documents.completion:completion", words=False, options=(
               ("provider", "who provides the training"),
               ("course", "number of the course"),
               ("instructor", "who led the class"),
               ("pass", "least decision score that passes, without a life-safety error; 80 unless given"),
               ("voted", "least percentage of the decisions that a learner has voted at; 80 unless given"),
               ("code", "code of whoever played alone"),
               ("roster", "CSV file with the columns `code,name`: names are put in here and stored nowhere else"))),
    Export("play-data", "everything of a play as data: JSON with its schema, or a table of the decisions", "play",
           ("json", *SHEET_FORMATS), "exporters.play.play_data:play_data", as_document=False, answers=True),
    Export("wishes", "for authors: answers that classes wanted and scenarios lack, by scenario and decision", "classes",
           ("md", "csv", "xlsx", "html", "docx", "pdf"), "exporters.documents.wishes:wishes_of_classes",
           as_document=False, answers=True),
)  # fmt: skip

SETS: Mapping[str, tuple[str, ...]] = {
    "class": (
        "handout",
        "run-card",
        "facilitator-guide",
        "seat-cards",
        "letter-cards",
        "sign-in-sheet",
        "feedback-form",
        "debrief-sheet",
    ),
    "hseep": ("situation-manual", "msel", "evaluation-guide", "after-action"),
}
"""Set -> what belongs together. The set `all` is everything that one scenario or play makes."""
ALL = "all"


def exports() -> dict[str, Export]:
    """Everything that can be exported, by name; ours first.

    Raises:
        ExportError: an installed addition is no `Export`, or takes a name that is taken.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - what is ours is exported without it

    by_name = {export.name: export for export in EXPORTS}
    for point in entry_points(group=GROUP):
        try:
            export = point.load()
        except Exception as error:
            raise ExportError(f"the exporter `{point.name}` ({point.value}) cannot be loaded: {error}") from error
        if not isinstance(export, Export):
            raise ExportError(f"the exporter `{point.name}` ({point.value}) is no `exporters.registry.Export`")
        if export.name in by_name:
            raise ExportError(f"the exporter `{point.name}` ({point.value}) takes the name `{export.name}`, which is taken")
        by_name[export.name] = export
    return by_name


def make(
    export: Export, source: object, format_: str, options: Mapping[str, str] | None = None, paper: Paper = Paper.LETTER
) -> Sequence[Artifact]:
    """What it comes to in a format. For several formats take a `Maker`: the document is the same in all of them.

    Args:
        export: what is made.
        source: what it is made from: a `Bundle`, a `PlayRecord` or several of these.
        format_: one of its formats.
        options: by name; each is handed to what knows it, here or in the format, and otherwise left alone.
        paper: the sheet that it is for, where no option names one.

    Raises:
        ExportError: it is not made in this format, or cannot be made here.
    """
    return Maker(export, source, options, paper).make(format_)


class Maker:
    """Makes one export of one source, in whatever formats; what does not depend on the format is made once."""

    def __init__(
        self, export: Export, source: object, options: Mapping[str, str] | None = None, paper: Paper = Paper.LETTER
    ) -> None:
        self._export = export
        self._source = source
        self._options = options
        self._paper = named_paper(options[PAPER]) if options and PAPER in options else paper

    def make(self, format_: str) -> tuple[Artifact, ...]:
        """What it comes to in a format; errors as of `make`."""
        export = self._export
        if format_ not in export.formats:
            raise ExportError(f"`{export.name}` is not made as `{format_}`; there are: {', '.join(export.formats)}")
        answer = self._same if export.as_document else self._answer(format_)
        # An artifact is a tuple, too.
        several = answer if isinstance(answer, Sequence) and not isinstance(answer, Artifact) else (answer,)
        rendered = (_rendered(_tagged(made, self._source, self._paper), format_, self._options) for made in several)
        return tuple(artifact._replace(personal=artifact.personal or export.source != "scenario") for artifact in rendered)

    @cached_property
    def _same(self) -> Made | Sequence[Made]:
        return self._answer()

    def _answer(self, *format_: str) -> Made | Sequence[Made]:
        function = _function(self._export.make)
        made: Made | Sequence[Made] = function(self._source, *format_, *_known(self._export.options, self._options))
        return made


def _tagged(made: Made, source: object, paper: Paper) -> Made:
    """With the sheet that it is for, and the language of the pack that it is made from."""
    from engine.play.bundle import Bundle  # noqa: PLC0415 - lists are shown without it
    from exporters.content.document import Document  # noqa: PLC0415 - as this

    bundle = getattr(source, "bundle", source)
    if isinstance(made, Document | Deck) and isinstance(bundle, Bundle):
        return replace(made, language=bundle.pack.language, paper=paper)
    return replace(made, paper=paper) if isinstance(made, Document | Deck | Sheet) else made


def _rendered(made: Made, format_: str, options: Mapping[str, str] | None) -> Artifact:
    if isinstance(made, Artifact):
        return made
    renderers = SHEET_FORMATS if isinstance(made, Sheet) else DECK_FORMATS if isinstance(made, Deck) else DOCUMENT_FORMATS
    artifact: Artifact = _function(renderers[format_])(made, *_known(FORMAT_OPTIONS.get(format_, ()), options))
    return artifact


def _known(takes: tuple[tuple[str, str], ...], given: Mapping[str, str] | None) -> tuple[Mapping[str, str], ...]:
    """The options of those given that are known, as the one further argument; none where no option is known."""
    return ({name: given[name] for name, _ in takes if given and name in given},) if takes else ()


def _function(path: str) -> Callable[..., Any]:
    module, _, name = path.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function
