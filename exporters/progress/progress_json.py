"""A learner's progress as JSON, for other programs."""

from __future__ import annotations

import json
from typing import Any

from engine.learner.due import PlannedDrill
from exporters.progress.account import LessonProgress, Progress


def render(progress: Progress) -> str:
    """What is due, how far the learner has come, lessons, days and plays. Days are ISO 8601, by the learner's calendar."""
    due = progress.due
    data = {
        "today": f"{due.today}",
        "due": {
            "count": len(due.lessons),
            "minutes": due.minutes,
            "words": progress.today,
            "lessons": [habit.lesson for habit in due.lessons],
            "drills": [_drill(drill) for drill in due.drills],
            "next": None if due.next_on is None else f"{due.next_on}",
        },
        "path": {"played": progress.played, "exercises": progress.exercises, "lessons met": len(progress.lessons),
                 "lessons never met": progress.untried},
        "practise next": [{"exercise": n.entry.name, "minutes": n.entry.solo, "reason": n.reason} for n in progress.next],
        "lessons": [_lesson(lesson) for lesson in progress.lessons],
        "days": [{"date": day.date, "plays": day.plays, "drills": day.drills} for day in progress.days],
        "plays": [
            {"id": play.id, "date": play.date, "title": play.title, "score": int(play.score) if play.score else None,
             "words": play.words}
            for play in progress.plays
        ],
    }  # fmt: skip
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _drill(drill: PlannedDrill) -> dict[str, Any]:
    return {"exercise": drill.entry.name, "scene": drill.scene, "seconds": drill.seconds, "lessons": list(drill.lessons)}


def _lesson(lesson: LessonProgress) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "title": lesson.title,
        "strength": round(lesson.strength, 3),
        "standing": lesson.standing,
        "shares": [round(float(share), 3) for share in lesson.shares],
        "last": f"{lesson.last_on}",
        "due": f"{lesson.due_on}",
    }
