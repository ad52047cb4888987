"""Drive the library's screens, and write packs for them."""

from __future__ import annotations

from engine.pack.folder import Pack, builtin_folder
from tests.tui.driving import drive, press, settled, shown, until, words

__all__ = ["drive", "press", "settled", "shown", "until", "words", "write_pack"]


def write_pack(folder, *exercises, base):
    """A pack of exercises made from `base`; each is (id, {old: new, ...})."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text("hotwash: 1\nname: own\ntitle: Own\nversion: 1\n", encoding="utf-8")
    for id_, changes in exercises:
        text = base
        for old, new in {"id: door": f"id: {id_}", "report: hallway": "invented: true", **changes}.items():
            assert old in text, old
            text = text.replace(old, new, 1)
        (folder / f"{id_}.yaml").write_text(text, encoding="utf-8")
    return Pack(folder, Pack(builtin_folder()))
