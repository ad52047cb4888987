"""Exercises by what people call them: their titles, however they are typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from engine.pack.folder import Pack
from tui.library.places import catalogue_folder

NEAR = 3
"""Exercises that are offered in the place of one that is not there, at most."""


def fold(text: str) -> str:
    """Text as a search sees it: without case and accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def spoken(text: str) -> str:
    """A title as it is said: its words alone, without case, accents and punctuation; empty where there are none."""
    return " ".join(re.findall(r"\w+", re.sub(r"['’‘`´]", "", fold(text).replace("-", " "))))


def titles(packs: Iterable[Pack]) -> Iterator[tuple[Pack, str, str]]:
    """(pack, id, title) of each exercise that can be read, each once."""
    from engine.library.catalogue import entries

    seen = set()
    for pack in packs:
        if pack.folder.resolve() not in seen:
            seen.add(pack.folder.resolve())
            yield from ((pack, entry.id, entry.title) for entry in entries(pack, catalogue_folder()) if not entry.problem)


def titled(known: Iterable[tuple[Pack, str, str]], name: str) -> list[tuple[Pack, str]]:
    """The exercises of this title."""
    wanted = spoken(name)
    return [(pack, id_) for pack, id_, title in known if wanted and spoken(title) == wanted]


def near(names: Mapping[str, str], name: str) -> list[str]:
    """The exercises that may be meant, the nearest first.

    Args:
        names: id -> title.
        name: what was typed.
    """
    from difflib import get_close_matches

    known = {spoken(word): id_ for id_, title in names.items() for word in (title, id_)}
    close = (known[word] for word in get_close_matches(spoken(name), known, n=2 * NEAR))
    words = set(spoken(name).split())
    holding = (id_ for id_, title in names.items() if words and words <= set(spoken(title).split()))
    return list(dict.fromkeys((*close, *holding)))[:NEAR]
