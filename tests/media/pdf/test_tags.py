"""Tags: the reading order of what remains is kept, says that something was taken out, and holds no words of its own."""

import ctypes
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from redact.contracts import Changes
from redact.media.pdf import tags_reading
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.tags_roles import ROLES
from redact.types import Edit, Fill, NewText, Release, TextSpan
from tests.media.pdf.making import HANDLER, everything_in, form, is_drawn_as_picture, made, mentions, without, written
from tests.media.pdf.tagged import Tagged, check, descriptions, elements, link, outline, read_aloud, said_by_marks


def letter(folder: Path) -> Path:
    """A letter with what a tagged file usually has."""
    t = Tagged(2)
    header = Dictionary(O=Name.Table, Scope=Name.Column, ColSpan=2)
    head = t.element("TR", t.element("TH", t.text("Name"), A=header), t.element("TH", t.text("Born")))
    row = t.element("TR", t.element("TD", t.text("Harold Bexley")), t.element("TD", t.text("1971")))
    entry = t.element("LI", t.element("Lbl", t.text("a")), t.element("LBody", t.text("first of all")))
    t.draw("/Figure <</MCID 8>> BDC 20 400 50 50 re f EMC", 0)
    t.numbers[0] = 8
    extent = Array([Dictionary(O=Name.Layout, BBox=Array([20, 400, 70, 450]), Placement=Name.Block)])
    figure = t.element("Figure", t.mark(), Alt=String("Harold Bexley before his house"), A=extent)
    goes_on = t.element("P", t.text("begins here"), t.text("and ends there", 1))
    parts = [
        t.element("Heading One", t.text("To the council")),
        t.element("P", t.text("Dear Harold Bexley,")),
        t.element("L", entry, A=Dictionary(O=Name.List, ListNumbering=Name.LowerAlpha)),
        t.element("Table", head, row),
        figure,
        goes_on,
        t.element("Link", t.text("elsewhere", 1), link(t, 1), Lang=String("de-CH")),
    ]
    roles = Dictionary({"/Heading One": Name("/My H"), "/My H": Name.H1})
    return t.saved(folder, t.element("Document", *parts), RoleMap=roles)


KINDS = "Document H1 P L LI Lbl LBody Table TR TH TH TR TD TD Figure P Link".split()


def test_tags_are_kept_where_nothing_goes(tmp_path: Path) -> None:
    source = letter(tmp_path)
    target = written(HANDLER.load(source), [])
    check(target)
    assert outline(target) == KINDS
    assert read_aloud(target) == read_aloud(source)
    with pikepdf.open(target) as pdf:
        given = [{str(k): v for d in e.A for k, v in d.items()} for e in elements(pdf) if "/A" in e]
        assert given[0] == {"/O": Name.List, "/ListNumbering": Name.LowerAlpha}
        assert given[1] == {"/O": Name.Table, "/Scope": Name.Column, "/ColSpan": 2}
        assert given[2]["/BBox"] == [20, 400, 70, 450]
        assert [str(e.Lang) for e in elements(pdf) if "/Lang" in e] == ["de"]
        assert all(page.obj.Annots[0].StructParent >= 0 for page in pdf.pages if "/Annots" in page.obj)


@pytest.mark.parametrize("release", [Release.INTERNAL, Release.OPEN])
def test_a_hole_is_told_where_it_is(tmp_path: Path, release: Release) -> None:
    target = without(letter(tmp_path), "Harold Bexley", release=release)
    check(target)
    said = [word for word in read_aloud(target) if word.strip()]
    dear = next(n for n, word in enumerate(said) if word.startswith("Dear"))
    assert said[dear + 1] == "redacted"
    assert said[said.index("Born") + 1 :][:2] == ["redacted", "1971"]
    assert sum("Harold" in words for words in said) == 1  # in the description, from which nothing was to go
    with pikepdf.open(target) as pdf:
        holes = [element for element in elements(pdf) if element.get("/Alt") == "redacted"]
        assert [str(hole.S) for hole in holes] == ["/Span", "/Span"]
        assert [str(hole.P.S) for hole in holes] == ["/P", "/TD"]


def test_a_label_is_told_in_place_of_the_hole(tmp_path: Path) -> None:
    document = HANDLER.load(letter(tmp_path))
    [place, *_] = mentions(document, "Harold Bexley")
    target = written(document, [Edit(place.region, Fill(label="s. 40"), "f")])
    check(target)
    assert "s. 40" in descriptions(target)


