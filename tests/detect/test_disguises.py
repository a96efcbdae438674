"""Values in disguise are found where they stand; what only looks like a disguise is left alone."""

import base64
import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.detect.disguises import DISGUISES, places, proven, seen_through
from redact.detect.identifiers import TABLE
from redact.detect.normalise import normalise
from redact.detect.scan import Scanner
from redact.detect.seen import Seen

SCANNER = Scanner(TABLE, 0.4)


def look(text):
    """What is found in a text, and the signs in it of a disguise."""
    return Seen(list(SCANNER.scan(text)), list(proven(text, places(text))), put_in=False)


def seen(text):
    """What is seen through disguises alone: entity type, the text covered, score and reasons."""
    view = normalise(text)
    for match in seen_through(view.text, proven(view.text, places(view.text)), look):
        start, end = view.span(match.start, match.end)
        yield match.pattern.entity_type, text[start:end], match.score, match.why


PHONE, MAIL, CARD, NHS = "PHONE_NUMBER", "EMAIL_ADDRESS", "CREDIT_CARD", "UK_NHS"
NINO, IBAN, POSTCODE, BANK = "UK_NINO", "IBAN_CODE", "UK_POSTCODE", "UK_BANK_ACCOUNT"
LETTERS = "".join(f"&#{ord(letter)};" for letter in "sarah@example.org")
PERCENTS = "".join(f"%{ord(letter):02x}" for letter in "sarah@example.org")

