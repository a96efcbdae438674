"""What another listener still hears of what was hidden is found, with its time; what was left on purpose is not."""

import pytest

from redact.types import (
    Alignment,
    Disguise,
    Edit,
    Effect,
    Finding,
    Modality,
    NewText,
    Part,
    Redaction,
    Replacement,
    TextSpan,
    TimeRange,
    Tone,
)
from redact.verify import Kind, expect, is_heard, leaks_in_speech
from redact.verify.hearing import Words

SAID = "My name is Margaret Thornton and my number is 07700 900123 thank you goodbye"
HIDDEN = {"PERSON": "Margaret Thornton", "PHONE_NUMBER": "07700 900123"}


def spoken(text: str, *, start: float = 0.0, channel: int | None = None, context: str = "speech") -> Part:
    """One word a second; "…" is a second of silence."""
    runs, kept, at = [], [], 0
    for number, word in enumerate(text.split()):
        if word != "…":
            runs.append((at, at + len(word), TimeRange("a1", start + number, start + number + 0.9, channel)))
            kept.append(word)
            at += len(word) + 1
    return Part("a1.speech", Modality.TEXT, " ".join(kept), context=context, alignment=Alignment.of(runs))


def redacted(
    text: Part, hidden: dict[str, str] = HIDDEN, what: Replacement | None = None
) -> tuple[tuple[Edit, ...], list[Redaction]]:
    done = []
    for kind, value in hidden.items():
        span = TextSpan("a1.speech", text.text.index(value), text.text.index(value) + len(value))
        finding = Finding(kind, (span,), 0.9, "test")
        places = text.alignment.locate(span.start, span.end) if text.alignment else ()
        region = TimeRange("a1", places[0].start, places[-1].end, places[0].channel)
        done.append(
            Redaction(finding, (Edit(region, what or Tone(), finding.key),), "silence", Effect.REMOVED, "sound")
        )
    return tuple(edit for each in done for edit in each.edits), done


def leaks(listened: Part, before: str = SAID, hidden: dict[str, str] = HIDDEN) -> list[tuple[str, float, float]]:
    original = spoken(before)
    edits, done = redacted(original, hidden)
    expected = expect(done, [], {"a1.speech": original.text}, frozenset({"a1.speech"}))
    found = list(leaks_in_speech(listened, original, edits, expected))
    assert all(leak.kind is Kind.HEARD and leak.finding is not None and not leak.value for leak in found)
    return [
        (leak.entity_type, region.start, region.end)
        for leak in found
        if leak.finding is not None
        for region in leak.finding.regions
        if isinstance(region, TimeRange)
    ]


def kinds(listened: str, **how: str) -> set[str]:
    return {kind for kind, _, _ in leaks(spoken(listened), **how)}


@pytest.mark.parametrize(
    "listened",
    [
        "My name is … … and my number is … … thank you goodbye",
        "My name's … … and my number's … … thank you good bye",
        "… … … … … … … … … … … … …",
        "My name is the Marsh and my number is in there thank you goodbye",
    ],
)
def test_nothing_is_found_where_nothing_is_left(listened: str) -> None:
    assert kinds(listened) == set()


@pytest.mark.parametrize(
    ("listened", "kind"),
    [
        ("My name is Margaret Thornton and my number is … … thank you goodbye", "PERSON"),
        ("My name is … Thornton and my number is … … thank you goodbye", "PERSON"),
        ("My name is … Thorton and my number is … … thank you goodbye", "PERSON"),
        ("My name is Marga … and my number is … … thank you goodbye", "PERSON"),
        ("My name is … … and my number is … 900123 thank you goodbye", "PHONE_NUMBER"),
        ("My name is … … and my number is 077 … thank you goodbye", "PHONE_NUMBER"),
        ("My name is … … and my number is oh-seven … thank you goodbye", "PHONE_NUMBER"),
        ("My name is … … and my number is … 23 thank you goodbye", "PHONE_NUMBER"),
    ],
)
def test_a_piece_beside_what_was_hidden_is_enough(listened: str, kind: str) -> None:
    assert kinds(listened) == {kind}


def test_what_is_heard_is_told_with_its_time_less_what_is_covered() -> None:
    listened = spoken("My name is … … and my number … 0900123 thank you goodbye", start=1.5)
    ((kind, start, end),) = leaks(listened)
    assert (kind, start, end) == ("PHONE_NUMBER", pytest.approx(10.9), pytest.approx(11.4))


