"""The instructions of a stream taken apart, in columns: an object for each would cost as much as walking over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from redact.media.pdf.objects import is_string, name_of
from redact.media.pdf.walk import Emitted, Instruction, Step, Walk, instruction

Known: TypeAlias = Mapping[str, tuple[int | None, Step | None]]
"""How many operands an operator has, ``None`` for any number, and what the walk does at it."""

_UNKNOWN: tuple[int | None, Step | None] = (1 << 30, None)
_NUMBERS = frozenset((int, Decimal))
_STRINGS = frozenset(("Tj", "TJ", "'", '"', "INLINE IMAGE"))


@dataclass(frozen=True, slots=True)
class Rows:
    """Instruction by instruction its operator, what is done at it, and its operands.

    ``steps`` says what the walk does, ``None`` where an instruction stays as it is. ``instructions`` have no more
    operands than are read; ``originals`` are as they stood.
    """

    operators: list[str] = field(default_factory=list)
    steps: list[Step | None] = field(default_factory=list)
    operands: list[Any] = field(default_factory=list, repr=False)
    instructions: list[Instruction] = field(default_factory=list, repr=False)
    originals: list[Instruction] = field(default_factory=list, repr=False)

    def __len__(self) -> int:
        return len(self.operators)


def rows_of(originals: list[Instruction], known: Known) -> Rows:
    """The instructions taken apart. Operators with too few operands, or with strings that nobody reads, are to go."""
    rows = Rows(originals=originals)
    for original in originals:
        operator, operands, each = _name(original), [*original.operands], original
        count, step = known.get(operator, _UNKNOWN)
        if count is not None and len(operands) != count:
            if len(operands) < count:
                step = _left_out
            else:
                operands = operands[len(operands) - count :]
                each = instruction(operator, *operands)
        if operands and operator not in _STRINGS and _has_string(operands):
            step = _left_out
        rows.operators.append(operator)
        rows.steps.append(step)
        rows.operands.append(operands)
        rows.instructions.append(each)
    return rows


def _left_out(_: Walk, __: list[Any], ___: Instruction) -> Emitted:
    return []


def _name(each: Instruction) -> str:
    try:
        return str(each.operator)
    except UnicodeDecodeError:
        return name_of(each.operator)


def _has_string(operands: list[Any]) -> bool:
    return not _NUMBERS.issuperset(map(type, operands)) and any(map(is_string, operands))
