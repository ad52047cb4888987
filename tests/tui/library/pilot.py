"""Drive the library's screens, which let every key count at once, and write packs for them."""

from __future__ import annotations

import asyncio

from engine.pack.folder import Pack, builtin_folder
from tests.tui.driving import SEEN, shown, until, words

__all__ = ["SEEN", "drive", "press", "shown", "until", "words", "write_pack"]


def drive(app, steps, size=(80, 24)):
    """Run the app and let `steps` drive it."""

    async def main():
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: len(app.screen_stack) > 1)
            await pilot.pause()
            await steps(pilot)

    asyncio.run(main())


async def press(pilot, *keys):
    """Press keys, and let what they do be drawn."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


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