# before, the value as it is written, behind, type
DISGUISED = [
    # line breaks in numbers
    ("Ring ", "07700\n900123", " today", PHONE),
    ("> Ring ", "07700\n> 900123", " today", PHONE),
    (">> Ring ", "07700 \r\n>> 900123", " today", PHONE),
    ("Tel: ", "020 7946\n0000", ".", PHONE),
    ("Call ", "+44\n7700 900123", " now", PHONE),
    ("Tel: ", "(01632)\n960001", " (office)", PHONE),
    ("Tel: ", "07700-\n900-123", " (office)", PHONE),
    ("Card: ", "4012 8888\n8888 1881", " expires", CARD),
    ("Paid with ", "4012-8888-\n8888-1881", " at", CARD),
    ("Card number:\n", "4012\n8888\n8888\n1881", "\nThanks", CARD),
    ("NHS number ", "943 476\n5919", " was", NHS),
    ("", "943 476\n5919", "", NHS),
    ("NHS no. ", "943-476-\n5919", ", seen", NHS),
    ("NINO ", "QQ 12 34\n56 C", "", NINO),
    ("NINO ", "QQ123456\nC", ".", NINO),
    ("the flat in ", "SW1A\n1AA", ", London", POSTCODE),
    ("IBAN ", "GB29 NWBK 6016\n1331 9268 19", " at", IBAN),
    ("IBAN ", "GB29NWBK6016\n13319268 19", " at", IBAN),
    ("Sort code and account ", "20-00-00\n55779911", "", BANK),
    ("host ", "192.168.\n1.20", " is down", "IP_ADDRESS"),
    # line breaks in dates
    ("She was born on ", "12 March\n1985", " in Leeds", "DATE_OF_BIRTH"),
    ("She was born on ", "12\nMarch 1985", " in Leeds", "DATE_OF_BIRTH"),
    ("> born on ", "3rd\n> May 1971", " in Leeds", "DATE_OF_BIRTH"),
    # line breaks and blanks in addresses
    ("mail ", "sarah@exam-\nple.org", " please", MAIL),
    ("mail ", "sarah@exam\nple.org", " please", MAIL),
    ("mail ", "sarah.collins@\nexample.org", " now", MAIL),
    ("> mail ", "sarah.collins@\n> example.org", " now", MAIL),
    ("mail ", "sarah.collins@example.\norg", "", MAIL),
    ("mail ", "sarah.collins@example.co.\nuk", "", MAIL),
    ("mail ", "sarah@example\n.org", " now", MAIL),
    ("mail ", "sarah.col-\nlins@example.org", " now", MAIL),
    ("E-mail: ", "sarah.\ncollins@example.org", " now", MAIL),
    ("mail ", "sarah_\ncollins@example.org", " now", MAIL),
    ("E-mail ", "sarah. collins@ example .org", "", MAIL),
    ("write to ", "sarah @ example.org", " now", MAIL),
    ("write to ", "sarah@ example. co. uk", " now", MAIL),
    ("", "s a r a h @ e x a m p l e . c o m", "", MAIL),
    ("see ", "https://www.example.org/people/\nsarah-collins?x=1", " or", "URL"),
    # HTML entities
    ("mail ", "sarah&#64;example&#46;org", " now", MAIL),
    ("mail ", "sarah&commat;example&period;org", " now", MAIL),
    ("mail ", "sarah&#x40;example.org", " now", MAIL),
    ("mail ", "sarah&amp;#64;example.org", " now", MAIL),
    ("<p>", LETTERS, "</p>", MAIL),
    ("ring ", "07700&nbsp;900123", "", PHONE),
    ("ring ", "07700&#160;900123", "", PHONE),
    ("ring ", "07700&amp;#xA0;900&shy;123", "", PHONE),
    ("NHS number ", "943&nbsp;476&nbsp;5919", "", NHS),
    ("card ", "4012&#45;8888&#45;8888&#45;1881", "", CARD),
    # percent codes
    ("https://x.example/?q=", "%2B447700900123", "&x", PHONE),
    ("tel%3A", "07700900123", "", PHONE),
    ("ring ", "07700%20900123", "", PHONE),
    ("mailto%3A", "sarah%40example.org", " x", MAIL),
    ("mail ", "sarah%2540example.org", " x", MAIL),
    ("mail ", PERCENTS, " x", MAIL),
    # escapes of programs
    ('{"m": "', "sarah\\u0040example.org", '"}', MAIL),
    ('{"m": "', "sarah\\x40example.org", '"}', MAIL),
    ('{"m": "Tel\\n', "07700 900123", '"}', PHONE),
    ('{"m": "Tel ', "07700\\n900123", '"}', PHONE),
    ('{"m": "Tel ', "07700\\u00a0900123", '"}', PHONE),
    ('{"m": "', "http:\\/\\/example.org\\/sarah", '"}', "URL"),
    # quoted-printable
    ("mail ", "sarah=40example.org", " now", MAIL),
    ("mail ", "sarah@exam=\nple.org", " now", MAIL),
    ("Ring ", "07700=20900123", " now", PHONE),
    ("Ring ", "07700=C2=A0900123", " now", PHONE),
    ("Ring ", "07700 9=\r\n00123", " now", PHONE),
    # letters for digits
    ("Ring ", "O7700 9OO l23", " now", PHONE),
    ("Ring ", "0770O-9OO123", " now", PHONE),
    ("Tel: ", "+44 77OO 9OOI23", " now", PHONE),
    ("NHS ", "943 47G 5919", "", NHS),
    ("", "4O12 8888 8888 1881", "", CARD),
    ("card ", "4012 8888 BB88 I88I", "", CARD),
    ("NINO ", "QQl23456C", "", NINO),
    ("NINO ", "QQ l2 34 56 C", "", NINO),
    ("London ", "SW1A OAA", "", POSTCODE),
    ("London ", "SWIA 1AA", "", POSTCODE),
    ("sort code ", "2O-OO-00", "", BANK),
    ("", "GB29 NWBK 6O16 I331 9268 19", "", IBAN),
    ("Passport no: ", "l2345678O", "", "UK_PASSPORT"),
    ("born on ", "12/O3/1985", "", "DATE_OF_BIRTH"),
    ("server ", "192.l68.1.20", "", "IP_ADDRESS"),
    # figures set apart
    ("NHS number ", "9 4 3 4 7 6 5 9 1 9", "", NHS),
    ("NINO ", "Q Q 1 2 3 4 5 6 C", "", NINO),
    # one under another
    ("Ring ", "O7700\n9OO l23", " now", PHONE),
    ("mail ", "sarah&#64;exam=\nple.org", " now", MAIL),
    ("mail ", "sarah&#64;exam-\nple.org", " now", MAIL),
    ("Ring ", "&#79;7700 9OO l23", " now", PHONE),
    ("Ring ", "07700&#8203;\n900123", " now", PHONE),
    # behind letters outside the Basic Multilingual Plane, and among look-alikes
    ("😀😀 Ring ", "07700\n900123", " 😀", PHONE),
    ("😀 mail ", "sarah&#64;example.org", " 😀", MAIL),
    ("Ring ", "\u041e7700 9\u041e\u041e l23", " now", PHONE),
    ("Ring ", "０７７００\n９００１２３", " now", PHONE),
]


