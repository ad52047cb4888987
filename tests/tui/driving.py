"""How tests drive an app, and what they drive it with."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path

import pytest

from engine.errors import RecordsLocked
from engine.pack.folder import open_pack
from engine.play.bundle import bundle
from engine.play.events import Chose
from sessions.solo import Solo
from tui.solo.app import HotwashApp

PACK = Path(__file__).parent / "pack"
SEEN = 0.45
"""Seconds after which a moment can surely be answered."""


def door():
    return bundle(open_pack(PACK), "door")


def changed(found=None, **fields):
    """The scenario with other fields."""
    found = found or door()
    return dataclasses.replace(found, scenario=found.scenario.model_copy(update=fields))


def for_a_group():
    return changed(content_notes=("suicide-talk", "grief"))


def app_with(session=None, **arguments):
    return HotwashApp([open_pack(PACK)], session=session, **arguments)


def playing(seed=459, found=None):
    return Solo.new(found or door(), seed=seed)


def finished(*choices, seed=459, found=None, **arguments):
    session = playing(seed, found)
    for choice in choices:
        session.choose(choice, **arguments)
    assert session.over
    return session


def drive(app, steps, size=(80, 24)):
    """Run the app and let `steps` drive it."""

    async def main():
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: len(app.screen_stack) > 1)
            await pilot.pause(SEEN)
            await steps(pilot)

    asyncio.run(main())


async def until(pilot, condition, seconds=10.0):
    """Wait for something that a worker does."""
    for _ in range(int(seconds / 0.05)):
        if condition():
            return
        await pilot.pause(0.05)
    pytest.fail(f"waited {seconds} s in vain on {type(pilot.app.screen).__name__}:\n{shown(pilot.app)}")


async def press(pilot, *keys):
    """Press keys like somebody who reads."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause(SEEN)


async def write(pilot, text):
    """Type a line, and end it."""
    await pilot.press(*("space" if char == " " else char for char in text))
    await press(pilot, "enter")


def shown(app):
    """What stands on the screen, as text."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def words(app):
    """What stands on the screen, without line breaks."""
    return " ".join(shown(app).translate(dict.fromkeys(map(ord, "█▌▁▂▃▄▅▆▇│▊"), " ")).split())


def key_of(session, choice):
    return next(option.key for option in session.view().options if option.id == choice)


def choices_made(session):
    return [event.choice for event in session.play.events if isinstance(event, Chose)]


class Unwilling:
    """Records that keep nothing from the `fails`-th event on, until they are told to."""

    def __init__(self, fails):
        self.kept, self.fails, self.willing = [], fails, False

    def append(self, _play, event):
        if not self.willing and len(self.kept) >= self.fails:
            raise RecordsLocked("plays.db is locked [by] another program")
        self.kept.append(event)
