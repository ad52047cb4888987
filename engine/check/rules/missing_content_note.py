"""A scenario plainly holds what a content note is for, and the note is missing.

Notes let people choose. Whoever has lost somebody to suicide, or was shot at last year, decides beforehand whether to take
part, and nobody has to say why (SAMHSA, Concept of Trauma and Guidance for a Trauma-Informed Approach, 2014).

The rule knows a few plain words for each note, passes over negations and questions, and so overlooks much. It also asks for
every note that the retold report has. Finding nothing is no proof that the notes are complete.

`officer-injury` stands for whoever does the work and is hurt at it: an officer, a firefighter, a medic, a nurse, a pilot, a
track worker. The words are English: in a pack with another `language` only the notes of the retold report are asked for, and
HW507 says so.

Bad:

    scenes:
      calm:
        text: He puts a knife on the table and sits down.

Good:

    content_notes: [weapon-present]
    scenes:
      calm:
        text: He puts a knife on the table and sits down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from engine.check.subject import Rule, ScenarioSubject
from engine.pack.diagnostics import Finding, Severity
from engine.pack.prose import Prose, of_scenario

RULE = Rule("HW503", "missing-content-note", Severity.WARNING, ScenarioSubject, protects=True)


class _Terms(NamedTuple):
    hints: str
    """Words of which the text must hold one before it is searched, between spaces."""
    pattern: str
    instead: frozenset[str] = frozenset()
    """Notes that say it too."""


_HURT = (
    r"(?:(?:badly|seriously|critically|gravely|severely|slightly|also) )?(?:hit|shot|hurt|wounded|injured|stabbed"
    r"|bleeding|burn(?:ed|t)"
    r"|crushed|scalded|electrocuted|struck|maimed|mauled|impaled|unconscious|knocked out)"
)
_IS = r"(?:is|was|are|were|gets|got|lies|lay|has been|have been)"
_COLLEAGUE = (
    r"(?:officer|deputy|sergeant|partner|trooper|corporal|lieutenant|captain|chief|ranger|agent|firefighter|probie"
    r"|rookie|paramedic"
    r"|medic|EMT|attendant|nurse|doctor|surgeon|orderly|aide|technician|guard|warden|counselor|pilot|copilot"
    r"|controller|mechanic"
    r"|conductor|engineer|brakeman|switchman|signall?er|lookout|track ?m[ae]n|dispatcher|rescuer|responder|diver|instructor"
    r"|colleague|co-?worker|teammate|crew(?:m[ae]n| member| chief)?)s?"
)
"""Whoever does the work, in any field."""
_OTHER = (
    r"(?:m[ae]n|wom[ae]n|driver|boy|girl|child|children|caller|victim|suspect|passenger|people|person|patient|inmate"
    r"|prisoner|detainee"
    r"|resident|tenant|bystander|pedestrian|cyclist|customer|visitor|student|pupil|worker|occupant|neighbor"
    r"|trespasser|flight attendant"
    r"|mother|father|son|daughter|brother|sister|husband|wife|family|guest)s?"
)
"""Everybody else."""
_ANYBODY = rf"(?:[Hh]e|[Ss]he|they|who|you|[Oo]ne|[Tt]wo|[Tt]hree|[Bb]oth|another|others|several|some|{_COLLEAGUE}|{_OTHER})"
_TERMS = {
    "weapon-present": _Terms(
        "gun pistol revolver rifle knife knives machete firearm",
        r"(?<!your )(?<!water )(?<!radar )(?<!nail )(?<!glue )(?<!heat )(?<!toy )"
        r"\b(?:(?:hand|shot)?guns?|pistols?|revolvers?|rifles?|kni(?:fe|ves)|machetes?|firearms?)\b(?! (?:belt"
        r"|locker|range))",
    ),
    "shots-fired": _Terms(
        "shot gunfire fires fire",
        r"(?<!mug )(?<!flu )(?<!screen )\b(?:[Ss]hots (?:are|were|ring|rang|fired|go on|inside|upstairs)|[Gg]unshots?"
        r"|[Gg]unfire"
        r"|[Ss]hots? fired|(?:opens|opened|returns|returned) fire|fires? (?:once|twice|at (?:you|him|her|them)))\b",
    ),
    "suicide-talk": _Terms(
        "suicid himself herself yourself myself themselves life live die dead wrist noose harm",
        r"\b(?:[Ss]uicid\w+|kill(?:ing|ed)? (?:him|her|my|your)self|kill(?:ing|ed)? themselves|hang(?:ed|ing)? (?:him|her)self"
        r"|(?:end(?:ed|ing)?|t(?:ake|ook|aking)) (?:his|her|their|my|your) own life"
        r"|wants? to (?:die|be dead|kill (?:him|her)self)|better off dead|(?:no|any) reason to live|(?:not|n['’]t) want to live"
        r"|(?:cuts?|cutting|slit|slashed) (?:his|her|their) (?:own )?wrists?|noose|self-harm\w*|harm(?:s|ed"
        r"|ing)? (?:him|her|my|your)self)\b",
    ),
    "child-present": _Terms(
        "child toddler baby babies infant newborn kid boy girl",
        r"\b(?:[Aa]|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|two|three|small|little|young)\s+(?:small |little |young )?"
        r"(?:child(?:ren)?|toddlers?|bab(?:y|ies)|infants?|newborns?|kids?|little (?:boy|girl)s?)\b"
        r"(?! (?:seat|support|custody|lock|steps|services|protect\w*|welfare|carriage|monitor))",
    ),
    "domestic-abuse": _Terms(
        "domestic wife girlfriend husband boyfriend partner protective restraining",
        r"\b[Dd]omestic (?:violence|abuse|assault|disturbance|dispute|call)\b"
        r"|\b(?:hits?|beats?|beaten|chok(?:es|ed)|strangl(?:es|ed)) (?:his|her) (?:wife|girlfriend|husband|boyfriend|partner)\b"
        r"|\b(?:protective|restraining) order\b",
    ),
    "mental-health-crisis": _Terms(
        "mental psychotic voices medication",
        r"\b(?:[Mm]ental[- ]health (?:crisis|call|emergency)|psychotic|hear(?:s|ing) voices|off (?:his|her"
        r"|their) medication)\b",
        frozenset({"suicide-talk"}),
    ),
    "substance-use": _Terms(
        "drunk overdos intoxicated heroin meth fentanyl naloxone narcan cocaine liquor alcohol beer",
        r"\b(?:drunk|overdos\w+|intoxicated|heroin|meth|fentanyl|naloxone|Narcan|cocaine|smell\w* of (?:alcohol"
        r"|liquor|beer))\b",
    ),
    "intimate-search": _Terms(
        "groin strip cavit", r"\b(?:groin|strip[- ]search\w*|cavity search\w*|body cavit(?:y|ies))\b",
    ),
    "vehicle-crash": _Terms(
        "crash collision rollover wreck derail",
        r"\b(?:(?:car|truck|van|bus|motorcycle|cruiser|SUV|road|traffic|ambulance|engine|train|plane|aircraft"
        r"|helicopter)s? (?:has |had )?crash(?:es|ed)?|crash (?:scene|site)"
        r"|collisions?|derail(?:s|ed|ments?)|rollovers?|head-on crash|wrecked (?:car|truck|van))\b",
    ),
    "mass-violence": _Terms(
        "active mass being",
        r"\b(?:[Aa]ctive (?:shooter|attack|attacker|killer)|[Mm]ass shootings?|people (?:are |were )?being (?:shot|killed"
        r"|stabbed))\b",
    ),
    "explosive-hazard": _Terms(
        "bomb explosive grenade suspicious detonat",
        r"\b(?:(?:pipe )?bombs?|explosives?|grenades?|detonat\w+|suspicious (?:bag|package|device))\b",
    ),
    "death-mention": _Terms(
        "died dies killed murder homicide corpse funeral coroner dead fatal drown morgue lives life",
        rf"\b(?:{_ANYBODY} (?:has |had |have |later )?(?:died|dies|(?:is|was|are|were|lies|lay) dead)|killed(?! the)"
        rf"|murder(?:s|ed)?"
        r"|homicides?|(?:pronounced|declared|found) dead|fatalit(?:y|ies)|drown(?:s|ed)|morgue"
        r"|(?:lost|loses?|cost) (?:his|her|their) (?:life|lives)"
        r"|corpse|funeral"
        r"|coroner)\b",
        frozenset({"mass-violence"}),
    ),
    "grief": _Terms("grie mourn bereave widow", r"\b(?:grie(?:f|ve[sd]?|ving)|mourn(?:s|ed|ing|ers?)?|bereave\w+"
    r"|widow(?:er)?)\b"),
    "officer-injury": _Terms(
        "hit shot hurt wounded injured stabbed bleeding burn crushed scalded electrocuted struck maimed mauled"
        " impaled unconscious "
        "knocked down",
        rf"\b(?i:{_COLLEAGUE}) {_IS} {_HURT}\b(?! (?:by the (?:thought|idea|question)|with))|\b(?:[Oo]fficer"
        rf"|[Ff]irefighter|[Mm]edic"
        rf"|[Nn]urse) down\b|\b[Yy]ou (?:are|were|have been) (?:shot|hit|stabbed|burned)\b",
    ),
    "civilian-injury": _Terms(
        "hit shot hurt wounded injured stabbed bleeding burn crushed scalded electrocuted struck maimed mauled"
        " impaled unconscious "
        "knocked blood",
        rf"\b(?i:{_OTHER}) {_IS} {_HURT}\b(?! (?:by the (?:thought|idea|question)|with))"
        r"|\b[Bb]lood on (?:his|her|their)\b",
    ),
    "violence-mention": _Terms(
        "punch assault strangl chok stab attack beat",
        r"\b(?:punch(?:es|ed) (?:him|her|you|them)|assault(?:s|ed)|strangl(?:es|ed)|chok(?:es|ed) (?:him|her|you)"
        r"|stab(?:s|bed)|attack(?:s|ed) (?:him|her|you|them|the)|beat(?:s|en)? (?:him|her|them) (?:up|with))\b",
        frozenset({"mass-violence", "domestic-abuse", "shots-fired"}),
    ),
    "misconduct-allegation": _Terms("misconduct excessive affairs", r"\b(?:misconduct|excessive force|internal affairs"
    r"|Internal Affairs)\b"),
}  # fmt: skip
_UNSURE = r"\b(?:no|not|never|without|nobody|none|neither|nor|any|if|whether|could|might|would|\w+n['’]t)\b"


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Each note that is missing, at the first word that asks for it."""
    scenario = subject.scenario
    notes = set(scenario.content_notes)
    retold = subject.pack.report(scenario.report) if scenario.report else None
    if retold is not None and retold.model is not None:
        for note in retold.model.content_notes:
            if note not in notes:
                yield subject.finding(RULE, f"the report that this retells has the note `{note}`, and the scenario has not",
                                      ("content_notes",) if notes else ("report",), mend=_mend(note))  # fmt: skip
                notes.add(note)
    if not subject.pack.info.is_english:
        return
    texts = [t for t in of_scenario(scenario) if t.met]
    # Hints hold no space, so the distinct words tell as much as the whole, and are few.
    small = [t.text.lower() for t in texts]
    everything = "\n".join({word for text in small for word in text.split()})
    for note, terms in _TERMS.items():
        hints = [hint for hint in terms.hints.split() if hint in everything]
        if note in notes or terms.instead & notes or not hints:
            continue
        found = _first(terms.pattern, [t for t, lower in zip(texts, small, strict=True) if any(h in lower for h in hints)])
        if found is not None:
            text, match = found
            yield subject.finding(RULE, f"`{match[0]}`, and no content note `{note}`", text.path, mend=_mend(note),
                                  place=subject.stretch(text, *match.span()),
                                  related=((("content_notes",), "the notes"),) if scenario.content_notes else ())  # fmt: skip


def _mend(note: str) -> str:
    return f"add `{note}` to `content_notes`; a prompt for a person to look, never proof"


def _first(pattern: str, texts: list[Prose]) -> tuple[Prose, re.Match[str]] | None:
    """The first match that is stated, not denied or asked."""
    wanted, unsure = re.compile(pattern), re.compile(_UNSURE)
    for text in texts:
        for match in wanted.finditer(text.text):
            before = re.split(r"[.!?\n]", text.text[: match.start()])[-1]
            after = re.search(r"[.!?\n]", text.text[match.end() :])
            if unsure.search(before.lower()) is None and (after is None or after[0] != "?"):
                return text, match
    return None
