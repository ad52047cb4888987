"""Values in forms that the format does not have: each mistake is one finding, and the line that its mend shows works as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.check.survey import check
from engine.pack.diagnostics import Finding
from tests.engine.pack.mends.test_mends import BASE, TEXT, conditional, found, holds, mended, mistaken

MARKS = "          marks: [+wait-for-backup]\n"
NEXT = "          next: calm\n        wait:"
FIRST = "[{odds: 1, to: calm}"
BOTH = "[{odds: 1, to: calm}, {odds: 1, to: hurt}]"
MINUTES = "minutes: {solo: 5, class: 20}"
ENDING = "ending: {outcome: safe, title: Quiet}"


def leads(value: str) -> tuple[str, str]:
    """Another `next` of the choice that calls out."""
    return NEXT, NEXT.replace("next: calm", f"next: {value}".rstrip())


CASES: dict[str, tuple[str, str]] = {
    **{f"odds: {odds}": (FIRST, FIRST.replace("1", odds)) for odds in ("one", "two", "0", "-1", "half", "likely", "1.0", "50 %", "~", "", "1.5")},
    "odds as two shares": (BOTH, "[{odds: 0.5, to: calm}, {odds: 0.5, to: hurt}]"),
    "odds as two percents": (BOTH, "[{odds: 70%, to: calm}, {odds: 30%, to: hurt}]"),
    "odds as two fractions": (BOTH, "[{odds: 1/3, to: calm}, {odds: 2/3, to: hurt}]"),
    "odds of nothing": (BOTH, "[{odds: 1, to: calm}, {odds: 0, to: hurt}]"),
    "odds by another name": (BOTH, "[{chance: 1, to: calm}, {chance: 1, to: hurt}]"),
    "a condition beside odds": (FIRST, "[{when: chose('door.go-in'), to: calm}"),
    "a scene with odds of its own": leads("{calm: 1}"),
    "scenes with their odds": leads("{calm: 1, hurt: 2}"),
    "scenes in a list": leads("[calm, hurt]"),
    "scenes in a list of lists": leads("[[calm]]"),
    "a scene with an arrow": leads("-> calm"),
    "a scene with an underscore": leads("ca_lm"),
    "a scene in curly quotes": leads("\u201ccalm\u201d"),
    "a scene with a colon": leads("calm:"),
    "a scene with a colon and a comment": leads("calm:  # there"),
    "a scene by another key": leads("[{goto: calm}]"),
    "a scene behind a sign for comments": leads("#calm"),
    "no scene": leads(""),
    **{f"version: {version}": ("version: 4 ", f"version: {version} ") for version in ("1.0", "4.0", "1.2", "v4", "0", "-3", "2026-11-28", "four")},
    **{f"{key} of nothing": (f"{key}: {value}", f"{key}:") for key, value in
       (("id", "example"), ("title", "Example"), ("topics", "[example]"), ("start", "door"), ("tests", "[wait-for-backup]"))},
    "topics in an empty list": ("topics: [example]", "topics: []"),
    "a text of nothing": (TEXT, "    text:\n"),
    "a text of nothing in quotes": (TEXT, '    text: ""\n'),
    "a text of nothing below": (TEXT, "    text: |\n"),
    "a reason of nothing": ("          why: Two people see more than one.\n", "          why:\n"),
    "a sign before a list of marks": (MARKS, "          marks: +[wait-for-backup]\n"),
    "marks in words": (MARKS, "          marks: {wait-for-backup: yes}\n"),
    "marks as a word": (MARKS, "          marks: good\n"),
    "a mark of a sign alone": (MARKS, "          marks: [+]\n"),
    "a sign alone": (MARKS, "          marks: +\n"),
    "a sign twice": (MARKS, "          marks: [++wait-for-backup]\n"),
    "a sign behind": (MARKS, "          marks: [wait-for-backup+]\n"),
    "a sign with a colon": (MARKS, "          marks: [+: wait-for-backup]\n"),
    "a sign behind a colon": (MARKS, "          marks: [wait-for-backup:+]\n"),
    "a mark in capitals": (MARKS, "          marks: [+Wait-For-Backup]\n"),
    "a mark with underscores": (MARKS, "          marks: [+wait_for_backup]\n"),
    "a mark with spaces": (MARKS, "          marks: [+wait for backup]\n"),
    "a mark in round brackets": (MARKS, "          marks: (+wait-for-backup)\n"),
    "marks in a text below": (MARKS, "          marks: |\n            +wait-for-backup\n"),
    "marks of pluses for dashes": (MARKS, "          marks:\n            + wait-for-backup\n"),
    "marks as a list of mappings": (MARKS, "          marks:\n            - wait-for-backup: +\n"),
    "marks given twice": (MARKS, MARKS + MARKS),
    "once in a word": (MARKS, MARKS + "          once: yes\n"),
    "once as a number": (MARKS, MARKS + "          once: 1\n"),
    "once in quotes": (MARKS, MARKS + '          once: "true"\n'),
    "once of nothing": (MARKS, MARKS + "          once:\n"),
    "minutes as a number": (MINUTES, "minutes: 5"),
    "minutes as a list": (MINUTES, "minutes: [5, 20]"),
    "minutes for one": (MINUTES, "minutes: {solo: 5}"),
    "minutes in words": (MINUTES, "minutes: {solo: five, class: 20}"),
    "minutes with a part": (MINUTES, "minutes: {solo: 5.5, class: 20}"),
    "minutes from and to": (MINUTES, "minutes: {solo: 5-10, class: 20}"),
    "minutes with equals signs": (MINUTES, "minutes: {solo=5, class=20}"),
    "minutes in round brackets": (MINUTES, "minutes: (solo: 5, class: 20)"),
    "minutes of a classroom": (MINUTES, "minutes: {solo: 5, classroom: 20}"),
    "an ending as a word": (ENDING, "ending: safe"),
    "an ending as a list": (ENDING, "ending: [safe, Quiet]"),
    "an ending without a title": (ENDING, "ending: {outcome: safe}"),
    "an ending by another name": (ENDING, ENDING.replace("ending", "end")),
    "an outcome in another word": ("outcome: safe", "outcome: good"),
    "an objective as a text": ("  - {text: Wait for backup, lessons: [wait-for-backup]}", "  - Wait for backup"),
    "lessons as a word": ("lessons: [wait-for-backup]}", "lessons: wait-for-backup}"),
    "a prompt by another name": ("      prompt: What now?\n", "      question: What now?\n"),
    "choices by another name": ("      choices:\n", "      options:\n"),
    "a text by another name": ("          text: Wait for", "          label: Wait for"),
    "a comma twice": ("topics: [example]", "topics: [example,, door]"),
    "no comma": ("topics: [example]", "topics: ['example' 'door']"),
    "a number as a topic": ("topics: [example]", "topics: [911]"),
    "a topic that begins with a number": ("topics: [example]", "topics: [911-call]"),
    "a number as a choice": ("        wait:\n", "        1:\n"),
    "a dash before a scene": ("  hurt:\n", "  - hurt:\n"),
    "a dash twice": ("  - What did you know?\n", "  - - What did you know?\n"),
    "no dash": ("  - What did you know?\n", "  What did you know?\n"),
    "no dash before the second item": ("  - What did you know?\n", "  - What did you know?\n  And why?\n"),
    "an empty item": ("  - What did you know?\n", "  - What did you know?\n  -\n"),
    "a fence of Markdown": ("hotwash: 1\n", "```yaml\nhotwash: 1\n"),
    "a comment with slashes": ("title: Example\n", "// note\ntitle: Example\n"),
    "a comment with dashes": ("title: Example\n", "-- note\ntitle: Example\n"),
    "a comment of C": ("title: Example\n", "/* note */\ntitle: Example\n"),
    "an anchor": ("topics: [example]", "topics: &t [example]"),
    "a quote that is not closed in braces": ("title: Quiet}", 'title: "Quiet}'),
    "paragraphs as a mapping": (TEXT, TEXT + "    also: {text: Dark.}\n"),
    "paragraphs as a text": (TEXT, TEXT + "    also: Dark.\n"),
    "seconds with a unit": ("      prompt: What now?\n", "      prompt: What now?\n      seconds: 30s\n"),
    "seconds of nothing": ("      prompt: What now?\n", "      prompt: What now?\n      seconds: 0\n"),
    "a weight in a word": ("      prompt: What now?\n", "      prompt: What now?\n      weight: two\n"),
    "a weight with a comma": ("      prompt: What now?\n", "      prompt: What now?\n      weight: 1,5\n"),
    "a weight in percent": ("      prompt: What now?\n", "      prompt: What now?\n      weight: 50%\n"),
    "seats as a list": ("discuss:\n", "seats: [driver]\ndiscuss:\n"),
    "a line separator in a text": (TEXT, "    text: It stays\u2028quiet.\n"),
    "a paragraph separator in quotes": (TEXT, '    text: "It stays\u2029quiet."\n'),
    "a next-line character in a text": (TEXT, "    text: It stays\x85quiet.\n"),
    "a line separator in a comment": (TEXT, TEXT + "    # a\u2028b\n"),
    "one mark of a merge": (TEXT, "<<<<<<< HEAD\n" + TEXT),
    "the last mark of a merge": (TEXT, TEXT + ">>>>>>> branch\n"),
    "the mark between two sides of a merge": (TEXT, TEXT + "=======\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_form_that_the_format_does_not_have(name: str, tmp_path: Path) -> None:
    holds(tmp_path, *mistaken(*CASES[name]))


VIOLATED = {
    "in braces": "          marks: {-wait-for-backup}\n",
    "in braces with a sign behind": "          marks: {wait-for-backup: -}\n",
    "in braces as no": "          marks: {wait-for-backup: violated}\n",
    "apart from its lesson": "          marks: [- wait-for-backup]\n",
    "apart from its lesson below": "          marks:\n            - - wait-for-backup\n",
    "in a text": "          marks: -wait-for-backup\n",
    "as a long dash": "          marks: [\u2014wait-for-backup]\n",
    "behind": "          marks: [wait-for-backup-]\n",
}


@pytest.mark.parametrize("name", VIOLATED)
def test_a_mend_never_turns_a_violated_lesson_into_an_upheld_one(name: str, tmp_path: Path) -> None:
    finding = holds(tmp_path, *mistaken("          marks: [-wait-for-backup]\n", VIOLATED[name]))
    assert "marks: [-wait-for-backup]" in finding.mend


@pytest.mark.parametrize(("said", "meant"), [
    ("yes", "every"), ("all", "every"), ("Always", "every"), ("any", "some"), ("none", "no"), ("never", "no"), ("No", "no"),
])  # fmt: skip
def test_of_how_many_plays_a_claim_speaks_is_never_turned_round(said: str, meant: str, tmp_path: Path) -> None:
    text = BASE + f"\nclaims:\n  - {{reaches: calm, plays: {said}}}\n"
    (finding,) = found(tmp_path, text)
    assert f"plays: {meant}}}`" in finding.mend.replace('"', "")
    assert [f.code for f in found(tmp_path, mended(text, finding)) if f.code < "HW2"] == []


@pytest.mark.parametrize("value", ["{{calm}}", "{{ calm }}", "{calm}", "${calm}"])
def test_a_condition_between_the_braces_of_a_template_is_told_in_its_own_words(value: str, tmp_path: Path) -> None:
    text, _ = mistaken(
        NEXT, NEXT.replace("next: calm", f"next:\n            - {{when: {value}, to: calm}}\n            - {{to: hurt}}")
    )
    text = text.replace("start: door", "facts: {calm: false}\nstart: door")
    assert "write `            - {when: calm, to: calm}`" in found(tmp_path, text)[0].mend


def test_names_apart_by_spaces_are_several(tmp_path: Path) -> None:
    text, _ = mistaken("lessons: [wait-for-backup]}", "lessons: wait-for-backup slow-down}")
    assert "lessons: [wait-for-backup, slow-down]" in found(tmp_path, text)[0].mend


@pytest.mark.parametrize("lead", ["\u3000 ", "\u00a0", "\u2003\u2003", "\u00a0 \u00a0 \u00a0", "\u200b    "])
def test_spaces_that_are_none_before_a_key_are_named_however_many_they_stand_for(lead: str, tmp_path: Path) -> None:
    finding = holds(tmp_path, *mistaken(TEXT, f"{lead}text: It stays quiet.\n"))
    odd = next(char for char in lead if char != " ")
    assert "the indentation holds a" in finding.message
    assert f"(U+{ord(odd):04X})" in finding.message


BELOW = {
    "paragraphs as texts": (TEXT + "    also:\n      - Dark.\n", 2),
    "a text too far left": ("    text: |\n    It stays quiet.\n    And dark.\n", 1),
    "a line of text too far left": ("    text: |\n  It stays quiet.\n", 1),
    "a text at the margin": ("    text: |\nIt stays quiet.\nAnd dark.\n", 1),
    "a folded text too far left": ("    text: >\n    It stays quiet.\n", 1),
    "a text with a colon too far left": ("    text: |\n    It stays: quiet.\n", 1),
    "a second line too far left": ("    text: |\n      It stays quiet.\n    And dark.\n", 2),
    "a second paragraph too far left": ("    text: |\n      It stays quiet.\n\n    And dark.\n", 3),
    "a comment in a text": ("    text: |\n      It stays quiet.\n    # a note\n      And dark.\n", 2),
    "a tab before a text": ("    text: |\n\tIt stays quiet.\n", 1),
    "a colon in the second line": ("    text: It stays quiet and\n      he says: stop.\n", 1),
    "a colon in the third line": ("    text: It stays quiet and\n      we wait and\n      he says: stop.\n", 2),
    "a colon after the first word of the second line": ("    text: It stays quiet and\n      stop: now.\n", 1),
    "a second line too far left, without a colon": ("    text: It stays quiet and\n    we wait.\n", 1),
}


@pytest.mark.parametrize("name", BELOW)
def test_text_on_several_lines(name: str, tmp_path: Path) -> None:
    text, offset = BELOW[name]
    changed, line = BASE.replace(TEXT, text), BASE[: BASE.index(TEXT)].count("\n") + 1
    holds(tmp_path, changed, line + offset)


SET = "set: {near: false, dark: false, distance: near, count: 1}"
FACTS = {
    "a fact in a word": ("  near: true\n", "  near: yes\n"),
    "a fact of nothing": ("  near: true\n", "  near:\n"),
    "a fact with a colon": ("  near: true\n", "  near: true:\n"),
    "a fact with a colon and a comment": ("  near: true\n", "  near: true:  # comment\n"),
    "a fact with a hyphen": ("  near: true\n", "  near: true\n  far-off: true\n"),
    "a fact as a word": ("{one_of: [near, far], start: far}", "far"),
    "a fact as words": ("{one_of: [near, far], start: far}", "[near, far]"),
    "a fact of words without a start": ("{one_of: [near, far], start: far}", "{one_of: [near, far]}"),
    "words by another name": ("{one_of: [near, far], start: far}", "{values: [near, far], start: far}"),
    "words with a hyphen in their key": ("{one_of: [near, far], start: far}", "{one-of: [near, far], start: far}"),
    "words that are no words": ("{one_of: [near, far], start: far}", "{one_of: [near, far, yes, no], start: no}"),
    "a counter as a number": ("{range: [-5, 9], start: 2}", "2"),
    "a range with a dash": ("{range: [-5, 9], start: 2}", "{range: 0-9, start: 2}"),
    "a range the wrong way round": ("{range: [-5, 9], start: 2}", "{range: [9, -5], start: 2}"),
    "a range of three": ("{range: [-5, 9], start: 2}", "{range: [-5, 9, 1], start: 2}"),
    "a range without a start": ("{range: [-5, 9], start: 2}", "{range: [-5, 9]}"),
    "a range of two keys": ("{range: [-5, 9], start: 2}", "{min: -5, max: 9, start: 2}"),
    "set as a sum": (SET, f"{SET}\n          add: count + 1"),
    "add as a word": (SET, f"{SET}\n          add: count"),
    "add as a list": (SET, f"{SET}\n          add: [count]"),
    "add in words": (SET, f"{SET}\n          add: {{count: one}}"),
    "add with a part": (SET, f"{SET}\n          add: {{count: 1.0}}"),
    "set in a word": (SET, SET.replace("dark: false", "dark: no")),
    "set without a space": (SET, SET.replace("dark: false", "dark:false")),
    "set in capitals": (SET, SET.replace("dark: false", "Dark: false")),
    "set as an equation": (SET, "set: near = false, dark = false, distance = near, count = 1"),
    "set as a list": (SET, "set: [{near: false}, {dark: false}, {distance: near}, {count: 1}]"),
}


@pytest.mark.parametrize("name", FACTS)
def test_facts_in_another_form(name: str, tmp_path: Path) -> None:
    text, line = mistaken(*FACTS[name], conditional("near")[0])
    findings = [f for f in found(tmp_path, text) if f.code < "HW1"]
    assert [f.place.line for f in findings] == [line], [(f.code, f.place.line, f.message, f.mend) for f in findings]
    assert [f for f in found(tmp_path, mended(text, findings[0])) if f.code < "HW1"] == []


def only(tmp_path: Path, raw: bytes) -> Finding:
    """The one finding in a file of these bytes."""
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "example.yaml").write_bytes(raw)
    (finding,) = check([folder]).findings
    return finding


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_other_line_ends_are_one_finding(end: str, tmp_path: Path) -> None:
    finding = only(tmp_path, BASE.replace("\n", end).encode())
    assert (finding.code, finding.place.line) == ("HW007", 1)
    assert f"U+{ord(end):04X}" in finding.message
    assert "LF" in finding.mend


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encoding_is_one_finding_that_names_it(encoding: str, tmp_path: Path) -> None:
    finding = only(tmp_path, BASE.encode(encoding))
    assert finding.code == "HW001"
    assert encoding[:6].upper() in finding.message


def test_byte_of_another_encoding_is_told_as_the_character_that_it_is(tmp_path: Path) -> None:
    finding = only(tmp_path, BASE.replace("quiet", "caf\u00e9").encode("cp1252"))
    assert finding.message == "byte 0xe9 is not UTF-8; in Windows-1252 it is `\u00e9`"


def test_same_character_in_many_lines_is_one_finding_that_names_them(tmp_path: Path) -> None:
    finding = only(tmp_path, BASE.replace(" a ", " a\x07 ").encode())
    lines = [n for n, line in enumerate(BASE.split("\n"), 1) if " a " in line]
    assert finding.place.line == lines[0]
    assert [int(n) for n in re.findall(r"\d+", finding.mend)] == lines[1:7]


ALSO = TEXT + "    also:\n      - when: visited('door')\n        {line}\n        text: |\n          It is dark.\n"


@pytest.mark.parametrize("text", [TEXT, "    text: |\n      It stays quiet.\n"], ids=["on its line", "below its key"])
@pytest.mark.parametrize("line", ["instead: true, noticed: true", "instead: true, seat: driver"])
def test_two_keys_on_one_line_are_told_there_and_what_stands_above_is_no_text(line: str, text: str, tmp_path: Path) -> None:
    changed = BASE.replace(TEXT, ALSO.format(line=line).replace(TEXT, text))
    (finding,) = found(tmp_path, changed)
    assert changed.split("\n")[finding.place.line - 1].strip() == line
    assert (finding.message, finding.mend) == ("not YAML: 2 keys stand on one line", "give each a line of its own")


CONFLICTS = {
    "between keys": (
        "    <<<<<<< HEAD\n    text: It stays quiet.\n    =======\n    text: It is quiet.\n    >>>>>>> b\n",
        (0, 2, 4),
    ),
    "with what was before": (
        "<<<<<<< HEAD\n    text: A.\n||||||| base\n    text: B.\n=======\n    text: C.\n>>>>>>> b\n",
        (0, 2, 4, 6),
    ),
    "in a text": ("    text: |\n      a\n<<<<<<< HEAD\n      b\n=======\n      c\n>>>>>>> x\n", (2, 4, 6)),
    "in a text, indented": (
        "    text: |\n      a\n      <<<<<<< HEAD\n      b\n      =======\n      c\n      >>>>>>> x\n",
        (2, 4, 6),
    ),
    "without its first mark": ("    text: A.\n=======\n    text: B.\n>>>>>>> b\n", (1, 3)),
    "without its last mark": ("<<<<<<< HEAD\n    text: A.\n=======\n    text: B.\n", (0, 2)),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_merge_conflict_is_one_finding_that_names_its_marks(name: str, tmp_path: Path) -> None:
    text, marks = CONFLICTS[name]
    first = BASE[: BASE.index(TEXT)].count("\n") + 1
    (finding,) = found(tmp_path, BASE.replace(TEXT, text))
    assert (finding.code, finding.place.line) == ("HW002", first + marks[0])
    assert [int(n) for n in re.findall(r"\d+", finding.mend)] == [first + mark for mark in marks]


def test_heading_in_a_text_is_no_merge_conflict(tmp_path: Path) -> None:
    assert found(tmp_path, BASE.replace(TEXT, "    text: |\n      A heading\n      =======\n\n      It stays quiet.\n")) == []


@pytest.mark.parametrize(("first", "deeper"), [
    ("        - id: {name}\n          text", False), ("        - {name}:\n            text", True), ("        - text", False),
])  # fmt: skip
def test_choices_as_a_list_are_named_in_place_of_their_dashes(first: str, deeper: bool, tmp_path: Path) -> None:
    start, end = BASE.index("      choices:\n"), BASE.index("  calm:\n")
    listed = re.sub(r"(?m)^        (go-in|call-out|wait):\n          text", lambda m: first.format(name=m[1]), BASE[start:end])
    if deeper:
        listed = re.sub(r"(?m)^          (marks|why|next)", r"            \1", listed)
    text = BASE[:start] + listed + BASE[end:]
    (finding,) = found(tmp_path, text)
    assert finding.mend.startswith("name each choice in place of its dash: write `")
    lines = text.split("\n")
    named = re.findall(r"`([\w-]+:)` in line (\d+)", finding.mend)
    assert len(named) == 3
    for name, number in named:
        line = lines[int(number) - 1]
        lines[int(number) - 1] = f"        {name}" + (f"\n{line.replace('-', ' ', 1)}" if "text:" in line else "")
    assert [f.code for f in found(tmp_path, "\n".join(lines)) if f.code < "HW1"] == []


def test_key_that_is_missing_is_told_with_the_line_to_add(tmp_path: Path) -> None:
    text = BASE.replace("      prompt: What now?\n", "")
    (finding,) = found(tmp_path, text)
    added = re.fullmatch(r"add the line `(.*)` below line (\d+)", finding.mend)
    assert added
    lines = text.split("\n")
    lines.insert(int(added[2]), added[1])
    assert found(tmp_path, "\n".join(lines)) == []


@pytest.mark.parametrize(
    ("char", "words"),
    [("\u2014", "an em dash (U+2014)"), ("\u2212", "a minus sign (U+2212)"), ("\u0430", "a Cyrillic small letter a (U+0430)")],
)
def test_character_is_named_with_its_article(char: str, words: str, tmp_path: Path) -> None:
    (finding,) = found(tmp_path, BASE.replace("marks: [-wait-for-backup]", f"marks: [{char}wait-for-backup]"))
    assert words in finding.message
    assert finding.message.count("U+") == 1