def test_what_stands_first_in_a_mark_is_told_before_it(tmp_path: Path) -> None:
    t = Tagged()
    target = without(t.saved(tmp_path, t.element("P", t.text("Bexley wrote"), t.text("to us"))), "Bexley")
    assert [word.strip() for word in read_aloud(target)] == ["redacted", "wrote", "to us"]


def test_a_hole_where_nothing_is_tagged_is_a_paragraph(tmp_path: Path) -> None:
    t = Tagged(3)
    tops = [t.element("P", t.text("first")), t.element("P", t.text("last", 2))]
    t.draw("BT /F1 12 Tf 20 700 Td (an untagged Bexley) Tj ET", 1)
    target = without(t.saved(tmp_path, t.element("Document", *tops)), "Bexley")
    check(target)
    assert outline(target) == ["Document", "P", "P", "Span", "P"]
    assert read_aloud(target) == ["first", "redacted", "last"]


def test_a_description_is_offered_and_changed(tmp_path: Path) -> None:
    document = HANDLER.load(letter(tmp_path))
    part = document.part("t1")
    assert (part.text, part.place, part.page) == (
        "Harold Bexley before his house",
        "page 1, a picture's description",
        1,
    )
    target = written(document, [Edit(TextSpan("t1", 0, 13), NewText("A man"), "f")])
    assert descriptions(target) == ["A man before his house"]
    assert HANDLER.reopen(target).part("t1").text == "A man before his house"
    gone = written(document, [Edit(TextSpan("t1", 0, len(part.text)), NewText(""), "f")])
    check(gone)
    assert descriptions(gone) == [] and "Figure" in outline(gone)


def test_the_extent_of_a_figure_goes_with_what_went_from_it(tmp_path: Path) -> None:
    document = HANDLER.load(letter(tmp_path))
    box = next(part.alignment.frame.box("p1.image", (30, 410, 40, 420)) for part in document.parts if part.alignment)
    with pikepdf.open(written(document, [Edit(box, Fill(), "f")])) as pdf:
        [figure] = [element for element in elements(pdf) if element.get("/S") == "/Figure"]
        assert [sorted(each.keys()) for each in figure.A] == [["/O", "/Placement"]]
        assert str(figure.K[1].Alt) == "redacted"


def test_no_word_of_the_tree_stays(tmp_path: Path) -> None:
    names = iter(f"Secret{n}" for n in range(100))
    planted: list[str] = []

    def word() -> str:
        planted.append(next(names))
        return planted[-1]

    t = Tagged()
    user = Dictionary(O=Name.UserProperties, P=Array([Dictionary(N=String(word()), V=String(word()))]))
    table = Dictionary(O=Name.Table, Summary=String(word()), Headers=Array([String(word())]), Scope=Name(f"/{word()}"))
    odd = Dictionary({"/O": Name.Layout, f"/{word()}": 3, "/Placement": Name(f"/{word()}"), "/BBox": String(word())})
    space = Dictionary(Type=Name.Namespace, NS=String(word()), RoleMapNS=Dictionary({f"/{word()}": Name.P}))
    more = {
        "T": String(word()), "ID": String(word()), "ActualText": String(word()), "E": String(word()),
        "Lang": String(word()), "A": Array([user, table, odd]), "C": Name(f"/{word()}"), "NS": space,
        "R": 1, "Phoneme": String(word()), "AF": Array([Dictionary(F=String(word()))]),
    }  # fmt: skip
    tops = [
        t.element(word(), t.text("here", begin=f"/{word()} <</MCID {{}} /Lang ({word()}) /E ({word()})>> BDC"), **more),
        t.element("P", t.text("there"), **{word(): String(word())}),
        t.element(word(), String(word()), Array([String(word())])),
    ]
    classes = Dictionary({f"/{word()}": Dictionary(O=Name.Layout, Note=String(word()))})
    ids = Dictionary(Names=Array([String(word()), tops[0]]))
    lexicon = Array([Dictionary(F=String(word()))])
    root = {"RoleMap": Dictionary({f"/{word()}": Name.P}), "ClassMap": classes, "IDTree": ids}
    source = t.saved(tmp_path, *tops, PronunciationLexicon=lexicon, Namespaces=Array([space]), **root)
    assert [name for name in planted if name not in everything_in(source)] == []
    target = written(HANDLER.load(source), [])
    check(target)
    assert outline(target) == ["P", "P"]
    assert [name for name in planted if name in everything_in(target)] == []


