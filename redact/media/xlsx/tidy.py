"""Rows and shared texts that are not written as most programs write them, written so: the same cells, nothing else.

Here goes what nobody sees on the sheet: letters between cells, unknown attributes and children, guides for
pronunciation, formulas that read other workbooks, of two contents of a cell the one that its kind does not show.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.ooxml.xml import q
from redact.media.xlsx.formulas import leads_elsewhere
from redact.media.xlsx.markup import ESCAPE, escaped

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

PHONETIC, ELSEWHERE = "phonetic guides", "a formula on another workbook"
_ROW_MARKS = frozenset("r spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot".split())
_ROW_MARK = re.compile(r"[\d.:eE+ \-]{0,400}|true|false")
_FORMULA_MARKS = {
    "t": re.compile("shared|array|dataTable|normal"),
    **dict.fromkeys(("ref", "r1", "r2"), re.compile(r"[A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?")),
    **dict.fromkeys("si ca aca bx dt2D dtr del1 del2".split(), re.compile(r"\d{1,9}|true|false")),
}
_KINDS = frozenset("s str inlineStr n b e d".split())
_FORM_NAME, _FORM_VALUE = re.compile("[a-zA-Z]{1,12}"), re.compile('[^"<&]{0,80}')


def tidy_rows(data: bytes, gone: Counter[str]) -> bytes:
    """What stands in the ``sheetData`` of a member, tidied. What goes is counted in *gone*, in plain words."""
    return b"".join(_row(row, gone) for row in _elements(data, q("x:row"), q("x:sheetData")))


def tidy_strings(data: bytes, gone: Counter[str]) -> bytes:
    """The same for the list of shared texts."""
    rows = (b"<si>%s</si>" % _rich(string, gone) for string in _elements(data, q("x:si"), q("x:sst")))
    return b"".join(rows)


def _elements(data: bytes, tag: str, parent: str) -> Iterator[Element]:
    """Every element of that name right below *parent*, each taken away when the next is asked for."""
    from lxml import etree

    plain = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}
    events = etree.iterparse(BytesIO(data), tag=tag, remove_comments=True, remove_pis=True, **plain)
    try:
        for _, element in events:
            above = element.getparent()
            if above is not None and above.tag == parent:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del above[0]
    except etree.XMLSyntaxError:
        raise UnreadableError("damaged inside: a member is no well-formed XML") from None


def _row(row: Element, gone: Counter[str]) -> bytes:
    kept = {str(key): str(value) for key, value in row.items() if key in _ROW_MARKS and _ROW_MARK.fullmatch(str(value))}
    cells = b"".join(_cell(cell, gone) for cell in row if cell.tag == q("x:c"))
    return b"<row%s>%s</row>" % (_marks(kept), cells)


def _cell(cell: Element, gone: Counter[str]) -> bytes:
    place, style, kind = (str(cell.get(name, "")) for name in ("r", "s", "t"))
    marks = {"r": place} if re.fullmatch(r"[A-Z]{1,3}\d{1,7}", place) else {}
    marks |= {"s": style} if re.fullmatch(r"\d{1,6}", style) else {}
    kind = kind if kind in _KINDS or not kind else "str"
    inside, kind = _inside(cell, kind, gone)
    marks |= {"t": kind} if kind and inside else {}
    inside = _formula(cell, gone) + inside
    return b"<c%s>%s</c>" % (_marks(marks), inside) if inside else b"<c%s/>" % _marks(marks)


def _inside(cell: Element, kind: str, gone: Counter[str]) -> tuple[bytes, str]:
    """The value or the text of a cell, whichever its kind shows, and the kind that it is written as."""
    value, holder = cell.find(q("x:v")), cell.find(q("x:is"))
    if holder is not None and (kind == "inlineStr" or value is None):
        return b"<is>%s</is>" % _rich(holder, gone), "inlineStr"
    if value is None:
        return b"", kind
    text = value.text or ""
    if kind == "inlineStr" or (kind == "s" and not re.fullmatch("[0-9]{1,9}", text)):
        kind = "str"
    return b"<v>%s</v>" % escaped(_unescaped(text) if kind == "str" else text), kind


def _formula(cell: Element, gone: Counter[str]) -> bytes:
    formula = cell.find(q("x:f"))
    if formula is None:
        return b""
    text = formula.text or ""
    if leads_elsewhere(text):
        gone[ELSEWHERE] += 1
        return b""
    kept = {str(key): str(value) for key, value in formula.items() if _is_formula_mark(str(key), str(value))}
    return b"<f%s>%s</f>" % (_marks(kept), escaped(text)) if text else b"<f%s/>" % _marks(kept)


def _is_formula_mark(key: str, value: str) -> bool:
    return key in _FORMULA_MARKS and bool(_FORMULA_MARKS[key].fullmatch(value))


def _rich(holder: Element, gone: Counter[str]) -> bytes:
    """The text of a cell with the forms of its runs."""
    gone[PHONETIC] += sum(child.tag == q("x:rPh") for child in holder)
    first = [_text(child) for child in holder if child.tag == q("x:t")]
    runs = [_run(child) for child in holder if child.tag == q("x:r")]
    if (first and runs) or len(first) > 1:
        runs = [*(b"<r>%s</r>" % text for text in first), *runs]
        first = []
    return b"".join([*first, *runs])


def _run(run: Element) -> bytes:
    forms = [form for form in run.findall(f"{q('x:rPr')}/*") if _is_form(form)]
    marks = b"".join(b"<%s%s/>" % (_name(form), _marks({str(k): str(v) for k, v in form.items()})) for form in forms)
    texts = b"".join(escaped(_plain(child)) for child in run if child.tag == q("x:t"))
    return b'<r>%s<t xml:space="preserve">%s</t></r>' % (b"<rPr>%s</rPr>" % marks if marks else b"", texts)


def _is_form(form: Element) -> bool:
    name = _name(form).decode()
    marks = [(str(key), str(value)) for key, value in form.items()]
    is_ours = form.tag == q(f"x:{name}") and _FORM_NAME.fullmatch(name)
    return bool(is_ours) and all(_FORM_NAME.fullmatch(key) and _FORM_VALUE.fullmatch(value) for key, value in marks)


def _name(element: Element) -> bytes:
    return str(element.tag).rpartition("}")[2].encode()


def _text(element: Element) -> bytes:
    return b'<t xml:space="preserve">%s</t>' % escaped(_plain(element))


def _plain(element: Element) -> str:
    return _unescaped(element.text or "")


def _unescaped(text: str) -> str:
    while ESCAPE.search(text):
        text = ESCAPE.sub(_letter, text)
    return text


def _letter(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    return chr(code) if code in {9, 10, 13} or 32 <= code < 0xD800 else ""


def _marks(attributes: dict[str, str]) -> bytes:
    return b"".join(b' %s="%s"' % (key.encode(), escaped(value)) for key, value in attributes.items())
