"""Documents: what formats must not lose, the writer, and the after-action report."""

from __future__ import annotations

import html.parser
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from engine.errors import ExportError
from engine.pack.folder import builtin
from engine.play import phases
from engine.play.bundle import bundle
from engine.play.events import (
    Chose,
    Closed,
    Ended,
    Flagged,
    Injected,
    Joined,
    Noted,
    Paused,
    Phase,
    Resumed,
    Rolled,
    Started,
    Voted,
    WentBack,
)
from engine.play.fold import Play
from engine.states.program import Program
from exporters.content.artifact import Artifact
from exporters.content.document import (
    _UNMARKED,
    Callout,
    Document,
    Heading,
    Items,
    Table,
    TextBlock,
    _parsed,
    bullets,
    clean,
    inline,
    plain,
    prose,
    rows,
    slug,
)
from exporters.formats import html as html_format
from exporters.formats import markdown
from exporters.play.play_record import PlayRecord
from exporters.play.rating import Rating, ratings
from exporters.registry import EXPORTS, make
from exporters.writer import write
from tests.laws import compared, law

NASTY = (
    "<script>alert(1)</script>", "{{ 7*7 }}", "{% raw %}", "a & b &amp; c", "'\"", "=1+1", "+1", "-1", "@SUM(A1)", "# no heading",
    "1. no list", "- no item", "*no* _no_ `no`", "[no](http://example.org)", "|a|b|", "> no", "\\", "~~no~~", "![x](y)", "---",
    "a\x1b[31mb", "\u202eabc", "tab\tx", "&#60;b&#62;", "<b>", "\u05d0\u05d1", "\u65e5\u672c", "\U0001f600", "end\\",
)  # fmt: skip
texts = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))


def document(text: str) -> Document:
    spans = plain(text)
    table = Table((spans, plain("b")), rows((spans, "x"), ("y", spans)), caption=clean(text))
    blocks = (
        Heading(1, spans),
        TextBlock(spans),
        bullets([text, text]),
        table,
        Callout("note", clean(text), (TextBlock(spans),)),
    )
    return Document("x", clean(text), clean(text), blocks, facts=((clean(text), clean(text)),), footer=clean(text))


