import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.html import HtmlHandler
from redact.media.html.page import markup, opened, parts
from redact.media.html.words import is_plain, plain_style
from redact.types import Document, Edit, NewText, TextSpan

HANDLER = HtmlHandler(HtmlHandler.Options())
PIXEL = base64.b64encode(b"\x89PNG not really").decode()


def page(tmp_path: Path, body: str, encoding: str = "utf-8") -> Document:
    path = tmp_path / "p.html"
    path.write_bytes(body.encode(encoding))
    return HANDLER.load(path)


def hide(
    document: Document, value: str, new: str = "[Person]", children: dict[str, tuple[str, bytes]] | None = None
) -> str:
    edits = []
    for part in document.parts:
        at = part.text.find(value) if value else -1
        if at >= 0:
            edits.append(Edit(TextSpan(part.id, at, at + len(value)), NewText(new), "f"))
    target = document.source.with_name("out.html")
    HANDLER.write(document, Changes(tuple(edits), children or {}), target)
    return target.read_text(encoding="utf-8")


def texts(document: Document) -> list[str]:
    return [part.text.strip() for part in document.parts]


def test_a_block_is_one_text_across_inline_elements(tmp_path: Path) -> None:
    document = page(tmp_path, "<p>Dear <b>Ann</b>\n   <i>L<u>ee</u></i>, <a>hi</a></p><p>Second&nbsp;one</p>")
    assert texts(document) == ["Dear Ann Lee, hi", "Second one"]
    assert "<p>Dear <b>[Person]</b><i><u></u></i>, <a>hi</a></p>" in hide(document, "Ann Lee")


def test_unseen_characters_neither_hide_a_name_nor_survive_it(tmp_path: Path) -> None:
    document = page(tmp_path, "<p>An&shy;n&#8203; L\u200dee spoke</p>")
    assert texts(document) == ["Ann Lee spoke"]
    assert "<p>[Person] spoke</p>" in hide(document, "Ann Lee")


def test_a_line_break_is_a_line_end(tmp_path: Path) -> None:
    document = page(tmp_path, "<p>Ann Lee<br>1 High St</p>")
    assert texts(document) == ["Ann Lee\n1 High St"]
    assert "<p>[X]<br></p>" in hide(document, "Ann Lee\n1 High St", "[X]")


def test_nested_blocks_and_what_follows_them_are_apart(tmp_path: Path) -> None:
    assert texts(page(tmp_path, "<div>one<p>two</p>three<ul><li>four<li>five</ul></div>six")) == [
        "one", "two", "three", "four", "five", "six",
    ]  # fmt: skip


def test_titles_and_words_in_attributes_are_parts(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        '<title>On Ann</title><img alt="Ann" src="ann.png"><a href="mailto:Ann%20L@example.org" title="Ann">x</a>'
        '<input value="Ann" placeholder="Ann"><p aria-label="Ann">y</p>',
    )
    written = hide(document, "Ann", "Q")
    assert "Ann" not in written
    assert 'href="mailto:Q%20L@example.org"' in written
    assert texts(HANDLER.reopen(document.source.with_name("out.html"))).count("Q") == 5


def test_an_address_inside_an_address_is_read(tmp_path: Path) -> None:
    document = page(
        tmp_path, '<a href="https://x.example/?u=https%3A%2F%2Fy.example%2F%3Fm%3Dann%2540example.org">x</a>'
    )
    assert "ann%" not in hide(document, "ann@example.org", "gone")


def test_code_comments_sheets_and_unknown_names_go(tmp_path: Path) -> None:
    written = hide(
        page(
            tmp_path,
            "<!-- Ann1 --><!DOCTYPE html PUBLIC 'Ann2'><?php Ann3 ?><head><meta name=author content=Ann4>"
            "<script>Ann5</script><style>.Ann6{}</style><link href=Ann7></head>"
            "<body class=Ann8 id=Ann9 onclick=Ann10 data-Ann11=1 "
            "style='color:red;background:url(Ann12);content:\"Ann13\"'>"
            "<iframe srcdoc=Ann14></iframe><svg><text>Ann15</text></svg><Ann16@example.org>kept</Ann16>"
            "<object data=Ann17>Ann18</object><p Ann19>also kept</p>"
            "<template>Ann20</template><!--[if mso]>Ann21<![endif]-->",
        ),
        "",
    )
    assert "Ann" not in written
    assert "ann1" not in written
    assert "kept" in written
    assert "also kept" in written
    assert 'style="color: red"' in written


def test_links_inside_the_page_still_work(tmp_path: Path) -> None:
    written = hide(
        page(tmp_path, '<a href="#ann-lee">x</a><h2 id="ann-lee">y</h2><label for=ann>z</label><input id=ann>'), ""
    )
    assert "ann" not in written
    assert '<a href="#n2">x</a><h2 id="n2">y</h2><label for="n1">z</label><input id="n1">' in written


def test_remote_pictures_and_script_links_go(tmp_path: Path) -> None:
    written = hide(
        page(
            tmp_path,
            '<img src="https://t.example/?u=ann"><img src="//t.example/x"><img src="here.png" srcset="https://t.example/y">'
            '<a href=" javascript:ann()">x</a><img src="cid:ann">',
        ),
        "",
    )
    assert "t.example" not in written
    assert "ann" not in written
    assert 'src="here.png"' in written


