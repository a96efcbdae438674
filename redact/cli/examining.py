"""Examining: what files, whoever made them, hold without showing it. No record and no policy is needed for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.cli.ending import code_of
from redact.cli.printing import say, show, show_json
from redact.errors import ExitCode, RedactError, UnsupportedError
from redact.verify.unseen import Handlers, Item, can_examine, examined, items

if TYPE_CHECKING:
    from redact.contracts import Handler
    from redact.policy import Policy
    from redact.types import Unseen

_WORDS = frozenset("text words information metadata value author address description expansion script bytes".split())
"""What is counted in characters; all else in things."""
_ONLY = "what it can hide is not known here"


@dataclass(slots=True)
class _Told:
    """What the user is told, file by file."""

    quiet: bool
    as_json: bool
    alone: bool
    files: int = 0
    serious: int = 0
    clean: int = 0
    codes: list[int] = field(default_factory=list)

    def file(self, name: str, found: list[Unseen], checks: list[Item]) -> None:
        """One file that was examined; of a single one every item is told, of several only what was found."""
        serious = sum(each.serious for each in found)
        self.files, self.serious, self.clean = self.files + 1, self.serious + serious, self.clean + (not serious)
        if self.as_json:
            rows = {"unseen": [_row(each) for each in found], "checks": [_verdict(item) for item in checks]}
            show_json({"kind": "file", "name": name, "state": "examined", **rows})
        for each in found:
            if each.serious:
                say(f"redact: {name}: {_line(each)}")
            elif not (self.quiet or self.as_json):
                show(f"{name}: {_line(each)}; nothing serious")
        for item in checks if self.alone and not (self.quiet or self.as_json) else ():
            show(f"{'pass' if item.passed else 'FAIL'}  {item.name}" + ("; see above" if item.told else ""))

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


def examine(path: Path, handlers: Handlers, *, quiet: bool, as_json: bool) -> ExitCode:
    """Look at a file, or at every file of a folder. ``FINDINGS`` where one holds what it does not show."""
    told = _Told(quiet, as_json, alone=path.is_file())
    for name, file in _files(path):
        handler = handlers.get(file.suffix.lower())
        if (handler is None or not can_examine(handler)) and path.is_dir():
            told.passed_over(name)
            continue
        try:
            told.file(name, *_examined(file, handler, handlers))
        except RedactError as error:
            told.failed(name, error)
    if not told.files:
        raise UnsupportedError(
            "there is no record, and no file that can be examined without one",
            "name the folder that holds report.json with --record",
        )
    told.summary()
    return code_of(told.codes, told.files) or (ExitCode.FINDINGS if told.serious else ExitCode.DONE)


def _examined(file: Path, handler: Handler | None, handlers: Handlers) -> tuple[list[Unseen], list[Item]]:
    if handler is None or not can_examine(handler):
        raise UnsupportedError("this kind of file cannot be examined", _ONLY)
    found = examined(file, handlers)
    return found, items(handler, found)


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if path.is_file():
        yield path.name, path
        return
    for file in sorted(file for file in path.rglob("*") if file.is_file() and not file.is_symlink()):
        yield file.relative_to(path).as_posix(), file


def handlers_of(policy: Policy | None) -> Handlers:
    """By ending, the handlers that the policy names, or all that are installed, with their usual options."""
    from redact import registry
    from redact.contracts import Secrets

    if policy is not None:
        made = list(registry.build(policy, Secrets()).handlers.values())
    else:
        made = [_usual(name) for name in sorted(registry.available("handlers"))]
    return {suffix: handler for handler in made for suffix in handler.suffixes}


def _usual(name: str) -> Handler:
    from redact import registry

    plugin: Any = registry.load("handlers", name)
    handler: Handler = plugin(plugin.Options())
    return handler


def _line(each: Unseen) -> str:
    counted = _WORDS.intersection(each.kind.split())
    amount = f"{each.amount} character{'s' * (each.amount != 1)}" if counted else str(each.amount)
    return f"{each.kind}, {each.place}" + (f" ({amount})" if counted or each.amount != 1 else "")


def _verdict(item: Item) -> dict[str, Any]:
    return {"item": item.name, "passed": item.passed, "failed": item.failed, "told": item.told}


def _row(each: Unseen) -> dict[str, Any]:
    from redact.report.places import place_of

    return {
        "kind": each.kind,
        "place": each.place,
        "page": each.page,
        "amount": each.amount,
        "box": place_of(each.box) if each.box else None,
        "serious": each.serious,
        "check": each.check,
    }
