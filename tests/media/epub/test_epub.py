from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.epub import EpubHandler
from redact.media.epub.gate import CHECKS
from redact.types import Document, Edit, NewText, Release, TextSpan
from tests.media.epub.books import DROPPED, SHOWN, members, torture, write
from tests.media.html import torture as page

HANDLER = EpubHandler(EpubHandler.Options())


def hide(document: Document, *words: str, release: Release = Release.OPEN, files: bool = True) -> dict[str, str]:
    edits = []
    for part in document.parts:
        for word in words:
            at = part.text.find(word)
            if at >= 0:
                edits.append(Edit(TextSpan(part.id, at, at + len(word)), NewText("[X]"), "f"))
    children = {child.id: ("x.png", b"new") for child in document.children} if files else {}
    target = document.source.with_name("out.epub")
    HANDLER.write(document, Changes(tuple(edits), children, release), target)
    assert [one for one in HANDLER.unseen(target) if one.serious] == []
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return HANDLER.load(torture(tmp_path / "a.epub"))


@pytest.mark.parametrize("release", list(Release))
def test_no_secret_of_any_corner_survives(document: Document, release: Release) -> None:
    assert [word for word in SHOWN.values() if not any(word in part.text for part in document.parts)] == []
    inside = [*page.SHOWN.values(), *page.HIDDEN.values(), *page.DROPPED.values()]
    secrets = [*SHOWN.values(), *DROPPED.values(), *inside]
    written = hide(document, *secrets, release=release)
    said = "\n".join([*written, *written.values()])
    bare = re.sub("<[^>]*>", "", said)
    assert [word for word in secrets if word.casefold() in (said + bare).casefold()] == []
    again = " ".join(part.text for part in HANDLER.reopen(document.source.with_name("out.epub")).parts)
    assert [word for word in secrets if word.casefold() in again.casefold()] == []
    assert [word for word in ("ladder", "harvest", "The end.") if word not in again] == []
    secret = document.source.with_name("out.epub").read_bytes()
    assert not [word for word in secrets if word.encode() in secret]


def test_the_copy_opens_as_a_book_and_its_links_lead_where_they_did(document: Document) -> None:
    written = hide(document)
    assert next(iter(written)) == "mimetype"
    with zipfile.ZipFile(document.source.with_name("out.epub")) as archive:
        assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    for name, text in written.items():
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
            ElementTree.fromstring(text)
    assert 'src="page-2.xhtml#a' in written["OEBPS/toc.ncx"]
    (mark,) = set(re.findall(r'href="page-2.xhtml#(a\d+)"', written["OEBPS/page-4.xhtml"]))
    assert f'<h1 id="{mark}">Kerensa</h1>' in written["OEBPS/page-2.xhtml"]
    assert 'epub:type="toc"' in written["OEBPS/page-4.xhtml"]
    assert re.search(r'epub:type="noteref" href="page-3.xhtml#(a\d+)"', written["OEBPS/page-2.xhtml"])
    assert '<img src="picture-1.png" alt=""' in written["OEBPS/page-1.xhtml"]
    assert (
        'id="picture-1" href="picture-1.png" media-type="image/png" properties="cover-image"'
        in written["OEBPS/content.opf"]
    )
    spine = re.findall('idref="([^"]*)"', written["OEBPS/content.opf"])
    assert spine == ["page-1", "page-2", "page-3"]
    assert written["OEBPS/toc.ncx"].count("<navPoint") == 3


def test_the_same_input_gives_the_same_bytes(document: Document) -> None:
    hide(document)
    first = document.source.with_name("out.epub").read_bytes()
    hide(document)
    assert document.source.with_name("out.epub").read_bytes() == first


def test_what_a_sheet_in_another_member_hides_is_known(document: Document) -> None:
    assert "Dilwyn" not in "".join(hide(document).values())
    assert "Dilwyn" in "".join(hide(document, release=Release.LIMITED).values())


def test_pictures_that_were_withheld_leave_a_notice(document: Document) -> None:
    assert [child.id for child in document.children] == ["i1", "p3.i1"]
    written = hide(document, files=False)
    assert "[picture withheld]" in written["OEBPS/page-2.xhtml"]
    assert not [name for name in written if name.endswith(".png")]
    assert "picture-1" not in "".join(written.values())


def test_the_gate_names_what_the_original_hides(document: Document) -> None:
    found = list(HANDLER.unseen(document.source))
    assert {one.check for one in found if one.serious} >= set(CHECKS) - {checklist.DESCRIPTIONS, checklist.LINKED}
    assert {"metadata", "comments", "scripts", "style sheets", "fonts", "sound and film"} <= set(document.dropped)


def refused(tmp_path: Path, **changes: bytes | None) -> str:
    files = members()
    for name, data in changes.items():
        if data is None:
            del files[name]
        else:
            files[name] = data
    with pytest.raises(UnreadableError) as caught:
        HANDLER.load(write(tmp_path / "a.epub", files))
    return str(caught.value)


def test_protected_and_broken_books_are_refused(tmp_path: Path) -> None:
    method = '<encryption><EncryptionMethod Algorithm="{}"/></encryption>'
    drm = method.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc").encode()
    assert "protection" in refused(tmp_path, **{"META-INF/encryption.xml": drm})
    assert "protection" in refused(tmp_path, **{"META-INF/rights.xml": b"<x/>"})
    assert refused(tmp_path, **{"META-INF/container.xml": None})
    assert refused(tmp_path, **{"EPUB/p.opf": None})
    assert refused(tmp_path, **{"EPUB/p.opf": b"<package/>"})
    assert refused(tmp_path, **{"EPUB/p.opf": b"<package"})
    assert refused(tmp_path, **{"EPUB/toc.ncx": b"<ncx>"})
    assert "not an e-book" in refused_bytes(tmp_path, b"Ann Lee")
    assert refused_bytes(tmp_path, b"PK\x03\x04Ann")
    assert refused_bytes(tmp_path, torture(tmp_path / "b.epub").read_bytes()[:-200])
    assert refused(tmp_path, **{"../x": b"x"})


def refused_bytes(tmp_path: Path, data: bytes) -> str:
    (tmp_path / "c.epub").write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        HANDLER.load(tmp_path / "c.epub")
    return str(caught.value)


def test_fonts_that_are_only_obfuscated_are_left_out(tmp_path: Path) -> None:
    files = members()
    method = b'<encryption><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></encryption>'
    files["META-INF/encryption.xml"] = method
    assert HANDLER.load(write(tmp_path / "a.epub", files)).parts


def test_an_older_book_keeps_its_version_and_page_that_is_no_xml_is_read(tmp_path: Path) -> None:
    files = members()
    files["EPUB/p.opf"] = (
        files["EPUB/p.opf"].replace(b'version="3.0"', b'version="2.0"').replace(b' properties="nav"', b"")
    )
    files["EPUB/b.xhtml"] = b"<html><body><p>Tag soup of Ann<br>and Bo<p>more"
    document = HANDLER.load(write(tmp_path / "a.epub", files))
    written = hide(document, "Ann")
    assert 'version="2.0"' in written["OEBPS/content.opf"]
    assert "[X]" in ElementTree.tostring(ElementTree.fromstring(written["OEBPS/page-3.xhtml"]), encoding="unicode")