def test_what_is_heard_where_all_is_covered_is_beside_the_cover() -> None:
    places = leaks(spoken("My name is … … and my number is … 900123 thank you goodbye"))
    assert sorted(places) == [
        ("PHONE_NUMBER", pytest.approx(8.7), pytest.approx(9.0)),
        ("PHONE_NUMBER", pytest.approx(10.9), pytest.approx(11.2)),
    ]


FAR = "My name is Margaret Thornton so good morning to all of you today and it was lovely to hear from {} yesterday"


@pytest.mark.parametrize("heard", ["Thornton", "Thorntan", "Margaret"])
def test_a_name_is_found_anywhere(heard: str) -> None:
    listened = FAR.replace("Margaret Thornton", "… …").format(heard)
    assert kinds(listened, before=FAR.format("somebody"), hidden={"PERSON": "Margaret Thornton"}) == {"PERSON"}


@pytest.mark.parametrize("heard", ["thorn", "Morton", "magazine", "Thornbury"])
def test_other_words_are_not_found_anywhere(heard: str) -> None:
    listened = FAR.replace("Margaret Thornton", "… …").format(heard)
    assert kinds(listened, before=FAR.format("somebody"), hidden={"PERSON": "Margaret Thornton"}) == set()


def test_a_number_is_found_anywhere_with_a_figure_lost() -> None:
    before = f"call {HIDDEN['PHONE_NUMBER']} if you would like to hear more of what we said of that thing before"
    hidden = {"PHONE_NUMBER": HIDDEN["PHONE_NUMBER"]}
    heard = "call … … if you would like to hear more of what we said 0770900123 or"
    assert kinds(heard, before=before, hidden=hidden) == {"PHONE_NUMBER"}
    assert kinds(heard.replace("0770900123", "07700 or … … … … 0123"), before=before, hidden=hidden) == set()


def test_what_was_left_in_the_original_may_be_heard_again() -> None:
    before = "Room 0770 and Thorn is where Margaret Thornton works and extension 123 is hers and more"
    heard = "Room 0770 and Thorn is where … … works and extension 123 is hers and more"
    assert kinds(heard, before=before, hidden={"PERSON": "Margaret Thornton"}) == set()


def test_a_value_of_another_part_is_looked_for_too() -> None:
    original = spoken("nothing of this kind was said")
    done = [
        Redaction(
            Finding("PERSON", (TextSpan("t1", 0, 9),), 0.9, "test"),
            (Edit(TextSpan("t1", 0, 9), NewText(""), "k"),),
            "remove",
            Effect.REMOVED,
            "page 1",
        )
    ]
    expected = expect(done, [], {"t1": "Gallagher", "a1.speech": original.text}, frozenset({"a1.speech"}))
    listened = spoken("nothing of Gallagher kind was said")
    assert [leak.entity_type for leak in leaks_in_speech(listened, original, (), expected)] == ["PERSON"]


def test_another_voice_hides_no_words() -> None:
    original = spoken(SAID)
    edits, done = redacted(original, what=Disguise(b"seed"))
    expected = expect(done, [], {"a1.speech": original.text}, frozenset({"a1.speech"}))
    assert {leak.entity_type for leak in leaks_in_speech(original, original, edits, expected)} == set(HIDDEN)


def test_what_one_channel_covers_is_heard_in_the_other() -> None:
    original = spoken(SAID, channel=0)
    edits, done = redacted(original)
    expected = expect(done, [], {"a1.speech": original.text}, frozenset({"a1.speech"}))
    found = list(leaks_in_speech(spoken(SAID, channel=1), original, edits, expected))
    regions = [region for leak in found if leak.finding for region in leak.finding.regions]
    assert regions
    assert {region.channel for region in regions if isinstance(region, TimeRange)} == {1}


def test_only_texts_that_were_heard_are_attacked() -> None:
    assert is_heard(spoken("a word"))
    assert is_heard(spoken("a word", context="speech by whisper-tiny-en"))
    assert not is_heard(spoken("a word", context="name"))
    assert not is_heard(Part("p1", Modality.TEXT, "a word", context="speech"))
    assert Words.read(None).rows == ()
