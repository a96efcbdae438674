"""DICOM: pictures covered in their own depth, tags that go, identifiers made anew."""

import struct
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np
import pydicom
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom import uid
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence

from redact.contracts import Changes
from redact.errors import PluginError, PolicyError, RedactError, UnreadableError, UnsupportedError
from redact.media.dicom import DicomHandler, DicomOptions
from redact.types import Box, Edit, Fill, NewText, TextSpan
from tests import camera_files

HANDLER = DicomHandler(DicomOptions())
WORDS = ("Zelphora", "Quindriss")
PACKED = [
    "MR_small.dcm", "MR_small_RLE.dcm", "MR_small_bigendian.dcm", "MR_small_implicit.dcm", "MR_small_jp2klossless.dcm",
    "MR_small_jpeg_ls_lossless.dcm", "image_dfl.dcm", "SC_rgb_jpeg_gdcm.dcm", "SC_rgb_rle_2frame.dcm",
    "SC_ybr_full_422_uncompressed.dcm", "SC_rgb_dcmtk_+eb+cy+np.dcm", "liver_1frame.dcm", "rtdose.dcm",
    "examples_palette.dcm", "SC_rgb_rle_16bit_2frame.dcm",
]  # fmt: skip
"""Files that pydicom carries: all the ways in which pixels are packed."""


def carried(name: str) -> Path:
    path = get_testdata_file(name, download=False)
    if path is None:
        pytest.skip("pydicom does not carry this file")
    return Path(path)


def over(part: str, *place: int, colour=(0, 0, 0)) -> Edit:
    return Edit(Box(part, *place), Fill(colour), "f")


def copied(source: Path, target: Path, *edits: Edit, handler: DicomHandler = HANDLER):
    handler.write(handler.load(source), Changes(edits), target)
    return handler.reopen(target)


def seen(document, part: str = "i1") -> np.ndarray:
    return document.part(part).content.pixels()


@pytest.mark.parametrize("name", PACKED)
def test_every_packing_is_shown_covered_and_opened_by_others(name: str, tmp_path: Path) -> None:
    document = HANDLER.load(carried(name))
    edits = [over(part.id, 1, 1, 5, 5) for part in document.parts]
    HANDLER.write(document, Changes(tuple(edits)), tmp_path / "b.dcm")
    copy = HANDLER.reopen(tmp_path / "b.dcm")
    for part in document.parts:
        before, after = part.content.pixels().copy(), seen(copy, part.id)
        assert not after[1:5, 1:5].any()
        before[1:5, 1:5] = 0
        assert abs(before.astype(int) - after).max() <= 1
    again = pydicom.dcmread(tmp_path / "b.dcm")
    assert again.pixel_array.size >= again.Rows * again.Columns
    assert list(HANDLER.unseen(tmp_path / "b.dcm")) == []
    assert list(HANDLER.unseen(carried(name)))


def test_lossless_jpeg_of_other_libraries_gives_the_same_numbers(tmp_path: Path) -> None:
    plain = pydicom.dcmread(carried("MR_small.dcm")).pixel_array
    copied(carried("MR_small_jpeg_ls_lossless.dcm"), tmp_path / "b.dcm")
    assert (pydicom.dcmread(tmp_path / "b.dcm").pixel_array == plain).all()


def test_what_is_not_covered_keeps_every_bit(tmp_path: Path) -> None:
    source = camera_files.dicom(tmp_path / "a.dcm", WORDS)
    copied(source, tmp_path / "b.dcm", over("i1", 10, 10, 30, 20))
    before, after = (pydicom.dcmread(tmp_path / name).pixel_array.copy() for name in ("a.dcm", "b.dcm"))
    assert not after[10:20, 10:30].any()
    before[10:20, 10:30] = 0
    assert (before == after).all()


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (120, 120, 120)])
@pytest.mark.parametrize("kind", ["MONOCHROME1", "MONOCHROME2"])
def test_a_fill_has_its_colour_in_the_window(kind: str, colour, tmp_path: Path) -> None:
    source = camera_files.dicom(
        tmp_path / "a.dcm", WORDS, PhotometricInterpretation=kind, WindowCenter="1000", WindowWidth="900",
        RescaleSlope="2", RescaleIntercept="-100",
    )  # fmt: skip
    copy = copied(source, tmp_path / "b.dcm", over("i1", 10, 10, 30, 20, colour=colour))
    assert abs(seen(copy)[10:20, 10:30].astype(int) - colour).max() <= 2
    assert pydicom.dcmread(tmp_path / "b.dcm").PhotometricInterpretation == kind


