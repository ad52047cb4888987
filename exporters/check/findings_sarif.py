"""Findings as SARIF 2.1.0, for code scanning and editors.

`rules` holds what was found, each rule with its page. The shortest play stands in the message and not as a
`codeFlow`: its steps are choices and draws, and a flow is made of places in files. Messages are shown as they are,
since consumers look for `{{` and `{0}` (section 3.11.5) only where a message has `arguments`, and ours have none.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from engine.pack.diagnostics import Finding, Place, Related, Severity, Verdict
from exporters.check import rule_pages
from exporters.check.findings_parts import absolute, below, clean, full_message

if TYPE_CHECKING:
    from engine.check.rules import RuleModule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "hotwashPath/v1"
"""Of code, file and path into the document. `primaryLocationLineHash` is left to GitHub's uploader, which makes its own."""
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(verdict: Verdict, root: Path, version: str) -> str:
    """One log with one run. Files below `root` are named from it, others in full."""
    codes = sorted({f.code for f in verdict.findings})
    run = {
        "tool": {"driver": _driver(codes, version)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which `hotwash check` ran."}}},
        "results": _results(verdict.findings, codes, root),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    # JSON escapes the control characters in strings, so that only raw ones are left to remove.
    return clean(json.dumps(log, indent=2, ensure_ascii=False)) + "\n"


def _driver(codes: list[str], version: str) -> dict[str, Any]:
    return {"name": "hotwash", "version": version, "rules": _rules(codes)}


def _rules(codes: list[str]) -> list[dict[str, Any]]:
    if not codes:
        return []
    from engine.check.checker import find_rule  # noqa: PLC0415  # a verdict from the cache needs no rule unless one found something

    return [_rule(find_rule(code)) for code in codes]


def _rule(rule: RuleModule) -> dict[str, Any]:
    page = inspect.cleandoc(rule.__doc__ or "")
    short, _, rest = page.partition("\n\n")
    why = re.split(r"^(?:Bad|Good|Mend):", rest, maxsplit=1, flags=re.MULTILINE)[0]
    return {
        "id": rule.RULE.code,
        "name": rule.RULE.name,
        "shortDescription": {"text": _flow(short)},
        "fullDescription": {"text": _flow(f"{short} {why}")},
        "help": {"text": page, "markdown": rule_pages.body(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.RULE.severity]},
    }


def _flow(text: str) -> str:
    return " ".join(text.split())


def _results(findings: list[Finding], codes: list[str], root: Path) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    out = []
    for finding in findings:
        identity = _identity(finding, root)
        out.append(_result(finding, codes.index(finding.code), f"{identity}:{seen[identity]}", root))
        seen[identity] += 1
    return out


def _result(finding: Finding, index: int, fingerprint: str, root: Path) -> dict[str, Any]:
    related = [_related(number, r, root) for number, r in enumerate(finding.related)]
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": full_message(finding)},
        "locations": [_location(finding, root)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {FINGERPRINT: fingerprint},
        "suppressions": [],
    }


def _identity(finding: Finding, root: Path) -> str:
    """The same wherever in its file the finding stands, and however it is worded."""
    stable = json.dumps([finding.code, _uri(finding.place.file, root), finding.path])
    return hashlib.sha256(stable.encode()).hexdigest()[:32]


def _location(finding: Finding, root: Path) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(finding.place, root)}
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": _pointer(finding.path)}]
    return location


def _related(number: int, related: Related, root: Path) -> dict[str, Any]:
    return {"id": number, "message": {"text": related.message}, "physicalLocation": _physical(related.place, root)}


def _physical(place: Place, root: Path) -> dict[str, Any]:
    file = below(place.file, root)
    base = {} if file is None else {"uriBaseId": _ROOT}
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    return {"artifactLocation": {"uri": _uri(place.file, root), **base}, "region": region}


def _uri(file: str, root: Path) -> str:
    """Relative to `root` where the file lies below it, else `file:`; names that are not UTF-8 keep their bytes."""
    relative = below(file, root)
    if relative is None:
        return absolute(file).as_uri()
    # A colon in the first segment would read as a scheme.
    return quote(os.fsencode(relative), safe="/")


def _pointer(path: tuple[str | int, ...]) -> str:
    """The path as a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
