"""What to look for in a file before it is released, in plain words, and what is done with that which an author hid.

The items are those of the Information Commissioner's guidance on disclosing documents safely (July 2025), and what
else files of these formats are known to carry. A handler's ``checks`` name those that its formats can fail, and every
``Unseen`` that it gives says which.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from redact.types import Release

HIDDEN_SHEETS = "hidden sheets"
HIDDEN_ROWS = "hidden rows"
HIDDEN_COLUMNS = "hidden columns"
FILTERS = "rows that a filter hides, and its list of values"
PIVOTS = "copies of source data in pivot tables"
DATA_MODEL = "data models, connections and queries"
LINKED = "links to other files, and what is cached of them"
NAMES = "names of ranges that are hidden or refer elsewhere"
FORMULAS = "formulas and cached results that name what is not shown"
VALIDATION = "lists of allowed values"
CHARTS = "copies of source data in charts"
EMBEDDED = "embedded files and objects"
COMMENTS = "comments and notes"
TRACKED = "tracked changes"
HIDDEN_TEXT = "hidden text"
INVISIBLE = "text in the colour of its background, or too small to read"
OUTSIDE = "what lies outside of the page, slide or sheet"
HIDDEN_SLIDES = "hidden slides"
SPEAKER_NOTES = "speaker notes"
CROPPED = "pictures that hold more than they show"
METADATA = "metadata: authors, dates, paths, properties"
CUSTOM_DATA = "private data of programs"
MACROS = "macros and scripts"
VERSIONS = "earlier versions and unused content"
THUMBNAILS = "thumbnails"
SIGNATURES = "digital signatures"
HEADERS = "headers of mail that readers do not see"
DESCRIPTIONS = "alternative texts and attributes"
DIFFERING = "texts of mail that say something else than the page beside them"
HIDDEN_CONTENT = "content that the page does not show"
TRAILING = "bytes before, between or behind the content"
UNUSED = "deleted content that is still in the file"
LEFTOVERS = "members that nothing refers to"
VIEWS = "personal views and scenarios"
CHAPTERS = "names of chapters"
SUBTITLES = "subtitles and captions"
DATA_TRACKS = "tracks of data: positions, sensors, time codes"
MORE_TRACKS = "further picture tracks, and pictures that an edit list hides"
POSITIONS = "where it was filmed"

Hidden: TypeAlias = Literal["by release", "drop", "show", "keep"]
"""An option of handlers: what becomes of what an author hid, sheets, rows, slides, text."""


def treatment(hidden: Hidden, release: Release) -> Literal["drop", "show", "keep"]:
    """What is done with hidden things in a copy for these readers.

    They are redacted like the rest in any case. Unless the policy says otherwise, everybody's copy has none, and in
    others they are shown, so that no copy holds what its reader does not see.
    """
    if hidden == "by release":
        return "drop" if release is Release.OPEN else "show"
    return hidden
