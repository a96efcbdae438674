"""What a tagged PDF says of its reading order: headings, lists, tables, and which marks on which page belong to them.

Held apart as values while a file is redacted, and put into the copy anew. Roles are the standard ones alone; of an
element's own words there is its description, which is offered like any text. PDF 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeAlias

from redact.media.pdf.geometry import Rect
from redact.media.pdf.objects import words_of

MOST_MARKS = 100_000
"""Marks on a page are numbered below this."""


class Mark(NamedTuple):
    """Marked content: the page, counted from 0, and its number there."""

    page: int
    number: int


class Joint(NamedTuple):
    """A link, by its id, as a part of an element."""

    link: str


class Attribute(NamedTuple):
    """A property that is a name, a number, or a rectangle of four."""

    owner: str
    key: str
    value: str | int | Rect


Kid: TypeAlias = int | Mark | Joint
"""What an element consists of: the number of another element, marked content, or a link."""


class Element(NamedTuple):
    """A paragraph, a cell, a figure.

    ``description`` is the id of its description, ``page`` where it begins, ``headers`` the cells that head a cell.
    """

    role: str
    kids: tuple[Kid, ...]
    page: int | None = None
    attributes: tuple[Attribute, ...] = ()
    language: str = ""
    description: str = ""
    headers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """What is said in place of a figure or another element to those who do not see it. The page counts from 0."""

    id: str
    text: str = field(repr=False)
    role: str
    page: int | None

    @property
    def place(self) -> str:
        """Where a person would look."""
        kind = "a picture's" if self.role == "Figure" else "a formula's" if self.role == "Formula" else "an element's"
        return f"{kind} description" if self.page is None else f"page {self.page + 1}, {kind} description"


@dataclass(frozen=True, slots=True)
class Tags:
    """The elements, each before those that it consists of; the numbers of the topmost; the descriptions."""

    elements: tuple[Element, ...]
    tops: tuple[int, ...]
    descriptions: tuple[Description, ...]

    def described(self, texts: Mapping[str, str]) -> Tags:
        """The same with other descriptions, by id; an empty one is none."""
        new = (replace(each, text=texts.get(each.id, each.text)) for each in self.descriptions)
        return replace(self, descriptions=tuple(each for each in new if each.text.strip()))

    def unmeasured(self, rooms: Mapping[int, Sequence[Rect]]) -> Tags:
        """The same without the extent of elements that share a room, on its page, with something that went from it."""
        return replace(self, elements=tuple(_unmeasured(element, rooms) for element in self.elements))


def _unmeasured(element: Element, rooms: Mapping[int, Sequence[Rect]]) -> Element:
    taken = rooms.get(element.page, ()) if element.page is not None else ()
    if not taken or not any(isinstance(each.value, Rect) for each in element.attributes):
        return element
    kept = (each for each in element.attributes if not _lies_over(each.value, taken))
    return element._replace(attributes=tuple(kept))


def _lies_over(value: str | int | Rect, rooms: Iterable[Rect]) -> bool:
    return isinstance(value, Rect) and any(value.meets(room) for room in rooms)


def language_of(value: Any) -> str:
    """The language that a string names, by its code of two letters; the empty text for anything else."""
    language = words_of(value).split("-")[0].lower()
    return language if len(language) == 2 and language.isascii() and language.isalpha() else ""
