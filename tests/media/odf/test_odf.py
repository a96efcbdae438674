"""OpenDocument: every corner is a part or goes, what is left stays as it was, and others open the result."""

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import RedactError, UnreadableError
from redact.media.odf import OdfHandler
from redact.occurrences import Wanted
from redact.types import Document, Edit, NewText, Release, TextSpan
from tests.media.odf.making import NS, cell, content, members_of, pack, sheet, text
from tests.media.odf.torture import (
    BOOK_DROPPED,
    BOOK_EDITED,
    DROPPED,
    EDITED,
    SLIDES_DROPPED,
    SLIDES_EDITED,
    book,
    letter,
    slides,
)

HANDLER = OdfHandler(OdfHandler.Options())
KINDS = {
    "letter.odt": (letter, EDITED, DROPPED),
    "letter.fodt": (letter, EDITED, {k: v for k, v in DROPPED.items() if k not in {"picname"}}),
    "book.ods": (book, BOOK_EDITED, BOOK_DROPPED),
    "slides.odp": (slides, SLIDES_EDITED, SLIDES_DROPPED),
}
HIDDEN = frozenset(
    "hidden hiddensection hiddenparagraph white tiny comment hiddenrow filtered hiddencolumn hiddensheet "
    "notes layer".split()
)
P = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
CORNERS = [(name, corner) for name, (_, edited, _) in KINDS.items() for corner in edited]
GONE = [(name, corner) for name, (_, _, dropped) in KINDS.items() for corner in dropped]


def edits_for(document: Document, values: list[str], new: str = "[Person]") -> tuple[Edit, ...]:
    wanted = Wanted(values)
    return tuple(
        Edit(TextSpan(part.id, place.start, place.end), NewText(new), "f")
        for part in document.parts
        for place in wanted.occurrences(part.text)
    )


def hide(source: Path, *values: str, new: str = "[Person]", name: str = "", release: Release = Release.LIMITED) -> Path:
    document = HANDLER.load(source)
    target = source.with_name(name or f"out{source.suffix}")
    children = {child.id: (child.name, child.data) for child in document.children}
    HANDLER.write(document, Changes(edits_for(document, list(values), new), children, release), target)
    return target


def flat_or_members(path: Path) -> dict[str, str]:
    if path.suffix.startswith(".fo"):
        return {"flat": path.read_text("utf-8")}
    return {name: data.decode("utf-8", "replace") for name, data in members_of(path).items()}


