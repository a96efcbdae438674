"""What an older PDF left in a newer one: earlier revisions, objects that nothing uses, bytes beside the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from redact.media.pdf.gate.graph import Graph, is_readable, strings_of
from redact.media.pdf.objects import is_stream, name_of
from redact.types import Unseen

INSIDE = "inside the file"
_OBJECT = re.compile(rb"(?:^|[\r\n\0\t\f ])(\d{1,10})[ \r\n\t]+\d{1,5}[ \r\n\t]+obj\b")
_PRINTABLE = bytes((*range(32, 127), 9, 10, 13))
_MOSTLY = 0.8  # of a stream's first bytes are printable where it could be text
_HEAD = 4096  # bytes of a stream that are looked at


def traces_of_history(data: bytes, pdf: Any, graph: Graph) -> Iterator[Unseen]:
    """What the bytes of a file hold beside the PDF that is shown."""
    yield from _revisions(data)
    unused = [number for number in graph.objects if number not in graph.used]
    telling = sum(_tells(pdf, graph, number) for number in unused)
    if telling:
        yield Unseen("object that nothing uses", INSIDE, telling)
    head, end = data.find(b"%PDF-"), data.rfind(b"%%EOF")
    before, after = data[: max(head, 0)], data[end + 5 :] if end >= 0 else b""
    for place, rest in (("before the beginning of the file", before), ("after the end of the file", after)):
        text = rest.strip(b"\0\r\n\t\f ")
        if text:
            readable = is_readable(text.decode("latin-1"))
            yield Unseen("bytes beside the file", place, len(text), serious=readable)


def _revisions(data: bytes) -> Iterator[Unseen]:
    """Versions that were kept when the file was saved again: objects of the same number, the later one counts."""
    ends = data.count(b"%%EOF") - _is_linear(data)
    if ends < 2:
        return
    places: dict[int, list[int]] = {}
    for match in _OBJECT.finditer(data):
        places.setdefault(int(match[1]), []).append(match.start())
    older = [place for found in places.values() for place in found[:-1]]
    last = data.rfind(b"%%EOF", 0, data.rfind(b"%%EOF"))
    packed = len(re.findall(rb"/Type\s*/ObjStm\b", data[:last]))
    amount = len(older) + packed
    told = any(_holds_something(data, place) for place in older) or packed > 0
    yield Unseen("earlier revision", INSIDE, max(amount, 1), serious=bool(amount) and told)


def _is_linear(data: bytes) -> int:
    """One where the file was arranged for the web, which takes two ends for one version."""
    return int(b"/Linearized" in data[:2048])


def _holds_something(data: bytes, place: int) -> bool:
    """Whether an older object holds a stream or words."""
    end = data.find(b"endobj", place)
    words = data[place : end if end >= 0 else place + _HEAD]
    return b"stream" in words or any(True for _ in strings_of(words))


def _tells(pdf: Any, graph: Graph, number: tuple[int, int]) -> bool:
    """Whether an object that nothing uses holds words or a picture: what only orders the file does not."""
    words = graph.objects[number]
    value = pdf.get_object(number)
    if b"/Linearized" in words or not is_stream(value):
        return b"/Linearized" not in words and any(True for _ in strings_of(words))
    if name_of(value.get("/Type")) in ("/ObjStm", "/XRef"):
        return False
    return (
        name_of(value.get("/Subtype")) in ("/Image", "/Form") or _is_text(value) or any(True for _ in strings_of(words))
    )


def _is_text(stream: Any) -> bool:
    import pikepdf

    try:
        head = stream.read_bytes()[:_HEAD]
    except (pikepdf.PdfError, RuntimeError):  # RuntimeError: what its decoders raise
        head = stream.read_raw_bytes()[:_HEAD]
    return bool(head) and len(head.translate(None, _PRINTABLE)) < (1 - _MOSTLY) * len(head)
