"""Letters that stand for people: only where the document says so, and then everywhere."""

import pytest

from redact.resolve.subjects.initials import initialled
from redact.types import Finding, TextSpan


def letters(text: str, *names: str) -> list[str]:
    found = [
        Finding("PERSON", (TextSpan("p", text.index(name), text.index(name) + len(name)),), 0.9, "test")
        for name in names
    ]
    spans = [finding.regions[0] for finding in initialled(found, {"p": text})]
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jane Whitmore (JW) spoke. JW left, and KB stayed.", ["JW", "JW"]),
        ("Present: Jane Whitmore\nJW: I agree.\nAction: JW", ["JW", "JW"]),
        ("Jane Ann Whitmore [JAW] met Tom. JAW's view; JW's too.", ["JAW", "JAW"]),
        ("Jane Whitmore spoke of JW.", []),
        ("Jane Whitmore (JW) of JW-Brown, JW&Co and a.JW.", ["JW"]),
        ("Grace Patel (GP) was there. See your GP.", []),
        ("Whitmore (W) spoke", []),
    ],
)
def test_introduced_letters_are_found_and_others_left(text, found):
    names = [name for name in ("Jane Whitmore", "Jane Ann Whitmore", "Grace Patel", "Whitmore") if name in text][:1]
    assert letters(text, *names) == found


def test_letters_of_nobody_who_was_found_are_left():
    assert letters("Kim Brown spoke. (JW) left, JW: no.", "Kim Brown") == []


def test_a_document_without_people_has_none():
    assert initialled([], {"p": "(JW) and JW: yes"}) == []
