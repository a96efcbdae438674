"""Both ways of looking for words and expressions report the same places."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.detect.words import Expression, Finder, Hyperscan, Plain, Wanted, Word, finder, has_hyperscan

WANTED: tuple[Wanted, ...] = (
    Word(b"tel"),
    Word(b"tel", whole=True),
    Word(b"telephone", whole=True),
    Word(b"ref no", whole=True),
    Word(b"u/", whole=True),
    Word(b"://"),
    Word(b"eye"),
    Expression(rb"[0-9] ?@"),
    Expression(rb"[A-Z][0-9]"),
)
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [b"tel", b"Tel", b"TELEPHONE", b"ref no", b"u/", b"://", b"eyeye", b"1 @", b"A1", b"_", b"\xe9"]
        ),
        st.binary(max_size=3),
    ),
    max_size=12,
).map(b"".join)
LETTERS = string.ascii_letters.encode()


def places(find: Finder, data: bytes) -> set[tuple[int, int]]:
    return set(find(data))


def read_one_by_one(data: bytes) -> set[tuple[int, int]]:
    found = set()
    for number, what in enumerate(WANTED):
        source = what.source if isinstance(what, Expression) else b"(?i:" + re.escape(what.letters) + b")"
        for start in range(len(data)):
            inside = isinstance(what, Word) and what.is_plain and start and data[start - 1] in LETTERS
            if re.compile(source).match(data, start) and not inside:
                found.add((number, start))
    return found


@pytest.fixture(scope="module", params=[Plain, Hyperscan])
def find(request) -> Finder:
    if request.param is Hyperscan and not has_hyperscan():
        pytest.skip("hyperscan has no wheel here")
    return request.param(WANTED)


@given(data=TEXTS)
def test_every_place_is_reported_and_no_other(find, data):
    assert places(find, data) == read_one_by_one(data)


def test_a_whole_word_may_stand_behind_anything_but_a_letter(find):
    assert (1, 2) in places(find, b"1_tel") and (1, 1) in places(find, b"\xe9tel")
    assert (1, 1) not in places(find, b"xtel") and (0, 1) in places(find, b"xtel")


def test_nothing_is_found_where_nothing_is_looked_for():
    for kind in (Plain, Hyperscan) if has_hyperscan() else (Plain,):
        assert places(kind([]), b"tel") == set()


def test_the_plain_way_is_taken_where_it_is_asked_for_or_the_other_is_missing(monkeypatch):
    assert isinstance(finder(WANTED, plain=True), Plain)
    monkeypatch.setattr("redact.detect.words.has_hyperscan", lambda: False)
    assert isinstance(finder(WANTED), Plain)
