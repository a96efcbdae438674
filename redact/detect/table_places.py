"""Rows of the table: postcodes. Whole addresses are put together elsewhere."""

from __future__ import annotations

from redact.detect.patterns import Pattern, Words
from redact.detect.table_phrases import labelled

_AREAS = (
    r"A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?"
    r"|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE|BX"
)
_OUTWARD = rf"(?:{_AREAS})(?:\d{{1,2}}|\d[A-HJKMNPR-Y])"
POSTCODE = (
    rf"(?i)(?<![^\W_])(?<!\d[.,])(?:{_OUTWARD} ?\d[ABD-HJLNP-UW-Z]{{2}}|GIR ?0AA|(?:ASCN|STHL|TDCU|FIQQ"
    rf"|BBND|BIQQ|PCRN|SIQQ|TKCA) ?1ZZ|BFPO ?\d{{1,4}})(?![^\W_])"
)


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
        near=Words(("postcode", "post code")),
        source="Royal Mail",
    ),
    Pattern(
        name="ZIP code",
        entity_type="UK_POSTCODE",
        regex=(
            r"(?i)(?<![a-z])zip(?: ?codes?|s)?(?: is| was)?[ :=]{1,3}(?P<x>\d{5}(?:-\d{4})?(?:(?: and |, )\d{5}){0,3})"
            r"(?![\w\-]|[.,]\d)"
        ),
        form=(0.7, 0.7),
        near=Words(("zip",)),
        source="United States Postal Service",
    ),
    labelled(
        "UK_POSTCODE",
        r"zip(?: ?codes?)?(?= is| was|:)",
        r"[A-Z]{0,2}[ \-]?\d{3,5}(?:[ \-]\d{2,4})?(?: [A-Z]{2})?",
        number="",
        name="postcode of another country after ZIP",
        score=0.6,
        source="Universal Postal Union",
    ),
    Pattern(
        name="Irish postcode",
        entity_type="UK_POSTCODE",
        regex=r"(?<!\w)(?:[AC-FHKNPRTV-Y]\d\d|D6W) (?=[A-Z0-9]{0,3}\d)(?=\d{0,3}[A-Z])[0-9AC-FHKNPRTV-Y]{4}(?!\w)",
        form=(0.45, 0.85),
        labels=("UK_POSTCODE",),
        source="Eircode",
    ),
    labelled(
        "UK_POSTCODE",
        r"eircode|plz|postleitzahl|postal code|code postal|codigo postal|código postal|postnummer|postcode",
        r"(?:[A-Z]\d\d|D6W) ?[0-9A-Z]{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d|(?:[A-Z]{1,2}-)?\d{4,5}(?:-\d{3,4}| ?[A-Z]{2})?",
        number="",
        name="postcode of another country by its label",
        score=0.7,
        source="Universal Postal Union",
    ),
    Pattern(
        name="German postcode with its country",
        entity_type="UK_POSTCODE",
        regex=r"(?<![\w\-])D-\d{5}(?= [^\W\d_])",
        form=(0.6, 0.85),
        labels=("UK_POSTCODE",),
        source="Deutsche Post",
    ),
    Pattern(
        name="Canadian postcode",
        entity_type="UK_POSTCODE",
        regex=r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] \d[ABCEGHJ-NPRSTV-Z]\d(?!\w)",
        form=(0.5, 0.85),
        labels=("UK_POSTCODE",),
        source="Canada Post",
    ),
)
