"""A new version in all files that name it: `python -m tests.new_version 0.3.0`.

What `CHANGELOG.md` has under `## Unreleased` goes under `## 0.3.0 - DATE`; a version that has a head already keeps its date.
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNRELEASED = "## Unreleased\n"
_WHEEL = r"(hotwash-)[\d.]*\d(?=-py3)"
_FORM = re.compile(r"\d+\.\d+\.\d+")


def released(changelog: str, version: str, date: str) -> str:
    """The changelog with what was unreleased under this version.

    Args:
        changelog: its text, in the form of Keep a Changelog.
        version: such as `0.3.0`.
        date: such as `2027-01-31`.

    Raises:
        ValueError: there is no head `## Unreleased`, or nothing below it.
    """
    before, head, after = changelog.partition(UNRELEASED)
    if not head:
        raise ValueError("CHANGELOG.md: has no head `## Unreleased`")
    news, older_head, older = after.partition("\n## ")
    if not news.strip():
        raise ValueError("CHANGELOG.md: nothing stands under `## Unreleased`: write a line for each change that a user notices")
    old_head = re.match(rf"{re.escape(version)} - \S+\n", older)
    if old_head:
        section, next_head, rest = older[old_head.end() :].partition("\n## ")
        return f"{before}{head}\n## {old_head[0]}\n{section.strip()}\n{news.strip()}\n{next_head}{rest}"
    return f"{before}{head}\n## {version} - {date}\n{news.rstrip()}\n{older_head}{older}"


def renamed(root: Path, version: str, date: str) -> None:
    """Write the version into the files of a checkout.

    Raises:
        ValueError: it is no version, or the changelog says nothing of it.
    """
    if not _FORM.fullmatch(version):
        raise ValueError(f"{version}: is no version such as 0.3.0")
    changelog = root / "CHANGELOG.md"
    news = released(changelog.read_text(encoding="utf-8"), version, date)
    changelog.write_text(news, encoding="utf-8")
    for name, pattern in {
        "engine/version.py": r'(VERSION = ")[^"]+',
        "docs/ci.md": _WHEEL,
        "docs/install.md": _WHEEL,
    }.items():
        file = root / name
        file.write_text(re.sub(pattern, rf"\g<1>{version}", file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    try:
        renamed(ROOT, sys.argv[1], datetime.now(UTC).date().isoformat())
    except (ValueError, IndexError) as error:
        sys.exit(str(error) if sys.argv[1:] else "python -m tests.new_version VERSION")
