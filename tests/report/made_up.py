"""Outcomes of every kind, made by hand: what a run over a small folder could give."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from redact import policy
from redact.report import Record, record_of, run_of
from redact.types import (
    Box,
    Edit,
    Effect,
    Failure,
    Fill,
    Finding,
    KeyFrame,
    Modality,
    NewText,
    Outcome,
    Redaction,
    Region,
    TextSpan,
    TimeRange,
    Tone,
    Track,
)

STEPS = {"load": 0.12, "read": 3.1, "detect": 1.25, "resolve": 0.02, "anonymise": 0.01, "write": 0.4, "verify": 4.2}
SEEN = {"names": 1.0, "strangers": None}
PLUGINS = ("handlers/text 1", "readers/ocr 2", "detectors/names 1", "operators/replace 1")


def redaction(
    entity_type: str, region: Region, place: str, *, detector: str = "names", page: int | None = None
) -> Redaction:
    put = {TextSpan: NewText("[x]"), Box: Fill(), Track: Fill(), TimeRange: Tone()}[type(region)]
    finding = Finding(entity_type, (region,), 0.85, detector, subject=f"{entity_type}-1", why=("the checksum holds",))
    edits = (Edit(region, put, finding.key),)
    return Redaction(finding, edits, "replace", Effect.MASKED, place, page, "s40(2)", "Identifies a person")


def outcome(name: str, media_type: str, redactions: list[Redaction], extents: dict) -> Outcome:
    return Outcome(
        name, media_type, Path("out", name), tuple(redactions), input_digest="1" * 64, output_digest="2" * 64, rounds=1,
        extents=extents, timings=STEPS, plugins=PLUGINS, seen=SEEN,
    )  # fmt: skip


def letter(name: str = "letters/letter.txt") -> Outcome:
    spans = [
        ("PERSON", 5, 18),
        ("EMAIL_ADDRESS", 60, 84),
        ("UK_NHS", 120, 132),
        ("ADDRESS", 300, 360),
        ("PERSON", 700, 712),
    ]
    found = [redaction(kind, TextSpan("p1", start, end), "line 3") for kind, start, end in spans]
    return outcome(name, "text/plain", found, {"p1": (Modality.TEXT, (900,)), "name.0": (Modality.TEXT, (6,))})


def scan() -> Outcome:
    found = [
        redaction("PERSON", Box("p1", 200, 300, 620, 350), "page 1", detector="names", page=1),
        redaction("UK_POSTCODE", Box("p1", 200, 420, 400, 470), "page 1", detector="identifiers/postcode", page=1),
        redaction("FACE", Box("p3", 900, 250, 1300, 760), "page 3", detector="faces", page=3),
        redaction("QR_CODE", Box("p3", 200, 1800, 480, 2080), "page 3", detector="codes", page=3),
    ]
    size = (Modality.IMAGE, (1654.0, 2339.0))
    return outcome(
        "scan.pdf", "application/pdf", found, {"p1": size, "p1.ocr": (Modality.TEXT, (1500,)), "p2": size, "p3": size}
    )


def film() -> Outcome:
    keys = tuple(KeyFrame(t / 2, Box("v", 100 + 20 * t, 80, 200 + 20 * t, 210)) for t in range(3, 20))
    found = [
        redaction("FACE", Track("v", keys), "from 1.5 s", detector="faces"),
        redaction("PERSON", TimeRange("a", 2.1, 3.4), "sound, at 2.1 s"),
        redaction("PHONE_NUMBER", TimeRange("a", 5.0, 8.2), "sound, at 5.0 s", detector="context"),
    ]
    return outcome(
        "film.mp4", "video/mp4", found, {"v": (Modality.VIDEO, (640.0, 360.0, 14.5)), "a": (Modality.AUDIO, (14.4,))}
    )


def mail() -> Outcome:
    base = outcome(
        "mail.eml",
        "message/rfc822",
        [redaction("EMAIL_ADDRESS", TextSpan("b", 4, 20), "header From")],
        {"b": (Modality.TEXT, (200,))},
    )
    lost = Outcome(
        "invoice.exe", failures=(Failure("no handler for files of type .exe", "invoice.exe", "leave it out", 4),)
    )
    return Outcome(
        **{field: getattr(base, field) for field in base.__slots__} | {"children": (letter("letter.txt"), lost)}
    )


def refused() -> Outcome:
    return Outcome(
        "archive.7z",
        failures=(Failure("no handler for files of type .7z", "archive.7z", "convert it", 4),),
        plugins=PLUGINS,
    )


def record(*outcomes: Outcome) -> Record:
    run = run_of(
        policy.load("default"), datetime.now(UTC) - timedelta(seconds=12),
        plugins=PLUGINS, models=("centerface", "whisper-base"),
    )  # fmt: skip
    return record_of(run, outcomes or (letter(), scan(), film(), mail(), refused()))
