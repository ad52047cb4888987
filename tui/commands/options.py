"""Commands and options that leave nothing unsaid: what is given and not used, twice given or empty is refused in a sentence.

An option that several commands share (`--db`, `--pack`, `--plain`, `--ascii`) may stand before the command or after it. Command
line comes first, then the environment, then the default.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from click.parser import _OptionParser
    from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    _TextType = click.ParamType[str]
else:
    _TextType = click.ParamType

ASKED = "_HOTWASH_COMPLETE"
"""Environment variable by which a shell's script asks for completion: the name of the shell and `_complete`."""
_LEADING = "tui.commands.leading"
"""Key of `Context.meta`: name of an option -> what was given for it before the command."""


class Command(click.Command):
    """A command whose callback answers the exit code."""

    def __init__(self, *arguments: Any, instead: Mapping[str, str] | None = None, **settings: Any) -> None:
        """As click's.

        Args:
            arguments: as click takes them.
            instead: name of an option that it does not take -> what to do in its stead.
            settings: as click takes them.
        """
        super().__init__(*arguments, **settings)
        self._instead = instead or {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; refuse what was said before the command and is not for it."""
        rest = super().parse_args(ctx, args)
        taken = {parameter.name for parameter in self.params}
        for name in _leading(ctx):
            if name not in taken and not ctx.resilient_parsing:
                hint = self._instead.get(name, f"`{ctx.command_path} --help` shows what it takes")
                raise click.UsageError(f"`{ctx.command_path}` takes no {_spelled(ctx.find_root(), name)}; {hint}.", ctx)
        return rest

    def invoke(self, ctx: click.Context) -> None:
        """Run the command; its answer is the exit code."""
        leave(super().invoke(ctx))


class Group(click.Group):
    """A group of commands that leave nothing unsaid."""

    command_class = Command
    group_class = type


def leave(code: int | None) -> None:
    """End with an exit code, if it is another than 0."""
    if code:
        raise SystemExit(int(code))


def prepare() -> None:
    """What makes every command start faster."""
    # What is imported and read at the start stays: the collector would walk it again and again for nothing. A play, which
    # lasts, turns it on again after its first frame.
    gc.disable()
    # We use no plugin of pydantic's, and looking for some reads the metadata of every installed distribution.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class Argument(click.Argument):
    """An argument that is not empty."""

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, ParameterSource]:
        """What was given."""
        value, source = super().consume_value(ctx, opts)
        given = value if isinstance(value, (list, tuple)) else (value,)
        if source is ParameterSource.COMMANDLINE and not ctx.resilient_parsing:
            _not_empty(self.human_readable_name, given)
        return value, source


class Option(click.Option):
    """An option that is given once, or each time alike, or is meant to be given several times; never empty."""

    def add_to_parser(self, parser: _OptionParser, ctx: click.Context) -> None:
        """Let the parser gather everything that is given, where it would keep the last alone."""
        if self.multiple or self.count:
            super().add_to_parser(parser, ctx)
        elif not self.is_flag:
            parser.add_option(obj=self, opts=self.opts, dest=self.name, action="append", nargs=self.nargs)
        else:
            const = True if self.is_bool_flag else self.flag_value
            parser.add_option(obj=self, opts=self.opts, dest=self.name, action="append_const", const=const)
            if self.secondary_opts:
                parser.add_option(obj=self, opts=self.secondary_opts, dest=self.name, action="append_const", const=False)

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, ParameterSource]:
        """What was given before the command and after it, or else what the environment says, or else the default."""
        assert self.name is not None
        given = [*_leading(ctx).get(self.name, ()), *opts.get(self.name, ())]
        if not given or self.count:
            value, source = super().consume_value(ctx, opts)
            if source is ParameterSource.ENVIRONMENT:
                _not_empty(str(self.envvar), [value])
            return value, source
        if not ctx.resilient_parsing:
            _not_empty(_spelled(ctx, self.name), given)
        if isinstance(ctx.command, click.Group):
            _leading(ctx)[self.name] = given
        if self.multiple:
            return given, ParameterSource.COMMANDLINE
        if any(value != given[0] for value in given) and not ctx.resilient_parsing:
            values = " and ".join(f"`{value}`" for value in dict.fromkeys(map(str, given)))
            what = " and ".join(_all_spelled(ctx, self.name)) if self.is_flag else f"{_spelled(ctx, self.name)}: {values}"
            raise click.UsageError(f"{what}: give one of them.", ctx)
        return given[-1], ParameterSource.COMMANDLINE


class HomePath(click.Path):
    """A path; `~` at its beginning is the home folder, also where no shell has seen to it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        return super().convert(_home(os.fsdecode(value), param, ctx), param, ctx)


class Database(_TextType):
    """Where plays are kept: a file or a URL."""

    name = "file"

    def shell_complete(self, _: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Files."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The file with its home folder, or the URL as it is."""
        scheme, separator, path = str(value).partition(":///")
        if separator and scheme.startswith("sqlite"):
            return f"{scheme}:///{_home(path, param, ctx)}"
        return str(value) if "://" in str(value) else _home(str(value), param, ctx)


def _home(path: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
    if not path.startswith("~"):
        return path
    try:
        return str(Path(path).expanduser())
    except RuntimeError:
        raise click.BadParameter(f"`{path}`: there is no such home folder.", ctx, param) from None


def given(*names: str) -> list[str]:
    """Those of these options that were given on the command line, as they are spelled."""
    ctx = click.get_current_context()
    return [_spelled(ctx, name) for name in names if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]


def refuse(why: str, *names: str) -> None:
    """Refuse options that could not count.

    Args:
        why: a sentence without its beginning, which names the options.
        names: the options.

    Raises:
        UsageError: one of them was given.
    """
    from engine.errors import UsageError

    unused = given(*names)
    if unused:
        raise UsageError(f"{' and '.join(unused)} {why}")


def at_most_one(*names: str) -> None:
    """Refuse more than one of these options.

    Raises:
        UsageError: several were given.
    """
    from engine.errors import UsageError

    several = given(*names)
    if len(several) > 1:
        raise UsageError(f"{' and '.join(several)} exclude each other")


def spellings(command: click.Command) -> frozenset[str]:
    """The names of a command's options and, of a group, of all that is in it."""
    found = {spelling for parameter in command.params for spelling in (*parameter.opts, *parameter.secondary_opts)}
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            found |= {name} | spellings(inner)
    return frozenset(found)


def _leading(ctx: click.Context) -> dict[str, Sequence[Any]]:
    leading: dict[str, Sequence[Any]] = ctx.meta.setdefault(_LEADING, {})
    return leading


def _all_spelled(ctx: click.Context, name: str) -> list[str]:
    options = [p for p in ctx.command.params if p.name == name]
    return [max(spelled, key=len) for p in options for spelled in (p.opts, p.secondary_opts) if spelled]


def _spelled(ctx: click.Context, name: str) -> str:
    return next(iter(_all_spelled(ctx, name)), name)


def _not_empty(what: str, values: Iterable[Any]) -> None:
    if any(isinstance(value, str) and not value.strip() for value in values):
        raise click.UsageError(f"{what}: nothing is named; it is empty.")
