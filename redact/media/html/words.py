"""What of a web page is kept, what is examined, and what goes: the vocabulary of the HTML handler.

Whatever is not named here goes: elements and attributes of other names can carry any words, in their names alone.
"""

from __future__ import annotations

import re

BREAKS = frozenset(
    """address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre
    section select summary table tbody td textarea tfoot th thead title tr ul""".split()
)
"""Elements that end one block of text and begin another."""

INLINE = frozenset(
    """a abbr acronym area b bdi bdo big br cite code col colgroup data del dfn em font i img input ins kbd label map
    mark meter output progress q rp rt ruby s samp small span strike strong sub sup time tt u var wbr""".split()
)

DROPPED = frozenset(
    """applet audio base basefont bgsound canvas embed frame frameset iframe link math meta noembed object param
    portal script source style svg template track video""".split()
)
"""Elements that go with all that is in them: code, layout, and media that no part shows."""

EXAMINED = frozenset(
    """abbr alt aria-description aria-label aria-placeholder aria-roledescription aria-valuetext datetime href label
    placeholder src summary title value""".split()
)
"""Attributes that are parts: words that a reader sees or hears, and addresses."""

PLAIN = frozenset(
    """align bgcolor border cellpadding cellspacing checked cols colspan dir disabled height hidden lang multiple open
    readonly reversed rows rowspan scope selected size span start target type valign width""".split()
)
"""Attributes that hold a measure or one of few words, and are dropped when they hold anything else."""

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
"""What a piece of an e-book is to its reading program: the table of contents, a footnote."""

_ROLES = frozenset(
    """abstract acknowledgments afterword appendix backlink backmatter bibliography biblioentry bodymatter bridgehead
    chapter colophon conclusion contributors copyright-page cover covertitle dedication division endnote endnotes
    epigraph epilogue errata footnote footnotes foreword frontmatter fulltitle glossary glossdef glossref glossterm
    halftitle halftitlepage imprimatur imprint index introduction keyword landmarks list list-item lof lot noteref
    notice other-credits page-list pagebreak part preamble preface prologue pullquote qna rearnote rearnotes
    seriespage sidebar subchapter subtitle table table-cell table-row tip title titlepage toc topic-sentence volume
    warning""".split()
)

_KEYWORDS = frozenset(
    """auto baseline black block bold bolder both bottom center circle col collapse colgroup dashed date decimal disc
    dotted double email gray green grey hidden inherit initial inline inline-block italic justify left lighter
    line-through ltr medium middle navy no-repeat none normal number nowrap oblique open password pre pre-line pre-wrap
    red repeat right row rowgroup rtl separate small smaller large larger solid square sub super table table-cell
    table-row tel text text-bottom text-top thin thick top transparent underline url visible white x-large x-small
    xx-large xx-small yellow blue checkbox radio submit button reset search a i _blank _self _top _parent true false
    checked selected disabled multiple readonly reversed""".split()
)
_MEASURE = re.compile(r"-?\d{0,5}(?:\.\d{1,4})?(?:%|px|pt|pc|r?em|ex|ch|cm|mm|in|vh|vw)?|#[0-9a-f]{3,8}", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2})?")
_PROPERTIES = re.compile(
    r"(?:margin|padding|border)(?:-(?:top|right|bottom|left))?(?:-(?:width|style|color|collapse|spacing))?"
    r"|(?:min-|max-)?(?:width|height)|(?:background-)?color|background|font-(?:size|weight|style)|line-height"
    r"|border-(?:collapse|spacing)|text-(?:align|decoration|indent)|vertical-align|display|float|clear|visibility"
    r"|white-space|list-style-type"
)
_PIECES = re.compile(r"[\s,/()]+|!important\b")
_COLOUR_CALL = re.compile(r"\brgba?\(")


def is_plain(name: str, value: str) -> bool:
    """Whether a value is a measure, a colour or one of few known words, so that it says nothing of anybody."""
    if name == "lang":
        return bool(_LANGUAGE.fullmatch(value))
    return bool(_MEASURE.fullmatch(value)) or value.casefold() in _KEYWORDS


def is_role(value: str) -> bool:
    """Whether an ``epub:type`` holds words of its vocabulary alone."""
    return bool(value.split()) and set(value.split()) <= _ROLES


def plain_style(style: str) -> str:
    """The declarations of a ``style`` attribute that hold measures, colours and known words alone."""
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    named = ((name.strip().casefold(), value.strip()) for name, _, value in pairs)
    kept = (f"{name}: {value}" for name, value in named if _PROPERTIES.fullmatch(name) and _is_style_value(value))
    return "; ".join(kept)


def _is_style_value(value: str) -> bool:
    pieces = _PIECES.split(_COLOUR_CALL.sub("(", value))
    return bool(value) and len(pieces) <= 8 and all(is_plain("style", piece) for piece in pieces)
