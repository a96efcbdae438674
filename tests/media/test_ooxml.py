"""What Office files share: archives, XML, links, and the search through what was written."""

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from redact.errors import UnreadableError
from redact.media.ooxml.names import is_office_name
from redact.media.ooxml.paragraphs import paragraphs
from redact.media.ooxml.raw import said
from redact.media.ooxml.words import attributes_with_words, is_form
from redact.media.ooxml.xml import is_plain, legal, parsed
from redact.media.ooxml.zip import packed, unpacked
from tests.media.office import NS


def root(inside: str) -> etree._Element:
    return parsed(f"<w:body {NS}>{inside}</w:body>".encode())


def test_an_archive_comes_back_as_it_was_and_always_the_same() -> None:
    members = {"a.xml": b"<a/>", "b/c.bin": bytes(range(256))}
    assert unpacked(packed(members)) == members
    assert packed(members) == packed(dict(members))


def test_folders_comments_and_times_do_not_survive() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("folder/", b"")
        archive.writestr("a.xml", b"<a/>")
        archive.comment = b"a secret"
    again = packed(unpacked(buffer.getvalue()))
    assert b"secret" not in again
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert [(entry.filename, entry.date_time[0]) for entry in archive.infolist()] == [("a.xml", 1980)]


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<a>",
        b"no xml",
        b"\xff\xfe",
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<a xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>',
    ],
)
def test_hostile_and_damaged_xml_is_refused(xml: bytes) -> None:
    with pytest.raises(UnreadableError):
        parsed(xml)


def test_a_member_with_a_comment_does_not_keep_its_bytes() -> None:
    head = b'<?xml version="1.0" encoding="UTF-8"?>'
    assert is_plain(head + b"<a/>")
    assert not is_plain(head + b"<a/><!-- who -->")
    assert not is_plain(head + b"<?who?><a/>")
    assert not is_plain(b'<?xml version="1.0" encoding="UTF-16"?><a/>')


def test_xml_holds_every_letter_that_it_can() -> None:
    assert legal("a\tb\nc\U0001f600\x00\x0b") == "a\tb\nc\U0001f600\ufffd\ufffd"


@pytest.mark.parametrize(
    "value", ["12.5pt", "00A1985F", "auto", "Heading1", "Table Grid", "A1:B5 C3", "1,2,3", "", "•", "rId4"]
)
def test_what_is_only_form_is_no_text(value: str) -> None:
    assert is_form(value)


@pytest.mark.parametrize("value", ["Ann Other", "ann@x.example", "王小明", "Ánn", "C:\\Users\\ann", "a'b cd"])
def test_what_may_be_words_is_text(value: str) -> None:
    assert not is_form(value)


def test_attributes_that_people_type_are_texts_even_when_they_are_one_token() -> None:
    element = etree.fromstring("<x title='Ann' jc='left' alt='12' style='width:1pt' typeface='Ann Sans'/>")
    assert list(attributes_with_words(element)) == ["title", "alt"]


def test_symbols_of_ordinary_fonts_are_letters() -> None:
    symbol = '<w:sym w:font="{}" w:char="F041"/>'
    run = f"<w:r>{symbol.format('Arial')}<w:t>nn</w:t>{symbol.format('Wingdings')}</w:r>"
    ((_, pieces),) = paragraphs(root(f"<w:p>{run}</w:p>")).items()
    assert "".join(piece.text for piece in pieces) == "Ann\uf041"


def test_a_paragraph_reads_on_across_its_tags() -> None:
    assert "Ann Other" in said("<w:p><w:r><w:t>An</w:t></w:r><w:r><w:t>n </w:t></w:r><w:t>Other</w:t></w:p>")
    assert "Ann Other" not in said("<w:p><w:t>Ann</w:t></w:p><w:p><w:t>Other</w:t></w:p>")
    assert said("<a:t>A &amp; B &#233;</a:t>") == "A & B é"


def test_names_of_fonts_and_styles_are_not_said_but_other_names_are() -> None:
    text = said(
        '<w:rFonts w:ascii="Georgia"/><w:pStyle w:val="Heading2"/><w:jc w:val="left"/><w:sz w:val="1985"/>'
        "<w:pStyle w:val='AnnOther'/><w:x descr=\"1985\"/><r Target='mailto:Ann%20Other'/>"
    )
    assert text.split("\n") == ["AnnOther", "1985", "mailto:Ann Other"]
    assert is_office_name("times new roman")
    assert not is_office_name("Ann Sans")


def test_a_tag_with_an_angle_inside_a_value_is_still_one_tag() -> None:
    assert said('<x descr="a > b"><t>c</t></x>') == "c\na > b"


def test_reading_leaves_the_source_as_it_was(tmp_path: Path) -> None:
    from redact.media.docx import DocxHandler
    from tests.media.office import docx_with, paragraph

    path = docx_with(tmp_path / "a.docx", paragraph("Ann"))
    before = path.read_bytes()
    path.chmod(0o444)
    handler = DocxHandler(DocxHandler.Options())
    handler.load(path)
    assert path.read_bytes() == before


def test_numbers_of_cells_and_of_places_do_not_run_together() -> None:
    xml = (
        '<?xml version="1.0"?><row r="1"><c r="A1"><v>12</v></c><c r="B1" t="str"><v>34 Road</v></c></row>'
        "<xdr:col>5</xdr:col>"
    )
    assert said(xml) == "34 Road"
