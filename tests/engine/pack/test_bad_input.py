"""Broken files: whatever stands in a file, the checker ends with findings at places, never with a crash."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from yaml.cyaml import CSafeDumper, CSafeLoader

from engine.check.checker import Options
from engine.check.survey import check
from engine.pack.diagnostics import Place, Verdict
from engine.pack.folder import builtin_folder
from exporters.check import findings_json, findings_text
from tests.laws import FULL

ROOT = Path(__file__).parents[3]
FILES = ("curtain.yaml", "quiet-corridor.yaml", "whatever.yaml", "reports/studio-curtain.yaml", "reports/missed-revolver.yaml",
         "lessons.yaml", "pack.yaml", "factors.yaml", "sources.yaml")  # fmt: skip
BREAK = re.compile("\r\n|[\r\n]")
Dice = random.Random

# -- Ways to break a file


def cut(dice: Dice, raw: bytes) -> bytes:
    return raw[: dice.randrange(len(raw))]


def cut_the_beginning(dice: Dice, raw: bytes) -> bytes:
    return raw[dice.randrange(len(raw)) :]


def flip_bytes(dice: Dice, raw: bytes) -> bytes:
    broken = bytearray(raw)
    for _ in range(dice.choice([1, 2, 5, 50])):
        broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
    return bytes(broken)


def insert_bytes(dice: Dice, raw: bytes) -> bytes:
    for _ in range(dice.choice([1, 2, 5])):
        at = dice.randrange(len(raw))
        raw = raw[:at] + dice.randbytes(dice.choice([1, 2, 20])) + raw[at:]
    return raw


def insert_signs(dice: Dice, raw: bytes) -> bytes:
    signs = ["&a ", "*a", "!!str ", "!t ", "<<: *a\n", "---\n", "...\n", "[", "]", "{", "}", ": ", "- ", "? ", "'", '"', "|", ">", "#", " #",
             "\t", "\n", "\r", "%YAML 1.3\n", "@", "`", "\u2028", "\u202e", "\ufeff", "😀", "\\", "yes", "010"]  # fmt: skip
    text = raw.decode()
    for _ in range(dice.choice([1, 1, 3])):
        at = dice.randrange(len(text))
        text = text[:at] + dice.choice(signs) + text[at:]
    return text.encode()


def drop_lines(dice: Dice, raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    for _ in range(dice.choice([1, 1, 3])):
        at = dice.randrange(len(lines))
        del lines[at : at + dice.choice([1, 2, 10])]
        if not lines:
            break
    return b"".join(lines)


def repeat_lines(dice: Dice, raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    at = dice.randrange(len(lines))
    return b"".join(lines[:at] + lines[at : at + dice.choice([1, 2, 10])] * 2 + lines[at:])


def shuffle_lines(dice: Dice, raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    at = dice.randrange(len(lines))
    part = lines[at : at + 8]
    dice.shuffle(part)
    return b"".join(lines[:at] + part + lines[at + 8 :])


def indent_lines(dice: Dice, raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    for _ in range(dice.choice([1, 3])):
        at = dice.randrange(len(lines))
        lines[at] = dice.choice([b" ", b"  ", b"\t", b"- "]) + lines[at] if dice.random() < 0.6 else lines[at].lstrip()
    return b"".join(lines)


def join_lines(dice: Dice, raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    for _ in range(3):
        at = dice.randrange(len(lines))
        lines[at] = lines[at].rstrip() + b" "
    return b"".join(lines)


def at_random_path(dice: Dice, data: Any) -> tuple[Any, str | int]:
    """A collection in `data` and a key or an index of it, at any depth."""
    holder, step = data, dice.choice(list(data))
    while True:
        value = holder[step]
        if not isinstance(value, dict | list) or not value or dice.random() < 0.2:
            return holder, step
        holder, step = value, dice.choice(list(value)) if isinstance(value, dict) else dice.randrange(len(value))


def changed(dice: Dice, raw: bytes, value: Any, times: int = 1) -> bytes:
    data = yaml.load(raw, Loader=CSafeLoader)
    for _ in range(times):
        holder, step = at_random_path(dice, data)
        holder[step] = value
    return yaml.dump(data, Dumper=CSafeDumper, sort_keys=False, allow_unicode=True).encode()


def swap_to_list(dice: Dice, raw: bytes) -> bytes:
    return changed(
        dice, raw, dice.choice([[], ["a"], [1, None], [["a"]], [{}], [{"text": "a"}], [{"to": "a"}]]), dice.choice([1, 4])
    )


def swap_to_mapping(dice: Dice, raw: bytes) -> bytes:
    values = [{}, {"a": 1}, {"text": "a"}, {"to": "a"}, {"flag": True}, {"one_of": ["a", "b"], "start": "c"}, {"": ""},
              {"range": [0, 10**9], "start": 0}, {"chose": "a"}, {"scene": "x", "routes": []}]  # fmt: skip
    return changed(dice, raw, dice.choice(values), dice.choice([1, 4]))


def swap_to_scalar(dice: Dice, raw: bytes) -> bytes:
    values = [None, True, False, 0, -1, 1, 10**6, 10**12, 1.5, -0.0, float("inf"), float("nan"), "", " ", "a", "yes", "010", "unknown", "+a", "a.b",
              "\n", "é漢😀", "not", "a and b", "chose('a.b')", "1/0"]  # fmt: skip
    return changed(dice, raw, dice.choice(values), dice.choice([1, 4]))


def swap_two_values(dice: Dice, raw: bytes) -> bytes:
    data = yaml.load(raw, Loader=CSafeLoader)
    one, step = at_random_path(dice, data)
    other, at = at_random_path(dice, data)
    one[step], other[at] = other[at], one[step]
    try:
        return yaml.dump(data, Dumper=CSafeDumper, sort_keys=False, allow_unicode=True).encode()
    except RecursionError:  # one held the other
        return b"a: *a\n"


def rename_a_key(dice: Dice, raw: bytes) -> bytes:
    text = raw.decode()
    keys = list(re.finditer(r"^( *(?:- )?)([a-z_-]+):", text, re.MULTILINE))
    for found in sorted(dice.sample(keys, min(3, len(keys))), key=lambda m: -m.start()):
        new = dice.choice(
            ["x", "texts", "next", "ending", "decision", "when", "set", "add", "Text", "?", "<<", "true", "1", '"\\e"']
        )
        text = text[: found.start(2)] + new + text[found.end(2) :]
    return text.encode()


def one_replaced(dice: Dice, raw: bytes, pattern: str, news: list[str]) -> bytes:
    text = raw.decode()
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if not found:
        return raw[:-1] + b"\n" + dice.choice(news).encode()
    match = dice.choice(found)
    return (text[: match.start()] + dice.choice(news) + text[match.end() :]).encode()


def change_a_name(dice: Dice, raw: bytes) -> bytes:
    """A name that leads nowhere, or elsewhere."""
    return one_replaced(
        dice,
        raw,
        r"(?<=: )[a-z]+(-[a-z]+)*$|(?<=[\[ ,+~-])[a-z]+(-[a-z]+)+(?=[,\]])",
        ["x", "arrive", "unknown", "scan-and-tel", "end"],
    )


def change_a_condition(dice: Dice, raw: bytes) -> bytes:
    conditions = ["x", "minutes", "minutes and history", "distance == 'away'", "((( ", "'1'", "chose('a.b') or visited('c')", "chose('arrive')", "true",
                  "chose('')", "visited('')", "false", "é == 'é' #", "minutes > 99999999999", "x.y", "'\\e[2J' == x", "radio and not", "1 == 1", "yes", "[a]",
                  "{a: b}", "", "|\n          a\n          and 1.5", '"a\\nand\\n1.5"', "not " * 100 + "x", "minutes in [1, 'a', true]", "minutes + 1 > 2"]  # fmt: skip
    return one_replaced(dice, raw, r"(?<=when: )[^,}\n]*", conditions)


def change_a_bracket(dice: Dice, raw: bytes) -> bytes:
    news = ["[]", "{}", "[x, y z]", "{x: , y: 1}", "{x}", "[[[]]]", "[-x, +y]", "{range: [0, 3], start: 9}", "{one_of: [yes, no], start: yes}", "[1, 2, 99]",
            "[0]", "{radio: 1, distance: off, minutes: 77}", "{minutes: -99}", "{nobody: 1}", "yes", "010"]  # fmt: skip
    return one_replaced(dice, raw, r"\[[^\[\]\n]*\]|\{[^{}\n]*\}", news)


def huge_number(dice: Dice, raw: bytes) -> bytes:
    marker = b"1234509876"
    digits = dice.choice(
        [
            b"9" * 400,
            b"-" + b"9" * 400,
            b"0x" + b"f" * 400,
            b"1" * 5000,
            b"1e400",
            b"9" * 400 + b".5",
            b"." + b"9" * 5000,
            b"1e-400",
        ]
    )
    return changed(dice, raw, 1234509876, 3).replace(marker, digits)


def long_text(dice: Dice, raw: bytes) -> bytes:
    return changed(dice, raw, dice.choice(["x" * 200_000, "word " * 30_000, "é\n\n" * 20_000, "-" * 100_000]))


def long_key(dice: Dice, raw: bytes) -> bytes:
    data = yaml.load(raw, Loader=CSafeLoader)
    for _ in range(2):
        holder, step = at_random_path(dice, data)
        if isinstance(holder, dict):
            holder[dice.choice(["k" * 1000, "k" * 300_000, "a b " * 5000, "é\n" * 3000])] = holder[step]
    return yaml.dump(data, Dumper=CSafeDumper, sort_keys=False, allow_unicode=True).encode()


def deep_nesting(dice: Dice, raw: bytes) -> bytes:
    depth = dice.choice([30, 49, 60, 1000, 100_000])
    left, right = dice.choice([("[", "]"), ("{a: ", "}"), ("[{a: ", "}]")])
    return changed(dice, raw, "@@").replace(b"'@@'", (left * depth + "x" + right * depth).encode())


def alias_bomb(dice: Dice, raw: bytes) -> bytes:
    bomb = ["b0: &b0 [lol, lol]"] + [f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]" for n in range(1, dice.choice([3, 9, 30]))]
    merge = ["c: &c {d: *c}", "<<: *c", "e: {<<: [*c, *c]}"]
    return "\n".join(bomb + merge).encode() + b"\n" + raw


def nul_bytes(dice: Dice, raw: bytes) -> bytes:
    at = dice.randrange(len(raw))
    return dice.choice([raw[:at] + b"\0" + raw[at:], b"\0" * 1000, raw + b"\0", b"\0" + raw, raw[:at] + b"\0" * (len(raw) - at)])


def other_encoding(dice: Dice, raw: bytes) -> bytes:
    text = raw.decode()
    return text.encode(dice.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "utf-7"]))


def latin_1(dice: Dice, raw: bytes) -> bytes:
    at = dice.randrange(len(raw))
    return raw[:at] + "é ü ß".encode("latin-1") + raw[at:]


def other_line_ends(dice: Dice, raw: bytes) -> bytes:
    ends = [b"\r\n", b"\r", b"\n\r", b"\r\r\n", "\u2028".encode(), "\u2029".encode(), b"\x0c", b"\x0b", "\x85".encode()]
    return changed(dice, raw, [1]).replace(b"\n", dice.choice(ends))


EMPTY = [b"", b"\n", b"# only\n# comments\n", b"---\n", b"---\n...\n", b"\xef\xbb\xbf", b" ", b"\t", b"null\n", b"~", b"{}", b"[]", b"''",
         b"hotwash: 1\n", b"hotwash: 2\n", b"%YAML 1.2\n---\n", b"? ", b"- ", b"!", b"&a", b"*a", b"\x04", b"text", b'"\\e[2J"']  # fmt: skip


def no_content(dice: Dice, raw: bytes) -> bytes:
    return dice.choice(EMPTY)


def random_bytes(dice: Dice, raw: bytes) -> bytes:
    return dice.randbytes(dice.choice([1, 3, 100, 3000]))


def two_files_in_one(dice: Dice, raw: bytes) -> bytes:
    other = (builtin_folder() / dice.choice(FILES)).read_bytes()
    return raw[: dice.randrange(len(raw))] + dice.choice([b"", b"\n", b"\n---\n"]) + other[dice.randrange(len(other)) :]


Break = Callable[[Dice, bytes], bytes]
WAYS: dict[Break, int] = {
    cut: 16, cut_the_beginning: 8, flip_bytes: 15, insert_bytes: 12, insert_signs: 20, drop_lines: 20, repeat_lines: 10, shuffle_lines: 10,
    indent_lines: 12, join_lines: 8, swap_to_list: 20, swap_to_mapping: 20, swap_to_scalar: 25, swap_two_values: 10, rename_a_key: 15,
    change_a_name: 15, change_a_condition: 30, change_a_bracket: 25, huge_number: 12, long_text: 5, long_key: 6, deep_nesting: 8, alias_bomb: 4, nul_bytes: 6, other_encoding: 6, latin_1: 4,
    other_line_ends: 10, no_content: 2, random_bytes: 8, two_files_in_one: 8,
}  # fmt: skip
CASES = [(way, seed) for way, many in WAYS.items() for seed in range(0, many, 1 if FULL else 2)]
"""Every other one, where laws are shallower, too."""
IDS = [f"{way.__name__}-{seed}" for way, seed in CASES]


def test_there_are_many_cases() -> None:
    assert sum(WAYS.values()) >= 250
    assert {way for way, _ in CASES} == set(WAYS)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack that is as the built-in one, to be broken a file at a time."""
    folder = tmp_path_factory.mktemp("bad") / "pack"
    shutil.copytree(builtin_folder(), folder)
    return folder


