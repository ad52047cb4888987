"""Read one YAML file strictly, in one pass over the C parser's events.

The result is plain data, a position for every key and value, and the problems met on the way.
`yaml.CSafeLoader` would not do: it keeps no positions, lets the last of two equal keys win, and
recurses in C on deep nesting.

Scalars follow the YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema). What the
1.1 and the 1.2 schema read differently is kept as text and listed in `Document.suspects`, since
only the model knows whether a value was expected there.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path as FilePath
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from engine.collector import paused
from engine.errors import UnusableFile
from engine.pack import conflicts, encoding
from engine.pack.diagnostics import Path, Place, Problem, Related
from engine.pack.document import LINE_BREAK, Node, Suspect, YamlDocument
from engine.pack.files import MAX_BYTES, digest, read_bytes
from engine.printable import printable

MAX_DEPTH = 50
MAX_DIGITS = 15

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
FORBIDDEN_RAW = re.compile(FORBIDDEN.pattern[:-1] + "\u2028\u2029]")
"""What no file may hold as it stands: separators of lines, too, where the parser sees an end of a line and editors none."""
_INT = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_CONSTANTS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")
_AMBIGUOUS = re.compile(
    r"(?:y|n|yes|no|on|off)\Z"  # YAML 1.1 booleans
    r"|[-+]?0[0-9_]+\Z"  # octal there, decimal here
    r"|[-+]?0b[01_]+\Z"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z"  # base 60 there
    r"|[-+]?[0-9](?=[0-9.]*_)[0-9_]*(?:\.[0-9_]*)?\Z",  # a number there, text here
    re.IGNORECASE,
)
_NAMES = {
    "\ufeff": "byte order mark", "\x85": "next-line character", "\u2028": "line separator", "\u2029": "paragraph separator",
}  # fmt: skip
_SURELY_TEXT = frozenset("abcdeghijklmpqrsuvwxzABCDEGHIJKLMPQRSUVWXZ(\"'")
"""First letters with which no scalar but text begins (f, n, o, t, y are left out)."""


def read(file: FilePath, name: str | None = None) -> YamlDocument:
    """Read the YAML file `file`.

    Raises:
        UnusableFile: it is no file that can be opened. Whatever is wrong *in* it, and its size, is a problem instead.
    """
    shown = str(file) if name is None else name
    try:
        raw = read_bytes(file, shown)
    except UnusableFile as error:
        if not error.too_large:
            raise
        return _too_large(YamlDocument(shown, digest=error.reason))
    doc = parse(raw, shown)
    doc.digest = digest(raw)
    return doc


def parse(raw: bytes, name: str) -> YamlDocument:
    """Read a YAML document from bytes; `name` is what findings call it."""
    doc = YamlDocument(name)
    if len(raw) > MAX_BYTES:
        return _too_large(doc)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if wide := encoding.wide(raw):
        _refuse(doc, "not_utf8", f"the file is {wide}, not UTF-8", Place(name, 1, 1), mend="save the file as UTF-8")
        return doc
    try:
        doc.text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _after(raw[: error.start].decode("utf-8"), name)
        _refuse(doc, "not_utf8", encoding.odd_byte(raw[error.start : error.start + 1]), place, mend="save the file as UTF-8")
        return doc
    for match in FORBIDDEN_RAW.finditer(doc.text):
        place = _after(doc.text[: match.start()], name)
        _refuse(doc, "control_character", f"a {what(match[0])} stands here", place, mend="take it out")
        if len(doc.problems) >= 20:
            break
    doc.problems += conflicts.found(doc.name, doc.text)
    if doc.problems:
        return doc
    _Builder(doc).build()
    return doc


def _too_large(doc: YamlDocument) -> YamlDocument:
    _refuse(doc, "too_large", f"the file is larger than {MAX_BYTES:,} bytes", Place(doc.name, 1, 1),
            mend="split the scenario, or move long text elsewhere")  # fmt: skip
    return doc


def _after(before: str, name: str) -> Place:
    """The place of the character that follows the text `before`."""
    lines = LINE_BREAK.split(before)
    return Place(name, len(lines), len(lines[-1]) + 1)


def what(char: str) -> str:
    """A character that may not stand in a file, by its sort and code point."""
    kind = "bidirectional control" if "\u061c" <= char < "\ufe00" else "control character"
    kind = _NAMES.get(char, kind)
    return f"{kind} (U+{ord(char):04X})"


def brief(text: str) -> str:
    """A text from a file as messages show it: on one line, cut where it is long, without what cannot be printed."""
    flat = printable(" ".join(text[:200].split()), "?")
    return f"{flat[:57]}..." if len(flat) > 60 or len(text) > 200 else flat


def _refuse(
    doc: YamlDocument, kind: str, message: str, place: Place, path: Path = (), mend: str = "",
    related: tuple[Related, ...] = (),
) -> None:  # fmt: skip
    doc.problems.append(Problem(kind, message, place, path, mend, related))


class _Stop(Exception):
    """Reading cannot go on."""


class _OpenCollection:
    """A collection that is being read."""

    __slots__ = ("data", "flow", "key", "key_event", "node", "step")

    def __init__(self, data: Any, node: Node | None, flow: bool) -> None:
        self.data = data
        self.node: Any = node
        self.flow = flow
        self.key: str | None = None
        self.step = ""
        """The key of the last value; empty where the key was refused."""
        self.key_event: Any = None


class _Builder:
    """Turns events into data, positions and problems."""

    def __init__(self, doc: YamlDocument) -> None:
        self.doc = doc
        self.stack: list[_OpenCollection] = []
        self.comment_lines = frozenset(number for number, line in enumerate(doc.lines) if " #" in line or "\t#" in line)
        self.document_seen = False

    def build(self) -> None:
        try:
            with paused():
                self._run(CParser(self.doc.text))
            self.doc.whole = True
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.YAMLError as error:
            _refuse(self.doc, "syntax", str(error).splitlines()[0], Place(self.doc.name, 1, 1))

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        place = self._at(mark) if mark else Place(self.doc.name, 1, 1)
        related: tuple[Related, ...] = ()
        if error.context and error.context_mark and error.context_mark is not mark:
            related = (Related(self._at(error.context_mark), error.context),)
        _refuse(self.doc, "syntax", f"not YAML: {error.problem or error}", place, related=related,
                mend=_syntax_mend(error.problem or ""))  # fmt: skip

    def _at(self, mark: Any) -> Place:
        lines = self.doc.lines
        if mark.line < len(lines):
            return Place(self.doc.name, mark.line + 1, mark.column + 1)
        # The parser counts the end of a file without a last line end as a line of its own.
        return Place(self.doc.name, len(lines), len(lines[-1]) + 1)

    # The loop below is the hot path of every check: one event, few look-ups.
    def _run(self, parser: Any) -> None:
        get = parser.get_event
        scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        stack = self.stack
        while True:
            event = get()
            kind = type(event)
            if kind is scalar:
                if event.anchor is not None or (event.tag is not None):
                    self._decorated(event)
                top = stack[-1] if stack else None
                if top is None:
                    if event.style == '"' and (bad := FORBIDDEN.search(event.value)):
                        self._escape(event, bad[0], ())
                    self._root(self._value(event, None), event)
                elif type(top.data) is dict:
                    if top.key_event is None:
                        self._key(top, event)
                    else:
                        self._put_scalar(top, event)
                else:
                    self._put_scalar(top, event)
            elif kind is mapping or kind is sequence:
                if event.anchor is not None or event.tag is not None:
                    self._decorated(event)
                self._begin(event, {} if kind is mapping else [])
            elif kind in ends:
                closed = stack.pop()
                if closed.node is not None:
                    closed.node.end_mark = event.end_mark
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                if self.document_seen:
                    _refuse(self.doc, "several_documents", "a second document begins here",
                            self.doc.between(event.start_mark, event.end_mark),
                            mend="one file holds one document; take out `---`")  # fmt: skip
                    raise _Stop
                self.document_seen = True
            elif kind is yaml.StreamEndEvent:
                return

    def _begin(self, event: Any, data: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            _refuse(self.doc, "too_deep", f"nested deeper than {MAX_DEPTH} levels",
                    self.doc.between(event.start_mark, event.end_mark))  # fmt: skip
            raise _Stop
        node = Node(event.start_mark, event.end_mark, {} if type(data) is dict else [])
        if not self.stack:
            self._root(data, node)
        else:
            top = self.stack[-1]
            if type(top.data) is dict and top.key_event is None:
                _refuse(self.doc, "wrong_type", "a key must be text, not a list or a mapping",
                        self.doc.between(event.start_mark, event.end_mark), self._path())  # fmt: skip
                raise _Stop
            self._put(top, data, node)
        self.stack.append(_OpenCollection(data, node, bool(event.flow_style)))

    def _root(self, data: Any, node: Any) -> None:
        self.doc.data = data
        self.doc.tree = node

    def _key(self, top: _OpenCollection, event: Any) -> None:
        key = event.value
        top.key_event = event
        if key == "<<" and not event.style:
            self._refuse_at(event, "anchor", "a merge key (`<<`) stands here", (*self._path(), key),
                            "write the keys out")  # fmt: skip
            top.key = None
        elif event.start_mark.index == event.end_mark.index:
            _refuse(self.doc, "wrong_type", "a key is empty", self.doc.between(event.start_mark, event.end_mark),
                    self._path(), "name the key, or quote the text")  # fmt: skip
            top.key = None
        elif event.style == '"' and (bad := FORBIDDEN.search(key)):
            self._escape(event, bad[0], (*self._path(), ""))
            top.key = None
        elif key in top.data:
            parts = top.node.parts if top.node is not None else None
            first = parts[key][0] if isinstance(parts, dict) else None
            related = (Related(self.doc.between(first.start_mark, first.end_mark), "first given here"),) if first else ()
            _refuse(self.doc, "duplicate_key", f"the key `{brief(key)}` stands here a second time",
                    self.doc.between(event.start_mark, event.end_mark), (*self._path(), key),
                    "give it once", related)  # fmt: skip
            top.key = None
        else:
            top.key = key

    def _put_scalar(self, top: _OpenCollection, event: Any) -> None:
        value = event.value
        if not event.style:
            if value == "" and top.flow and type(top.data) is dict and top.key is not None:
                key = top.key_event
                self._refuse_at(key, "key_without_value", f"`{brief(key.value)}` has no value; did a comma cut a sentence here?",
                                (*self._path(), key.value), "put the whole text in quotes, or give the key a value")  # fmt: skip
            elif value == "" and type(top.data) is dict and top.key is not None:
                self.doc.empty.append((self._here(top), top.key))
            elif value:
                if top.flow and " " in value and type(top.data) is list:
                    self._suspect("unquoted_prose", top, value)
                if self.comment_lines and (end := event.end_mark).line in self.comment_lines:
                    rest = self.doc.lines[end.line][end.column :]
                    if rest.lstrip()[:1] == "#" and not rest.lstrip().startswith("# hotwash:"):
                        self._suspect("cut_prose", top, rest.lstrip()[:40])
        elif event.style == '"' and (bad := FORBIDDEN.search(value)):
            self._escape(event, bad[0], self._here(top))
        self._put(top, self._value(event, top), event)

    def _escape(self, event: Any, char: str, path: Path) -> None:
        self._refuse_at(event, "control_character", f"a {what(char)} is written here as an escape", path, "take it out")

    def _put(self, top: _OpenCollection, value: Any, node: Any) -> None:
        data = top.data
        if type(data) is dict:
            key, event = top.key, top.key_event
            top.step = key or ""
            top.key = top.key_event = None
            if key is not None:
                data[key] = value
                parts: Any = top.node.parts
                parts[key] = (event, node)
        else:
            data.append(value)
            top.node.parts.append(node)

    def _value(self, event: Any, top: _OpenCollection | None) -> Any:
        text: str = event.value
        if event.style or text[:1] in _SURELY_TEXT:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _AMBIGUOUS.match(text):
            self._suspect("ambiguous_value", top, text)
            return text
        if _INT.match(text) or _BASED.match(text):
            if len(text) > MAX_DIGITS:
                path = self._here(top) if top else ()
                self._refuse_at(event, "wrong_type", f"a number of {len(text)} digits", path,
                                f"at most {MAX_DIGITS} digits")  # fmt: skip
                return 0
            return int(text, 0) if _BASED.match(text) else int(text)
        if _FLOAT.match(text):
            return float(text)
        if _NO_NUMBER.match(text):
            return float(text.replace(".", ""))
        return text

    def _decorated(self, event: Any) -> None:
        top = self.stack[-1] if self.stack else None
        path = self._here(top) if top else ()
        if event.anchor is not None:
            self._refuse_at(event, "anchor", f"an anchor (`&{brief(event.anchor)}`) stands here", path,
                            "write the value out where it is needed")  # fmt: skip
        if event.tag is not None:
            self._refuse_at(event, "tag", f"a tag (`{brief(event.tag)}`) stands here", path, "take the tag out")

    def _alias(self, event: Any) -> None:
        top = self.stack[-1] if self.stack else None
        path = self._here(top) if top else ()
        merged = top is not None and type(top.data) is dict and top.key_event is not None and top.key_event.value == "<<"
        if not merged:
            self._refuse_at(event, "anchor", f"an alias (`*{brief(event.anchor)}`) stands here", path, "write the value out")
        if top is None:
            return
        if type(top.data) is dict and top.key_event is None:
            top.key_event = event
            top.key = None
            return
        self._put(top, None, event)

    def _refuse_at(self, event: Any, kind: str, message: str, path: Path, mend: str) -> None:
        self.doc.refused.add(path)
        _refuse(self.doc, kind, message, self.doc.between(event.start_mark, event.end_mark), path, mend)

    def _suspect(self, kind: str, top: _OpenCollection | None, found: str) -> None:
        self.doc.suspects.append(Suspect(kind, self._here(top) if top else (), found))

    def _path(self) -> Path:
        """Path of the innermost open collection."""
        steps: list[str | int] = []
        for opened in self.stack[:-1]:
            if type(opened.data) is dict:
                steps.append(opened.step)
            else:
                steps.append(len(opened.data) - 1)
        return tuple(steps)

    def _here(self, top: _OpenCollection) -> Path:
        """Path of the value that is about to be put into `top`."""
        step: str | int = (top.key or "") if type(top.data) is dict else len(top.data)
        return (*self._path(), step)


def _syntax_mend(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "a text with a colon and a space in it needs quotes, or `|` and a new line"
    if "found character that cannot start any token" in problem:
        return "indent with spaces, never with tabs; quote text that begins with @, ` or %"
    if "did not find expected ',' or" in problem:
        return "a bracket or a comma is missing, or text in brackets needs quotes"
    if "could not find expected ':'" in problem or "did not find expected key" in problem:
        return "look at the indentation of this line and the one above"
    return ""