def test_cells_keep_the_cells_that_head_them(tmp_path: Path) -> None:
    t = Tagged()
    heads = [t.element("TH", t.text(words), ID=String(f"Secret{n}")) for n, words in enumerate(["Name", "Born"])]
    named = Array([String("Secret1"), String("Secret7"), String("Secret0")])
    cell = t.element("TD", t.text("1971"), A=Dictionary(O=Name.Table, RowSpan=2, Headers=named))
    rows = [t.element("TR", *heads, t.element("TH", ID=String("Secret9"))), t.element("TR", cell)]
    target = without(t.saved(tmp_path, t.element("Table", *rows)), "Born")
    check(target)
    assert "Secret" not in everything_in(target)
    with pikepdf.open(target) as pdf:
        found = list(elements(pdf))
        heading = {str(e.ID): e for e in found if "/ID" in e}
        [given] = [e.A[0] for e in found if "/A" in e]
        assert given.RowSpan == 2
        assert [heading[str(name)].K[0] for name in given.Headers][1] == 0 and len(given.Headers) == len(heading) == 2


def test_classes_and_namespaces_are_resolved(tmp_path: Path) -> None:
    t = Tagged()
    space = Dictionary(Type=Name.Namespace, NS=String("urn:x"), RoleMapNS=Dictionary(Para=Array([Name.P, Name.None_])))
    cell = t.element("TH", t.text("Name"), C=Name.Wide)
    classes = Dictionary(Wide=Dictionary(O=Name.Table, RowSpan=2))
    strong = t.element("Strong", t.text("so"), S2=1)
    tops = [
        t.element("Table", t.element("TR", cell)),
        t.element("Para", strong, NS=space),
        t.element("H9", t.text("x")),
    ]
    with pikepdf.open(written(HANDLER.load(t.saved(tmp_path, *tops, ClassMap=classes)), [])) as pdf:
        assert [str(e.S) for e in elements(pdf)] == ["/Table", "/TR", "/TH", "/P", "/Span", "/H6"]
        assert next(e.A[0].RowSpan for e in elements(pdf) if "/A" in e) == 2


def test_an_unknown_kind_is_told_by_its_place(tmp_path: Path) -> None:
    t = Tagged()
    inner = t.element("Unknown", t.text("inline"))
    tops = [t.element("Box", t.element("Foo", t.text("a")), t.element("P", inner, t.element("Bar", inner_of(t))))]
    target = written(HANDLER.load(t.saved(tmp_path, *tops)), [])
    check(target)
    assert outline(target) == ["Div", "P", "P", "Span", "NonStruct", "Span"]


def inner_of(t: Tagged) -> Dictionary:
    return t.element("Span", t.text("deep"))


def test_what_shows_nothing_any_more_is_left_out(tmp_path: Path) -> None:
    t = Tagged()
    off = t.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    t.pdf.Root.OCProperties = Dictionary(OCGs=Array([off]), D=Dictionary(OFF=Array([off])))
    t.pdf.pages[0].Resources.Properties = Dictionary(L=off)
    t.draw("/OC /L BDC")
    hidden = t.element("P", t.text("hidden"))
    t.draw("EMC")
    figure = t.element("Figure", hidden, Alt=String("a hidden picture"))
    tops = [figure, t.element("P"), t.element("P", 77, t.text("seen")), t.element("Sect", t.element("Div"))]
    target = written(HANDLER.load(t.saved(tmp_path, *tops)), [])
    check(target)
    assert outline(target) == ["P"] and read_aloud(target) == ["seen"]


def test_an_empty_cell_keeps_its_place(tmp_path: Path) -> None:
    t = Tagged()
    rows = [t.element("TR", t.element("TD"), t.element("TD", t.text("1"))), t.element("TR", t.element("TD"))]
    target = written(HANDLER.load(t.saved(tmp_path, t.element("Table", *rows), t.element("Table"))), [])
    check(target)
    assert outline(target) == ["Table", "TR", "TD", "TD", "TR", "TD"]


