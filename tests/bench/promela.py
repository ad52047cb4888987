"""A scenario as a Promela model, for SPIN: the same scenes, facts, choices and routes, translated one to one.

Scenes are labels of one process, facts its local bits and bytes (so that SPIN's own removal of dead variables can work), what
one can do in a scene is an `if` of guarded options in an `atomic`. An ending in `harm` is a violated assertion, a conditional
paragraph a statement that SPIN reports when it is not reached. A draw is a nondeterministic choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.conditions import And, Compare, Const, Counter, Expr, Flag, Member, Name, Not, Or, Value, Words
from engine.model import Route
from engine.state import Program, parse


class Model:
    """`text` is the model; `paragraphs` the lines of it that show a conditional paragraph."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._names = {variable: f"v{i}" for i, variable in enumerate(program.fields)}
        lines = ["active proctype play() {", *self._declarations()]
        start = program.scenario.start
        lines += [f"  v{list(program.fields).index(v)} = 1;" for v in program.fields if v == f"visited:{start}"]
        lines.append(f"  goto S{program.number[start]};")
        for name in program.scenario.scenes:
            lines += self._scene(name)
        lines.append("Over: skip\n}")
        self.text = "\n".join(lines) + "\n"
        written = self.text.splitlines()
        self.paragraphs = [n for n, line in enumerate(written, 1) if "shown" in line]

    def _declarations(self) -> Iterator[str]:
        for variable, field in self._program.fields.items():
            size = "bit" if field.mask == 1 else "byte" if field.mask < 256 else "int"
            yield f"  {size} {self._names[variable]} = {field.pack(field.domain.start) >> field.shift};"

    def _scene(self, name: str) -> Iterator[str]:
        program = self._program
        scene, number = program.scenario.scenes[name], program.number[name]
        yield f"S{number}: /* {name} */"
        yield "  atomic {"
        for paragraph in scene.also:
            if paragraph.when:
                yield f"    if\n    :: ({self._text(parse(paragraph.when))}) ->\n       printf(\"shown\")\n    :: else\n    fi;"
        if scene.ending:
            yield "    assert(false);" if scene.ending.outcome == "harm" else "    skip;"
            yield "    goto Over\n  };"
            return
        if scene.next is not None:
            yield from self._next(scene.next, "    ")
            yield "  };"
            return
        assert scene.decision is not None
        yield "    if"
        for id_, choice in scene.decision.choices.items():
            path = f"{name}.{id_}"
            guard = self._text(parse(choice.when)) if choice.when else "true"
            if choice.once:
                guard = f"!{self._names[f'taken:{path}']} && ({guard})"
            yield f"    :: ({guard}) ->"
            for kind in ("chose", "taken"):
                if f"{kind}:{path}" in self._names:
                    yield f"      {self._names[f'{kind}:{path}']} = 1;"
            yield from self._changes(choice.set, choice.add, "      ")
            yield from self._next(choice.next if choice.next is not None else scene.decision.next or "", "      ")
        for id_, inject in program.scenario.injects.items():
            if name in inject.at:
                when = self._text(parse(inject.when)) if inject.when else "true"
                played = self._names[f"played:{id_}"]
                yield f"    :: (!{played} && ({when})) -> {played} = 1;"
                yield from self._changes(inject.set, inject.add, "      ")
                yield f"      goto S{number}"
        yield "    fi\n  };"

    def _next(self, next_: str | tuple[Route, ...], pad: str) -> Iterator[str]:
        if isinstance(next_, str):
            yield from self._enter(next_, pad)
            return
        draw, closing = next_[0].odds is not None, 0
        if draw:
            yield f"{pad}if"
        for route in next_:
            if draw:
                yield f"{pad}:: true ->"
            elif route.when:
                yield f"{pad}if\n{pad}:: ({self._text(parse(route.when))}) ->"
                closing += 1
            yield from self._changes(route.set, route.add, pad + "  ")
            yield from self._enter(route.to, pad + "  ")
            if draw:
                continue
            if not route.when:
                break
            yield f"{pad}:: else ->"
        else:
            if not draw:
                yield f"{pad}assert(false)"
        yield from [f"{pad}fi"] * (1 if draw else closing)

    def _enter(self, name: str, pad: str) -> Iterator[str]:
        if f"visited:{name}" in self._names:
            yield f"{pad}{self._names[f'visited:{name}']} = 1;"
        yield f"{pad}goto S{self._program.number[name]}"

    def _changes(self, set_: Mapping[str, Value], add: Mapping[str, int], pad: str) -> Iterator[str]:
        for fact, value in set_.items():
            yield f"{pad}{self._names[fact]} = {self._raw(fact, value)};"
        for fact, delta in add.items():
            name, domain = self._names[fact], self._program.fields[fact].domain
            assert isinstance(domain, Counter)
            inside = f"{name} + {delta} <= {domain.high - domain.low}" if delta >= 0 else f"{name} >= {-delta}"
            yield f"{pad}assert({inside});\n{pad}{name} = {name} + {delta};"

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
                return f"!({self._text(part)})"
            case And(parts):
                return "(" + " && ".join(map(self._text, parts)) + ")"
            case Or(parts):
                return "(" + " || ".join(map(self._text, parts)) + ")"
            case Member(left, values):
                return "(" + " || ".join(f"{self._names[left.variable]} == {self._raw(left.variable, v.value)}" for v in values) + ")"
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