def broken(way: Break, seed: int) -> tuple[str, bytes]:
    """Which file is broken, and how it then reads."""
    dice = random.Random(f"{way.__name__} {seed}")
    name = dice.choice(FILES[:3] if dice.random() < 0.7 else FILES[3:])
    return name, way(dice, (builtin_folder() / name).read_bytes())


def judged(file: Path) -> Verdict:
    before = time.process_time()
    verdict = check([file], Options(max_states=3000))
    assert time.process_time() - before < 60
    return verdict


def inside(place: Place) -> None:
    raw = Path(place.file).read_bytes()
    lines = BREAK.split(raw.decode("utf-8", "replace"))
    assert 1 <= place.line <= len(lines)
    assert place.column >= 1
    assert place.length >= 1


def presentable(verdict: Verdict) -> None:
    for finding in verdict.findings:
        assert re.fullmatch(r"HW\d{3}", finding.code)
        assert finding.message.isprintable(), finding
        assert finding.mend.isprintable(), finding
        assert len(finding.message) < 700, finding
        for place in (finding.place, *(r.place for r in finding.related)):
            inside(place)

    def lines(file: str) -> list[str]:
        return BREAK.split(Path(file).read_bytes().decode("utf-8-sig", "replace"))

    shown = findings_text.render(verdict, lines)
    assert all(c.isprintable() or c == "\n" for c in shown)
    assert len(json.loads(findings_json.render(verdict))["findings"]) == len(verdict.findings)


