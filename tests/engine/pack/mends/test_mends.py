"""Mistakes that newcomers make in YAML and in the format: each is one finding, at its line, and its mend works as it is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.check.survey import check
from engine.pack.diagnostics import Finding, Severity
from engine.pack.document import YamlDocument
from engine.pack.mends import mending
from engine.pack.source import parse

BASE = (Path(__file__).parents[4] / "tests" / "cases" / "base.yaml").read_text()
TEXT = "    text: It stays quiet.\n"
"""The line of the base into which mistakes in a text go."""


def mistaken(old: str, new: str, base: str = BASE) -> tuple[str, int]:
    """The base with a mistake, and the line at which it begins."""
    assert base.count(old) == 1, old
    common = 0
    for left, right in zip(old.split("\n"), new.split("\n"), strict=False):
        if left != right:
            break
        common += 1
    return base.replace(old, new), base[: base.index(old)].count("\n") + 1 + common


def found(tmp_path: Path, text: str) -> list[Finding]:
    """What is found in a file, notes aside."""
    folder = tmp_path / "pack"
    folder.mkdir(exist_ok=True)
    (folder / "example.yaml").write_text(text, encoding="utf-8")
    # A text in braces is sound YAML once it is quoted; that it looks like a template is told by a rule of its own.
    return [f for f in check([folder]).findings if f.severity is not Severity.INFO and f.code != "HW410"]


def mended(text: str, finding: Finding) -> str:
    """The file with the line that the mend shows in the place of the one that the finding points at."""
    shown = re.search(r"write `(.*)`$", finding.mend)
    lines = text.split("\n")
    first = last = finding.place.line
    if not shown and (out := re.search(r"(?:take out line (\d+)|keep this line) ?", finding.mend)):
        del lines[int(out[1] or first) - 1]
        return "\n".join(lines)
    assert shown, f"no line to paste: {finding.message} / {finding.mend}"
    if several := re.search(r"in place of the lines (\d+) to (\d+): write `", finding.mend):
        first, last = map(int, several.groups())
    lines[first - 1 : last] = [shown[1]]
    return "\n".join(lines)


def holds(tmp_path: Path, text: str, line: int) -> Finding:
    """One finding, at this line, whose mend leads to a file without any."""
    findings = found(tmp_path, text)
    assert [(f.place.line) for f in findings] == [line], [(f.code, f.place.line, f.message, f.mend) for f in findings]
    again = found(tmp_path, mended(text, findings[0]))
    assert again == [], [(f.code, f.place.line, f.message, findings[0].mend) for f in again]
    return findings[0]


PROSE = [
    '"Stop," he says, and steps back.', '"Stop!" she says, "or fall."', '"He stands still', "'He stands still", "'Tis late and dark.",
    "'Til then it stays quiet.", "'Cause he said: stay.", '"He said "stop" and left."', "'It doesn't stop.'", "'He said 'stop' and left.'",
    "*important* It stays quiet.", "**Quiet** it stays.", "*quiet", "&quiet it stays", "& then quiet.", "> It stays quiet.", "| It stays quiet.",
    ">quiet", "- It stays quiet.", "? It stays quiet.", "@ noon it stays quiet.", "`quiet` it stays", "% of the street is quiet.", "%quiet",
    "!near it stays", "! Quiet now.", "!", "[redacted] says that it is quiet.", "[It stays quiet.", "[It stays quiet]", "{name} says nothing.",
    "{It stays quiet.", "{quiet}", "] It stays quiet.", "} It stays quiet.", ", it stays quiet.", "# It stays quiet.",
    "Dispatch: it stays quiet.", "It stays quiet: nobody calls", "It stays quiet:", "It stays quiet #2 of the day.", "Try #3 is quiet # still.",
    r'"C:\Users\me stays quiet"', r'"\d is quiet"', r'"It stays \quiet"', 'He said: "stop"', "It's: quiet", 'Quiet: "yes"', "5", "5.5", "true",
    "null", "~", "1e3", "0o7", "[quiet, still]", "{quiet: still}", '"Quiet" and "still"', "''Quiet'' it stays", '""Quiet"" it stays',
    "\tIt stays: quiet.", "<<: quiet", "--- quiet: so", "=: quiet", "!!str quiet", "&a *b quiet",
]  # fmt: skip


@pytest.mark.parametrize("value", PROSE)
def test_text_that_yaml_takes_for_something_else(value: str, tmp_path: Path) -> None:
    text, line = mistaken(TEXT, f"    text: {value}\n")
    holds(tmp_path, text, line)


@pytest.mark.parametrize("value", PROSE)
def test_text_in_a_list_that_yaml_takes_for_something_else(value: str, tmp_path: Path) -> None:
    text, line = mistaken("  - What did you know?\n", f"  - {value}\n")
    holds(tmp_path, text, line)


LINES = {
    "no space after a colon": (TEXT, "    text:It stays quiet.\n"),
    "no space after a colon at the top": ("title: Example\n", "title:Example\n"),
    "no space after a colon of a number": ("version: 4 ", "version:4 "),
    "no space after a colon before a mapping": ("minutes: {solo", "minutes:{solo"),
    "no space after a colon in braces": ("{solo: 5, class: 20}", "{solo:5, class: 20}"),
    "no space after any colon in braces": ("{solo: 5, class: 20}", "{solo:5,class:20}"),
    "no space after a colon of the next scene": ("          next: calm\n        wait:", "          next:calm\n        wait:"),
    "no space after a dash": ("  - What did you know?", "  -What did you know?"),
    "no space after a dash of a mapping": ("  - {text: Wait", "  -{text: Wait"),
    "no colon after a key": (TEXT, "    text It stays quiet.\n"),
    "no colon after a key of more": ("    decision:\n", "    decision\n"),
    "no colon after a scene": ("  hurt:\n", "  hurt\n"),
    "equals sign": (TEXT, "    text = It stays quiet.\n"),
    "full-width colon": (TEXT, "    text\uff1a It stays quiet.\n"),
    "arrow": (TEXT, "    text -> It stays quiet.\n"),
    "semicolon at the end": ("{solo: 5, class: 20}", "{solo: 5, class: 20};"),
    "comma at the end": ("{solo: 5, class: 20}", "{solo: 5, class: 20},"),
    "bracket not closed": ("topics: [example]", "topics: [example"),
    "brace not closed": ("{solo: 5, class: 20}", "{solo: 5, class: 20"),
    "bracket closed by a brace": ("topics: [example]", "topics: [example}"),
    "bracket too many": ("topics: [example]", "topics: [example]]"),
    "brace too many": ("{solo: 5, class: 20}", "{solo: 5, class: 20}}"),
    "bracket in braces not closed": ("lessons: [wait-for-backup]}", "lessons: [wait-for-backup}"),
    "colon in braces": ("title: Quiet}", "title: Quiet: so}"),
    "comma in braces": ("title: Quiet}", "title: Quiet, so}"),
    "quotation mark in braces": ("title: Quiet}", 'title: "Quiet" it is}'),
    "tab before a key": (TEXT, "\ttext: It stays quiet.\n"),
    "two tabs before a key": (TEXT, "\t\ttext: It stays quiet.\n"),
    "spaces and a tab": (TEXT, "  \ttext: It stays quiet.\n"),
    "tab before a dash": ("  - What did you know?", "\t- What did you know?"),
    "no-break spaces before a key": (TEXT, "\u00a0\u00a0\u00a0\u00a0text: It stays quiet.\n"),
    "one no-break space before a key": (TEXT, "   \u00a0text: It stays quiet.\n"),
    "wide space before a key": (TEXT, "    \u3000text: It stays quiet.\n".replace("    \u3000", "   \u3000")),
    "no-break space after a colon": (TEXT, "    text:\u00a0It stays quiet.\n"),
    "no-break space after a dash": ("  - What did you know?", "  -\u00a0What did you know?"),
    "zero-width space before a key": (TEXT, "    \u200btext: It stays quiet.\n"),
    "zero-width space in a key": (TEXT, "    te\u200bxt: It stays quiet.\n"),
    "soft hyphen in a key": (TEXT, "    te\u00adxt: It stays quiet.\n"),
    "Cyrillic letter in a key": (TEXT, "    t\u0435xt: It stays quiet.\n"),
    "Greek letter in a key": (TEXT, "    te\u03c7t: It stays quiet.\n".replace("\u03c7", "x\u200b")),
    "one space too many": (TEXT, "     text: It stays quiet.\n"),
    "two spaces too many": (TEXT, "      text: It stays quiet.\n"),
    "one space too few": (TEXT, "   text: It stays quiet.\n"),
    "two spaces too few": (TEXT, "  text: It stays quiet.\n"),
    "no spaces at all": (TEXT, "text: It stays quiet.\n"),
    "list item too far left": ("          why: Two people", "        why: Two people"),
    "list item too far right": ("          why: Two people", "            why: Two people"),
    "scene too far right": ("  hurt:\n", "    hurt:\n"),
    "scene too far left": ("  hurt:\n", "hurt:\n"),
    "choice too far right": ("        wait:\n", "          wait:\n"),
    "choice too far left": ("        wait:\n", "      wait:\n"),
    "bullet for a dash": ("  - What did you know?", "  \u2022 What did you know?"),
    "en dash for a dash": ("  - What did you know?", "  \u2013 What did you know?"),
    "star for a dash": ("  - What did you know?", "  * What did you know?"),
    "en dash in a mark": ("marks: [-wait-for-backup]", "marks: [\u2013wait-for-backup]"),
    "em dash in a mark": ("marks: [-wait-for-backup]", "marks: [\u2014wait-for-backup]"),
    "minus sign in a mark": ("marks: [-wait-for-backup]", "marks: [\u2212wait-for-backup]"),
    "full-width plus in a mark": ("marks: [+wait-for-backup]", "marks: [\uff0bwait-for-backup]"),
    "tilde operator in a mark": ("marks: [~wait-for-backup]", "marks: [\u223cwait-for-backup]"),
    "no-break hyphen in a lesson": ("marks: [+wait-for-backup]", "marks: [+wait\u2011for-backup]"),
    "Cyrillic letter in an id": ("id: example", "id: ex\u0430mple"),
    "zero-width space in an id": ("id: example", "id: exam\u200bple"),
    "capital in an id": ("topics: [example]", "topics: [Example]"),
    "space in an id": ("topics: [example]", "topics: [an example]"),
    "marks as a mapping": ("marks: [-wait-for-backup]", "marks: {wait-for-backup: -}"),
    "marks as a mapping in words": ("marks: [+wait-for-backup]", "marks: {wait-for-backup: upheld}"),
    "marks as one mark": ("marks: [-wait-for-backup]", "marks: -wait-for-backup"),
    "mark without a sign": ("marks: [+wait-for-backup]", "marks: [wait-for-backup]"),
    "space in a mark": ("marks: [+wait-for-backup]", "marks: [+ wait-for-backup]"),
    "next as a mapping": ("          next: calm\n        wait:", "          next: {to: calm}\n        wait:"),
    "next as a list of a name": ("          next: calm\n        wait:", "          next: [calm]\n        wait:"),
    "next with a capital": ("          next: calm\n        wait:", "          next: Calm\n        wait:"),
    "tests as one word": ("tests: [wait-for-backup]", "tests: wait-for-backup"),
    "topics as one word": ("topics: [example]", "topics: example"),
    "topics with commas": ("topics: [example]", "topics: example, door"),
    "discuss as one text": ("discuss:\n  - What did you know?", "discuss: What did you know?"),
    "objectives as a mapping": ("  - {text: Wait", "  {text: Wait"),
    "title as a list": ("title: Example", "title: [Example]"),
    "when mixed with odds": ("[{odds: 1, to: calm}", "[{odds: 1, when: chose('door.go-in'), to: calm}"),
    "one route without odds": ("[{odds: 1, to: calm}", "[{to: calm}"),
    "odds in percent": ("[{odds: 1, to: calm}", "[{odds: 70%, to: calm}"),
    "odds as a share": ("[{odds: 1, to: calm}", "[{odds: 0.7, to: calm}"),
    "odds in quotes": ("[{odds: 1, to: calm}", '[{odds: "1", to: calm}'),
    "odds as a ratio": ("[{odds: 1, to: calm}", "[{odds: 3:1, to: calm}"),
    "odds as a fraction": ("[{odds: 1, to: calm}", "[{odds: 1/2, to: calm}"),
    "yes": ("title: Example\n", "title: Example\ninvented: yes\n"),
    "version in quotes": ("hotwash: 1\n", 'hotwash: "1"\n'),
    "unit behind a number": ("{solo: 5, class: 20}", "{solo: 5 min, class: 20}"),
    "number in quotes": ("{solo: 5, class: 20}", '{solo: "5", class: 20}'),
    "key with a capital": (TEXT, "    Text: It stays quiet.\n"),
    "key misspelt": (TEXT, "    txet: It stays quiet.\n"),
    "key in the plural": ("    decision:\n", "    decisions:\n"),
    "outcome misspelt": ("outcome: safe", "outcome: save"),
    "outcome with a capital": ("outcome: safe", "outcome: Safe"),
    "byte order mark in a text": (TEXT, "    text: It stays \ufeffquiet.\n"),
    "two bidirectional controls": (TEXT, "    text: It \u202estays\u202c quiet.\n"),
    "bell": (TEXT, "    text: It stays\x07 quiet.\n"),
    "soft hyphen in a word": (TEXT, "    text: It stays qui\u00adet.\n"),
    "zero-width space in a word": (TEXT, "    text: It stays qui\u200bet.\n"),
    "Cyrillic letter in a word": (TEXT, "    text: It stays qui\u0435t.\n"),
    "Greek letter in a word": (TEXT, "    text: It stays n\u03bfw.\n"),
    "type before a value": ("title: Example", "title: !!str Example"),
    "text on two lines in quotes": (TEXT, '    text: "Quiet," he says,\n      and steps back.\n'),
}  # fmt: skip


def one_line(name: str) -> tuple[str, int]:
    base = BASE
    if name == "yes":
        base = BASE.replace("\ninvented: true\n", "\n")
    return mistaken(*LINES[name], base)


@pytest.mark.parametrize("name", LINES)
def test_line_that_is_not_what_was_meant(name: str, tmp_path: Path) -> None:
    text, line = one_line(name)
    holds(tmp_path, text, line)


CONFLICT = "<<<<<<< HEAD\ntitle: Example\n=======\ntitle: An example\n>>>>>>> branch-b\n"


def test_merge_conflict_is_one_finding_that_names_its_lines(tmp_path: Path) -> None:
    text, line = mistaken("title: Example\n", CONFLICT)
    (finding,) = found(tmp_path, text)
    assert (finding.place.line, finding.code) == (line, "HW002")
    assert finding.message == f"a merge conflict left by git, lines {line} to {line + 4}"
    numbers = [int(n) for n in re.findall(r"\d+", finding.mend)]
    assert numbers == [line, line + 2, line + 4]
    lines = text.split("\n")
    kept = [other for n, other in enumerate(lines, 1) if n not in numbers and other != "title: An example"]
    assert found(tmp_path, "\n".join(kept)) == []


def test_quote_that_is_never_closed_is_told_where_it_opens_beside_other_faults(tmp_path: Path) -> None:
    text, line = mistaken(TEXT, '    text: "It stays quiet.\n')
    text = text.replace("title: A fall}", "title: [}")
    (finding,) = found(tmp_path, text)
    assert (finding.place.line, finding.place.column) == (line, 11)
    assert "not closed" in finding.message


def test_a_cause_is_told_once_and_another_one_beside_it(tmp_path: Path) -> None:
    text, first = mistaken(TEXT, "    txet: It stays quiet.\n")
    text = text.replace("outcome: harm", "outcome: harmful")
    findings = found(tmp_path, text)
    assert [(f.code, f.place.line) for f in findings] == [("HW014", first), ("HW015", first + 5)]
    assert found(tmp_path, mended(mended(text, findings[0]), findings[1])) == []


def test_large_file_with_a_fault_is_read_a_few_times_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    count = 0

    def counting(raw: bytes, name: str) -> YamlDocument:
        nonlocal count
        count += 1
        return parse(raw, name)

    monkeypatch.setattr(mending, "parse", counting)
    text, line = mistaken(TEXT, "    text: 'Tis late: so 'they' \"say\n" + "    # padding\n" * 200_000)
    (finding,) = found(tmp_path, text)
    assert finding.place.line >= line
    assert 0 < count <= 8


CONDITIONS = [
    "!near", "not True", "near AND dark", "near and NOT dark", "near Or dark", "near && dark", "near || dark", "!near && !dark", "near & dark",
    "near | dark", "distance = 'far'", "distance === 'far'", "distance <> 'far'", "distance =! 'far'", "count => 2", "count =< 2", "count = 2",
    "distance == \u2018far\u2019", "distance == \u201cfar\u201d", "distance == \u201efar\u201c", "count \u2265 2", "count \u2264 2",
    "count \u2260 2", "count \uff1d\uff1d 2", "count >= \uff12", "distance is 'far'", "distance is not 'far'", "distance equals 'far'", "near is True",
    "near == True", "near == False", "near == TRUE", "near == yes", "near == 'true'", "near == 1", "count == '2'", "distance == far",
    "distance != far", "distance == 'fra'", "distance == 'Far'", "distance", "not distance", "count", "naer", "near and drak",
    "chose(porch.wait)", "visited(porch)", "chose['porch.wait']".replace("['", "[").replace("']", "]"), "chose porch.wait", "Chose('porch.wait')",
    "distance == 'far", "(near and dark", "near and dark)", "distance in ['far'", "near and", "and near", "if near", "near:", "near;", "{{ near }}", "${near}", "near\u00a0and dark", "near\u200b and dark", "ne\u0430r", "count >= \u2212 1".replace("\u2212 1", "\u22121 + 0").replace(" + 0", ""),
    "facts.near", "near and distance: far", "$near", "near, dark", "[near]", "{near}", 'distance == "far', "distance: far",
]  # fmt: skip
FACTS = "facts:\n  near: true\n  dark: true\n  distance: {one_of: [near, far], start: far}\n  count: {range: [-5, 9], start: 2}\nstart: door\n"


def conditional(value: str) -> tuple[str, int]:
    """The base with a condition on a paragraph; each of its facts is read and set."""
    base = (
        BASE.replace("start: door\n", FACTS)
        .replace("door.", "porch.")
        .replace("  door:\n", "  porch:\n")
        .replace("start: door", "start: porch")
    )
    reading = "    also:\n      - {when: \"near or dark or distance == 'far' or count == 2\", text: It is so.}\n"
    setting = "          set: {near: false, dark: false, distance: near, count: 1}\n"
    base = base.replace("          why: Two people", setting + "          why: Two people")
    text = base.replace(TEXT, TEXT + reading + f"      - text: You see it.\n        when: {value}\n")
    return text, text[: text.index(f"        when: {value}\n")].count("\n") + 1


@pytest.mark.parametrize("value", CONDITIONS)
def test_condition_in_the_words_of_another_language(value: str, tmp_path: Path) -> None:
    text, line = conditional(value)
    findings = found(tmp_path, text)
    assert [f.place.line for f in findings] == [line], [(f.code, f.place.line, f.message, f.mend) for f in findings]
    again = found(tmp_path, mended(text, findings[0]))
    # What such a condition says of the story is judged elsewhere: it may always hold, or never.
    assert [f.code for f in again if f.code < "HW2"] == [], [(f.code, f.place.line, f.message, findings[0].mend) for f in again]


@pytest.mark.parametrize("value", ["near", "not near and dark", "distance == 'far'", "chose('porch.wait')", "count >= 2"])
def test_condition_that_can_be_read_has_no_finding_of_its_names(value: str, tmp_path: Path) -> None:
    assert [f for f in found(tmp_path, conditional(value)[0]) if f.code < "HW2"] == []


@pytest.mark.parametrize("words", ["Il est tr\u00e8s calme, \u00ab dit-il \u00bb.", "\u0422\u0438\u0445\u043e \u0437\u0434\u0435\u0441\u044c.", "5 k\u03a9 and \u03b2-blockers", "no\u00a0break, a dash \u2013 and quotes \u201cso\u201d",
                                   "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "a family \U0001f468\u200d\U0001f469\u200d\U0001f467"])  # fmt: skip
def test_words_of_other_scripts_and_good_typography_do_not_deceive(words: str, tmp_path: Path) -> None:
    text, _ = mistaken(TEXT, f"    text: {words}\n")
    assert [f.code for f in found(tmp_path, text) if f.code == "HW025"] == []


@pytest.mark.parametrize("char", "\u00ad\u034f\u200b\u2060\u2062\u2800\u3164\ufeff\U000e0041\U000e0101")
@pytest.mark.parametrize("form", ["ca{}lm", "calm{}", "{}calm", "KXR 88{}42"])
def test_what_cannot_be_seen_is_named_by_its_code_point(char: str, form: str, tmp_path: Path) -> None:
    text, line = mistaken(TEXT, f"    text: It is {form.format(char)} here.\n")
    findings = [f for f in found(tmp_path, text) if f.code in {"HW007", "HW025"}]
    assert [f.place.line for f in findings] == [line]
    assert f"U+{ord(char):04X}" in findings[0].message
    assert not [f for f in found(tmp_path, mended(text, findings[0])) if f.code in {"HW007", "HW025"}]
