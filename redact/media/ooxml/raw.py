"""Everything that a written Office file says, member by member, read with no parser: for the search after writing.

Tags are cut away so that the text of a paragraph or a cell is continuous; values of attributes follow, one a line,
but for those that are only form: numbers, tokens, and the names that Office itself gives to styles and fonts.
Numbers of cells are left out as well: run together they would say anything, and cells are read one by one elsewhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from redact.media.ooxml.names import is_office_name
from redact.types import Modality, Part

_TAG = re.compile(r"<(/?)([\w:.\-]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([\w:.\-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_MACHINERY = re.compile(
    r"<\?.*?\?>|(?<=<v>)[-+\d.eE]+(?=</v>)|"
    r"<((?:\w+:)?(?:col|colOff|row|rowOff|Row|Column|posOffset|pctWidth|pctHeight))>[-\d]*</\1>",
    re.DOTALL,
)
"""Declarations, numbers of cells, and numbers that say where something stands."""
_INLINE = frozenset("t r rPr fld hyperlink sdt sdtPr sdtContent oMath ruby rubyBase rt".split())
_SPACES = frozenset("tab br cr ptab".split())
_FORM_NAMES = frozenset("Type ContentType TargetMode script uri Requires Ignorable style path eqn".split())
_TYPED = frozenset(
    "alt descr title string tooltip prompt promptTitle error errorTitle displayText instr Target".split()
)
_FORM = re.compile(
    r"[-+\d.,:;%#$\s]*(?:pt|in|cm|mm|px|em|f|fd)?|(?=[A-Fa-f]*\d)[0-9A-Fa-f]{1,16}|\{[-0-9A-Fa-f]{36}\}|[a-z][A-Za-z0-9]*|rId\d+|"
    r"#?_x0000_\w+|[A-Z]{1,3}\d+(?:[: ][A-Z]{1,3}\d+)*|(?:https?://schemas\.|urn:schemas-|/word/|/xl/|/docProps/)\S*|"
    r"[a-z]{2,3}-[A-Za-z\-]+|Object \d*|\w?"
)


def raw_parts(members: Mapping[str, bytes]) -> Iterator[Part]:
    """One raw part for each member that is text; pictures are files of their own and are looked at as such."""
    for number, (name, data) in enumerate(members.items(), 1):
        if name.endswith((".xml", ".rels", ".vml")):
            text = said(data.decode("utf-8", "replace"))
            yield Part(f"raw{number}", Modality.TEXT, text, f"member {number} of the file", raw=True)


def said(xml: str) -> str:
    """The words of a member: its text, then the values of its attributes, one a line."""
    values: list[str] = []

    def cut(tag: re.Match[str]) -> str:
        closing, name, attributes = tag.groups()
        values.extend(_values(attributes))
        name = name.rpartition(":")[2]
        if name in _SPACES:
            return " "
        return "\n" if closing and name not in _INLINE else ""

    text = html.unescape(_TAG.sub(cut, _MACHINERY.sub("", xml)))
    lines = (line for line in text.splitlines() if line.strip())
    return "\n".join([*lines, *dict.fromkeys(values)])


def _values(attributes: str) -> Iterator[str]:
    for name, double, single in _ATTRIBUTE.findall(attributes):
        local, value = name.rpartition(":")[2], html.unescape(double or single)
        if local in _TYPED:
            yield unquote(value)
        elif not (name.startswith("xmlns") or local in _FORM_NAMES or _FORM.fullmatch(value) or is_office_name(value)):
            yield value