@pytest.mark.parametrize(("before", "value", "behind", "entity_type"), DISGUISED)
def test_a_value_in_disguise_is_found_where_it_stands(before, value, behind, entity_type):
    found = list(seen(before + value + behind))
    assert (entity_type, value) in [(kind, covered) for kind, covered, _, _ in found]
    assert all(0.4 <= score <= 0.95 for _, _, score, _ in found)
    assert any(reason.startswith("read ") for _, _, _, why in found for reason in why)


RANDOM = random.Random(20)
BYTES = bytes(RANDOM.randrange(256) for _ in range(6000))


def numbers(columns, width, sign, rows=120):
    low, high = 10 ** (width - 1), 10**width
    return "\n".join(sign.join(str(RANDOM.randrange(low, high)) for _ in range(columns)) for _ in range(rows))


NOTHING = {
    **{
        f"{columns} columns of {width} figures, {sign!r}": numbers(columns, width, sign)
        for columns in (1, 2, 5)
        for width in (1, 2, 4, 6, 8)
        for sign in (" ", "\t", ", ", "|")
    },
    "years one a line": "\n".join(map(str, range(1900, 2030))),
    "years at the ends of lines": "\n".join(f"It was in {year}\n{year % 90} people came" for year in range(1900, 2000)),
    "a dump in small letters": "\n".join(BYTES[place : place + 16].hex(" ") for place in range(0, 6000, 16)),
    "a dump in capitals": "\n".join(BYTES[place : place + 16].hex(" ").upper() for place in range(0, 6000, 16)),
    "a dump in words": "\n".join(BYTES[place : place + 16].hex(" ", 2).upper() for place in range(0, 6000, 16)),
    "a long number in base sixteen": BYTES.hex().upper(),
    "base64": base64.encodebytes(BYTES).decode(),
    "prices": "\n".join(f"{RANDOM.randrange(9999)}.{RANDOM.randrange(10, 99)} GBP 120.00" for _ in range(99)),
    "product codes": "B0OK1 SOIL I5 O2 5G 16GB 32GB 64GB B12 1980s 10 l S3 I/O 128B 2B or not 2B G20 20s 30s AS400",
    "words in capitals": "SOIL OIL BOSS GIGS SO IS DO GO 2 BIS 4 ISLES I O U 5 SOLO 12 BOLS. THIS IS 1 OF 5 IDS",
    "a time": "It WAS 1PM. HIS 1ST. AS 5TH, IS 2ND",
    "sizes": "\n".join(f"{size}B {size % 97}G {size % 61}S" for size in range(10, 400, 7)),
    "permissions": "chmod 0o755 l33t 1S 5S 0xDEADBEEF 0b1011 1e10 2l 3L",
    "a matrix": "\n".join(" ".join(str(RANDOM.randrange(10)) for _ in range(10)) for _ in range(90)),
    "a matrix of noughts and ones": "\n".join(" ".join(RANDOM.choice("01") for _ in range(16)) for _ in range(90)),
    "rows with a name": "\n".join(f"Row {row}: 1 0 2 3 1 4 5 {row % 10} 9 8" for row in range(90)),
    "a numbered list": "\n".join(f"{item}. Item {item * 37}" for item in range(200)),
    "pages": "\n".join(f"Page {item * 3}\n{item}. Item" for item in range(100)),
    "totals": "\n\n".join(f"Total {item * 7919 % 10000}\n{item * 104729 % 100000} Leeds" for item in range(100)),
    "footnotes": "\n".join(
        f"see [{item}], pp. {item}-{item + 9}\n{1990 + item % 30}; vol {item}" for item in range(90)
    ),
    "web pages": "<td>1&nbsp;234&nbsp;567</td>&amp;&#8217;&nbsp;&#8364;5,000&nbsp;000 &lt;b&gt; " * 20,
    "web addresses": "see https://example.com/a%20b?x=%2F2023&y=1%2C000 and https://example.com/\nthe page. " * 9,
    "handles": "hey @bob how is @alice . see you @ home. RT @x: yes @ 5pm @ the pub.\n@carol\nchart @work rocks",
    "an address that ends a sentence": "Write to sarah@example.org. Then wait.\nsarah@example.org\nand Tom",
    "a sentence before an address": "Please write to me. sarah@example.org\nThat is it.\nsarah@example.org",
    "a program": "@property\ndef x(self):\n    return a@b.T\nm = a @ b.T @ c.x\nx = \\\n  5\nn=40px\nq=2D",
    "arithmetic": "x=20\n900123 = y\nwidth=40em; a=3D; 50%2 == 0; 100%20==0 %d%s %5.2f %04x",
    "logs": "\n".join(f"[{clock}] {clock % 24:02}:{clock % 60:02} {clock % 99}s {clock}ms" for clock in range(90)),
    "versions": "1.0.0\n2.0.1\n10.0.19041\n3.11.7 1.O.2 v2.l.0 R12 S10 I18N L10N B2B O3 SO2 H2O CO2",
    "signs": "a && b & c; R&D, AT&T &c. 5 &lt; 6 &copy; 2020 &mdash; 1999&ndash;2001",
    "tabs in programs": r"C:\new\table\x \n\t1 \r\n2 '\x00\x1b[0m' '\u00e9\u0430' \d+\.\d+",
    "Russian": "Москва, 12 мая 2001 г. В\n1998 году СССР, ВВС и США; дом 5\n15 человек, 1О тысяч, №3",
    "Greek": "Η Ελλάδα το 1821\n25 Μαρτίου, Β2 και Α1, 10 ΕΥΡΩ",
    "Cyrillic addresses in prose": "Он сказал: «ВОТ 5 ОС», и ушёл в 10 СОШ.",
    "Chinese": "二〇〇一年五月\n12日,电话① ② ③",
    "scores": "3-1\n2-0\n4-4 6-3 6-4\n7-6 O-2",
    "musical notes": "A4 B4 G4 D5 | B3 G3 | D4 S8 Z9",
    "dates one a line": "\n".join(f"{day:02}/05/2001" for day in range(1, 29)),
    "dates in words one a line": "\n".join(f"{day} May\n{day + 1}. Dinner" for day in range(1, 28)),
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_only_looks_like_a_disguise_is_left_alone(text):
    assert [(kind, covered, why[-1]) for kind, covered, _, why in seen(text)] == []


MAILS = st.sampled_from(["sarah.collins@example.org", "x.y@mail.example.co.uk", "tom_lee@example.com"])
PHONES = st.sampled_from(["07700 900123", "020 7946 0000", "+44 7700 900123"])
NUMBERS = st.sampled_from(["4012 8888 8888 1881", "GB29 NWBK 6016 1331 9268 19"])
PROSE = st.sampled_from(["", "The file says: ", "😀 Ein Brief, ", "Он писал: ", "e\u0301t\u00e9 \u200b, "])


def coded(letter, way):
    return {
        "entity": f"&#{ord(letter)};",
        "entity, base sixteen": f"&#x{ord(letter):x};",
        "percent": f"%{ord(letter):02X}",
        "escape": f"\\u{ord(letter):04x}",
        "plain": letter,
    }[way]


@settings(max_examples=150, deadline=None)
@given(st.data(), st.one_of(MAILS, PHONES, NUMBERS), PROSE, PROSE)
def test_a_value_in_codes_is_covered_exactly(data, value, before, behind):
    way = data.draw(st.sampled_from(["entity", "entity, base sixteen", "percent", "escape"]))
    marked = [place for place, letter in enumerate(value) if letter in "@ "] or [0]
    chosen = data.draw(st.sets(st.integers(0, len(value) - 1))) | set(marked) | ({0} if value[0] == "+" else set())
    written = "".join(coded(letter, way if place in chosen else "plain") for place, letter in enumerate(value))
    text = f"{before} {written} {behind}"
    assert written in [covered for _, covered, _, _ in seen(text)]


BREAKS = st.sampled_from(["\n", "\r\n", " \n", "\n> ", "\n>> ", "\r\n> "])


@settings(max_examples=150, deadline=None)
@given(st.data(), st.one_of(PHONES, NUMBERS), BREAKS, PROSE, PROSE)
def test_a_number_across_a_line_break_is_covered_exactly(data, value, cut, before, behind):
    gaps = [gap.start() for gap in re.finditer(r"(?<=[\dA-Z]) (?=\d)", value)]
    place = data.draw(st.sampled_from(gaps))
    written = value[:place] + cut + value[place + 1 :]
    assert written in [covered for _, covered, _, _ in seen(f"{before}It reads {written}, {behind}")]


@settings(max_examples=150, deadline=None)
@given(MAILS, st.data(), BREAKS, PROSE)
def test_an_address_across_a_line_break_is_covered_exactly(value, data, cut, before):
    places_of_cut = [value.index("@") + 1, value.rindex(".") + 1]
    place = data.draw(st.sampled_from(places_of_cut))
    written = value[:place] + cut + value[place:]
    assert written in [covered for _, covered, _, _ in seen(f"{before}mail {written} now")]


@settings(max_examples=150, deadline=None)
@given(st.one_of(PHONES, st.just("4012 8888 8888 1881")), st.data(), PROSE)
def test_misread_digits_are_covered_exactly(value, data, before):
    wrong = {"0": "Oo", "1": "lI"}
    open_to = [place for place, letter in enumerate(value) if letter in wrong]
    chosen = data.draw(st.sets(st.sampled_from(open_to), min_size=1, max_size=3))
    letters = [data.draw(st.sampled_from(wrong[x])) if n in chosen else x for n, x in enumerate(value)]
    written = "".join(letters)
    assert written in [covered for _, covered, _, _ in seen(f"{before}It reads {written} now")]


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("0179OolI @.&#64;%=\\nu\n\r>-abAC/:|"), max_size=300))
def test_any_text_is_read_and_every_match_lies_in_it(text):
    for match in seen_through(text, places(text), look):
        assert 0 <= match.start < match.end <= len(text)


