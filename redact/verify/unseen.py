"""What a file holds without showing it, item by item, the files inside it included.

Each handler knows its own formats; here they are asked, also about what is packed or attached, as deep as it goes. A
file inside that nothing here can open is told, for nobody can say what it holds.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from redact.contracts import Handler
from redact.errors import UnreadableError
from redact.guard import guarded
from redact.types import Attachment, Unseen

Handlers: TypeAlias = Mapping[str, Handler]
"""By ending, the handlers that can be asked."""
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a release checklist: how many things fail it, and how many are only told."""

    name: str
    failed: int = 0
    told: int = 0

    @property
    def passed(self) -> bool:
        """Whether nothing was found that its readers do not see."""
        return not self.failed


def examined(path: Path, handlers: Handlers) -> list[Unseen]:
    """All that a file holds and does not show. Raises ``UnreadableError``, also where its ending is not served."""
    handler = handlers.get(path.suffix.lower())
    if handler is None:
        raise UnreadableError("this kind of file cannot be examined", "open it in its own program")
    return [*_asked(path, handler), *_inside(path, handler, handlers, 1)]


def items(handler: Handler, found: Iterable[Unseen]) -> list[Item]:
    """The handler's checklist with what was found; what belongs to no item of it stands at its end by kind."""
    checks = {name: Item(name) for name in getattr(handler, "checks", ())}
    for each in found:
        item = checks.get(each.check or each.kind, Item(each.check or each.kind))
        failed, told = (1, 0) if each.serious else (0, 1)
        checks[item.name] = replace(item, failed=item.failed + failed, told=item.told + told)
    return list(checks.values())


def can_examine(handler: object) -> bool:
    """Whether a handler knows what its formats can hide."""
    return hasattr(handler, "unseen")


def _asked(path: Path, handler: Handler) -> list[Unseen]:
    look: Callable[[Path], Iterable[Unseen]] | None = getattr(handler, "unseen", None)
    return guarded("the handler", lambda: list(look(path))) if look else []


def _inside(path: Path, handler: Handler, handlers: Handlers, depth: int) -> Iterator[Unseen]:
    children = guarded("the handler", handler.load, path).children
    if children and depth > _DEEPEST:
        raise UnreadableError(f"files are packed into files more than {_DEEPEST} deep", "unpack it first")
    with tempfile.TemporaryDirectory(prefix="redact-") as folder:
        for number, child in enumerate(children, 1):
            place = child.place or f"file {number} inside"
            found = _child(child, Path(folder), handlers, depth)
            yield from (replace(each, place=f"{place}: {each.place}", page=None, box=None) for each in found)


def _child(child: Attachment, folder: Path, handlers: Handlers, depth: int) -> list[Unseen]:
    endings = PurePosixPath(child.name).suffixes[-2:]
    path = folder / f"file{''.join(endings).lower()[-_LONGEST:]}"
    handler = handlers.get(path.suffix)
    if handler is None:
        return [Unseen("a file that cannot be examined", "the whole", serious=False)]
    path.write_bytes(child.data)
    try:
        return [*_asked(path, handler), *_inside(path, handler, handlers, depth + 1)]
    except UnreadableError:
        return [Unseen("a file that cannot be opened", "the whole")]
    finally:
        path.unlink()


_LONGEST = 40
