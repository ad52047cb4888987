"""No play agrees with `reported` and ends as the report says.

The scenario claims to retell the report, and cannot.

Mend: let the choices that the report tells lead to an ending with the report's `outcome`, or write `unknown` where the report
does not say what was done.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ProvedSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.states.step import ActionKind

RULE = Rule("HW308", "reported-line", Severity.ERROR, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Plays in which each decision that `reported` names was decided so."""
    scenario = subject.scenario
    if scenario.report is None or not scenario.reported:
        return
    file = subject.pack.report(scenario.report)
    if file is None or file.model is None:
        return
    wanted, ended, graph = file.model.outcome, set(), subject.solo
    outcomes = dict(graph.endings())
    seen, queue = {0}, [0]
    for node in queue:
        if node in outcomes:
            ended.add(outcomes[node])
        for edge in graph.edges[node]:
            answer = scenario.reported_answer(graph.scene(node)) if edge.action.kind is ActionKind.CHOICE else None
            if answer is not None and answer.chose != edge.action.id:
                continue
            then = answer.then if answer else None
            for target in edge.targets:
                if target not in seen and then in (None, graph.scene(target)):
                    seen.add(target)
                    queue.append(target)
    if wanted == "unknown" or wanted in ended:
        return
    found = f"they end {' or '.join(sorted(ended))}" if ended else "they cannot be played"
    yield subject.finding(RULE, f"the report ends {wanted}, but played as reported, {found}", ("reported",), key=True,
                          mend=f"lead the reported choices to an ending that is {wanted}")  # fmt: skip
