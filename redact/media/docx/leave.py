"""What an author hid, and comments, in a copy for these readers: left out, shown or left as they are."""

from __future__ import annotations

from redact.media.checklist import Hidden, treatment
from redact.media.docx import hidden, invisible, outside
from redact.media.docx.comments import drop_comments, drop_unreferred
from redact.media.docx.slots import styles_of
from redact.media.ooxml.package import Package
from redact.media.ooxml.shapes import drop_hidden, show_hidden
from redact.types import Release


def treat_hidden(package: Package, option: Hidden, release: Release) -> list[str]:
    """Leave hidden text, rows and shapes out, show them, or neither; what was done, in plain words.

    What cannot be seen for its colour, its size or its place is shown wherever hidden text is not kept: whether it
    cannot be seen is a guess, and what a reader may see is not left out on a guess.
    """
    what, styles = treatment(option, release), styles_of(package)
    if what == "keep":
        return []
    roots = [package.xml(member) for member in package.text_members()]
    shown = sum(invisible.show(root, styles) + outside.show(root) for root in roots)
    if what == "drop":
        count = sum(hidden.drop(root, styles) + drop_hidden(root) for root in roots)
        drop_unreferred(roots)
    else:
        count = hidden.show(roots, styles) + sum(map(show_hidden, roots))
    words = "left out" if what == "drop" else "shown"
    notes = [f"{count} hidden passages, rows or shapes {words}"] if count else []
    return (
        [*notes, f"{shown} passages that could not be seen for their colour, size or place shown"] if shown else notes
    )


def treat_comments(package: Package, option: str, release: Release) -> list[str]:
    """Leave comments out where the policy says so, or to a copy for everybody; what was done, in plain words."""
    if option == "keep" or (option == "by release" and release is not Release.OPEN):
        return []
    count = drop_comments(package)
    return [f"comments left out: {count}"] if count else []
