"""`hotwash check --statistics`: what each scenario holds, and where random play ends."""

from __future__ import annotations

import json
from pathlib import Path

from engine.check.checker import Options, judge
from engine.check.rules import unread_file
from engine.check.statistics import coverage, statistics
from engine.check.subject import ValuedSubject
from engine.check.survey import files
from engine.errors import ExitCode
from engine.pack.diagnostics import Severity
from engine.pack.folder import model_for, open_pack
from engine.pack.scenario import Scenario
from exporters.check import statistics_text
from tui.commands.streams import say


def show(targets: tuple[Path, ...], max_states: int | None, *, as_json: bool) -> ExitCode:
    """Print the statistics of every scenario without errors; the others are named on stderr."""
    options = Options(max_states)
    code = ExitCode.OK
    each = []
    subjects = []
    for pack, path in files(targets):
        judged = judge(pack, path, options)
        if model_for(path) is not Scenario:
            continue
        if not isinstance(judged.subject, ValuedSubject) or any(f.severity is Severity.ERROR for f in judged.findings):
            say(f"{judged.subject.file.doc.name}: has errors; run `hotwash check`", err=True)
            code = ExitCode.FINDINGS
            continue
        each.append(statistics(judged.subject))
        subjects.append(judged.subject)
    code = max(code, _unread(targets))
    if as_json:
        say(json.dumps([s.as_dict() for s in each], indent=2, ensure_ascii=False).encode("utf-8", "replace"))
    else:
        say("\n".join(statistics_text.render(s) for s in each), nl=False)
        if len(subjects) > 1:
            say("\n" + statistics_text.render_coverage(coverage(subjects)), nl=False)
    return code


def _unread(targets: tuple[Path, ...]) -> ExitCode:
    """Name what looks like a scenario in a folder and is in none of these figures."""
    code = ExitCode.OK
    for folder in dict.fromkeys(target for target in targets if target.is_dir()):
        for finding in unread_file.findings(open_pack(folder)):
            say(f"{finding.place.file}: {finding.message}; {finding.mend}", err=True)
            if finding.severity is Severity.ERROR:
                code = ExitCode.FINDINGS
    return code
