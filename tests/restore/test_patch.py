"""A patch makes one file of another, whatever the two are."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from redact.restore.patch import patch, patched

PIECES = st.lists(st.sampled_from([b"a" * 40, bytes(range(64)), b"PERSON_abcdefgh", b"Sarah", b"\0", b"\n" * 33]))


@given(old=st.binary() | PIECES.map(b"".join), new=st.binary() | PIECES.map(b"".join))
def test_any_file_of_any_other(old: bytes, new: bytes) -> None:
    assert patched(old, patch(old, new)) == new


def test_what_both_have_is_not_stored_again() -> None:
    chance = random.Random(7)
    words = [f"{chance.getrandbits(40):010x}" for _ in range(20_000)]
    new = " ".join(words).encode()
    old = " ".join("PERSON_aaaabbbbccccdddd" if n % 500 == 0 else word for n, word in enumerate(words)).encode()
    assert len(patch(old, new)) < len(new) / 50


def test_files_that_have_nothing_in_common_cost_no_more_than_the_file() -> None:
    chance = random.Random(7)
    old, new = chance.randbytes(300_000), chance.randbytes(300_000)
    made = patch(old, new)
    assert patched(old, made) == new
    assert len(made) < 1.01 * len(new)
