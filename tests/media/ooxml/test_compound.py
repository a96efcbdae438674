"""Files packed as Office packs them: taken out of what others packed, packed so that others can take them out."""

import io
import struct

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.media.ooxml.compound import packed_in, taken_out


@pytest.mark.parametrize("size", [1, 4095, 4096, 70_000, 8_000_000])
def test_what_is_packed_comes_out_and_another_reader_finds_nothing_wrong(size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    made = packed_in("redacted1.txt", data)
    assert taken_out(made) == ("txt", data)
    assert len(made) % 512 == 0
    with olefile.OleFileIO(io.BytesIO(made)) as ole:
        assert ole.listdir() == [["\x01Ole10Native"]]
        assert not ole.parsing_issues
        assert data in ole.openstream("\x01Ole10Native").read()


def test_the_same_file_is_packed_the_same_way() -> None:
    assert packed_in("a.txt", b"x") == packed_in("a.txt", b"x")


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 6000), value=st.integers(0, 255), cut=st.integers(0, 6000))
def test_a_damaged_one_gives_a_file_or_none(at: int, value: int, cut: int) -> None:
    data = bytearray(packed_in("a.txt", b"hello" * 100))
    data[at % len(data)] = value
    for made in (bytes(data), bytes(data[:cut])):
        found = taken_out(made)
        assert found is None or isinstance(found[1], bytes)


def test_a_native_stream_that_lies_about_its_length_gives_none() -> None:
    made = packed_in("a.txt", b"hello")
    assert taken_out(made.replace(struct.pack("<I", 5) + b"hello", struct.pack("<I", 1 << 30) + b"hello")) is None