@pytest.mark.parametrize(("way", "seed"), CASES, ids=IDS)
def test_broken_file_gives_findings_at_places(way: Break, seed: int, pack: Path) -> None:
    name, raw = broken(way, seed)
    file = pack / name
    sound = file.read_bytes()
    file.write_bytes(raw)
    try:
        presentable(judged(file))
    finally:
        file.write_bytes(sound)


@pytest.mark.parametrize("raw", EMPTY)
def test_file_without_content_gives_findings_at_places(raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "empty.yaml"
    file.write_bytes(raw)
    verdict = judged(file)
    assert verdict.findings
    presentable(verdict)


@pytest.mark.parametrize("catalogue", ["lessons.yaml", "factors.yaml", "sources.yaml", "pack.yaml"])
@pytest.mark.parametrize("way", [cut, flip_bytes, swap_to_scalar, no_content, rename_a_key])
def test_broken_catalogue_does_not_crash_the_check_of_a_report(way: Break, catalogue: str, pack: Path) -> None:
    file = pack / catalogue
    sound = file.read_bytes()
    file.write_bytes(way(random.Random(catalogue), sound))
    try:
        presentable(judged(pack / "reports" / "studio-curtain.yaml"))
    finally:
        file.write_bytes(sound)


def test_most_cases_are_really_broken(pack: Path) -> None:
    sample = CASES[::20]
    bad = 0
    for way, seed in sample:
        name, raw = broken(way, seed)
        bad += raw != (pack / name).read_bytes()
    assert bad > 0.9 * len(sample)


COMMANDS = [(cut, 3), (insert_signs, 1), (drop_lines, 2), (swap_to_list, 0), (swap_to_scalar, 6), (change_a_condition, 5), (long_key, 1),
            (deep_nesting, 3), (alias_bomb, 1), (nul_bytes, 1), (other_encoding, 0), (no_content, 2)]  # fmt: skip


def test_command_says_so_and_never_shows_a_traceback(tmp_path: Path) -> None:
    running = []
    for number, (way, seed) in enumerate(COMMANDS if FULL else COMMANDS[::2]):
        name, raw = broken(way, seed)
        folder = tmp_path / str(number)
        (folder / "reports").mkdir(parents=True)
        (folder / name).write_bytes(raw)
        command = [sys.executable, "-m", "tui", "check", str(folder / name), "--format", "json" if number % 2 else "text"]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        running.append(
            subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )
    for number, process in enumerate(running):
        out, err = process.communicate(timeout=180)
        assert process.returncode in (0, 1, 2), err
        assert "Traceback" not in err
        assert (process.returncode == 1) == ("HW" in out)
        if number % 2 and process.returncode != 2:
            json.loads(out)


def test_command_refuses_what_is_no_file(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "check", str(tmp_path / "none.yaml")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 2
    assert "there is no such file" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