def said(path: Path) -> dict[str, str]:
    """All that a file says: members as they are and without tags, their names, what reopening shows."""
    members = flat_or_members(path)
    bare = {f"{name} without tags": re.sub("<[^>]*>", "", text) for name, text in members.items()}
    shown = {part.id: part.text for part in HANDLER.reopen(path).parts}
    return {**members, **bare, **shown, "names": " ".join(members)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("odf")


@pytest.fixture(scope="module")
def tortured(folder: Path) -> dict[str, Path]:
    return {name: make(folder / name) for name, (make, _, _) in KINDS.items()}


@pytest.fixture(scope="module")
def loaded(tortured: dict[str, Path]) -> dict[str, Document]:
    return {name: HANDLER.load(path) for name, path in tortured.items()}


@pytest.fixture(scope="module")
def redacted(tortured: dict[str, Path]) -> dict[str, dict[str, str]]:
    return {name: said(hide(path, *KINDS[name][1].values(), name=f"red-{name}")) for name, path in tortured.items()}


@pytest.mark.parametrize(("name", "corner"), CORNERS)
def test_each_corner_that_a_reader_sees_is_a_part(loaded: dict[str, Document], name: str, corner: str) -> None:
    assert edits_for(loaded[name], [KINDS[name][1][corner]])


@pytest.mark.parametrize(("name", "corner"), GONE)
def test_each_corner_that_no_reader_sees_is_no_part(loaded: dict[str, Document], name: str, corner: str) -> None:
    assert not edits_for(loaded[name], [KINDS[name][2][corner]])


@pytest.mark.parametrize("name", KINDS)
def test_nothing_planted_is_left(redacted: dict[str, dict[str, str]], name: str) -> None:
    _, edited, dropped = KINDS[name]
    for secret in (*edited.values(), *dropped.values()):
        wanted = Wanted([secret, re.split(r"[\W_]", secret)[0]])
        assert not [where for where, text in redacted[name].items() if list(wanted.occurrences(text))], secret


@pytest.mark.parametrize("name", KINDS)
def test_reopening_shows_what_was_planted_when_nothing_is_edited(tortured: dict[str, Path], name: str) -> None:
    parts = HANDLER.reopen(hide(tortured[name], name=f"same-{name}")).parts
    for corner, secret in KINDS[name][1].items():
        assert any(list(Wanted([secret]).occurrences(part.text)) for part in parts if part.raw), corner


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("release", Release)
def test_what_is_written_passes_the_gate(tortured: dict[str, Path], name: str, release: Release) -> None:
    out = hide(tortured[name], name=f"gate-{release}-{name}", release=release)
    assert [each for each in HANDLER.unseen(out) if each.serious] == []
    assert [each for each in HANDLER.unseen(tortured[name]) if each.serious]


@pytest.mark.parametrize("name", KINDS)
def test_the_gate_names_only_items_that_it_lists_and_no_words(tortured: dict[str, Path], name: str) -> None:
    found = list(HANDLER.unseen(tortured[name]))
    assert {each.check for each in found} <= set(HANDLER.checks)
    planted = [word for part in KINDS[name][1:] for value in part.values() for word in re.split(r"[\W_]", value)]
    assert not [each for each in found for word in planted if word in each.kind + each.place]


def test_the_gate_finds_each_kind_of_hidden_thing(tortured: dict[str, Path]) -> None:
    found = {each.check for path in tortured.values() for each in HANDLER.unseen(path) if each.serious}
    assert {
        *("hidden sheets", "hidden rows", "hidden columns", "hidden slides", "hidden text", "tracked changes"),
        *("rows that a filter hides, and its list of values", "copies of source data in pivot tables"),
        *("data models, connections and queries", "links to other files, and what is cached of them"),
        *("lists of allowed values", "copies of source data in charts", "embedded files and objects"),
        *("comments and notes", "content that the page does not show", "private data of programs"),
        *("metadata: authors, dates, paths, properties", "macros and scripts", "thumbnails", "digital signatures"),
        *("earlier versions and unused content", "members that nothing refers to"),
        "text in the colour of its background, or too small to read",
    } <= found


@pytest.mark.parametrize("name", KINDS)
def test_a_copy_for_everybody_has_nothing_that_was_hidden(tortured: dict[str, Path], name: str) -> None:
    shown = said(hide(tortured[name], name=f"open-{name}", release=Release.OPEN))
    for corner, secret in KINDS[name][1].items():
        there = any(list(Wanted([secret]).occurrences(text)) for text in shown.values())
        assert there is (corner not in HIDDEN), corner


GROUND = (
    '<style:style style:name="W" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="D" style:family="paragraph"><style:paragraph-properties fo:background-color="#000080"/>'
    "</style:style>"
)


@pytest.mark.parametrize(("style", "page", "stays"), [("N", "", False), ("D", "", True), ("N", "#000000", True)])
def test_only_text_in_the_colour_of_its_ground_is_invisible(tmp_path: Path, style: str, page: str, stays: bool) -> None:
    words = f'<text:p text:style-name="{style}">seen <text:span text:style-name="W">white words</text:span></text:p>'
    ground = f'<style:page-layout-properties fo:background-color="{page}"/>' if page else ""
    layout = f'<style:page-layout style:name="pm1">{ground}</style:page-layout>'
    styles = f"<office:automatic-styles>{layout}</office:automatic-styles>"
    styles = f"<office:document-styles {NS}>{styles}</office:document-styles>"
    members = {"content.xml": content(text(words), GROUND), "styles.xml": styles.encode()}
    path = pack(tmp_path / "a.odt", "text", members)
    assert ("white words" in body(hide(path, release=Release.OPEN))) is stays
    assert "white words" in body(hide(path))


def test_what_a_drop_down_field_shows_stays_and_its_choices_go(tmp_path: Path) -> None:
    field = '<text:drop-down><text:label text:value="other"/>chosen words</text:drop-down>'
    path = simple(tmp_path / "a.odt", f"<text:p>the {field} stay</text:p>")
    assert [part.text for part in HANDLER.load(path).parts] == ["the chosen words stay"]
    assert "other" not in body(hide(path))


def test_a_copy_for_others_shows_what_was_hidden(tortured: dict[str, Path]) -> None:
    book_xml = members_of(hide(tortured["book.ods"], name="shown.ods"))["content.xml"].decode()
    assert "table:visibility" not in book_xml
    assert 'table:display="false"' not in book_xml
    slides_xml = members_of(hide(tortured["slides.odp"], name="shown.odp"))["content.xml"].decode()
    assert "hidden" not in slides_xml.replace("Hidden", "")


def test_hidden_things_can_be_kept(tortured: dict[str, Path], tmp_path: Path) -> None:
    handler = OdfHandler(OdfHandler.Options(hidden="keep"))
    target = tmp_path / "kept.ods"
    handler.write(handler.load(tortured["book.ods"]), Changes(()), target)
    assert b'table:visibility="collapse"' in members_of(target)["content.xml"]
    assert [each for each in handler.unseen(target) if each.serious] == []
    assert [each for each in HANDLER.unseen(target) if each.serious]


def cells_of(path: Path) -> list[list[str]]:
    """The sheets as odfpy reads them."""
    from odf import teletype
    from odf.opendocument import load
    from odf.table import Table, TableCell

    tables = load(str(path)).spreadsheet.getElementsByType(Table)
    return [[teletype.extractText(one) for one in table.getElementsByType(TableCell)] for table in tables]


def test_odfpy_reads_the_rest_unchanged(tortured: dict[str, Path]) -> None:
    from odf import teletype
    from odf.opendocument import load
    from odf.text import P as Paragraph

    document = load(str(hide(tortured["letter.odt"], EDITED["body"], EDITED["split"], name="rest.odt")))
    lines = [teletype.extractText(p) for p in document.text.getElementsByType(Paragraph)]
    assert "Dear [Person], kept words" in lines
    assert "Mr [Person] wrote" in lines


def body(path: Path) -> str:
    return members_of(path)["content.xml"].decode()


def test_formatting_of_each_span_survives_a_finding_across_spans(tortured: dict[str, Path]) -> None:
    xml = body(hide(tortured["letter.odt"], EDITED["split"], new="[P]", name="spans.odt"))
    assert '<text:span text:style-name="T1">[P]</text:span><text:span text:style-name="T2"></text:span>' in xml.replace(
        '<text:span text:style-name="T2"/>', '<text:span text:style-name="T2"></text:span>'
    )


def one_sheet(path: Path, *cells: str, more: str = "") -> Path:
    return pack(
        path, "spreadsheet", {"content.xml": content(f"<office:spreadsheet>{sheet(*cells)}{more}</office:spreadsheet>")}
    )


def test_a_changed_cell_loses_its_value_and_its_formula(tmp_path: Path) -> None:
    typed = 'office:value-type="float" office:value="7700900123" table:formula="of:=7700900123*1"'
    xml = body(hide(one_sheet(tmp_path / "a.ods", cell("07700 900123", typed)), "07700 900123", new="[Phone]"))
    assert "7700900123" not in xml
    assert "formula" not in xml
    assert 'office:value-type="string"' in xml


def test_a_value_that_says_more_than_is_shown_is_a_part(tmp_path: Path) -> None:
    path = one_sheet(tmp_path / "a.ods", cell("14 March", 'office:value-type="date" office:date-value="1985-03-14"'))
    assert [part.text for part in HANDLER.load(path).parts if part.place.endswith("value")] == ["1985-03-14"]
    xml = body(hide(path, "1985-03-14", new="[Date]"))
    assert "<text:p>[Date]</text:p>" in xml
    assert "March" not in xml


def test_results_worked_out_from_a_changed_cell_are_left_to_be_worked_out(tmp_path: Path) -> None:
    upper = cell("ANN", 'table:formula="of:=LEFT(UPPER([.A1]);3)" office:value-type="string"')
    longer = cell("ANN!", 'table:formula="of:=[.A2]&amp;&quot;!&quot;" office:value-type="string"')
    other = cell("2", 'table:formula="of:=1+1" office:value-type="float" office:value="2"')
    xml = body(hide(one_sheet(tmp_path / "a.ods", cell("Ann Smith"), upper, longer, other), "Ann Smith"))
    assert "ANN" not in xml
    assert xml.count("table:formula") == 3
    assert 'office:value="2"' in xml


def test_a_sheet_that_is_called_otherwise_is_called_so_everywhere(tmp_path: Path) -> None:
    other = sheet(cell("3", "table:formula=\"of:=LEN(['Ann Smith'.A1])\""), name="Ann Smith")
    path = one_sheet(tmp_path / "a.ods", cell("1", "table:formula=\"of:=[$'Ann Smith'.A1]+1\""), more=other)
    xml = body(hide(path, "Ann Smith", new="[Person]"))
    assert 'table:name="Person"' in xml
    assert "of:=[$Person.A1]+1" in xml
    assert "Ann" not in xml


def test_a_formula_that_reads_what_was_left_out_becomes_its_result(tmp_path: Path) -> None:
    hidden = '<table:table-row table:visibility="collapse">{}</table:table-row>'
    rows = sheet(cell("5", 'table:formula="of:=[.A2]" office:value-type="float" office:value="5"'))
    rows = rows.replace("</table:table>", hidden.format(cell("secret")) + "</table:table>")
    path = pack(
        tmp_path / "a.ods", "spreadsheet", {"content.xml": content(f"<office:spreadsheet>{rows}</office:spreadsheet>")}
    )
    xml = body(hide(path, release=Release.OPEN))
    assert "secret" not in xml
    assert "formula" not in xml
    assert 'office:value="5"' in xml


def test_only_the_hidden_of_repeated_cells_are_emptied(tmp_path: Path) -> None:
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    columns += '<table:table-column table:number-columns-repeated="3"/>'
    row = (
        f"<table:table-row>{cell('same', 'table:number-columns-repeated=' + chr(34) + '5' + chr(34))}</table:table-row>"
    )
    table = f'<table:table table:name="One">{columns}{row}</table:table>'
    path = pack(
        tmp_path / "a.ods", "spreadsheet", {"content.xml": content(f"<office:spreadsheet>{table}</office:spreadsheet>")}
    )
    root = ElementTree.fromstring(body(hide(path, release=Release.OPEN)))
    found = root.iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-cell")
    key = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}number-columns-repeated"
    assert [("".join(one.itertext()), one.get(key, "1")) for one in found] == [("same", "2"), ("", "1"), ("same", "2")]