class Reader(html.parser.HTMLParser):
    """What a browser would show, and every element."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: set[str] = set()
        self._in_style = False

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self._in_style = tag == "style"
        self.said += [value or "" for name, value in attrs if name == "aria-label"]

    def handle_endtag(self, _):
        self._in_style = False

    def handle_data(self, data):
        if not self._in_style:
            self.said.append(data)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@law()
@given(texts)
def test_html_shows_every_text_as_it_stands(text: str) -> None:
    reader = Reader()
    reader.feed(html_format.render(document(text)).content.decode())
    assert reader.elements <= {
        "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "p", "dl", "div", "dt", "dd", "ul", "li",
        "table", "caption", "thead", "tbody", "tr", "th", "td", "section", "footer", "br",
    }  # fmt: skip
    said = squeezed("\n".join(reader.said))
    for line in clean(text).split("\n"):
        assert squeezed(line) in said


@law()
@given(texts)
def test_markdown_read_by_another_parser_holds_every_text_as_it_stands(text: str) -> None:
    text = clean(text)
    source = markdown.render(document(text)).content.decode()
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(source)
    assert not [t for t in tokens if t.type in ("html_block", "code_block", "fence")]
    children = [child for t in tokens if t.type == "inline" for child in t.children or []]
    assert not [
        c
        for c in children
        if c.type in ("link_open", "image", "code_inline") or (c.type == "html_inline" and c.content != "<br>")
    ]
    said = squeezed(" ".join(c.content if c.type == "text" else " " for c in children))
    for line in text.split("\n"):
        assert squeezed(line).replace(" ", "") in said.replace(" ", "")


def test_the_formats_markdown_reaches_every_format():
    found = prose("One *em* **strong** `code` [label](http://x.org).\n\n- a\n- b\n\n1. c\n\n> quoted\n\n# Title")
    assert [type(block) for block in found] == [TextBlock, Items, Items, TextBlock, TextBlock]
    assert "label (http://x.org)" in "".join(span.text for span in found[0].text)
    said = markdown.render(Document("x", "t", "", found)).content.decode()
    assert "One *em* **strong** `code`" in said
    page = html_format.render(Document("x", "t", "", found)).content.decode()
    assert "<em>em</em> <strong>strong</strong> <code>code</code>" in page


def test_raw_html_in_a_text_is_text():
    assert "".join(s.text for s in inline("<b>x</b> &lt;")) == "<b>x</b> <"


@law(300, unmarked=0.1)
@given(
    st.text('ab Zé"“(\n1.-+#>~=|:!])*_`\\&<[\t\u00a0\u2003\u00ad\ud800', max_size=12) | st.text('ab Z,.:;!?"“”(\n-', max_size=24)
)
def test_a_text_without_marks_is_read_as_the_parser_reads_it(text: str) -> None:
    kept = clean(text)
    assert prose(text) == _parsed(kept)
    if _UNMARKED.fullmatch(kept):
        compared("unmarked")


@law()
@given(st.text(max_size=80))
def test_a_slug_is_a_safe_name(text: str) -> None:
    assert slug(text)
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


# The writer


def test_files_are_written_whole_and_folders_are_made(tmp_path: Path) -> None:
    written = write([Artifact("a.txt", b"1"), Artifact("maps/b.txt", b"2")], tmp_path / "out")
    assert [path.read_bytes() for path in written] == [b"1", b"2"]
    assert sorted(p.name for p in (tmp_path / "out").rglob("*")) == ["a.txt", "b.txt", "maps"]


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "", ".", "con.txt", "a\nb", "x.", " x", "a:b", "c:\\x", "a//b"])
def test_no_name_leads_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError):
        write([Artifact("fine.txt", b"1"), Artifact(name, b"2")], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "maps").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExportError, match="leads out"):
        write([Artifact("maps/x.txt", b"1")], tmp_path / "out")


def test_nothing_is_overwritten_unless_asked_for_and_then_nothing_else_is_written(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("mine")
    with pytest.raises(ExportError, match="already"):
        write([Artifact("a.txt", b"1"), Artifact("b.txt", b"2")], tmp_path)
    assert not (tmp_path / "a.txt").exists()
    write([Artifact("b.txt", b"2")], tmp_path, force=True)
    assert (tmp_path / "b.txt").read_text() == "2"
    with pytest.raises(ExportError, match="two documents"):
        write([Artifact("c.txt", b"1"), Artifact("C.txt", b"2")], tmp_path)


def test_a_refusing_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fails)
    with pytest.raises(ExportError, match="No space left"):
        write([Artifact("a.txt", b"1")], tmp_path)
    assert list(tmp_path.iterdir()) == []


# A class, reported


def held(heads: int = 24, **started) -> PlayRecord:
    """A class that met every kind of event."""
    taken = bundle(builtin(), "curtain")
    play, random = Play(Program(taken.scenario)), Random(5)
    now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def add(kind, **fields):
        nonlocal now
        now += timedelta(seconds=20)
        play.apply(kind(seq=play.next_seq, at=now.isoformat(timespec="milliseconds"), **fields))

    add(Started, scenario="curtain", version=2, seed=3, mode="class", **{"voters": "hands", **started})
    names = ["red", "blue"] if started.get("voters") == "tables" else ["class"]
    for name in names:
        add(Joined, who=name, heads=heads // len(names))
    add(Noted, topic=phases.PALS_GIVEN, text="Given by the instructor")
    number, injected = 0, False
    while play.waits_for == "decision":
        shown = play.shown()
        add(Phase, name=phases.VOTE, seconds=45)
        if play.started.voters == "hands":
            add(Voted, who="", scene=play.scene, choice=shown[0], heads=heads - 1)
            add(Voted, who="", scene=play.scene, choice=shown[1], heads=1)
        else:
            for name in names:
                add(Voted, who=name, scene=play.scene, choice=random.choice(shown))
        add(Phase, name=phases.BARS)
        if not injected and (cards := play.program.injects(play.state)):
            injected = True
            add(Injected, inject=cards[0].id)
        if number == 1:
            add(Flagged, note="Nobody spoke")
            add(Paused)
            add(Resumed)
        add(Chose, scene=play.scene, choice=random.choice(play.shown()), shown=play.shown(), reason="It seemed <b>quicker</b>")
        while play.waits_for in ("roll", "ended"):
            if play.waits_for == "roll":
                add(Rolled, route=play.roll())
            else:
                add(Ended, scene=play.scene, outcome=taken.scenario.scenes[play.scene].ending.outcome)
        number += 1
        if number == 3:
            add(WentBack, to=next(e.seq for e in reversed(play.events) if isinstance(e, Chose)))
    details = {"area": "Light", "element": "equipment", "owner": "Training unit", "start": "2026-04-01", "due": "2026-06-01"}
    add(Noted, topic=phases.NEXT_SHIFT, text="say my role aloud")
    add(Noted, topic=phases.ACTION, text="Buy two lights", details=details)
    add(Closed)
    return PlayRecord(taken, play)


def report(record: PlayRecord, format_: str = "md") -> str:
    export = next(e for e in EXPORTS if e.name == "after-action")
    (artifact,) = make(export, record, format_)
    return artifact.content.decode()


def test_the_report_tells_every_vote_decision_flag_inject_and_step_back_with_its_time_and_leaves_pauses_to_the_data():
    said = report(held())
    for line in (
        "24 votes: ",
        "Nobody spoke",
        "went back to before decision",
        "It seemed \\<b\\>quicker\\</b\\>",
    ):
        assert line in said
    assert "The clock was stopped" not in said
    assert said.count("| Decision |") == len([e for e in held().play.events if isinstance(e, Chose)])
    assert "| Inject |" in said


def test_the_improvement_plan_holds_owner_and_dates():
    assert "| Light | Buy two lights | equipment | Training unit |   | 2026-04-01 | 2026-06-01 |" in report(held())


def test_a_class_under_five_is_not_broken_down():
    said = report(held(heads=4))
    assert "not broken down" in said
    assert "3 hands" not in said


def test_the_report_tells_no_table_apart():
    for heads in (8, 24):
        for purpose in ("practice", "record"):
            assert "red:" not in report(held(heads=heads, voters="tables", purpose=purpose))
    assert "2 votes: " in report(held(heads=24, voters="tables", purpose="record"))
    assert "2 votes: " not in report(held(heads=8, voters="tables", purpose="record"))


def test_an_unsafe_success_is_rated_with_major_challenges():
    taken = bundle(builtin(), "curtain")
    for seed in range(400):
        random = Random(seed)
        play = Play(Program(taken.scenario))
        play.apply(Started(seq=0, at="2026-01-01T00:00:00+00:00", scenario="curtain", version=2, seed=seed))
        while play.waits_for != "nothing":
            at = {"seq": play.next_seq, "at": "2026-01-01T00:00:00+00:00"}
            if play.waits_for == "roll":
                play.apply(Rolled(**at, route=play.roll()))
            elif play.waits_for == "ended":
                play.apply(Ended(**at, scene=play.scene, outcome=taken.scenario.scenes[play.scene].ending.outcome))
            else:
                play.apply(Chose(**at, scene=play.scene, choice=random.choice(play.shown()), shown=play.shown()))
        record = PlayRecord(taken, play)
        if record.debrief.outcome in ("safe", "near-miss") and record.debrief.critical:
            critical = {graded.seq for graded in record.debrief.critical}
            rated = [r for r in ratings(taken.scenario, record.debrief) if critical & {d.seq for d in r.evidence}]
            if not rated:
                continue
            assert {r.rating for r in rated} <= {Rating.MAJOR, Rating.UNABLE}
            return
    pytest.fail("no unsafe success in 400 plays")
