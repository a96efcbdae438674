"""What holds for every handler, tried on a small file of every type that one serves."""

from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random

import pytest

from redact import registry
from redact.contracts import Changes, Handler
from redact.errors import MissingError, RedactError, UnreadableError
from redact.types import (
    Box,
    Clip,
    Document,
    Edit,
    Fill,
    KeyFrame,
    Modality,
    NewText,
    Part,
    Picture,
    Sound,
    TextSpan,
    TimeRange,
    Tone,
    Track,
    Words,
)
from tests.small_files import MAKERS, STAYS, make

WORDS = ("Zelphora", "Quindriss")
ARCHIVES = {"_archive", "_tar", "_packed", "_mailbox"}
"""Makers of files that have no words of their own, only those of the files inside."""
NO_WORDS = {"_picture", "_camera", "_dicom", "_sound", "_film", *ARCHIVES}
PLAIN = frozenset({".txt", ".md", ".log", ".yaml", ".py", ".sql"})
"""Of the many endings of plain text, those that are tried: all are served alike."""
TRIED = sorted(suffix for suffix in MAKERS if MAKERS[suffix].__name__ != "_plain" or suffix in PLAIN)
HOLDS_TEXT = sorted(suffix for suffix in TRIED if MAKERS[suffix].__name__ not in NO_WORDS)
LINEAR = {"_mailbox", "_subtitles", "_tar", "_plain", "_table", "_html", "_mail", "_json_lines"}
"""Makers of files that are whole wherever they end, so that nobody can know that they were cut."""
STREAMS = {"_sound", "_film"}
"""Makers of files that players take as far as they go, so that a cut may pass for an early end."""
every_suffix = pytest.mark.parametrize("suffix", TRIED)


@cache
def handlers() -> tuple[Handler, ...]:
    """Those that can be imported; that all can is held by the suite over every plugin."""
    loaded = []
    for name in registry.available("handlers"):
        with suppress(MissingError):
            loaded.append(registry.load("handlers", name))
    return tuple(plugin(plugin.Options()) for plugin in loaded)


def handler_of(suffix: str) -> Handler:
    (handler,) = (handler for handler in handlers() if suffix in handler.suffixes)
    return handler


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("small")
    return lambda suffix: make(folder / f"small{suffix}", WORDS)


def whole(part: Part) -> Edit:
    """The edit that leaves nothing of a part."""
    match part.content:
        case str() | Words():
            return Edit(TextSpan(part.id, 0, len(part.text)), NewText("X"), "f")
        case Picture(width, height):
            return Edit(Box(part.id, 0, 0, width, height), Fill((9, 9, 9)), "f")
        case Sound(duration):
            return Edit(TimeRange(part.id, 0.0, duration + 1), Tone(), "f")
        case Clip(width, height, duration):
            box = Box(part.id, 0, 0, width, height)
            return Edit(Track(part.id, (KeyFrame(0.0, box), KeyFrame(duration + 1, box))), Fill((9, 9, 9)), "f")


def mentions(part: Part) -> list[Edit]:
    """An edit for each place where one of the words stands."""
    found = []
    for word in WORDS:
        start = part.text.find(word)
        while start >= 0:
            found.append(Edit(TextSpan(part.id, start, start + len(word)), NewText("X"), "f"))
            start = part.text.find(word, start + 1)
    return sorted(found, key=lambda edit: edit.region.start)


def texts(document: Document) -> list[Part]:
    return [part for part in document.parts if part.modality is Modality.TEXT]


def in_any_text(document: Document, words: Iterable[str]) -> list[str]:
    said = "\n".join(part.text for part in texts(document)).casefold()
    return [word for word in words if word.casefold() in said]


def written(suffix: str, source: Path, target: Path, edits: Iterable[Edit]) -> Document:
    handler = handler_of(suffix)
    document = handler.load(source)
    handler.write(document, Changes(tuple(edits), inside(suffix, document)), target)
    return handler.reopen(target)


def inside(suffix: str, document: Document) -> dict[str, tuple[str, bytes]]:
    """What came back of the files in an archive, which has nothing else; of others nothing does."""
    if MAKERS[suffix].__name__ not in ARCHIVES:
        return {}
    return {child.id: (f"{child.id}.txt", b"released") for child in document.children}


def test_every_type_that_a_handler_serves_is_tried_here() -> None:
    served = {suffix for handler in handlers() for suffix in handler.suffixes}
    assert served == set(MAKERS), "add what makes a small file of the type to tests/small_files.py"
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in served)


@every_suffix
def test_the_same_file_gives_the_same_parts_and_is_left_as_it_was(suffix: str, small) -> None:
    source = small(suffix)
    before = source.read_bytes()
    first, second = handler_of(suffix).load(source), handler_of(suffix).load(source)
    assert [part.id for part in first.parts] == [part.id for part in second.parts]
    assert len({part.id for part in first.parts}) == len(first.parts)
    assert source.read_bytes() == before


@every_suffix
def test_ids_places_and_reprs_hold_structure_and_no_words(suffix: str, small) -> None:
    document = handler_of(suffix).load(small(suffix))
    shown = [part.id + part.place for part in document.parts] + [repr(document)]
    assert not [word for text in shown for word in (*WORDS, *STAYS) if word.casefold() in text.casefold()]


