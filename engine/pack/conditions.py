"""Conditions: small expressions over facts and history, parsed with a whitelist, never run as Python.

    partner_here and distance == 'far'
    minutes_on_scene >= 4 or not chose('arrive.wait')
    distance in ['near', 'far']

A condition reads *variables*. A fact is a variable of its own name; `chose('s.c')` is the variable
`chose:s.c` and `visited('s')` the variable `visited:s`, both flags.
"""

from __future__ import annotations

import ast
import operator
import re
import warnings
from collections.abc import Callable, Iterator

from engine.pack.expressions import And, Compare, Const, Expr, Member, Name, Not, Or, Value
from engine.pack.variables import History

MAX_LENGTH = 500
MAX_PARTS = 200


class ConditionError(ValueError):
    """A condition that cannot be read. `column` and `length` say where in its text."""

    def __init__(self, message: str, column: int = 0, length: int = 1, mend: str = "") -> None:
        super().__init__(message)
        self.column = column
        self.length = length
        self.mend = mend


_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
OPERATORS: dict[str, Callable[[Value, Value], bool]] = {
    "==": operator.eq, "!=": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def parse(text: str) -> Expr:
    """Read a condition.

    Raises:
        ConditionError: it is too long, is not an expression, or uses more than the whitelist.
    """
    if len(text) > MAX_LENGTH:
        raise ConditionError(f"longer than {MAX_LENGTH} characters", length=len(text), mend="set a fact earlier")
    flat = " ".join(text.split())
    lead = 0
    if "\n" not in text and "\r" not in text:
        flat, lead = text.strip(), len(text) - len(text.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(flat, mode="eval")
    except SyntaxError as error:
        mend = "compare with `==`" if "==" in (error.msg or "") else _syntax_mend(flat)
        raise ConditionError(
            f"not a condition: {_why(error.msg or '', flat)}", lead + (error.offset or 1) - 1, mend=mend
        ) from None
    except (ValueError, MemoryError, RecursionError):
        raise ConditionError("not a condition: it is too deep, or holds what is no sign of one") from None
    reader = _ConditionReader(flat, lead)
    # Only brackets and spaces can follow the expression, or a comment, which would hide what stands in it.
    comment = flat.find("#", reader.column(tree.body.end_col_offset or 0) - lead)
    if comment >= 0:
        raise ConditionError("a comment cannot stand in a condition", lead + comment, len(flat) - comment, "take it out")
    return reader.read(tree.body)


_LONE_EQUALS = re.compile(r"(?<![=!<>:])=(?![=<>])")
"""`=` that is no part of another sign."""


def _why(message: str, text: str) -> str:
    """What is wrong, in words of the format, from those of the parser."""
    if bracket := re.search(r"'(.)' was never closed", message):
        return f"`{bracket[1]}` is not closed"
    if bracket := re.search(r"unmatched '(.)'|closing parenthesis '(.)'", message):
        return f"`{bracket[1] or bracket[2]}` closes what was not opened"
    if "unterminated" in message:
        return "a quote is not closed"
    if "==" in message or _LONE_EQUALS.search(text):
        return "`=` stands where `==` belongs"
    if odd := re.search(r"invalid (?:non-printable )?character '?(.)?'? ?\((U\+[0-9A-F]+)\)", message):
        return f"{odd[2]} is no sign of conditions"
    return "it cannot be read from here on"


def _syntax_mend(text: str) -> str:
    if text.lower() in {"else", "else:", "*", "_"}:
        return "take `when` out: a route without one is taken where none before it holds"
    if "&&" in text or "||" in text or "!" in text.replace("!=", ""):
        return "write `and`, `or`, `not`"
    if _LONE_EQUALS.search(text):
        return "compare with `==`"
    return ""


class _ConditionReader:
    def __init__(self, text: str, lead: int) -> None:
        self.raw = text.encode()
        self.lead = lead
        self.count = 0

    def column(self, offset: int) -> int:
        """Column of what `ast` counts in bytes of UTF-8."""
        return self.lead + len(self.raw[:offset].decode())

    def error(self, node: ast.AST, message: str, mend: str = "") -> ConditionError:
        column = self.column(getattr(node, "col_offset", 0))
        end = self.column(getattr(node, "end_col_offset", None) or 0)
        return ConditionError(message, column, max(1, end - column), mend)

    def read(self, node: ast.expr) -> Expr:
        self.count += 1
        if self.count > MAX_PARTS:
            raise self.error(node, f"more than {MAX_PARTS} parts", "set a fact earlier")
        match node:
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self.read(v) for v in values)
                return And(parts) if isinstance(op, ast.And) else Or(parts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.read(operand))
            case ast.Compare():
                return self.comparison(node)
            case ast.Call():
                return self.history(node)
            case _:
                return self.operand(node)

    def operand(self, node: ast.expr) -> Name | Const:
        column = self.column(node.col_offset)
        match node:
            case ast.Name(id="true" | "false"):
                return Const(node.id == "true", column)
            case ast.Name(id=name):
                return Name(name, column, len(name))
            case ast.Call():
                return self.history(node)
            case ast.Constant(value=bool()):
                raise self.error(node, f"`{node.value!r}` is written with a capital", f"write `{str(node.value).lower()}`")
            case ast.Constant(value=int() | str() as literal):
                return Const(literal, column)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as number)) if not isinstance(number, bool):
                return Const(-number, column)
        raise self.error(node, f"{_KINDS.get(type(node), 'this')} cannot stand in a condition",
                         "allowed: and, or, not, == != < <= > >= in, facts, whole numbers, 'words', "
                         "true, false, chose('scene.choice'), visited('scene')")  # fmt: skip

    def history(self, node: ast.Call) -> Name:
        match node:
            case ast.Call(func=ast.Name(id="chose" | "visited" as what), args=[ast.Constant(value=str(id_))], keywords=[]):
                column = self.column(node.col_offset)
                return Name(History(what).of(id_), column, self.column(node.end_col_offset or 0) - column)
        raise self.error(node, "the only calls are chose('scene.choice') and visited('scene')")

    def comparison(self, node: ast.Compare) -> Expr:
        parts: list[Expr] = []
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(op, ast.In | ast.NotIn):
                member = self.member(left, right)
                parts.append(Not(member) if isinstance(op, ast.NotIn) else member)
            elif type(op) in _COMPARE:
                parts.append(Compare(_COMPARE[type(op)], self.operand(left), self.operand(right)))
            else:
                raise self.error(node, "`is` cannot stand in a condition", "compare with `==`")
            left = right
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def member(self, left: ast.expr, right: ast.expr) -> Member:
        name = self.operand(left)
        if not isinstance(name, Name):
            raise self.error(left, "before `in` stands a fact")
        if not isinstance(right, ast.List | ast.Tuple | ast.Set) or not right.elts:
            raise self.error(right, "after `in` stands a list such as ['near', 'far']")
        values = [self.operand(e) for e in right.elts]
        self.count += len(values)
        for value, element in zip(values, right.elts, strict=True):
            if not isinstance(value, Const):
                raise self.error(element, "in the list stand literals", f"in quotes: '{getattr(element, 'id', '...')}'")
        return Member(name, tuple(v for v in values if isinstance(v, Const)))


