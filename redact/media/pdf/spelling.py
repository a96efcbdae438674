"""What the strings of a content stream say: by their fonts as pdfminer reads those, and as bare bytes.

Fonts are read by pdfminer from the written file, by another parser than wrote it, and neither PDFium nor the walker has
a part in it. The order is that of the stream, whatever stands where on the page.
"""

from __future__ import annotations

import logging
import struct
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, TypeAlias

from redact.errors import UnreadableError
from redact.media.pdf.objects import as_dictionary, as_list, is_stream, is_string, key_of, name_of, number
from redact.media.pdf.stream import parsed

Operation: TypeAlias = tuple[str, Any]
"""The name of an operator, and its operands."""
Decode: TypeAlias = Callable[[bytes], str]
_GAP = -120
"""Thousandths of the font size: a jump of the pen that is meant as a space."""
_ODD = (
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    AssertionError,
    RecursionError,
    struct.error,
)
"""What odd fonts make pdfminer raise."""
_SHOWING = frozenset(("Tj", "TJ", "'", '"'))


def operations_of(stream: Any) -> list[Operation]:
    """The operations of a page or a stream. Raises ``CannotEditError`` where they cannot be told apart."""
    return [(_name(each), each.operands) for each in parsed(stream)]


def _name(instruction: Any) -> str:
    try:
        return str(instruction.operator)  # most by far, at a fifth of the cost
    except UnicodeDecodeError:
        return name_of(instruction.operator)


class Spelling:
    """The fonts of a written PDF, each read once."""

    def __init__(self, file: BinaryIO) -> None:
        from pdfminer.pdfdocument import PDFDocument
        from pdfminer.pdfinterp import PDFResourceManager
        from pdfminer.pdfparser import PDFParser
        from pdfminer.psexceptions import PSException

        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it logs the text that it reads
        try:
            self._document = PDFDocument(PDFParser(file))
        except PSException:
            raise UnreadableError("the PDF cannot be read again") from None
        self._fonts: dict[tuple[int, int], Decode | None] = {}
        self._resources = PDFResourceManager()

    def said(self, operations: Iterable[Operation], resources: Any) -> str:
        """The strings that are shown, a line for each operator; those in fonts that cannot be read are left out."""
        lines: list[str] = []
        decode: Decode | None = None
        for name, operands in operations:
            if name == "Tf":
                decode = self._decode(as_dictionary(resources.get("/Font")).get(name_of(operands[0])))
            elif name == "gs":
                decode = self._set(resources, operands) or decode
            elif name in _SHOWING and decode is not None:
                lines.append("".join(_pieces(operands[-1], decode)))
        return "\n".join(lines)

    def _set(self, resources: Any, operands: Any) -> Decode | None:
        """The font of a dictionary of settings, which few have."""
        font = as_list(as_dictionary(as_dictionary(resources.get("/ExtGState")).get(name_of(operands[0]))).get("/Font"))
        return self._decode(font[0]) if font else None

    def _decode(self, font: Any) -> Decode | None:
        key = key_of(font)
        if key is None or key not in self._fonts:
            decode = self._read(font) if as_dictionary(font) else None
            if key is None:
                return decode
            self._fonts[key] = decode
        return self._fonts[key]

    def _read(self, font: Any) -> Decode | None:
        """How a font spells; ``None`` where pdfminer cannot read it."""
        from pdfminer.psexceptions import PSException

        try:
            spec = self._as_pdfminer_has_it(font, 0)
            return _speller(self._resources.get_font(None, spec))
        except (PSException, *_ODD):
            return None

    def _as_pdfminer_has_it(self, value: Any, depth: int) -> Any:
        """An object of pikepdf as one of pdfminer, which reads all that has a number of its own from the file."""
        from pdfminer.pdftypes import PDFObjRef
        from pdfminer.psparser import LIT

        key = key_of(value)
        if depth and key is not None and not isinstance(value, str | int | float):
            return PDFObjRef(self._document, key[0])
        if as_dictionary(value) and not is_stream(value):
            return {name[1:]: self._as_pdfminer_has_it(member, depth + 1) for name, member in value.items()}
        if is_string(value):
            return bytes(value)
        if name_of(value):
            return LIT(name_of(value)[1:])
        members = as_list(value)
        return [self._as_pdfminer_has_it(member, depth + 1) for member in members] if members else _plain(value)


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int) else number(value)


def _speller(font: Any) -> Decode:
    letters: dict[int, str] = {}

    def letter(cid: int) -> str:
        if cid not in letters:
            letters[cid] = _letter(font, cid)
        return letters[cid]

    return lambda data: "".join(map(letter, font.decode(data)))


def _letter(font: Any, cid: int) -> str:
    from pdfminer.pdffont import PDFUnicodeNotDefined

    try:
        found = font.to_unichr(cid)
    except (PDFUnicodeNotDefined, KeyError):
        return "\N{REPLACEMENT CHARACTER}"
    return found if isinstance(found, str) else "\N{REPLACEMENT CHARACTER}"


def _pieces(shown: Any, decode: Decode) -> Iterator[str]:
    """The strings of an operand, with a space where the pen jumps over one."""
    for item in as_list(shown) or [shown]:
        if is_string(item):
            yield decode(bytes(item))
        elif number(item) < _GAP:
            yield " "
