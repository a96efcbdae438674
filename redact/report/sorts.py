"""What a person tells apart in a picture: faces, plates and codes, words, and the rest."""

from __future__ import annotations

FACES, SIGNS, WORDS, OTHER = "faces", "plates, codes", "words", "other"
SORTS = (FACES, SIGNS, WORDS, OTHER)
_PLATES = {"NUMBER_PLATE": SIGNS, "QR_CODE": SIGNS, "UK_VEHICLE_REGISTRATION": SIGNS}
_PICTURED = {"FACE": FACES, **_PLATES, "SIGNATURE": OTHER, "HIDDEN": OTHER}


def sort_of(entity_type: str) -> str:
    """Which of them a thing of that type is; what is no picture of something was read as words."""
    return _PICTURED.get(entity_type, WORDS)
