"""What identifying detail looks like, as patterns over a text that `engine.language.spelling` has respelled.

A pattern is compiled when a text first holds a hint of it: most texts lack the hints of most patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import NamedTuple

from engine.language.lexicon import is_word
from engine.language.wordlists import (
    AGENCIES,
    AIRLINES,
    AIRPORTS,
    CARS,
    CHAINS,
    CHAINS_AS_WRITTEN,
    COMMON,
    EQUIPMENT,
    EQUIPMENT_AS_WRITTEN,
    GIVEN,
    GIVEN_SMALL,
    GUNS,
    HARMLESS,
    LANGUAGES_AND_DAYS,
    PLACES,
    RANKS,
    STATES,
)


class DetailSpan(NamedTuple):
    """A stretch of a text, and what kind of detail it may be."""

    kind: str
    """A key of `engine.language.identifying.MENDS`."""
    start: int
    end: int


def spans(text: str) -> Iterator[DetailSpan]:
    """What every pattern finds in a respelled text; stretches may overlap."""
    traits = _traits(text)
    hinted = {
        number
        for hint in traits & _BY_HINT.keys()
        for number, beside in _BY_HINT[hint]
        if not beside or not beside.isdisjoint(traits)
    }
    for number in sorted(hinted):
        yield from _PATTERNS[number].spans(text)


class _Pattern(NamedTuple):
    kind: str
    hints: Mapping[str, frozenset[str]]
    """One of these traits a text must have before the pattern is tried, and one of those that it leads to, if there are any."""
    source: str
    """The group `it`, where it took part, is what is shown."""
    accept: Callable[[re.Match[str]], bool] | None

    def spans(self, text: str) -> Iterator[DetailSpan]:
        regex = _compiled(self.source)
        shown = "it" if "it" in regex.groupindex else 0
        for match in regex.finditer(text):
            if self.accept is None or self.accept(match):
                yield DetailSpan(self.kind, *(match.span() if match[shown] is None else match.span(shown)))


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


# ---- traits: what makes it worth trying a pattern. Beginnings of words, and:
_DIGIT = "0"
_CAPITAL = "A"
"""A capital letter where no sentence begins."""
_CAPITALS = "AAA"
"""Three capital letters together, or a capital letter with a point."""
_MARKS = "\"'@&-"
_BEGINNING = 5
_LONG_BEGINNING = 8
_ANY: frozenset[str] = frozenset()
"""Nothing need stand beside a hint."""


def _traits(text: str) -> set[str]:
    traits = set(chain.from_iterable(map(_known_beginnings, _compiled("[a-z]{2,}").findall(text.lower()))))
    if _compiled(r"\d").search(text):
        traits.add(_DIGIT)
    if _compiled(r" (?<=[\w,;&-] )[\"']?[A-Z][\w.'-]|[A-Z](?<!\w.)\w{0,3}\. ?[A-Z]|^\W?[A-Z]\w+ [A-Z]").search(text):
        traits.add(_CAPITAL)
    if _compiled(r"[A-Z](?:\.|[A-Z]{2})").search(text):
        traits.add(_CAPITALS)
    traits.update(mark for mark in _MARKS if mark in text)
    return traits


@cache
def _known_beginnings(word: str) -> tuple[str, ...]:
    """How a word begins, as far as that is a hint or wanted beside one."""
    return tuple({word[:_BEGINNING], word[:_LONG_BEGINNING]} & _TRAITS)


def _beginnings(words: str) -> frozenset[str]:
    """How words begin, and their singulars; they are apart by anything but letters."""
    known = re.findall("[a-z]{2,}", words.lower())
    return frozenset(w[:_BEGINNING] for k in known for w in (k, k.removesuffix("s")))


def _on(
    trait: str,
    kind: str,
    source: str,
    accept: Callable[[re.Match[str]], bool] | None = None,
    *,
    beside: str = "",
    marked: str = "",
    instead: str = "",
) -> _Pattern:
    """A pattern tried where a text has a trait.

    Args:
        trait: what it must have.
        kind: what it finds.
        source: the pattern.
        accept: a further test.
        beside: words, apart by anything but letters; one must be there, too, or its singular.
        marked: a trait that will do for one of these words.
        instead: words any of which is enough by itself.
    """
    hints = {trait: _wanted(beside, marked)} | dict.fromkeys(_beginnings(instead), _ANY)
    return _Pattern(kind, hints, source, accept)


def _words(
    kind: str,
    source: str,
    hints: str | None = None,
    accept: Callable[[re.Match[str]], bool] | None = None,
    *,
    beside: str = "",
    marked: str = "",
    listed: str = "",
) -> _Pattern:
    """A pattern tried where a word begins like one of `hints`, or like a word in the pattern itself.

    Args:
        kind: what it finds.
        source: the pattern.
        hints: words, apart by anything but letters; their singulars count, too.
        accept: a further test.
        beside: further words; one must be there, too, or its singular.
        marked: a trait that will do for one of these words.
        listed: instead of hints, the names parted by bars that the pattern is made of.
    """
    if listed:
        return _Pattern(kind, _names(listed), source, accept)
    known = _beginnings(source if hints is None else hints)
    return _Pattern(kind, dict.fromkeys(known, _wanted(beside, marked)), source, accept)


def _wanted(beside: str, marked: str) -> frozenset[str]:
    return _beginnings(beside) | ({marked} if marked else _ANY)


def _names(listed: str) -> dict[str, frozenset[str]]:
    """Of each name the longest word, which the fewest other texts have, and beside it the next one, if it has another."""
    found: dict[str, frozenset[str]] = {}
    for name in listed.split("|"):
        words = sorted(re.findall("[a-z]{2,}", name.lower()), key=len)[::-1]
        first, *rest = (w[:_LONG_BEGINNING] for w in words)
        before, also = found.get(first), frozenset(rest[:1])
        # A name of one word stands for itself.
        found[first] = also if before is None else before | also if before and also else _ANY
    return found


# ---- pieces
_CAP = r"[A-Z](?=[A-Z0-9_'-]*+[a-z])\w*+(?:['-]\w++)*+"
"""A word with a capital and a small letter. Possessive throughout, so that no text makes it try twice."""
_COUNTED = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen)"
)
_NO_COUNT = r"(?! (?:at a time|feet|yards|miles|meters|minutes|hours|days|people|officers|lanes|more|or|of)\b)"
"""After a number: it counts nothing, and so may be the number of a unit or an exit."""
_SHORT_RANK = "(?i:Ofc|Dep|Sgt|Cpl|Lt|Capt|Cmdr|Maj|Col|Det|Insp|Supt|Mr|Mrs|Ms|Mx|Dr|Rev|Prof|FF)"
"""A rank that may end in a point, after which a name looks like the beginning of a sentence."""
_RANK = (
    rf"(?:(?:{_SHORT_RANK})\b\.?"
    r"|(?i:Officers?|Patrolman|Patrolwoman|Troopers?|Deputy|Deputies|Sergeants?|Corporal|Lieutenant|Captain|Chief"
    r"|Commander|Major"
    r"|Colonel|Detectives?|Inspector|Agents?|Marshal|Constable|Sheriff|Warden|Ranger|Investigator|Superintendent|Paramedics?"
    r"|Firefighters?|Doctor|Nurse|Judge|Mayor|Pastor|Father|Reverend|Professor|Miss|Probationer|Inmates?|Prisoner|Conductor"
    r"|Engineer|Signall?er|Controller|Dispatcher|Pilot|Mechanic|Surgeon|Pharmacist|Medic))"
)
_PARTICLES = r"(?:(?i:van|von|der|den|de|la|del|della|di|da|du|dos|le|el|al|bin|ibn|ter|ten) ){0,3}"
"""What stands in small letters before some surnames."""
_PERSON = (
    r"(?:man|woman|boy|girl|person|guy|neighbou?r|brother|sister|son|daughter|wife|husband|father|mother|girlfriend|boyfriend"
    r"|friend|inmate|prisoner|patient|detainee|cousin|uncle|aunt|partner|suspect|victim|witness|caller|driver"
    r"|passenger|clerk|owner|landlord|roommate|recruit)"
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
_GADGETS = "iPhone|iPad|Samsung|Axon|Garmin|GoPro|Streamlight|SureFire|Safariland|WatchGuard|Motorola"
_UNITS = (
    r"(?:feet|foot|ft|yards?|yds?|meters?|metres?|miles?|km|kilomet(?:er|re)s?|inch(?:es)?|cm|centimet(?:er|re)s?|mph|kph|km/h"
    r"|pounds?|lbs?|kilos?|kg|grams?|ounces?|rounds?|shots?|bullets?|casings?|stitches)"
)


_ROUND = 100
_ONE_TO_TWELVE = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_ROLES = (
    r"(?:officers?|sergeants?|captains?|lieutenants?|corporals?|chiefs?|deput(?:y|ies)|troopers?|detectives?"
    r"|paramedics?|medics?|emts?"
    r"|firefighters?|pilots?|copilots?|controllers?|nurses?|doctors?|physicians?|surgeons?|pharmacists?|midwi(?:fe"
    r"|ves)|technicians?"
    r"|mechanics?|conductors?|engineers?|drivers?|dispatchers?|signall?ers?|guards?|wardens?|inmates?|prisoners?|patients?"
    r"|instructors?|trainers?|interpreters?|negotiators?|divers?|supervisors?|managers?|commanders?|handlers?|operators?"
    r"|m[ae]n|wom[ae]n|persons?|people|members?|employees?|staff|recruits?|cadets?|anesthesiologists?|anesthetists?"
    r"|[a-z]{4,}ologists?"
    r"|speakers?|clinicians?|residents?|interns?|students?|principals?|mayors?|inspectors?|investigators?|attendants?|one)"
)
_ASIDE = (
    r"(?i:female|male|woman|black|white|asian|hispanic|latin[oax]|african[- ]american|native american|muslim|jewish"
    r"|sikh|gay|lesbian"
    r"|trans(?:gender)?|deaf|blind|left-handed|pregnant|openly gay|foreign|minority|bilingual|spanish-speaking"
    r"|married|disabled)"
)
_SITES = (
    "(?:restaurant|bar|pub|tavern|diner|cafe|hotel|motel|inn|club|lounge|market|store|pharmacy|deli|bakery|casino|mall|plaza"
    "|apartments|trailer park|nightclub|church|temple|mosque|synagogue|hospital|clinic|school|college|university|street|road"
    "|avenue|drive|lane|boulevard|river|creek|lake|bridge|tunnel|station|airport|prison|jail|county|neighborhood|district"
    "|junction|yard|terminal|mill|plant|refinery|mine|factory|tower|field office|barracks)"
)
_GROUP = (
    r"(?:department|agency|county|town|city|village|base|station|company|squad|precinct|hospital|force|nights"
    r"|district|battalion"
    r"|state|field|region|airline|railroad|depot|prison|service|office|team|platoon|country|division|academy|island|valley|area"
    r"|roster|payroll|staff|airport|hangar)"
)


# ---- further tests of a match
def _plain(word: str) -> str:
    return word.rstrip(".").removesuffix("'s").lower()


def _named(match: re.Match[str]) -> bool:
    """Whether the last word can be a name."""
    return _plain(re.split(r"[\s.\"]+", match[0].rstrip("\"' "))[-1]) not in COMMON


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
    return match.string[: match.start()].rstrip(" ")[-1:] not in {"", ".", "!", "?", ":", '"', "\n"}


def _exact(match: re.Match[str]) -> bool:
    """Whether the number is neither full hundreds nor a round one with an `about` before it."""
    before = match.string[max(0, match.start() - 20) : match.start()]
    hedged = _compiled(
        r"(?i)\b(?:about|around|some|roughly|nearly|almost|over|under|than|within|least|most|approximately|perhaps|maybe) $"
    )
    number = float(match["number"])
    return not (number % 5 == 0 and hedged.search(before)) and (number < _ROUND or number % _ROUND != 0)


def _no_surname(match: re.Match[str]) -> bool:
    """Whether no given name stands before it, as in `Terrell Washington`."""
    before = _compiled(r"([A-Za-z]+) $").search(match.string[max(0, match.start() - 20) : match.start()])
    return before is None or before[1].lower() not in GIVEN_SMALL


def _nicknamed(match: re.Match[str]) -> bool:
    return match["given"].lower() in GIVEN_SMALL


def _strange(match: re.Match[str]) -> bool:
    """Whether some word says which one, and begins no sentence."""
    words = match["run"].split()
    first = match.start("run")
    began = match.string[:first].rstrip(" \"'")[-1:] in {"", ".", "!", "?", ":", "\n"}
    told = words[1:] if began and is_word(_plain(words[0])) else words
    return any(_plain(w) not in COMMON and _plain(w) not in HARMLESS for w in told)


def _ranked(match: re.Match[str]) -> bool:
    return _named(match) and _plain(match["last"]) not in RANKS and _plain(match["last"]) not in HARMLESS


def _no_year(match: re.Match[str]) -> bool:
    """Whether the number at the end is not a plain year."""
    return _compiled(rf"(?<![\d-]){_YEAR}$").search(match[0]) is None


def _both(match: re.Match[str]) -> bool:
    """Whether there are digits and a word of the alphabet of the radio, one of them not a common word by chance."""
    return _numbered(match) and _compiled(r"(?i)[a-z]{3,}").search(match[0]) is not None


def _airport(match: re.Match[str]) -> bool:
    return not is_word(match["it"].lower()) and match["it"] != "DUI" and match.string.upper() != match.string


def _long(match: re.Match[str]) -> bool:
    return len(match[0].split()) > 6


# ---- the patterns
_PATTERNS = (
    _on("@", "contact", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{3,}"),
    _words("contact", r"(?i)\b(?:https?://|www\.)[^\s)\]]+|\b[\w-]+\.(?:com|org|net|gov|edu)\b(?:/[^\s)\]]*)?"),
    # Toll-free numbers are lines for everybody, such as those on the card with the contacts.
    _on(_DIGIT, "contact", r"(?<![\d-])(?:\+?1[-. ])?\(?(?!8(?:00|33|44|55|66|77|88)\b)\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b(?!-)"),
    _on(_DIGIT, "contact", r"(?<![\d-])\d{3}-\d{4}\b(?!-)|\+\d[\d ]{8,14}\d"),
    # ---- identifiers
    _on(_DIGIT, "identifier",
        r"(?i)\b(?:plates?|tags?|registration)(?: (?:number|no\.?|#|was|is|read|reads|reading|of|bearing)){1,3} #?"
        r"(?=[A-Z0-9 -]{0,12}\d)[A-Z0-9]{1,8}(?:[- ](?=[A-Z]*\d)[A-Z0-9]{2,5})?\b"),
    _on(_DIGIT, "identifier",
        r"(?i)\b(?:plates?|tags?|licen[cs]e|registration)\b(?:[ ,:]{1,2}[a-z]{2,10}){0,5}?[ ,:]{1,2}"
        r"(?P<it>[A-Z]{2,3}[ -]?\d{3,4}|\d{1,3}[ -]?[A-Z]{2,3}\d{0,3}|\d{3,4}["
        r" -][A-Z]{2,3})\b", lambda m: m["it"][-1:] not in "stndh"),
    _on(_DIGIT, "identifier", r"\b(?=[A-Z0-9]*\d)[A-HJ-NPR-Z0-9]{17}\b"),
    _on(_DIGIT, "identifier", r"-?\b\d{1,3}\.\d{3,},? ?-?\d{1,3}\.\d{3,}|\b\d{1,3} ?°(?! ?[FC]\b)"),
    _on(_DIGIT, "identifier",
        r"(?i)\b(?:case|report|incident|docket|file|complaint|warrant|citation|event|CAD|serial|booking|inmate"
        r"|prisoner|licen[cs]e"
        r"|MRN|medical record|record|chart|account|run|alarm|job|work order|permit|box|claim|policy|tail|car|wagon"
        r"|signal|points"
        r"|crossing|switch|specimen|lot|accession|encounter|visit|prescription|order|DOC|CDC|train|flight)"
        r"(?:(?:,? (?:number|no\.|num\.?|was|is|ID)| ?#)+:? ?#?(?:[A-Z]{0,4}-?\d[\w-]{2,})"
        r"| [A-Z]{0,4}\d+-[\w-]{2,})", _no_year),
    _on(_DIGIT, "identifier", r"(?i)\b(?:box|MRN|CAD|run) #?\d{3,}\b|\b(?:inmate|prisoner|docket"
        r"|booking) #?[A-Z]{0,2}\d{4,}\b"),
    _on(_DIGIT, "identifier", r"(?i)(?<!badge )(?<!shield )(?<!unit )(?<!engine )(?<!id )\b(?:number|no\.)(?: is"
        r"| was)? #?[A-Z]{0,3}-?\d{4,}\b",
        _no_year),
    _on(_DIGIT, "identifier", r"\b\d{3}-\d{2}-\d{4}\b|\b(?:\d{2}|\d{4})-\d{4,}\b|\b\d{7,}\b"),
    _on(_DIGIT, "identifier", r"\bN\d{1,5}[A-Z]{0,2}\b(?<=\w{4})|(?i:\b(?:aircraft|helicopter|airplane"
        r"|registration) )[A-Z]{1,2}-[A-Z]{3,4}\b", instead="aircraft helicopter airplane registration"),
    _on(_CAPITALS, "identifier", r"(?<![\w-])(?:[GDFI]-[A-Z]{4}|C-[FG][A-Z]{3}|VH-[A-Z]{3})\b", marked="-"),
    _on(_DIGIT, "identifier",
        r"(?i:\b(?:signal|points|crossing|switch|bridge|valve|hydrant|breaker|block) )[A-Z]{1,4}-?\d{1,5}[A-Z]?\b"
        r"|\b[A-Z]{2,3}\d{3,5}\b"),
    # ---- dates
    _on(_DIGIT, "date", rf"\b{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b|\b\d{{1,2}}(?P<by>[-/.])\d{{1,2}}(?P=by)(?:{_YEAR}|\d\d)\b"),
    _on(_DIGIT, "date",
        rf"\b(?P<day>\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?{_MONTH}"
        rf"(?:(?(day)| (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b)(?:,? {_YEAR}\b)?|,? (?:of )?{_YEAR}\b){_NO_COUNT}"),
    _words("date", rf"\b(?:[Ii]n|[Ll]ast|[Ee]arly|[Ll]ate|[Ss]ince|[Uu]ntil|[Bb]y|[Oo]f|[Mm]id-?|[Dd]uring|[Nn]ext"
        rf"|[Tt]his) (?P<it>{_MONTH})(?!\w)", f"{_MONTH} sep",
           accept=lambda m: m["it"] != "Mar", marked=_CAPITAL),
    _words("date", r"\b(?:January|February|September|October|November|December)\b"),
    _on(_DIGIT, "date",
        rf"(?i)\b(?:in|since|of|by|during|until|from|before|after|early|late|year|summer|winter|spring|autumn|fall)"
        rf" {_YEAR}\b(?!-|s| ?(?:hours|hrs|feet|people|miles|yards|rpm|psi|pounds))"),
    _on(_DIGIT, "date", r"(?i)\bon the (?P<it>\d{1,2}(?:st|nd|rd|th))(?=[.,;]|$| of (?!the\b))"),
    _words("date", r"(?i)\b(?:christmas|x-?mas|thanksgiving|halloween|easter|new year's?|independence day|(?:fourth"
        r"|4th) of july|labor day"
                   r"|memorial day|super bowl|veterans'? day|presidents'? day|columbus day|juneteenth|hanukkah|chanukah|ramadan"
                   r"|passover|diwali|mardi gras|(?:saint|st\.?) patrick's day|valentine's day|good friday"
                   r"|ash wednesday|mother's day|father's day"
                   r"|boxing day|black friday|cinco de mayo|mlk day|martin luther king|july (?:4th|fourth)|yom kippur"
                   r"|rosh hashanah"
                   r"|groundhog day|election day|bastille day|canada day|lunar new year|chinese new year)(?: eve| day"
                   r"| weekend)?\b",
           listed="christmas|xmas|x mas|thanksgiving|halloween|easter|new year|independence day|fourth july|of july|labor day"
           "|memorial day|super bowl|veterans day|veteran day|presidents day|president day|columbus day|juneteenth|hanukkah"
           "|chanukah|ramadan|passover|diwali|mardi gras|patrick day|valentine day|good friday|ash wednesday|mother day"
           "|father day|boxing day|black friday|cinco mayo|mlk day|martin luther|july fourth|july th|kippur yom|hashanah rosh"
           "|groundhog day|election day|bastille day|canada day|lunar new|chinese new"),
    # ---- times
    _on(_DIGIT, "time", r"\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: ?(?:[ap]\.m\.|[AaPp][Mm]\b))?(?!\d)"),
    _on(_DIGIT, "time", r"(?i)\b(?:1[0-2]|0?\d) ?(?:[ap]\.m\b\.?|am\b|pm\b)"),
    _on(_DIGIT, "time", r"(?i)\b(?:[01]\d|2[0-3])[0-5]\d ?(?:hours|hrs?\b|h\b|z\b|zulu\b|local\b)(?! of)"
        r"|(?:(?<=\bat )|(?<=\bby )|(?<=\baround )|(?<=\babout )|(?<=\buntil )|(?<=\bbefore )|(?<=\bafter )|(?<=\bsince )"
        r"|(?<=\bfrom ))0\d[0-5]\d\b"
        rf"|(?:(?<=\bat )|(?<=\baround )|(?<=\buntil ))(?:1\d|2[0-3])[0-5]\d\b"
        rf"(?! (?:feet|rpm|psi|pounds|yards|miles|meters|block)){_NO_COUNT}"),
    _words("time", rf"(?i)\b(?:{_COUNTED}|\d{{1,2}}) o'clock\b", "clock"),
    _words("time", rf"(?i)\b(?:(?:a )?quarter|half|(?<=at )(?:five|ten|twenty)|twenty-five)(?: minutes)? (?:past|to"
        rf"|till|after|before) "
                   rf"(?:{_ONE_TO_TWELVE}|noon|midnight|\d{{1,2}})\b(?! (?:people|feet|minutes|hours|miles"
                   rf"|yards))", "quarter half five ten twenty", beside=f"{_ONE_TO_TWELVE} noon midnight", marked=_DIGIT),
    _words("time", rf"(?i)\b(?:at|around|about|by|until|since) (?P<it>(?:{_ONE_TO_TWELVE}"
        rf"|\d{{1,2}}(?:[:.]\d\d)?)(?:-thirty|-fifteen)? (?:in the (?:morning|afternoon|evening)|at night))\b",
           "morning afternoon evening night", beside=_ONE_TO_TWELVE, marked=_DIGIT),
    _words("time", rf"(?i)\b(?:at|around|about|by) (?P<it>(?:oh )?{_ONE_TO_TWELVE}[- ](?:thirty|fifteen|forty-five"
        rf"|hundred(?: hours)?))\b", "thirty fifteen forty hundred", beside=_ONE_TO_TWELVE),
    # ---- measures
    _words("measure", rf"(?i)\b(?:\d{{1,3}}|{_COUNTED})[- ](?:year|month|week|day)s?[- ]old\b", "old"),
    _on(_DIGIT, "measure", r"(?i)\baged? \d{1,3}\b(?! of)|(?<=[a-z]), [1-9]\d,(?= [a-z])|\b\d{2}[- ]?(?:yo|y/o|yof|yom)\b"),
    _on(_DIGIT, "measure", r"\b\d' ?(?:\d{1,2}\b)?\"?(?![a-zA-Z])"),
    _words("measure", rf"(?i)\b(?:\d|four|five|six|seven)[- ]f(?:oo|ee)t[- ](?:\d{{1,2}}|{_COUNTED})\b", "foot feet"),
    _on(_DIGIT, "measure", rf"(?i)(?<![\d.,-])\b(?P<number>\d+(?:\.\d+)?)[ -]?{_UNITS}\b(?!')", _exact),
    _on(_DIGIT, "measure", r"(?i)\b\d+ years? and \d+ months?\b|\b\d+ years (?:on the (?:job|force)|of service"
        r"|as an? [a-z]+)\b"),
    _on(_DIGIT, "measure", r"(?i)\b\d+ (?:minutes?|hours?|mins?|hrs?),? (?:and )?\d+ (?:seconds?|minutes?|secs?|mins?)\b"),
    _words("measure", rf"(?i)\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+ {_UNITS}\b",
           "twenty thirty forty fifty sixty seventy eighty ninety", beside=f"{_UNITS} inches"),
    # ---- units and call signs
    _on(_DIGIT, "unit",
        rf"(?i)\b(?:unit|badge|shield|call ?sign|ID|precinct|employee)(?:,? (?:no\.|number|ID|is|was|of"
        rf"|#)){{0,3}}[ -]?#?\d{{1,6}}[A-Z]?\b{_NO_COUNT}|\b(?:badge|shield)(?:, | \()#?\d{{2,6}}\b"),
    _on(_DIGIT, "unit",
        rf"(?i)\b(?:car|squad|(?<!mile )post|engine|medic|ladder|truck|rescue|ambulance|district|zone|sector|beat"
        rf"|patrol|station|cruiser|tanker|tender"
        rf"|brush|battalion|tower|company|squad|quint|pumper|utility|marine|helicopter|chopper|air evac|airevac"
        rf"|life ?flight|air ?med|als"
        rf"|bls|rig|bus|van|coach|tram|streetcar|trolley|taxi|cab|aerial|snorkel|hazmat|platoon|watch|wagon"
        rf"|paddy wagon|locomotive|loco|train|extra|consist|flight|trooper)"
        rf"(?: no\.| number| co\.?| company)? ?#?\d{{2,4}}[A-Z]?\b{_NO_COUNT}(?! ?(?:%|[ap]\.?m\b)|:\d)(?! (?!on\b"
        rf"|in\b|as\b|is\b|has\b|was\b)[a-z]+s\b)", _no_year),
    _on(_DIGIT, "unit",
        rf"\b(?:Car|Squad|Post|Engine|Medic|Ladder|Truck|Rescue|Ambulance|District|Zone|Sector|Beat|Patrol|Station"
        rf"|Cruiser|Battalion|Tower"
        rf"|Tanker|Brush|Company|Tender|Quint)(?: no\.| number| Company)? ?#?\d{{1,4}}[A-Z]?\b{_NO_COUNT}"),
    _on(_DIGIT, "unit",
        r"(?i)\b(?:engine|ladder|truck|medic|squad|rescue|ambulance|battalion|tower|tanker|car|station|company"
        r"|sector|beat)(?: company)? #?\d\b(?!\d|[.:]\d)"
        r"(?=[.,;:]?$|[.,;:] | (?:from|was|is|were|had|on|at|in|and|came|called|reported|took|went|arrived|who|with"
        r"|responded|said|got|laid"
        r"|saw|to|pulled|asked|told|heard|backed|met|made|did|has|left)\b)"),
    _words("unit", rf"(?i)\b(?:engine|ladder|truck|medic|squad|rescue|rescue squad|ambulance|battalion|tower|tanker"
        rf"|station|unit)(?: company)? "
           rf"(?:{_ONE_TO_TWELVE})(?=[.,;:]?$|[.,;:] | (?:from|was|is|were|had|on|at|in|and|came|called|reported|took"
           rf"|went|arrived|who|with|responded"
           rf"|said|got|laid|saw)\b)", "engine ladder truck medic squad rescue ambulance battalion tower tanker station unit"),
    _on(_DIGIT, "unit", rf"(?i)\b(?:\d{{1,2}}-?|K-?9 )?{_PHONETIC}\b(?:[- ]?\d{{1,3}}\b)?{_NO_COUNT}(?! years?\b)"
        rf"|\b\d[A-Z]\d{{1,2}}\b",
        _both),
    _on(_DIGIT, "unit", rf"(?i)\b(?:{AIRLINES}) (?:\d{{2,4}}(?:[A-Z]{{1,2}}\b|\b)"
        rf"|\d{{1,4}}(?: {_PHONETIC}){{1,2}}\b){_NO_COUNT}", _no_year),
    _on(_DIGIT, "unit", r"(?i)\b(?:air ?evac|life ?flight|air ?med|med ?evac|life ?star|star ?flight|mercy ?flight"
        r"|air ?care|life ?net) \d{1,2}\b"),
    _on(_DIGIT, "unit", r"\b\d[A-Z]\d\d\b"),
    _words("unit", rf"(?i:\bcall ?sign,? (?:is |was )?)\"?{_CAP}", "sign callsign"),
    _on(_DIGIT, "unit", r"\b(?:E|Q|TK|ENG|MED|BC|BN|SQ|RS)-?\d{1,3}\b|\b(?:T(?!1[0-2]\b)|L|M(?!16\b)|R)\d{2,3}\b"),
    # ---- places
    _on(_CAPITAL, "place", rf"\b(?P<run>(?:\d{{1,5}} )?(?:[NSEW]\.? )?(?:St\. )?{_CAP}(?: (?:{_CAP}"
        rf"|PD\b)){{1,4}})", _place_name,
        beside=" ".join(PLACES)),
    _words("place",
        rf"\b(?P<run>{_CAP}(?: {_CAP}){{0,3}}) {_SITES}\b(?! (?:door|lot|call|guard))", _SITES, accept=_strange),
    _on(_CAPITAL, "place",
        rf"\b(?:St\.?|Saint|Lake|Mount|Mt\.|Fort|Ft\.|Camp|Port|(?:[Uu]niversity|[Cc]ity|[Tt]own|[Cc]ounty|[Vv]illage"
        rf"|[Cc]hurch) of) (?P<run>{_CAP})", _particular,
        beside="st saint lake mount mt fort ft camp port university city town county village church"),
    _on(_DIGIT, "place",
        rf"(?i)\b(?:I-|interstate |US-|U\.S\. |US (?:route|highway|hwy) |SR[- ]|CR[- ]|state (?:route|road|highway) "
        rf"|county (?:road|route) "
        rf"|route |rte\.? |highway |hwy\.? |mile ?(?:marker|post) |exit (?=\d\d)|(?<=[a-z] )exit |turnpike "
        rf"|M(?=\d\d? (?:northbound|southbound|eastbound|westbound))"
        rf"|junction (?=\d)|kilometer )#?\d{{1,4}}[A-Z]?\b{_NO_COUNT}"),
    _on(_DIGIT, "place", rf"\b(?:US |FM )\d{{1,4}}\b{_NO_COUNT}"),
    _on(_DIGIT, "place", r"(?i)\brunway \d{1,2}(?: ?[LRC]\b|\b)(?: (?:left|right|center)\b)?"),
    _words("place", r"(?i)\brunway (?:zero|one|two|three)(?: (?:zero|one|two|three|four|five|six|seven|eight"
        r"|niner?))?(?: (?:left|right|center))?\b", "runway"),
    _on(_DIGIT, "place",
        rf"(?i)\b(?:room|rm\.?|apartment|apt\.?|suite|ward|cell|dorm|pod|wing|unit (?=\d+[A-Z])|gate (?=[A-Z]\d)"
        rf"|stand (?=[A-Z]?\d\d)|berth|lot (?=\d\d)"
        rf"|space (?=\d\d)|bed (?=\d\d)|bay (?=\d\d)|(?<=in )track (?=\d\d)|hangar|pier|dock (?=\d)|tier (?=\d)"
        rf"|block (?=\d\d)|floor (?=\d\d)|building (?=\d)|terminal (?=\d))"
        rf"(?: number| no\.)? ?#?(?:[A-Z]-?)?\d{{1,4}}[A-Z]?\b{_NO_COUNT}"),
    _words("place", r"\b(?:[A-H]|[Cc]ell)[- ](?:[Bb]lock|[Dd]orm|[Pp]od|[Ww]ing|[Tt]ier"
        r"|BLOCK)\b(?<!ell block)(?<!ell Block)(?<!ell-block)|"
           r"(?i:(?<=in )|(?<=on )|(?<=to )|(?<=from ))[a-h][- ](?:block|dorm|pod|wing|tier)\b", "block dorm pod wing tier"),
    _on(_DIGIT, "place", r"(?i)\b(?:on|to|from|in|of|at|for) (?P<it>\d{1,2} (?:north|south|east|west|central|tower"
        r"|main))\b(?! (?:of|side|bound|miles|feet))"),
    _on(_CAPITALS, "place", r"\b(?:at|to|from|into|near|over|was|is|for|of) (?P<it>K[A-Z]{3}|[A-Z]{3})\b(?! \d)", _airport),
    _on(_CAPITAL, "place", rf"\b(?P<run>{_CAP}) (?:General|Memorial|Regional|Methodist|Baptist|Presbyterian|Tower"
        rf"|Center|Approach|Ground)\b(?! [A-Z]?[a-z]+ing\b)", _strange,
        beside="general memorial regional methodist baptist presbyterian tower center approach ground"),
    _words("place", rf"(?i)\b(?:{CHAINS})(?!\w)", listed=CHAINS),
    _words("place", rf"\b(?:{CHAINS_AS_WRITTEN})(?!\w)", accept=_mid_sentence, listed=CHAINS_AS_WRITTEN),
    _words("place", rf"(?i)\b(?:{STATES})\b", accept=_no_surname),
    _words("place", rf"(?i)\b(?:{AIRPORTS})\b"),
    _words("place", r"(?i)\b(?:corner|intersection) of (?P<it>(?!the\b)[\w.]+(?: [\w.]+){0,2}? (?:and"
        r"|&) (?!the\b)[\w.]+)", "corner intersection"),
    _on(_DIGIT, "place", r"(?i)\b(?:\d+ block of (?!the\b)(?P<it>(?:[nsew]\.? )?[a-z]+(?: [a-z]+)?)|cell ?block #?\d+)"),
    _words("place", rf"(?i)\b(?:{AGENCIES.replace(' ', '|')})\b", AGENCIES),
    _on(_CAPITALS, "place", r"\b(?!COPD\b|OPD\b|IPD\b|PFD\b|RFD\b)[A-Z]{1,4}(?:PD|FD)\b"),
    _on(_CAPITAL, "place",
        rf"\b(?:in|outside|downtown|(?:city|town|village|outskirts|suburb|north|south|east|west|corner|block|intersection) of) "
        rf"(?P<it>(?P<run>{_CAP}(?: (?:and )?{_CAP}){{0,6}}))", _strange, beside="in outside downtown of"),
    # ---- makes
    _words("make", rf"(?i)\b(?:{GUNS}|{CARS}|{EQUIPMENT}|{_GADGETS})\b", listed=f"{GUNS}|{CARS}|{EQUIPMENT}|{_GADGETS}"),
    _words("make", r"(?i)\b(?:ford|dodge) (?:pickup|truck|sedan|van|suv|explorer|taurus|fusion|focus|escape|ranger"
        r"|bronco|charger|ram|durango"
           r"|caravan|challenger|f-?\d50|transit|cruiser|ambulance|expedition|edge)\b", "ford dodge"),
    _words("make", rf"\b(?:Ford|Dodge|Colt|Android|{EQUIPMENT_AS_WRITTEN})\b(?! [A-Z])", accept=_mid_sentence),
    _on("&", "make", r"(?i)\b(?:S&W|H&K)\b"),
    _on(_DIGIT, "make",
        r"(?i)\b(?:9|10) ?(?:mm|millimet(?:er|re))\b|\b(?:10|12|16|20|28)[- ]gauge\b"
        r"|(?<![\w.])\.(?:17|22|25|30|32|357|38|380|40|44|45|50|223|308)\b(?:[ -]cal\w*)?|\b(?:M-?16|F-?[1-4]50)\b"
        r"|\bA3[123]\d\b|\b7[0-8]7(?:-\d00)?(?= (?:was|on|in|at|behind|ahead|to|crew))|\b(?:737|747|757|767|777|787)\b"),
    # ---- names
    _on(_CAPITAL, "name", rf"(?<![\w-])(?:{_RANK} ){{1,4}}(?:[A-Z]\. ?){{0,3}}{_PARTICLES}(?P<last>{_CAP})", _ranked,
        beside=_RANK, instead=_SHORT_RANK),
    _on(_CAPITAL, "name",
        rf"(?<!\bPlan )\b(?!U\.|[AP]\.M)[A-Z]\. ?(?:[A-Z]\. ?)?{_CAP}|\b(?!U\.S|[AP]\.M|D\.C|I\.D|E\.R|U\.K|P\.D|I\.V"
        rf"|O\.R|E\.D|D\.O)[A-Z]\.[A-Z]\.",
        _named, marked=_CAPITALS),
    _on(_CAPITAL, "name",
        rf"\b(?:(?:nick|sur)?named|known as|names? (?:is|was|are|were)|(?:knew|know|called|nicknamed) (?:him|her|me"
        rf"|them|\w+ only)(?: as)?|goes by|went by|alias"
        rf"|{_PERSON} called) (?:as )?(?P<it>[\"']?{_CAP}(?: {_CAP}){{0,4}})", _named,
        beside="named nicknamed surnamed known name names knew know called goes went alias"),
    _on(_CAPITAL, "name", rf"\b{_PERSON},? (?P<it>{_CAP}(?: {_CAP}){{0,4}})", _named, beside=_PERSON),
    _on(_CAPITAL, "name", rf"\b(?P<given>[A-Z][a-z]+) (?:[A-Z]\. )?{_CAP}", _given_name),
    _words("name", r"(?i)\b(?:big|lil|old man|uncle|aunt|crazy|fat|mama) (?P<given>[a-z]+)\b", "big lil old uncle"
        " aunt crazy fat mama", _nicknamed),
    # ---- who is the only one of a sort
    _words("unique", rf"(?i)\b(?:the|our|their|his|her|my|its|an?|\w+'s) (?:only|sole|lone|first|last"
        rf"|one)(?: and only)? (?:[\w-]+ ){{0,2}}?{_ASIDE}(?: [\w-]+){{0,2}}? ?\b{_ROLES}?\b",
           "only sole lone first last one", beside=_ASIDE),
    _words("unique", rf"(?i)\b(?:our|their|\w+'s|its) (?:only|sole|lone"
        rf"|one and only) (?:[\w-]+ ){{0,2}}?{_ROLES}\b", "only sole lone"),
    _words("unique", rf"(?i)\b(?:the|an?) (?:only|sole|lone|one) (?:[\w-]+ ){{0,3}}?{_ROLES}(?=(?: [\w'-]+){{0,7}}"
        rf" {_GROUP}\b| who (?:speaks?|spoke|signs?|knows? sign))"
           rf"(?!(?: [\w'-]+){{0,2}} (?:there|inside|outside|left|awake|in sight|on (?:the )?(?:scene|duty)))", "only"
           " sole lone one", beside=f"{_GROUP} who"),
    _words("unique", rf"(?i)\b(?:the|our|their) (?:youngest|oldest|tallest|shortest|longest-serving|most senior"
        rf"|most junior|newest) (?:[\w-]+ ){{0,2}}?{_ROLES}(?=(?: [\w'-]+){{0,4}} {_GROUP}\b)",
           "youngest oldest tallest shortest longest most newest"),
    # ---- sensitive
    _words("sensitive",
        r"(?i)\b(?:hispanic|latin[oax]s?|african[- ]american|native american|caucasian|arab|mexican|muslim|islamic|jewish"
        r"|jews?|catholic|hindu|sikh|buddhist|mormon|amish|lgbtq?|hiv|adhd|ptsd|alzheimer"
        r"|down syndrome|somali|haitian|roma(?= (?:family|m[ae]n|wom[ae]n|child))|gyps(?:y|ies)|puerto rican|dominican)\b",
        "hispanic latin african native caucasian arab mexican muslim islamic jew jews jewish catholic hindu sikh buddhist mormon"
        " amish lgbt lgbtq hiv adhd ptsd alzheimer syndrome somali haitian roma gypsy gypsies puerto dominican"),
    _words("sensitive", r"\b(?:Asian|Christian(?! names?)|AIDS)\b", "asian christian aids"),
    _words("sensitive", rf"(?i)\b(?:black|white|brown|asian|indian|chinese|vietnamese|korean|russian|deaf|blind"
        rf"|disabled|trans) {_PEOPLE}\b",
        "black white brown asian indian chinese vietnamese korean russian deaf blind disabled trans"),
    _words("sensitive",
        r"(?i)\b(?:mosque|synagogue|hijab|turban|imam|rabbi|undocumented|immigrants?|migrants?|refugees?|asylum"
        r"|immigration (?:papers|status)"
        r"|illegal aliens?"
        r"|deport\w+|green card|schizophreni\w+|bipolar|autis\w+|hepatitis|diabet\w+|epilep\w+|dementia|psychotic|psychosis"
        r"|paranoid|mentally ill|mental illness|pregnan\w+|cancer|wheelchair|amputee|gay|lesbian|bisexual|homosexual"
        r"|transgender"
        r"|queer|(?:clinical|severe) depression|tuberculosis|miscarriage|abortion|sex worker|prostitute)\b",
        "mosque synagogue hijab turban imam rabbi undocumented immigrant migrant refugee asylum immigration illegal deport green"
        " schizophreni bipolar autis autism hepatitis diabet epilep dementia psychotic psychosis paranoid mentally mental pregnan"
        " cancer wheelchair amputee gay lesbian bisexual homosexual transgender queer depression tuberculosis miscarriage"
        " abortion sex prostitute"),
    _words("sensitive", r"(?i)\b(?:for|with|from|has|had) (?P<it>depression)\b", "depression"),
    _on('"', "quote", r"\"[^\"\n]+\"", _long),
    _on("'", "quote", r"(?<!\w)'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w))+'(?!\w)", _long),
)  # fmt: skip
"""Every pattern, in the order of the kinds."""
_BY_HINT: dict[str, list[tuple[int, frozenset[str]]]] = {}
"""Hint -> numbers of the patterns that it stands for, each with the traits one of which must be there, too."""
for _number, _pattern in enumerate(_PATTERNS):
    for _hint, _beside in _pattern.hints.items():
        _BY_HINT.setdefault(_hint, []).append((_number, _beside))
_TRAITS = _BY_HINT.keys() | {trait for pattern in _PATTERNS for beside in pattern.hints.values() for trait in beside}
"""All that it is worth to know of a text."""
