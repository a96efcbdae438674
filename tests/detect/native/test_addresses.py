"""Addresses that the library puts together begin and end where those begin and end that Python puts together."""

import ctypes
import re
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.detect.addresses import STREETS, addresses
from redact.detect.identifiers import TABLE
from redact.detect.native import layout
from redact.detect.native.address_forms import address_forms
from redact.detect.native.library import library
from redact.detect.native.program import Program
from redact.detect.native.symbols import symbol
from redact.detect.normalise import normalise
from redact.detect.patterns import Match, Told
from redact.detect.table_places import POSTCODE
from tests.bench.dense import dense
from tests.detect.identifier_cases import CASES
from tests.detect.identifier_lines import NEGATIVE, POSITIVE

pytestmark = pytest.mark.skipif(library() is None, reason="the C library is not built")

CODE = re.compile(POSTCODE)
STREET = [re.compile(row.regex) for row in STREETS]
LINES = [
    normalise(line.replace("⟦", "").replace("⟧", "")).text
    for lines in (*CASES.values(), *POSITIVE.values(), NEGATIVE)
    for line in lines
]
FLATS = (
    *("Flat 3", "Apt. #7,", "Unit 4/5", "Floor 2", "No 9", "Block C-1", "Flat 12", "Studio B Mill"),
    *("Flat 2 Rose Court", "Apartment 1 Élan"),
)
HOUSES = ("12", "7a", "221B", "12-14", "12/3a", "123456", "1", "²", "٣", "4 5")
NAMES = (
    *("Mill", "High", "St. Mary's", "Rose", "of", "the", "under", "c/o", "& Co", "Über", "élan", "Ж", "O'Neill-Hay"),
    *("x-Mill", "(Mill", "A" * 25, "A" * 26, "Bury St Edmunds", "and", "24th", "MacDonald", "I live at", "(", ")"),
)
KINDS = (
    *("Lane", "Street", "St.", "Road", "House", "Court", "Mews", "Works", "Hill Farm", "Tower", "Court.", "Courtly"),
    *("House..", "Mill House"),
)
TOWNS = ("London", "LEEDS", "Springfield", "New York", "Washington D.C.", "Stoke-on-Trent", "zu Hause", "Kent")
CODES = (
    *("SW1A 2AA", "LS1 4DY", "BFPO 61", "M1 1AE", "IL 62704", "NY, 10001", "CA\n90210-1234", "N.Y. 10001"),
    *("CA 902101", "020 7946 0018"),
)
NOISE = (
    *(
        "Address:",
        "at home: ",
        "Tel: 020 7946 0018",
        "mary@example.org",
        ",",
        ":",
        ".",
        "…",
        "-",
        "\u2028",
        "\t",
        "\xa0",
    ),
    *("#", "the panel noted it", "£4.50"),
)
JOINTS = (" ", " ", " ", ", ", ",", "\n", ",\n", "; ", "  ", " ,", "\n\n", "", "\t", ", , ", "\r\n", " \n ", "/", "-")
REACH = 220

PIECE = st.sampled_from([*FLATS, *HOUSES, *NAMES, *KINDS, *TOWNS, *CODES, *NOISE])
STREET_LINE = st.tuples(*map(st.sampled_from, (HOUSES, [" ", ", ", "  "], NAMES, [" ", "", "\n"], KINDS))).map("".join)
JOINED = st.tuples(st.one_of(PIECE, STREET_LINE), st.sampled_from(JOINTS)).map("".join)
BLOCK = st.lists(JOINED, max_size=16).map("".join)
LINE = st.one_of(*map(st.sampled_from, (FLATS, KINDS, TOWNS)), STREET_LINE, st.lists(PIECE, max_size=4).map(" ".join))
LETTER = st.lists(st.tuples(LINE, st.sampled_from(JOINTS[3:7])).map("".join), max_size=9).map("".join)
TEXT = st.tuples(st.one_of(BLOCK, LETTER), st.sampled_from(CODES)).map("".join)
drawn = settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


class Native:
    """The two functions of the library, with what they need of the forms of addresses."""

    def __init__(self):
        made = Program()
        self.forms = address_forms(made)
        self.keep = [(ctypes.c_char * len(data)).from_buffer_copy(data) for data in self._arrays(made)]
        self.program = layout.Program(*map(ctypes.addressof, self.keep))

    @staticmethod
    def _arrays(made):
        return made.code.tobytes(), made.starts.tobytes(), made.sets

    def _asked(self, function, symbols, place):
        return function(ctypes.byref(self.program), ctypes.byref(self.forms), symbols, len(symbols), place)

    def before(self, symbols, place):
        return self._asked(library().redact_address_before, symbols, place)

    def behind(self, symbols, place):
        return self._asked(library().redact_address_behind, symbols, place)


