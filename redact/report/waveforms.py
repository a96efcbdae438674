"""Waveforms in the record: a file for each released or waiting file with sound, opened again and drawn by a page.

They lie in "sounds" in the record's folder, named by the SHA-256 of the copy, or of the input where it waits for a
decision; so a run of many files has no large record, and a page reads one of them at a time.
"""

from __future__ import annotations

import base64
import secrets
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from sys import byteorder

import msgspec

from redact.errors import UnreadableError
from redact.report.markup import Markup, tag
from redact.report.places import TimePlace, clock
from redact.report.record import FileRecord, Record, family
from redact.types import Effect, Outcome, Waveform

SOUNDS = "sounds"
FORMAT = "redact-waveforms-1"
MOST, SHORTEST = 4000, 0.05
"""How many stretches a waveform has at most, and seconds that each has at least."""
HIDDEN = 1 << 31
"""Set in the place of a hidden stretch of words."""
WIDTH, TALL = 1000, 120
MOST_DRAWN = 100


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    sounds: tuple[Waveform, ...]


@dataclass(frozen=True, slots=True)
class HeardWord:
    """When a word is heard, in seconds, where it begins in the redacted text, and whether it is a hidden stretch."""

    begin: float
    until: float
    offset: int
    hidden: bool


def keep(record: Path, outcome: Outcome) -> None:
    """Write the waveforms of a file, and of those inside it, into a record's folder; each is whole or not there."""
    for each in family(outcome):
        if each.heard:
            path = _path(record, each.output_digest or each.input_digest)
            path.parent.mkdir(parents=True, exist_ok=True)
            written = path.with_name(f".redact-{secrets.token_hex(8)}.json")
            written.write_bytes(msgspec.json.encode(_File(FORMAT, each.heard)))
            written.replace(path)


def without(outcome: Outcome) -> Outcome:
    """The same without waveforms, and so the files inside it."""
    return replace(outcome, heard=(), children=tuple(map(without, outcome.children)))


def waveforms_of(record: Path, digest: str) -> tuple[Waveform, ...]:
    """The waveforms of a released file, by the SHA-256 of its copy, or of one that waits, by that of the input.

    None where there is no sound in it. Raises ``UnreadableError`` for a file that does not hold together.
    """
    try:
        return msgspec.json.decode(_path(record, digest).read_bytes(), type=_File).sounds
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.MsgspecError):
        raise UnreadableError("a waveform of the record cannot be read", "run redact again to make it") from None


def _path(record: Path, digest: str) -> Path:
    if not (digest.isalnum() and digest.isascii()):
        raise UnreadableError("a digest in the record is none", "do not trust this record")
    return record / SOUNDS / f"{digest}.json"


def peaks(waveform: Waveform) -> tuple[tuple[int, int], ...]:
    """The lowest and highest sample of every stretch, from -127 to 127. Raises ``UnreadableError``."""
    numbers = array("b", _bytes(waveform.peaks, 2))
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def words(waveform: Waveform) -> tuple[HeardWord, ...]:
    """Every word that is heard, in the order of the text. Raises ``UnreadableError``."""
    numbers = array("I", _bytes(waveform.words, 12))
    if byteorder == "big":
        numbers.byteswap()
    rows = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    return tuple(HeardWord(begin / 1000, until / 1000, at & ~HIDDEN, bool(at & HIDDEN)) for begin, until, at in rows)


def _bytes(text: str, size: int) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise UnreadableError("a waveform of the record is damaged", "run redact again to make it") from None
    if len(data) % size:
        raise UnreadableError("a waveform of the record is damaged", "run redact again to make it")
    return data


def section_of(record: Record, folder: Path) -> Iterator[Markup]:
    """The drawings of a record's sounds, as many as a page holds, from its folder."""
    drawings = (each for number, file in enumerate(record.files) for each in _figures(file, f"f{number}", folder))
    yield from islice(drawings, MOST_DRAWN)


def _figures(file: FileRecord, anchor: str, folder: Path) -> Iterator[Markup]:
    digest = file.output_sha256 or file.input_sha256
    for waveform in waveforms_of(folder, digest) if digest else ():
        hidden = _hidden(file, waveform.part)
        spans = f"{len(hidden):,} stretch{'' if len(hidden) == 1 else 'es'}"
        told = f"{spans} hidden, {sum(end - start for start, end in hidden):.1f} s of {waveform.seconds:.1f} s"
        state = "" if file.released else "waits for a decision; "
        head = tag("h3", tag("a", file.name, href=f"#{anchor}"))
        drawing = tag("figure", drawn(waveform, hidden, file.name), tag("figcaption", state + told))
        yield tag("article", head, drawing, class_="film")


def _hidden(file: FileRecord, part: str) -> list[tuple[float, float]]:
    """The stretches of a sound that are hidden, joined where they touch."""
    places = sorted(
        (place.start, place.end)
        for entry in file.redactions
        for place in entry.places
        if isinstance(place, TimePlace) and place.part == part and entry.effect is not Effect.KEPT
    )
    joined: list[tuple[float, float]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def drawn(waveform: Waveform, hidden: Iterable[tuple[float, float]] = (), name: str = "sound") -> Markup:
    """A drawing of a waveform, with the stretches of seconds that are hidden as bars over all of its height."""
    bars = [(start, end) for start, end in hidden if end > start]
    scale = WIDTH / waveform.seconds if waveform.seconds else 0.0
    shapes = [
        tag("rect", tag("title", f"{clock(start)}–{clock(end)}"), class_="doubt", y=0, height=TALL,
            x=round(start * scale, 1), width=round(max((end - start) * scale, 2.0), 1))
        for start, end in bars
    ]  # fmt: skip
    told = f"Waveform of the {name}, {clock(waveform.seconds)}; {len(bars):,} stretches hidden"
    path = tag("path", d=_outline(peaks(waveform)), class_="area")
    return tag("svg", *shapes, path, viewBox=f"0 0 {WIDTH} {TALL}", role="img", aria_label=told, class_="lines")


def _outline(levels: Sequence[tuple[int, int]]) -> str:
    """Along the highest samples, and back along the lowest."""
    columns = [_column(levels, number) for number in range(min(WIDTH, len(levels)))]
    step, middle = WIDTH / max(len(columns), 1), TALL / 2
    up = [f"{number * step:.1f} {middle - high * middle / 127:.1f}" for number, (_, high) in enumerate(columns)]
    down = [f"{number * step:.1f} {middle - low * middle / 127 + 0.5:.1f}" for number, (low, _) in enumerate(columns)]
    return f"M0 {middle:g}L" + "L".join((*up, *reversed(down))) + "Z"


def _column(levels: Sequence[tuple[int, int]], number: int) -> tuple[int, int]:
    width = max(len(levels) / WIDTH, 1.0)
    mine = levels[int(number * width) : max(int((number + 1) * width), int(number * width) + 1)]
    return min(low for low, _ in mine), max(high for _, high in mine)
