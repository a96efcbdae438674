"""Builds OpenDocument files with something planted in every corner. All of it is made up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = {
    **{name: name for name in "office text table style meta presentation chart manifest form script config".split()},
    "draw": "drawing",
    "svg": "svg-compatible",
    "fo": "xsl-fo-compatible",
    "number": "datastyle",
    "anim": "animation",
    "smil": "smil-compatible",
}
NS = " ".join(f'xmlns:{prefix}="{_ODF}:{name}:1.0"' for prefix, name in _NAMES.items())
NS += (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    f' xmlns:of="{_ODF}:of:1.2" xmlns:math="http://www.w3.org/1998/Math/MathML"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
TYPE = "application/vnd.oasis.opendocument"


def content(body: str, styles: str = "", before: str = "") -> bytes:
    """A content.xml with this body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NS} office:version="1.2">{before}'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body>"
        "</office:document-content>"
    ).encode()


def text(body: str) -> str:
    return f"<office:text>{body}</office:text>"


def sheet(*cells: str, name: str = "One", more: str = "") -> str:
    """A sheet of one column."""
    rows = "".join(f"<table:table-row>{cell}</table:table-row>" for cell in cells)
    return f'<table:table table:name="{name}" {more}>{rows}</table:table>'


def cell(words: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"


def pack(path: Path, kind: str, members: Mapping[str, bytes], *, manifest: str = "") -> Path:
    """Write a package: what it is first, then its members and their list."""
    rows = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}.{kind}"/>'
    rows += "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in members
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"{TYPE}.{kind}", zipfile.ZIP_STORED)
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {NS}>{rows}{manifest}</manifest:manifest>")
    return path


def members_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def png() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (8, 6), (200, 30, 30)).save(buffer, "PNG")
    return buffer.getvalue()
