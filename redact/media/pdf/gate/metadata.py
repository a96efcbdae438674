"""What XMP metadata says, but for programs, times and versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from redact.media.pdf.gate.graph import is_readable
from redact.media.pdf.objects import is_stream
from redact.types import Unseen

_NOBODY = frozenset(("anonymous", "untitled", "unspecified", "unknown", "none"))
"""What programs write where they know of nothing."""
_TAG = re.compile(r"<([/\w:.-]+)([^>]*)>([^<]*)")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SILENT = re.compile(
    r"xmlns(:\w+)?|(x|rdf|xml):(?!li$).*|pdfaid:.*|pdfuaid:.*|pdfx?id:.*"
    r"|pdfa(Schema|Property|Type|Extension|Field):.*"
    r"|xmpMM:(DocumentID|InstanceID|OriginalDocumentID|RenditionClass|VersionID)"
    r"|stEvt:(instanceID|when|softwareAgent|action|changed|parameters)"
    r"|stRef:.*|xmp:(CreateDate|ModifyDate|MetadataDate|CreatorTool)|pdf:(Producer|PDFVersion|Trapped)|dc:(format|language)"
)
"""What names programs, times, versions and kinds."""


def metadata(value: Any, place: str) -> Iterator[Unseen]:
    """What XMP metadata says, but for programs and times."""
    import pikepdf

    if not is_stream(value):
        return
    try:
        data = value.read_bytes()
    except (pikepdf.PdfError, RuntimeError):  # RuntimeError: what its decoders raise
        yield Unseen("metadata that cannot be decoded", place)
        return
    text = data.decode("utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8", "replace")
    said = [words for words in _said(text) if tells(words)]
    amount = sum(map(len, said))
    yield Unseen("metadata", place, amount or 1, serious=bool(said))


def _said(xmp: str) -> Iterator[str]:
    """The values in XMP that are neither technical nor empty."""
    outer = ""
    for name, attributes, text in _TAG.findall(xmp):
        plain = name.strip("/")
        if not plain.startswith("rdf:"):
            outer = plain
        if not _SILENT.fullmatch(outer if plain == "rdf:li" else plain):
            yield text.strip()
        yield from (one or two for key, one, two in _ATTRIBUTE.findall(attributes) if not _SILENT.fullmatch(key))
    if not _TAG.search(xmp):
        yield xmp


def tells(text: str) -> bool:
    """Whether a value says something, and not that nothing is known."""
    return is_readable(text) and text.strip(" ()").casefold() not in _NOBODY
