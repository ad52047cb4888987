"""Scenarios that were proved sound: what was proved once need not be proved again while nothing has changed."""

from __future__ import annotations

from engine.check.cache import USUAL, Cache
from engine.pack.folder import Pack
from engine.play.bundle import Bundle
from tui.library.packs import locate, sound
from tui.library.places import cache_folder


def sound_once(packs: list[Pack], name: str) -> Bundle:
    """The scenario of this id, `pack/id` or file, without an error in it.

    Raises:
        PackError: there is none, or the checker finds errors in it.
    """
    pack, id_ = locate(packs, name)
    return sound(pack, id_, Cache(cache_folder(), USUAL))
