"""The examples on the rules' pages, as whole scenarios."""

from __future__ import annotations

import inspect
import re
import textwrap
from pathlib import Path

import yaml

from engine.check.rules import RuleModule

BASE = Path(__file__).parent / "cases" / "base.yaml"


def example(rule: RuleModule, kind: str) -> bytes | None:
    """The `Bad` or `Good` example of a rule, put into the base scenario; None where its page has none."""
    page = inspect.cleandoc(rule.__doc__ or "")
    found = re.search(rf"^{kind}:\n\n((?:    .*\n|\n)+)", page + "\n", re.MULTILINE)
    if found is None:
        return None
    fragment = textwrap.dedent(found[1]).strip("\n") + "\n"
    base = BASE.read_text()
    if rule.RULE.code.startswith("HW0") and rule.RULE.name != "shape":
        return _replace(base, fragment).encode()
    data = _merge(yaml.safe_load(base), yaml.safe_load(fragment))
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True).encode()


def _replace(base: str, fragment: str) -> str:
    """The base with its top-level blocks replaced by those of the fragment, as text."""
    keys = re.findall(r"^(\w+):", fragment, re.MULTILINE)
    for key in keys:
        base = re.sub(rf"^{key}:.*\n(?:[ #-].*\n)*", "", base, flags=re.MULTILINE)
    return fragment + base


def _merge(base: object, fragment: object) -> object:
    if isinstance(base, dict) and isinstance(fragment, dict):
        return {k: _merge(base.get(k), fragment.get(k)) if k in fragment else v for k, v in {**base, **fragment}.items()}
    return fragment
