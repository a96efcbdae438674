"""Where a stream finds its resources: its own, then those of the page around it, as PDFium does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.media.pdf.objects import as_dictionary, is_stream, name_of
from redact.media.pdf.subset.shown import Key


@dataclass(slots=True)
class Place:
    """The resources of one stream, nearest first.

    ``borrowed``: something was found with the page around it, so that on another page it may be something else.
    """

    resources: tuple[Any, ...]
    page: int
    depth: int = 0
    borrowed: bool = False
    found: dict[tuple[str, bytes], Any] = field(default_factory=dict)
    fonts: dict[bytes, Key | None] = field(default_factory=dict)

    def inside(self, own: Any) -> Place:
        """The place of a stream that this one draws."""
        return Place((own, *self.resources) if own else self.resources, self.page, self.depth + 1)

    def look_up(self, kind: str, operands: bytes) -> Any:
        """The resource that the first operand names."""
        sought = kind, operands.partition(b" ")[0]
        if sought not in self.found:
            self.found[sought] = self._found(kind, _name(sought[1]))
        return self.found[sought]

    def _found(self, kind: str, name: str) -> Any:
        for away, resources in enumerate(self.resources):
            found = as_dictionary(resources.get(kind)).get(name)
            if found is not None:
                self.borrowed = self.borrowed or away > 0
                return found
        return None


def _name(source: bytes) -> str:
    import pikepdf

    return name_of(pikepdf.Object.parse(source)) if b"#" in source else source.decode("utf-8", "surrogateescape")


def inherited(page: Any, key: str) -> Any:
    """What a page holds under a key, or the tree of pages above it."""
    node = page
    for _ in range(64):
        if not node or key in node:
            break
        node = as_dictionary(node.get("/Parent"))
    return node.get(key) if node else None


def looks_of(appearances: Any) -> Iterator[Any]:
    """The streams of an annotation's appearances, by state or not."""
    for look in appearances.values():
        yield from [look] if is_stream(look) else as_dictionary(look).values()
