"""A scenario as a Promela model, for SPIN: the same scenes, facts, choices and routes, translated one to one.

Scenes are labels of one process, facts its local bits and bytes (so that SPIN's own removal of dead variables can work), what
one can do in a scene is an `if` of guarded options in an `atomic`. An ending in `harm` is a violated assertion, a conditional
paragraph tells when it is first shown, outside of the state. A draw is a nondeterministic choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.pack.expressions import And, Compare, Const, Counter, Expr, Flag, Member, Name, Not, Or, Value, Words
from engine.pack.scenario import Route
from engine.states.program import Program
from engine.states.guard import parse


class Model:
    """`text` is the model."""

    def __init__(self, program: Program, *, alive: list[int] | None = None) -> None:
        """Translate.

        Args:
            program: the compiled scenario.
            alive: of each scene, the bits that are live; what dies on the way into a scene is then set to 0 in the model.
        """
        self._program = program
        self._alive = alive
        self._at = program.number[program.scenario.start]
        self._names = {variable: f"v{i}" for i, variable in enumerate(program.fields)}
        self._shown = 0
        scenes = [line for name in program.scenario.scenes for line in self._scene(name)]
        start = program.scenario.start
        first = [f"  {self._names[f'visited:{start}']} = 1;"] if f"visited:{start}" in self._names else []
        hits = [f"c_decl {{ char hit[{self._shown}]; }}"] if self._shown else []
        lines = [
            *hits,
            "active proctype play() {",
            *self._declarations(),
            *first,
            f"  goto S{program.number[start]};",
            *scenes,
            "}",
        ]
        self.text = "\n".join(lines) + "\n"

    def _declarations(self) -> Iterator[str]:
        for variable, field in self._program.fields.items():
            size = "bit" if field.mask == 1 else "byte" if field.mask < 256 else "int"
            yield f"  {size} {self._names[variable]} = {field.pack(field.domain.start) >> field.shift};"

    def _scene(self, name: str) -> Iterator[str]:
        program = self._program
        scene, number = program.scenario.scenes[name], program.number[name]
        self._at = number
        yield f"S{number}: /* {name} */"
        conditional = [self._text(parse(p.when)) for p in scene.also if p.when]
        if conditional:
            yield "  atomic {"
            for condition in conditional:
                at, self._shown = self._shown, self._shown + 1
                told = f'c_code {{ if (!hit[{at}]) {{ hit[{at}] = 1; printf("shown {at}\\n"); }} }}'
                yield f"    if\n    :: {condition} -> {told}\n    :: !({condition})\n    fi;"
            yield "  };"
        if scene.ending:
            if scene.ending.outcome == "harm":
                yield "  assert(false);"
            yield f"end_{number}: (false);"
            return
        yield "  atomic {\n    if"
        if scene.next is not None:
            yield from self._next("true", (), scene.next)
        for id_, choice in scene.decision.choices.items() if scene.decision else ():
            path = f"{name}.{id_}"
            guard = self._text(parse(choice.when)) if choice.when else "true"
            if choice.once:
                guard = f"(!{self._names[f'taken:{path}']} && {guard})"
            changes = [f"{self._names[v]} = 1" for v in (f"chose:{path}", f"taken:{path}") if v in self._names]
            changes += self._changes(choice.set, choice.add)
            assert scene.decision is not None
            yield from self._next(guard, changes, choice.next if choice.next is not None else scene.decision.next or "")
        for id_, inject in program.scenario.injects.items() if scene.decision else ():
            if name in inject.at:
                when = self._text(parse(inject.when)) if inject.when else "true"
                played = self._names[f"played:{id_}"]
                done = [f"{played} = 1", *self._changes(inject.set, inject.add), f"goto S{number}"]
                yield f"    :: (!{played} && {when}) -> " + "; ".join(done)
        yield "    fi\n  };"

    def _next(self, guard: str, changes: Sequence[str], next_: str | tuple[Route, ...]) -> Iterator[str]:
        """Options of an `if`: one, where there is one way on; else an `if` of their own after the changes.

        No `else` is written, but the negated condition: SPIN makes a state of its own of `else -> goto`.
        """
        if isinstance(next_, str):
            yield f"    :: {guard} -> " + "; ".join([*changes, *self._enter(next_, changes)])
            return
        options, before = [], ""
        for route in next_:
            when = self._text(parse(route.when)) if route.when else "true"
            own = self._changes(route.set, route.add)
            steps = [*own, *self._enter(route.to, [*changes, *own])]
            options.append(f":: ({before}{when}) -> " + "; ".join(steps))
            if route.odds is None:
                before += f"!({when}) && "
                if not route.when:
                    break
        else:
            if next_[0].odds is None:
                options.append(f":: ({before}true) -> assert(false)")
        if changes or guard != "true":
            yield f"    :: {guard} -> " + "; ".join([*changes, "if"])
            yield from (f"       {option}" for option in options)
            yield "       fi"
        else:
            yield from (f"    {option}" for option in options)

    def _enter(self, name: str, changes: Sequence[str]) -> list[str]:
        visited, to = f"visited:{name}", self._program.number[name]
        steps = [f"{self._names[visited]} = 1"] if visited in self._names else []
        if self._alive is not None:
            changed = {text.split(" = ")[0] for text in (*changes, *steps)}
            for variable, field in self._program.fields.items():
                own = self._names[variable]
                if not field.bits & self._alive[to] and (field.bits & self._alive[self._at] or own in changed):
                    steps.append(f"{own} = 0")
        return [*steps, f"goto S{to}"]

    def _changes(self, set_: Mapping[str, Value], add: Mapping[str, int]) -> list[str]:
        found = [f"{self._names[fact]} = {self._raw(fact, value)}" for fact, value in set_.items()]
        for fact, delta in add.items():
            name, domain = self._names[fact], self._program.fields[fact].domain
            assert isinstance(domain, Counter)
            inside = f"{name} + {delta} <= {domain.high - domain.low}" if delta >= 0 else f"{name} >= {-delta}"
            found += [f"assert({inside})", f"{name} = {name} + {delta}"]
        return found

    def _raw(self, variable: str, value: Value) -> int:
        field = self._program.fields[variable]
        return field.pack(value) >> field.shift

    def _text(self, expr: Expr) -> str:
        match expr:
            case Const(value):
                return "true" if value else "false"
            case Name(variable):
                return f"({self._names[variable]} == 1)"
            case Not(part):
                return f"(!{self._text(part)})"
            case And(parts):
                return "(" + " && ".join(map(self._text, parts)) + ")"
            case Or(parts):
                return "(" + " || ".join(map(self._text, parts)) + ")"
            case Member(left, values):
                return (
                    "("
                    + " || ".join(f"{self._names[left.variable]} == {self._raw(left.variable, v.value)}" for v in values)
                    + ")"
                )
            case Compare(op, left, right):
                names = [side.variable for side in (left, right) if isinstance(side, Name)]
                low = min((self._low(n) for n in names), default=0)

                def side(at: Name | Const) -> str:
                    if isinstance(at, Name):
                        return f"({self._names[at.variable]} + {self._low(at.variable) - low})"
                    if isinstance(at.value, str):
                        return str(self._raw(names[0], at.value))
                    return str(int(at.value) - low)

                return f"({side(left)} {op} {side(right)})"

    def _low(self, variable: str) -> int:
        domain = self._program.fields[variable].domain
        match domain:
            case Counter(low):
                return low
            case Flag() | Words():
                return 0
