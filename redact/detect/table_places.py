"""Rows of the table: postcodes, positions, and streets by their form. Whole addresses are put together elsewhere."""

from __future__ import annotations

from redact.detect import checks
from redact.detect.patterns import Digits, Mark, Pattern

_AREAS = (
    r"A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?"
    r"|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE|BX"
)
_OUTWARD = rf"(?:{_AREAS})(?:\d{{1,2}}|\d[A-HJKMNPR-Y])"
POSTCODE = rf"(?i)(?<![^\W_])(?<!\d[.,])(?:{_OUTWARD} ?\d[ABD-HJLNP-UW-Z]{{2}}|GIR ?0AA|BFPO ?\d{{1,4}})(?![^\W_])"

_DEGREES = r"\d{1,3}(?:\.\d+)?[°º] ?(?:\d{1,2}(?:\.\d+)?['′] ?(?:\d{1,2}(?:\.\d+)?(?:\"|''|″) ?)?)?"


def postcode(text: str) -> bool | None:
    """True for the official form, None where the blank is missing or letters are small, False where both are."""
    official = " " in text or text.upper().startswith("BFPO")
    if text.isupper():
        return True if official else None
    return None if official else False


ROWS = (
    Pattern(
        name="postcode",
        entity_type="UK_POSTCODE",
        regex=POSTCODE,
        form=(0.5, 0.85),
        check=postcode,
        holds=(0.8, 0.95),
        fails=(0.3, 0.75),
        labels=("UK_POSTCODE",),
        near=Digits(1),
        source="Royal Mail, postcode address file; British Standard 7666",
    ),
    Pattern(
        name="first half of a postcode",
        entity_type="UK_POSTCODE",
        regex=(
            rf"(?i)(?<![^\W_])(?:postcode|post code)(?: area| district)?(?: is"
            rf"| was)?[ :=]{{1,3}}(?P<x>{_OUTWARD})(?![^\W_])"
        ),
        form=(0.7, 0.7),
        near=Digits(1, lead=24),
        source="Royal Mail",
    ),
    Pattern(
        name="ZIP code",
        entity_type="UK_POSTCODE",
        regex=r"(?i)(?<![a-z])zip(?: ?codes?|s)?(?: is| was)?[ :=]{1,3}(?P<x>\d{5}(?:-\d{4})?)(?![\w\-]|[.,]\d)",
        form=(0.7, 0.7),
        near=Digits(5, lead=8),
        source="United States Postal Service",
    ),
    Pattern(
        name="latitude and longitude",
        entity_type="COORDINATES",
        regex=(
            r"(?<![\w.])[-+]?\d{1,2}\.\d{3,16}°? ?[NS]?[ ,;/]{1,3}[-+]?\d{1,3}\.\d{3,16}(?:°? ?[EW]\b)?(?![\w.]\d|\w)"
        ),
        form=(0.0, 0.0),
        check=checks.latitude_longitude,
        holds=(0.65, 0.95),
        labels=("COORDINATES",),
        near=Digits(8, also="."),
        source="ISO 6709, decimal degrees",
    ),
    Pattern(
        name="latitude or longitude alone",
        entity_type="COORDINATES",
        regex=(
            r"(?i)(?<![a-z])(?:lat(?:itude)?|lon(?:g(?:itude)?)?"
            r"|lng)[\"']?[ :=]{1,3}[\"']?(?P<x>[-+]?\d{1,3}\.\d{2,16}°? ?[NSEW]?)(?!\w)"
        ),
        form=(0.85, 0.85),
        near=Digits(3, also=".", lead=8),
        source="ISO 6709",
    ),
    Pattern(
        name="degrees, minutes, seconds",
        entity_type="COORDINATES",
        regex=rf"{_DEGREES}[NS][ ,;]{{0,3}}{_DEGREES}[EW]",
        form=(0.9, 0.9),
        near=Mark("[°º]", 4, 60),
        source="ISO 6709, sexagesimal",
    ),
    Pattern(
        name="national grid reference",
        entity_type="COORDINATES",
        regex=r"(?<!\w)[HJNOST][A-HJ-Z](?: ?\d{5} ?\d{5}| ?\d{4} ?\d{4}| ?\d{3} ?\d{3})(?!\w)",
        form=(0.3, 0.9),
        labels=("COORDINATES",),
        near=Digits(6),
        source="Ordnance Survey",
    ),
    Pattern(
        name="three words for a square",
        entity_type="COORDINATES",
        regex=r"(?<![\w/:])///[^\W\d_]{2,24}\.[^\W\d_]{2,24}\.[^\W\d_]{2,24}(?![\w.])",
        form=(0.9, 0.9),
        near=Mark("///", 2, 80),
        source="what3words",
    ),
)
