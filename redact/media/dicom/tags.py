"""Which tags of a DICOM file its copy keeps: those that are needed to show the picture, and no other.

The idea is that of the basic profile of PS3.15 annex E, turned round: what is not on the list goes. Numbers are written
anew from their values, codes are kept where they are among those that the standard defines.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

NUMBERS = (
    "PixelSpacing",
    "ImagerPixelSpacing",
    "NominalScannedPixelSpacing",
    "SliceThickness",
    "SpacingBetweenSlices",
    "PixelAspectRatio",
    "FrameTime",
    "CineRate",
    "RecommendedDisplayFrameRate",
)
"""Measures in which the picture is shown: numbers, and nothing else is taken from them."""
EMPTY = (
    "PatientName",
    "PatientID",
    "PatientBirthDate",
    "PatientSex",
    "StudyDate",
    "StudyTime",
    "AccessionNumber",
    "ReferringPhysicianName",
    "StudyID",
    "SeriesNumber",
    "InstanceNumber",
)
"""Tags that every file must have and that may be empty: so they are."""
MODALITIES = frozenset(
    "CR CT MR US NM PT XA RF DX MG IO PX OT SC ES GM SM XC OP OPT OCT IVUS IVOCT BI BMD EPS GR LEN OAM OPM RTIMAGE "
    "RTDOSE TG VA DG LS ECHO".split()
)
"""Defined terms of the kind of equipment (PS3.3 section C.7.3.1.1.1); any other becomes OT."""
_GROUPS = {
    0x0008: "tags of the study and the institution",
    0x0010: "tags of the patient",
    0x0018: "tags of the equipment and the examination",
    0x0020: "tags of series, positions and identifiers",
    0x0028: "tags of how the picture is packed that are not needed",
    0x0032: "tags of requests and staff",
    0x0038: "tags of the visit",
    0x0040: "tags of procedures and results",
    0x0088: "tags of storage, and small pictures",
    0x5400: "waveforms",
}
OTHER = "other tags"
PRIVATE = "private tags"
OVERLAYS = "overlays"
CURVES = "curves"
PREAMBLE = "bytes before the file begins"
PADDING = "padding behind the picture"
KINDS = (*_GROUPS.values(), OTHER, PRIVATE, OVERLAYS, CURVES, PREAMBLE, PADDING)


def kind_of(group: int) -> str:
    """What a group of tags tells, in plain words."""
    if group % 2:
        return PRIVATE
    if group & 0xFF00 == 0x6000:
        return OVERLAYS
    if group & 0xFF00 == 0x5000 and group < 0x5100:
        return CURVES
    return PADDING if group == 0xFFFC else _GROUPS.get(group, OTHER)


def kinds(dataset: Dataset, kept: Iterable[str]) -> Counter[str]:
    """How many tags of each kind a file has that its copy has not. Empty ones are not counted."""
    names, found = frozenset(kept), Counter[str]()
    for tag in dataset.keys():  # noqa: SIM118  the dataset's own iteration would read every value
        element = dataset.get_item(tag)
        value = getattr(element, "value", None)
        if tag.group == 0x7FE0 or value is None or value in (b"", "") or keyword(int(tag)) in names:
            continue
        found[kind_of(tag.group)] += 1
    return found


def keyword(tag: int) -> str:
    """The standard's name of a tag; empty for one that it does not define."""
    from pydicom.datadict import keyword_for_tag

    return str(keyword_for_tag(tag))


def numbers(dataset: Dataset, name: str) -> list[float]:
    """The numbers of a tag, from the file or from what it says of all its frames; none where it holds none."""
    for holder in _holders(dataset):
        found = _as_numbers(holder.get(name))
        if found:
            return found
    return []


def _holders(dataset: Dataset) -> Iterator[Any]:
    """The file, and the groups of what holds for all its frames, or else for the first."""
    yield dataset
    for group in ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"):
        for item in list(dataset.get(group) or [])[:1]:
            for element in item:
                if element.VR == "SQ":
                    yield from list(element.value)[:1]


def _as_numbers(value: Any) -> list[float]:
    values = (
        value
        if isinstance(value, (list, tuple)) or (hasattr(value, "__iter__") and not isinstance(value, (str, bytes)))
        else [value]
    )
    try:
        found = [float(each) for each in values if each is not None and each != ""]
    except (TypeError, ValueError):
        return []
    return found if all(map(math.isfinite, found)) else []
