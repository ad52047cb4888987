"""Planted scenarios that are too long to be kept: many small questions, and a soft lock behind one combination of the answers.

Each is named after its shape and its size. `SCENARIOS` holds the codes that each is expected to get.
"""

from __future__ import annotations

from collections.abc import Iterator

HEAD = """\
hotwash: 1
id: {id}
version: 1
title: A long list
summary: Many small things to look at before the shift begins.
you: An officer before a shift.
setting: A garage in the morning.
minutes: {{solo: {minutes}, class: 90}}
topics: [planning]
invented: true
objectives: [{{text: Slow down, lessons: [slow-down]}}]
{facts}start: {start}
scenes:
"""
TAIL = """\
  talk:
    text: You are called out.
    decision:
      prompt: How do you leave?
      tests: [slow-down]
      next: done
      choices:
        walk: {text: Walk to the car and look round., marks: [+slow-down], why: There is time.}
        run: {text: Run., marks: [-slow-down], why: There is time.}
  done: {text: You drive off., ending: {outcome: safe, title: Off}}
discuss:
  - What did you leave out?
"""


def scenario(id_: str, facts: str, scenes: str, *, start: str = "q0", minutes: int = 10) -> str:
    """A whole file."""
    return HEAD.format(id=id_, facts=f"facts: {{{facts}}}\n" if facts else "", start=start, minutes=minutes) + scenes + TAIL


def question(name: str, to: str, *choices: str) -> str:
    """A scene with an ungraded decision."""
    found = "".join(f"        {c}\n" for c in choices)
    return f"  {name}:\n    text: You come to {name}.\n    decision:\n      prompt: What now?\n      next: {to}\n      choices:\n{found}"


def yes_no(count: int, then: str, *, prefix: str = "f", name: str = "q") -> str:
    """So many questions, each of which sets a flag or leaves it."""
    return "".join(
        question(f"{name}{n}", f"{name}{n + 1}" if n + 1 < count else then,
                 f"look: {{text: Look at it., set: {{{prefix}{n}: true}}}}", "leave: {text: Leave it.}")
        for n in range(count)
    )  # fmt: skip


def flags(count: int, prefix: str = "f") -> str:
    return ", ".join(f"{prefix}{n}: false" for n in range(count))


def pattern(count: int, prefix: str = "f") -> str:
    """One combination of so many flags."""
    return " and ".join(f"{'not ' if n % 3 == 1 else ''}{prefix}{n}" for n in range(count))


def last(when: str) -> str:
    return question("last", "talk", f"go: {{text: Go., when: not ({when})}}")


def checklist_at_end(count: int) -> str:
    """One condition reads all answers: one of 2^count states is locked."""
    return scenario(f"checklist-{count}", flags(count), yes_no(count, "last") + last(pattern(count)), minutes=count)


def checklist_clean(count: int) -> str:
    """The same, with a way out for the one state."""
    way = question(
        "last", "talk", f"go: {{text: Go., when: not ({pattern(count)})}}", f"back: {{text: Turn back., when: {pattern(count)}}}"
    )
    return scenario(f"checklist-clean-{count}", flags(count), yes_no(count, "last") + way, minutes=count)


def chain_of_routes(count: int) -> str:
    """The fatal combination is read by one scene after another, each of which reads one flag."""
    scenes = yes_no(count, "r0")
    for n in range(count):
        want = "not " if n % 3 == 1 else ""
        to, effect = (f"r{n + 1}", "") if n + 1 < count else ("gate", ", set: {locked: true}")
        scenes += f"  r{n}: {{text: You go on., next: [{{when: {want}f{n}, to: {to}{effect}}}, {{to: gate}}]}}\n"
    scenes += question("gate", "talk", "go: {text: Go., when: not locked}", "wait: {text: Wait., when: not locked}")
    return scenario(f"chain-{count}", f"{flags(count)}, locked: false", scenes, minutes=count)


