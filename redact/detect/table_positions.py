"""Rows of the table: positions on the globe, in degrees, on national grids, in words and in codes."""

from __future__ import annotations

from redact.detect import checks, checks_papers
from redact.detect.patterns import Mark, Pattern, Words
from redact.detect.table_phrases import labelled

_DEGREES = r"\d{1,3}(?:\.\d+)?[°º˚] ?(?:\d{1,2}(?:\.\d+)?['′’] ?(?:\d{1,2}(?:\.\d+)?(?:\"|''|″|”) ?)?)?"
_SPELT = (
    r"\d{1,3} ?(?:deg(?:rees)?\.?|d) ?\d{1,2}(?:\.\d{1,6})? ?(?:min(?:utes)?\.?|m"
    r"|') ?(?:\d{1,2}(?:\.\d{1,6})? ?(?:sec(?:onds)?\.?|s|\") ?)?"
)
_WORD = r"[^\W\d_]{2,24}"
_OPEN = "23456789CFGHJMPQRVWX"

ROWS = (
    Pattern(
        name="latitude and longitude",
        entity_type="COORDINATES",
        regex=(
            r"(?<![\w.])(?:[NS] ?)?[-+]?\d{1,2}\.\d{3,16}°? ?[NS]?[ ,;/]{1,3}(?:[EW] ?)?"
            r"[-+]?\d{1,3}\.\d{3,16}(?:°? ?[EW]\b)?(?![\w.]\d|\w)"
        ),
        form=(0.2, 0.9),
        check=checks.latitude_longitude,
        holds=(0.65, 0.95),
        fails=(0.0, 0.3),
        labels=("COORDINATES",),
        source="ISO 6709, decimal degrees",
    ),
    Pattern(
        name="longitude before latitude",
        entity_type="COORDINATES",
        regex=(
            r"(?i)(?<![a-z])(?:point ?\(|coordinates[\"']? ?: ?\["
            r"|geo:)\s{0,2}(?P<x>[-+]?\d{1,3}\.\d{1,16}[ ,]{1,3}[-+]?\d{1,3}\.\d{1,16})"
        ),
        form=(0.9, 0.9),
        near=Words(("point(", "point (", "coordinates", "geo:")),
        source="ISO 19125 and RFC 7946, RFC 5870",
    ),
    Pattern(
        name="latitude and longitude with letters",
        entity_type="COORDINATES",
        regex=(
            r"(?<![\w.])(?:\d{1,2}(?:\.\d{1,16})?°? ?[NS][ ,;/]{1,3}\d{1,3}\.\d{1,16}°? ?[EW]"
            r"|[NS] ?\d{1,2}\.\d{1,16}°?[ ,;/]{1,3}[EW] ?\d{1,3}\.\d{1,16}°?)(?!\w)"
        ),
        form=(0.8, 0.8),
        source="ISO 6709, decimal degrees with the quarter",
    ),
    Pattern(
        name="latitude or longitude alone",
        entity_type="COORDINATES",
        regex=(
            r"(?i)(?<![a-z])(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng)[\"']?(?: is| of)?[ :=>]{1,3}[\"']?"
            r"(?P<x>[-+]?\d{1,3}\.\d{1,16}°? ?[NSEW]?)(?!\w)"
        ),
        form=(0.85, 0.85),
        near=Words(("lat", "lon", "lng")),
        source="ISO 6709",
    ),
    Pattern(
        name="degrees, minutes, seconds",
        entity_type="COORDINATES",
        regex=rf"(?:[NS] ?)?{_DEGREES}[NS]?[ ,;/]{{0,3}}(?:[EW] ?)?{_DEGREES}[EW]?",
        form=(0.9, 0.9),
        check=lambda text: any(sign in "NSEW" for sign in text),
        holds=(0.9, 0.9),
        near=Words(("°", "º"), before=16),
        source="ISO 6709, sexagesimal",
    ),
    Pattern(
        name="degrees and minutes in letters",
        entity_type="COORDINATES",
        regex=rf"(?i)(?<![\w.]){_SPELT}(?:[ns]|north|south)[ ,;/]{{0,3}}{_SPELT}(?:[ew]|east|west)(?!\w)",
        form=(0.9, 0.9),
        near=Mark(r"[0-9] ?(?:[dD][eE][gG]|[dD] ?[0-9])", before=6),
        source="ISO 6709, the way people type it",
    ),
    Pattern(
        name="national grid reference",
        entity_type="COORDINATES",
        regex=(
            r"(?<!\w)(?:H[P-Z]|N[A-DF-HJ-PR-UW-Z]|O[ABFGQRV]|S[CDEH-KM-PR-Z]|T[AFGL-NQRV])"
            r"(?: ?\d{5}[ ,]{0,2}\d{5}| ?\d{4} ?\d{4}| ?\d{3} ?\d{3})(?![\w\-]|[.,]\d| \d)"
        ),
        form=(0.3, 0.9),
        check=checks_papers.square,
        holds=(0.5, 0.95),
        labels=("COORDINATES",),
        source="Ordnance Survey",
    ),
    labelled(
        "COORDINATES",
        r"grid(?: ref(?:erence)?)?|ngr|os(?:gb)? ref(?:erence)?|os grid(?: ref(?:erence)?)?"
        r"|os map ref(?:erence)?|map ref(?:erence)?|irish grid",
        r"[A-HJ-Z]{1,2} ?\d{2,5} ?\d{2,5}",
        number=r"\.?",
        name="grid reference by its label",
        score=0.85,
        source="Ordnance Survey and Ordnance Survey Ireland",
    ),
    Pattern(
        name="easting and northing",
        entity_type="COORDINATES",
        regex=(
            r"(?i)(?<![a-z])(?:eastings?"
            r"|easting \(x\))[\"']?[ :=]{1,3}[\"']?\d{5,7}(?:\.\d{1,4})?[\"']?[ ,;/&]{1,4}(?:and )?[\"']?"
            r"northings?[\"']?[ :=]{1,3}[\"']?\d{5,7}(?:\.\d{1,4})?"
        ),
        form=(0.85, 0.85),
        near=Words(("easting",)),
        source="Ordnance Survey",
    ),
    Pattern(
        name="three words for a square",
        entity_type="COORDINATES",
        regex=rf"(?<![\w/:])///{_WORD}\.{_WORD}\.{_WORD}(?![\w.]\w|\w)",
        form=(0.9, 0.9),
        near=Words(("///",)),
        source="what3words",
    ),
    Pattern(
        name="three words by their label",
        entity_type="COORDINATES",
        regex=(
            r"(?i)(?<![a-z])(?:what ?3 ?words|what ?three ?words|w3w)(?:\.com|\.co)?(?: address"
            r"| location)?(?: is| are| was)?"
            rf"[\"']?[ :=/\-]{{1,3}}[\"']?(?P<x>/{{0,3}}{_WORD}\.{_WORD}\.{_WORD})(?![\w.]\w|\w)"
        ),
        form=(0.85, 0.85),
        near=Words(("what3words", "what 3 words", "what three words", "whatthreewords", "w3w")),
        source="what3words",
    ),
    Pattern(
        name="open location code",
        entity_type="COORDINATES",
        regex=rf"(?<!\w)(?=[{_OPEN}]{{0,7}}\d)[{_OPEN}]{{4}}(?:[{_OPEN}]{{4}})?\+[{_OPEN}]{{2,3}}(?!\w)",
        form=(0.6, 0.9),
        labels=("COORDINATES",),
        near=Mark(rf"[{_OPEN}]{{4}}\+[{_OPEN}]{{2}}", before=4),
        source="Open Location Code, plus codes",
    ),
)
