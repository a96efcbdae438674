"""Rows of the table: passports, driving licences and number plates."""

from __future__ import annotations

import re

from redact.detect import checks_papers
from redact.detect.patterns import Mark, Pattern, Words
from redact.detect.table_phrases import NO_WORD, labelled

_DRIVER = (
    r"[A-Z][A-Z9]{4}[ \-]?\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[ \-]?[A-Z9]{2}[ \-]?[A-Z0-9]{3}"
    r"(?:[ \-]?\d\d)?"
)
_LATER = r"[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\d|5[1-9]|[67]\d)[ \-]?[A-HJ-PR-Z]{3}"
_PREFIXED = r"[A-HJ-NP-TV-Y]\d{1,3}[ \-]?[A-HJ-PR-Y]{3}"
_SUFFIXED = r"[A-HJ-PR-Y]{3}[ \-]?\d{1,3}[A-HJ-NPR-TV-Y]"
_IRISH = r"[A-Z]?(?:A[Z]|BZ|CZ|DZ|EZ|FZ|GZ|HZ|I[ABGJLW]|JI|JZ|KZ|LZ|MZ|NZ|OI|OZ|PZ|RZ|SZ|TZ|UI|UZ|VZ|WZ|XI|XZ|YZ)"
_DATELESS = rf"(?:{NO_WORD}[A-Z]{{1,3}}[ \-]?\d{{1,4}}|\d{{1,4}}[ \-]?{NO_WORD}[A-Z]{{1,3}})"
_ANY_PLATE = rf"(?:{_LATER}|{_PREFIXED}|{_SUFFIXED}|\d{{3}} ?[DX] ?\d{{3}}|{_DATELESS})"
_WORDS = frozenset(
    (
        "THE AND FOR MAY ARE NOT BUT YOU ALL ANY CAN HAS HAD HER HIS ITS NEW NOW OLD ONE OUR OUT SEE TWO WAS WHO WAY"
        " DAY GET SET USE PER JAN FEB MAR APR JUN JUL AUG SEP OCT NOV DEC MON TUE WED THU FRI SAT SUN GBP USD EUR PDF"
        " TAX VAT ACT"
    ).split()
)


def plate(text: str) -> bool | None:
    """False where the letters are a common word or all small; None otherwise."""
    letters = re.findall(r"[A-Za-z]{3}", text)
    return False if not text.isupper() or any(word.upper() in _WORDS for word in letters) else None


def later_plate(text: str) -> bool | None:
    """True for capitals, None for small letters, False for a mixture or where the last three are a common word."""
    if text[-3:].upper() in _WORDS or not (text.isupper() or text.islower()):
        return False
    return True if text.isupper() else None


