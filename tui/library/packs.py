"""Find a scenario by what the player calls it, and make sure that it can be played."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import PackError
from engine.pack.diagnostics import Severity
from engine.pack.folder import Pack, pack_of
from engine.play.bundle import Bundle, bundle

if TYPE_CHECKING:
    from engine.check.cache import Cache


def find(packs: list[Pack], name: str) -> Bundle:
    """The scenario of this id, `pack/id` or file, without an error in it.

    Raises:
        PackError: there is none, or the checker finds errors in it.
    """
    return sound(*locate(packs, name))


def locate(packs: list[Pack], name: str) -> tuple[Pack, str]:
    """The pack and the id of the scenario of this id, `pack/id` or file.

    Raises:
        PackError: there is none.
    """
    path = Path(name)
    if path.is_dir() and (path / "pack.yaml").is_file():
        raise PackError(f"{name} is a pack; open the library with it: hotwash --pack {name}, or name one of its scenarios")
    if path.is_file() and path.suffix not in {".yaml", ".yml"}:
        raise PackError(f"{name} is no scenario: the file of one ends in .yaml")
    if path.suffix in {".yaml", ".yml"}:
        if not path.is_file():
            raise PackError(f"{name}: there is no such file")
        return pack_of(path), path.stem
    prefix, _, id_ = name.rpartition("/")
    for pack in packs:
        if (not prefix or prefix == pack.info.name) and any(p.stem == id_ for p in pack.scenario_paths):
            return pack, id_
    known = [p.stem for pack in packs for p in pack.scenario_paths]
    near = get_close_matches(id_, known, n=1)
    guess = f"; did you mean `{near[0]}`?" if near else f"; there are: {', '.join(known)}"
    raise PackError(f"there is no scenario `{name}`{guess}")


def sound(pack: Pack, id_: str, cache: Cache | None = None) -> Bundle:
    """The bundle of a scenario in which the checker finds no error.

    Raises:
        PackError: it finds one.
    """
    from engine.check.survey import check_one

    file = pack.scenario(id_)
    errors = [f for f in check_one(pack, file.path, cache).findings if f.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        raise PackError(
            f"{file.doc.name} cannot be played: {len(errors)} error{'s' * (len(errors) > 1)}, the first at "
            f"{first.place}: {first.message}\nRun `hotwash check {file.doc.name}` to see all of them."
        )
    return bundle(pack, id_)