@pytest.mark.parametrize("disguise", DISGUISES, ids=lambda disguise: disguise.name)
def test_triggers_are_plain_expressions_of_ascii(disguise):
    assert disguise.trigger.isascii()
    assert not re.search(r"\(\?[=!<P]|\\[1-9bBAZ]|[+*?}]\+", disguise.trigger)
    re.compile(disguise.trigger.encode())


@pytest.mark.parametrize("disguise", DISGUISES, ids=lambda disguise: disguise.name)
def test_the_plain_search_sees_every_trigger(disguise):
    texts = [*NOTHING.values(), *(before + value + behind for before, value, behind, _ in DISGUISED)]
    for text in (normalise(text).text for text in texts):
        known = [place for _, place in places(text, [disguise])]
        for found in re.finditer(disguise.trigger, text):
            assert any(found.start() - 1 <= place <= found.end() for place in known)


def test_hyperscan_takes_the_triggers():
    hyperscan = pytest.importorskip("hyperscan")
    triggers = [disguise.trigger.encode() for disguise in DISGUISES]
    hyperscan.Database().compile(expressions=triggers, ids=list(range(len(triggers))), elements=len(triggers))


def test_a_place_may_be_the_one_behind_the_trigger():
    text = "Ring 07700\n900123 today"
    ends = [(disguise, found.end()) for disguise in DISGUISES for found in re.finditer(disguise.trigger, text)]
    assert "07700\n900123" in [text[match.start : match.end] for match in seen_through(text, proven(text, ends), look)]


@pytest.mark.parametrize(
    "unit",
    [
        "1\n",
        "1 1\n",
        "1O1 ",
        "@ a",
        "a@\nb.",
        "&#64;",
        "%40",
        "\\u0040",
        "=40",
        "://a-\n",
        "1 ",
        "a_\nb@c.org ",
        "O1",
        "O",
    ],
)
def test_a_text_of_nothing_but_triggers_is_shown_a_few_times_at_most(unit):
    text = unit * (60_000 // len(unit))
    shown = []
    begun = time.process_time()
    list(
        seen_through(text, places(text), lambda plain: shown.append(len(plain)) or Seen([], list(places(plain)), False))
    )
    assert sum(shown) <= 12 * len(text)
    assert time.process_time() - begun < 10


def test_nothing_of_the_text_is_shown_in_reasons_or_names():
    for _, covered, _, why in seen("mail sarah&#64;example.org and ring 07700\n900123"):
        assert not any(covered in reason or "sarah" in reason for reason in why)
