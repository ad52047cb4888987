"""What an author may have meant by a line that cannot be read: other lines, each with its reason.

These are guesses from the line as it stands in the file. Whether one of them leads to a sound file is tried by
`engine.pack.mends.mending`; only then is it told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.pack.lookalikes import a_name_of, first_odd, name_of, plain, without_invisible
from engine.pack.mends import bracket_mends
from engine.pack.mends.guess import Guess
from engine.pack.mends.spots import quoted
from engine.pack.mends.written_values import CONTRACTION, OPENERS, inner, parts_of

_TIGHT = re.compile(r"(?P<lead>\s*(?:- +)*)(?P<key>[a-zA-Z][a-zA-Z0-9_-]*):(?P<value>[^\s:/].*)$")
_TIGHT_FLOW = re.compile(r"([{,]\s*[A-Za-z_][\w-]*):(?=[^\s:/}])")
_KEY_LINE = re.compile(r"\s*(?:- +)*[A-Za-z_][\w -]*:(?:\s|$)")
_HEADING = re.compile(r"\s*[a-z][\w-]*:\s*$")
"""A key of which the value stands below it."""
_TEXT_BELOW = re.compile(r":\s+[|>][+-]?\d?\s*(?:#.*)?$")
_TWO_KEYS = re.compile(r",\s+(?=[a-z][\w-]*:\s)")
_WORD = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_][\w-]*)(?P<rest>(?:\s.*)?)$")
_DASH = re.compile(r"(?P<lead>\s*)-(?P<value>[^\s-].*)$")


def guesses(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """What the line of this number may have been meant to be, likeliest first."""
    line = lines[number]
    for make in (
        _invisible,
        _tabs,
        _tight,
        _markers,
        _two_keys,
        _close,
        bracket_mends.round_brackets,
        bracket_mends.commas,
        bracket_mends.signs,
        _quote,
        bracket_mends.texts,
        bracket_mends.unpaired,
        _missing_colon,
        _dash,
        _looks_like,
    ):
        yield from make(lines, number, line)


def indented(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """The line at the indentations of those around it."""
    line = lines[number]
    text = line.lstrip(" ")
    if not text or text.startswith("#"):
        return
    here = len(line) - len(text)
    around = _indents(lines, number)
    for indent in sorted((around | {here - 2, here + 2, here - 1, here + 1}) - {here}, key=lambda n: (abs(n - here), n)):
        if indent >= 0 and not (_HEADING.match(line) and _in_a_text(lines, number, indent)):
            spaces = abs(indent - here)
            much = f"{spaces} space{'s' * (spaces > 1)} too {'few' if indent > here else 'many'}"
            reason = f"`{text[:40].rstrip()}` is indented by {much}"
            yield Guess(number, 1, (" " * indent + text,), reason, "put it below what it belongs to", here, len(text.rstrip()))


def _in_a_text(lines: Sequence[str], number: int, indent: int) -> bool:
    """Whether the line would be a part of the text above it, so indented: all below it would be lost in it."""
    for other in filter(str.strip, reversed(lines[:number])):
        here = len(other) - len(other.lstrip(" "))
        if here < indent:
            if _TEXT_BELOW.search(other):
                return True
            indent = here
    return False


def _indents(lines: Sequence[str], number: int) -> set[int]:
    """The indentations of the lines around this one."""
    return {len(other) - len(other.lstrip(" ")) for other in lines[max(0, number - 12) : number + 6] if other.strip()}


def _invisible(lines: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """Spaces that are none, and what cannot be seen."""
    odd = first_odd(line)
    better = without_invisible(line)
    if odd is None or better == line:
        return
    at = next(n for n, (a, b) in enumerate(zip(line, better + "\0", strict=False)) if a != b)
    inside = bool(line[:at].strip())
    reason = f"{'here stands' if inside else 'the indentation holds'} {a_name_of(line[at])}"
    yield Guess(number, 1, (better,), reason, "use plain spaces", at)
    if not inside:
        # Such a space may stand for several, or for none.
        for indent in sorted(_indents(lines, number)):
            yield Guess(number, 1, (" " * indent + better.lstrip(),), reason, "use plain spaces", at)


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


def _two_keys(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """Two keys or more on one line, as they stand within braces."""
    match = re.match(r"(?P<lead>\s*(?:- +)*)(?P<first>[a-z][\w-]*: +[^\s{\['\"].*)$", line)
    parts = _TWO_KEYS.split(match["first"]) if match else []
    if match and len(parts) > 1:
        lead = match["lead"]
        new = (lead + parts[0], *(" " * len(lead) + part for part in parts[1:]))
        yield Guess(number, 1, new, f"{len(parts)} keys stand on one line", "give each a line of its own", len(lead),
                    len(line.strip()))  # fmt: skip


def _close(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """A quote that is not closed on its line."""
    parts = parts_of(line)
    if parts is None or parts[1][0] not in "\"'" or CONTRACTION.match(parts[1]):
        return
    before, value, column = parts
    mark = value[0]
    if mark in value[1:].replace("''" if mark == "'" else '\\"', ""):
        return
    yield Guess(number, 1, (before + value + mark,), "the quote that opens here is not closed", "close it", column)
    yield Guess(number, 1, (before + value[1:],), "the quote that opens here is not closed", "take it out", column)


def _quote(lines: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """The whole value in quotes; where it is an item of a list with a colon in it, the item."""
    for parts in dict.fromkeys((parts_of(line), parts_of(line, item=True))):
        if parts is not None:
            yield from _quoted(lines, number, line, *parts)


def _quoted(lines: Sequence[str], number: int, line: str, before: str, value: str, column: int) -> Iterator[Guess]:
    before = before.replace("- \t", "- ")
    reason, advice = _why(value)
    last = number
    indent = len(line) - len(line.lstrip())
    while last + 1 < len(lines) and _continues(lines[last + 1], indent):
        last += 1
    for text in inner(value):
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
    if first in OPENERS:
        return OPENERS[first], "put the whole text in quotes"
    if re.search(r":(?:\s|$)", value):
        return "a colon and a space in a text make a key of what stands before", "put the whole text in quotes"
    if " #" in value:
        return "what follows ` #` is read as a comment", "put the whole text in quotes"
    return "this is not read as a text", "put the whole text in quotes"


def _missing_colon(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """A key without its colon."""
    match = _WORD.match(line)
    if match and not match["rest"].lstrip().startswith(":"):
        head = line[: match.end("key")]
        reason = f"a colon is missing after `{match['key']}`"
        new = f"{head}:{match['rest'].rstrip()}"
        yield Guess(number, 1, (new,), reason, "put one there", match.start("key"), len(match["key"]))


def _dash(lines: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """A dash of a list without a space behind it, or another sign for it."""
    match = _DASH.match(line)
    if match:
        yield Guess(number, 1, (f"{match['lead']}- {match['value']}",), "a space is missing after the dash", "put one there",
                    match.end("lead"))  # fmt: skip
    text = line.lstrip()
    lead = line[: len(line) - len(text)]
    above = next((other for other in reversed(lines[:number]) if other.strip()), "")
    if above.startswith(f"{lead}- ") and not text.startswith("-"):
        yield Guess(number, 1, (f"{lead}- {text}",), "a dash is missing before an item of a list", "put one there", len(lead))
    keyed = re.match(r"(?P<lead>\s*)- (?:(?:id|name|key): *(?P<name>[a-z][\w-]*)|(?P<key>[a-z][\w-]*):)\s*$", line)
    if keyed:
        new = f"{keyed['lead']}{keyed['name'] or keyed['key']}:"
        yield Guess(
            number, 1, (new,), "a dash begins an item of a list; here each part has a name", "write the name alone", len(lead)
        )
    other = re.match(r"(?P<lead>\s*)(?P<sign>[*\u2022\u2013\u2014\u2212\u00b7+])\s+(?P<value>\S.*)$", line)
    if other:
        sign = other["sign"] if other["sign"].isascii() else name_of(other["sign"])
        yield Guess(number, 1, (f"{other['lead']}- {other['value']}",), f"`{sign}` begins no item of a list", "use a dash",
                    other.end("lead"))  # fmt: skip


def _looks_like(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """The line in the letters that it looks to be made of."""
    odd = first_odd(line)
    if odd:
        yield Guess(number, 1, (plain(line),), f"here stands {a_name_of(odd[0])}", "use plain letters and signs", odd.start())
