"""Text as it would be written with care: accents folded, capitals where English has them, each letter at its place.

Patterns for names rest on capitals. People type reports in capitals and in small letters, too, and there the capitals are
put back from word lists and from what stands around a word (in the study of language, truecasing; Lita, Ittycheriah,
Roukos and Kambhatla 2003). Nothing is added and nothing taken out, so that a place in the result is a place in the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from engine.language.lexicon import is_listed_name, is_word
from engine.language.wordlists import CAPITALIZED, CITIES, COMMON, GIVEN_SMALL, RANKS, SURNAMES, word_set

_ODD = str.maketrans("łŁøØđĐðÐıİßæÆœŒþÞ’‘‛´`“”„«»–—‐‑\u00a0\u2007\u202f", "lLoOdDdDiIsaAoOtT'''''\"\"\"\"\"----   ")
"""Letters without an accent to take off, quotation marks, hyphens and spaces, each to its like in ASCII."""
_WORDS = r"[A-Za-z0-9](?:[A-Za-z0-9]|['&-](?=[A-Za-z0-9]))*"
_SENTENCE = (
    r"(?i:(?:\b(?:mrs?|ms|mx|drs?|sgt|lt|capt|det|ofc|cpl|insp|supt|cmdr|col|maj|prof|rev|dep|st|mt|ft|ave|no|[a-z])\.(?= )"
    r"|[^.!?\n])+)[.!?\n]*"
)
"""With the points of abbreviations, which end none."""
_ODDLY_SPELLED = r"(?:^|[.!?\n])[\s\"'(-]*+(?:[a-z0-9]|I\b)|[A-Z]{2,}\W++[A-Z]{2,}"
"""What no text has in which every sentence is written with care."""
_SMALL_UNIT = r"\d+(?:st|nd|rd|th|mm|cm|km|m|am|pm|hrs?|h|ft|lbs?|kg|mg|mcg|ml|mph|kph|sec|s|x|min|in|yds?|cc|l|g)"
_MOSTLY = 0.85
"""Share of capitals from which on a sentence counts as written in capitals."""
_WITHOUT_ARTICLE = word_set(
    "in on at near down along from to of behind outside by past through onto into off across between and up toward towards"
)
"""What stands before the name of a place, where before its kind there would be an article."""
_STOPS = word_set(
    "a an the this that these those my our his her their its your some any every each no one another which what whose is "
    "was are were be been had has have do did it he she they we you i who and or but as if then than so not with for out "
    "up down over into onto"
)
_SORTS = word_set(
    "main front back side rear dirt gravel access service farm country private public narrow busy quiet wet icy dark "
    "empty wrong same next last first second third other old new small big large local nearby nursing night grade primary "
    "secondary law medical charter trade art summer sunday boarding bus train gas subway railway fire police space power "
    "pump polling work home lower upper open closed cross toll dead single double two-lane four-lane interstate divided "
    "rural urban city county state federal national regional general community junior high middle elementary maximum "
    "minimum medium water land foot rope draw swing suspension covered concrete stone steel rail parking trailer car day "
    "control base weigh rest radio charging docking nurses' nurse's nurses nurse nursing aid comfort smoking waiting "
    "emergency trauma intensive children's sick loading cargo apparatus ambulance engine call detention treatment surgery "
    "recovery shopping community recreation medic assisted senior independent rail train freight exercise prison "
    "classification storage repair garment treatment chemical paper teaching field mental animal dental eye walk-in "
    "urgent truck forward relay"
)
"""What sort of street, school or station it is: names none."""
_TYPES = word_set(
    "street st avenue ave road rd drive lane ln boulevard blvd terrace highway parkway pike freeway turnpike expressway "
    "alley hospital clinic infirmary school elementary academy college university creek river lake harbor bridge tunnel "
    "park mall plaza motel hotel inn lodge tavern restaurant diner casino apartments church chapel cathedral synagogue "
    "mosque airport station jail prison penitentiary stadium arena library island valley county parish township junction "
    "square heights memorial correctional airfield terminal brewery cafe saloon pub bay beach springs falls hills ridge "
    "canyon grove manor estates villas gardens commons yard center living market mill plant casino barracks"
)
_STREETS = word_set(
    "street st avenue ave road rd drive lane ln boulevard blvd terrace highway parkway pike way court ct place circle"
)
_BEFORE = word_set("st saint lake mount mt fort ft camp port")
_ABBREVIATED = word_set("mr mrs ms mx dr sgt lt capt det ofc cpl insp supt cmdr col maj prof rev dep")
_NAMED = word_set("named nicknamed alias surnamed")
_MONTHS_TOO = word_set("march may august")
_DATED = word_set("in of since until last early late by during mid next")


def as_written(text: str) -> str:
    """The text folded and with its capitals put back, of the same length."""
    folded = fold(text)
    if not _compiled(_ODDLY_SPELLED).search(folded):
        return folded
    return "".join(_sentence(m[0]) for m in _compiled(_SENTENCE + r"|[.!?\n]+").finditer(folded))


def fold(text: str) -> str:
    """The text in ASCII as far as there is a like for each character; of the same length."""
    return text if text.isascii() else "".join(map(_folded, text.translate(_ODD)))


@cache
def _folded(char: str) -> str:
    return char if char.isascii() else unicodedata.normalize("NFKD", char)[0]


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _sentence(sentence: str) -> str:
    small = sum(map(str.islower, sentence))
    letters = sum(map(str.isalpha, sentence))
    if letters - small <= (1 - _MOSTLY) * letters and _is_small(sentence):
        return _Respelled(sentence).text()
    if letters - small >= _MOSTLY * letters and len(_compiled(r"[A-Z]{2,}").findall(sentence)) > 1:
        return _Respelled(sentence.lower()).text()
    return sentence


def _is_small(sentence: str) -> bool:
    """Whether no word but `I` has a capital."""
    return _compiled(r"(?!\bI\b)[A-Z]").search(sentence) is None


class _Word(NamedTuple):
    """A word of a sentence in small letters."""

    text: str
    start: int
    end: int
    joined: bool
    """Whether nothing but a space, or a point after an abbreviation, parts it from the word before."""


class _Respelled:
    """A sentence in small letters whose capitals are put back."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence
        self._words: list[_Word] = []
        end = 0
        for match in _compiled(_WORDS).finditer(sentence):
            self._words.append(
                _Word(match[0].lower(), *match.span(), sentence[end : match.start()] in {" ", ". ", ", ", "\n", ' "'})
            )
            end = match.end()
        self._capital: set[int] = set()

    def text(self) -> str:
        """The sentence, respelled."""
        for number in range(len(self._words)):
            self._look(number)
        letters = list(self._sentence)
        for number, word in enumerate(self._words):
            letters[word.start : word.end] = self._spelled(number, word.text)
        return "".join(letters)

    def _spelled(self, number: int, word: str) -> str:
        if _compiled(r".*\d").match(word):
            return word if _compiled(_SMALL_UNIT).fullmatch(word) else word.upper()
        if number in self._capital or number == 0 or word == "i":
            return _compiled(r"(?:^|(?<=-))[a-z]|(?<=^mc)[a-z]|(?<=^o')[a-z]").sub(lambda m: m[0].upper(), word)
        return word

    def _at(self, number: int) -> str:
        return self._words[number].text if 0 <= number < len(self._words) else ""

    def _look(self, number: int) -> None:
        """Put capitals on what begins, or ends, at this word."""
        word = self._at(number)
        if _is_name(word) or word in CAPITALIZED or (word in _MONTHS_TOO and self._dated(number)):
            self._capital.add(number)
        if len(word) == 1 and self._sentence[self._words[number].end :].startswith(".") and self._initial(number):
            self._capital.add(number)
        if word in RANKS:
            self._rank(number)
        if word in GIVEN_SMALL:
            self._given(number)
        if word in _NAMED or (self._at(number - 1) in {"called", "nicknamed"} and word in {"him", "her", "me", "them"}):
            self._called(number + 1)
        if self._at(number - 1) in {"known", "goes", "went", "name"} and word in {"as", "by", "is", "was"}:
            self._called(number + 1)
        if word in _TYPES or word in _STREETS:
            self._place(number)
        if (
            word in _BEFORE
            and self._follows(number + 1)
            and (_is_name(self._at(number + 1)) or self._at(number + 1).removesuffix("'s") in GIVEN_SMALL)
        ):
            self._capital |= {number, number + 1}

    def _follows(self, number: int) -> bool:
        return 0 < number < len(self._words) and self._words[number].joined

    def _dated(self, number: int) -> bool:
        near = (self._at(number - 1), self._at(number + 1))
        return any(w[:1].isdigit() for w in near) or near[0] in _DATED

    def _initial(self, number: int) -> bool:
        following = self._at(number + 1)
        return _is_name(following) or following in SURNAMES or (len(following) == 1 and _is_name(self._at(number + 2)))

    def _surname(self, number: int) -> bool:
        word = self._at(number).removesuffix("'s")
        return self._follows(number) and (word in SURNAMES or word in GIVEN_SMALL or _is_name(word))

    def _rank(self, number: int) -> None:
        """`sgt miller`: the surname may be a common word."""
        following = self._at(number + 1)
        told = self._at(number) in _ABBREVIATED and self._follows(number + 1) and following.isalpha()
        if _is_name(following) and self._follows(number + 1) and ", " not in self._between(number):
            self._capital.add(number)
        elif self._between(number) != ", " and (
            (told and following not in COMMON and len(following) > 1)
            or (self._surname(number + 1) and self._at(number - 1) not in _STOPS)
        ):
            self._capital |= {number, number + 1}

    def _between(self, number: int) -> str:
        """What stands between this word and the next."""
        if number + 1 >= len(self._words):
            return ""
        return self._sentence[self._words[number].end : self._words[number + 1].start]

    def _given(self, number: int) -> None:
        """`mark hill`, `dave smith`: the given name, the surname or both may be common words."""
        after = number + 2 if len(self._at(number + 1)) == 1 and self._at(number + 1).isalpha() else number + 1
        if (
            self._surname(after)
            and ", " not in self._between(number)
            and (
                not is_word(self._at(number))
                or not is_word(self._at(after).removesuffix("'s"))
                or self._at(after) in _ONLY_SURNAMES
            )
        ):
            self._capital |= {number, after}

    def _called(self, number: int) -> None:
        if self._follows(number) and self._at(number) not in COMMON and self._at(number) not in {"person", "after"}:
            self._capital.add(number)

    def _place(self, number: int) -> None:
        """`on orchard road`, `12 orchard road`: no article stands before a name."""
        first = number
        while first > max(0, number - 4) and self._words[first].joined and self._between(first - 1) != ", ":
            before = self._at(first - 1)
            if before in _STOPS or before in _WITHOUT_ARTICLE or before[:1].isdigit():
                break
            first -= 1
        run = range(first, number)
        if not run:
            return
        numbered = self._at(first - 1).isdigit() and self._at(number) in _STREETS
        bare = self._at(first - 1) in _WITHOUT_ARTICLE and self._at(number) in _TYPES
        known = any(_is_name(self._at(n)) for n in run[-2:])
        sorted_ = all(self._at(n) in _SORTS or self._at(n) in COMMON for n in run)
        if (numbered and len(self._at(first - 1)) > 1) or (bare and not sorted_ and len(run) < 4):
            self._capital |= {*run, number}
        elif known:
            self._capital.add(number)
            if _is_name(self._at(number - 1)):
                self._capital.add(number - 1)


_SHORTEST = 4
"""Letters from which on an unknown word is taken for a name: shorter ones are mostly abbreviations."""
_ONLY_SURNAMES = word_set(
    "smith miller baker parker carter cooper taylor mason hunter walker turner brown green hall hill young king"
)
"""Surnames so frequent that a given name before them needs no other sign."""


@cache
def _is_name(word: str) -> bool:
    """Whether a word in small letters can hardly be anything but a name."""
    plain = word.removesuffix("'s")
    if plain in CITIES or plain in GIVEN_SMALL:
        return not is_word(plain)
    if len(plain) < _SHORTEST or not plain.replace("-", "").replace("'", "").isalpha():
        return False
    return is_listed_name(plain) or (not is_word(plain) and _compiled("[aeiouy]").search(plain) is not None)
