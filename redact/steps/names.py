"""Names of files: they are read, redacted and released like any other text.

A name that changed carries the file's number in the job, so that two letters about one person stay two files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from redact.entities import ENTITY_TYPES
from redact.media.splice import edited
from redact.types import Edit, Finding, Modality, Part

_PREFIX = "name."
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_SEPARATORS = re.compile(r"[_+]|(?<=[^\W\d_])[-.](?=[^\W\d_])")
_LONGEST = 120


def name_parts(relative: PurePosixPath) -> tuple[Part, ...]:
    """One text part for each folder in a relative path and one for the file's stem; underscores read as spaces."""
    pieces = [*relative.parts[:-1], relative.stem]
    return tuple(
        Part(f"{_PREFIX}{number}", Modality.TEXT, _SEPARATORS.sub(" ", piece), place="file name", raw=False)
        for number, piece in enumerate(pieces)
    )


def is_name(part_id: str) -> bool:
    """Whether a part is a piece of the file's own path."""
    return part_id.startswith(_PREFIX)


def fit_for_names(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without those in a path that do not identify directly.

    A path is no sentence: a detector takes "scan" for a nationality and "May" for a place there.
    """
    return [
        finding
        for finding in findings
        if not is_name(finding.regions[0].part)
        or finding.entity_type not in ENTITY_TYPES
        or ENTITY_TYPES[finding.entity_type].direct
    ]


def released_name(relative: PurePosixPath, edits: Iterable[Edit], number: int) -> PurePosixPath:
    """The path with its edits applied. Folders get no number: files that shared one still do."""
    by_part: dict[str, list[Edit]] = {}
    for edit in edits:
        by_part.setdefault(edit.region.part, []).append(edit)
    pieces = [*relative.parts[:-1], relative.stem]
    parts = name_parts(relative)
    new = [
        _safe(edited(part.text, by_part[part.id])) if part.id in by_part else piece
        for piece, part in zip(pieces, parts, strict=True)
    ]
    stem = f"{new[-1]} ({number})" if parts[-1].id in by_part else new[-1]
    return PurePosixPath(*new[:-1], f"{stem}{relative.suffix}")


def _safe(name: str) -> str:
    return _FORBIDDEN.sub("", name)[:_LONGEST].strip(" .") or "redacted"
