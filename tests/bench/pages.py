"""How many pages the paper of each scenario takes, on Letter and on A4: `python -m tests.bench.pages [SCENARIO]...`.

Counted by poppler in the PDF. Exit code 1 where a document has more pages than it may.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.pack.folder import builtin
from engine.play.bundle import bundle
from exporters.content.paper import Paper
from exporters.registry import EXPORTS, Maker
from tests.exporters.played import hour

MOST = {"run-card": 2, "handout": 7, "facilitator-guide": 14, "after-action": 8}
"""Pages of an hour's class."""
_PAGES = re.compile(rb"^Pages:\s+(\d+)", re.M)


class PageCount(NamedTuple):
    """Pages of a document."""

    scenario: str
    document: str
    paper: Paper
    pages: int

    @property
    def over(self) -> bool:
        """Whether it has more than it may."""
        return self.pages > MOST.get(self.document, self.pages)


def counts(scenarios: Iterable[str], documents: Iterable[str]) -> Iterator[PageCount]:
    """The pages of each document of each scenario on each sheet."""
    wanted = [export for export in EXPORTS if export.name in documents]
    for id_ in scenarios:
        held = hour(id_)
        sources = {"scenario": bundle(builtin(), id_), "play": held, "classes": (held,)}
        for export in wanted:
            for paper in Paper:
                (artifact, *_) = Maker(export, sources[export.source], {}, paper).make("pdf")
                said = subprocess.run(["pdfinfo", "-"], input=artifact.content, capture_output=True, check=True).stdout
                found = _PAGES.search(said)
                assert found is not None
                yield PageCount(id_, export.name, paper, int(found[1]))


def main() -> int:
    documents = [export.name for export in EXPORTS if "pdf" in export.formats]
    print("pages on Letter / A4")
    print(f"{'':<20}" + "".join(f"{name[:11]:>12}" for name in documents))
    over = False
    for id_ in sys.argv[1:] or [path.stem for path in builtin().scenario_paths]:
        found = {(count.document, count.paper): count for count in counts([id_], documents)}
        cells = [f"{found[name, Paper.LETTER].pages} / {found[name, Paper.A4].pages}" for name in documents]
        over = over or any(count.over for count in found.values())
        print(f"{id_:<20}" + "".join(f"{cell:>12}" for cell in cells), flush=True)
    print(f"{'at most':<20}" + "".join(f"{MOST.get(name, ''):>12}" for name in documents))
    return int(over)


if __name__ == "__main__":
    raise SystemExit(main())
