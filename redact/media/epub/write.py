"""An e-book put together from nothing: its pages and pictures under new names, and a package that says only that."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from redact.media.epub.book import CONTAINER, MIMETYPE, PICTURES
from redact.media.epub.pages import Entry

IDENTIFIER = "urn:redacted"
MODIFIED = "2000-01-01T00:00:00Z"
_FOLDER = "OEBPS"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_KINDS = {ending: kind for kind, ending in PICTURES.items()} | {".jpeg": "image/jpeg"}
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
    f'full-path="{_FOLDER}/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


@dataclass(frozen=True, slots=True)
class Copy:
    """What goes into the copy: pages and pictures by name, metadata, lines of the contents."""

    version: str
    language: str
    pages: Mapping[str, str] = field(repr=False)
    pictures: Mapping[str, bytes] = field(repr=False)
    metadata: Sequence[tuple[str, str]] = field(repr=False)
    entries: Sequence[Entry] = field(repr=False)
    nav: str = ""
    cover: str = ""
    unordered: str = ""


def is_picture(name: str) -> bool:
    """Whether a file of that name can be a picture of an e-book."""
    return name[name.rfind(".") :].lower() in _KINDS


def packed(copy: Copy) -> bytes:
    """The bytes of the e-book; the same every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _add(archive, "mimetype", MIMETYPE, zipfile.ZIP_STORED)
        _add(archive, CONTAINER, _CONTAINER.encode("utf-8"))
        _add(archive, f"{_FOLDER}/content.opf", _package(copy).encode("utf-8"))
        if copy.entries:
            _add(archive, f"{_FOLDER}/toc.ncx", _contents(copy).encode("utf-8"))
        for name, page in copy.pages.items():
            _add(archive, f"{_FOLDER}/{name}", page.encode("utf-8"))
        for name, data in copy.pictures.items():
            _add(archive, f"{_FOLDER}/{name}", data)
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = how
    entry.create_system = 0
    archive.writestr(entry, data)


def _package(copy: Copy) -> str:
    modified = f'<meta property="dcterms:modified">{MODIFIED}</meta>' if copy.version == "3.0" else ""
    fields = list(copy.metadata)
    if not any(name == "title" and words.strip() for name, words in fields):
        fields.insert(0, ("title", "[Title]"))
    said = "".join(f"<dc:{name}>{escape(words, quote=False)}</dc:{name}>\n" for name, words in fields if words.strip())
    cover = f'<meta name="cover" content="{_id(copy.cover)}"/>' if copy.cover else ""
    spine = "".join(f'<itemref idref="{_id(name)}"/>' for name in copy.pages if name != copy.unordered)
    contents = ' toc="toc"' if copy.entries else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" '
        f'version="{copy.version}" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{IDENTIFIER}</dc:identifier>\n<dc:language>{copy.language}</dc:language>\n{said}'
        f"{modified}{cover}</metadata>\n<manifest>{''.join(_items(copy))}</manifest>\n"
        f"<spine{contents}>{spine}</spine></package>\n"
    )


def _items(copy: Copy) -> Iterable[str]:
    for name in copy.pages:
        properties = ' properties="nav"' if name == copy.nav else ""
        yield f'<item id="{_id(name)}" href="{name}" media-type="application/xhtml+xml"{properties}/>\n'
    for name in copy.pictures:
        kind = _KINDS[name[name.rfind(".") :].lower()]
        properties = ' properties="cover-image"' if name == copy.cover and copy.version == "3.0" else ""
        yield f'<item id="{_id(name)}" href="{name}" media-type="{kind}"{properties}/>\n'
    if copy.entries:
        yield '<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>\n'


def _contents(copy: Copy) -> str:
    title = next((words for name, words in copy.metadata if name == "title"), "[Title]")
    pieces, depth = list[str](), -1
    for number, entry in enumerate(copy.entries, 1):
        inner = min(entry.depth, depth + 1)
        pieces += ["</navPoint>\n"] * (depth - inner + 1)
        depth = inner
        pieces.append(
            f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>{escape(entry.words, quote=False)}</text>'
            f'</navLabel><content src="{escape(entry.target)}"/>'
        )
    pieces += ["</navPoint>\n"] * (depth + 1)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        f'<head><meta name="dtb:uid" content="{IDENTIFIER}"/></head>'
        f"<docTitle><text>{escape(title, quote=False)}</text></docTitle><navMap>{''.join(pieces)}</navMap></ncx>\n"
    )


def _id(name: str) -> str:
    return name.rpartition(".")[0]