ROWS = (
    Pattern(
        name="passport",
        entity_type="UK_PASSPORT",
        regex=r"(?<!\w)(?!KB)[A-Z]{2}\d{7}(?!\w)",
        form=(0.45, 0.9),
        labels=("UK_PASSPORT",),
        source="two letters and seven digits, as several countries print it; KB is an article of Microsoft's",
    ),
    Pattern(
        name="passport because it says so",
        entity_type="UK_PASSPORT",
        regex=r"(?i)(?<![\w.\-])(?:\d{9}|[A-Z]{1,3} ?\d{6,8}|\d{3} \d{3} \d{3}|\d{2}[A-Z]{2}\d{5})(?![\w\-])",
        form=(0.0, 0.85),
        labels=("UK_PASSPORT",),
        once=True,
        source="HM Passport Office: nine digits; other countries' forms",
    ),
    labelled(
        "UK_PASSPORT",
        r"passport|travel document|residence permit|brp|reisepass(?:nummer)?|passeport|pasaporte|passaporto|paszport",
        rf"(?=[A-Z]{{0,4}} ?\d){NO_WORD}[A-Z0-9]{{2,4}} ?{NO_WORD}[A-Z0-9]{{2,4}} ?{NO_WORD}[A-Z0-9]{{2,4}}",
        name="passport of any country by its label",
        score=0.75,
        source="six to twelve letters and digits after the word",
    ),
    Pattern(
        name="passport with a letter in the middle",
        entity_type="UK_PASSPORT",
        regex=r"(?i)(?<![\w\-])[MSRODG]\d{3}[A-Z]\d{4}(?![a-z0-9_\-])",
        form=(0.5, 0.9),
        labels=("UK_PASSPORT",),
        source="Ministry of Foreign Affairs of Korea, passports since 2021",
    ),
    Pattern(
        name="machine-readable lines of a passport",
        entity_type="UK_PASSPORT",
        regex=r"(?<![\w<])(?=[A-Z0-9 ]{0,34}<)(?:[A-Z0-9<] ?){28,44}(?![\w<])",
        form=(0.95, 0.95),
        check=checks_papers.mrz,
        holds=(0.99, 0.99),
        fails=(0.7, 0.7),
        near=Mark(r"< ?[A-Z0-9<]", before=96),
        source="ICAO Doc 9303, lines of documents of sizes 1, 2 and 3",
    ),
    Pattern(
        name="second machine-readable line of a passport",
        entity_type="UK_PASSPORT",
        regex=r"(?<![\w<])[A-Z0-9<]{9}[0-9<][A-Z<]{3}\d{6}\d[MFX<]\d{6}\d[A-Z0-9<]{2,16}(?![\w<])",
        form=(0.9, 0.9),
        check=checks_papers.mrz,
        holds=(0.99, 0.99),
        fails=(0.7, 0.7),
        source="ICAO Doc 9303, sizes 2 and 3",
    ),
    Pattern(
        name="driving licence",
        entity_type="UK_DRIVING_LICENCE",
        regex=rf"(?i)(?<!\w){_DRIVER}(?!\w)",
        form=(0.9, 0.97),
        labels=("UK_DRIVING_LICENCE",),
        source="DVLA, driver number",
    ),
    labelled(
        "UK_DRIVING_LICENCE",
        r"driv(?:ing|er'?s?)[ \-]?(?:licen[cs]es?|permit)|dvla(?: driver| licen[cs]e)?|dva(?: driver| licen[cs]e)?"
        r"|licen[cs]e n(?:o|umber)|driver(?= ?n(?:o|umber)| ?id)|dln?(?= ?n?o?[:#])|permis de conduire|patente di guida"
        r"|carn[eé] de conducir|führerschein(?:nummer)?|fahrerlaubnis",
        rf"(?=[A-Z]{{0,6}}[ \-]?\d){NO_WORD}[A-Z0-9]{{1,8}}(?:[ \-]?{NO_WORD}[A-Z0-9]{{1,8}}){{0,4}}(?<=[A-Z0-9]{{3}})",
        name="driving licence by its label",
        score=0.6,
        source="eight digits in Northern Ireland, other forms abroad",
    ),
    Pattern(
        name="vehicle registration",
        entity_type="UK_VEHICLE_REGISTRATION",
        regex=rf"(?i)(?<![\w\-]){_LATER}(?![\w\-])",
        form=(0.42, 0.9),
        check=later_plate,
        holds=(0.7, 0.92),
        fails=(0.2, 0.85),
        labels=("UK_VEHICLE_REGISTRATION",),
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
        source="DVLA INF104, marks of 1963 to 2001",
    ),
    Pattern(
        name="vehicle registration of Northern Ireland",
        entity_type="UK_VEHICLE_REGISTRATION",
        regex=rf"(?<![\w\-]){_IRISH}[ \-]?\d{{1,4}}(?![\w\-]|[.,/]\d)",
        form=(0.0, 0.85),
        check=lambda text: True if re.match("[A-Z]{3} ?[0-9]{4}$", text) else None,
        holds=(0.45, 0.9),
        labels=("UK_VEHICLE_REGISTRATION",),
        source="DVLA INF104, marks of Northern Ireland",
    ),
    Pattern(
        name="vehicle registration of a diplomat",
        entity_type="UK_VEHICLE_REGISTRATION",
        regex=r"(?<![\w\-])[123]\d\d ?[DX] ?\d{3}(?![\w\-]|[.,/]\d)",
        form=(0.4, 0.9),
        labels=("UK_VEHICLE_REGISTRATION",),
        source="DVLA INF104, marks of diplomats and of international bodies",
    ),
    Pattern(
        name="vehicle registration because it says so",
        entity_type="UK_VEHICLE_REGISTRATION",
        regex=(
            r"(?i)(?<![a-z])(?:(?:car|vehicle|van|vehicle's|her|his|their|my|its) )?"
            r"(?:reg(?:istration|'?d)?|vrm|vrn|(?:number|licen[cs]e|registration) ?(?:plate|mark)s?|plates?|index)"
            r"(?: ?(?:no|number|mark|plate)s?)?\.?"
            rf"(?: of (?:the|his|her|my|their) (?:car|van|vehicle))?(?: is| was|,)?[\"']?[ :=#]{{1,3}}[\"']?"
            rf"(?P<x>{_ANY_PLATE})(?![\w\-])"
        ),
        form=(0.75, 0.75),
        near=Words(("reg", "vrm", "vrn", "plate", "index"), before=9),
        source="DVLA INF104, marks without a date and all others behind a word for them",
    ),
    labelled(
        "UK_VEHICLE_REGISTRATION",
        r"vin|chassis|vehicle identification",
        r"[A-HJ-NPR-Z0-9]{11,17}(?<=\d{2})",
        name="chassis number",
        score=0.8,
        source="ISO 3779",
    ),
)
