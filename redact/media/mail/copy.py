"""A mail as parts and children, and back: the same code serves .eml, .msg and the mails in an mbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from msgspec import structs

from redact.contracts import Changes, Copied
from redact.errors import UnreadableError
from redact.media.checklist import treatment
from redact.media.html import notes_on
from redact.media.html import page as html_page
from redact.media.mail.differing import missing_words
from redact.media.mail.headers import SHOWN
from redact.media.mail.options import MailOptions
from redact.media.mail.passages import Passage, passages, rewritten
from redact.media.mail.pieces import Kind, Letter, Piece
from redact.media.mail.write import Released, assembled, shown_id
from redact.media.splice import by_part, edited
from redact.types import Attachment, Document, Edit, Modality, Part

_MOST_NOTES = 20
NAMELESS = "X-Redacted"
"""What a header is called whose own name says too much."""


def document_of(mail: Letter, source: Path, media_type: str) -> Document:
    """The parts of a mail in reading order, the files inside it, and what no copy has."""
    pieces = list(mail.body.walk())
    parts = (*_header_parts(mail), *(part for piece in pieces for part in _parts(piece)))
    children = tuple(child for piece in pieces for child in _children(piece))
    return Document(source, media_type, parts, children, dropped=tuple(dict.fromkeys(mail.dropped)))


def copied(mail: Letter, changes: Changes, options: MailOptions) -> tuple[bytes, Copied]:
    """The bytes of the copy, and what to tell of it."""
    edits = by_part(changes.edits)
    headers = tuple(
        (NAMELESS if edits.get(f"h{number}.name") else name, edited(value, edits.get(f"h{number}", [])))
        for number, (name, value) in enumerate(mail.headers, 1)
    )
    pieces = list(mail.body.walk())
    shown = {piece.content_id: shown_id(piece) for piece in pieces if piece.id in changes.children}
    writer = _Texts(changes, edits, shown, options)
    released = Released(
        headers,
        {piece.id: writer.text(piece) for piece in pieces},
        {piece.id: _file(piece, changes, edits) for piece in pieces if piece.id in changes.children},
    )
    how = treatment(options.hidden, changes.release)
    body, differing = (mail.body, 0) if how == "keep" else _in_step(mail.body, released.texts, drop=how == "drop")
    notes = list(dict.fromkeys(writer.notes))[:_MOST_NOTES]
    if differing:
        done = "left out" if how == "drop" else "shown beside it"
        notes.append(f"{differing} texts that say something else than the page beside them {done}")
    return assembled(body, released, crlf=mail.crlf), Copied(notes=tuple(notes))


def _header_parts(mail: Letter) -> Iterator[Part]:
    for number, (name, value) in enumerate(mail.headers, 1):
        shown = name.casefold() in SHOWN
        place = f"header {name if shown else number}"
        yield Part(f"h{number}", Modality.TEXT, value, place=place, context=name)
        if not shown:
            yield Part(f"h{number}.name", Modality.TEXT, name.replace("-", " "), place=f"name of {place}")


def _parts(piece: Piece) -> Iterator[Part]:
    if piece.kind is Kind.TEXT and piece.text:
        yield from _text_parts(piece)
    elif piece.kind is Kind.FILE:
        yield Part(f"{piece.id}.name", Modality.TEXT, _spaced(piece.name), place=f"name of attachment {piece.id[1:]}")
    elif (page := _page(piece)) is not None:
        for part in html_page.parts(page, f"{piece.id}."):
            yield structs.replace(part, place=f"body, part {piece.id[1:]}, {part.place}")


def _text_parts(piece: Piece) -> Iterator[Part]:
    place = f"body, part {piece.id[1:]}"
    for number, passage in enumerate(_passages(piece)):
        where = f"{place}, quoted passage {number}" if passage.quoted else place
        yield Part(_passage_id(piece, number), Modality.TEXT, passage.text, place=where, context=passage.label)


def _passages(piece: Piece) -> tuple[Passage, ...]:
    return passages(piece.text, joined=piece.joined)


def _passage_id(piece: Piece, number: int) -> str:
    return f"{piece.id}.q{number}" if number else piece.id


def _children(piece: Piece) -> Iterator[Attachment]:
    if piece.kind is Kind.FILE and piece.data:
        yield Attachment(piece.id, piece.name, piece.data, place=f"attachment {piece.id[1:]}")
    elif (page := _page(piece)) is not None:
        yield from html_page.pictures(page, f"{piece.id}.")


def _page(piece: Piece) -> html_page.Page | None:
    """The page of a piece, ``None`` for one that is no page or has no word in it."""
    try:
        return html_page.opened(piece.text) if piece.kind is Kind.PAGE and piece.text.strip() else None
    except UnreadableError:
        return None


class _Texts:
    """Writes the texts and pages of one copy; ``notes`` fills with what should be told of them."""

    def __init__(
        self, changes: Changes, edits: Mapping[str, Sequence[Edit]], shown: Mapping[str, str], options: MailOptions
    ) -> None:
        self.notes: list[str] = []
        self._changes, self._edits, self._shown, self._options = changes, edits, shown, options

    def text(self, piece: Piece) -> str:
        """What the copy has for a text or a page."""
        if piece.kind is Kind.TEXT:
            mine = _passages(piece)
            edits = {number: self._edits.get(_passage_id(piece, number), ()) for number in range(len(mine))}
            return rewritten(piece.text, mine, edits)
        page = _page(piece)
        if page is None:
            return ""
        self.notes += notes_on(page, self._options.hidden, self._changes.release)
        hidden = self._options.hidden
        return html_page.markup(page, self._changes, f"{piece.id}.", self._shown, hidden=hidden)


def _in_step(piece: Piece, texts: Mapping[str, str], *, drop: bool) -> tuple[Piece, int]:
    """The pieces without texts that only readers of text would see, or with those shown to all; and how many."""
    inner = [_in_step(one, texts, drop=drop) for one in piece.pieces]
    count = sum(number for _, number in inner)
    pieces = tuple(one for one, _ in inner)
    if piece.subtype != "alternative":
        return (replace(piece, pieces=pieces) if pieces else piece), count
    pages = "\n".join(texts[one.id] for each in pieces for one in each.walk() if one.kind is Kind.PAGE)
    apart = [one for one in pieces if one.kind is Kind.TEXT and pages and missing_words(texts[one.id], pages)]
    if drop:
        pieces = tuple(one for one in pieces if one not in apart)
    subtype = "mixed" if apart and not drop else piece.subtype
    return replace(piece, pieces=pieces, subtype=subtype), count + len(apart)


def _file(piece: Piece, changes: Changes, edits: Mapping[str, Sequence[Edit]]) -> tuple[str, bytes]:
    """The file that came back, and its name: redacted where it stands here, if it was not on the way.

    A copy may be of another type than its source, and then has another ending behind its name.
    """
    name, data = changes.children[piece.id]
    here = edits.get(f"{piece.id}.name", [])
    ending = PurePosixPath(name).suffix if name != piece.name else ""
    if here and name == piece.name + ending:
        return edited(_spaced(piece.name), here) + ending, data
    return name, data


def _spaced(name: str) -> str:
    return name.replace("_", " ").replace("+", " ")
