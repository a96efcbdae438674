"""Whether a page may show words that its text does not hold, told from its operators without taking it apart.

The same question is answered by the census of a walk; this is for a page that was tidied before and is only looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from redact.media.pdf.objects import CannotEditError, as_dictionary, is_stream, key_of, name_of, number
from redact.media.pdf.spelling import Operation, operations_of
from redact.media.pdf.walk import MANY_OUTLINES, SMALL_PICTURE

_DRAWS = frozenset(("sh", "INLINE IMAGE"))
_CURVES = frozenset(("c", "v", "y"))
_DEEPEST = 24


@dataclass(slots=True)
class Glance:
    """Looks at pages of one open PDF; what a form shows is worked out once."""

    known: dict[tuple[int, int], tuple[bool, int]] = field(default_factory=dict)

    def needs_reading(self, operations: Iterable[Operation], resources: Any) -> bool:
        """Whether the picture of a page, which these draw, must be read."""
        drawn, outlines = self._seen(operations, resources, 0)
        return drawn or outlines >= MANY_OUTLINES

    def _seen(self, operations: Iterable[Operation], resources: Any, depth: int) -> tuple[bool, int]:
        """Whether a picture or something like it is drawn, and the number of curves and slanted lines."""
        outlines, point = 0, (0.0, 0.0)
        for name, operands in operations:
            if name in _CURVES:
                outlines += 1
            elif name in ("m", "l") and len(operands) == 2:
                before, point = point, (number(operands[0]), number(operands[1]))
                outlines += name == "l" and before[0] != point[0] and before[1] != point[1]
            elif name in _DRAWS or _is_drawn(name, operands, resources):
                return True, outlines
            elif name == "Do" and operands:
                drawn, more = self._object(
                    as_dictionary(resources.get("/XObject")).get(name_of(operands[0])), resources, depth
                )
                outlines += more
                if drawn:
                    return True, outlines
        return False, outlines

    def _object(self, drawn: Any, resources: Any, depth: int) -> tuple[bool, int]:
        if not is_stream(drawn):
            return False, 0
        if name_of(drawn.get("/Subtype")) == "/Image":
            return number(drawn.get("/Width")) * number(drawn.get("/Height")) >= SMALL_PICTURE, 0
        key = key_of(drawn)
        if depth > _DEEPEST or key is None:
            return True, 0
        if key not in self.known:
            self.known[key] = (True, 0)  # what draws itself is looked at
            self.known[key] = self._form(drawn, resources, depth)
        return self.known[key]

    def _form(self, form: Any, resources: Any, depth: int) -> tuple[bool, int]:
        try:
            operations = operations_of(form)
        except CannotEditError:
            return True, 0
        return self._seen(operations, as_dictionary(form.get("/Resources")) or resources, depth + 1)


def _is_drawn(name: str, operands: Any, resources: Any) -> bool:
    """Whether an operator sets a pattern, a font of drawn glyphs, or makes text invisible."""
    if name == "Tr":
        return bool(operands) and number(operands[0]) == 3
    if name in ("scn", "SCN"):
        return bool(operands) and is_stream(as_dictionary(resources.get("/Pattern")).get(name_of(operands[-1])))
    if name == "Tf":
        font = as_dictionary(as_dictionary(resources.get("/Font")).get(name_of(operands[0]) if operands else ""))
        return name_of(font.get("/Subtype")) == "/Type3"
    return False