def hub(count: int, *, clean: bool = False) -> str:
    """`once` tasks in any order; with one subset done, nothing is left to do."""
    subset = " and ".join(f"{'not ' if n % 4 == 3 else ''}chose('q0.t{n}')" for n in range(count))
    tasks = [f"t{n}: {{text: Look at thing {n}., once: true, when: not ({subset})}}" for n in range(count)]
    leave = "leave: {text: Leave., next: talk}" if clean else f"leave: {{text: Leave., when: not ({subset}), next: talk}}"
    return scenario(f"hub-{'clean-' if clean else ''}{count}", "", question("q0", "q0", *tasks, leave), minutes=count)


def hub_read_at_exit(count: int) -> str:
    """`once` tasks in any order; one subset makes the next question a dead end."""
    subset = " and ".join(f"{'not ' if n % 4 == 3 else ''}d{n}" for n in range(count))
    tasks = [f"t{n}: {{text: Look at thing {n}., once: true, set: {{d{n}: true}}}}" for n in range(count)]
    scenes = question("q0", "q0", *tasks, "leave: {text: Leave., next: last}") + last(subset)
    return scenario(f"hub-exit-{count}", flags(count, "d"), scenes, minutes=count)


def counted(count: int) -> str:
    """Each answer may count; exactly half of them is fatal."""
    scenes = "".join(
        question(
            f"q{n}",
            f"q{n + 1}" if n + 1 < count else "last",
            "look: {text: Look at it., add: {seen: 1}}",
            "leave: {text: Leave it.}",
        )
        for n in range(count)
    )
    return scenario(
        f"counted-{count}", f"seen: {{range: [0, {count}], start: 0}}", scenes + last(f"seen == {count // 2}"), minutes=count
    )


def counted_over(count: int) -> str:
    """The counter has room for all answers but the last."""
    scenes = "".join(
        question(
            f"q{n}",
            f"q{n + 1}" if n + 1 < count else "talk",
            "look: {text: Look at it., add: {seen: 1}}",
            "leave: {text: Leave it.}",
        )
        for n in range(count)
    )
    return scenario(f"counted-over-{count}", f"seen: {{range: [0, {count - 1}], start: 0}}", scenes.replace(
        "text: You come to q1.", "text: You come to q1.\n    also: [{when: seen == 0, text: You left it.}]"), minutes=count)  # fmt: skip


def counters_and_flags(count: int) -> str:
    """Flags and two counters; fatal where both counters are equal and a flag is set."""
    facts = f"a: {{range: [0, {count}], start: 0}}, b: {{range: [0, {count}], start: 0}}, {flags(2)}"
    scenes = "".join(
        question(f"q{n}", f"q{n + 1}" if n + 1 < count else "last",
                 f"look: {{text: Look at it., add: {{a: 1}}{f', set: {{f{n}: true}}' if n < 2 else ''}}}", "ask: {text: Ask for it., add: {b: 1}}")
        for n in range(count)
    )  # fmt: skip
    return scenario(f"counters-flags-{count}", facts, scenes + last("a == b and f0 and not f1"), minutes=count)


def words(count: int) -> str:
    """Questions with three answers each; one of 3^count is fatal."""
    facts = ", ".join(f"w{n}: {{one_of: [none, some, much], start: none}}" for n in range(count))
    scenes = "".join(
        question(f"q{n}", f"q{n + 1}" if n + 1 < count else "last", "none: {text: None of it.}",
                 f"some: {{text: Some of it., set: {{w{n}: some}}}}", f"much: {{text: Much of it., set: {{w{n}: much}}}}")
        for n in range(count)
    )  # fmt: skip
    fatal = " and ".join(f"w{n} == '{('none', 'some', 'much')[n % 3]}'" for n in range(count))
    return scenario(f"words-{count}", facts, scenes + last(fatal), minutes=count)


def history(count: int) -> str:
    """No facts at all: what was chosen is read at the end."""
    scenes = "".join(
        question(f"q{n}", f"q{n + 1}" if n + 1 < count else "last", "look: {text: Look at it.}", "leave: {text: Leave it.}")
        for n in range(count)
    )
    fatal = " and ".join(f"{'not ' if n % 3 == 1 else ''}chose('q{n}.look')" for n in range(count))
    return scenario(f"history-{count}", "", scenes + last(fatal), minutes=count)


