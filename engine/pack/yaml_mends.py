"""What an author may have meant by a line that cannot be read: other lines, each with its reason.

These are guesses from the line as it stands in the file. Whether one of them leads to a sound file is tried by
`engine.pack.mending`; only then is it told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.pack.lookalikes import first_odd, name_of, plain, without_invisible

_ENTRY = re.compile(r"(?P<lead>\s*(?:- +)*)(?P<key>[^\s:#'\"\[\]{},&*!|>%@`?-][^:#]*?)\s*:(?P<gap>[ \t]+)(?P<value>\S.*?)\s*$")
_ITEM = re.compile(r"(?P<lead>\s*(?:- +)+)(?P<value>\S.*?)\s*$")
_FIRST = re.compile(r"(?P<lead>\s*-[ \t]+)(?P<value>\S.*?)\s*$")
_TIGHT = re.compile(r"(?P<lead>\s*(?:- +)*)(?P<key>[a-zA-Z][a-zA-Z0-9_-]*):(?P<value>[^\s:/].*)$")
_FLOW_KEY = re.compile(r"[{,]\s*([A-Za-z_][\w-]*)\s*:\s*")
_TIGHT_FLOW = re.compile(r"([{,]\s*[A-Za-z_][\w-]*):(?=[^\s:/}])")
_KEY_LINE = re.compile(r"\s*(?:- +)*[A-Za-z_][\w -]*:(?:\s|$)")
_CONTRACTION = re.compile(r"'(?:tis|twas|til|em|cause|bout|round|n|d|s|\d0s)\b", re.IGNORECASE)
_WORD = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_][\w-]*)(?P<rest>(?:\s.*)?)$")
_DASH = re.compile(r"(?P<lead>\s*)-(?P<value>[^\s-].*)$")
LONGEST = 240
"""Characters of the longest line that a mend shows."""

_OPENERS = {
    '"': "a text that begins with a quotation mark ends at the next one",
    "'": "an apostrophe at the beginning opens a text that ends at the next one",
    "*": "`*` at the beginning refers to another part of the file",
    "&": "`&` at the beginning names a part of the file",
    "!": "`!` at the beginning names a type",
    ">": "`>` at the beginning announces a text on the lines below",
    "|": "`|` at the beginning announces a text on the lines below",
    "-": "`-` at the beginning makes a list",
    "?": "`?` at the beginning makes a key",
    "@": "no text can begin with `@`",
    "`": "no text can begin with a backtick",
    "%": "no text can begin with `%`",
    "[": "`[` at the beginning makes a list",
    "{": "`{` at the beginning makes a mapping",
    "]": "no text can begin with `]`",
    "}": "no text can begin with `}`",
    ",": "no text can begin with a comma",
    "#": "`#` begins a comment",
    ":": "`:` at the beginning has no key before it",
}  # fmt: skip


class Guess(NamedTuple):
    """What may have been meant."""

    line: int
    """The first line that is replaced, from 0."""
    lines: int
    """How many lines are."""
    new: tuple[str, ...]
    """What stands in their place."""
    reason: str
    """What is wrong, in words."""
    advice: str
    """What to do, in words."""
    column: int = 0
    """Where in the line it is wrong, from 0."""
    length: int = 1

    @property
    def mend(self) -> str:
        """The advice, with the line where it is one and short."""
        advice = self.advice or "mend the line"
        if len(self.new) != 1 or len(self.new[0]) > LONGEST:
            return advice
        where = f", in place of the lines {self.line + 1} to {self.line + self.lines}" if self.lines > 1 else ""
        return f"{advice}{where}: write `{self.new[0]}`"


def quoted(text: str) -> str:
    """The text in quotes of the kind that it does not hold itself."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def guesses(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """What the line of this number may have been meant to be, likeliest first."""
    line = lines[number]
    for make in (_invisible, _tabs, _tight, _markers, _close, _quote, _flow, _brackets, _missing_colon, _dash, _looks_like):
        yield from make(lines, number, line)


def indented(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """The line at the indentations of those around it."""
    line = lines[number]
    text = line.lstrip(" ")
    if not text or text.startswith("#"):
        return
    here = len(line) - len(text)
    around = {len(other) - len(other.lstrip(" ")) for other in lines[max(0, number - 12) : number + 6] if other.strip()}
    for indent in sorted((around | {here - 2, here + 2, here - 1, here + 1}) - {here}, key=lambda n: (abs(n - here), n)):
        if indent >= 0:
            spaces = abs(indent - here)
            much = f"{spaces} space{'s' * (spaces > 1)} too {'few' if indent > here else 'many'}"
            reason = f"`{text[:40].rstrip()}` is indented by {much}"
            yield Guess(number, 1, (" " * indent + text,), reason, "put it below what it belongs to", here, len(text.rstrip()))


def _invisible(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """Spaces that are none, and what cannot be seen."""
    odd = first_odd(line)
    better = without_invisible(line)
    if odd is None or better == line:
        return
    at = next(n for n, (a, b) in enumerate(zip(line, better + "\0", strict=False)) if a != b)
    where = "the indentation holds" if not line[:at].strip() else "here stands"
    yield Guess(number, 1, (better,), f"{where} a {name_of(line[at])}", "use plain spaces", at)


def _tabs(lines: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """Tabs in the indentation."""
    lead = line[: len(line) - len(line.lstrip())]
    if "\t" not in lead:
        return
    last = number
    while last + 1 < len(lines) and "\t" in lines[last + 1][: len(lines[last + 1]) - len(lines[last + 1].lstrip())]:
        last += 1
    before = next((other for other in reversed(lines[:number]) if other.strip()), "")
    above = len(before) - len(before.lstrip(" "))
    for width in (2, 4, 8, 0, above / max(1, lead.count("\t")), (above + 2) / max(1, lead.count("\t"))):
        if width == int(width):
            new = tuple(_spaced(other, int(width)) for other in lines[number : last + 1])
            many = f", in lines {number + 1} to {last + 1}" if last > number else ""
            yield Guess(number, last + 1 - number, new, "a tab in the indentation", f"indent with spaces{many}", line.index("\t"))
    for indent in (above, above + 2, above - 2, above - 4):
        if last == number and indent >= 0:
            yield Guess(
                number, 1, (" " * indent + line.lstrip(),), "a tab in the indentation", "indent with spaces", line.index("\t")
            )


def _spaced(line: str, width: int) -> str:
    text = line.lstrip()
    return line[: len(line) - len(text)].replace("\t", " " * width) + text


def _tight(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """No space after a colon."""
    match = _TIGHT.match(line)
    if match:
        new = f"{match['lead']}{match['key']}: {match['value']}"
        yield Guess(number, 1, (new,), f"a space is missing after `{match['key']}:`", "put one there", match.end("key"))
    if "{" in line:
        new = _TIGHT_FLOW.sub(r"\1: ", line)
        if new != line:
            at = next(_TIGHT_FLOW.finditer(line)).end(1)
            yield Guess(number, 1, (new,), "a space is missing after a colon", "put one there", at)


def _markers(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """`key = value`, and `key: value` with another sign for the colon."""
    match = re.match(r"(?P<lead>\s*(?:- +)*)(?P<key>[a-z_][\w-]*)\s*(?P<sign>=|:=|=>|->|\uff1a|\u2236|;)\s*(?P<value>.*)$", line)
    if match:
        new = f"{match['lead']}{match['key']}: {match['value']}".rstrip()
        reason = f"`{match['sign']}` stands where a colon belongs"
        yield Guess(number, 1, (new,), reason, "put a colon there", match.start("sign"), len(match["sign"]))


def _parts(line: str, *, item: bool = False) -> tuple[str, str, int] | None:
    """(what stands before the value, the value, its column), where the line has one; of an `item` of a list all of it."""
    match = _FIRST.match(line) if item else _ENTRY.match(line) or _ITEM.match(line)
    return (line[: match.start("value")], match["value"], match.start("value")) if match else None


def _close(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """A quote that is not closed on its line."""
    parts = _parts(line)
    if parts is None or parts[1][0] not in "\"'" or _CONTRACTION.match(parts[1]):
        return
    before, value, column = parts
    mark = value[0]
    if mark in value[1:].replace("''" if mark == "'" else '\\"', ""):
        return
    yield Guess(number, 1, (before + value + mark,), "the quote that opens here is not closed", "close it", column)
    yield Guess(number, 1, (before + value[1:],), "the quote that opens here is not closed", "take it out", column)


def _quote(lines: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """The whole value in quotes; where it is an item of a list with a colon in it, the item."""
    for parts in dict.fromkeys((_parts(line), _parts(line, item=True))):
        if parts is not None:
            yield from _quoted(lines, number, line, *parts)


def _quoted(lines: Sequence[str], number: int, line: str, before: str, value: str, column: int) -> Iterator[Guess]:
    before = before.replace("- \t", "- ")
    reason, advice = _why(value)
    last = number
    indent = len(line) - len(line.lstrip())
    while last + 1 < len(lines) and _continues(lines[last + 1], indent):
        last += 1
    for text in _inner(value):
        if last == number:
            yield Guess(number, 1, (before + quoted(text),), reason, advice, column, len(value))
        else:
            whole = " ".join([text, *(other.strip() for other in lines[number + 1 : last + 1])])
            if text != value and whole[-1:] == value[0]:
                whole = whole[:-1]
            yield Guess(number, last + 1 - number, (before + quoted(whole),), reason, advice, column, len(value))
    if value[:1] in ">|" and last == number:
        yield Guess(number, 1, (before + quoted(value[1:].strip()),), reason, advice, column, len(value))


def _continues(line: str, indent: int) -> bool:
    text = line.strip()
    return (
        bool(text) and len(line) - len(line.lstrip()) > indent and not _KEY_LINE.match(line) and not text.startswith(("- ", "#"))
    )


def _why(value: str) -> tuple[str, str]:
    """(what is wrong with a value that is not quoted, or not rightly, what to do)."""
    first = value[0]
    if first == '"' and value[-1:] == '"' and re.search(r'\\[^"\\/abefnrtvxuUNLP_0 ]|\\[xuU]', value):
        return "between double quotes a backslash begins an escape", "use single quotes"
    if first in "\"'" and value[-1:] == first and len(value) > 1:
        return f"{'a quotation mark' if first == chr(34) else 'an apostrophe'} inside ends the text", "use other quotes"
    if first in _OPENERS:
        return _OPENERS[first], "put the whole text in quotes"
    if re.search(r":(?:\s|$)", value):
        return "a colon and a space in a text make a key of what stands before", "put the whole text in quotes"
    if " #" in value:
        return "what follows ` #` is read as a comment", "put the whole text in quotes"
    return "this is not read as a text", "put the whole text in quotes"


def _inner(value: str) -> Iterator[str]:
    """The text that was meant, by a value that may have quotes around it, or at its beginning."""
    mark = value[0]
    if mark in "\"'" and value[-1] == mark and len(value) > 1:
        text = value[1:-1].replace("\\" + mark, mark)
        first = text.find(mark)
        opens = first == 0 or text[first - 1 : first].isspace() or mark == "'" or first < 0
        yield from (text, value) if opens else (value, text)
    elif mark in "\"'" and not _CONTRACTION.match(value) and mark not in value[1:]:
        yield from (value[1:], value)
    else:
        yield value
        comment = re.search(r"\s+#", value)
        if comment and mark not in "\"'":
            yield value[: comment.start()]


def _flow(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """Texts in `{key: text, key: text}` in quotes."""
    keys = list(_FLOW_KEY.finditer(line))
    if not keys or "}" not in line:
        return
    end = line.rindex("}")
    new, at, place = "", 0, 0
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        stop = following.start() if following else end
        value = line[key.end() : stop].rstrip()
        if not value or value[0] in "[{" or (value[0] in "\"'" and value.find(value[0], 1) == len(value) - 1):
            continue
        special = re.search(r"[,:#\[\]{}\"'*&!|>%@`?]", value)
        if (" " in value and special) or value[0] in _OPENERS:
            new += line[at : key.end()] + quoted(next(_inner(value)))
            at, place = stop - (len(line[key.end() : stop]) - len(value)), place or key.end()
    if at:
        yield Guess(
            number, 1, (new + line[at:],), "a sign in an unquoted text between braces cuts it", "put the text in quotes", place
        )


def _brackets(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """A bracket that is not closed, or closed twice."""
    text = line.split(" #", maxsplit=1)[0].rstrip()
    for left, right in ("[]", "{}"):
        more = text.count(left) - text.count(right)
        if more == 1:
            told = f"`{left}` is not closed", f"close it with `{right}`", text.rindex(left)
            yield Guess(number, 1, (text.rstrip(",") + right,), *told)
            if text.endswith(("]", "}")):
                yield Guess(number, 1, (text[:-1] + right + text[-1],), *told)
        elif more == -1 and text.endswith(right):
            yield Guess(number, 1, (text[:-1].rstrip(),), f"`{right}` closes what was not opened", "take it out", len(text) - 1)
    if text.endswith((",", ";")):
        yield Guess(number, 1, (text[:-1],), f"`{text[-1]}` stands at the end of the line", "take it out", len(text) - 1)
    swapped = re.sub(r"\[(.*)\}$", r"[\1]", re.sub(r"\{(.*)\]$", r"{\1}", text))
    if swapped != text:
        yield Guess(number, 1, (swapped,), "the brackets at the two ends are not of one kind", "use a pair", len(text) - 1)


def _missing_colon(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """A key without its colon."""
    match = _WORD.match(line)
    if match and not match["rest"].lstrip().startswith(":"):
        head = line[: match.end("key")]
        reason = f"a colon is missing after `{match['key']}`"
        new = f"{head}:{match['rest'].rstrip()}"
        yield Guess(number, 1, (new,), reason, "put one there", match.start("key"), len(match["key"]))


def _dash(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """A dash of a list without a space behind it, or another sign for it."""
    match = _DASH.match(line)
    if match:
        yield Guess(number, 1, (f"{match['lead']}- {match['value']}",), "a space is missing after the dash", "put one there",
                    match.end("lead"))  # fmt: skip
    other = re.match(r"(?P<lead>\s*)(?P<sign>[*\u2022\u2013\u2014\u2212\u00b7+])\s+(?P<value>\S.*)$", line)
    if other:
        sign = other["sign"] if other["sign"].isascii() else name_of(other["sign"])
        yield Guess(number, 1, (f"{other['lead']}- {other['value']}",), f"`{sign}` begins no item of a list", "use a dash",
                    other.end("lead"))  # fmt: skip


def _looks_like(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """The line in the letters that it looks to be made of."""
    odd = first_odd(line)
    if odd:
        yield Guess(number, 1, (plain(line),), f"here stands a {name_of(odd[0])}", "use plain letters and signs", odd.start())