_KINDS: dict[type[ast.AST], str] = {
    ast.BinOp: "arithmetic", ast.Attribute: "a dot", ast.Subscript: "an index", ast.Lambda: "a function",
    ast.IfExp: "`if`", ast.Constant: "this literal", ast.List: "a list", ast.Tuple: "a list", ast.Dict: "a mapping",
    ast.JoinedStr: "a format string", ast.NamedExpr: "an assignment",
}  # fmt: skip


def names(expr: Expr) -> Iterator[Name]:
    """Every reading of a variable in `expr`, from left to right."""
    match expr:
        case Name():
            yield expr
        case Not(part):
            yield from names(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from names(part)
        case Compare(_, left, right):
            yield from names(left)
            yield from names(right)
        case Member(left, _):
            yield left


def variables(expr: Expr) -> frozenset[str]:
    """The variables that `expr` reads."""
    return frozenset(n.variable for n in names(expr))


def evaluate(expr: Expr, read: Callable[[str], Value]) -> bool:
    """Whether `expr` holds, where `read` gives the value of a variable."""
    match expr:
        case Const(value, _):
            return bool(value)
        case Name(variable, _, _):
            return bool(read(variable))
        case Not(part):
            return not evaluate(part, read)
        case And(parts):
            return all(evaluate(p, read) for p in parts)
        case Or(parts):
            return any(evaluate(p, read) for p in parts)
        case Member(left, values):
            return read(left.variable) in [v.value for v in values]
        case Compare(op, left, right):
            a = read(left.variable) if isinstance(left, Name) else left.value
            b = read(right.variable) if isinstance(right, Name) else right.value
            return OPERATORS[op](a, b)
