"""Find what might identify a person, a place or an event in a text.

Patterns and small word lists, no more: what is found is a prompt for a person to look, never proof, and a text in
which nothing is found is not thereby anonymous. The kinds follow what near-miss systems generalize before they share
(ASRS, LEO Near Miss) and the HIPAA list of 18 identifiers, 45 CFR 164.514(b)(2).

`tests/cases/sharing/` holds the labelled sentences on which precision and recall are measured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from engine.language.wordlists import CARS, CHAINS, COMMON, GIVEN, GUNS, LANGUAGES_AND_DAYS, PLACES, STATES


class Match(NamedTuple):
    """A stretch of a text that might identify somebody."""

    kind: str
    """A key of `MENDS`."""
    start: int
    end: int
    mend: str
    """What to write instead."""


MENDS = {
    "contact": "take it out, and mark the cut with [brackets]",
    "identifier": "take it out, and mark the cut with [brackets]",
    "date": "write a season, a decade or nothing",
    "time": "write the part of the day, or a band of six hours",
    "measure": "write a band or a round number",
    "unit": "take it out and write the role",
    "place": "write the type and size of the place alone",
    "make": "write the class alone, such as a handgun or a dark sedan",
    "name": "take it out and write the role",
    "sensitive": "leave it out unless the lesson needs it; if it does, put the person first",
    "quote": "say it in your own words",
}
"""Kind -> what to do. Where two overlap, the one further up wins."""
PROMPT = "a prompt for a person to look, never proof"


def scan(text: str) -> list[Match]:
    """Everything in `text` that might identify, by where it starts; a quotation may hold other matches."""
    # Most texts lack the hints of most patterns; without them a scenario would take ten times as long.
    hinted = {number for hint in _traits(text) & _BY_HINT.keys() for number in _BY_HINT[hint]}
    found = [match for number in sorted(hinted) for match in _PATTERNS[number].matches(text)]
    return _apart(found) if found else []


def _apart(found: list[Match]) -> list[Match]:
    """Without those that overlap a match of a kind further up, or an earlier one; quotations stay."""
    kept = [m for m in found if m.kind == "quote"]
    rank = list(MENDS).index
    for match in sorted((m for m in found if m.kind != "quote"), key=lambda m: (rank(m.kind), m.start, -m.end)):
        if all(k.kind == "quote" or match.end <= k.start or k.end <= match.start for k in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: (m.start, -m.end))


class _Pattern(NamedTuple):
    kind: str
    hints: frozenset[str]
    """One of these traits a text must have before the pattern is tried."""
    source: str
    """The group `it`, if there is one, is what is shown."""
    accept: Callable[[re.Match[str]], bool] | None

    def matches(self, text: str) -> Iterator[Match]:
        regex = _compiled(self.source)
        shown = "it" if "it" in regex.groupindex else 0
        for match in regex.finditer(text):
            if self.accept is None or self.accept(match):
                yield Match(self.kind, *match.span(shown), MENDS[self.kind])


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


# ---- traits: what makes it worth trying a pattern. Beginnings of words, of five letters, and:
_DIGIT = "0"
"""A digit, those of 911 and 988 aside."""
_CAPITAL = "A"
"""A capital letter where no sentence begins."""
_MARKS = "\"“'‘@&"
_BEGINNING = 5


def _traits(text: str) -> set[str]:
    traits = {word[:_BEGINNING] for word in _compiled("[A-Za-z]{2,}").findall(text)}
    if _compiled(r"\d").search(text) and _compiled(r"\b(?!(?:911|988)\b)\w*\d").search(text):
        traits.add(_DIGIT)
    if _compiled(r" (?<=[\w,;&] )[\"“‘']?[A-Z][\w.]|[A-Z](?<!\w.)\w{0,3}\. ?[A-Z]").search(text):
        traits.add(_CAPITAL)
    traits.update(mark for mark in _MARKS if mark in text)
    return traits


def _on(trait: str, kind: str, source: str, accept: Callable[[re.Match[str]], bool] | None = None) -> _Pattern:
    return _Pattern(kind, frozenset(trait), source, accept)


def _words(kind: str, source: str, hints: str | None = None, accept: Callable[[re.Match[str]], bool] | None = None) -> _Pattern:
    """A pattern tried where a word begins like one of `hints`, or like a word in the pattern itself."""
    known = re.findall("[A-Za-z]{2,}", source if hints is None else hints)
    begun = {w[:_BEGINNING] for k in known for w in (k, k.removesuffix("s"))}
    return _Pattern(kind, frozenset(begun | {w.capitalize() for w in begun if w.islower()}), source, accept)


# ---- pieces
_CAP = r"[A-Z][\w’'-]*[a-z][\w’-]*"
_COUNTED = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen)"
)
_NO_COUNT = r"(?! (?:at a time|feet|yards|miles|meters|minutes|hours|days|people|officers|lanes|more|or|of)\b)"
"""After a number: it counts nothing, and so may be the number of a unit or an exit."""
_RANK = (
    r"(?:(?:Ofc|Dep|Sgt|Cpl|Lt|Capt|Cmdr|Maj|Col|Det|Insp|Supt|Mr|Mrs|Ms|Mx|Dr|Rev|Prof)\b\.?"
    r"|(?:Officers?|Patrolman|Patrolwoman|Troopers?|Deputy|Deputies|Sergeants?|Corporal|Lieutenant|Captain|Chief|Commander|Major|Colonel"
    r"|Detectives?|Inspector|Agents?|Marshal|Constable|Sheriff|Warden|Ranger|Investigator|Superintendent|Paramedic|Firefighter"
    r"|Doctor|Nurse|Judge|Mayor|Pastor|Father|Reverend|Professor|Miss"
    r"|officer|trooper|deputy|sergeant|corporal|lieutenant|captain|detective))"
)
_PERSON = (
    r"(?:man|woman|boy|girl|person|guy|neighbou?r|brother|sister|son|daughter|wife|husband|father|mother|girlfriend|boyfriend"
    r"|friend|cousin|uncle|aunt|partner|suspect|victim|witness|caller|driver|passenger|clerk|owner|landlord|roommate|recruit)"
)
_PEOPLE = (
    r"(?:males?|females?|m[ae]n|wom[ae]n|boys?|girls?|kids?|teen\w*|youths?|people|persons?|guys?|suspects?|drivers?|couple"
    r"|famil(?:y|ies)|officers?|citizens?|subjects?|neighbou?rhood|lad(?:y|ies)|child(?:ren)?|adults?|residents?|community)"
)
_PHONETIC = (
    r"(?:Adam|Baker|Boy|Charles|David|Edward|Frank|George|Henry|Ida|John|King|Lincoln|Mary|Nora|Ocean|Paul|Queen|Robert|Sam"
    r"|Tom|Union|Victor|William|X-?ray|Young|Zebra|Alpha|Bravo|Charlie|Delta|Echo|Foxtrot|Golf|Hotel|India|Juliet|Kilo|Lima"
    r"|Mike|November|Oscar|Papa|Quebec|Romeo|Sierra|Tango|Uniform|Whiskey|Yankee|Zulu)"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:19|20)\d\d"
_UNITS = (
    r"(?:feet|foot|ft|yards?|yds?|meters?|metres?|miles?|km|kilomet(?:er|re)s?|inch(?:es)?|cm|centimet(?:er|re)s?|mph|kph|km/h"
    r"|pounds?|lbs?|kilos?|kg|grams?|ounces?|rounds?|shots?|bullets?|casings?|stitches)"
)


# ---- further tests of a match
def _plain(word: str) -> str:
    return word.rstrip(".").removesuffix("'s").removesuffix("’s").lower()


def _named(match: re.Match[str]) -> bool:
    """Whether the last word can be a name."""
    return _plain(re.split(r"[\s.\"“‘]+", match[0].rstrip("\"”' "))[-1]) not in COMMON


def _given_name(match: re.Match[str]) -> bool:
    return match["given"] in GIVEN and _named(match)


def _particular(match: re.Match[str]) -> bool:
    """Whether some word says which one, and not of what sort."""
    return any(_plain(w) not in COMMON and _plain(w) not in LANGUAGES_AND_DAYS for w in match["run"].split())


def _place_name(match: re.Match[str]) -> bool:
    """Whether a word that says which one is followed by what sort of place it is."""
    words = match["run"].split()
    sort = next((n for n in range(len(words) - 1, 0, -1) if words[n].removesuffix("'s").rstrip(".") in PLACES), 0)
    return any(_plain(w) not in COMMON and _plain(w) not in LANGUAGES_AND_DAYS for w in words[:sort])


def _numbered(match: re.Match[str]) -> bool:
    return any(c.isdigit() for c in match[0])


def _mid_sentence(match: re.Match[str]) -> bool:
    return match.string[: match.start()].rstrip(" ")[-1:] not in {"", ".", "!", "?", ":", '"', "“", "\n"}


def _exact(match: re.Match[str]) -> bool:
    """Whether the number is not already a round one with an `about` before it."""
    before = match.string[max(0, match.start() - 20) : match.start()]
    hedged = _compiled(
        r"(?i)\b(?:about|around|some|roughly|nearly|almost|over|under|than|within|least|most|approximately|perhaps|maybe) $"
    )
    return not (float(match["number"]) % 5 == 0 and hedged.search(before))


def _long(match: re.Match[str]) -> bool:
    return len(match[0].split()) > 6


# ---- the patterns
_PATTERNS = (
    _on("@", "contact", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{3,}"),
    _words("contact", r"(?i)\b(?:https?://|www\.)[^\s)\]]+|\b[\w-]+\.(?:com|org|net|gov|edu)\b(?:/[^\s)\]]*)?"),
    # Toll-free numbers are lines for everybody, such as those on the card with the contacts.
    _on(_DIGIT, "contact", r"(?<![\d-])(?:\+?1[-. ])?\(?(?!8(?:00|33|44|55|66|77|88)\b)\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b(?!-)"),
    _on(_DIGIT, "contact", r"(?<![\d-])\d{3}-\d{4}\b(?!-)|\+\d[\d ]{8,}\d"),
    _on(_DIGIT, "identifier",
        r"\b(?:plates?|tags?|registration)(?: (?:number|no\.?|#|was|is|read|reads|reading|of|bearing))* #?"
        r"(?=[A-Z0-9 -]*\d)[A-Z0-9]{1,8}(?:[- ][A-Z0-9]{2,5})?\b"),
    _on(_DIGIT, "identifier", r"\b(?=[A-Z0-9]*\d)[A-HJ-NPR-Z0-9]{17}\b"),
    _on(_DIGIT, "identifier", r"-?\b\d{1,3}\.\d{3,},? ?-?\d{1,3}\.\d{3,}|\b\d{1,3} ?°"),
    _on(_DIGIT, "identifier",
        r"\b(?:[Cc]ase|[Rr]eport|[Ii]ncident|[Dd]ocket|[Ff]ile|[Cc]omplaint|[Ww]arrant|[Cc]itation|[Ee]vent|CAD|[Ss]erial"
        r"|[Bb]ooking|[Ii]nmate|[Ll]icen[cs]e)(?:(?:,? (?:number|no\.?|num\.?|is|was|ID)| ?#)+:? ?#?[A-Z]{0,4}-?\d[\w-]{2,}"
        r"| [A-Z]{0,4}\d+-[\w-]{2,})"),
    _on(_DIGIT, "identifier", r"\b\d{3}-\d{2}-\d{4}\b|\b(?:\d{2}|\d{4})-\d{4,}\b|\b\d{7,}\b"),
    _on(_DIGIT, "date", rf"\b{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b|\b\d{{1,2}}(?P<by>[-/.])\d{{1,2}}(?P=by)(?:{_YEAR}|\d\d)\b"),
    _on(_DIGIT, "date",
        rf"\b(?P<day>\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?{_MONTH}"
        rf"(?:(?(day)| \d{{1,2}}(?:st|nd|rd|th)?\b)(?:,? {_YEAR}\b)?|,? (?:of )?{_YEAR}\b){_NO_COUNT}"),
    _words("date", rf"\b(?:[Ii]n|[Ll]ast|[Ee]arly|[Ll]ate|[Ss]ince|until|by|of|mid-?|[Dd]uring) (?P<it>{_MONTH})(?!\w)", _MONTH,
           accept=lambda m: m["it"] != "Mar"),
    _words("date", r"\b(?:January|February|September|October|November|December)\b"),
    _on(_DIGIT, "date",
        rf"\b(?:[Ii]n|[Ss]ince|of|by|[Dd]uring|[Uu]ntil|from|[Bb]efore|[Aa]fter|early|late|year|summer|winter|spring|autumn|fall)"
        rf" {_YEAR}\b(?!-|s| ?(?:hours|hrs|feet|people|miles|yards))"),
    _words("date", r"\b(?:Christmas|Thanksgiving|Halloween|Easter|New Year's|Independence Day|Fourth of July|Labor Day"
                   r"|Memorial Day"
                   r"|Super Bowl)\b", "Christmas Thanksgiving Halloween Easter Year Independence July Labor Memorial Super"),
    _on(_DIGIT, "time", r"\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: ?(?:[ap]\.m\.|[AaPp][Mm]\b))?(?!\d)"),
    _on(_DIGIT, "time", r"\b(?:1[0-2]|0?\d) ?(?:[ap]\.m\b\.?|am\b|pm\b|AM\b|PM\b)"),
    _on(_DIGIT, "time", r"\b(?:[01]\d|2[0-3])[0-5]\d ?(?:hours|hrs?\b|h\b)(?! of)|\b(?:at|by|until|around|about|before"
        r"|after) 0\d[0-5]\d\b"),
    _words("time", rf"\b{_COUNTED} o['’]clock\b", "clock"),
    _words("measure", rf"\b(?:\d{{1,3}}|{_COUNTED})[- ](?:year|month)s?[- ]old\b", "old"),
    _on(_DIGIT, "measure", r"\b[Aa]ged? \d{1,3}\b|(?<=[a-z]), [1-9]\d,(?= [a-z])"),
    _on(_DIGIT, "measure", r"\b\d['’] ?(?:\d{1,2}\b)?[\"”]?(?![a-z])"),
    _words("measure", rf"\b(?:\d|four|five|six|seven)[- ]f(?:oo|ee)t[- ](?:\d{{1,2}}|{_COUNTED})\b", "foot feet"),
    _on(_DIGIT, "measure", rf"(?<![\d.,-])\b(?P<number>\d+(?:\.\d+)?)[ -]?{_UNITS}\b(?!')", _exact),
    _on(_DIGIT, "measure", r"\b\d+ years? and \d+ months?\b|\b\d+ years (?:on the (?:job|force)|of service|as an officer)\b"),
    _words("measure", rf"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+ {_UNITS}\b", _UNITS),
    _on(_DIGIT, "unit",
        rf"\b(?:[Uu]nit|[Bb]adge|[Ss]hield|[Cc]all ?sign|ID|[Pp]recinct)(?:,? (?:no\.|number"
        rf"|ID))?[ -]?#?\d{{1,6}}[A-Z]?\b{_NO_COUNT}"),
    _on(_DIGIT, "unit",
        rf"\b(?:Car|Squad|Post|Engine|Medic|Ladder|Truck|Rescue|Ambulance|District|Zone|Sector|Beat|Patrol|Station|Cruiser)"
        rf"(?: no\.| number)? ?#?\d{{1,4}}[A-Z]?\b{_NO_COUNT}"),
    _on(_DIGIT, "unit", rf"\b(?:car|squad|engine|medic|cruiser|patrol) ?#?\d{{2,4}}\b{_NO_COUNT}(?! [a-z]+s\b)"),
    _on(_DIGIT, "unit", rf"\b(?:\d{{1,2}}-?|K-?9 )?{_PHONETIC}\b(?:[- ]?\d{{1,3}}\b)?|\b\d[A-Z]\d{{1,2}}\b", _numbered),
    _words("unit", rf"\b[Cc]all ?sign,? (?:is |was )?[\"“]?{_CAP}", "sign"),
    _on(_CAPITAL, "place", rf"\b(?P<run>(?:\d{{1,5}} )?(?:[NSEW]\.? )?(?:St\. )?{_CAP}(?: (?:{_CAP}|PD\b)){{1,4}})", _place_name),
    _on(_CAPITAL, "place",
        rf"\b(?:St\.|Saint|Lake|Mount|Mt\.|Fort|Ft\.|Camp|Port|(?:University|City|Town|County|Village"
        rf"|Church) of) (?P<run>{_CAP})",
        _particular),
    _on(_DIGIT, "place",
        rf"\b(?:I-|Interstate |US[- ]|U\.S\. |SR[- ]|CR[- ]|FM |State (?:Route|Road|Highway) |County (?:Road|Route) "
        rf"|Route |Rte\.? "
        rf"|Highway |Hwy\.? |[Mm]ile (?:marker|post) |[Mm]ilepost |Exit (?=\d\d)|(?<=[a-z] )[Ee]xit )#?\d{{1,4}}\b{_NO_COUNT}"),
    _words("place", rf"\b(?:{CHAINS})(?!\w)"),
    _words("place", rf"\b(?:{STATES})\b"),
    _on(_CAPITAL, "place",
        rf"\b(?:in|outside|downtown|(?:city|town|village|outskirts|suburb|north|south|east|west|corner|block|intersection) of) "
        rf"(?P<it>(?P<run>{_CAP}(?: (?:and )?{_CAP})*))", _particular),
    _words("make", rf"\b(?:{GUNS}|{CARS}|iPhone|iPad|Samsung|Motorola|Axon|Garmin|GoPro|Streamlight|SureFire|Safariland"
        rf"|Android)\b"),
    _words("make", r"\b(?:Ford|Dodge|Colt)\b", accept=_mid_sentence),
    _on("&", "make", r"\b(?:S&W|H&K)\b"),
    _on(_DIGIT, "make",
        r"\b(?:9|10) ?(?:mm|millimet(?:er|re))\b|\b(?:10|12|16|20|28)[- ]gauge\b"
        r"|(?<![\w.])\.(?:17|22|25|30|32|357|38|380|40|44|45|50|223|308)\b(?:[ -]cal\w*)?|\b(?:M-?16|F-?[1-4]50)\b"),
    _on(_CAPITAL, "name", rf"(?<![\w-])(?:{_RANK} )+(?:[A-Z]\. )*{_CAP}", _named),
    _on(_CAPITAL, "name",
        rf"(?<!\bPlan )\b(?!U\.|[AP]\.M)[A-Z]\. ?(?:[A-Z]\. ?)?{_CAP}|\b(?!U\.S|[AP]\.M|D\.C|I\.D|E\.R|U\.K|P\.D)[A-Z]\.[A-Z]\.",
        _named),
    _on(_CAPITAL, "name",
        rf"\b(?:(?:nick)?named|known as|names? (?:is|was|are|were)|(?:knew|know) \w+ (?:only )?as|goes by|went by|alias"
        rf"|{_PERSON} called) (?:as )?(?P<it>[\"“‘']?{_CAP}(?: {_CAP})*)", _named),
    _on(_CAPITAL, "name", rf"\b{_PERSON},? (?P<it>{_CAP}(?: {_CAP})*)", _named),
    _on(_CAPITAL, "name", rf"\b(?P<given>[A-Z][a-z]+) (?:[A-Z]\. )?{_CAP}", _given_name),
    _words("sensitive",
        r"\b(?:Hispanic|Latin[oax]s?|Asian|African[- ]American|Native American|Caucasian|Arab|Mexican|Muslim|Islamic|Jewish"
        r"|Jews?|Christian(?! names?)|Catholic|Hindu|Sikh|Buddhist|Mormon|Amish|LGBTQ|LGBT|HIV|AIDS|ADHD|PTSD|Alzheimer"
        r"|Down syndrome)\b"),
    _words("sensitive", rf"\b(?:[Bb]lack|[Ww]hite|[Bb]rown|deaf|blind|disabled|trans) {_PEOPLE}\b",
           "black white brown deaf blind disabled trans"),
    _words("sensitive",
        r"(?i)\b(?:mosque|synagogue|hijab|turban|imam|rabbi|undocumented|immigrants?|migrants?|refugees?|asylum"
        r"|immigration (?:papers|status)"
        r"|illegal aliens?"
        r"|deport\w+|green card|schizophreni\w+|bipolar|autis\w+|hepatitis|diabet\w+|epilep\w+|dementia|psychotic|psychosis"
        r"|paranoid|mentally ill|mental illness|pregnan\w+|cancer|wheelchair|amputee|gay|lesbian|bisexual|homosexual|transgender"
        r"|queer|(?:clinical|severe) depression)\b"),
    _words("sensitive", r"\b(?:for|with|from|has|had) (?P<it>depression)\b", "depression"),
    _on('"“', "quote", r"\"[^\"\n]+\"|“[^”\n]+”", _long),
    _on("'‘", "quote", r"(?<!\w)['‘](?=\w)(?:[^'’‘\n]|(?<=\w)['’](?=\w))+['’](?!\w)", _long),
)  # fmt: skip
"""Every pattern, in the order of `MENDS`."""
_BY_HINT: dict[str, list[int]] = {}
"""Hint -> numbers of the patterns that it stands for."""
for _number, _pattern in enumerate(_PATTERNS):
    for _hint in _pattern.hints:
        _BY_HINT.setdefault(_hint, []).append(_number)
