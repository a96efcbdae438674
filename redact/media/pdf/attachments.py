"""The files inside a PDF: taken out to be redacted as documents of their own, put back if they may be released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.links import leaves
from redact.media.pdf.objects import as_dictionary, as_list, is_stream, key_of, words_of
from redact.types import Attachment


def attachments_of(pdf: Any) -> tuple[Attachment, ...]:
    """Every embedded file once, whether the document, a page or a note holds it."""
    import pikepdf

    found: dict[Any, Attachment] = {}
    for specification in _specifications(pdf):
        streams = as_dictionary(specification.get("/EF"))
        stream = next(
            (streams[key] for key in ("/UF", "/F", "/DOS", "/Mac", "/Unix") if is_stream(streams.get(key))), None
        )
        key = key_of(stream)
        if stream is None or key in found:
            continue
        n = len(found) + 1
        try:
            found[key] = Attachment(f"a{n}", _name(specification, n), stream.read_bytes(), f"attachment {n}")
        except (pikepdf.PdfError, RuntimeError):  # RuntimeError: what its decoders raise
            raise UnreadableError(f"attachment {n} of the PDF cannot be decoded") from None
    return tuple(found.values())


def _name(specification: Any, n: int) -> str:
    names = (specification.get(key) for key in ("/UF", "/F", "/DOS", "/Mac", "/Unix"))
    return next(filter(None, map(words_of, names)), f"attachment{n}")


def _specifications(pdf: Any) -> Iterator[Any]:
    root = pdf.Root
    yield from (as_dictionary(value) for _, value in leaves(as_dictionary(root.get("/Names")).get("/EmbeddedFiles")))
    yield from (as_dictionary(value) for value in as_list(root.get("/AF")))
    for page in pdf.pages:
        yield from (as_dictionary(value) for value in as_list(page.obj.get("/AF")))
        for annotation in as_list(page.obj.get("/Annots")):
            yield as_dictionary(as_dictionary(annotation).get("/FS"))


def add_attachments(pdf: Any, attachments: tuple[Attachment, ...], children: Mapping[str, tuple[str, bytes]]) -> None:
    """Put back the files that may be released, under the names that they may carry."""
    from pikepdf import AttachedFileSpec

    for attachment in attachments:
        if attachment.id in children:
            name, data = children[attachment.id]
            key = name if name not in pdf.attachments else f"{attachment.id} {name}"
            pdf.attachments[key] = AttachedFileSpec(
                pdf, data, filename=name, description="", mime_type="", creation_date="", mod_date=""
            )
