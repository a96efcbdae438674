"""The texts that engines are measured on, by name; nothing is fetched and nobody's data is carried along."""

from __future__ import annotations

import json
import re
import sysconfig
from collections.abc import Callable
from pathlib import Path

from tests.bench.dense import dense, short_rows

_QUOTED = re.compile(r'"""(.+?)"""', re.DOTALL)
EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"


def prose(characters: int) -> list[str]:
    """English with few identifiers in it: what the standard library says of itself, one text a module."""
    texts: list[str] = []
    left = characters
    for path in sorted(Path(sysconfig.get_paths()["stdlib"]).rglob("*.py")):
        if left <= 0:
            break
        if "site-packages" not in path.parts and (text := _docstrings(path)):
            texts.append(text)
            left -= len(text)
    return texts


def one_string(characters: int) -> list[str]:
    """The dense text as one string, as a long file is."""
    return ["\n".join(dense(characters))]


def shared(characters: int) -> list[str]:
    """Texts of the evaluation data beside the checkout; none where there is no such folder."""
    texts: list[str] = []
    for file in sorted(EVAL.glob("*/*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            texts.append(json.loads(line)["text"])
    return _cut(texts, characters)


def of_file(path: Path, characters: int) -> list[str]:
    """A file of the user's own, as one string."""
    return [path.read_text(encoding="utf-8", errors="replace")[:characters]]


KINDS: dict[str, Callable[[int], list[str]]] = {
    "dense": dense,
    "string": one_string,
    "prose": prose,
    "rows": short_rows,
    "eval": shared,
}


def _cut(texts: list[str], characters: int) -> list[str]:
    taken: list[str] = []
    left = characters
    for text in filter(None, texts):
        if left > 0:
            taken.append(text)
            left -= len(text)
    return taken


def _docstrings(path: Path) -> str:
    """What stands between three quotes and reads like sentences: parsing the modules would take ten times as long."""
    try:
        source = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    told = (match.group(1) for match in _QUOTED.finditer(source))
    return "\n\n".join(text for text in told if len(text) > 40 and text.count(" ") > len(text) / 10)
