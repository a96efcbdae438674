"""A text as symbols, one byte a character: what an expression can tell apart stays apart."""

import re
import sys
import unicodedata
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.detect.native.expressions import taken_apart
from redact.detect.native.symbols import BEFORE, SIGNS, encoded, symbol
from tests.detect.native.material import expressions

ASTRAL = range(0x10000, sys.maxunicode + 1, 7)
EVERY = [chr(code) for code in chain(range(0x10000), ASTRAL) if unicodedata.category(chr(code)) != "Cn"]
KINDS = [re.compile(kind) for kind in (r"\w", r"\d", r"\s")]


def in_python(codes, count, known, made):
    """What the library does with codes of four bytes, said in Python."""
    for place in range(count):
        code = int.from_bytes(codes[place * 4 : place * 4 + 4], "little")
        if not known[code] and code:
            return place
        made[place] = known[code]
    return count


def kinds(letter):
    return [bool(kind.match(letter)) for kind in KINDS]


def test_every_character_shares_its_symbol_only_with_those_of_its_class():
    assert [hex(ord(letter)) for letter in EVERY if kinds(letter) != kinds(SIGNS[symbol(letter)])] == []


def test_every_letter_shares_its_symbol_only_with_letters_of_its_case():
    def case(letter):
        return letter.isalpha(), letter.isupper(), letter.islower()

    letters = [letter for letter in EVERY if letter.isalpha()]
    assert [hex(ord(letter)) for letter in letters if case(letter) != case(SIGNS[symbol(letter)])] == []


def test_ascii_and_the_letters_of_latin_stand_for_themselves():
    own = [*map(chr, range(0x80)), *map(chr, range(0xA0, 0x100))]
    assert [letter for letter in own if symbol(letter) != ord(letter) or SIGNS[ord(letter)] != letter] == []


def test_no_character_has_the_symbol_that_stands_before_a_text():
    assert BEFORE not in set(map(symbol, EVERY))


@pytest.mark.parametrize(
    "text", ["\xe9\xff\x80\x9f\xa0", "\U0001f600a\U00010400", "\ud800\udfffa", "\u0130\u0663\u2028\x00", ""]
)
def test_a_text_has_a_byte_for_each_character(text):
    assert encoded(text, in_python) == bytes(map(symbol, text))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(st.characters(), max_size=40), st.text(st.characters(max_codepoint=0xFF), max_size=40))
def test_any_text_has_the_symbols_of_its_characters(text, latin):
    assert encoded(text, in_python) == bytes(map(symbol, text))
    assert encoded(latin, in_python) == bytes(map(symbol, latin))


@pytest.mark.parametrize(
    "expression", ["\u0391", "[^\u4e00]", "[a\u0431-\u0434]", "(?i:\u0401)", "x(?!\u2603)", "a|\U0001f600", "\x85"]
)
def test_an_expression_that_names_a_character_without_a_symbol_is_refused(expression):
    with pytest.raises(ValueError, match="has no symbol of its own"):
        taken_apart(expression)


@pytest.mark.parametrize("expression", [r"\w[^a]\W.", "[\u20ac\u2588]\u0130", "[\xc0-\xff]"])
def test_one_that_names_kinds_and_characters_with_symbols_is_not(expression):
    assert len(taken_apart(expression)[0]) >= 1


def test_case_is_folded_among_symbols_as_it_is_among_characters():
    """What of Latin-1 has another case beyond it has a symbol there: K is the sign of degrees Kelvin, too."""
    latin = [letter for letter in SIGNS if letter.isalpha() and ord(letter) < 0x100]
    folded = {letter: re.compile(f"(?i:{re.escape(letter)})") for letter in latin}
    others = [letter for letter in EVERY if letter.lower() in latin or letter.upper() in latin]
    pairs = [(one, other) for one in latin for other in others if folded[one].match(other)]
    assert len(pairs) > len(latin)
    assert [pair for pair in pairs if not folded[pair[0]].match(SIGNS[symbol(pair[1])])] == []


def test_no_expression_of_ours_tells_characters_apart_that_share_a_symbol():
    assert all(taken_apart(expression) for expression in expressions())
