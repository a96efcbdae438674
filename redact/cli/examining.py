"""Examining: what files, whoever made them, hold without showing it. No record and no policy is needed for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from redact.cli.ending import code_of
from redact.cli.printing import say, show, show_json
from redact.errors import ExitCode, RedactError, UnsupportedError

if TYPE_CHECKING:
    from redact.types import Unseen

Look: TypeAlias = "Callable[[Path], Iterable[Unseen]]"
_WORDS = frozenset("text words information metadata value author address description expansion script bytes".split())
"""What is counted in characters; all else in things."""
_ONLY = "only PDF files can be examined without a record"


@dataclass(slots=True)
class _Told:
    """What the user is told, file by file."""

    quiet: bool
    as_json: bool
    files: int = 0
    serious: int = 0
    clean: int = 0
    codes: list[int] = field(default_factory=list)

    def file(self, name: str, found: list[Unseen]) -> None:
        """One file that was examined."""
        serious = sum(each.serious for each in found)
        self.files, self.serious, self.clean = self.files + 1, self.serious + serious, self.clean + (not serious)
        if self.as_json:
            show_json({"kind": "file", "name": name, "state": "examined", "unseen": [_row(each) for each in found]})
        for each in found:
            if each.serious:
                say(f"redact: {name}: {_line(each)}")
            elif not (self.quiet or self.as_json):
                show(f"{name}: {_line(each)}; nothing serious")

    def failed(self, name: str, error: RedactError) -> None:
        """One file that could not be examined."""
        self.files += 1
        self.codes.append(int(error.exit_code))
        say(f"redact: {name}: {error}")
        if self.as_json:
            failure = {"what": error.what, "next_step": error.next_step, "exit_code": int(error.exit_code)}
            show_json({"kind": "file", "name": name, "state": "unreadable", "unseen": [], "failure": failure})

    def passed_over(self, name: str) -> None:
        """One file of a kind that cannot be examined, among others."""
        if self.as_json:
            show_json({"kind": "file", "name": name, "state": "not examined", "unseen": []})
        elif not self.quiet:
            show(f"{name}: not examined; {_ONLY}")

    def summary(self) -> None:
        """All files together."""
        if self.as_json:
            counts = {"clean": self.clean, "findings": self.serious, "failed": len(self.codes)}
            show_json({"kind": "summary", "files": self.files, **counts})
        elif not self.quiet:
            show(f"{self.clean} of {self.files} files hold nothing that they do not show")


def examine(path: Path, *, quiet: bool, as_json: bool) -> ExitCode:
    """Look at a file, or at every file of a folder. ``FINDINGS`` where one holds what it does not show."""
    told, looks = _Told(quiet, as_json), _looks()
    for name, file in _files(path):
        look = looks.get(file.suffix.lower())
        if look is None and path.is_dir():
            told.passed_over(name)
            continue
        try:
            told.file(name, _found(look, file))
        except RedactError as error:
            told.failed(name, error)
    if not told.files:
        raise UnsupportedError(
            "there is no record, and no file that can be examined without one",
            "name the folder that holds report.json with --record",
        )
    told.summary()
    return code_of(told.codes, told.files) or (ExitCode.FINDINGS if told.serious else ExitCode.DONE)


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if path.is_file():
        yield path.name, path
        return
    for file in sorted(file for file in path.rglob("*") if file.is_file() and not file.is_symlink()):
        yield file.relative_to(path).as_posix(), file


def _looks() -> dict[str, Look]:
    """By ending, how the handlers that can do so examine a file."""
    from redact import registry

    handlers = [registry.load("handlers", name) for name in sorted(registry.available("handlers"))]
    able: list[Any] = [handler for handler in handlers if hasattr(handler, "unseen")]
    return {suffix: handler(handler.Options()).unseen for handler in able for suffix in handler.suffixes}


def _found(look: Look | None, file: Path) -> list[Unseen]:
    from redact.guard import guarded

    if look is None:
        raise UnsupportedError("this kind of file cannot be examined", _ONLY)
    return guarded("the handler", lambda: list(look(file)))


def _line(each: Unseen) -> str:
    counted = _WORDS.intersection(each.kind.split())
    amount = f"{each.amount} character{'s' * (each.amount != 1)}" if counted else str(each.amount)
    return f"{each.kind}, {each.place}" + (f" ({amount})" if counted or each.amount != 1 else "")


def _row(each: Unseen) -> dict[str, Any]:
    from redact.report.places import place_of

    return {
        "kind": each.kind,
        "place": each.place,
        "page": each.page,
        "amount": each.amount,
        "box": place_of(each.box) if each.box else None,
        "serious": each.serious,
    }
