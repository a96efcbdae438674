"""A written web page opened by another parser than the one that wrote it: the standard library's, event by event."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote

from redact.media.embedded import without_data
from redact.media.html.words import BREAKS, EXAMINED
from redact.types import Modality, Part

_TAG = re.compile(r"""<[/!?]?(?P<name>[^\s<>/]*)(?:"[^"]*"|'[^']*'|[^<>"'])*>""")
_BLOCK_GAP = "\n" * 10


def reread(text: str, prefix: str = "") -> Iterator[Part]:
    """Blocks and attributes as a second parser sees them; as raw parts the source without its tags, and the tags.

    Files embedded in the page are left out of the source: they are looked at on their own.
    """
    listener = _Listener()
    listener.feed(text)
    listener.close()
    listener.end_block()
    for number, block in enumerate(listener.blocks, 1):
        yield Part(f"{prefix}b{number}", Modality.TEXT, block, place=f"block {number}")
    for number, value in enumerate(listener.attributes, 1):
        yield Part(f"{prefix}a{number}", Modality.TEXT, value, place=f"attribute {number}")
    source = without_data(text)
    words = html.unescape(_TAG.sub(_gap, source))
    tags = "\n".join(html.unescape(tag[0]) for tag in _TAG.finditer(source))
    yield Part(f"{prefix}words", Modality.TEXT, words, place="source without tags", raw=True)
    yield Part(f"{prefix}tags", Modality.TEXT, tags, place="tags of the source", raw=True)


def _gap(tag: re.Match[str]) -> str:
    """What a tag leaves between its neighbours: nothing inside a line, a wide gap where a block ends."""
    return _BLOCK_GAP if tag["name"].casefold() in BREAKS else ""


class _Listener(HTMLParser):
    """Collects what is read aloud: runs of text between the elements that break it, and attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.attributes: list[str] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self.end_block()
        elif tag == "br":
            self._words.append("\n")
        self.attributes += [_plain(value) for name, value in attrs if name in EXAMINED and _speaks(value)]

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_comment(self, data: str) -> None:
        self._words.append(data)

    def end_block(self) -> None:
        """Close the block that is open."""
        block = " ".join("".join(self._words).split())
        self._words.clear()
        if block:
            self.blocks.append(block)


def _speaks(value: str | None) -> bool:
    return bool(value) and not str(value).casefold().startswith(("data:", "cid:", "#"))


def _plain(value: str | None) -> str:
    return unquote(unquote(unquote(value or "")))
