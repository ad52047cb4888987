"""A report gives a factor code, or a layer, that the pack does not have.

Codes are what makes many reports comparable, so they come from one list.

Mend: take the code from `factors.yaml`, under its own layer.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.causes import broken_catalogue
from engine.check.subject import ReportSubject, Rule
from engine.pack.diagnostics import Finding, Severity, did_you_mean

RULE = Rule("HW107", "unknown-factor", Severity.ERROR, ReportSubject)


def check(subject: ReportSubject) -> Iterator[Finding]:
    """Every factor of a report."""
    report = subject.report
    if broken_catalogue(subject.pack, "factors.yaml"):
        return
    known = subject.pack.factors
    for layer, codes in report.factors.items():
        if layer not in known:
            yield subject.finding(RULE, f"there is no layer `{layer}`", ("factors", layer), key=True,
                                  mend=did_you_mean(layer, known))  # fmt: skip
            continue
        for number, code in enumerate(codes):
            if code not in known[layer]:
                home = next((at for at, all_ in known.items() if code in all_), None)
                mend = f"it belongs to `{home}`" if home else did_you_mean(code, known[layer])
                yield subject.finding(RULE, f"`{layer}` has no factor `{code}`", ("factors", layer, number), mend=mend)
    every = {code for all_ in known.values() for code in all_}
    # One that `factors` names, too, is told there.
    told = {code for codes in report.factors.values() for code in codes}
    if report.primary_factor != "unknown" and report.primary_factor not in every | told:
        yield subject.finding(RULE, f"there is no factor `{report.primary_factor}`", ("primary_factor",),
                              mend=did_you_mean(report.primary_factor, every))  # fmt: skip
    recovery = known.get("recovery", {})
    for number, code in enumerate(report.what_went_right):
        if code not in recovery:
            yield subject.finding(RULE, f"`recovery` has no factor `{code}`", ("what_went_right", number),
                                  mend=did_you_mean(code, recovery))  # fmt: skip
