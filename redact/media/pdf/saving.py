"""A PDF written: once, all that its root reaches, without encryption and without history."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from redact.media.shelf import Stored


def packed(pdf: Any, data: bytes) -> Any:
    """A stream of the PDF, compressed at once: a long file has many of them in memory."""
    import pikepdf

    return pdf.make_stream(zlib.compress(data), Filter=pikepdf.Name.FlateDecode)


def saved_pages(pdf: Any, pages: Iterable[int]) -> bytes:
    """Some pages of an open PDF, from 0, as a file of their own in memory, to be looked at and thrown away."""
    import pikepdf

    with pikepdf.new() as few:
        for index in pages:
            few.pages.append(pdf.pages[index])
        data = io.BytesIO()
        few.save(data, static_id=True)  # looks for nothing that is not needed: that would take most of the time
        return data.getvalue()


def stored(pdf: Any) -> Stored:
    """An open PDF as a file that is put away where it is long."""
    return Stored(lambda file: save(pdf, file))


def saved(pdf: Any) -> bytes:
    """An open PDF as a file in memory."""
    data = io.BytesIO()
    save(pdf, data)
    return data.getvalue()


def save(pdf: Any, target: Any) -> None:
    """Write all that the PDF's root reaches, once, without encryption and without history."""
    import pikepdf

    pdf.remove_unreferenced_resources()
    pdf.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
        fix_metadata_version=False,
        encryption=False,
    )


def save_whole(pdf: Any, target: Path) -> None:
    """The same to a path, where nothing is left if it goes wrong."""
    try:
        save(pdf, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
