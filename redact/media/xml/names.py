"""Names of elements and attributes: what they say of the words in them, and which are only form."""

from __future__ import annotations

import re
from collections.abc import Mapping

INLINE = frozenset(
    """b i em strong u s strike sup sub span small big tt font mark tspan textPath hi emph emphasis bold italic
    underline foreign abbr acronym rb wbr ruby persName placeName orgName rs""".split()
)
"""Elements that stand inside of lines, whatever the schema: words run on through them."""

LINES = frozenset(
    "br lb p div li tr td th dt dd head title h1 h2 h3 h4 h5 h6 para paragraph item row cell line l lg entry".split()
)
"""Elements that are lines, or end one, where they stand among words."""

_VALUES = frozenset("value val v text string li Seq Bag Alt item entry data content cdata simpleData anyType".split())
"""Names that say nothing of what is in them: the name around them does."""
_NUMBERED = frozenset("id number name code type no ref extension root".split())
"""Names of attributes that say something only together with that of their element."""
_NAMING = ("name", "key", "label", "title", "field", "property", "displayName")
"""Attributes that name what a field is."""
_FIELDS = frozenset(
    """field property prop param parameter item column data attribute attr entry cell meta tag string SimpleData Data
    value characteristic answer question observation""".split()
)
_BEFORE_ITS_OWNER = frozenset("first last middle given family full display home work mobile primary".split())
_SPACE = re.compile(
    r"(?:https?://|urn:|tag:|info:|clr-namespace:|x-schema:)(?![^\s]*(?:@|~|%40|/users?/|/home/))[\w./:#,?=&;+-]{0,200}",
    re.IGNORECASE,
)
_SHAPES = frozenset(
    """d points transform gradientTransform patternTransform viewBox x y x1 x2 y1 y2 z width height cx cy r rx ry fx fy
    dx dy rotate offset version enable-background opacity fill-opacity stroke-opacity stop-opacity stroke-width
    stroke-dasharray stroke-dashoffset stroke-miterlimit font-size stdDeviation values k1 k2 k3 k4 markerWidth
    markerHeight refX refY textLength startOffset radius scale seed baseFrequency numOctaves
    dur begin keyTimes""".split()
)
_COLOURED = frozenset("fill stroke color stop-color flood-color lighting-color".split())
_NUMBERS = re.compile(
    r"(?:[\s,;+\-\d.eE%MmLlHhVvCcSsQqTtAaZz()]|matrix|translate|scale|rotate|skew[XY]|px|pt|em|cm|mm|in\b|new)*"
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|none|currentColor|black|white|red|green|blue|gray|grey|rgb\([\d\s,.%]*\)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_TYPE_NAME = re.compile(r"[\w.-]{1,60}(?::[\w.-]{1,60})?")
_FLAGS = frozenset("default preserve true false 0 1".split())
_LONGEST = 80


def context_of(name: str, attributes: Mapping[str, str], around: str, key: str, owner: str = "") -> str:
    """The words that say what stands in an element, or in an attribute of *owner*.

    ``<key>`` in front of it (property lists), the name that a field is given, its own name, or that around it.
    """
    if owner:
        if name in _VALUES:
            return owner
        return f"{owner} {name}" if name in _NUMBERED else name
    if key:
        return key[:_LONGEST]
    if name in _FIELDS:
        named = next((attributes[one] for one in _NAMING if attributes.get(one)), "")
        if named:
            return named[:_LONGEST]
    if name in _VALUES:
        return around or name
    return f"{name} {around}".strip() if name.casefold() in _BEFORE_ITS_OWNER else name


def is_shape(name: str, value: str) -> bool:
    """Whether an attribute of a drawing says where something stands, how large it is or what it looks like."""
    if name in _COLOURED:
        return bool(_COLOUR.fullmatch(value))
    return name in _SHAPES and bool(_NUMBERS.fullmatch(value))


def is_space(value: str) -> bool:
    """Whether a value has the form of a name space, and names no user's folder."""
    return bool(_SPACE.fullmatch(value))


def is_far_schema(name: str, value: str) -> bool:
    """Whether an attribute says where a schema is, and does not say it as the name of a name space would."""
    local = name.rpartition(":")[2]
    says = local in {"schemaLocation", "noNamespaceSchemaLocation"} and ":" in name
    return says and not all(_SPACE.fullmatch(piece) for piece in value.split())


def is_form(name: str, value: str) -> bool:
    """Whether an attribute is one of XML itself and holds what such a one holds: a name space, a language, a flag.

    A name space is a name and not a place: it stays where it has the form of one and names no user's folder.
    """
    prefix, _, local = name.rpartition(":")
    if name == "xmlns" or prefix == "xmlns":
        return bool(_SPACE.fullmatch(value))
    match local:
        case "schemaLocation" | "noNamespaceSchemaLocation" if prefix == "xsi":
            return not is_far_schema(name, value)
        case "lang" | "space" | "nil" if prefix in {"xml", "xsi"}:
            return value in _FLAGS or bool(_LANGUAGE.fullmatch(value))
        case "type" if prefix == "xsi":
            return bool(_TYPE_NAME.fullmatch(value))
    return False
