"""DICOM: pictures of patients. The pixels and what is needed to show them come through, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import PluginError, PolicyError, UnreadableError
from redact.media.dicom.gate import CHECKS, SHOWS, unseen_in
from redact.media.dicom.opening import calm, frames_in, opened
from redact.media.dicom.reopened import Copy
from redact.media.dicom.scale import Scale, frame_of, is_colour, painted, scale_of
from redact.media.dicom.tags import EMPTY, kinds
from redact.media.dicom.writing import encoded
from redact.media.pixels import paint
from redact.media.splice import edited
from redact.types import Box, Document, Edit, Fill, Keep, Modality, Part, Picture, Unseen

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from redact.types import Pixels

_TEXTS = frozenset("LO SH LT ST UT UC PN CS DA TM DT AS IS DS".split())


class DicomOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How large a file may be, in pixels of all frames together and in frames.

    ``keep_tags``: names of tags with texts ("StudyDescription", "BodyPartExamined") that stay, redacted like any text;
    all others go.
    """

    max_pixels: int = 300_000_000
    max_frames: int = 2000
    keep_tags: tuple[str, ...] = ()


class DicomHandler:
    """Opens and writes DICOM pictures: .dcm .dicom.

    Parts are the frames "i1", "i2", … as their window shows them, and "w1", … with all their values where the window
    cuts some off. What is covered is covered in the numbers themselves, in their own depth, with a plain colour. Of the
    tags only those stay that are needed to show the picture: patient, study, dates, private tags, overlays, curves and
    small pictures go, identifiers are made anew from the content of the copy. Colours become RGB of one byte, and the
    copy is not compressed. Reports, documents, waveforms and plans, which hold no picture, are refused.
    """

    Options = DicomOptions
    version = "1.0"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".dcm", ".dicom"})
    checks: ClassVar[tuple[str, ...]] = CHECKS

    def __init__(self, options: DicomOptions) -> None:
        self._options = options

    def load(self, source: Path) -> Document:
        dataset = self._opened(source)
        with calm():
            held = _Held(dataset)
            count = frames_in(dataset)
            views = [(f"i{n + 1}", n, False) for n in range(count)]
            if held.scale is not None and held.scale.cuts_off:
                views += [(f"w{n + 1}", n, True) for n in range(count)]
            pictures = tuple(_picture(held.size, *view, partial(held.shown, *view[1:])) for view in views)
            texts = tuple(self._texts(dataset))
            dropped = tuple(sorted(kinds(dataset, SHOWS - frozenset(EMPTY) | {part.id[2:] for part in texts})))
        return Document(source, "application/dicom", pictures + texts, dropped=dropped, held=held)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        held = document.held if isinstance(document.held, _Held) else _Held(self._opened(document.source))
        groups: dict[str, list[Edit]] = {part.id: [] for part in document.parts}
        for edit in changes.edits:
            if edit.region.part not in groups:
                raise PluginError("a region lies in a part that the file does not have")
            groups[edit.region.part].append(edit)
        kept = {part.id[2:]: edited(part.text, groups[part.id]) for part in _of_text(document)}
        with calm():
            pixels = b"".join(held.covered(groups))
            target.write_bytes(encoded(held.dataset, pixels, held.scale, kept))

    def reopen(self, target: Path) -> Document:
        from pydicom.datadict import tag_for_keyword

        copy = Copy(target.read_bytes())
        scale = None if copy.colour else copy.scale()
        pictures = [
            _picture(copy.size, name, index, whole, partial(_reshown, copy, scale, index, whole))
            for index in range(copy.frames)
            for name, whole in ((f"i{index + 1}", False), (f"w{index + 1}", True))
            if scale or not whole
        ]
        named = {name: copy.text(int(tag_for_keyword(name) or 0)) for name in self._options.keep_tags}
        texts = [Part(f"t.{name}", Modality.TEXT, text, place="a tag") for name, text in named.items() if text]
        raw = (piece.decode("latin-1") + "\n" + piece.decode("utf-8", "ignore") for piece in copy.beside())
        tags = [Part(f"raw{n}", Modality.TEXT, text, place="the tags", raw=True) for n, text in enumerate(raw, 1)]
        return Document(target, "application/dicom", (*pictures, *texts, *tags))

    def unseen(self, path: Path) -> Iterable[Unseen]:
        """All that a DICOM file, whoever made it, holds beside its picture. Raises ``UnreadableError``."""
        with calm():
            return list(unseen_in(opened(path), frozenset(self._options.keep_tags)))

    def _opened(self, source: Path) -> Dataset:
        dataset = opened(source)
        with calm():
            frames = frames_in(dataset)
            pixels = int(dataset.Rows) * int(dataset.Columns) * frames
        if frames > self._options.max_frames or pixels > self._options.max_pixels:
            raise UnreadableError("the DICOM file has more frames or pixels than the limit", "raise max_frames")
        return dataset

    def _texts(self, dataset: Dataset) -> Iterator[Part]:
        for name in self._options.keep_tags:
            element = dataset.data_element(name) if name in dataset else None
            if element is None or element.value in (None, ""):
                continue
            if element.VR not in _TEXTS or name in SHOWS - frozenset(EMPTY):
                raise PolicyError("keep_tags names a tag that is not a text of its own", "take it out of the policy")
            yield Part(f"t.{name}", Modality.TEXT, str(element.value), place="a tag")


class _Held:
    """An opened file: its frames are unpacked when they are asked for, and the last one is kept."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.frame = lru_cache(maxsize=1)(partial(frame_of, dataset))
        self.scale: Scale | None = None if is_colour(dataset) else scale_of(dataset)
        for index in range(frames_in(dataset)) if self.scale is None else ():
            self.frame(index)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return int(self.dataset.Columns), int(self.dataset.Rows)

    def shown(self, index: int, whole: bool) -> Pixels:
        """What is seen of a frame."""
        with calm():
            frame: Any = self.frame(index)
            return frame if self.scale is None else self.scale.shown(frame, whole=whole)

    def covered(self, edits: dict[str, list[Edit]]) -> Iterator[bytes]:
        """The numbers of every frame in turn, with what is to go covered."""
        for index in range(frames_in(self.dataset)):
            frame: Any = self.frame(index)
            fills = _fills(edits.get(f"i{index + 1}", ()))
            if self.scale is None:
                frame = paint(frame, fills)
            else:
                frame = painted(frame, fills, self.scale, whole=False)
                frame = painted(frame, _fills(edits.get(f"w{index + 1}", ())), self.scale, whole=True)
            yield frame.astype(frame.dtype.newbyteorder("<")).tobytes()


def _picture(size: tuple[int, int], name: str, index: int, whole: bool, pixels: Any) -> Part:
    place = f"frame {index + 1}" + (", with all its values" if whole else "")
    return Part(name, Modality.IMAGE, Picture(*size, pixels), place=place, page=index + 1)


def _reshown(copy: Copy, scale: Scale | None, index: int, whole: bool) -> Pixels:
    frame: Any = copy.frame(index)
    return frame if scale is None else scale.shown(frame, whole=whole)


def _fills(edits: Sequence[Edit]) -> list[tuple[Box, Fill]]:
    found = []
    for edit in edits:
        if not isinstance(edit.region, Box):
            raise PluginError("a picture can be covered by boxes only")
        if not isinstance(edit.replacement, Keep):
            found.append((edit.region, edit.replacement if isinstance(edit.replacement, Fill) else Fill()))
    return found


def _of_text(document: Document) -> Iterator[Part]:
    return (part for part in document.parts if part.modality is Modality.TEXT)
