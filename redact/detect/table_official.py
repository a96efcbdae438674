"""Rows of the table: numbers that British public bodies give to people, and references to cases."""

from __future__ import annotations

import re

from redact.detect import checks
from redact.detect.patterns import Digits, Mark, Pattern

_NINO_PREFIX = r"(?:(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)"
_DRIVER = (
    r"[A-Z][A-Z9]{4}[ \-]?\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[ \-]?[A-Z9]{2}[A-Z0-9]{3}(?:[ \-]?\d\d)?"
)
_LATER = r"[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\d|5[1-9]|[67]\d)[ \-]?[A-HJ-PR-Z]{3}"
_PREFIXED = r"[A-HJ-NPR-TV-Y]\d{1,3}[ \-]?[A-HJ-PR-Y]{3}"
_SUFFIXED = r"[A-HJ-PR-Y]{3}[ \-]?\d{1,3}[A-HJ-NPR-TV-Y]"
_DATELESS = r"(?:[A-Z]{1,3}[ \-]?\d{1,4}|\d{1,4}[ \-]?[A-Z]{1,3})"
_WORDS = frozenset(
    (
        "THE AND FOR MAY ARE NOT BUT YOU ALL ANY CAN HAS HAD HER HIS ITS NEW NOW OLD ONE OUR OUT SEE TWO WAS WHO WAY"
        " DAY GET SET USE PER JAN FEB MAR APR JUN JUL AUG SEP OCT NOV DEC MON TUE WED THU FRI SAT SUN GBP USD EUR PDF"
        " TAX VAT ACT"
    ).split()
)
_REFERENCE = r"(?P<x>(?=[A-Za-z/.\-: ]{0,10}\d)[A-Za-z0-9](?:[A-Za-z0-9/.\-:]{1,28}[A-Za-z0-9]))"
_REFERRED = (
    r"(?:case|claim|crime|criminal|incident|complaint|matter|appeal|application|petition|docket|file|our|your|my"
    r"|police|court"
    r"|custody|collar|warrant|warrant card|patient|hospital|medical record|unit|client|customer|member|membership"
    r"|policy|employee"
    r"|staff|payroll|student|pupil|personnel|badge|inmate|prison|prisoner|service|report|ticket|enquiry|tenancy|rent"
    r"|council tax"
    r"|home office|ho|asylum|visa|booking|donor|candidate|participant|subject|user|account|applicant|referral"
    r"|safeguarding|foi|sar|registration|plot|title|deed)"
)
_NUMBERED = r"(?:ref(?:erence)?s?|n(?:o|r|um|umber)s?|id(?:entifier)?|#|urn|code)"


def plate(text: str) -> bool | None:
    """False where the letters are a common word or all small; None otherwise."""
    letters = re.findall(r"[A-Za-z]{3}", text)
    return False if not text.isupper() or any(word.upper() in _WORDS for word in letters) else None


