"""Find a scenario by what the player calls it, and make sure that it can be played."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import PackError
from engine.pack.diagnostics import Severity
from engine.pack.folder import Pack, model_for, pack_of
from engine.play.bundle import Bundle, bundle
from tui.library.titles import near, titled, titles

if TYPE_CHECKING:
    from engine.check.cache import Cache


def find(packs: list[Pack], name: str) -> Bundle:
    """The scenario of this id, `pack/id`, file or title, without an error in it.

    Raises:
        PackError: there is none, or the checker finds errors in it.
    """
    return sound(*locate(packs, name))


def locate(packs: list[Pack], name: str) -> tuple[Pack, str]:
    """The pack and the id of the scenario of this id, `pack/id`, file or title.

    Raises:
        PackError: there is none.
    """
    path = Path(name)
    if path.is_dir() and (path / "pack.yaml").is_file():
        raise PackError(f"{name} is a pack; open the library with it: hotwash --pack {name}, or name one of its scenarios")
    if path.is_file() and path.suffix.lower() not in {".yaml", ".yml"}:
        raise PackError(f"{name} is no scenario: the file of one ends in .yaml")
    if path.suffix.lower() in {".yaml", ".yml"}:
        if not path.is_file():
            raise PackError(f"{name}: there is no such file")
        if path.suffix != ".yaml":
            raise PackError(f"{name} is not read: the name of a scenario's file ends in `.yaml`; call it `{path.stem}.yaml`")
        return pack_of(path), path.stem
    prefix, _, id_ = name.rpartition("/")
    own = [pack for pack in packs if not prefix or prefix == pack.info.name]
    # The first counts where the same folder is given twice.
    there = {path.resolve(): (pack, path) for pack in reversed(own) for path in pack.scenario_paths if path.stem == id_}
    if len(there) > 1:
        files = " or ".join(str(path) for _, path in reversed(there.values()))
        raise PackError(f"there are {len(there)} scenarios `{name}`: name the file, {files}")
    for pack, _ in there.values():
        return pack, id_
    return _titled(packs, name)


def _titled(packs: Sequence[Pack], name: str) -> tuple[Pack, str]:
    """The pack and the id of the scenario of this title.

    Raises:
        PackError: there is none, or there are several.
    """
    known = list(titles(packs))
    meant = titled(known, name)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise PackError(f"there are {len(meant)} scenarios `{name}`: name {_either(called(packs, *each) for each in meant)}")
    names = {path.stem: path.stem for pack in packs for path in pack.scenario_paths} | {id_: title for _, id_, title in known}
    close = near(names, name)
    guess = f"did you mean {_either(f'`{id_}`' for id_ in close)}?" if close else f"there are: {', '.join(names)}"
    raise PackError(f"there is no scenario `{name}`; {guess}")


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def called(packs: Sequence[Pack], pack: Pack, id_: str) -> str:
    """What finds this scenario again: `pack/id`, or its file where another pack has taken that name."""
    twins = [other for other in packs if other.info.name == pack.info.name]
    return f"{pack.info.name}/{id_}" if len(twins) == 1 else str(pack.folder / f"{id_}.yaml")


def poses(pack: Pack) -> str:
    """In words, that a pack has the name of the built-in one; empty where it has its own."""
    if pack.fallback is None or pack.info.name != pack.fallback.info.name:
        return ""
    return f"not the built-in pack, but one of the same name in {pack.folder}"


def origin(packs: Sequence[Pack], pack: Pack) -> str:
    """In words, which of several packs of one name this one is; empty where it alone has its name."""
    if posing := poses(pack):
        return posing
    twins = {other.folder.resolve() for other in packs if other.info.name == pack.info.name}
    if len(twins) < 2 or pack.fallback is None:
        return ""
    return f"not the only pack called `{pack.info.name}`: this one is in {pack.folder}"


def sound(pack: Pack, id_: str, cache: Cache | None = None) -> Bundle:
    """The bundle of a scenario in which the checker finds no error.

    Raises:
        PackError: it finds one.
    """
    from engine.check.causes import broken_below
    from engine.check.survey import check_one

    file = pack.scenario(id_)
    for below in broken_below(pack, file.path):
        name = pack.file(below, model_for(below)).doc.name
        raise PackError(f"{file.doc.name} cannot be played: {name} has errors\nRun `hotwash check {name}` to see them.")
    errors = [f for f in check_one(pack, file.path, cache).findings if f.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        raise PackError(
            f"{file.doc.name} cannot be played: {len(errors)} error{'s' * (len(errors) > 1)}, the first at "
            f"{first.place}: {first.message}\nRun `hotwash check {file.doc.name}` to see all of them."
        )
    return bundle(pack, id_)
