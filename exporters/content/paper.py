"""Sheets of paper, and which of them a country prints on."""

from __future__ import annotations

import locale
import os
from enum import StrEnum

from engine.errors import ExportError

_LETTER_REGIONS = frozenset({
    "BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE",
})  # fmt: skip
"""Where paper is Letter (CLDR, supplemental data, paperSize)."""
_NAMED_REGIONS = {"united states": "US", "canada": "CA", "mexico": "MX", "philippines": "PH", "puerto rico": "PR"}
"""What Windows calls some of them."""
_UNNAMED = frozenset({"", "c", "posix", "en", "english"})
"""Locales without a region in which the built-in pack's own paper is kept."""


class Paper(StrEnum):
    """A sheet of paper."""

    LETTER = "letter"
    A4 = "a4"

    @property
    def inches(self) -> tuple[float, float]:
        """Its short and its long side."""
        return (8.5, 11.0) if self is Paper.LETTER else (210 / 25.4, 297 / 25.4)


def named_paper(name: str) -> Paper:
    """The sheet of a name, in capitals or not.

    Raises:
        ExportError: there is none.
    """
    try:
        return Paper(name.strip().lower())
    except ValueError:
        raise ExportError(f"paper `{name}`: there are: {', '.join(Paper)}") from None


def paper_of(name: str) -> Paper:
    """The sheet of a locale: `en_US.UTF-8`, `de-AT`, `English_United States`; Letter for one that says nothing."""
    language, _, region = name.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")
    region = region.rpartition("_")[2]
    if not region:
        return Paper.LETTER if language.lower() in _UNNAMED else Paper.A4
    return Paper.LETTER if _NAMED_REGIONS.get(region.lower(), region.upper()) in _LETTER_REGIONS else Paper.A4


def local_paper() -> Paper:
    """The sheet of this computer's locale: `LC_ALL`, `LC_PAPER` and `LANG` in this order (POSIX), else what the system says."""
    for variable in ("LC_ALL", "LC_PAPER", "LANG"):
        if os.environ.get(variable):
            return paper_of(os.environ[variable])
    return paper_of(locale.getlocale()[0] or "")