def test_properties_by_name_are_written_in_place(tmp_path: Path) -> None:
    t = Tagged()
    t.pdf.pages[0].Resources.Properties = Dictionary(
        M0=Dictionary(MCID=0, ActualText=String("Secret")), M1=Dictionary(Lang=String("en"), MCID=1)
    )
    tops = [t.element("P", t.text("one", begin="/P /M{} BDC"), t.text("two", begin="/Odd /M{} BDC"))]
    target = written(HANDLER.load(t.saved(tmp_path, *tops)), [])
    check(target)
    assert read_aloud(target) == ["one", "two"]
    assert "Secret" not in everything_in(target)


def test_numbers_in_forms_are_not_taken_for_those_of_the_page(tmp_path: Path) -> None:
    t = Tagged()
    inner = form(t.pdf, b"/P <</MCID 0>> BDC BT /F1 9 Tf 9 9 Td (in the form) Tj ET EMC", StructParents=5)
    t.pdf.pages[0].Resources.XObject.X = inner
    own = t.element("P", t.text("on the page"))
    around = t.element("Figure", Dictionary(Type=Name.MCR, Stm=inner, Pg=t.pdf.pages[0].obj, MCID=0))
    t.draw("/P <</MCID 1>> BDC /X Do EMC")
    t.numbers[0] = 1
    held = t.element("P", t.mark())
    target = written(HANDLER.load(t.saved(tmp_path, own, around, held)), [])
    check(target)
    assert outline(target) == ["P", "P"]
    with pikepdf.open(target) as pdf:
        [drawn] = pdf.pages[0].Resources.XObject.values()
        assert b"MCID" not in drawn.read_bytes() and "/StructParents" not in drawn


@pytest.mark.parametrize("is_edited", [True, False])
def test_a_page_made_a_picture_is_one_paragraph(tmp_path: Path, is_edited: bool) -> None:
    t = Tagged(3)
    if is_edited:  # words in a pattern: they cannot be told from what was to go
        words = t.pdf.make_stream(b"BT /F1 12 Tf 0 0 Td (x) Tj ET", PatternType=1, PaintType=1, TilingType=1)
        words.BBox, words.XStep, words.YStep = Array([0, 0, 9, 9]), 9, 9
        words.Resources = t.pdf.pages[1].Resources
        t.pdf.pages[1].Resources.Pattern = Dictionary(W=t.pdf.make_indirect(words))
        t.draw("q /Pattern cs /W scn 100 100 50 50 re f Q", 1)
    else:
        ring = form(t.pdf, b"/X Do")
        ring.Resources.XObject = t.pdf.pages[1].Resources.XObject = Dictionary(X=ring)
        t.draw("/X Do", 1)
    paragraphs = [t.element("P", t.text(f"on page {n} of Bexley", n)) for n in range(3)]
    document = HANDLER.load(t.saved(tmp_path, t.element("Document", t.element("Sect", *paragraphs))))
    edits = [edit for edit in mentions(document, "Bexley") if is_edited and edit.region.part == "p2"]
    target = written(document, edits)
    check(target)
    assert is_drawn_as_picture(target, 1)
    said = ["".join(words.split()) for words in read_aloud(target)]
    assert said == ["onpage0ofBexley", *(["onpage1of", "redacted"] if is_edited else [""]), "onpage2ofBexley"]


@pytest.mark.parametrize("claimed", [None, 1])
def test_a_field_is_read_where_it_was(tmp_path: Path, claimed: int | None) -> None:
    """Its words are drawn into the page; nothing else may claim them."""
    t = Tagged()
    shown = form(t.pdf, b"BT /F1 12 Tf 2 2 Td (Harold Bexley) Tj ET")
    shown.BBox = Array([0, 0, 100, 20])
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=Array([200, 300, 300, 320]), F=4)
    field.T, field.TU, field.AP = String("Secret"), String("Secret"), Dictionary(N=shown)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([20, 20, 40, 40]), AP=Dictionary(N=shown), F=2)
    t.pdf.pages[0].Annots = Array([t.pdf.make_indirect(note), t.pdf.make_indirect(field)])
    t.pdf.Root.AcroForm = Dictionary(Fields=Array([t.pdf.pages[0].Annots[1]]))
    kids = [] if claimed is None else [t.element("P", claimed, Pg=t.pdf.pages[0].obj)]
    reference = Dictionary(Type=Name.OBJR, Obj=t.pdf.pages[0].Annots[1], Pg=t.pdf.pages[0].obj)
    kids += [t.element("Form", reference), t.element("P", t.text("after"))]
    target = without(t.saved(tmp_path, *kids), "Bexley")
    check(target)
    assert outline(target) == ["Form", "Span", "P"]
    assert read_aloud(target) == ["", "redacted", "after"]
    assert "Secret" not in everything_in(target) and "Bexley" not in everything_in(target)