@cache
def native():
    return Native()


A_POSTCODE = Told(next(row for row in TABLE if row.entity_type == "UK_POSTCODE"), 1.0, ())
A_STREET = Told(STREETS[0], 1.0, ())


def alone(text):
    """The symbols of a text, alone in memory."""
    symbols = bytes(map(symbol, text))
    return (ctypes.c_uint8 * len(symbols)).from_buffer_copy(symbols)


def begins(text, place):
    return next((match.start for match in addresses(text, [Match(A_POSTCODE, place, place)])), place)


def ends(text, place):
    return next((match.end for match in addresses(text, [Match(A_STREET, place, place)])), place)


def agree(text, befores, behinds):
    """How many addresses were longer than what was found, after both have said the same of all."""
    symbols = alone(text)
    expected = [*(begins(text, place) for place in befores), *(ends(text, place) for place in behinds)]
    said = [native().before(symbols, place) for place in befores]
    said += [native().behind(symbols, place) for place in behinds]
    assert said == expected, text
    return sum(one != place for one, place in zip(said, [*befores, *behinds], strict=True))


def agree_on_findings(text):
    streets = [found.end() for street in STREET for found in street.finditer(text)]
    return agree(text, [found.start() for found in CODE.finditer(text)], streets)


def agree_everywhere(text):
    """At each place of a text, and of the text cut off there."""
    places = range(len(text) + 1)
    agree(text, places, places)
    for place in places:
        agree(text[:place], [place], [0, place])


def test_dense_text():
    assert sum(map(agree_on_findings, dense(400_000))) > 100


def test_the_lines_of_the_table():
    assert sum(map(agree_on_findings, LINES)) > 3
    for line in LINES:
        agree(line, range(len(line) + 1), range(len(line) + 1))


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("12 Mill Lane, Leeds, LS1 4DY", 0),
        ("I live at 12 Mill Lane LS1 4DY", 10),
        ("we met at Rose Cottage LS1 4DY", 10),
        ("Flat 2, Rose Court, 12 Mill Lane, Leeds LS1 4DY", 0),
        ("Address: Flat 2, 12 Mill Lane\nLeeds\nLS1 4DY", 17),
        ("Mary Hill, 020 7946 0018, LS1 4DY", 26),
        ("(Flat 2 12 Mill Lane LS1 4DY", 1),
        ("lives Flat 2 12 Abc Bcd Cde Def Efg LS1 4DY", 6),
        ("lives Flat #2 12 Mill Lane LS1 4DY", 6),
        ("Flat 1, Flat 2, Flat 3, 12 Mill Lane LS1 4DY", 8),
        (f"{'A' * 24} {'B' * 18} Lane, LS1 4DY", 0),
        (f"{'A' * 24} {'B' * 19} Lane, LS1 4DY", 51),
        ("LS1 4DY", 0),
    ],
)
def test_where_the_address_before_a_postcode_begins(text, begin):
    place = text.index("LS1")
    assert begins(text, place) == begin
    agree_everywhere(text)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("12 Mill Lane, Springfield, IL 62704 is it", 35),
        ("12 Mill Lane, Apt 4, New York, NY 10001-1234", 44),
        ("12 Mill Lane IL 62704", 21),
        ("12 Mill Lane, IL 627045", 12),
        ("12 Mill Lane", 12),
    ],
)
def test_where_the_address_behind_a_street_ends(text, end):
    assert ends(text, 12) == end
    agree_everywhere(text)


@drawn
@given(TEXT)
def test_addresses_made_of_pieces(text):
    agree_on_findings(text)
    places = {0, len(text), *(found.end() for found in re.finditer(r"[,;\n ]+|\w+", text))}
    agree(text, places, places)


@settings(drawn, max_examples=60)
@given(BLOCK)
def test_at_every_place(text):
    agree_everywhere(text[-60:])


@pytest.mark.parametrize("gap", [*range(REACH - 4, REACH + 4), 46, 47, 48, 49, 50])
@pytest.mark.parametrize("sign", [" ", ",", "x", "\n", "é"])
def test_how_far_back_an_address_is_looked_for(gap, sign):
    for start in ("Flat 2, 12 Mill Lane", "Rose House", "12 Mill Lane, 7 "):
        for joint in (",", " ", ""):
            text = f"{start}{joint}{sign * (gap - len(joint))}"
            agree(text, range(len(text) - 6, len(text) + 1), [])


@pytest.mark.parametrize("place", [-1, -300, 1, 300])
def test_a_place_outside_of_the_text_is_itself(place):
    assert native().before(alone(""), place) == place
    assert native().behind(alone(""), place) == place