def test_words_outside_of_the_window_are_shown_as_well(tmp_path: Path) -> None:
    pixels = np.full((64, 96), 3000, np.uint16)
    pixels[20:40, 30:60] = 3600
    pixels[:4] = 0
    source = camera_files.dicom(tmp_path / "a.dcm", WORDS, pixels=pixels, WindowCenter="500", WindowWidth="1000")
    document = HANDLER.load(source)
    assert [part.id for part in document.parts] == ["i1", "w1"]
    assert np.ptp(seen(document)[10:]) == 0
    assert np.ptp(seen(document, "w1")[10:]) > 30
    copy = copied(source, tmp_path / "b.dcm", over("w1", 28, 18, 62, 42))
    assert not seen(copy, "w1")[18:42, 28:62].any()
    assert 3600 not in pydicom.dcmread(tmp_path / "b.dcm").pixel_array


def test_what_is_kept_in_spare_bits_goes(tmp_path: Path) -> None:
    pixels = np.full((64, 96), 100, np.uint16)
    pixels[10:20, 10:20] |= 0x8000
    copied(camera_files.dicom(tmp_path / "a.dcm", WORDS, pixels=pixels), tmp_path / "b.dcm")
    assert pydicom.dcmread(tmp_path / "b.dcm").pixel_array.max() == 100


def test_frames_are_parts_and_each_is_covered_alone(tmp_path: Path) -> None:
    pixels = np.stack([np.full((20, 30), 50 * n + 40, np.uint8) for n in range(3)])
    source = tmp_path / "a.dcm"
    camera_files.dicom(source, WORDS, pixels=pixels[0], NumberOfFrames=3, PixelData=pixels.tobytes(), FrameTime="40")
    copy = copied(source, tmp_path / "b.dcm", over("i2", 0, 0, 30, 20))
    assert [part.id for part in copy.parts if part.id.startswith("i")] == ["i1", "i2", "i3"]
    assert not seen(copy, "i2").any()
    assert seen(copy, "i3").max() == 255
    assert pydicom.dcmread(tmp_path / "b.dcm").NumberOfFrames == 3


