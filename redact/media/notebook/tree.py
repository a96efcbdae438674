"""A notebook cut down to what its reader meets: cells, outputs, pictures. Each place that holds words is a spot."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

from redact.errors import UnreadableError
from redact.media.embedded import without_data
from redact.media.json.scan import check, whole

Json: TypeAlias = dict[str, Any]

ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]")
MARKDOWN_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_ATTACHED = re.compile(r"attachment:([^\s)\"'>]+)")
TEXTS = frozenset({"text/plain", "text/markdown", "text/latex", "application/json"})
PAGES = frozenset({"text/html"})
PICTURES = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "image/bmp": ".bmp",
    "image/svg+xml": ".svg", "application/pdf": ".pdf",
}  # fmt: skip
LEFT_OUT = "[output left out]"
_KERNELS = {"python": ("python3", "Python 3"), "r": ("ir", "R"), "julia": ("julia", "Julia")}
_LANGUAGES = frozenset(
    """python r julia javascript typescript bash sh sql scala java kotlin c c++ c# f# go rust ruby perl php haskell
    matlab octave sas stata lua swift powershell""".split()
)
_VERSION = re.compile(r"\d{1,3}(?:\.\d{1,4}){0,3}")
_KINDS = frozenset({"code", "markdown", "raw"})


class Kind(Enum):
    """What stands in a spot."""

    TEXT = "text"
    PAGE = "page"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that holds words or a picture: ``holder[key]`` is one string while the notebook is open.

    ``lines``: it was written as a list of lines, and is again. ``ending`` is that of a picture's file.
    """

    id: str
    kind: Kind
    place: str
    holder: Json = field(repr=False)
    key: str = field(repr=False)
    lines: bool = False
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Notebook:
    """A cleaned notebook and its spots, in reading order."""

    root: Json = field(repr=False)
    spots: tuple[Spot, ...]


def raw(text: str) -> Json:
    """The notebook that *text* writes, as it stands. Raises ``UnreadableError``."""
    check(text)
    try:
        root = json.loads(text)
    except (ValueError, RecursionError):
        raise broken() from None
    if not isinstance(root, dict) or not isinstance(root.get("cells"), list):
        old = isinstance(root, dict) and "worksheets" in root
        raise UnreadableError(
            "a notebook in the form of before 2015" if old else "not a notebook",
            "open it in Jupyter and save it again" if old else "check that the file is what its name says",
        )
    return root


def broken() -> UnreadableError:
    """What is said of a notebook that is not built as one."""
    return UnreadableError("damaged: not built as a notebook", "open it in Jupyter and save it again")


def opened(text: str) -> Notebook:
    """The notebook without what no part shows. Raises ``UnreadableError``."""
    source = raw(text)
    minor = source.get("nbformat_minor")
    if source.get("nbformat") != 4 or not isinstance(minor, int):
        raise UnreadableError("a notebook in a form that is not known here", "open it in Jupyter and save it again")
    cutter = _Cutter(minor)
    cells = [cutter.cell(cell, number) for number, cell in enumerate(source["cells"], 1)]
    root = {"cells": cells, "metadata": _metadata(source.get("metadata")), "nbformat": 4, "nbformat_minor": minor}
    return Notebook({key: root[key] for key in source if key in root} | root, tuple(cutter.spots))


def written(notebook: Notebook) -> str:
    """The notebook as Jupyter writes one."""
    for spot in notebook.spots:
        words = spot.holder.get(spot.key)
        if spot.lines and isinstance(words, str):
            spot.holder[spot.key] = words.split("\n") if spot.key == "traceback" else words.splitlines(keepends=True)
    return json.dumps(notebook.root, ensure_ascii=False, indent=1) + "\n"


def joined(value: object) -> str:
    """A text that may be written as a list of lines. Raises ``UnreadableError`` for what is neither."""
    lines = value if isinstance(value, list) else [value]
    words = [line for line in lines if isinstance(line, str)]
    if len(words) != len(lines):
        raise broken()
    return whole("".join(words))


def language_of(metadata: object) -> str:
    """The programming language that a notebook says it is in, where it is one that is known."""
    if not isinstance(metadata, dict):
        return ""
    places = ((metadata.get("language_info"), "name"), (metadata.get("kernelspec"), "language"))
    names = [part.get(key) for part, key in places if isinstance(part, dict)]
    return next((name.casefold() for name in names if isinstance(name, str) and name.casefold() in _LANGUAGES), "")


def _metadata(metadata: object) -> Json:
    language = language_of(metadata)
    if not language:
        return {}
    kept: Json = {"language_info": {"name": language}}
    version = metadata.get("language_info", {}).get("version") if isinstance(metadata, dict) else None
    if isinstance(version, str) and _VERSION.fullmatch(version):
        kept["language_info"]["version"] = version
    if language in _KERNELS:
        name, shown = _KERNELS[language]
        kept = {"kernelspec": {"display_name": shown, "language": language, "name": name}, **kept}
    return kept


