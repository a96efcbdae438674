"""How a command ends: every error becomes one line on standard error and an exit code, never a traceback."""

from __future__ import annotations

import functools
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec

import typer

from redact.cli.printing import say
from redact.errors import ExitCode, RedactError

P = ParamSpec("P")
_HOUSE = Path(__file__).resolve().parent.parent


def exits(command: Callable[P, ExitCode]) -> Callable[P, None]:
    """The command as Typer wants it: its result is the exit code of the process."""

    @functools.wraps(command)
    def ending(*args: P.args, **kwargs: P.kwargs) -> None:
        code = ExitCode.UNREADABLE
        try:
            code = command(*args, **kwargs)
        except RedactError as error:
            say(f"redact: {error}")
            code = ExitCode(error.exit_code)
        except KeyboardInterrupt:
            say("redact: interrupted; run the same command again and it goes on where it stopped")
            code = ExitCode.INTERRUPTED
        except BrokenPipeError:
            _let_go()
            code = ExitCode.INTERRUPTED
        except typer.Exit:
            raise
        except Exception as error:  # noqa: BLE001  a message may quote a user's text, so no message is ever shown
            say(f"redact: {type(error).__name__} at {_where(error)}; this is a fault of redact: report it")
        raise typer.Exit(int(code))

    return ending


def _let_go() -> None:
    """Nobody reads standard output any more: what is left in its buffer goes nowhere, instead of raising at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _where(error: Exception) -> str:
    """The innermost line of ours that the error passed through."""
    frames = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)]
    ours = [(path, line) for path, line in zip(frames, lines, strict=True) if path.is_relative_to(_HOUSE)]
    if not ours:
        return "an unknown line"
    path, line = ours[-1]
    return f"redact/{path.relative_to(_HOUSE).as_posix()}:{line}"


def code_of(failures: Sequence[int], files: int) -> ExitCode:
    """The exit code of work on many files, from the codes of those that failed.

    When all failed for one reason, or when all that is missing is a reviewer, the code says so; else some failed.
    """
    codes = set(failures)
    if not codes:
        return ExitCode.DONE
    if len(codes) == 1 and (len(failures) == files or codes == {ExitCode.FINDINGS}):
        return ExitCode(codes.pop())
    return ExitCode.PARTIAL