def test_columns_are_told_and_heads_are_context(tmp_path: Path) -> None:
    rows = [f"<table:table-row>{cell(a)}{cell(b)}</table:table-row>" for a, b in (("Name", "Town"), ("Ann", "Bath"))]
    table = f'<table:table table:name="One">{"".join(rows)}</table:table>'
    path = pack(
        tmp_path / "a.ods", "spreadsheet", {"content.xml": content(f"<office:spreadsheet>{table}</office:spreadsheet>")}
    )
    parts = {part.id: part for part in HANDLER.load(path).parts}
    assert [(parts[key].context, parts[key].column) for key in ("s1.A1", "s1.A2", "s1.B2")] == [
        ("", ""),
        ("Name", "s1.c1"),
        ("Town", "s1.c2"),
    ]


def test_an_object_is_a_document_of_its_own_and_is_put_back(
    tortured: dict[str, Path], loaded: dict[str, Document]
) -> None:
    (child,) = loaded["book.ods"].children
    assert child.name == "object1.odc"
    out = hide(tortured["book.ods"], BOOK_EDITED["sheet"], name="object.ods")
    members = members_of(out)
    assert b"'Sheet1" not in members["Object 1/content.xml"]
    assert b"Person.B2" in members["Object 1/content.xml"]
    without = out.with_name("without.ods")
    HANDLER.write(loaded["book.ods"], Changes(()), without)
    assert not [name for name in members_of(without) if name.startswith("Object")]


