"""Findings as JSON, for programs."""

from __future__ import annotations

import json

from engine.pack.diagnostics import Severity, Verdict

FORMAT = 1


def render(verdict: Verdict) -> str:
    """One JSON object: `format`, `summary`, `findings`."""
    summary = {
        "files": verdict.files,
        "scenarios": verdict.scenarios,
        "states": verdict.states,
        **{f"{s.value}s": verdict.count(s) for s in (Severity.ERROR, Severity.WARNING)},
        "infos": verdict.count(Severity.INFO),
    }
    data = {"format": FORMAT, "summary": summary, "findings": [f.as_dict() for f in verdict.findings]}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