def test_what_is_shown_and_said_stays_the_same(tmp_path: Path) -> None:
    document = HANDLER.load(letter(tmp_path))
    again = HANDLER.reopen(written(document, []))
    for page in ("p1", "p2"):
        assert again.part(page).text == document.part(page).text
        assert (again.part(f"{page}.image").content.pixels() == document.part(f"{page}.image").content.pixels()).all()


def test_pdfium_reads_the_same_tree(tmp_path: Path) -> None:
    target = without(letter(tmp_path), "Harold Bexley")
    with Rendering(target.read_bytes()).page(1) as page:
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        kinds = [kind for top in _kids(tree, None) for kind in _kinds(top)]
        pdfium.FPDF_StructTree_Close(tree)
    assert kinds == ["Document", "P", "Link"]


def _kids(tree: Any, element: Any) -> list[Any]:
    if element is None:
        return [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
    count = pdfium.FPDF_StructElement_CountChildren(element)
    return [kid for n in range(count) if (kid := pdfium.FPDF_StructElement_GetChildAtIndex(element, n))]


def _kinds(element: Any) -> list[str]:
    name = ctypes.create_string_buffer(64)
    size = pdfium.FPDF_StructElement_GetType(element, name, 64)
    return [name.raw[: size - 2].decode("utf-16-le"), *(kind for kid in _kids(None, element) for kind in _kinds(kid))]


def test_an_untagged_file_stays_untagged(tmp_path: Path) -> None:
    source = made(tmp_path, b"/P <</MCID 0>> BDC BT /F1 12 Tf 20 100 Td (Dear Bexley) Tj ET EMC")
    target = without(source, "Bexley")
    check(target)
    with pikepdf.open(target) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert list(said_by_marks(pdf.pages[0])) == [0]


# --- Trees that no program should write -------------------------------------------------------------------


def test_rings_and_broken_trees_end(tmp_path: Path) -> None:
    t = Tagged()
    ring = t.element("Div", t.element("P", t.text("once")))
    ring.K.append(ring)
    ring.K[0].K.append(ring)
    mark = Dictionary(Type=Name.MCR, Pg=t.pdf.pages[0].obj, MCID=0)
    nonsense = [None, 3.5, String("x"), Name.P, Dictionary(), Dictionary(S=7), Dictionary(Type=Name.OBJR), -1, 10**12]
    tops = [ring, ring, t.element("P", mark), t.element("H1", *nonsense), t.element("P", Pg=String("x"), K2=1)]
    target = written(HANDLER.load(t.saved(tmp_path, *tops)), [])
    check(target)
    assert outline(target) == ["Div", "P"] and read_aloud(target) == ["once"]


@pytest.mark.parametrize("root", [Dictionary(), Dictionary(K=7), Dictionary(K=Array([])), String("x"), Array([])])
def test_a_tree_that_is_none(tmp_path: Path, root: object) -> None:
    t = Tagged()
    t.text("words")
    t.saved(tmp_path)
    t.pdf.Root.StructTreeRoot = root
    t.pdf.save(tmp_path / "odd.pdf")
    target = written(HANDLER.load(tmp_path / "odd.pdf"), [])
    check(target)
    assert outline(target) == []


def test_a_deep_tree_is_cut_and_loses_nothing(tmp_path: Path) -> None:
    t = Tagged()
    element = t.element("P", t.text("deep down"))
    for _ in range(3000):
        element = t.element("Div", element)
    target = written(HANDLER.load(t.saved(tmp_path, element)), [])
    check(target)
    assert read_aloud(target) == ["deep down"] and len(outline(target)) <= 100


@pytest.mark.parametrize("limit", ["_MOST", "_MOST_KIDS"])
def test_a_tree_that_unfolds_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    """Elements that share one list of elements, that share one list, that share one list."""
    t = Tagged()
    kids = t.pdf.make_indirect(Array([Dictionary(S=Name.Span) for _ in range(300)]))
    for _ in range(3):
        kids = t.pdf.make_indirect(Array([Dictionary(S=Name.Div, K=kids) for _ in range(300)]))
    source = t.saved(tmp_path, t.element("P", t.text("a")), Dictionary(S=Name.Div, K=kids))
    monkeypatch.setattr(tags_reading, limit, 2000)
    target = written(HANDLER.load(source), [])
    check(target)
    assert read_aloud(target) == ["a"]


def test_marks_that_are_numbered_thinly_are_let_go(tmp_path: Path) -> None:
    t = Tagged()
    t.numbers[0] = 90_000
    tops = [t.element("P", t.text("far"))]
    target = written(HANDLER.load(t.saved(tmp_path, *tops)), [])
    check(target)
    assert outline(target) == []


# --- Whatever the tree ------------------------------------------------------------------------------------

WORDS = "alder birch cedar dogwood elm fir gorse hazel".split()
LEAVES = st.tuples(st.sampled_from(WORDS), st.integers(0, 2))
NAMES = st.sampled_from([*sorted(ROLES), "Unknown", "Heading", "Em"])
TREES = st.recursive(
    st.tuples(NAMES, st.lists(LEAVES, max_size=3)),
    lambda inner: st.tuples(NAMES, st.lists(inner | LEAVES, max_size=4)),
    max_leaves=12,
)


def grown(t: Tagged, tree: tuple[str, list]) -> Dictionary:
    kids = [grown(t, kid) if isinstance(kid[1], list) else t.text(*kid) for kid in tree[1]]
    return t.element(tree[0], *kids)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TREES, max_size=3), st.sampled_from(WORDS), st.sampled_from([Release.OPEN, Release.INTERNAL]))
