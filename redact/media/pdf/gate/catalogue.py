"""What a PDF says about itself and keeps for programs: information, metadata, names, labels, actions, private data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redact.media.pdf.gate.actions import actions_in
from redact.media.pdf.gate.graph import is_readable
from redact.media.pdf.gate.history import INSIDE
from redact.media.pdf.gate.metadata import metadata, tells
from redact.media.pdf.links import leaves
from redact.media.pdf.objects import as_dictionary, as_list, is_stream, is_string, key_of, words_of
from redact.types import Unseen

_ROOT = frozenset(
    f"/{key}"
    for key in (
        "Type Version Pages PageMode PageLayout ViewerPreferences Lang MarkInfo OutputIntents Extensions Outlines "
        "Names Dests PageLabels AcroForm StructTreeRoot OCProperties Metadata OpenAction AA URI Threads PieceInfo "
        "Legal Perms Requirements Collection NeedsRendering DSS AF DPartRoot"
    ).split()
)
_PAGE = frozenset(
    f"/{key}"
    for key in (
        "Type Parent LastModified Resources MediaBox CropBox BleedBox TrimBox ArtBox BoxColorInfo Contents Rotate "
        "Group Thumb B Dur Trans Annots AA Metadata PieceInfo StructParents ID PZ SeparationInfo Tabs "
        "TemplateInstantiated PresSteps UserUnit VP AF OutputIntents DPart"
    ).split()
)
_TRAILER = frozenset(
    f"/{key}" for key in "Size Prev Root Encrypt Info ID XRefStm Type W Index Filter DecodeParms Length".split()
)
_NAMES = frozenset(f"/{key}" for key in "JavaScript EmbeddedFiles Pages Templates Dests AP".split())
_TECHNICAL = frozenset("/Producer /Creator /CreationDate /ModDate /Trapped /PTEX.Fullbanner /GTS_PDFXVersion".split())
"""Entries of the information that name programs and times."""
_MOST = 20_000  # objects that are searched in one private entry


def traces_in_catalogue(pdf: Any) -> Iterator[Unseen]:
    """What the whole file says of itself."""
    root, trailer = pdf.Root, pdf.trailer
    yield from _information(as_dictionary(trailer.get("/Info")))
    if "/Metadata" in root:
        yield from metadata(root["/Metadata"], INSIDE)
    yield from _counted(root)
    yield from _named(as_dictionary(root.get("/Names")))
    for key, what in (("/PieceInfo", "a program's private data"), ("/Threads", "thread of articles")):
        if holds_words(root.get(key)):
            yield Unseen(what, INSIDE)
    yield from actions_in(root.get("/OpenAction"), "when the file is opened")
    yield from actions_in([*as_dictionary(root.get("/AA")).values()], "in the file's own actions")
    yield from private(root, _ROOT, "in the catalogue")
    yield from private(trailer, _TRAILER, "in the trailer")
    if pdf.is_encrypted:
        yield Unseen("encryption", INSIDE, serious=False)
    if "/Perms" in root or _signed(root):
        yield Unseen("signature", INSIDE, serious=False)


def traces_on_page(page: Any, number: int) -> Iterator[Unseen]:
    """What a page's own dictionary keeps beside what it draws. Pages count from 1."""
    place = f"page {number}"
    if is_stream(page.get("/Thumb")):
        yield Unseen("thumbnail", place, page=number)
    if "/Metadata" in page:
        yield from metadata(page["/Metadata"], place)
    if holds_words(page.get("/PieceInfo")):
        yield Unseen("a program's private data", place, page=number)
    yield from actions_in([*as_dictionary(page.get("/AA")).values()], place, number)
    yield from private(page, _PAGE, place)


def _information(info: Any) -> Iterator[Unseen]:
    for key, value in info.items():
        text = words_of(value)
        if text.strip():
            told = key in _TECHNICAL
            kind = "information about the program and the time" if told else "information about the document"
            yield Unseen(kind, INSIDE, len(text), serious=not told and tells(text))


def _counted(root: Any) -> Iterator[Unseen]:
    """Things that are told by their number: they are shown, or name what is shown."""
    labels = [words_of(as_dictionary(label).get("/P")) for _, label in _numbers(root.get("/PageLabels"))]
    goals = list(as_dictionary(root.get("/Dests")))
    goals += [words_of(key) for key, _ in leaves(as_dictionary(root.get("/Names")).get("/Dests"))]
    layers = [as_dictionary(group) for group in as_list(as_dictionary(root.get("/OCProperties")).get("/OCGs"))]
    for what, found in (
        ("page label", [label for label in labels if label]),
        ("named destination", goals),
        ("name of a layer", [group for group in layers if is_string(group.get("/Name"))]),
    ):
        if found:
            yield Unseen(what, INSIDE, len(found), serious=False)


def _numbers(tree: Any) -> Iterator[tuple[Any, Any]]:
    """The pairs of a number tree, each node visited once."""
    seen: set[Any] = set()
    waiting = [tree]
    while waiting:
        node = as_dictionary(waiting.pop())
        key = key_of(node) if node else None
        if key is not None and key in seen:
            continue
        seen.add(key)
        pairs = as_list(node.get("/Nums"))
        yield from zip(pairs[::2], pairs[1::2], strict=False)
        waiting += as_list(node.get("/Kids"))


def _named(names: Any) -> Iterator[Unseen]:
    for _, action in leaves(names.get("/JavaScript")):
        yield from actions_in(action, "in the file's own scripts")
    files = sum(1 for _ in leaves(names.get("/EmbeddedFiles")))
    if files:
        yield Unseen("embedded file", INSIDE, files, serious=False)
    hidden = sum(1 for key in ("/Pages", "/Templates") for _ in leaves(names.get(key)))
    if hidden:
        yield Unseen("page that is not shown", INSIDE, hidden)
    for key in names:
        if key not in ("/JavaScript", "/EmbeddedFiles", "/Pages", "/Templates", "/Dests", "/AP") and holds_words(
            names[key]
        ):
            yield Unseen("a program's private data", INSIDE)


def _signed(root: Any) -> bool:
    form = as_dictionary(root.get("/AcroForm"))
    return bool(int(form.get("/SigFlags", 0)) & 1) if isinstance(form.get("/SigFlags", 0), int) else True


def private(holder: Any, known: frozenset[str], place: str) -> Iterator[Unseen]:
    """Entries that PDF does not know and that hold words or streams."""
    for key in holder:
        if key not in known and holds_words(holder[key]):
            yield Unseen("a program's private data", place)


def holds_words(value: Any) -> bool:
    """Whether there are words or streams anywhere in a value. What leads back to pages is not followed."""
    seen: set[Any] = set()
    waiting = [value]
    while waiting and len(seen) < _MOST:
        found = waiting.pop()
        key = key_of(found)
        if key is not None and key in seen:
            continue
        seen.add(key)
        if is_stream(found) or (is_string(found) and is_readable(words_of(found))):
            return True
        members = as_dictionary(found)
        if members.get("/Type") != "/Page":
            waiting += [*as_list(found), *members.values()]
    return False
