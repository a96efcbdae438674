"""The matcher tells of an expression what ``re`` tells: where it matches at a place, and where its finding stands.

What is drawn leaves out what no expression of ours has and where ``re`` has ways of its own: loops over what may be
empty, and ``\\B`` in an empty text.
"""

import ctypes
from array import array
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings

from redact.detect.identifiers import TABLE
from redact.detect.native import layout
from redact.detect.native.library import library
from redact.detect.native.program import Program
from redact.detect.native.symbols import symbol
from tests.detect.identifier_cases import CASES
from tests.detect.native.drawn import EXPRESSIONS, TEXTS
from tests.detect.native.material import LINES, compiled, expressions, fitting, lines, mistaken

pytestmark = pytest.mark.skipif(library() is None, reason="the C library is not built")


class Native:
    """The matcher with some expressions, each told by its number."""

    def __init__(self, regexes):
        made = Program()
        self.numbers = [made.add(regex) for regex in regexes]
        self._arrays = [made.code.tobytes(), made.starts.tobytes(), made.sets]
        kept = [ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p).value for data in self._arrays]
        self._program = ctypes.byref(layout.Program(*kept))
        self._span = array("i", [0, 0])
        self._at = ctypes.c_void_p(self._span.buffer_info()[0])
        self._match = library().redact_match_at

    def spans(self, number, text):
        """What the expression matches at each place of a text."""
        symbols, size = bytes(map(symbol, text)), len(text)
        return [
            tuple(self._span) if self._match(self._program, number, symbols, size, place, self._at) else None
            for place in range(size + 1)
        ]


def spans(expression, text):
    """What ``re`` says that it matches at each place: the group named x, the whole where that has no place."""
    group = "x" if "x" in expression.groupindex else 0
    found = (expression.match(text, place) for place in range(len(text) + 1))
    return [match and (match.span(group) if match[group] is not None else match.span()) for match in found]


def matched(native, number, regex, texts):
    """At how many places of the texts the expression matches, after both have said the same of all."""
    said = 0
    for text in texts:
        expected = spans(compiled(regex), text)
        assert native.spans(number, text) == expected, (regex, text)
        said += len(expected) - expected.count(None)
    return said


@pytest.fixture(scope="module")
def ours():
    return Native(expressions())


@pytest.mark.parametrize("seed", range(4))
def test_every_expression_of_ours_matches_as_re_says_at_every_place_of_lines_with_mistakes(ours, seed):
    both = zip(ours.numbers, expressions(), strict=True)
    said = [matched(ours, number, regex, lines(regex, seed * 10_000 + number)) for number, regex in both]
    assert len(said) - said.count(0) > 500


def test_every_expression_of_ours_matches_as_re_says_wherever_a_text_ends(ours):
    for number, regex in zip(ours.numbers, expressions(), strict=True):
        line = Random(number).choice(fitting(regex) or LINES)
        matched(ours, number, regex, [line[:end] for end in range(len(line))])


def test_every_row_matches_as_re_says_in_its_own_lines_with_mistakes():
    random = Random(11)
    for row in TABLE:
        own = [line.replace("⟦", "").replace("⟧", "") for line in CASES[row.name]]
        texts = own + [mistaken(random.choice(own), random) for _ in range(40)]
        assert matched(Native([row.regex]), 0, row.regex, texts), row.name


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(EXPRESSIONS, TEXTS)
@example(r"(?:a(?P<x>b)|a)+?(?(x)1|b)", ["ab1", "aab", "aabb"])
@example(r"(?:(?:ab??){2,}+|(?P<x>a+?)b)(?P=x)", ["abab", "aaba", "abaab"])
@example(r"(?:ab|a){1,3}(?:ba|ab){2}", ["abaabab", "ababab", "aabab"])
@example(r"a$", ["a", "a\n", "a\n\n", "a\nb"])
def test_any_expression_matches_as_re_says(regex, texts):
    matched(Native([regex]), 0, regex, texts)


@pytest.mark.parametrize("regex", ["(?=(?P<x>a))a", "(?>(?P<x>a)b?)", "(?:(?P<x>a)b)++", "(?!(?P<x>ab))"])
def test_a_finding_may_not_stand_where_nothing_undoes_it(regex):
    with pytest.raises(ValueError, match="where nothing undoes it"):
        Program().add(regex)


@pytest.mark.parametrize("regex", ["(?:" * 17 + "a" + "b){2,3}" * 17, "".join(f"(a)(?<=a)\\{n}" for n in range(1, 9))])
def test_an_expression_with_more_loops_or_groups_than_there_is_room_for_is_refused(regex):
    with pytest.raises(ValueError, match="at most"):
        Program().add(regex)
