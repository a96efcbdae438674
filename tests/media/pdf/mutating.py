"""PDF files broken at random, but the same way each time: bytes changed, objects put in the place of others."""

from __future__ import annotations

import io
import random
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.pdf import PdfHandler
from redact.types import Document, Modality
from tests.media.pdf.making import mentions

HANDLER = PdfHandler()


def mutated(data: bytes, seed: int) -> bytes:
    """The file with one to four things wrong with it."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        data = chance.choice((_bytes, _bytes, _objects, _objects, _objects))(data, chance)
    return data


def outcome(data: bytes, folder: Path, planted: list[str], word: str) -> str:
    """What becomes of a file whose *word* is to go: "refused", "written", or what should never be."""
    source, target = folder / "in.pdf", folder / "out.pdf"
    source.write_bytes(data)
    target.unlink(missing_ok=True)
    try:
        document = HANDLER.load(source)
        edits = mentions(document, word)
        HANDLER.write(document, Changes(tuple(edits)), target)
    except UnreadableError:
        return "left behind" if target.exists() else "refused"
    return _leak(document, target, planted, word) or "written"


def _leak(document: Document, target: Path, planted: list[str], word: str) -> str:
    """What is left and was not offered. A mutation may bring to light what was hidden: then it is there to be found."""
    offered = "\n".join(_texts(document))
    again = HANDLER.reopen(target)
    left = "\n".join([*_texts(again), *_streams(target)])
    hidden = [each for each in planted if each in left and each not in offered]
    shown = [part.id for part in again.parts if part.modality is Modality.TEXT and not part.raw and word in part.text]
    kept = [part.id for part in document.parts if part.id in shown and part.alignment is not None]
    return f"left {len(hidden)} of what nobody saw" if hidden else f"left {word}" if kept else ""


def _texts(document: Document) -> Iterator[str]:
    return (part.text for part in document.parts if part.modality is Modality.TEXT)


def _streams(path: Path) -> Iterator[str]:
    """The bytes of every stream, unpacked where that can be done."""
    with pikepdf.open(path) as pdf:
        for value in pdf.objects:
            if isinstance(value, pikepdf.Stream):
                yield _unpacked(value).decode("latin-1")


def _unpacked(value: Any) -> bytes:
    try:
        return value.read_bytes()
    except (pikepdf.PdfError, RuntimeError):
        return value.read_raw_bytes()


# --- Bytes ------------------------------------------------------------------------------------------------


def _bytes(data: bytes, chance: random.Random) -> bytes:
    how: Callable[[bytearray, int, random.Random], None] = chance.choice((_flip, _cut, _double, _number, _keyword))
    changed = bytearray(data)
    how(changed, chance.randrange(len(data)), chance)
    return bytes(changed)


def _flip(data: bytearray, at: int, chance: random.Random) -> None:
    for each in range(at, min(at + chance.choice((1, 1, 2, 40)), len(data))):
        data[each] = chance.randrange(256)


def _cut(data: bytearray, at: int, chance: random.Random) -> None:
    del data[at : at + chance.choice((1, 3, 20, 400))]


def _double(data: bytearray, at: int, chance: random.Random) -> None:
    data[at:at] = data[at : at + chance.choice((1, 3, 20, 400))]


def _number(data: bytearray, at: int, chance: random.Random) -> None:
    found = re.compile(rb"\d+").search(data, at)
    if found:
        number = chance.choice((b"0", b"-1", b"1", b"99999999999", b"65535", b"4", b"1e5", b"2147483648", b"0.00001"))
        data[found.start() : found.end()] = number


def _keyword(data: bytearray, at: int, chance: random.Random) -> None:
    words = (
        b"endobj",
        b"endstream",
        b"stream",
        b"obj",
        b"xref",
        b"trailer",
        b"<<",
        b">>",
        b"[",
        b"]",
        b" R",
        b"/Length",
    )
    found = re.compile(b"|".join(map(re.escape, words))).search(data, at)
    if found:
        data[found.start() : found.end()] = chance.choice(words)


# --- Objects ----------------------------------------------------------------------------------------------


def _objects(data: bytes, chance: random.Random) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf, warnings.catch_warnings(action="ignore"):
            for _ in range(chance.randint(1, 3)):
                _change(pdf, chance)
            out = io.BytesIO()
            pdf.save(
                out,
                compress_streams=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                fix_metadata_version=False,
            )
            return out.getvalue()
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        return data


def _change(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    holder = chance.choice(list(pdf.objects))
    for _ in range(chance.randrange(3)):  # down into what it holds directly
        inner = [holder[key] for key in _keys(holder)]
        inner = [each for each in inner if isinstance(each, Array | Dictionary)]
        holder = chance.choice(inner) if inner else holder
    keys = _keys(holder)
    if not keys:
        return
    key = chance.choice(keys)
    if chance.random() < 0.3:
        del holder[key]
    else:
        holder[key] = _anything(pdf, chance)
    if isinstance(holder, pikepdf.Stream) and chance.random() < 0.2:
        holder.write(mutated_bytes(holder.read_bytes(), chance))


def mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    return _bytes(data, chance) if data else b"("


def _keys(holder: Any) -> list[Any]:
    if isinstance(holder, Dictionary | pikepdf.Stream):
        return [key for key in holder if key != "/Length"]
    return list(range(len(holder))) if isinstance(holder, Array) else []


def _anything(pdf: pikepdf.Pdf, chance: random.Random) -> Any:
    made: tuple[Callable[[], Any], ...] = (
        lambda: chance.choice((0, -1, 1, 2**31 - 1, -(2**31), 90, 1000)),
        lambda: chance.choice((0.0, -0.5, 1e-9, 1e9, 1.5)),
        lambda: chance.choice((Name.A, Name("/Identity-H"), Name.Image, Name.Form, Name.DeviceN, Name.FlateDecode)),
        lambda: String(chance.choice(("", "text", "é", "(" * 9))),
        lambda: Array([]),
        lambda: Array([chance.choice((0, 1, -5, Name.X, String("x"))) for _ in range(chance.choice((1, 2, 4, 6)))]),
        Dictionary,
        lambda: chance.choice((True, False)),
        lambda: pdf.make_stream(chance.choice((b"", b"q", b"BT (", b"1 0 0 1 0 0 cm /X1 Do", b"\xff" * 9))),
        lambda: chance.choice(list(pdf.objects)),
        lambda: chance.choice(list(pdf.objects)),
        lambda: chance.choice(list(pdf.objects)),
    )
    return chance.choice(made)()