def test_every_member_is_listed_and_every_address_leads_to_one(tortured: dict[str, Path]) -> None:
    for name in ("letter.odt", "book.ods"):
        members = members_of(hide(tortured[name], name=f"listed-{name}"))
        listed = set(re.findall(r'full-path="([^"]*)"', members["META-INF/manifest.xml"].decode()))
        assert {n for n in listed if not n.endswith("/")} == set(members) - {"mimetype", "META-INF/manifest.xml"}
        for address in re.findall(r'xlink:href="((?:Pictures|\./Object)[^"]*)"', members["content.xml"].decode()):
            assert any(member.startswith(address.removeprefix("./")) for member in members)


def test_the_same_input_gives_the_same_bytes(tortured: dict[str, Path]) -> None:
    for name, path in tortured.items():
        first, second = hide(path, "x", name=f"a-{name}"), hide(path, "x", name=f"b-{name}")
        assert first.read_bytes() == second.read_bytes()


def simple(path: Path, xml: str = "<text:p>words</text:p>", **more: bytes) -> Path:
    return pack(path, "text", {"content.xml": content(text(xml)), **more})


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    entry = (
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        "<manifest:encryption-data/></manifest:file-entry>"
    )
    path = pack(tmp_path / "a.odt", "text", {"content.xml": b"noise"}, manifest=entry)
    with pytest.raises(UnreadableError, match="password"):
        HANDLER.load(path)


