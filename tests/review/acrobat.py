"""What Acrobat does to a file of marks between import and export, as far as a test can play it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from lxml import etree

XFDF = "{http://ns.adobe.com/xfdf/}"
Element = Any


def marks_in(path: Path, kind: str = "redact") -> list[Element]:
    return list(etree.parse(path).getroot().iter(f"{XFDF}{kind}"))


def exported(source: Path, target: Path, keeps: Callable[[Element], bool], drawn: Iterable[Element] = ()) -> Path:
    """The file after its marks were imported, some deleted, others drawn, and all exported again."""
    root = etree.parse(source).getroot()
    annots = root.find(f"{XFDF}annots")
    kept = [mark for mark in annots if keeps(mark)]
    for mark in list(annots):
        annots.remove(mark)
    for mark in [*drawn, *reversed(kept)]:
        annots.append(mark)
        _as_acrobat_writes(mark)
    new = etree.Element(f"{XFDF}xfdf", nsmap={None: XFDF[1:-1], "xfdfi": "http://ns.adobe.com/xfdf-transition/"})
    new.set("{http://ns.adobe.com/xfdf-transition/}original", "fdf")
    for child in reversed(list(root)):
        new.append(child)
    for ids in new.iter(f"{XFDF}ids"):
        ids.set("modified", "0123456789ABCDEF0123456789ABCDEF")
    for file in new.iter(f"{XFDF}f"):
        file.set("href", f"/C/Users/Ann%20B/Desktop/{file.get('href')}")
    target.write_bytes(etree.tostring(new, xml_declaration=True, encoding="UTF-8", pretty_print=True))
    return target


def _as_acrobat_writes(mark: Element) -> None:
    mark.set("color", mark.get("color", "#FF0000").lower())
    mark.set("date", "D:20260203101112+01'00'")
    mark.set("opacity", "0.99")
    if mark.get("coords"):
        mark.set("coords", ",".join(f"{float(each):.6f}" for each in mark.get("coords").split(",")))
    for contents in mark.findall(f"{XFDF}contents"):
        mark.remove(contents)
        rich = etree.SubElement(mark, f"{XFDF}contents-richtext")
        etree.SubElement(rich, "{http://www.w3.org/1999/xhtml}body").text = contents.text
    popup = etree.SubElement(mark, f"{XFDF}popup")
    popup.set("rect", "0,0,10,10")


def drawn_mark(page: int, box: tuple[float, float, float, float], kind: str = "redact", **more: str) -> Element:
    """A new mark, with a name such as Acrobat gives."""
    left, bottom, right, top = box
    mark = etree.Element(f"{XFDF}{kind}")
    said = {
        "page": str(page),
        "rect": f"{left - 1},{bottom - 1},{right + 1},{top + 1}",
        "coords": f"{left},{top},{right},{top},{left},{bottom},{right},{bottom}",
        "name": "7a1f64f4-05b6-4b0b-9f0a-2f3a1d9e1b11",
        "title": "Ann",
        "subject": "Redact",
        **more,
    }
    for name, value in said.items():
        if value:
            mark.set(name, value)
    return mark


def moved(mark: Element, across: float, up: float) -> Element:
    """The mark somewhere else on its page."""
    for name in ("rect", "coords"):
        values = [float(each) for each in mark.get(name).split(",")]
        shifted = [value + (up if number % 2 else across) for number, value in enumerate(values)]
        mark.set(name, ",".join(map(str, shifted)))
    return mark