class Corner:
    """Secret words, a new one each time."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self) -> str:
        self.given.append(f"Zeb{len(self.given):02d}Quill")
        return self.given[-1]


def laden(path: Path, word: Corner) -> Path:
    """A word in every corner: tags of all kinds, sequences, private ones, overlays, curves, preamble, padding."""
    camera_files.dicom(path, [word(), word()])
    file = pydicom.dcmread(path)
    texts = (
        "InstitutionName ReferringPhysicianName StationName StudyDescription SeriesDescription OperatorsName "
        "PatientComments OtherPatientIDs EthnicGroup AccessionNumber StudyID DeviceSerialNumber ProtocolName "
        "ImageComments RequestingPhysician RequestedProcedureDescription PatientAddress AdditionalPatientHistory "
        "DerivationDescription BodyPartExamined RetrieveAETitle ContentDescription DeidentificationMethod"
    )
    for name in texts.split():
        setattr(file, name, word())
    inner = Dataset()
    inner.CodeMeaning, inner.PersonName = word(), word()
    deeper = Dataset()
    deeper.TextValue = word()
    inner.ContentSequence = Sequence([deeper])
    file.RequestAttributesSequence, file.ReferencedStudySequence = Sequence([inner]), Sequence([inner])
    icon = Dataset()
    icon.Rows = icon.Columns = 4
    icon.BitsAllocated = 8
    icon.PixelData = word().encode().ljust(16)
    file.IconImageSequence = Sequence([icon])
    file.add_new(0x60003000, "OW", word().encode().ljust(16))
    file.add_new(0x60000022, "LO", word())
    file.add_new(0x50000030, "SH", word())
    file.add_new(0x00091010, "UN", word().encode())
    file.add_new(0xFFFCFFFC, "OB", word().encode().ljust(16))
    file.add_new(0x00282000, "OB", word().encode().ljust(16))
    file.preamble = word().encode().ljust(128, b"\0")
    file.PixelData = file.PixelData + word().encode().ljust(12)
    file.file_meta.SourceApplicationEntityTitle, file.file_meta.ImplementationVersionName = word(), word()
    file.file_meta.PrivateInformationCreatorUID = uid.generate_uid()
    file.file_meta.PrivateInformation = word().encode().ljust(12)
    file.Modality, file.RescaleType, file.RescaleSlope, file.RescaleIntercept = word()[:16].upper(), word(), 1, 0
    file.save_as(path, enforce_file_format=True)
    with path.open("ab") as out:
        out.write(word().encode())
    return path


def test_no_word_of_any_corner_survives(tmp_path: Path) -> None:
    word = Corner()
    source = laden(tmp_path / "a.dcm", word)
    planted = [
        each
        for each in word.given
        if each.encode() in source.read_bytes() or each.upper().encode() in source.read_bytes()
    ]
    assert len(planted) > 40
    document = HANDLER.load(source)
    assert not [each for each in word.given if each in repr((document, document.dropped))]
    HANDLER.write(document, Changes(()), tmp_path / "b.dcm")
    data = (tmp_path / "b.dcm").read_bytes().upper()
    assert not [each for each in word.given if each.upper().encode() in data]
    assert list(HANDLER.unseen(tmp_path / "b.dcm")) == []
    told = {each.kind for each in HANDLER.unseen(source)}
    assert told >= {"tags of the patient", "private tags", "overlays", "curves", "bytes before the file begins"}
    assert told <= set(HANDLER.checks)
    assert {"private tags", "overlays", "tags of the patient"} <= set(document.dropped)


def test_identifiers_are_made_of_the_content_of_the_copy(tmp_path: Path) -> None:
    one, two = (camera_files.dicom(tmp_path / f"{n}.dcm", WORDS) for n in range(2))
    names = ("SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID")
    made = []
    for n, (source, edits) in enumerate(((one, ()), (one, ()), (two, ()), (one, (over("i1", 0, 0, 9, 9),)))):
        copied(source, tmp_path / f"c{n}.dcm", *edits)
        copy = pydicom.dcmread(tmp_path / f"c{n}.dcm")
        made.append(tuple(str(copy[name].value) for name in names))
        assert all(each.startswith("2.25.") and uid.UID(each).is_valid for each in made[-1])
        assert copy.file_meta.MediaStorageSOPInstanceUID == copy.SOPInstanceUID
    assert made[0] == made[1] == made[2] != made[3]
    assert len(set(made[0])) == 3
    assert (tmp_path / "c0.dcm").read_bytes() == (tmp_path / "c1.dcm").read_bytes()


def test_tags_that_the_policy_keeps_are_texts_and_are_redacted(tmp_path: Path) -> None:
    handler = DicomHandler(DicomOptions(keep_tags=("StudyDescription", "PatientName", "PatientComments")))
    source = camera_files.dicom(tmp_path / "a.dcm", WORDS, PatientComments="harvest of Quindriss")
    document = handler.load(source)
    assert document.part("t.PatientComments").text == "harvest of Quindriss"
    edits = [Edit(TextSpan("t.PatientComments", 11, 20), NewText("X"), "f")]
    edits += [
        Edit(TextSpan(p.id, 0, len(p.text)), NewText(""), "f")
        for p in document.parts
        if p.id in {"t.PatientName", "t.StudyDescription"}
    ]
    copy = copied(source, tmp_path / "b.dcm", *edits, handler=handler)
    assert copy.part("t.PatientComments").text == "harvest of X"
    assert pydicom.dcmread(tmp_path / "b.dcm").PatientComments == "harvest of X"
    assert b"Quindriss" not in (tmp_path / "b.dcm").read_bytes()
    assert [each for each in handler.unseen(tmp_path / "b.dcm") if each.serious] == []


def test_only_texts_can_be_kept(tmp_path: Path) -> None:
    source = camera_files.dicom(tmp_path / "a.dcm", WORDS)
    with pytest.raises(PolicyError):
        DicomHandler(DicomOptions(keep_tags=("PixelData",))).load(source)


@pytest.mark.parametrize("name", ["test-SR.dcm", "waveform_ecg.dcm", "rtplan.dcm", "rtstruct.dcm", "reportsi.dcm"])
def test_what_is_no_picture_is_refused_with_the_next_step(name: str) -> None:
    with pytest.raises(UnsupportedError) as caught:
        HANDLER.load(carried(name))
    assert caught.value.next_step


def test_an_enclosed_document_is_refused(tmp_path: Path) -> None:
    source = camera_files.dicom(tmp_path / "a.dcm", WORDS)
    file = pydicom.dcmread(source)
    del file.PixelData
    file.EncapsulatedDocument = b"%PDF-1.4"
    file.save_as(source)
    with pytest.raises(UnsupportedError, match="document"):
        HANDLER.load(source)


def test_packing_that_nothing_here_unpacks_is_refused_with_the_next_step(tmp_path: Path) -> None:
    source = camera_files.dicom(tmp_path / "a.dcm", WORDS)
    file = pydicom.dcmread(source)
    file.PixelData = encapsulate([b"\xff\x4f\xff\x51" + bytes(60)])
    file["PixelData"].is_undefined_length = True
    file.file_meta.TransferSyntaxUID = uid.HTJ2K
    file.save_as(source)
    with pytest.raises(UnsupportedError, match="unpacked"):
        HANDLER.load(source)


def test_limits_are_held_before_anything_is_unpacked(tmp_path: Path) -> None:
    source = camera_files.dicom(tmp_path / "a.dcm", WORDS)
    with pytest.raises(UnreadableError, match="limit"):
        DicomHandler(DicomOptions(max_pixels=1000)).load(source)
    file = pydicom.dcmread(source)
    file.Rows, file.Columns = 60000, 60000
    file.save_as(source)
    with pytest.raises(UnreadableError):
        HANDLER.load(source)


def test_an_edit_that_cannot_be_done_is_an_error(tmp_path: Path) -> None:
    source = camera_files.dicom(tmp_path / "a.dcm", WORDS)
    for edit in (over("i9", 0, 0, 5, 5), Edit(TextSpan("i1", 0, 3), NewText("X"), "f")):
        with pytest.raises(PluginError):
            copied(source, tmp_path / "b.dcm", edit)
    assert not (tmp_path / "b.dcm").exists()


def lossless(values: np.ndarray, bits: int) -> bytes:
    """A lossless JPEG (process 14, first predictor) of grey numbers, by hand: one code of five bits for each length."""
    out: list[str] = []
    height, width = values.shape
    for y in range(height):
        for x in range(width):
            left = values[y, x - 1] if x else values[y - 1, x] if y else 1 << (bits - 1)
            change = int(values[y, x]) - int(left)
            size = abs(change).bit_length()
            out.append(format(size, "05b"))
            if size:
                out.append(format(change if change > 0 else change + (1 << size) - 1, f"0{size}b"))
    packed = "".join(out)
    packed += "1" * (-len(packed) % 8)
    body = int(packed, 2).to_bytes(len(packed) // 8, "big").replace(b"\xff", b"\xff\0")
    codes = bytes([0, 0, 0, 0, 17]) + bytes(11) + bytes(range(17))
    frame = struct.pack(">BHHBBBB", bits, height, width, 1, 1, 0x11, 0)
    return b"".join([
        b"\xff\xd8", b"\xff\xc3", struct.pack(">H", len(frame) + 2), frame,
        b"\xff\xc4", struct.pack(">H", len(codes) + 3), b"\0", codes,
        b"\xff\xda", struct.pack(">H", 8), bytes([1, 1, 0, 1, 0, 0]), body, b"\xff\xd9",
    ])  # fmt: skip


@pytest.mark.parametrize("bits", [8, 12, 16])
def test_lossless_jpeg_of_every_depth(bits: int, tmp_path: Path) -> None:
    shown = (camera_files.shading(48, 32)[..., 0].astype(np.uint32) * ((1 << bits) - 1) // 255).astype(np.uint16)
    shown[5:9, 5:9] = (1 << bits) - 2
    stored = shown.astype(np.uint8) if bits == 8 else shown
    source = camera_files.dicom(tmp_path / "a.dcm", WORDS, pixels=stored, BitsStored=bits, HighBit=bits - 1)
    file = pydicom.dcmread(source)
    file.PixelData = encapsulate([lossless(shown, bits)])
    file["PixelData"].is_undefined_length = True
    file.file_meta.TransferSyntaxUID = uid.JPEGLosslessSV1
    file.save_as(source)
    copied(source, tmp_path / "b.dcm")
    assert (pydicom.dcmread(tmp_path / "b.dcm").pixel_array == shown).all()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_cut_and_bent_files_are_refused_or_come_out_clean(data: st.DataObject, tmp_path: Path) -> None:
    buffer = tmp_path / "whole.dcm"
    if not buffer.exists():
        laden(buffer, Corner())
    whole = buffer.read_bytes()
    bent = bytearray(whole[: data.draw(st.integers(100, len(whole)))])
    for _ in range(data.draw(st.integers(0, 4))):
        bent[data.draw(st.integers(0, min(len(bent), 3000) - 1))] = data.draw(st.integers(0, 255))
    source = tmp_path / "bent.dcm"
    source.write_bytes(bent)
    with suppress(RedactError):
        list(HANDLER.unseen(source))
    try:
        copied(source, tmp_path / "out.dcm")
    except RedactError:
        return
    assert b"Quill" not in (tmp_path / "out.dcm").read_bytes()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(noise=st.binary(max_size=400))
def test_noise_is_refused(noise: bytes, tmp_path: Path) -> None:
    for head in (b"", bytes(128) + b"DICM", b"\x08\0"):
        (tmp_path / "a.dcm").write_bytes(head + noise)
        with pytest.raises(UnreadableError):
            HANDLER.load(tmp_path / "a.dcm")
        with suppress(UnreadableError):
            HANDLER.reopen(tmp_path / "a.dcm")


def test_buffers_are_left_as_they_were(tmp_path: Path) -> None:
    source = camera_files.dicom(tmp_path / "a.dcm", WORDS)
    before = source.read_bytes()
    document = HANDLER.load(source)
    HANDLER.write(document, Changes((over("i1", 0, 0, 50, 50),)), tmp_path / "b.dcm")
    HANDLER.write(document, Changes(()), tmp_path / "c.dcm")
    assert source.read_bytes() == before
    assert (pydicom.dcmread(tmp_path / "c.dcm").pixel_array == pydicom.dcmread(BytesIO(before)).pixel_array).all()
