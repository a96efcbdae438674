"""A written XML file opened by another parser than the one that wrote it: lxml's, event by event."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from redact.media.path_rules import KEEP, Rules
from redact.media.xml.blobs import is_blob
from redact.media.xml.names import INLINE, is_form, is_shape
from redact.media.xml.spaces import names_one
from redact.media.xml.tokens import broken
from redact.types import Modality, Part

_TAG = re.compile(r"<[/!?]?(?P<name>[^\s<>/]*)(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>")


def reread(data: bytes, text: str, rules: Rules) -> Iterator[Part]:
    """Texts and attributes as the parser sees them; as raw parts *text*, what the file says without what is carried.

    What the rules keep is left out. Raises ``UnreadableError``.
    """
    from lxml import etree

    listener = _Listener(rules)
    parser = etree.XMLParser(
        target=listener,  # type: ignore[arg-type]  # without bytes mode every name and text is a str
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )  # fmt: skip
    try:
        parser.feed(data)
        parser.close()
    except (etree.XMLSyntaxError, ValueError):
        raise broken() from None
    values = [value for value in listener.values if not names_one(value, listener.spaces)]
    for number, words in enumerate(listener.texts, 1):
        yield Part(f"t{number}", Modality.TEXT, words, place=f"text {number}")
    for number, words in enumerate(values, 1):
        yield Part(f"a{number}", Modality.TEXT, words, place=f"attribute {number}")
    yield Part("raw.words", Modality.TEXT, html.unescape(_TAG.sub(_gap, text)), place="file without tags", raw=True)
    yield Part("raw", Modality.TEXT, html.unescape(text), place="text of the file", raw=True)


def _gap(tag: re.Match[str]) -> str:
    return "" if tag["name"].rpartition(":")[2] in INLINE else "\n\n\n"


class _Listener:
    """Collects the text of each element, whole where elements stand among words, and the attributes."""

    def __init__(self, rules: Rules) -> None:
        self.texts: list[str] = []
        self.values: list[str] = []
        self.spaces: set[str] = set()
        self._rules = rules
        self._open: list[tuple[str, str, list[str], list[bool]]] = []

    def start_ns(self, _prefix: str, uri: str) -> None:
        self.spaces.add(uri)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        path, around = self._open[-1][:2] if self._open else ("", "")
        path = f"{path}/{_local(tag)}"
        what = self._rules.what(path, around)
        self._open.append((path, what, [], [False, False]))
        for name, value in attributes.items():
            rule = self._rules.what(f"{path}/@{_local(name)}", what)
            shape = path.startswith("/svg") and is_shape(_local(name), value)
            if value.strip() and rule != KEEP and not (shape or _is_form(name, value) or is_blob(value)):
                self.values.append(value)

    def data(self, data: str) -> None:
        if self._open:
            self._open[-1][2].append(data)
            self._open[-1][3][0] |= bool(data.strip())

    def end(self, tag: str) -> None:
        _, what, pieces, (has_text, has_elements) = self._open.pop()
        words = "".join(pieces)
        around = self._open[-1] if self._open else None
        if around:
            around[3][1] = True
        if what == KEEP or not words.strip() or is_blob(words):
            return
        if around and around[3][0] and what == around[1]:
            around[2].append(words if _local(tag) in INLINE else f"\n{words}\n")
        if has_text or not has_elements:
            self.texts.append(words)

    def close(self) -> None:
        """The end of the file."""


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _is_form(name: str, value: str) -> bool:
    if "XMLSchema-instance" in name:
        return is_form(f"xsi:{_local(name)}", value)
    return is_form(f"xml:{_local(name)}", value) if "XML/1998" in name else False
