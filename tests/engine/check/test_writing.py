"""What the rules on writing measure: syllables, grades, chance, and thresholds at their borders."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml
from pydantic import BaseModel

from engine.check import cues
from engine.check.checker import rules_of
from engine.check.rules import bot_passes, template_marks
from engine.check.rules.longest_is_best import _longest
from engine.check.rules.minutes import Length, far, lengths
from engine.check.subject import ExploredSubject, FileSubject, ProvedSubject, ScenarioSubject, content_of, explored, valued
from engine.check.survey import check
from engine.language import reading_grade
from engine.language.reading_grade import Counts, count, syllables, words
from engine.pack import prose
from engine.pack.diagnostics import Finding
from engine.pack.folder import File, builtin, open_pack
from engine.pack.scenario import Scenario
from tests.pages import BASE

M = TypeVar("M", bound=BaseModel)

KNOWN = """
a-bout a-gain a-lone o-pen o-pened i-de-a a-re-a ra-di-o vid-e-o of-fi-cer po-lice part-ner dis-patch ser-geant
am-bu-lance e-mer-gen-cy ne-go-ti-a-tor spe-cial-ist sit-u-a-tion ev-i-dence vi-o-lence cli-ent pa-tient qui-et
peo-ple ta-ble trou-ble han-dled set-tled asked want-ed need-ed stopped knives pla-ces voic-es box-es
some-thing some-where care-ful move-ment el-e-ment every-body no-bod-y doesn't couldn't you're they've
go-ing be-ing car-ry-ing lay-er be-yond year eyes fire hour league tour-ni-quet civ-il-ian un-ion
me-di-um mu-se-um u-su-al rhy-thm re-act cre-a-ted crea-ture friend ear-li-er pier
"""
"""Words parted as a dictionary of American English parts their syllables."""
SPOKEN = {"every-body": 4, "doesn't": 2, "couldn't": 2}


def known() -> dict[str, int]:
    return {w.replace("-", ""): SPOKEN.get(w, w.count("-") + 1) for w in KNOWN.split()}


def test_syllables_of_known_words() -> None:
    wrong = {w: (syllables(w), n) for w, n in known().items() if syllables(w) != n}
    right = len(known()) - len(wrong)
    print(f"{right} of {len(known())} words: {right / len(known()):.0%}; wrong: {wrong}")
    assert len(known()) >= 60
    assert right / len(known()) >= 0.95, wrong


@pytest.mark.parametrize(("word", "beats"), [
    ("Nobody", 3), ("boss's", 2), ("officer's", 3), ("it'll", 2), ("we'll", 1), ("would’ve", 2), ("I'm", 1), ("911", 3),
    ("10", 2), ("mmm", 1), ("café", 2), ("e", 1),
])  # fmt: skip
def test_syllables_of_odd_tokens(word: str, beats: int) -> None:
    assert syllables(word) == beats


GETTYSBURG = (
    "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, and "
    "dedicated to the proposition that all men are created equal."
)
PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."


@pytest.mark.parametrize(("text", "counts"), [
    (PLATYPUS, Counts(13, 1, 24)), (GETTYSBURG, Counts(30, 1, 48)), ("The cat sat on the mat.", Counts(6, 1, 6)),
])  # fmt: skip
def test_counts_agree_with_those_by_hand(text: str, counts: Counts) -> None:
    assert count([text]) == counts


def test_grades_agree_with_published_ones() -> None:
    """The platypus is the usual example, given as 11.3; Green Eggs and Ham has 5.7 words, 1.02 syllables: grade -1.3."""
    assert count([PLATYPUS]).grade == pytest.approx(11.3, abs=0.05)
    assert count([GETTYSBURG]).grade == pytest.approx(0.39 * 30 + 11.8 * 48 / 30 - 15.59)
    assert Counts(570, 100, 581).grade == pytest.approx(-1.3, abs=0.05)
    assert Counts().grade == 0


@pytest.mark.parametrize(("text", "sentences"), [
    ('"Gone?" she says.', 1), ('"Police! Don\'t move!" A light.', 3), ("He had 4.5 m left. Then none.", 2), ("Dr. Lee came.", 1),
    ("One…\n\nTwo", 2), ("# Head\n- an item\n- two *items*", 3), ("He is 3.\n10 more.", 2), ("No end", 1), ("**Stop.** Now.", 2),
    ("...", 0), ("1. First\n2. Second", 2), ('He said, "Go." (Nobody went.)', 2),
])  # fmt: skip
def test_sentences(text: str, sentences: int) -> None:
    assert count([text]).sentences == sentences


def test_marks_of_markdown_are_no_words() -> None:
    assert words("> *male* half [gone](http://a.example/b-c) `x`") == ["male", "half", "gone", "x"]
    assert words("a well-known man's 3,000 things") == ["a", "well", "known", "man's", "3,000", "things"]


def test_chance_of_at_least_so_many() -> None:
    quarter = [Fraction(1, 4)] * 3
    assert cues.likely(0, quarter) == 1
    assert cues.likely(3, quarter) == Fraction(1, 64)
    assert cues.likely(2, quarter) == Fraction(10, 64)
    assert cues.likely(4, quarter) == 0
    assert cues.likely(1, [Fraction(1, 2), Fraction(1, 3)]) == Fraction(2, 3)


def test_rarer_than_is_what_exact_fractions_say() -> None:
    compared = 0
    for times in range(30):
        for size in (0, 1, 3, 10, 29):
            chances = [Fraction(1 + n % 3, 4 + n % 2) for n in range(size)]
            exact = cues.likely(times, chances)
            for than in (Fraction(1, 20), Fraction(1, 10), Fraction(1, 2), Fraction(9, 10), exact, exact + Fraction(1, 10**12)):
                assert cues.rarer(times, chances, than) == (exact < than)
                compared += 1
    assert compared == 30 * 5 * 6


def test_chance_over_thousands_of_decisions_takes_no_exact_fractions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cues, "likely", lambda *_: pytest.fail("it was not close"))
    chances = [Fraction(1, 3)] * 5000
    assert not cues.rarer(1700, chances, Fraction(1, 10))
    assert cues.rarer(1800, chances, Fraction(1, 10))


def scenario(decisions: list[dict[str, str]], **more: Any) -> dict[str, Any]:
    """A chain of decisions, each choice id -> text; `good...` is upheld, all others are violations."""
    data: dict[str, Any] = yaml.safe_load(BASE.read_text())
    ends = {k: v for k, v in data["scenes"].items() if k == "calm"}
    scenes = {}
    for n, texts in enumerate(decisions):
        choices = {
            c: {"text": t, "why": "So.", "marks": ["+-"[not c.startswith("good")] + "wait-for-backup"]} for c, t in texts.items()
        }
        following = f"s{n + 1}" if n + 1 < len(decisions) else "calm"
        scenes[f"s{n}"] = {"invented": True, "text": "You are at the door.", "decision": {
            "prompt": "What now?", "tests": ["wait-for-backup"], "next": following, "choices": choices}}  # fmt: skip
    return {**data, "start": "s0", "scenes": {**scenes, **ends}, **more}


def found(data: dict[str, Any], folder: Path) -> dict[str, str]:
    """Code -> message, of this family alone, whatever the others say."""
    subject = judged(data, folder)
    return {f.code: f.message for rule in rules_of("HW4") for f in rule.check(subject)}


def judged(data: dict[str, Any], folder: Path) -> ExploredSubject:
    (folder / "example.yaml").write_text(yaml.safe_dump(data, sort_keys=False))
    pack = open_pack(folder)
    file = pack.scenario("example")
    assert file.problems == []
    subject = content_of(FileSubject(file, pack))
    assert isinstance(subject, ScenarioSubject)
    return explored(subject)


def model_of(file: File[M]) -> M:
    assert file.model is not None
    return file.model


def of(length: int, start: str) -> str:
    return (start + " " + "abcde " * 30)[: length - 1] + "."


def choices(best: int, others: int, number: int = 4) -> dict[str, str]:
    return {f"c{n}": of(others, f"Do {'wxyz'[n]}") for n in range(number - 1)} | {"good": of(best, "Wait")}


def even(number: int) -> list[dict[str, str]]:
    return [choices(100, 110) for _ in range(number)]


@pytest.mark.parametrize(("longest", "total", "fires"), [
    (3, 3, True), (2, 2, False), (2, 3, False), (3, 4, False), (4, 5, True), (4, 7, False), (5, 8, True), (5, 10, False), (6, 10, True),
])  # fmt: skip
def test_longest_is_best_needs_a_majority_that_chance_does_not_give(longest: int, total: int, fires: bool) -> None:
    keys = [key(choices(9, 9)) for _ in range(total)]
    assert cues.usual(longest, keys) is fires


def key(texts: dict[str, str]) -> cues.Keyed:
    return next(cues.keyed(Scenario.model_validate(scenario([texts]))))


@pytest.mark.parametrize(("best", "longest"), [(115, False), (116, True)])
def test_lengths_within_15_percent_are_equal(best: int, longest: bool) -> None:
    assert (_longest(key(choices(best, 100))) is not None) is longest


def test_white_space_has_no_length() -> None:
    texts = choices(100, 100)
    assert _longest(key(texts | {"good": texts["good"].replace(" ", "   ")})) is None


def test_decisions_without_one_best_choice_are_not_counted(tmp_path: Path) -> None:
    both = [choices(150, 60) | {"good-too": of(150, "Hold")} for _ in range(5)]
    data = scenario(both)
    assert "HW401" not in found(data, tmp_path)


@pytest.mark.parametrize(("poor", "fires"), [(2, False), (3, False), (4, False), (5, True)])
def test_absolutes_in_decisions_of_four(poor: int, fires: bool, tmp_path: Path) -> None:
    decisions = even(5)
    for texts in decisions[:poor]:
        texts["c0"] = of(110, "Never w")
    assert ("HW404" in found(scenario(decisions), tmp_path)) is fires


def test_one_absolute_in_a_best_choice_takes_the_cue_away(tmp_path: Path) -> None:
    decisions = even(5)
    for texts in decisions:
        texts["c0"] = of(110, "Never w")
    decisions[4]["good"] = of(100, "Say nothing more")
    assert "HW404" not in found(scenario(decisions), tmp_path)


@pytest.mark.parametrize(("one", "other", "fires"), [
    ("Wait for a second officer.", "Wait for the second officer", True),
    ("Wait for the second officer to arrive.", "Wait until the second officer arrives!", True),
    ("Tell him to drop it.", "Do not tell him to drop it.", False),
    ("Call him before you go in.", "Call him after you go in.", False),
    ("Call him, then go in.", "Go in, then call him.", False),
    ("Stay by the car for two minutes.", "Stay by the car for three minutes.", False),
    ("Search him.", "Search her.", False),
    ("Lock the door.", "Unlock the door.", False),
])  # fmt: skip
def test_near_identical_choices(one: str, other: str, fires: bool, tmp_path: Path) -> None:
    assert ("HW403" in found(scenario([{"good": one, "poor": other}]), tmp_path)) is fires


def test_identical_choices_that_never_meet_are_fine(tmp_path: Path) -> None:
    data = scenario([{"good": "Wait for help.", "c1": "Go in.", "good-2": "Wait for help."}], facts={"late": False})
    data["scenes"]["first"] = {"invented": True, "text": "A door.", "next": [
        {"odds": 1, "to": "s0", "set": {"late": True}}, {"odds": 1, "to": "s0"}]}  # fmt: skip
    data["start"] = "first"
    options = data["scenes"]["s0"]["decision"]["choices"]
    assert "HW403" in found(data, tmp_path)
    options["good"]["when"], options["good-2"]["when"] = "late", "not late"
    assert found(data, tmp_path) == {}


@pytest.mark.parametrize(("number", "fires"), [(1, True), (2, False), (6, False), (7, True)])
def test_option_count(number: int, fires: bool, tmp_path: Path) -> None:
    texts = {"good": "Wait for help."} | {f"c{n}": f"Go in by door {n}." for n in range(number - 1)}
    data = scenario([texts, {"good": "Wait.", "poor": "Go in."}])
    if number == 1:
        del data["scenes"]["s0"]["decision"]["tests"], data["scenes"]["s0"]["decision"]["choices"]["good"]["marks"]
    assert ("HW405" in found(data, tmp_path)) is fires


def test_an_ungraded_choice_needs_no_why(tmp_path: Path) -> None:
    data = scenario([{"good": "Wait.", "poor": "Go in."}])
    decision = data["scenes"]["s0"]["decision"]
    del decision["choices"]["poor"]["why"]
    assert found(data, tmp_path) == {"HW406": "`poor` in `s0` has no `why`"}
    del decision["tests"]
    assert "HW406" not in found(data, tmp_path)


@pytest.mark.parametrize(("number", "fires"), [(59, False), (60, True)])
def test_reading_grade_is_given_from_sixty_words_on(number: int, fires: bool, tmp_path: Path) -> None:
    data = scenario([{"good": "Wait.", "poor": "Go in."}])
    data["scenes"]["s0"]["text"] = " ".join(["immediately"] * number)
    assert ("HW407" in found(data, tmp_path)) is fires


def test_reading_grade_at_the_limit_is_allowed(tmp_path: Path) -> None:
    data = scenario([{"good": "Wait.", "poor": "Go in."}])
    data["scenes"]["s0"]["text"] = "The men sat in the old car and saw them run. " * 6
    assert reading_grade.count([data["scenes"]["s0"]["text"]]).grade == pytest.approx(0.5)
    for limit, fires in (("0.501", False), ("0.499", True)):
        pack = {"hotwash": 1, "name": "pack", "title": "P", "version": 1, "limits": {"reading_grade": limit}}
        (tmp_path / "pack.yaml").write_text(yaml.safe_dump(pack))
        assert ("HW407" in found(data, tmp_path)) is fires


def test_discussion_in_the_hot_wash_or_at_each_graded_decision(tmp_path: Path) -> None:
    data = scenario([{"good": "Wait.", "poor": "Go in."}, {"good": "Stay.", "poor": "Go on."}])
    assert found(data, tmp_path) == {}
    data["discuss"] = []
    assert "2 of 2" in found(data, tmp_path)["HW408"]
    data["scenes"]["s0"]["decision"]["discuss"] = ["What do you know?"]
    assert "1 of 2" in found(data, tmp_path)["HW408"]
    data["scenes"]["s1"]["decision"]["discuss"] = ["And now?"]
    assert found(data, tmp_path) == {}


@pytest.mark.parametrize(("solo", "typical", "longest", "is_far"), [
    (15, 1, 1, False), (16, 1, 1, True), (16, 1, 16, False), (15, 30, 35, False), (14, 30, 35, True), (4, 18.9, 19, False),
    (4, 19, 19, True), (40, 20, 25, False), (41, 20, 25, True), (41, 20, 45, False),
])  # fmt: skip
def test_minutes_far_from_a_typical_play(solo: int, typical: float, longest: float, is_far: bool) -> None:
    assert far(solo, Length(typical, longest)) is is_far


def test_minutes_of_a_play_by_hand(tmp_path: Path) -> None:
    """One decision: 200 words of text and prompt, choices of 40 and 60, a result of 100 after one of them."""
    data = scenario([{"good": "word " * 40, "poor": "term " * 60}])
    scene = data["scenes"]["s0"]
    scene["text"], scene["decision"]["prompt"] = "word " * 190, "word " * 10
    scene["decision"]["choices"]["poor"]["result"] = "word " * 100
    scene["also"] = [{"when": "seen", "text": "word " * 20}, {"when": "not seen", "text": "word " * 90}]
    data["facts"], data["scenes"]["calm"]["text"] = {"seen": True}, "word " * 50
    first = (200 + 20 + 40 + 60) / 200 + 0.75
    assert lengths(judged(data, tmp_path)) == pytest.approx(Length(first + 50 / 200 + 50 / 200, first + 100 / 200 + 50 / 200))


def test_a_class_is_never_shorter_than_one_alone(tmp_path: Path) -> None:
    decisions = [{"good": "Wait.", "poor": "Go in."}]
    assert found(scenario(decisions, minutes={"solo": 5, "class": 5}), tmp_path) == {}
    assert list(found(scenario(decisions, minutes={"solo": 5, "class": 4}), tmp_path)) == ["HW409"]


def test_a_version_named_as_the_mend_deals_well(tmp_path: Path) -> None:
    case = Path(__file__).parents[2] / "cases" / "err" / "HW402-best-usually-first.yaml"
    (tmp_path / "example.yaml").write_bytes(case.read_bytes())
    finding = check([tmp_path]).findings[0]
    better = re.search(r"`version`: (\d+)", finding.mend)
    assert finding.code == "HW402"
    assert better
    (tmp_path / "example.yaml").write_text(re.sub(r"(?m)^version: .*$", f"version: {better[1]}", case.read_text()))
    assert check([tmp_path]).findings == []


# -- Marks of template languages


@pytest.mark.parametrize("text", [
    "{name}", "{{ name }}", "{% if armed %}", "${name}", "#{name}", "{armed: yes | no}", "<<if armed>>", "<<set $x to 1>>", "[[The yard]]",
    "[[Go on->yard]]", "(set: $x to 1)", "(if: $armed)[He is]", "<%= name %>", "<?php echo ?>", "![](x.png)", "![smoke](a/b.png)", "$name", "$player.hp",
    "%s", "%(name)s", "%name%", "<b>", "</em>", "<br/>", "<img src='x.png'>", "&nbsp;", "&#8217;",
])  # fmt: skip
def test_a_mark_of_a_template_language_is_one_finding_where_it_stands(text: str, tmp_path: Path) -> None:
    data = yaml.safe_load(BASE.read_text())
    data["scenes"]["calm"]["text"] = f"It stays quiet, {text} says."
    subject = judged(data, tmp_path)
    found = list(template_marks.check(subject))
    assert found
    line = subject.file.doc.lines[found[0].place.line - 1]
    assert found[0].path == ("scenes", "calm", "text")
    assert line[found[0].place.column - 1 :].startswith(text[:2])


@pytest.mark.parametrize(("text", "line", "mark", "mend"), [
    ("You stop.\n-> door", 2, "-> door", "`next`"), ("You stop. -> the_yard", 1, "-> the_yard", "`next`"), ("You stop.\n  ->END\n", 2, "->END", "`next`"),
    ("You stop.\n* [Wait]\n* [Go on] -> door", 2, "* [Wait]", "`decision`"), ("+ + [Wait for him]", 1, "+ + [Wait for him]", "`decision`"),
    ("~ x = 1\nYou stop.", 1, "~ x = 1", "`set`"), ("You stop.\n~armed++", 2, "~armed++", "`set`"), ("~ temp x = 2", 1, "~ temp x = 2", "`set`"),
    ("~ shout(2)", 1, "~ shout(2)", "`set`"), ("VAR armed = false", 1, "VAR armed = false", "`facts`"), ("== the_yard ==\nIt rains.", 1, "== the_yard ==", "`scenes`"),
    ("You stop.\n*goto door", 2, "*goto door", "`next`"), ("*set armed true", 1, "*set armed true", "`set`"), ("*choice", 1, "*choice", "`decision`"),
])  # fmt: skip
def test_a_line_of_a_story_of_another_program_is_found_where_it_stands(
    text: str, line: int, mark: str, mend: str, tmp_path: Path
) -> None:
    data = yaml.safe_load(BASE.read_text())
    data["scenes"]["calm"]["text"] = text
    (tmp_path / "example.yaml").write_text(
        BASE.read_text().replace(
            "    text: It stays quiet.", "    text: |\n" + "\n".join(f"      {row}" for row in text.split("\n"))
        )
    )
    found = [f for f in check([tmp_path]).findings if f.code == "HW410"]
    lines = (tmp_path / "example.yaml").read_text().split("\n")
    assert f"`{mark}`" in found[0].message
    assert mend in found[0].mend
    first = next(n for n, row in enumerate(lines, 1) if row.strip() == "text: |")
    assert found[0].place.line == first + line
    assert lines[found[0].place.line - 1][found[0].place.column - 1 :].startswith(mark)
    assert found[0].place.length == len(mark)


@pytest.mark.parametrize("text", [
    "First the yard -> then the house.", "A -> B is the way.", "He went ->", "* [removed] said so.", "* Wait\n* Go on", "+ [Map](https://example.org)",
    "~ ten minutes", "~ He (the officer) left.", "About\n~ 5 = five", "=====", "Title\n=====", "a == b", "*Set* the bag down.", "*set it down* he said",
    "VAR is a referee", "- -> a list", "5 + [x]",
    "It costs $20, or US$ 5, or 5$.", "Half, or 50 %, or 50%, stay.", "A lone { or } is text.", "He was [removed] by then.", "3 < 4 and 5 > 2.", "<- here ->",
    "R&D, A & B; then C.", "AT&T; more", "$5k and $1.20", "100 % sure", "a [b](https://example.org) c", "(if you go: wait)", "*Stop* and **wait**.", "He says: (else we go).",
    "$ 20", "$USD 20", "C# and #1", "@scene", "`code`", "<3", "see <https://example.org>", "100%steel", "one ~ two", "a|b", "!", "[x]", "[[",
])  # fmt: skip
def test_what_plainly_is_prose_is_no_mark(text: str, tmp_path: Path) -> None:
    data = yaml.safe_load(BASE.read_text())
    data["scenes"]["calm"]["text"] = text
    assert list(template_marks.check(judged(data, tmp_path))) == []


def test_the_built_in_pack_has_no_marks_of_templates() -> None:
    pack = builtin()
    texts = [t.text for path in pack.scenario_paths for t in prose.of_scenario(model_of(pack.scenario(path.stem)))]
    texts += [t.text for path in pack.report_paths if (file := pack.report(path.stem)) for t in prose.of_report(model_of(file))]
    assert len(texts) > 4000
    assert not [t for t in texts if template_marks._marks().search(t)]


# -- Bots that pass


def bot_findings(decisions: list[dict[str, str]], folder: Path) -> list[Finding]:
    subject = judged(scenario(decisions), folder)
    assert isinstance(subject, ProvedSubject)
    return list(bot_passes.check(valued(subject)))


def test_a_bot_that_passes_is_told_with_what_carries_it_and_what_the_others_score(tmp_path: Path) -> None:
    (finding,) = bot_findings([choices(60, 110) for _ in range(4)], tmp_path)
    assert "takes the shortest choice scores 100 (right in 4 of 4 decisions)" in finding.message
    assert "; the others: " in finding.message
    assert "longest 0" in finding.message
    assert len(finding.related) == 4
    assert "in `s0`: the best has 60 characters, the others 110, 110, 110" in finding.related[0].message
    assert "within 15 %" in finding.mend


def test_bots_that_pass_together_are_one_finding(tmp_path: Path) -> None:
    two = [{"good": of(60, "Wait"), "c0": of(110, "Go")} for _ in range(6)]
    for version in range(1, 400):
        data = scenario(two, version=version)
        subject = judged(data, tmp_path)
        assert isinstance(subject, ProvedSubject)
        (finding,) = bot_passes.check(valued(subject))
        if "first" in finding.message.split(";")[0]:
            assert "shortest" in finding.message.split(";")[0]
            assert any("shortest and first-shown in" in r.message for r in finding.related)
            assert "raise `version`" in finding.mend
            return
    raise AssertionError("in some version the best choice is shown first nearly always")
