"""The codes and names of all rules, read from their modules: to load the rules takes ten times as long."""

from __future__ import annotations

import re
from pathlib import Path

_RULE = re.compile(rb'^RULE = Rule\(\s*"(HW\d+)", "([a-z0-9-]+)"', re.MULTILINE)


def rule_names() -> dict[str, str]:
    """Code -> name of every rule, in the order of the codes."""
    modules = (Path(__file__).parent / "rules").glob("*.py")
    found = (match for module in modules for match in _RULE.finditer(module.read_bytes()))
    return dict(sorted((match[1].decode(), match[2].decode()) for match in found))
