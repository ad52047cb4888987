"""How tests drive an app, and what they drive it with."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path
from time import monotonic

import pytest

from engine.errors import RecordsLocked
from engine.pack.folder import open_pack
from engine.pack.scenario import Choice, Paragraph
from engine.play.bundle import bundle
from engine.play.events import Chose
from sessions.solo import Solo
from tui.solo.app import HotwashApp

PACK = Path(__file__).parent / "pack"
CAP = 90.0
"""Seconds after which something that is waited for hangs. However slow the machine is, it comes sooner."""
QUIET = 3
"""How often in a row an app has to have nothing to do."""


class Moments:
    """The clock of guards: a moment passes at once, or where `held` is set, when `pass_by` is called."""

    def __init__(self):
        self.held, self._waiting = False, []

    def later(self, _screen, act):
        if self.held:
            self._waiting.append(act)
        else:
            act()

    def pass_by(self):
        acts, self._waiting = self._waiting, []
        for act in acts:
            act()


def door():
    return bundle(open_pack(PACK), "door")


def changed(found=None, **fields):
    """The scenario with other fields."""
    found = found or door()
    return dataclasses.replace(found, scenario=found.scenario.model_copy(update=fields))


def asking(**further):
    """The door, where one can ask first and then stands there again; `further` are keys of the paragraph that answers."""
    scenes = dict(door().scenario.scenes)
    here = scenes["door"]
    asked = Choice(text="Ask dispatch who lives here.", marks=("+wait-for-backup",), once=True, next="door")
    answer = Paragraph.model_validate({"text": "Two live here, says dispatch.", "when": "chose('door.ask')", **further})
    noise = Paragraph(text="It is quiet so far.", when="not chose('door.ask')")
    decision = here.decision.model_copy(update={"choices": {**here.decision.choices, "ask": asked}})
    scenes["door"] = here.model_copy(update={"decision": decision, "also": (answer, noise)})
    return changed(scenes=scenes)


def for_a_group():
    return changed(content_notes=("suicide-talk", "grief"))


def app_with(session=None, **arguments):
    return HotwashApp([open_pack(PACK)], session=session, **arguments)


def playing(seed=459, found=None, options=None):
    return Solo.new(found or door(), seed=seed, options=options)


def finished(*choices, seed=459, found=None, **arguments):
    session = playing(seed, found)
    for choice in choices:
        session.choose(choice, **arguments)
    assert session.over
    return session


def drive(app, steps, size=(80, 24), *, threads=True):
    """Run the app and let `steps` drive it, as `settled` says."""

    async def main():
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: len(app.screen_stack) > 1)
            await settled(pilot, threads=threads)
            await steps(pilot)

    asyncio.run(main())


async def until(pilot, condition):
    """Wait for something that a worker or a timer does."""
    cap = monotonic() + CAP
    while not condition():
        if monotonic() > cap:
            pytest.fail(f"waited {CAP} s in vain on {type(pilot.app.screen).__name__}:\n{shown(pilot.app)}")
        await pilot.pause(0.02)


async def settled(pilot, *, answers=True, threads=True):
    """Wait until everything that was asked of the app is done and drawn.

    Where `answers` is set, answers count by then; where `threads` is set, no thread has work left.
    """
    quiet = 0
    cap = monotonic() + CAP
    while quiet < QUIET and pilot.app.is_running:
        await pilot.pause(0.001)
        quiet = quiet + 1 if idle(pilot.app, threads) and (not answers or answerable(pilot.app.screen)) else 0
        if monotonic() > cap:
            pytest.fail(f"not at rest after {CAP} s on {type(pilot.app.screen).__name__}:\n{shown(pilot.app)}")


def idle(app, threads):
    """Whether no message, no callback, no drawing and no animation is left, and no thread where `threads` is set."""
    screen = app.screen
    nodes = [app, *screen.walk_children(with_self=True)]
    return (
        not (threads and any(worker.is_running and worker._thread_worker for worker in app.workers))
        and not any(node.message_queue_size or node._next_callbacks for node in nodes)
        and not (screen._callbacks or screen._layout_required or screen._repaint_required or screen._dirty_widgets)
        and not (app.animator._animations or app.animator._scheduled)
    )


def answerable(screen):
    """Whether an answer counts."""
    guard = getattr(screen, "guard", None) or getattr(screen, "_guard", None)
    return guard is None or guard.open


async def press(pilot, *keys):
    """Press keys like somebody who reads: each when what the one before did has been seen."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


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

    read_only = True
    """So nothing is asked for whose answer could not be kept."""

    def __init__(self, fails):
        self.kept, self.fails, self.willing = [], fails, False

    def append(self, _play, event):
        if not self.willing and len(self.kept) >= self.fails:
            raise RecordsLocked("plays.db is locked [by] another program")
        self.kept.append(event)
