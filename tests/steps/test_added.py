"""What a reviewer added: in the document or refused, with the words under its boxes, and nothing is lost by it."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.errors import PolicyError
from redact.resolve.overlaps import settle
from redact.steps.added import beside, echoes_of, placed, with_added
from redact.types import (
    Alignment,
    Box,
    Clip,
    Finding,
    KeyFrame,
    Modality,
    Part,
    Picture,
    Region,
    Sound,
    TextSpan,
    TimeRange,
    Track,
)

TEXT = "Kim Bow came late"


def letters(text: str) -> Alignment:
    """Each letter ten pixels wide on one line; spaces come from nowhere."""
    runs = [(n, n + 1, Box("s", 10.0 * n, 0, 10.0 * n + 10, 20)) for n, letter in enumerate(text) if letter != " "]
    return Alignment.of(runs)  # type: ignore[arg-type]


def parts() -> dict[str, Part]:
    nothing: list[object] = []
    listed = [
        Part("t", Modality.TEXT, "A letter of Kim Bow."),
        Part("s", Modality.IMAGE, Picture(400, 100, lambda: nothing), "page 1", 1),  # type: ignore[arg-type, return-value]
        Part("s.text", Modality.TEXT, TEXT, "page 1", 1, alignment=letters(TEXT)),
        Part("a", Modality.AUDIO, Sound(10.0, 8000, 1, lambda *_: nothing)),  # type: ignore[arg-type, return-value]
        Part("v", Modality.VIDEO, Clip(100, 100, 5.0, lambda: iter(()))),
    ]
    return {part.id: part for part in listed}


def added(*regions: Region, entity_type: str = "PERSON") -> Finding:
    return Finding(entity_type, regions, 1.0, "review", why=("added by a reviewer",))


@pytest.mark.parametrize(
    "region",
    [
        TextSpan("t", 3, 21),
        TextSpan("t", 3, 3),
        TextSpan("s", 0, 1),
        TextSpan("gone", 0, 1),
        Box("s", 400, 0, 420, 20),
        Box("s", 5, 5, 5, 20),
        Box("t", 0, 0, 1, 1),
        TimeRange("a", 9, 20),
        TimeRange("s", 0, 1),
        Track("v", ()),
        Track("v", (KeyFrame(0.0, Box("v", 200, 0, 210, 10)),)),
    ],
)
def test_a_region_that_is_not_in_the_document_is_refused_in_a_line(region: Region) -> None:
    with pytest.raises(PolicyError, match="a reviewer's decision names a p"):
        placed([added(region)], parts())


def test_what_is_in_the_document_is_taken_as_it_is() -> None:
    track = Track("v", (KeyFrame(0.0, Box("v", 0, 0, 10, 10)),))
    listed = [added(each) for each in (TextSpan("t", 3, 20), TimeRange("a", 1, 2), track, Box("s", 300, 60, 390, 90))]
    assert placed(listed, parts()) == tuple(listed)
    assert placed([], {}) == ()


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (0, 70, "Kim Bow"),
        (0, 30, "Kim"),
        (12, 70, "Kim Bow"),  # most of it goes, so all of it goes
        (22, 70, "Bow"),
        (31, 39, ""),
        (0, 400, TEXT),
    ],
)
def test_the_words_under_a_box_come_with_it(left: float, right: float, words: str) -> None:
    box = Box("s", left, 2, right, 18)
    ((found),) = placed([added(box)], parts())
    assert found.regions[0] == box
    assert "".join(TEXT[span.start : span.end] for span in found.regions[1:] if isinstance(span, TextSpan)) == words


def test_each_box_has_its_own_words_behind_it() -> None:
    first, second = Box("s", 0, 0, 30, 20), Box("s", 80, 0, 120, 20)
    (found,) = placed([added(first, second)], parts())
    assert found.regions == (first, TextSpan("s.text", 0, 3), second, TextSpan("s.text", 8, 12))


def test_a_box_on_another_page_finds_no_words_here() -> None:
    more = parts()
    more["q"] = Part("q", Modality.IMAGE, more["s"].content, "page 2", 2)
    (found,) = placed([added(Box("q", 0, 0, 70, 20))], more)
    assert len(found.regions) == 1


class TestAmongTheRest:
    TEXTS: ClassVar = {"t": "Kim Bow met Kim Bow. BOW left. bow and arrow", "u": "Of Kim Bow"}

    def test_further_places_of_the_words_are_found(self) -> None:
        (here,) = [added(TextSpan("t", 0, 7))]
        there = Finding("PERSON", (TextSpan("u", 3, 10),), 0.9, "names/1")
        found = echoes_of([here], [there], self.TEXTS)
        said = [
            self.TEXTS[span.part][span.start : span.end]
            for each in found
            for span in each.regions
            if isinstance(span, TextSpan)
        ]
        assert said[:1] == ["Kim Bow"] and "bow" not in said and {each.detector for each in found} == {"echo"}
        assert all(each.regions != there.regions for each in found)

    def test_words_under_a_box_are_looked_for_too(self) -> None:
        drawn = added(Box("s", 0, 0, 9, 9), TextSpan("u", 3, 10), entity_type="HIDDEN")
        assert [each.regions for each in echoes_of([drawn], [], self.TEXTS)] == [
            (TextSpan("t", 0, 7),), (TextSpan("t", 12, 19),),
        ]  # fmt: skip

    def test_without_words_there_is_nothing_to_look_for(self) -> None:
        assert echoes_of([added(Box("s", 0, 0, 9, 9))], [], self.TEXTS) == []

    def test_what_stays_stays_beside_what_was_added(self) -> None:
        stays = Finding("PERSON", (TextSpan("t", 0, 7),), 0.9, "x")
        (left,) = beside([stays], [added(TextSpan("t", 4, 7))], self.TEXTS)
        assert left.regions == (TextSpan("t", 0, 3),)
        assert beside([stays], [], self.TEXTS) == (stays,)
        assert beside([stays], [added(TextSpan("t", 0, 8))], self.TEXTS) == ()

    @given(
        st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=6),
        st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=4),
    )
    def test_nothing_that_was_added_is_lost_and_no_two_overlap(
        self, found: list[tuple[int, int]], more: list[tuple[int, int]]
    ) -> None:
        text = "abcdefghij" * 6
        goes = settle([Finding("X", (TextSpan("t", a, a + n),), 0.5, "x") for a, n in found], {"t": text})
        drawn = [added(TextSpan("t", a, a + n)) for a, n in more]
        together = with_added(goes, [*drawn, added(Box("s", 0, 0, 1, 1))], {"t": text})
        spans = sorted((r.start, r.end) for f in together for r in f.regions if isinstance(r, TextSpan))
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
        covered = {n for start, end in spans for n in range(start, end)}
        wanted = {
            n for f in (*goes, *drawn) for r in f.regions if isinstance(r, TextSpan) for n in range(r.start, r.end)
        }
        assert covered == wanted
        assert sum(isinstance(f.regions[0], Box) for f in together) == 1
