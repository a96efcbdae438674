"""Postal addresses, put together from the house to the postcode over commas and lines.

Two starting points: a street by its form ("12 Mill Lane"), and a postcode. From a postcode the lines before it are
taken as long as they look like parts of an address, back to the outermost one that names a house or a street; from a
street the way leads on to a town and a code. A place name alone is left to the detector of names.
Only a few hundred characters around each starting point are looked at, so the cost grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from redact.detect.patterns import Match, Pattern, Told, Words
from redact.detect.table_places import POSTCODE

_KINDS = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Close|Cl|Crescent|Cres|Court|Ct|Place|Pl|Square|Sq|Terrace"
    r"|Gardens?|Gdns"
    r"|Grove|Gr|Way|Walk|Row|Hill|Park|Mews|Rise|View|Parade|Green|Gate|Broadway|Boulevard|Blvd|Parkway|Pkwy|Highway"
    r"|Hwy|Circle|Cir"
    r"|Trail|Trl|Quay|Wharf|Embankment|Esplanade|Promenade|Yard|Vale|Meadows?|Fields?|Bank|Common|Circus|Croft|Mount"
    r"|Approach|Link"
    r"|Orchard|Paddock|Ridge|Side|Chase|Dene|Garth|Wynd|Brae|Loan|Pike|Plaza|Turnpike|Alley|Path|Crossing|Heights"
    r"|Estate)"
)
_BUILT = (
    r"(?:House|Cottage|Farm|Lodge|Hall|Manor|Villa|Barn|Mill|Rectory|Vicarage|Tower|Mansions?|Buildings?|Centre|Works)"
)
_HOUSE = r"\d{1,5}[A-Za-z]?(?:[\-/]\d{1,5}[A-Za-z]?)?"
_FLAT = r"(?:(?:Flat|Apartment|Apt\.?|Unit|Suite|Room|Floor|Block|No\.?|Studio|Maisonette) ?#?[\w\-/]{1,6}[,\n]? ?)"
_NAME_WORD = r"(?:[A-Z][\w'.\-]{0,24}|of|the|de|le|la|on|upon|and|\d{1,3}(?:st|nd|rd|th))"
_BEFORE_NO_HOUSE = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    *("December", "Article", "Rule", "Section", "section", "Part", "Chapter", "Act"),
)
_NO_HOUSE = "".join(rf"(?<!\b{word} )" for word in _BEFORE_NO_HOUSE) + r"(?!\d+,? (?:the|of|and|on|upon) )"
"""A number that numbers no house: "24 August 1999 the Court", "Rule 59 Court"."""
_STREET = rf"{_HOUSE},? (?:{_NAME_WORD} ){{1,4}}?{_KINDS}\b\.?(?: (?:North|South|East|West|[NS][EW]|[NSEW])\b)?"
_STREET_LINE = rf"(?<![\w.,£$€\-])(?<!\d ){_NO_HOUSE}{_STREET}"
_FLAT_LINE_WITH_STREET = rf"(?<![\w.,£$€\-]){_FLAT}{{1,2}}{_STREET}"
_SMALL_STREET = (
    r"(?<![\w.,£$€\-])\d{1,4}[a-z]?,? (?!(?:way|lane|mile|metre|meter|minute|hour|day|car|people"
    r"|person)s?\b)(?:[a-z'\-]{3,20} ){1,2}"
    r"(?:street|road|avenue|lane|crescent|terrace|close|grove|gardens)\b"
)
_ABROAD = (
    r"(?<!\w)(?:[A-ZÄÖÜ][\w\-]{2,24}(?:straße|strasse|str\.|gasse|weg|platz|allee|straat|laan|gracht|gatan|vägen|vej"
    r"|gade|gate|veien"
    r"|katu|tie|utca|út) \d{1,4}[a-z]?|(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hemin|[Pp]lace|[Vv]ia|[Pp]iazza|[Cc]orso"
    r"|[Cc]alle"
    r"|[Pp]laza|[Cc]arrer|[Rr]ua|[Uu]l\.|[Uu]lica) (?:(?:de|du|des|la|le|l'|del|della|di|da"
    r"|do) ?){0,2}[A-ZÀ-Ý][\w'\-]{2,24}"
    r"(?: [A-ZÀ-Ý][\w'\-]{1,24}){0,3},? \d{1,4}[a-z]?|\d{1,4}(?: ?bis)?,? (?:rue|avenue|boulevard|chemin|place|allée"
    r"|impasse|quai)"
    r" (?:(?:de|du|des|la|le|l'|d') ?){0,2}[A-ZÀ-Ý][\w'\-]{1,24}(?: [A-ZÀ-Ý][\w'\-]{1,24}){0,3})(?!\w)"
)
_BOX = r"(?i)(?<!\w)(?:P\.? ?O\.? ?Box|Post Office Box|Postfach|Apartado) (?:no\.? ?)?\d{1,6}(?!\w)"
BLOCK = re.compile(rf"\b(?:{_BUILT}|Court|Gardens|Place|Mews)$")
REST_OF_STREET = re.compile(
    rf"(?:,? ?\n?(?:{_FLAT})){{0,2}}(?:[,\n] ?[A-Z][\w'.\-]{{1,24}}(?: [A-Z][\w'.\-]{{1,24}}){{0,2}}){{0,3}}"
    r"(?:,? ?\n? ?[A-Z]{2}\.?,?[ \n]\d{5}(?:-\d{4})?(?![\w\-]))"
)

ADDRESS = Pattern("address", "ADDRESS", POSTCODE, (0.9, 0.9), "Royal Mail, how to address mail")
STREETS = (
    Pattern(
        name="street with a house number",
        entity_type="ADDRESS",
        regex=_STREET_LINE,
        form=(0.75, 0.75),
        source="how streets are called in Britain and North America",
    ),
    Pattern(
        name="flat in a street with a house number",
        entity_type="ADDRESS",
        regex=_FLAT_LINE_WITH_STREET,
        form=(0.75, 0.75),
        near=Words(
            ("flat", "apartment", "apt", "unit", "suite", "room", "floor", "block", "no. ", "studio", "maisonette")
        ),
        source="how flats are called in Britain and North America",
    ),
    Pattern(
        name="street in small letters",
        entity_type="ADDRESS",
        regex=_SMALL_STREET,
        form=(0.5, 0.5),
        near=Words(
            (" street", " road", " avenue", " lane", " crescent", " terrace", " close", " grove", " gardens"),
            before=50,
        ),
        source="how people write in a hurry",
    ),
    Pattern(
        name="street abroad",
        entity_type="ADDRESS",
        regex=_ABROAD,
        form=(0.6, 0.6),
        near=Words(
            (
                "straße ",
                "strasse ",
                "str. ",
                "gasse ",
                "weg ",
                "platz ",
                "allee ",
                "straat ",
                "laan ",
                "gracht ",
                "gatan ",
                "vägen ",
                "vej ",
                "gade ",
                "gate ",
                "veien ",
                "katu ",
                "tie ",
                "utca ",
                "út ",
                "rue ",
                "avenue ",
                "boulevard ",
                "chemin ",
                "place ",
                "via ",
                "piazza ",
                "corso ",
                "calle ",
                "plaza ",
                "carrer ",
                "rua ",
                "ul. ",
                "ulica ",
                "allée ",
                "impasse ",
                "quai ",
            ),
            before=26,
        ),
        source="how streets are called in Europe",
    ),
    Pattern(
        name="post office box",
        entity_type="ADDRESS",
        regex=_BOX,
        form=(0.75, 0.75),
        near=Words(("box ", "postfach ", "apartado "), before=14),
        source="post office boxes",
    ),
)

_REACH_BACK = 220
_CHUNK = re.compile(r"[^,;\n]+")
# The native search takes those in capitals without an underscore; it counts on BUILDING and BLOCK being one word that
# begins with a capital, and on EMBEDDED beginning with a digit or a capital and ending with a word that does.
STARTS_WITH_HOUSE = re.compile(rf"(?:{_FLAT})?{_HOUSE}(?:,? |$)|{_FLAT}")
BUILDING = re.compile(rf"\b(?:{_KINDS}|{_BUILT})\.?$")
WORDY = re.compile(rf"(?:{_NAME_WORD}|in|by|under|near|with|cum|St\.|c/o|&|\(|\)|\d+[A-Za-z]?)(?: |$)")
EMBEDDED = re.compile(
    rf"(?<!\w)(?:(?:{_FLAT})?{_HOUSE},? (?>[A-Z][\w'.\-]{{0,24}} ?(?=[A-Z]|$)){{1,5}}"
    rf"|(?:[A-Z][\w'\-]{{1,24}} ){{1,3}}{_BUILT})$"
)
FLAT_LINE = re.compile(rf"{_FLAT}(?: ?[A-Z][\w']{{1,20}}){{0,3}}")
_MOST_CHUNKS = 7
BEFORE_POSTCODE = Told(ADDRESS, 0.9, ("lines that look like an address lead up to a postcode",))
"""An address that ends with a postcode; below: one that begins with a street."""
BEHIND_STREET = Told(ADDRESS, 0.85, ("a street, a town and a code follow each other",))


def addresses(text: str, matches: Iterable[Match]) -> Iterator[Match]:
    """Whole addresses around the postcodes and streets among what was found in *text*."""
    for (pattern, *_), start, end in matches:
        if pattern.entity_type == "UK_POSTCODE":
            first = _first_line(text, start)
            if first < start:
                yield Match(BEFORE_POSTCODE, first, end)
        elif is_street(pattern):
            rest = REST_OF_STREET.match(text, end)
            if rest and rest.end() > end:
                yield Match(BEHIND_STREET, start, rest.end())


def is_street(pattern: Pattern) -> bool:
    """Whether a town and a code may follow what the row finds."""
    return pattern.entity_type == "ADDRESS" and any(pattern.name == street.name for street in STREETS)


def _first_line(text: str, postcode: int) -> int:
    """Where the address that ends with a postcode begins; *postcode* itself if nothing before it belongs to it."""
    begin = postcode
    for taken, (start, end) in enumerate(_chunks_before(text, postcode)):
        if taken == _MOST_CHUNKS:
            break
        chunk = text[start:end].strip()
        if not chunk or not _like_address(chunk):
            return _embedded(text, start, end, begin)
        lead = _first_letter(text, start, end)
        if STARTS_WITH_HOUSE.match(chunk) or BUILDING.search(chunk):
            begin = lead
        if begin == lead and chunk[0].isdigit() and len(chunk) > 5:
            return _with_flat(text, begin)
    return begin


def _chunks_before(text: str, place: int) -> list[tuple[int, int]]:
    floor = max(0, place - _REACH_BACK)
    chunks = [match.span() for match in _CHUNK.finditer(text, floor, place)]
    return [chunk for chunk in reversed(chunks) if text[chunk[0] : chunk[1]].strip()]


def _like_address(chunk: str) -> bool:
    if len(chunk) > 48 or chunk.endswith(":") or ": " in chunk:
        return False
    words = chunk.split()
    return len(words) <= 7 and all(WORDY.match(word) for word in words) and any(word[0].isupper() for word in words)


def _embedded(text: str, start: int, end: int, begin: int) -> int:
    """The chunk is no part of an address as a whole; its end may be ("I live at 12 Mill Lane")."""
    chunk = text[start:end]
    inside = EMBEDDED.search(chunk.rstrip())
    return start + inside.start() if inside else begin


def _with_flat(text: str, begin: int) -> int:
    """A flat or a building that stands before the house number."""
    for start, end in _chunks_before(text, begin)[:2]:
        chunk = text[start:end].strip()
        if not (FLAT_LINE.fullmatch(chunk) or (BLOCK.search(chunk) and _like_address(chunk))):
            break
        begin = _first_letter(text, start, end)
    return begin


def _first_letter(text: str, start: int, end: int) -> int:
    return end - len(text[start:end].lstrip())
