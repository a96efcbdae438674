"""JSON, whole (.json) or a value a line (.jsonl, .ndjson): every string, number and key is a part."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.checklist import EMBEDDED
from redact.media.embedded import NOTICE, without_data
from redact.media.encoding import Decoded, decoded, encoded
from redact.media.json.paths import pattern, under
from redact.media.json.scan import Leaf, check, emptied, leaves, values, whole
from redact.media.path_rules import KEEP, Rules, declared
from redact.media.source import LARGEST, contents
from redact.media.splice import Splice, by_part, edited, spliced
from redact.types import Document, Edit, Modality, Part, Unseen


class JsonHandler:
    """Opens and writes JSON. What is not changed keeps its characters, order and spacing.

    A number that is changed becomes a string. Keys that would become equal get a number behind them. Text that is
    itself JSON or mark-up inside a string is read as the characters that it is.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes, ``most_values``: keys and values above which a file is refused.

        ``paths``: by path ("$.users[*].name", "$..email") an entity type, "drop" or "keep"; the first that fits counts.
        """

        largest: int = LARGEST
        most_values: int = 2_000_000
        paths: dict[str, str] = {}

        def __post_init__(self) -> None:
            Rules.of(self.paths, pattern)

    version = "2"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".json", ".jsonl", ".ndjson", ".geojson"})

    checks = (EMBEDDED,)

    def __init__(self, options: Options) -> None:
        self.options = options
        self._rules = Rules.of(options.paths, pattern)

    def load(self, source: Path) -> Document:
        form, dropped = self._opened(source)
        found = tuple(islice(leaves(form.text, self._rules), self.options.most_values + 1))
        if len(found) > self.options.most_values:
            raise UnreadableError("too many values for one file", "split it into smaller files")
        kept = sum(leaf.what == KEEP for leaf in found)
        notes = (f"{kept} values stand as they were: the policy's rules for paths keep them",) if kept else ()
        parts = tuple(_parts(form.text, (leaf for leaf in found if leaf.value and leaf.what != KEEP)))
        return Document(source, "application/json", parts, dropped=dropped, notes=notes)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        form, _ = self._opened(document.source)
        target.write_bytes(encoded(spliced(form.text, _splices(form.text, changes.edits)), form))

    def reopen(self, target: Path) -> Document:
        """The values through the standard library's reader, and the file's text as it stands."""
        form, _ = self._opened(target)
        gone = [(leaf.start, leaf.end, "") for leaf in leaves(form.text, self._rules) if leaf.what == KEEP]
        raw = Part("raw", Modality.TEXT, spliced(form.text, gone), place="text of the file", raw=True)
        return Document(target, "application/json", (*_reread(form.text, self._rules), raw))

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """Files that are embedded in a file, whoever made it, where nobody can read them."""
        text = decoded(contents(path, self.options.largest)).text
        check(text)
        if (found := without_data(text)) != text:
            amount = max(found.count(NOTICE) - text.count(NOTICE), 1)
            yield Unseen("embedded files that nothing can look into", "file", amount, check=EMBEDDED)

    def _opened(self, source: Path) -> tuple[Decoded, tuple[str, ...]]:
        """The text without what nothing can look into and what the rules drop, and the kinds of what went."""
        form = decoded(contents(source, self.options.largest))
        text = without_data(form.text)
        check(text)
        rules = list(emptied(text, self._rules)) if self._rules else []
        dropped = [("embedded files that nothing can look into", text != form.text)]
        dropped.append(("what the policy's rules for paths drop", bool(rules)))
        kinds = tuple(kind for kind, found in dropped if found)
        return Decoded(spliced(text, rules), form.encoding, form.mark), kinds


def _parts(text: str, filled: Iterable[Leaf]) -> Iterator[Part]:
    line, line_start, at = 1, 0, 0
    for leaf in filled:
        line += text.count("\n", at, leaf.start)
        line_start = text.rfind("\n", at, leaf.start) + 1 or line_start
        at = leaf.start
        place = f"line {line}, column {at - line_start + 1}"
        yield Part(
            leaf.id,
            Modality.TEXT,
            leaf.value,
            place=place,
            context=leaf.heading,
            declared="" if leaf.is_key else declared(leaf.what),
            column="" if leaf.is_key else f"c{leaf.column}",
        )


def _splices(text: str, edits: tuple[Edit, ...]) -> Iterator[Splice]:
    changed = by_part(edits)
    plain = text.isascii()
    new = {leaf.id: edited(leaf.value, changed[leaf.id]) for leaf in leaves(text) if leaf.id in changed}
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for leaf in leaves(text):
        if leaf.is_key and new.get(leaf.id, leaf.value) == leaf.value:
            taken[leaf.owner].add(leaf.value)
    for leaf in leaves(text):
        if new.get(leaf.id, leaf.value) != leaf.value:
            value = _unlike(new[leaf.id], taken[leaf.owner]) if leaf.is_key else new[leaf.id]
            yield leaf.start, leaf.end, json.dumps(value, ensure_ascii=plain)


def _unlike(key: str, taken: set[str]) -> str:
    number, free = 2, key
    while free in taken:
        number, free = number + 1, f"{key} {number}"
    taken.add(free)
    return free


def _reread(text: str, rules: Rules) -> Iterator[Part]:
    decoder = json.JSONDecoder(parse_int=str, parse_float=str)
    for number, value in enumerate(values(text, decoder), 1):
        yield from _walk(value, f"v.{number}", rules)


def _walk(root: Any, root_path: str, rules: Rules) -> Iterator[Part]:
    waiting = [(root, root_path, "", rules.what(""))]
    while waiting:
        value, path, names, what = waiting.pop()
        if what == KEEP:
            continue
        if isinstance(value, str) and value:
            yield Part(path, Modality.TEXT, whole(value), place="value")
            continue
        for index, (key, child) in enumerate(_inside(value), 1):
            place = under(names, key) if rules else ""
            waiting.append((child, f"{path}.{index}", place, rules.what(place, what)))
            if isinstance(key, str):
                waiting.append((key, f"{path}.{index}k", names, ""))


def _inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return ((whole(key), child) for key, child in value.items())
    return enumerate(value) if isinstance(value, list) else ()
