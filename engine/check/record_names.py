"""Which scenarios the record of versions names: as little of it as tells whether it speaks of what is gone."""

from __future__ import annotations

import json
from collections.abc import Collection


def gone(raw: bytes, ids: Collection[str]) -> list[str]:
    """The scenarios in a record with this content that are none of these, in its order; none where it cannot be read.

    Args:
        raw: content of `versions.json`.
        ids: the scenarios of the pack.
    """
    try:
        scenarios = json.loads(raw)["scenarios"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []
    return [name for name in scenarios if name not in ids] if isinstance(scenarios, dict) else []
