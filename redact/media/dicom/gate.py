"""What a DICOM file holds beside its picture: looked for in any file, whoever made it, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.dicom.tags import EMPTY, KINDS, MODALITIES, NUMBERS, PREAMBLE, kinds
from redact.media.dicom.writing import IDENTIFIERS, OURS
from redact.types import Unseen

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_PACKING = (
    "SOPClassUID Modality ImageType PatientIdentityRemoved DeidentificationMethod Rows Columns NumberOfFrames "
    "FrameIncrementPointer LossyImageCompression SamplesPerPixel BitsAllocated PhotometricInterpretation BitsStored "
    "HighBit PixelRepresentation PlanarConfiguration PixelPaddingValue WindowCenter WindowWidth RescaleSlope "
    "RescaleIntercept RescaleType SmallestImagePixelValue LargestImagePixelValue SpecificCharacterSet"
)
SHOWS = frozenset({*_PACKING.split(), *NUMBERS, *EMPTY, *IDENTIFIERS})
"""Tags that a copy of ours may have. Those of ``EMPTY`` and the identifiers are looked at for what they hold."""
IDENTIFIED = "identifiers of the study, the series or the file"
CHECKS = (*KINDS, IDENTIFIED)
_PLAIN = {
    "DeidentificationMethod": frozenset({"redact"}),
    "RescaleType": frozenset({"US", "HU"}),
    "Modality": MODALITIES,
    "SpecificCharacterSet": frozenset({"ISO_IR 192", "ISO_IR 100", "ISO_IR 6"}),
}
_PLACE = "the file"


def unseen_in(dataset: Dataset, kept: frozenset[str]) -> Iterator[Unseen]:
    """All that a file holds beside its picture; *kept* are tags that the policy wants to stay."""
    empty = {name for name in (*EMPTY, *_PLAIN) if str(dataset.get(name) or "") not in {"", *_PLAIN.get(name, ())}}
    for kind, amount in kinds(dataset, SHOWS - empty | kept).items():
        yield Unseen(kind, _PLACE, amount, check=kind)
    if any(getattr(dataset, "preamble", None) or b""):
        yield Unseen(PREAMBLE, _PLACE, check=PREAMBLE)
    foreign = [name for name in IDENTIFIERS if not str(dataset.get(name) or "2.25.").startswith("2.25.")]
    if foreign or not _made_here(dataset):
        yield Unseen(IDENTIFIED, _PLACE, max(len(foreign), 1), check=IDENTIFIED)


def _made_here(dataset: Dataset) -> bool:
    return str(getattr(dataset, "file_meta", {}).get("ImplementationClassUID", "")) == OURS
