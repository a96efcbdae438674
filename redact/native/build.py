"""How a C library of ours is built: from which sources, by which compiler, and how it is known to be up to date.

Run ``python -m redact.native.build`` after changing a source. ``hatch_build.py`` loads this file by its path
when the package is built, before redact can be imported, so nothing of ours is imported here. No flag asks for this
machine's processor: what is built may travel to others of its kind.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

_HOUSE = Path(__file__).resolve().parents[1]
FOLDERS = (_HOUSE / "detect" / "native", _HOUSE / "media" / "pdf" / "native")
"""Where the sources of each library lie."""
FOLDER = FOLDERS[0]
FLAGS = ("-std=c99", "-O2", "-shared", "-fvisibility=hidden", "-fno-math-errno")
ZIG = (sys.executable, "-m", "ziglang", "cc", "-mcpu=baseline")  # without -mcpu it builds for this processor alone
ELF = ("-fPIC", "-Wl,-z,defs")  # a name that no source defines is an error when linking, as it is elsewhere anyhow
FLAGS_HERE = {"win32": (), "darwin": ("-fPIC",)}
SUFFIXES = {"win32": ".dll", "darwin": ".dylib"}
TIMEOUT = 600  # seconds; the C compiler of the package ziglang first builds its own parts, which takes it a minute
TRIAL = """
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
int32_t redact_trial(const char *text);
int32_t redact_trial(const char *text) { return (int32_t)strlen(text) + (int32_t)atoi(text); }
"""
ASK = """
import ctypes, sys
ask = ctypes.PyDLL(sys.argv[1]).redact_sources
ask.restype = ctypes.c_char_p
print(ask().decode())
"""
_COMPLAINT = re.compile(r"error:|undefined")


class NotBuiltError(Exception):
    """The library could not be built: what failed, and what to do, on one line."""


def library_file(folder: Path = FOLDER) -> Path:
    """Where the library lies once it is built: beside its sources."""
    return folder / f"_native{SUFFIXES.get(sys.platform, '.so')}"


def digest(folder: Path = FOLDER) -> str:
    """Sixteen hexadecimal digits that change with any C source or header in *folder*, or its name (of a SHA-256)."""
    seen = hashlib.sha256()
    for path in sorted([*folder.glob("*.c"), *folder.glob("*.h")]):
        for piece in (path.name.encode(), path.read_bytes()):
            seen.update(len(piece).to_bytes(8, "little") + piece)
    return seen.hexdigest()[:16]


def build(folder: Path = FOLDER) -> Path:
    """The library of the sources in *folder*, compiled unless it is there already. Raises ``NotBuiltError``.

    A library of other sources is taken away first: what cannot be built again must not be used either.
    """
    target = library_file(folder)
    try:
        if not is_built(folder):
            target.unlink(missing_ok=True)
            _put(target, folder)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotBuiltError(f"{type(error).__name__}: {error}") from error
    return target


def is_built(folder: Path = FOLDER) -> bool:
    """Whether the library lies there, can be loaded by this Python, and comes from the sources beside it."""
    library = library_file(folder)
    return library.is_file() and _said(library) == digest(folder)


def compiler(folder: Path = FOLDER) -> tuple[str, ...] | None:
    """The first C compiler of this machine that can build what this Python can load: $CC, cc, gcc or clang."""
    return next((command for command in _found() if _works(command, folder)), None)


def needs_zig(folder: Path = FOLDER) -> bool:
    """Whether the package ``ziglang``, which holds a C compiler, is needed: nothing is built and no compiler works."""
    try:
        return not is_built(folder) and compiler(folder) is None
    except OSError:  # nothing can be written here, so nothing will be compiled either
        return False


def _found() -> Iterator[tuple[str, ...]]:
    named = shlex.split(os.environ.get("CC", ""), posix=os.name != "nt")
    for command in ([named] if named else []) + [["cc"], ["gcc"], ["clang"]]:
        path = shutil.which(command[0])
        if path:
            yield (path, *command[1:])


def _works(command: tuple[str, ...], folder: Path) -> bool:
    """Whether a few lines can be compiled, linked and loaded: a name on the path may be an empty promise."""
    with _room(folder) as room:
        trial = room / "trial.c"
        trial.write_text(TRIAL, "utf-8")
        try:
            _compile(command, [folder / "built.c", trial], room / "trial", "trial")
        except (NotBuiltError, OSError, subprocess.SubprocessError):
            return False
        return _said(room / "trial") == "trial"


def _put(target: Path, folder: Path) -> None:
    """Compiles beside the place and moves the whole file there, so that nobody ever loads half a library."""
    command = compiler(folder) or (ZIG if find_spec("ziglang") else None)
    if command is None:
        raise NotBuiltError("no C compiler works here; install gcc or clang, or the package ziglang")
    with _room(folder) as room:
        made, wanted = room / target.name, digest(folder)
        _compile(command, sorted(folder.glob("*.c")), made, wanted)
        if _said(made) != wanted:
            raise NotBuiltError("what was compiled cannot be loaded by this Python")
        made.replace(target)


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    """A folder for one compilation, beside the sources: elsewhere (/tmp) loading a library may be forbidden."""
    with TemporaryDirectory(dir=folder, prefix="_native.") as name:
        yield Path(name)


def _compile(command: tuple[str, ...], sources: list[Path], target: Path, said: str) -> None:
    """One library of all sources, that says *said* when it is asked. Raises ``NotBuiltError`` with the first error."""
    room = str(target.parent)
    flags = [*FLAGS, *FLAGS_HERE.get(sys.platform, ELF), f'-DREDACT_SOURCES="{said}"', "-o", str(target)]
    done = subprocess.run(  # noqa: S603  the compiler that the user named or that is on the path, and our own files
        [*command, *flags, *map(str, sources)],
        env=os.environ | {"ZIG_GLOBAL_CACHE_DIR": room, "ZIG_LOCAL_CACHE_DIR": room},  # leaves nothing behind
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=TIMEOUT,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise NotBuiltError(next((line for line in lines if _COMPLAINT.search(line)), lines[-1]).strip())


def _said(library: Path) -> str:
    """Which sources a library says it was built from, '' if it cannot: asked in another process, which may fail."""
    done = subprocess.run(  # noqa: S603  this Python, and a library of ours
        [sys.executable, "-I", "-c", ASK, str(library)], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    return done.stdout.strip()


def main() -> str | None:
    """Builds every library in its place; what went wrong, for the one who called."""
    try:
        for folder in FOLDERS:
            build(folder)
    except NotBuiltError as error:
        return f"the C library was not built: {error}"
    return None


if __name__ == "__main__":
    sys.exit(main())
