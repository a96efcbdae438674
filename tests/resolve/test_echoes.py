"""Looking for further places only where there can be any changes nothing; nor do the shorter ways to count and tell."""

from math import inf
from unittest.mock import patch

import numpy  # noqa: F401  # to load it takes longer than a property may
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from redact.occurrences import Folds, Wanted, folded, squash, standing_more
from redact.policy import load
from redact.resolve.bounds import Bounds
from redact.resolve.echoes import echoes, further_echoes
from redact.resolve.overlaps import settle
from redact.resolve.subjects import with_subjects
from redact.types import Finding, TextSpan

WORDS = ("Kim", "KIM", "kim", "Ann Lowe", "07700 900123", "07700900123", "123 45", "12345", "a@b.example", "ﬁn", "...")
TYPES = ("PERSON", "PHONE_NUMBER", "EMAIL_ADDRESS", "AGE")
TEXTS = st.builds(str.join, st.sampled_from([" ", "", "_", ", "]), st.lists(st.sampled_from(WORDS), max_size=12))


@st.composite
def documents(draw: st.DrawFn) -> tuple[dict[str, str], list[Finding]]:
    texts = {"b": draw(TEXTS), "a": draw(TEXTS)}
    made = []
    for _ in range(draw(st.integers(0, 8))):
        part = draw(st.sampled_from(("a", "b")))
        edges = st.integers(0, len(texts[part]))
        word = draw(st.sampled_from(WORDS))
        at = texts[part].find(word)
        start, end = sorted((draw(edges), draw(edges))) if at < 0 else (at, at + len(word))
        kind, score = draw(st.sampled_from(TYPES)), draw(st.sampled_from((0.5, 0.8)))
        made.append(Finding(kind, (TextSpan(part, start, end),), score, "d"))
    return texts, made


@given(documents())
def test_further_echoes_change_what_all_echoes_change(document: tuple[dict[str, str], list[Finding]]) -> None:
    texts, found = document
    goes = settle(found, texts)
    all_of_them = settle([*goes, *echoes(goes, texts, Folds())], texts)
    assert settle([*goes, *further_echoes(goes, texts, Folds())], texts) == all_of_them


@given(st.dictionaries(st.sampled_from(("a", "aa", "ab", "aba", "1")), st.integers(1, 3)), st.lists(st.text("ab1 ")))
def test_values_are_counted_alike_one_by_one_and_all_at_once(times: dict[str, int], texts: list[str]) -> None:
    one_by_one = standing_more(times, texts)
    with patch("redact.occurrences._ONE_BY_ONE", -1):
        assert not times or standing_more(times, texts) == one_by_one
    whole = " ".join(map(folded, texts))
    assert one_by_one == {
        value for value in times if sum(map(whole.startswith, [value] * len(whole), range(len(whole)))) > times[value]
    }


@given(st.text(st.sampled_from("ab1 ,ﬁß\u200b_é")), st.integers(1, 5))
def test_a_letter_is_found_where_it_stood(text: str, block: int) -> None:
    squashed = squash(text)
    with patch("redact.occurrences._BLOCK", block), patch("redact.occurrences._LONG", block):
        finders = squashed.finder(0), squashed.finder(10**9)
        letters = range(len(squashed.text))
        assert [finders[0](at) for at in letters] == [finders[1](at) for at in letters] == list(squashed.origin)


@given(TEXTS, st.lists(st.sampled_from(WORDS), min_size=1), st.lists(st.integers(0, 60)), st.data())
def test_places_beyond_what_is_covered(text: str, values: list[str], edges: list[int], data: st.DataObject) -> None:
    ordered = sorted(set(edges))
    covered = list(zip(ordered[::2], ordered[1::2], strict=False))
    rivals = frozenset(data.draw(st.sets(st.integers(0, len(values) - 1))))
    wanted = Wanted(values)
    assert list(wanted.beyond(text, covered, rivals)) == [
        place
        for place in wanted.occurrences(text)
        if not any(start <= place.start and place.end <= end for start, end in covered)
        or (place.value in rivals and (place.start, place.end) in covered)
    ]


def test_places_are_the_same_for_values_in_passing() -> None:
    text = "Kim Bow, kim.bow and 07700 900123" * 3
    values = ("Kim Bow", "07700900123", "...")
    assert list(Wanted(values, passing=True).occurrences(text)) == list(Wanted(values).occurrences(text))


@given(st.sampled_from(("PERSON", "HEALTH", "NOT_KNOWN")), st.floats(0, 1))
def test_bounds_say_what_the_policy_says(entity_type: str, score: float) -> None:
    policy = load("default")
    finding = Finding(entity_type, (TextSpan("a", 0, 1),), score, "d")
    goes, flagged = Bounds(policy).parted([finding, finding])
    assert bool(goes) == policy.finds(entity_type, score) and len(goes) in (0, 2)
    assert bool(flagged) == policy.flags(entity_type, score) and len(flagged) < 2
    assert not policy.finds("HEALTH", inf)


def test_a_finding_with_a_subject_is_the_finding_otherwise() -> None:
    finding = Finding("PERSON", (TextSpan("a", 1, 2),), 0.5, "d", why=("so",))
    assert with_subjects([finding], {"a": "Ann"}, Folds()).findings == (replace(finding, subject="PERSON-1"),)
    (moved,) = with_subjects([finding], {"a": "Ann"}, Folds(), "text").findings
    assert moved == replace(finding, subject="PERSON-1", regions=(TextSpan("text", 1, 2),))