def test_any_tree_reads_as_before_without_the_word(tmp_path: Path, trees: list, word: str, release: Release) -> None:
    t = Tagged(3)
    tops = [grown(t, tree) for tree in trees]
    source = t.saved(tmp_path, *tops, RoleMap=Dictionary(Heading=Name.H2))
    before = read_aloud(source)
    target = without(source, word, release=release)
    check(target)
    if not before:
        assert outline(target) == []
        return
    assert read_aloud(target) == ["redacted" if said == word else said for said in before]


WIRES = st.lists(st.lists(st.integers(-3, 12), max_size=5), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WIRES, st.sampled_from([*WORDS, "nothing"]))
def test_any_wiring_gives_a_sound_tree(tmp_path: Path, wires: list[list[int]], word: str) -> None:
    """Elements that hold each other, the same marks, marks that are not there, and nonsense."""
    t = Tagged()
    marks = [t.text(word) for word in WORDS[:3]]
    made = [t.element("P", Pg=t.pdf.pages[0].obj, Alt=String("said")) for _ in wires]
    nonsense = [String("x"), Array([made[0]]), Dictionary(Type=Name.OBJR, Obj=made[0])]
    for element, kids in zip(made, wires, strict=True):
        element.K = Array([_wire(kid, made, marks, nonsense) for kid in kids])
    target = without(t.saved(tmp_path, *made), word)
    check(target)


def _wire(kid: int, made: list, marks: list, nonsense: list) -> Any:
    if kid < 0:
        return nonsense[kid + 3]
    if kid < 4:
        return marks[kid] if kid < 3 else kid
    return made[kid % len(made)] if kid < 11 else kid


# --- Files of other people --------------------------------------------------------------------------------

SHARED = Path(__file__).parents[4] / "shared" / "eval" / "documents"
FILES = sorted(SHARED.glob("*/tagged.pdf"))


@pytest.mark.skipif(not FILES, reason="../shared/eval is not there: real tagged files were not tried")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_files_keep_their_tags(path: Path, tmp_path: Path) -> None:
    document = HANDLER.load(path)
    target = tmp_path / "out.pdf"
    HANDLER.write(document, Changes(()), target)
    check(target)
    assert outline(target)
    assert [part.text for part in HANDLER.reopen(target).parts if part.id in ("p1", "p2")] == [
        part.text for part in document.parts if part.id in ("p1", "p2")
    ]
