"""The folder that redact opens: the network, the tokenizer as used, the kinds and the share at which each counts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import torch
from encoded import SCORES
from graph import written
from network import Shape, Tagger
from thinning import widened


def loaded(path: Path) -> Tagger:
    """A tagger that training saved."""
    saved = torch.load(path, map_location="cpu", weights_only=False)
    shape: Shape = saved["shape"]
    tagger = widened(Tagger(shape), saved["state"])
    tagger.load_state_dict(saved["state"])
    return tagger.eval()


def save(tagger: Tagger, path: Path) -> None:
    """The weights, for going on or exporting."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"shape": tagger.shape, "state": tagger.state_dict()}, path)


def export(tagger: Tagger, tokenizer: Path, least: Mapping[str, float], folder: Path) -> None:
    """Writes names.onnx, tokenizer.json and kinds.json into *folder*, and prints their rows for the registry."""
    folder.mkdir(parents=True, exist_ok=True)
    written(tagger, folder / "names.onnx")
    told = json.loads(tokenizer.read_text(encoding="utf-8")) | {"truncation": None, "padding": None}
    _write(folder / "tokenizer.json", json.dumps(told, ensure_ascii=False, separators=(",", ":")))
    _write(folder / "kinds.json", json.dumps({"kinds": SCORES, "least": dict(least)}, indent=1) + "\n")
    print("\n".join(rows(folder)))


def rows(folder: Path) -> list[str]:
    """What the registry says of each file."""
    return [
        f'{{ path = "{file.name}", size = {file.stat().st_size}, sha256 = "{sha256(file.read_bytes()).hexdigest()}" }},'
        for file in sorted(folder.iterdir())
    ]


def registered(registry: Path, name: str, folder: Path) -> None:
    """Puts the files' sizes and digests into the table of that name."""
    text = registry.read_text(encoding="utf-8")
    size = sum(file.stat().st_size for file in folder.iterdir())
    table = re.search(rf"^\[{re.escape(name)}\]\n(?:(?!^\[).*\n)*", text, re.MULTILINE)
    if table is None:
        raise KeyError(name)
    new = re.sub(r"^size = \d+", f"size = {size}", table.group(), flags=re.MULTILINE)
    new = re.sub(
        r"files = \[.*?^\]", "files = [\n  " + "\n  ".join(rows(folder)) + "\n]", new, flags=re.DOTALL | re.MULTILINE
    )
    _write(registry, text.replace(table.group(), new))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
