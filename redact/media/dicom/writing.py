"""DICOM files written anew: the pixels, what is needed to show them, and identifiers that nothing but they determine.

Identifiers are digests of the copy's own content: the same copy has the same ones, and nobody can tell from them which
study it came from. Files of one series no longer know of one another. Source: PS3.5 annex B.2 (identifiers by UUID),
PS3.10, PS3.15 annex E.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from redact.media.dicom.scale import Depth, Scale, depth_of, is_colour
from redact.media.dicom.tags import EMPTY, MODALITIES, NUMBERS, numbers

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_SECONDARY = "1.2.840.10008.5.1.4.1.1.7"
OURS = "2.25.150617431917390476911087613437083915801"
"""The identifier of what writes these files: one for all."""
IDENTIFIERS = ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID", "FrameOfReferenceUID")
_LONGEST = 16


def encoded(source: Dataset, pixels: bytes, scale: Scale | None, kept: Mapping[str, str]) -> bytes:
    """The bytes of a copy with these pixels; *kept* are the tags whose texts the policy keeps, as they are to stand."""
    from pydicom import uid
    from pydicom.dataset import Dataset, FileMetaDataset

    copy = Dataset()
    for name in EMPTY:
        setattr(copy, name, None if name.endswith("Number") and name != "AccessionNumber" else "")
    _describe(copy, source)
    _pack(copy, source, scale)
    copy.add_new(0x7FE00010, "OW" if copy.BitsAllocated > 8 else "OB", pixels + bytes(len(pixels) % 2))
    for name, text in kept.items():
        _put(copy, name, text)
    _identify(copy)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = copy.SOPClassUID, copy.SOPInstanceUID
    meta.TransferSyntaxUID = uid.ExplicitVRLittleEndian
    meta.ImplementationClassUID, meta.ImplementationVersionName = uid.UID(OURS), "REDACT"
    copy.file_meta = meta
    buffer = BytesIO()
    copy.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


def _describe(copy: Dataset, source: Dataset) -> None:
    """What kind of picture it is, in terms that the standard defines, and its measures."""
    from pydicom._uid_dict import UID_dictionary

    class_uid = str(source.get("SOPClassUID", ""))
    copy.SOPClassUID = class_uid if class_uid in UID_dictionary else _SECONDARY
    modality = str(source.get("Modality", ""))
    copy.Modality = modality if modality in MODALITIES else "OT"
    copy.ImageType = ["DERIVED", "SECONDARY"]
    copy.PatientIdentityRemoved = "YES"
    copy.DeidentificationMethod = "redact"
    for name in NUMBERS:
        found = numbers(source, name)[:2]
        if found:
            setattr(copy, name, [_short(value, name) for value in found] if len(found) > 1 else _short(found[0], name))


def _short(value: float, name: str) -> Any:
    """A number as a tag can hold it: in sixteen letters, or whole where the tag wants whole ones."""
    return round(value) if name in {"CineRate", "RecommendedDisplayFrameRate", "PixelAspectRatio"} else _text(value)


def _text(value: float) -> str:
    return next(text for digits in range(10, 0, -1) if len(text := f"{value:.{digits}g}") <= _LONGEST)


def _pack(copy: Dataset, source: Dataset, scale: Scale | None) -> None:
    """How the pixels are stored, and between which numbers they are shown."""
    copy.Rows, copy.Columns = int(source.Rows), int(source.Columns)
    if int(source.get("NumberOfFrames") or 1) > 1:
        copy.NumberOfFrames = int(source.NumberOfFrames)
        copy.FrameTime = copy.get("FrameTime") or "100"
        copy.FrameIncrementPointer = 0x00181063
    if str(source.get("LossyImageCompression", "")) == "01":
        copy.LossyImageCompression = "01"
    colour = is_colour(source)
    depth = Depth(8, 8, signed=False) if colour else depth_of(source)
    copy.SamplesPerPixel = 3 if colour else 1
    copy.PhotometricInterpretation = "RGB" if colour else _grey(source)
    copy.BitsAllocated, copy.BitsStored, copy.HighBit = depth.bits, depth.stored, depth.stored - 1
    copy.PixelRepresentation = int(depth.signed)
    if colour:
        copy.PlanarConfiguration = 0
    if scale is not None:
        _show(copy, scale)
        if isinstance(padding := source.get("PixelPaddingValue"), int):
            copy.PixelPaddingValue = padding


def _grey(source: Dataset) -> str:
    return "MONOCHROME1" if str(source.PhotometricInterpretation) == "MONOCHROME1" else "MONOCHROME2"


def _show(copy: Dataset, scale: Scale) -> None:
    ends = [end * scale.slope + scale.intercept for end in (scale.low, scale.high)]
    copy.WindowCenter, copy.WindowWidth = _text(sum(ends) / 2), _text(max(abs(ends[1] - ends[0]), 1))
    if (scale.slope, scale.intercept) != (1.0, 0.0):
        copy.RescaleSlope, copy.RescaleIntercept, copy.RescaleType = _text(scale.slope), _text(scale.intercept), "US"
    if copy.BitsAllocated <= 16:
        kind = "SS" if copy.PixelRepresentation else "US"
        copy.add_new(0x00280106, kind, scale.least)
        copy.add_new(0x00280107, kind, scale.most)


def _put(copy: Dataset, name: str, text: str) -> None:
    """A kept text in its tag; one that the tag cannot hold as it now stands is left out."""
    from pydicom.datadict import dictionary_VR

    kind = dictionary_VR(name)
    if kind in {"DA", "TM", "DT", "AS"} and not text.replace(".", "").rstrip("YMWD").isdigit():
        text = ""
    longest = {"SH": 16, "LO": 64, "PN": 64, "CS": 16, "ST": 1024, "LT": 10240}.get(kind)
    setattr(copy, name, text[:longest])
    copy.SpecificCharacterSet = "ISO_IR 192"


def _identify(copy: Dataset) -> None:
    """Identifiers made of the content."""
    digest = hashlib.sha256()
    for element in copy:
        digest.update(repr((int(element.tag), str(element.VR))).encode())
        digest.update(element.value if isinstance(element.value, bytes) else str(element.value).encode())
    for name in IDENTIFIERS:
        number = int.from_bytes(hashlib.sha256(name.encode() + digest.digest()).digest()[:16], "big")
        setattr(copy, name, f"2.25.{number}")
