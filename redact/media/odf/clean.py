"""What goes from an OpenDocument file before anybody looks at it: the same at every opening, so parts keep their ids.

Elements and attributes stay where they are known to say what a page shows or how. Macros, forms, events, changes,
links to data, pivot tables, filters, authors and everything that another program hung on are dropped.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

from redact.media.odf.fields import settle_fields, settle_links
from redact.media.odf.grammar import ATTRIBUTES, ELEMENTS
from redact.media.odf.naming import name_plainly
from redact.media.odf.package import PICTURED, OdfFile
from redact.media.odf.settings import clean_settings
from redact.media.odf.sheets import clean_cells
from redact.media.odf.space import settle_space
from redact.media.odf.xml import NAMESPACES, local, q, qs, remove, unwrap

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_WORDS = {
    "script:event-listener": "an event",
    "presentation:event-listener": "an event",
    "office:script": "macros",
    "text:script": "a script",
    "form:form": "a form",
    "draw:control": "a form control",
    "draw:object-ole": "an embedded object",
    "draw:plugin": "a film or sound",
    "draw:applet": "a program",
    "draw:floating-frame": "a frame of another page",
    "presentation:sound": "a sound",
    "anim:audio": "a sound",
    "table:data-pilot-table": "a pivot table (its cells stay)",
    "table:database-range": "a database range or filter",
    "table:content-validation": "a rule for input",
    "table:dde-link": "live data",
    "text:dde-connection-decl": "live data",
    "office:dde-source": "live data",
    "table:table-source": "a link to another file",
    "table:cell-range-source": "a link to another file",
    "text:section-source": "a link to another file",
    "table:scenario": "a scenario",
    "table:label-range": "a range of labels",
    "table:consolidation": "the sources of a consolidation",
    "table:named-expression": "a named formula",
    "text:user-field-decl": "a variable",
    "text:variable-decl": "a variable",
    "meta:user-defined": "a property of somebody's own",
    "meta:template": "the address of a template",
    "meta:document-statistic": "statistics",
    "dc:creator": "the name of an author",
    "meta:initial-creator": "the name of an author",
    "meta:printed-by": "the name of who printed it",
    "svg:font-face-src": "an embedded font",
}
_SAID = {q(name): words for name, words in _WORDS.items()}
_KNOWN = frozenset(NAMESPACES.values())
_FOREIGN_STAY = qs("text:p text:h text:span text:a")
_MATH = f"{{{NAMESPACES['math']}}}"
_MATH_GOES = qs("math:annotation math:annotation-xml math:maction")
_MATH_ATTRIBUTES = frozenset(
    "mathvariant display stretchy fence form accent accentunder separator columnalign rowalign open close".split()
)
_MEMBERS = {
    "Thumbnails": "a thumbnail",
    "Versions": "an earlier version",
    "VersionList.xml": "the list of earlier versions",
    "Basic": "macros",
    "Scripts": "macros",
    "Dialogs": "macros",
    "Configurations2": "settings of the program",
    "layout-cache": "a layout cache",
    "manifest.rdf": "descriptions for machines",
    "META-INF": "signatures or encryption",
    "Fonts": "an embedded font",
    "Media": "a film or sound",
    "ObjectReplacements": "the preview of an object",
}
_HREF, _CHART = q("xlink:href"), q("chart:chart")
_ADDRESSED = qs("text:a draw:a draw:object") | PICTURED
_DECLARED = re.compile(r'\sxmlns:?([\w.\-]*)="([^"]*)"')
_BY_HAND = qs("config:config-item-set config:config-item office:settings")


def clean(file: OdfFile) -> None:
    """Drop what is dropped."""
    _say_members(file)
    clean_cells(file)
    for root in file.roots.values():
        if local(root.tag) == "document-settings":
            clean_settings(root)
            continue
        for settings in root.findall(q("office:settings")):
            clean_settings(settings)
        settle_fields(root, file.dropped)
        _prune(root, file.dropped)
        settle_links(root, file.dropped)
        _keep_attributes(root)
        settle_space(root)
    name_plainly(file)
    _forget_name_spaces(file)


def _say_members(file: OdfFile) -> None:
    folders = Counter(name.partition("/")[0] for name in file.members if name != "META-INF/manifest.xml")
    file.dropped.update({words: folders[folder] for folder, words in _MEMBERS.items() if folders[folder]})


def _prune(root: Element, dropped: Counter[str]) -> None:
    """Take out what is not known. In a paragraph, what another program put around text leaves the text."""
    for element in reversed(list(root.iter())):
        if element is root or _stays(element):
            continue
        if _is_foreign(element) and _is_in_text(element):
            unwrap(element)
        else:
            words = _SAID.get(str(element.tag))
            dropped.update([words] if words else [])
            remove(element)


def _stays(element: Element) -> bool:
    tag = str(element.tag)
    if tag.startswith(_MATH):
        return tag not in _MATH_GOES
    if tag in _BY_HAND:
        return True
    return tag in ELEMENTS and not (tag == q("style:map") and '"' in element.get(q("style:condition"), ""))


def _is_foreign(element: Element) -> bool:
    return str(element.tag)[1:].partition("}")[0] not in _KNOWN


def _is_in_text(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and (parent.tag in _FOREIGN_STAY or (_is_foreign(parent) and _is_in_text(parent)))


def _keep_attributes(root: Element) -> None:
    for element in root.iter():
        tag = str(element.tag)
        if tag.startswith(_MATH):
            _keep_only(element, _MATH_ATTRIBUTES)
        elif tag not in _BY_HAND:
            _keep_only(element, ATTRIBUTES)
            _keep_address(element)


def _keep_address(element: Element) -> None:
    """Keep an address where something is linked or shown by it; a chart says with ".." that it draws from the file."""
    href = element.get(_HREF)
    if href is not None and element.tag not in _ADDRESSED and not (element.tag == _CHART and href == ".."):
        del element.attrib[_HREF]


def _keep_only(element: Element, names: frozenset[str]) -> None:
    for key in element.keys():  # noqa: SIM118 - the list of names, so that they may be deleted
        if key not in names:
            del element.attrib[key]


def _forget_name_spaces(file: OdfFile) -> None:
    """Take out declarations of name spaces that nothing uses, and prefixes of others' making."""
    from lxml import etree

    for name, root in file.roots.items():
        plain = [prefix for prefix in ("of", "oooc") if root.nsmap.get(prefix) == NAMESPACES[prefix]]
        etree.cleanup_namespaces(root, keep_ns_prefixes=plain)
        declared = _DECLARED.findall(etree.tostring(root, encoding="unicode"))
        if any(NAMESPACES.get(prefix) != html.unescape(space) for prefix, space in declared):
            file.roots[name] = _copied(root)


def _copied(root: Element) -> Element:
    """The same tree under the prefixes that everybody uses."""
    from lxml import etree

    spaces = {prefix: space for prefix, space in NAMESPACES.items() if prefix != "xml"}
    new = etree.Element(root.tag, root.attrib, spaces)  # type: ignore[arg-type]  # the stubs want a plain dict
    new.text = root.text
    waiting = [(root, new)]
    while waiting:
        old, copy = waiting.pop()
        for child in old:
            inner = etree.SubElement(copy, child.tag, child.attrib)  # type: ignore[arg-type]  # as above
            inner.text, inner.tail = child.text, child.tail
            waiting.append((child, inner))
    etree.cleanup_namespaces(new, keep_ns_prefixes=["of", "oooc"])
    return new