def test_pictures_inside_the_page_are_children(tmp_path: Path) -> None:
    document = page(tmp_path, f'<p>x<img src="data:image/png;base64,{PIXEL}"></p><img src="data:image/gif,%00Ann">')
    assert [(child.id, child.name, child.data) for child in document.children] == [
        ("i1", "picture-1.png", b"\x89PNG not really"),
        ("i2", "picture-2.gif", b"\x00Ann"),
    ]
    written = hide(document, "", children={"i1": ("picture-1.jpg", b"new")})
    assert f'src="data:image/jpeg;base64,{base64.b64encode(b"new").decode()}"' in written
    assert written.count("[picture withheld]") == 1
    assert "Ann" not in written


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-16", ""),
        ("cp1252", ""),
        ("iso8859-2", '<meta charset="iso-8859-2">'),
        ("shift_jis", '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">'),
    ],
)
def test_the_encoding_is_found_and_the_copy_is_utf8(tmp_path: Path, encoding: str, head: str) -> None:
    word = {"iso8859-2": "Łukasz", "shift_jis": "山田太郎"}.get(encoding, "Zoë")
    written = hide(page(tmp_path, f"{head}<p>{word} and Ann</p>", encoding), "Ann")
    assert f"<p>{word} and [Person]</p>" in written
    assert '<meta charset="utf-8">' in written


def test_cells_stand_under_their_headings(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<table><tr><th>Name<th>Ward<tr><td>Ann<td>7</table><table><tr><td>Tel:<td>123</table><dl><dt>Who<dd>Bo</dl>",
    )
    context = {part.text: part.context for part in document.parts}
    assert (context["Ann"], context["7"], context["123"], context["Bo"]) == ("Name", "Ward", "Tel:", "Who")


def test_entities_are_read_and_new_text_is_no_mark_up(tmp_path: Path) -> None:
    document = page(tmp_path, "<p>Zo&euml; &lt;x&gt; &amp; Ann</p>")
    assert texts(document) == ["Zoë <x> & Ann"]
    assert "&lt;x&gt; &amp; &lt;b&gt;Q" in hide(document, "Ann", "<b>Q")


def test_text_that_is_kept_as_it_stands_is_not_folded(tmp_path: Path) -> None:
    assert page(tmp_path, "<pre>a\n  b</pre>").parts[0].text == "a\n  b"


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"   \n", b"<!-- x -->"])
def test_what_is_no_page_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "p.html"
    path.write_bytes(data)
    with pytest.raises(UnreadableError):
        HANDLER.load(path)


def test_a_deep_page_is_read_to_its_end_or_refused(tmp_path: Path) -> None:
    document = page(tmp_path, "<div>" * 1500 + "Ann" + "</div>" * 1500)
    assert "[Person]" in hide(document, "Ann")
    assert HANDLER.reopen(tmp_path / "out.html").parts[0].text == "[Person]"
    with pytest.raises(UnreadableError):
        page(tmp_path, "<div>" * 30_000 + "Ann")


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["<b>", "</b>", "<i>", "</i>", "Ann ", "Lee", " ", "\n", "<br>", "&shy;", "<p>", "x", "\xa0"])
    )
)
def test_any_span_of_any_block_can_be_replaced(pieces: list[str]) -> None:
    source = "<p>start " + "".join(pieces)
    text = parts_of(source)
    for index, (part_id, words) in enumerate(text):
        edit = Edit(TextSpan(part_id, 0, len(words)), NewText("Q"), "f")
        left = [words for _, words in parts_of(markup(opened(source), Changes((edit,))))]
        assert left == [words for _, words in [*text[:index], (part_id, left[index]), *text[index + 1 :]]]
        assert left[index].strip() == "Q"


def parts_of(source: str) -> list[tuple[str, str]]:
    return [(part.id, part.text) for part in parts(opened(source))]


@pytest.mark.parametrize("value", ["07700 900123", "Ann", "ann@example.org", "12345678", "url(x)"])
def test_no_structural_attribute_holds_an_identifier(value: str) -> None:
    assert not is_plain("width", value)
    assert plain_style(f"color: {value}") == ""


def test_plain_styles_stay() -> None:
    assert plain_style("margin: 0 auto; COLOR: rgb(1, 2, 3); font-family: Ann; border:1px solid #ccc") == (
        "margin: 0 auto; color: rgb(1, 2, 3); border: 1px solid #ccc"
    )


def test_when_every_part_is_replaced_no_word_of_the_page_is_left() -> None:
    source = (
        "<html lang=en><title>Ann1</title><body background=Ann2 text=Ann3>"
        "<h1 id=Ann4>Ann5 <a name=Ann6 href=Ann7>Ann8</a>"
        "<table summary=Ann9 width='90%'><caption>Ann10<tr><td abbr=Ann11>Ann12<td>&#65;nn13</table><form action=Ann14>"
        "<input name=Ann15 value=Ann16 type=hidden><select><option label=Ann17>Ann18</select><textarea>Ann19</textarea>"
        "<noscript>Ann20</noscript><math><mi>Ann21</mi></math><o:p>Ann22</o:p>"
        "<img alt=Ann23 src=Ann24.png longdesc=Ann25>"
        "<video title=Ann26>Ann27</video><time datetime=Ann28>Ann29</time><font face=Ann30 color=red>Ann31</font>"
    )
    edits = tuple(Edit(TextSpan(part.id, 0, len(part.text)), NewText("Q"), "f") for part in parts(opened(source)))
    assert "nn" not in markup(opened(source), Changes(edits))
