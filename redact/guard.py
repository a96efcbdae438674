"""The wall between a plugin and the rest: whatever it raises becomes one line that holds no user's text."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from redact.errors import PluginError, RedactError, UnreadableError

P = ParamSpec("P")
T = TypeVar("T")


def guarded(plugin: str, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of *call*. Our own errors pass, cut off from what caused them; any other becomes ``PluginError``.

    Memory that ran out is the file's fault: ``UnreadableError``. The new error names the type of the old one and the
    line that raised it, never its message: messages quote input. It is raised outside the handler so that no traceback
    leads back to the original.
    """
    try:
        return call(*args, **kwargs)
    except RedactError as error:
        clean = error
    except MemoryError:
        clean = UnreadableError("the memory ran out", "run again with fewer --jobs, or where there is more memory")
    except (Exception, SystemExit) as error:  # noqa: BLE001  # a stranger's code may raise anything, and must not end the job
        clean = PluginError(f"{plugin} raised {_kind(error)} at {_where(error)}")
    clean.__cause__ = clean.__context__ = None
    raise clean.with_traceback(None)


def _kind(error: BaseException) -> str:
    """The name of an error's type; not of one that was made on the spot, which may be named after what it saw."""
    kind = type(error)
    declared = getattr(sys.modules.get(kind.__module__), kind.__qualname__, None) is kind
    return kind.__name__ if declared else "an error"


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown line"