ROWS = (
    Pattern(
        name="NHS number",
        entity_type="UK_NHS",
        regex=r"(?<![\w.\-])(?<!\+\d )\d{3}([ \-]?)\d{3}\1\d{4}(?!\w|[\-.]\d|-\w)",
        form=(0.0, 0.0),
        check=checks.nhs,
        holds=(0.7, 0.98),
        fails=(0.05, 0.6),
        labels=("UK_NHS",),
        near=Digits(10),
        source="NHS Data Dictionary",
    ),
    Pattern(
        name="number of the health service by its label",
        entity_type="UK_NHS",
        regex=(
            r"(?i)(?<![a-z])(?:nhs|chi|h&c|hsc)(?: ?(?:no|number|num|id|#))?\.?(?: is| was)?[ :=#\-]{1,4}"
            r"(?P<x>\d(?:[ .\-]{0,2}\d){6,11})(?!\w)"
        ),
        form=(0.75, 0.75),
        near=Digits(7, lead=24),
        source="any run of digits after the label, for misprints and bad scans",
    ),
    Pattern(
        name="National Insurance number",
        entity_type="UK_NINO",
        regex=rf"(?i)(?<![^\W_]){_NINO_PREFIX}[ \-.]?\d\d[ \-.]?\d\d[ \-.]?\d\d[ \-.]?[A-D](?![^\W_])",
        form=(0.85, 0.97),
        labels=("UK_NINO",),
        near=Digits(6),
        source="HMRC, National Insurance Manual NIM39110; QQ is the prefix of examples",
    ),
    Pattern(
        name="National Insurance number without suffix",
        entity_type="UK_NINO",
        regex=rf"(?i)(?<![^\W_]){_NINO_PREFIX}[ \-.]?\d\d[ \-.]?\d\d[ \-.]?\d\d(?![^\W_])",
        form=(0.0, 0.85),
        labels=("UK_NINO",),
        near=Digits(6),
        source="HMRC, as above; the suffix is often left out",
    ),
    Pattern(
        name="taxpayer reference",
        entity_type="UK_UTR",
        regex=r"(?<![\w.\-+])\d{5}[ \-]?\d{5}[Kk]?(?!\w|[\-.]\d)",
        form=(0.0, 0.0),
        check=checks.utr,
        holds=(0.1, 0.95),
        fails=(0.0, 0.7),
        labels=("UK_UTR",),
        once=True,
        near=Digits(10),
        source="HMRC",
    ),
    Pattern(
        name="passport",
        entity_type="UK_PASSPORT",
        regex=r"(?<!\w)[A-Z]{2}\d{7}(?!\w)",
        form=(0.45, 0.9),
        labels=("UK_PASSPORT",),
        near=Digits(7),
        source="two letters and seven digits, as several countries print it",
    ),
    Pattern(
        name="passport because it says so",
        entity_type="UK_PASSPORT",
        regex=r"(?i)(?<![\w.\-])(?:\d{9}|[A-Z]{1,2} ?\d{6,8}|\d{3} \d{3} \d{3}|\d{2}[A-Z]{2}\d{5})(?![\w\-])",
        form=(0.0, 0.85),
        labels=("UK_PASSPORT",),
        once=True,
        near=Digits(6),
        source="HM Passport Office: nine digits; other countries' forms",
    ),
    Pattern(
        name="machine-readable lines of a passport",
        entity_type="UK_PASSPORT",
        regex=r"(?<![\w<])(?=[A-Z0-9]{0,30}<)(?:[A-Z0-9<] ?){28,44}(?![\w<])",
        form=(0.95, 0.95),
        near=Mark("<", 48, 48),
        source="ICAO Doc 9303",
    ),
    Pattern(
        name="second machine-readable line of a passport",
        entity_type="UK_PASSPORT",
        regex=r"(?<![\w<])[A-Z0-9<]{9}[0-9<][A-Z<]{3}\d{6}\d[MFX<]\d{6}\d[A-Z0-9<]{2,16}(?![\w<])",
        form=(0.95, 0.95),
        near=Digits(14),
        source="ICAO Doc 9303",
    ),
    Pattern(
        name="driving licence",
        entity_type="UK_DRIVING_LICENCE",
        regex=rf"(?i)(?<!\w){_DRIVER}(?!\w)",
        form=(0.9, 0.97),
        labels=("UK_DRIVING_LICENCE",),
        near=Digits(5),
        source="DVLA, driver number",
    ),
    Pattern(
        name="vehicle registration",
        entity_type="UK_VEHICLE_REGISTRATION",
        regex=rf"(?i)(?<![\w\-]){_LATER}(?![\w\-])",
        form=(0.7, 0.92),
        check=plate,
        fails=(0.2, 0.85),
        labels=("UK_VEHICLE_REGISTRATION",),
        near=Digits(2),
        source="DVLA INF104, marks since 2001",
    ),
    Pattern(
        name="vehicle registration of earlier years",
        entity_type="UK_VEHICLE_REGISTRATION",
        regex=rf"(?i)(?<![\w\-])(?:{_PREFIXED}|{_SUFFIXED})(?![\w\-])",
        form=(0.4, 0.88),
        check=plate,
        fails=(0.0, 0.7),
        labels=("UK_VEHICLE_REGISTRATION",),
        near=Digits(1),
        source="DVLA INF104, marks of 1963 to 2001",
    ),
    Pattern(
        name="vehicle registration because it says so",
        entity_type="UK_VEHICLE_REGISTRATION",
        regex=(
            rf"(?i)(?<![a-z])(?:reg(?:istration)?|vrm|vrn|(?:number|licen[cs]e) ?plate|index)(?: ?(?:no|number|mark"
            rf"|plate))?\.?"
            rf"(?: is| was)?[ :=#]{{1,3}}(?P<x>{_DATELESS})(?![\w\-])"
        ),
        form=(0.75, 0.75),
        near=Digits(1, lead=32),
        source="DVLA INF104, marks without a date and those of Northern Ireland",
    ),
    Pattern(
        name="reference to a case or file",
        entity_type="CASE_REFERENCE",
        regex=(
            rf"(?i)(?<![a-z]){_REFERRED}(?:'?s)?[ \-_]?\(?{_NUMBERED}\.?(?: is"
            rf"| was)?[ \t:=#(]{{1,4}}{_REFERENCE}(?!\w)"
        ),
        form=(0.75, 0.75),
        near=Digits(1, lead=48),
        source="what files, patients and members are called",
    ),
    Pattern(
        name="reference by its label",
        entity_type="CASE_REFERENCE",
        regex=(
            r"(?i)(?<![a-z])(?:ref(?:erence)?(?: ?(?:no|number|code))?|mrn|urn|upn|uln|crn|nhs spine|case|docket"
            r"|pnc(?: ?id)?"
            rf"|cro|custody)\.?(?: is| was)?[ \t]?[:=#][ \t]{{0,3}}{_REFERENCE}(?!\w)"
        ),
        form=(0.7, 0.7),
        near=Digits(1, lead=40),
        source="labels that end in a colon",
    ),
    Pattern(
        name="record number without a colon",
        entity_type="CASE_REFERENCE",
        regex=rf"(?<![A-Za-z])(?:MRN|URN|CRN|PNC(?:ID)?|UPN|ULN|CRO)[ #]{{1,2}}{_REFERENCE}(?!\w)",
        form=(0.65, 0.65),
        near=Digits(1, lead=12),
        source="registers of hospitals, schools and the police",
    ),
    Pattern(
        name="social security number of the United States",
        entity_type="US_SSN",
        regex=r"(?<![\w\-])(?<!\d\.)\d{3}([\-.])\d\d\1\d{4}(?!\w|[\-.]\d|-\w)",
        form=(0.0, 0.0),
        check=checks.ssn,
        holds=(0.6, 0.95),
        labels=("US_SSN",),
        near=Digits(9),
        source="US Social Security Administration",
    ),
    Pattern(
        name="social security number because it says so",
        entity_type="US_SSN",
        regex=r"(?<![\w\-])(?:\d{9}|\d{3} \d\d \d{4})(?![\w\-])",
        form=(0.0, 0.0),
        check=checks.ssn,
        holds=(0.1, 0.9),
        labels=("US_SSN",),
        once=True,
        near=Digits(9),
        source="US Social Security Administration",
    ),
)
