"""Pictures of which only a part is shown: what is cut off is taken off the picture itself.

A picture that is shown with one crop everywhere is cut to it; one that is shown with several is shown whole.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from redact.media.ooxml.package import Package
from redact.media.ooxml.xml import NAMESPACES, q, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

Rim: TypeAlias = tuple[float, float, float, float]
"""Which share of a picture is cut off at the left, top, right and bottom."""
_R = f"{{{NAMESPACES['r']}}}"
_SIDES = ("l", "t", "r", "b")
_VML_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")
_WHOLE = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Crop:
    """One place where a part of a picture is shown: the element that says so, the picture's relation, the rim."""

    element: Element = field(repr=False)
    relation: str
    rim: Rim

    def forget(self) -> None:
        """Show the picture whole."""
        if self.element.tag == q("a:srcRect"):
            remove(self.element)
        for name in _VML_SIDES:
            self.element.attrib.pop(name, "")


def crops(root: Element) -> Iterator[Crop]:
    """Every crop in a member that hides something."""
    return (crop for crop in _shown(root) if any(side > 0 for side in crop.rim))


def cut_pictures(package: Package) -> tuple[int, int]:
    """Cut pictures to what is shown of them; how many were cut, and how many are shown whole instead."""
    seen: dict[str, list[Crop]] = defaultdict(list)
    for member in package.text_members():
        targets = {row.id: row.target for row in package.relations[member]}
        for crop in _shown(package.xml(member)):
            seen[targets.get(crop.relation, "")].append(crop)
    cut = whole = 0
    for picture, places in seen.items():
        if not any(side > 0 for crop in places for side in crop.rim):
            continue
        done = len({crop.rim for crop in places}) == 1 and _cut(package, picture, places[0].rim)
        cut, whole = cut + done, whole + (not done)
        for crop in places:
            crop.forget()
    return cut, whole


def _shown(root: Element) -> Iterator[Crop]:
    for blip in list(root.iter(q("a:blip"))):
        fill = blip.getparent()
        source = fill.find(q("a:srcRect")) if fill is not None else None
        rim = _WHOLE if source is None else _rim(_percent(source.get(side, "0")) for side in _SIDES)
        yield Crop(blip if source is None else source, blip.get(f"{_R}embed", ""), rim)
    for image in list(root.iter(q("v:imagedata"))):
        relation = image.get(f"{_R}id") or image.get(q("o:relid")) or ""
        yield Crop(image, relation, _rim(_fraction(image.get(side, "0")) for side in _VML_SIDES))


def _rim(sides: Iterator[float]) -> Rim:
    left, top, right, bottom = (max(side, 0.0) for side in sides)
    return left, top, right, bottom


def _percent(value: str) -> float:
    try:
        return float(value.rstrip("%")) / (100 if value.endswith("%") else 100_000)
    except ValueError:
        return 1.0  # what cannot be read may hide anything


def _fraction(value: str) -> float:
    try:
        return float(value.rstrip("f%")) / (65_536 if value.endswith("f") else 100 if value.endswith("%") else 1)
    except ValueError:
        return 1.0


def _cut(package: Package, picture: str, rim: Rim) -> bool:
    """Cut one picture; whether it could be done."""
    data = package.members.get(picture)
    if data is None or picture not in package.pictures.values():
        return False
    made = _cut_bytes(data, rim)
    if made is not None:
        package.members[picture] = made
    return made is not None


def _cut_bytes(data: bytes, rim: Rim) -> bytes | None:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            kind, box = image.format, _box(image.size, rim)
            if kind not in {"PNG", "JPEG"} or box is None:
                return None
            buffer = io.BytesIO()
            image.crop(box).save(buffer, kind, **({"quality": 95} if kind == "JPEG" else {}))
            return buffer.getvalue()
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def _box(size: tuple[int, int], rim: Rim) -> tuple[int, int, int, int] | None:
    """The pixels that are shown, those that are shown in part included; ``None`` where that is none."""
    left, top = int(size[0] * rim[0]), int(size[1] * rim[1])
    right, bottom = (int(-(-side * (1 - cut) // 1)) for side, cut in zip(size, rim[2:], strict=True))
    return (left, top, right, bottom) if right > left and bottom > top else None