@every_suffix
def test_what_is_written_unchanged_can_be_opened_by_other_means_and_keeps_its_content(
    suffix: str, small, tmp_path: Path
) -> None:
    document = written(suffix, small(suffix), tmp_path / f"out{suffix}", ())
    assert [path.name for path in tmp_path.iterdir()] == [f"out{suffix}"]
    if suffix in HOLDS_TEXT:
        assert in_any_text(document, STAYS) == list(STAYS)
    ids = {part.id for part in handler_of(suffix).load(small(suffix)).parts if part.modality is not Modality.TEXT}
    assert ids <= {part.id for part in document.parts}


@pytest.mark.parametrize("suffix", HOLDS_TEXT)
def test_what_is_taken_out_of_a_text_is_gone_and_the_rest_stays(suffix: str, small, tmp_path: Path) -> None:
    parts = texts(handler_of(suffix).load(small(suffix)))
    edits = [edit for part in parts if not part.raw for edit in mentions(part)]
    assert edits
    document = written(suffix, small(suffix), tmp_path / f"out{suffix}", edits)
    assert in_any_text(document, WORDS) == []
    assert in_any_text(document, STAYS) == list(STAYS)


@every_suffix
def test_nothing_is_left_when_every_part_goes(suffix: str, small, tmp_path: Path) -> None:
    parts = [part for part in handler_of(suffix).load(small(suffix)).parts if not part.raw and part.content != ""]
    target = tmp_path / f"out{suffix}"
    document = written(suffix, small(suffix), target, map(whole, parts))
    assert in_any_text(document, (*WORDS, *STAYS)) == []
    assert not [word for word in WORDS if word.encode() in target.read_bytes()]
    for part in document.parts:
        if part.id in {part.id for part in parts}:
            assert_blank(part)


def assert_blank(part: Part) -> None:
    match part.content:
        case Picture(pixels=pixels):
            assert_uniform(pixels())
        case Clip(frames=frames):
            for frame in frames():
                assert_uniform(frame.pixels())
        case Sound(duration=duration, samples=samples):
            assert abs(samples(16_000, 0.0, duration)).max() < 0.01


def assert_uniform(pixels) -> None:
    assert int(pixels.max()) - int(pixels.min()) <= 24


@every_suffix
def test_metadata_is_offered_or_dropped(suffix: str, small, tmp_path: Path) -> None:
    source = small(suffix)
    parts = [part for part in handler_of(suffix).load(source).parts if part.modality is Modality.TEXT and not part.raw]
    target = tmp_path / f"out{suffix}"
    written(suffix, source, target, [edit for part in parts for edit in mentions(part)])
    assert not [word for word in WORDS if word.encode() in target.read_bytes()]


def look_at_everything(document: Document) -> None:
    """Decode whatever is decoded late."""
    for part in document.parts:
        match part.content:
            case Picture(pixels=pixels):
                pixels()
            case Clip(frames=frames):
                [frame.pixels() for frame in frames()]
            case Sound(duration=duration, samples=samples):
                samples(16_000, 0.0, duration)


def gone_through(suffix: str, data: bytes, folder: Path) -> None:
    """Load, look and write, and check that an error of ours leaves nothing behind."""
    source, target = folder / f"bad{suffix}", folder / f"out{suffix}"
    source.write_bytes(data)
    handler = handler_of(suffix)
    try:
        document = handler.load(source)
        look_at_everything(document)
        handler.write(document, Changes((), inside(suffix, document)), target)
    except RedactError as error:
        assert not target.exists()
        assert not [word for word in (*WORDS, *STAYS) if word.casefold() in repr(error).casefold()]
        raise


@every_suffix
def test_noise_is_refused(suffix: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        gone_through(suffix, Random(7).randbytes(3000), tmp_path)


@every_suffix
def test_an_empty_file_is_refused_or_stays_empty_text(suffix: str, tmp_path: Path) -> None:
    if MAKERS[suffix].__name__ in LINEAR:
        with suppress(UnreadableError):
            gone_through(suffix, b"", tmp_path)
            assert len((tmp_path / f"out{suffix}").read_bytes()) < 200
    else:
        with pytest.raises(UnreadableError):
            gone_through(suffix, b"", tmp_path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@every_suffix
def test_a_file_that_was_cut_is_refused_where_it_can_be_known(suffix: str, share: float, small, tmp_path: Path) -> None:
    data = small(suffix).read_bytes()
    cut = data[: int(len(data) * share)]
    if MAKERS[suffix].__name__ in LINEAR | STREAMS:
        target = tmp_path / f"out{suffix}"
        with suppress(UnreadableError):
            gone_through(suffix, cut, tmp_path)
        if target.exists():
            look_at_everything(handler_of(suffix).reopen(target))
    else:
        with pytest.raises(UnreadableError):
            gone_through(suffix, cut, tmp_path)


@every_suffix
def test_a_file_of_another_type_under_its_name_is_refused_or_read_for_what_it_is(
    suffix: str, small, tmp_path: Path
) -> None:
    other = small(".docx" if suffix not in {".docx", ".docm", ".dotx", ".dotm", ".zip"} else ".png").read_bytes()
    with pytest.raises(UnreadableError):
        gone_through(suffix, other, tmp_path)


@every_suffix
def test_a_file_that_is_not_there_is_refused(suffix: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        handler_of(suffix).load(tmp_path / f"absent{suffix}")
