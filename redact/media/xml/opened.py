"""An XML file as parts and children, and the splices that carry changes out in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.path_rules import KEEP, Rules, declared
from redact.media.splice import Splice, by_part, splices_of
from redact.media.xml.blobs import carried, is_blob, put_back
from redact.media.xml.letters import in_cdata, units, written
from redact.media.xml.scan import Leaf, Piece, leaves, spoken
from redact.types import Attachment, Edit, Modality, Part

_SHORTEST_BLOB = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """The plain text of a file and its leaves, each with the id of its part or child."""

    text: str = field(repr=False)
    leaves: Mapping[str, Leaf] = field(repr=False)


def opened(text: str, rules: Rules, most: int) -> Opened:
    """The leaves of a plain text. Raises ``UnreadableError`` where there are more than *most*."""
    found = leaves(text, rules)
    if len(found) > most:
        raise UnreadableError("too many values for one file", "split it into smaller files")
    return Opened(text, {f"{'a' if leaf.is_value else 't'}{n}": leaf for n, leaf in enumerate(found, 1)})


def parts(file: Opened) -> Iterator[Part]:
    """Every text and every attribute that no rule keeps and that is no file."""
    columns: dict[tuple[str, str], str] = {}
    line, at = 1, 0
    for name, leaf in file.leaves.items():
        words = leaf.text(file.text)
        line, at = line + file.text.count("\n", at, leaf.start), leaf.start
        if leaf.what == KEEP or _is_file(words):
            continue
        kind = "attribute" if leaf.is_value else "text"
        column = columns.setdefault((leaf.path, leaf.context), f"c{len(columns) + 1}")
        yield Part(
            name,
            Modality.TEXT,
            words,
            place=f"line {line}, {kind}",
            context=leaf.context,
            declared=declared(leaf.what),
            column=column,
        )


def children(file: Opened) -> Iterator[Attachment]:
    """The files that stand in it as addresses or in base64."""
    for name, leaf in file.leaves.items():
        if leaf.what == KEEP or not _may_be_file(file.text, leaf):
            continue
        words = leaf.text(file.text)
        found = carried(words) if _is_file(words) else None
        if found and found[1]:
            kind = "attribute" if leaf.is_value else "text"
            yield Attachment(f"f{name}", f"file-{name[1:]}{found[0]}", found[1], place=f"{kind} {name[1:]}")


def taken_out(file: Opened, edits: Sequence[Edit]) -> Iterator[str]:
    """What the edits put something else in the place of."""
    for name, of_part in by_part(edits).items():
        words = file.leaves[name].text(file.text) if name in file.leaves else ""
        yield from (words[start:end] for start, end, new in splices_of(of_part, len(words)) if new != words[start:end])


def count_kept(file: Opened) -> int:
    """How many values a rule leaves as they stand."""
    return sum(leaf.what == KEEP for leaf in file.leaves.values())


def splices(file: Opened, changes: Changes, encoding: str) -> Iterator[Splice]:
    """What the changes put where in the plain text."""
    edits = by_part(changes.edits)
    for name, leaf in file.leaves.items():
        if name in edits:
            yield from _of_edits(file.text, leaf, edits[name], encoding)
        elif leaf.what != KEEP and _may_be_file(file.text, leaf) and _is_file(words := leaf.text(file.text)):
            new = put_back(words, changes.children.get(f"f{name}"))
            for number, (_, start, end) in enumerate(leaf.pieces):
                yield start, end, "" if number else written(new, encoding, leaf.quote)


def without_files(file: Opened) -> str:
    """The text of the file without the files in it and without what a rule keeps: for the search after writing."""
    pieces, at = [], 0
    for leaf in file.leaves.values():
        if leaf.what == KEEP or (_may_be_file(file.text, leaf) and _is_file(leaf.text(file.text))):
            for _, start, end in leaf.pieces:
                if start >= at and end > start:
                    pieces.append(file.text[at:start])
                    at = end
    return "".join([*pieces, file.text[at:]])


def _may_be_file(text: str, leaf: Leaf) -> bool:
    """Whether it is long enough, or begins as an address of data does."""
    _, start, end = leaf.pieces[0]
    return end - start >= 64 or len(leaf.pieces) > 1 or "data:" in text[start:end].casefold()


def _is_file(words: str) -> bool:
    return (
        len(words) >= _SHORTEST_BLOB
        and (words.lstrip()[:5].casefold() == "data:" or len(words) >= 64)
        and is_blob(words)
    )


def _of_edits(text: str, leaf: Leaf, edits: Sequence[Edit], encoding: str) -> Iterator[Splice]:
    places = list(_places(text, leaf))
    for start, end, new in splices_of(edits, len(places)):
        touched = [place for place in places[start:end] if place is not None]
        if not touched and start == end:
            touched = [next(place for place in (*places[start:], *reversed(places[:start])) if place is not None)]
        for number, (piece, first, last) in enumerate(_joined(touched)):
            words = "" if number else new
            yield first, last if start < end else first, _as_written(words, piece, leaf, encoding)


def _places(text: str, leaf: Leaf) -> Iterator[tuple[Piece, int, int] | None]:
    """Where each letter of a leaf stands; ``None`` for the ends of lines that no letter makes."""
    for piece in leaf.pieces:
        kind, start, end = piece
        if kind in {"line", "space"}:
            yield from [None] * len(spoken(text, piece))
        else:
            for letters, first, last in units(text[start:end], verbatim=kind == "cdata"):
                yield from [(piece, first + start, last + start)] * len(letters)


def _joined(touched: Sequence[tuple[Piece, int, int]]) -> Iterator[tuple[Piece, int, int]]:
    """The stretches that neighbouring letters of one piece make."""
    last: tuple[Piece, int, int] | None = None
    for piece, start, end in touched:
        if last is not None and last[0] == piece:
            last = (piece, last[1], end)
            continue
        if last is not None:
            yield last
        last = (piece, start, end)
    if last is not None:
        yield last


def _as_written(words: str, piece: Piece, leaf: Leaf, encoding: str) -> str:
    if piece[0] == "cdata":
        return in_cdata(words, encoding)
    return written(words, encoding, leaf.quote)
