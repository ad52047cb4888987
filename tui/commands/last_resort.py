"""The last resort: whatever goes wrong ends in one line and an exit code, never in a traceback or in silence.

What nobody foresaw is put into a log: where it happened and in which versions, without values of variables, without the
error's own words and without the arguments, since people's texts and names may stand in all of these.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from engine.errors import ExitCode, HotwashError
from tui.commands.streams import abandon, say


@contextmanager
def guarded(arguments: Sequence[str], spellings: Callable[[], frozenset[str]]) -> Iterator[None]:
    """Turn whatever is raised inside into a line on standard error and a `SystemExit`.

    Args:
        arguments: of the command line.
        spellings: the names of commands and options; they alone of the arguments go into the log.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except HotwashError as error:
        fail(str(error), error.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone, as in `hotwash check | head`.
        abandon(sys.stdout)
        raise SystemExit(ExitCode.OK) from None
    except OSError as error:
        abandon(sys.stdout)
        fail(_of_system(error), ExitCode.USAGE)
    except Exception as error:  # noqa: BLE001 - this is the last resort
        fail(_unforeseen(error, [redacted(word, spellings()) for word in arguments]), ExitCode.UNFORESEEN)


def fail(message: str, code: int) -> NoReturn:
    """Say it in one line, and end."""
    try:
        say(f"hotwash: {message}", err=True)
    except OSError:
        abandon(sys.stderr)
    raise SystemExit(int(code))


def _of_system(error: OSError) -> str:
    """What the system refused, in a line."""
    reason = error.strerror or str(error) or type(error).__name__
    if error.filename is not None:
        return f"{os.fsdecode(error.filename)}: {reason}"
    if error.errno == errno.ENOENT and not _has_folder():
        return "the working folder is gone: change to another one"
    if error.errno in {errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG}:
        return f"the output cannot be written: {reason}"
    return reason


def _has_folder() -> bool:
    try:
        return bool(Path.cwd())
    except OSError:
        return False


def _unforeseen(error: Exception, arguments: Sequence[str]) -> str:
    kind = type(error).__name__
    said = f"this should not have happened ({kind})"
    try:
        log = _logged(error, arguments)
    except OSError as refused:
        return f"{said}, and no log could be written: {refused.strerror}. `hotwash doctor` shows what a report of it needs"
    return f"{said}. Where it did is in {log}, without anything that you typed; please send it along with a report"


def _logged(error: Exception, arguments: Sequence[str]) -> Path:
    """Write the log; its path.

    Raises:
        OSError: it cannot be written.
    """
    import tempfile

    import platformdirs

    folder = platformdirs.user_log_path("hotwash", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    # A file of its own each time, for its owner's eyes alone.
    number, name = tempfile.mkstemp(prefix="hotwash-", suffix=".log", dir=folder)
    with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write("\n".join(_report(error, arguments)) + "\n")
    return Path(name)


def _report(error: BaseException, arguments: Sequence[str]) -> Iterator[str]:
    import platform
    import traceback

    from engine.version import VERSION

    yield f"Hotwash {VERSION}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    yield f"command: hotwash {' '.join(arguments)}".rstrip()
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield ""
        yield f"{type(current).__module__}.{type(current).__qualname__}"
        for frame in traceback.extract_tb(current.__traceback__, limit=-100):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        current = current.__cause__ or current.__context__


def redacted(argument: str, known: frozenset[str]) -> str:
    """An argument without what was typed: a command's name stays, and an option's."""
    name, equals, _ = argument.partition("=")
    if name in known:
        return f"{name}=..." if equals else name
    return "..."
