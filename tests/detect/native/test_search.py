"""The native search as the detector uses it: by several threads, with words from outside, over seams, in any script."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from redact.detect import scan
from redact.detect.identifiers import TABLE, scanner
from redact.detect.scan import Scanner
from redact.errors import MissingError
from tests.bench.dense import dense

FLOOR = 0.4


def found(text, outside="", way="native"):
    return set(scanner((), FLOOR, way).scan(text, outside))


def test_threads_do_not_hear_each_others_results():
    texts = dense(200_000)
    alone = [found(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert all(list(pool.map(found, texts)) == alone for _ in range(3))


@pytest.mark.parametrize("outside", ["Telephone", "NHS number", "user_phone_number", "Order no.", "Asset", "Телефон"])
@pytest.mark.parametrize("text", ["943 476 5919", "0118 496 0018", "1955839661", "34 ABC 1234", "x@y.example"])
def test_words_from_outside_say_the_same_to_every_search(text, outside):
    assert found(text, outside) == found(text, outside, "plain")


@pytest.mark.parametrize("letter", ["é", "Ж", "\u4e00", "\U0001f600", "\ud800", "\u2028"])
def test_offsets_count_characters_whatever_stands_before(letter):
    (match,) = (match for match in found(f"{letter * 7} mary.hill@example.org") if match.pattern.name == "e-mail")
    assert (match.start, match.end) == (8, 29)


def test_blocks_find_what_one_block_finds(monkeypatch):
    text = "\n".join(dense(120_000))
    whole = found(text)
    monkeypatch.setattr(scan, "BLOCK", 30_000)
    assert found(text) == whole


def test_a_search_that_was_not_built_is_refused_where_it_is_asked_for_and_replaced_where_not(monkeypatch):
    monkeypatch.setattr(scan, "library", lambda: None)
    with pytest.raises(MissingError, match="not built"):
        Scanner(TABLE, FLOOR, "native")
    match = next(iter(Scanner(TABLE[:1], FLOOR).scan("mary.hill@example.org")))
    assert match.pattern is TABLE[0]
