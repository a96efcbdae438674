"""Where a name ends whose last word looks like an ordinary one."""

import pytest

from redact.detect.name_tail import with_tail


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Ly To said so", "Ly", "Ly To"),
        ("by Lan Tôn Thất on Tuesday", "Lan Tôn", "Lan Tôn Thất"),
        ("Thanks to Dinh To.", "Dinh", "Dinh To"),
        ("Hung To's bag", "Hung", "Hung To"),
        ("Sarah to come", "Sarah", "Sarah"),
        ("Sarah May come On Monday", "Sarah", "Sarah"),
        ("Sarah Monday was", "Sarah", "Sarah"),
        ("Sarah The cat", "Sarah", "Sarah"),
        ("John Smith Says No To Deal", "John Smith", "John Smith"),
        ("Hill, Mary", "Hill", "Hill, Mary"),
        ("of Hill, Mary", "Hill", "Hill"),
        ("Pinnock, Curtly | absent", "Pinnock", "Pinnock, Curtly"),
        ("1 Hall\nHill, Ann-Marie\t3", "Hill", "Hill, Ann-Marie"),
        ("see Hill, Leeds | 3", "Hill", "Hill"),
        ("Sarah Hill, Leeds", "Sarah Hill", "Sarah Hill"),
        ("Sarah MP said", "Sarah", "Sarah"),
    ],
)
def test_where_a_name_ends(text: str, name: str, whole: str) -> None:
    start = text.index(name)
    assert text[start : with_tail(text, start, start + len(name))] == whole
