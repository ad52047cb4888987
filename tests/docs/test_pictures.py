"""The pictures in docs/images show today's screens: what stands on them is compared, not how it is drawn."""

from __future__ import annotations

import re

import pytest

from tests.docs.blocks import ALL
from tests.screenshots import IMAGES, PICTURES, words

MEND = "run `python -m tests.screenshots`, and look at what has changed"


@pytest.mark.parametrize("name", PICTURES)
def test_picture_says_what_the_screen_says(name: str) -> None:
    kept = words((IMAGES / f"{name}.svg").read_text("utf-8"))
    assert len(kept) > 8
    assert words(PICTURES[name]()) == kept, MEND


def test_each_picture_is_made_and_shown() -> None:
    shown = {name for page in ALL for name in re.findall(r"\]\((?:docs/)?images/(\w+)\.svg\)", page.text)}
    assert {path.stem for path in IMAGES.iterdir()} == set(PICTURES)
    assert shown == set(PICTURES)
