"""Spoken forms become written ones, and every letter still knows the words that it came from."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.read.speech.spoken import written_down
from redact.read.speech.spoken_text import Change, apply, as_heard

CHANGED = {
    "on 0-7-7-0-0-9-0-0-1-2-3 after 6 o'clock": "on 07700900123 after 6 o'clock",
    "on 0-7-7-0-0, 9-0-0, 1-2-3.": "on 07700 900 123.",
    "on 07 7 0 0 9 0 0 4 5 6 if": "on 07700900456 if",
    "on 077, 0, 0, 9, 0, 0, 1, 2, 3, after": "on 07700900123, after",
    "ring O207-946-0958 on weekdays": "ring 02079460958 on weekdays",
    "ring O2O 7-9-46, O9-5-8": "ring 0207946 0958",
    "oh seven seven double oh, nine hundred, four five six": "07700 900 456",
    "it is 0 7 7 er, 0 0, 9 0 0 um 4 5 6": "it is 07700900456",
    "code is 2 0 4 5 6 7 and account 3 1 9 2 6 8 1 9": "code is 204567 and account 31926819",
    "the number is double seven 4 3 2 1": "the number is 774321",
    "192 dot 168 dot 0 dot 1": "192.168.0.1",
    "L-S-6, 3-H-N near": "LS6 3HN near",
    "the postcode is LS6-3HN": "the postcode is LS6 3HN",
    "it is Q Q 1 2 3 4 5 6 C": "it is QQ123456C",
    "my name is S-M-I-T-H.": "my name is SMITH.",
    "sarah dot collins at example dot com": "sarah.collins@example.com",
    "Sarah.collins at example.com": "Sarah.collins@example.com",
    "My email address is www.sera.collinsatexample.com": "My email address is www.sera.collins@example.com",
    "my e-mail is collins at example.co.uk": "my e-mail is collins@example.co.uk",
    "go to example dot com": "go to example.com",
    "it is November Romeo 17, 4 Whiskey Quebec, near": "it is NR17 4WQ, near",
    "November Romeo 17 for Whiskey Quebec near": "NR17 4WQ near",
    "Sure, Kilo Mike 596350 Bravo. Thanks": "Sure, KM596350B. Thanks",
    "it's T for Tommy, H for Harry, O for orange": "it's THO",
    "S as in sugar, M for an apple": "SM",
    "the code is Sierra247xrayGolf near": "the code is S247XG near",
    "E for Edward, Ex for Xylophone, Why for yellow": "EXY",
}
UNCHANGED = [
    "wait for John, as for me, see for yourself",
    "the MP3 player, the golf hotel and an X-ray in 2019",
    "one of the two",
    "rooms 4, 5 and 6",
    "I am 4, 5 or 6",
    "on 14-3-1986 we met",
    "1,234,567 pounds and 2,000 more",
    "the NHS number is 943-476-5919",
    "I work at example.com",
    "the 14th of March 1986",
    "QQ123456C on the form",
    "I met Charlie and Mike in November 2017",
    "Victor Oscar is here",
    "a for effort",
    "look at the dot on the map",
    "Saturday at nine",
    "my home address is not at whatsapp.com",
]


def heard(text: str) -> list[str]:
    """Cut as the speech model cuts: a word takes the space before it, a hyphen begins a new one."""
    return re.findall(r"\s*-?[^\s-]+", text)


@pytest.mark.parametrize(("said", "written"), CHANGED.items())
def test_spoken_forms_become_written_ones(said: str, written: str) -> None:
    assert written_down(heard(said)).text == written


@pytest.mark.parametrize("said", UNCHANGED)
def test_what_is_in_doubt_stays(said: str) -> None:
    assert written_down(heard(said)).text == said


def test_a_written_digit_knows_its_word_and_a_doubled_one_both() -> None:
    words = ["My", " number", " oh", " seven", " double", " four", " nine"]
    written = written_down(words)
    assert written.text == "My number 07449"
    runs = {written.text[start:end]: source for start, end, source in written.runs()}
    assert runs["0"] == (2, 2)
    assert runs["44"] == (4, 5)
    assert runs["9"] == (6, 6)


pieces = st.sampled_from(
    [
        " at",
        " dot",
        " oh",
        " double",
        " 7",
        "-7",
        " 077,",
        " O2",
        " L",
        "-S",
        " er",
        " com",
        " mail",
        "",
        " ",
        " hundred",
    ]
)


@given(st.lists(pieces, max_size=14))
def test_every_letter_came_from_words_in_the_order_they_were_said(words: list[str]) -> None:
    written = written_down(words)
    assert len(written.text) == len(written.sources)
    for letter, source in zip(written.text, written.sources, strict=True):
        assert letter.isspace() or source is not None
    firsts = [source[0] for source in written.sources if source is not None]
    assert firsts == sorted(firsts)
    runs = written.runs()
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(runs))


@given(st.lists(pieces, max_size=10), st.integers(0, 30), st.integers(0, 8), st.text(max_size=5))
def test_a_change_keeps_what_stands_around_it(words: list[str], start: int, length: int, new: str) -> None:
    before = as_heard(words)
    start = min(start, len(before.text))
    end = min(start + length, len(before.text))
    after = apply(before, lambda _: iter([Change(start, end, new)]))
    assert after.text == before.text[:start] + new + before.text[end:]
    assert after.sources[:start] == before.sources[:start]
    assert after.sources[start + len(new) :] == before.sources[end:]
