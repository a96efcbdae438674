"""What a page hides is found, redacted, and taken out, shown or kept as the policy says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.media import checklist
from redact.media.html import HtmlHandler
from redact.media.html.gate import CHECKS, unseen_in
from redact.media.html.hiding import hidden_in
from redact.media.html.page import markup, opened, parts, xhtml
from redact.media.html.parse import parsed
from redact.types import Edit, NewText, Release, TextSpan
from tests.media.html.torture import DROPPED, HIDDEN, SHOWN, torture

HANDLER = HtmlHandler(HtmlHandler.Options())


def copy(
    source: str, *words: str, release: Release = Release.OPEN, hidden: str = "by release", xml: bool = False
) -> str:
    page = opened(source, xml=xml)
    edits = []
    for part in parts(page):
        for word in words:
            at = part.text.find(word)
            if at >= 0:
                edits.append(Edit(TextSpan(part.id, at, at + len(word)), NewText("[X]"), "f"))
    changes = Changes(tuple(edits), {"i1": ("p.png", b"new")}, release)
    return (xhtml if xml else markup)(page, changes)


def serious(source: str, *, xml: bool = False) -> list[str]:
    return [one.check for one in unseen_in(source, xml=xml) if one.serious]


@pytest.mark.parametrize("xml", [False, True])
@pytest.mark.parametrize("release", list(Release))
def test_no_secret_of_any_corner_survives_and_the_copy_passes_the_gate(release: Release, xml: bool) -> None:
    secrets = [*SHOWN.values(), *HIDDEN.values(), *DROPPED.values()]
    written = copy(torture(xml), *secrets, release=release, xml=xml)
    assert not [word for word in secrets if word.casefold() in written.casefold()]
    assert serious(written, xml=xml) == []
    assert [word for word in ("The end.", "ladder", "harvest", "Dear", "write", "said") if word not in written] == []


def test_in_a_copy_for_everybody_what_was_hidden_is_out_and_in_others_it_is_seen() -> None:
    source = torture()
    everybody, known = copy(source), copy(source, release=Release.LIMITED)
    assert not [word for word in HIDDEN.values() if word in everybody]
    assert not [word for word in HIDDEN.values() if word not in known]
    assert hidden_in(parsed(known)) == []


def test_what_a_reader_sees_stays_where_nothing_is_found() -> None:
    assert not [word for word in SHOWN.values() if word not in copy(torture()).replace("</b><i>", "")]


@pytest.mark.parametrize("corner", HIDDEN)
def test_each_hidden_corner_is_a_part_and_fails_the_gate(corner: str) -> None:
    said = [part for part in parts(opened(torture())) if HIDDEN[corner] in part.text]
    assert said
    checks = {one.check for one in unseen_in(torture()) if one.serious}
    assert {checklist.HIDDEN_CONTENT, checklist.INVISIBLE, checklist.OUTSIDE} <= checks


def test_the_gate_names_each_item_of_the_original() -> None:
    found = {one.check: one for one in unseen_in(torture())}
    assert set(found) == set(CHECKS)
    assert not found[checklist.DESCRIPTIONS].serious
    assert {one.place for one in unseen_in(torture(), "mail body")} == {"mail body"}


def test_hidden_words_do_not_stand_between_those_that_are_seen() -> None:
    page = opened("<p>Ann <span style='display:none'>no</span>Lee <b style='color:white'>nor</b>came</p>")
    assert [part.text for part in parts(page)] == ["Ann Lee came", "no", "nor"]
    assert "<p>[X] <b" in copy("<p>Ann <span hidden>no</span>Lee <b style='color:white'>x</b></p>", "Ann Lee")


@pytest.mark.parametrize(
    "source",
    [
        "<p style='background:#036'><span style='color:white'>Ann</span></p>",
        "<table><tr><td bgcolor=navy><font color=white>Ann</font></td></tr></table>",
        "<div style='background-image:url(x.png);color:white'>Ann</div>",
        "<style>.h{background:#036;color:#fff}</style><h1 class=h>Ann</h1>",
        "<style>.x{display:none} .x.y{display:block}</style><p class='x y'>Ann</p>",
        "<style>@media print{p{display:none}}</style><p>Ann</p>",
        "<style>p:hover{display:none}</style><p>Ann</p>",
        "<td style='font-size:0'><p style='font-size:12px'>Ann</p></td>",
        "<a style='color:white' href=x><span style='background:black'>Ann</span></a>",
        "<div style='color:white'><button>Ann</button></div>",
        "<p style='opacity:.5'>Ann</p>",
        "<p style='text-indent:-20px'>Ann</p>",
    ],
)
def test_what_is_seen_is_not_taken_for_hidden(source: str) -> None:
    assert hidden_in(parsed(source)) == []
    for release in Release:
        written = copy(source, release=release)
        assert "Ann" in written
        assert serious(written) == []


def test_letters_that_lose_their_ground_are_made_readable() -> None:
    written = copy("<style>.h{background:#036}</style><h1 class=h style='color:#fff'>Ann</h1>")
    assert hidden_in(parsed(written)) == []
    assert "color: black" in written


def test_hidden_content_may_be_kept_and_is_then_not_held_against_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    path.write_text("<p>seen</p><p style='display:none'>kept</p>")
    keeping = HtmlHandler(HtmlHandler.Options(hidden="keep"))
    target = tmp_path / "out.html"
    told = keeping.write(keeping.load(path), Changes(()), target)
    assert told.notes == ("1 hidden pieces of the page still hidden in the copy",)
    assert "kept" in target.read_text()
    assert [one.serious for one in keeping.unseen(target)] == [False]
    assert [one.serious for one in HANDLER.unseen(target)] == [True]


def test_what_is_dropped_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    path.write_text(torture())
    assert {"comments", "scripts", "data for programs", "metadata", "embedded files", "frames and objects"} <= set(
        HANDLER.load(path).dropped
    )


def test_xhtml_stays_well_formed_and_keeps_what_its_elements_mean(tmp_path: Path) -> None:
    from xml.etree import ElementTree

    path, target = tmp_path / "p.xhtml", tmp_path / "out.xhtml"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/><script src="x"/></head><body>'
        '<nav epub:type="toc"><a id="x"/>A&nbsp;&eacute; <![CDATA[<b> & c]]><br/></nav><p epub:type="Ann Lee">y</p>'
        "</body></html>"
    )
    document = HANDLER.load(path)
    assert [part.text for part in document.parts] == ["A é <b> & c\n", "y"]
    HANDLER.write(document, Changes(()), target)
    root = ElementTree.fromstring(target.read_text("utf-8"))
    (nav,) = root.iter("{http://www.w3.org/1999/xhtml}nav")
    assert nav.get("{http://www.idpf.org/2007/ops}type") == "toc"
    assert "Ann" not in target.read_text("utf-8")


STYLES = st.sampled_from(
    ["display:none", "color:white", "color:#eee", "background:white", "background:black", "font-size:0",
     "font-size:9px",     "visibility:hidden", "visibility:visible",
     "text-indent:-999em", "margin-left:-9999px", "opacity:0", "color:red",
     "background:url(x)", "position:absolute;top:-999px"]
)  # fmt: skip
NODES = st.recursive(
    st.sampled_from(["word", " ", "<br>", "<input type=hidden value=x>", "<img alt=y>"]),
    lambda inner: st.builds(
        lambda tag, style, inside: f'<{tag} style="{";".join(style)}">{"".join(inside)}</{tag}>',
        st.sampled_from(["p", "span", "div", "font", "td", "foo", "a href=x", "dialog"]).map(lambda t: t.split()[0]),
        st.lists(STYLES, max_size=2),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=200)
@given(NODES, st.sampled_from(list(Release)), st.booleans())
def test_every_copy_of_any_page_passes_the_gate(body: str, release: Release, xml: bool) -> None:
    source = f"<html><body>start {body}</body></html>"
    assert serious(copy(source, release=release, xml=xml), xml=xml) == []