class _Cutter:
    """Cuts cells and collects their spots."""

    def __init__(self, minor: int) -> None:
        self.spots: list[Spot] = []
        self._minor = minor

    def cell(self, cell: object, number: int) -> Json:
        """What is kept of one cell."""
        if not isinstance(cell, dict) or cell.get("cell_type") not in _KINDS:
            raise broken()
        kind, new = cell["cell_type"], dict[str, Any]()
        new["cell_type"] = kind
        if kind == "code":
            new["execution_count"] = None
        if self._minor >= 5:
            new["id"] = f"cell-{number}"
        new["metadata"] = {}
        source = joined(cell.get("source", ""))
        if kind == "code":
            new["outputs"] = self._outputs(cell.get("outputs", []), number)
        else:
            source = MARKDOWN_UNSEEN.sub("", source) if kind == "markdown" else source
            source = self._attached(cell.get("attachments"), source, new, number)
        new["source"] = without_data(source)
        spot = Spot(
            f"c{number}.s", Kind.TEXT, f"cell {number}, {kind}", new, "source", isinstance(cell.get("source"), list)
        )
        self.spots.append(spot)
        return new

    def _attached(self, files: object, source: str, new: Json, number: int) -> str:
        """Keeps the attachments that the cell shows, under new names."""
        wanted = dict.fromkeys(_ATTACHED.findall(source))
        names = {name: f"attachment-{count}" for count, name in enumerate(wanted, 1)}
        source = _ATTACHED.sub(lambda found: f"attachment:{names[found[1]]}", source)
        if not isinstance(files, dict):
            return source
        kept = {names[name]: bundle for name, bundle in files.items() if name in names and isinstance(bundle, dict)}
        if kept:
            new["attachments"] = {
                name: self._bundle(bundle, f"c{number}.f{name.rpartition('-')[2]}", f"cell {number}, attachment")
                for name, bundle in kept.items()
            }
        return source

    def _outputs(self, outputs: object, number: int) -> list[Json]:
        if not isinstance(outputs, list):
            raise broken()
        return [self._output(output, f"c{number}.o{count}", f"cell {number}, output {count}")
                for count, output in enumerate(outputs, 1)]  # fmt: skip

    def _output(self, output: object, spot: str, place: str) -> Json:
        kind = output.get("output_type") if isinstance(output, dict) else None
        if not isinstance(output, dict):
            raise broken()
        match kind:
            case "stream":
                name = output.get("name")
                new: Json = {"name": name if name in {"stdout", "stderr"} else "stdout", "output_type": kind}
                self._text(new, "text", output.get("text", ""), (spot, place))
            case "error":
                new = {"output_type": kind}
                for number, key in enumerate(("ename", "evalue", "traceback"), 1):
                    self._text(
                        new, key, _lines(output.get(key, "")), (f"{spot}.e{number}", place), always=key == "traceback"
                    )
            case "display_data" | "execute_result":
                new = {"data": self._bundle(output.get("data"), spot, place)}
                new |= {"execution_count": None} if kind == "execute_result" else {}
                new |= {"metadata": {}, "output_type": kind}
            case _:
                raise broken()
        return new

    def _text(self, new: Json, key: str, value: object, at: tuple[str, str], *, always: bool = False) -> None:
        new[key] = without_data(ANSI.sub("", joined(value)))
        self.spots.append(Spot(at[0], Kind.TEXT, at[1], new, key, always or isinstance(value, list)))

    def _bundle(self, bundle: object, spot: str, place: str) -> Json:
        """The forms of one output that are known here, by media type."""
        if not isinstance(bundle, dict):
            raise broken()
        new: Json = {}
        for number, (mime, value) in enumerate(bundle.items(), 1):
            if mime in TEXTS:
                words = json.dumps(value, ensure_ascii=False, indent=1) if mime == "application/json" else value
                self._text(new, mime, words, (f"{spot}.d{number}", place))
            elif mime in PAGES | PICTURES.keys():
                kind = Kind.PAGE if mime in PAGES else Kind.PICTURE
                new[mime] = joined(value)
                ending = PICTURES.get(mime, "")
                self.spots.append(Spot(f"{spot}.d{number}", kind, place, new, mime, isinstance(value, list), ending))
        return new


def _lines(value: object) -> object:
    """A traceback is a list of passages without ends of lines; the other fields are single texts."""
    return "\n".join(map(joined, value)) if isinstance(value, list) else value


def strings(value: object) -> Iterator[str]:
    """Every string inside a value, keys too."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one.values(), *one]
        elif isinstance(one, list):
            waiting += one
