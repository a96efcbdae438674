"""Builds Office files with something planted in every corner. All of it is made up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

Members = dict[str, bytes]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
NS = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def members_of(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def changed(path: Path, change: Callable[[Members], None]) -> Path:
    members = members_of(path)
    change(members)
    return pack(path, members)


def relate(members: Members, owner: str, kind: str, target: str, rid: str, *, external: bool = False) -> None:
    folder, _, name = owner.rpartition("/")
    listing = f"{folder}/_rels/{name}.rels".lstrip("/")
    base = kind if kind.startswith("http") else f"{R}/{kind}"
    mode = ' TargetMode="External"' if external else ""
    row = f'<Relationship Id="{rid}" Type="{base}" Target="{target}"{mode}/>'
    empty = f'<Relationships xmlns="{REL}"></Relationships>'.encode()
    members[listing] = members.get(listing, empty).replace(b"</Relationships>", row.encode() + b"</Relationships>")


def declare(members: Members, name: str, kind: str) -> None:
    row = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"</Types>", row.encode())


def add(members: Members, name: str, xml: str, kind: str) -> None:
    members[name] = xml.encode()
    declare(members, name, kind)


def png(colour: tuple[int, int, int] = (200, 30, 30)) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(buffer, "PNG")
    return buffer.getvalue()


def blank_docx(path: Path) -> Path:
    import docx

    docx.Document().save(str(path))
    return path


def docx_with(path: Path, body: str, change: Callable[[Members], None] | None = None) -> Path:
    """A Word file with this XML in its body, and whatever else *change* does to its members."""
    blank_docx(path)

    def fill(members: Members) -> None:
        members["word/document.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {NS} '
            f"><w:body>{body}<w:sectPr/></w:body></w:document>"
        ).encode()
        if change:
            change(members)

    return changed(path, fill)


def paragraph(*runs: str, properties: str = "") -> str:
    return (
        f"<w:p>{properties}" + "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs) + "</w:p>"
    )