def pairs(count: int) -> str:
    """Half the questions are asked first and half later; fatal where each pair agrees: it cannot be forgotten half way."""
    half = count // 2
    facts = f"{flags(half, 'a')}, {flags(half, 'b')}"
    scenes = yes_no(half, "p0", prefix="a") + yes_no(half, "last", prefix="b", name="p")
    fatal = " and ".join(f"(a{n} and b{n} or not a{n} and not b{n})" for n in range(half))
    return scenario(f"pairs-{count}", facts, scenes + last(fatal), minutes=count)


def two_locks(count: int) -> str:
    """The answers are read twice, half of them in the middle and all of them at the end."""
    scenes = yes_no(count // 2, "half") + question(
        "half", f"q{count // 2}", "go: {text: Go on.}", f"stop: {{text: Stop., when: {pattern(count // 2)}, next: talk}}"
    )
    scenes += yes_no(count, "last").split(f"  q{count // 2}:", 1)[1].join([f"  q{count // 2}:", ""])
    return scenario(f"two-locks-{count}", flags(count), scenes + last(pattern(count)), minutes=count)


def injected(count: int) -> str:
    """A checklist, and cards that undo an answer: fatal only after a card."""
    scenes = yes_no(count, "last") + last(f"{pattern(count)} and dark")
    text = scenario(f"injected-{count}", f"{flags(count)}, dark: false", scenes, minutes=count)
    return text + f"injects:\n  dark: {{text: The lights go out., at: [q0, q{count - 1}], set: {{dark: true}}}}\n"


def paragraphs(count: int) -> str:
    """A paragraph that only one of 2^count plays shows, and one that none shows."""
    one, none = pattern(count), f"{pattern(count)} and not f0"
    scenes = (
        yes_no(count, "page")
        + f"  page:\n    text: A page.\n    also: [{{when: {one}, text: So it was.}}, {{when: {none}, text: It was not.}}]\n    next: talk\n"
    )
    return scenario(f"paragraphs-{count}", flags(count), scenes, minutes=count)


def claim(count: int) -> str:
    """A claim that one of 2^count plays refutes."""
    scenes = yes_no(count, "talk") + f"  end: {{text: You go., next: [{{when: {pattern(count)}, to: fall}}, {{to: done}}]}}\n"
    scenes += "  fall: {text: You fall., ending: {outcome: near-miss, title: A fall}}\n"
    text = scenario(f"claim-{count}", flags(count), scenes, minutes=count)
    return text.replace("run: {text: Run., ", "run: {text: Run., next: end, ") + "claims:\n  - {never: [near-miss]}\n"


def _all() -> Iterator[tuple[str, set[str]]]:
    for count in (12, 16, 20):
        yield checklist_at_end(count), {"HW203"}
        yield chain_of_routes(count), {"HW203"}
        yield counted(count), {"HW203"}
        yield counted_over(count), {"HW206"}
        yield history(count), {"HW203"}
        yield checklist_clean(count), set()
        yield injected(count), {"HW203"}
        yield paragraphs(count), {"HW208"}
        yield claim(count), {"HW310"}
        yield two_locks(count), {"HW203"}
    for count in (8, 12, 16, 20):
        yield hub(count), {"HW203"}
        yield hub_read_at_exit(count), {"HW203"}
    for count in (6, 12, 16, 20):
        yield hub(count, clean=True), {"HW405"}
    for count in (8, 10, 12):
        yield words(count), {"HW203"}
        yield counters_and_flags(count), {"HW203"}
    for count in (12, 16, 20):
        yield pairs(count), {"HW203"}


SCENARIOS: dict[str, tuple[str, set[str]]] = {text.split("id: ", 1)[1].split("\n", 1)[0]: (text, codes) for text, codes in _all()}
"""Name -> the file, and the codes expected."""