@pytest.mark.parametrize(
    "broken",
    [
        b"<office:document-content/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        f"<office:document-meta {NS}/>".encode()[:40],
        b"",
        b"\x00\x01",
        f"<strange {NS}/>".encode(),
    ],
)
def test_broken_content_is_refused(tmp_path: Path, broken: bytes) -> None:
    with pytest.raises(UnreadableError):
        HANDLER.load(pack(tmp_path / "a.odt", "text", {"content.xml": broken}))


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = simple(tmp_path / "a.odt")
    for suffix in (".ods", ".fodt", ".odp"):
        other = path.with_suffix(suffix)
        other.write_bytes(path.read_bytes())
        with pytest.raises(UnreadableError):
            HANDLER.load(other)


@pytest.mark.parametrize("times", ["99999999999", "-1", "x", "999999999"])
def test_impossible_repeats_are_refused(tmp_path: Path, times: str) -> None:
    path = one_sheet(tmp_path / "a.ods", cell("a", f'table:number-columns-repeated="{times}"'))
    with pytest.raises(UnreadableError):
        HANDLER.load(path)


def test_a_flood_of_spaces_is_bounded(tmp_path: Path) -> None:
    path = simple(tmp_path / "a.odt", '<text:p>a<text:s text:c="999999999"/>b</text:p>')
    assert len(HANDLER.load(path).parts[0].text) <= 1002


def test_styles_that_are_made_of_each_other_come_to_an_end(tmp_path: Path) -> None:
    styles = "".join(
        f'<style:style style:name="T{a}" style:family="text" style:parent-style-name="T{b}"/>'
        for a, b in ((1, 2), (2, 1))
    )
    xml = content(text('<text:p><text:span text:style-name="T1">words</text:span></text:p>'), styles)
    path = pack(tmp_path / "a.odt", "text", {"content.xml": xml})
    assert [each for each in HANDLER.unseen(path) if each.serious] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_changed_by_chance_is_refused_or_read(
    tmp_path: Path, tortured: dict[str, Path], data: st.DataObject
) -> None:
    whole = bytearray(tortured["letter.fodt"].read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    path = tmp_path / "chance.fodt"
    path.write_bytes(bytes(whole))
    try:
        hide(path, EDITED["body"])
    except RedactError:
        return


WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(WORDS, min_size=1, max_size=5), new=WORDS, data=st.data())
def test_what_is_put_into_a_paragraph_stands_there_and_the_rest_stays(
    tmp_path: Path, pieces: list[str], new: str, data: st.DataObject
) -> None:
    from xml.sax.saxutils import escape

    spans = "".join(f"<text:span>{escape(piece)}</text:span>" for piece in pieces)
    document = HANDLER.load(simple(tmp_path / "a.odt", f"<text:p>{spans}</text:p>"))
    if not document.parts:
        return
    part = document.parts[0]
    start = data.draw(st.integers(0, len(part.text)))
    end = data.draw(st.integers(start, len(part.text)))
    target = tmp_path / "b.odt"
    HANDLER.write(document, Changes((Edit(TextSpan(part.id, start, end), NewText(new), "f"),)), target)
    root = ElementTree.fromstring(body(target))
    assert "".join(next(root.iter(P)).itertext()) == part.text[:start] + new + part.text[end:]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_what_was_written(tortured: dict[str, Path], tmp_path: Path) -> None:
    out = hide(tortured["book.ods"], BOOK_EDITED["cell"], name="office.ods")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "office.csv").read_text("utf-8").splitlines()
    assert lines[0] == "Name,Phone,Hide"
    assert lines[1].startswith("[Person],")
    assert "[PERSON],kept words," in lines
