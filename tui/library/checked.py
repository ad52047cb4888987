"""Scenarios that were proved sound: what was proved once need not be proved again while nothing has changed."""

from __future__ import annotations

from engine.check.cache import Cache, key_of
from engine.pack.diagnostics import Verdict
from engine.pack.folder import Pack
from engine.pack.location import builtin_folder
from engine.play.bundle import Bundle, bundle
from tui.library.packs import locate, sound
from tui.library.places import cache_folder


def sound_once(packs: list[Pack], name: str) -> Bundle:
    """The scenario of this id, `pack/id` or file, without an error in it.

    Raises:
        PackError: there is none, or the checker finds errors in it.
    """
    pack, id_ = locate(packs, name)
    cache = Cache(cache_folder())
    key = key_of((pack.scenario(id_).path,), builtin_folder(), ("sound",))
    if key and cache.get(key):
        return bundle(pack, id_)
    found = sound(pack, id_)
    if key:
        cache.put(key, Verdict([], 1, 1, 0, []))
    return found
