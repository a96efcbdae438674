"""Annotated data of other people, brought to one set of conventions.

A title is no part of a name, an article none of a body; "@handles" and roles without a name ("the two leaders") are
left unknown: rules find the former, and nobody hides the latter. Licences and origins are listed in the model's card.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from marked import EVERY, KINDS, NAMES, Mark, Marked
from people import table

TRAIN = (
    "btc_e", "btc_g", "crossner_literature_dev", "crossner_literature_train", "crossner_politics_dev",
    "crossner_politics_train", "re3d", "wikigold_a", "wnut17_train",
)  # fmt: skip
DEVELOPMENT = ("btc_a", "btc_h", "wnut17_dev")
_JUDGMENT = {"ORG": "ORGANIZATION", "LOC": "LOCATION", "DATETIME": "DATE_TIME", "DEM": "DEMOGRAPHIC"}
_PARTLY = frozenset({"NRP", "OCCUPATION", "DEMOGRAPHIC", "AGE", "MISC", "QUANTITY", "ADDRESS"})
_HANDLE = re.compile(r"@\w+")
_TITLE = re.compile(
    r"(?:(?:the|Mr|Mrs|Ms|Miss|Mx|Dr|Drs|Prof|Professor|Sir|Dame|Lord|Lady|Judge|Justice|President|Senator|Sen|Rep|Gov"
    r"|Gen|General|Col|Colonel|Capt|Captain|Lt|Sgt|Rev|Prime Minister|Minister|Chancellor"
    r"|King|Queen|Prince|Princess|Pope|Cllr)\b\.?\s+)+(?=\S)"
)
_ARTICLE = re.compile(r"(?:the|The|THE|a|A)\s+(?=\S)")
_NAMED = re.compile(r"\b(?!(?:I|The|A|An|He|She|We|They|It|His|Her|Their)\b)[^\W\d_a-zà-ÿ]")
_DETERMINED = re.compile(r"\b(?:the|The|a|A|their|his|her|its|our|my)\s+\Z")
_AGE = re.compile(r"\b(?:years?|months?)\b|\baged?\b")


def rows(path: Path) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Text and spans of each line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], row["spans"]


def named(path: Path) -> Iterator[Marked]:
    """Texts in which every person, place and body is marked."""
    for text, spans in rows(path):
        marks, unknown = [], [Mark(*found.span(), "PERSON") for found in _HANDLE.finditer(text)]
        for span in spans:
            mark = _tidied(text, Mark(span["start"], span["end"], span["entity_type"]))
            (marks if mark and _counts(text, mark) else unknown).append(mark or Mark(span["start"], span["end"], EVERY))
        yield Marked(path.stem.partition("_")[0], text, tuple(marks), NAMES, unknown=tuple(unknown))


def _counts(text: str, mark: Mark) -> bool:
    """Whether the mark is on a name, and not on a handle or on a role that somebody has."""
    stands = text[mark.start : mark.end]
    if stands.islower() and _DETERMINED.search(text, 0, mark.start):
        return False
    handle = mark.kind == "PERSON" and (stands.startswith("@") or text[mark.start - 1 : mark.start] == "@")
    return not handle and (_NAMED.search(stands) is not None or (stands.islower() and len(stands.split()) < 3))


def _tidied(text: str, mark: Mark) -> Mark | None:
    lead = (_TITLE if mark.kind == "PERSON" else _ARTICLE).match(text, mark.start, mark.end)
    start = lead.end() if lead else mark.start
    end = mark.end - 2 if text[start : mark.end].endswith(("'s", "’s")) else mark.end
    return Mark(start, end, mark.kind) if end > start else None


def judgments(path: Path) -> Iterator[Marked]:
    """Judgments in which what identifies the applicant is marked, alone or with the rest (TAB)."""
    for text, spans in rows(path):
        yield Marked("tab", text, *_told(text, spans), partly=_PARTLY)


def _told(text: str, spans: Iterable[dict[str, object]]) -> tuple[tuple[Mark, ...], frozenset[str]]:
    marks = set()
    for span in spans:
        start, end = span["start"], span["end"]
        if span["identifier_type"] != "NO_MASK":
            marks.add(Mark(start, end, "MASK"))
        kind = _JUDGMENT.get(span["entity_type"], span["entity_type"])
        mark = _tidied(text, Mark(start, end, _attribute(text[start:end]) if kind == "DEMOGRAPHIC" else kind))
        marks |= {mark} if mark else set()
    return tuple(sorted(marks)), frozenset(KINDS) - _PARTLY


def _attribute(stands: str) -> str:
    """Which attribute of a person it is that judgments mark as "demographic"."""
    things, low = table("things"), stands.lower()
    if _AGE.search(low):
        return "AGE"
    if any(word in stands.split() for name in ("nationality", "demonyms", "religion") for word in things[name]):
        return "NRP"
    return (
        "OCCUPATION"
        if any(re.search(rf"\b{re.escape(job.lower())}\b", low) for job in things["job"] + things["role"])
        else "DEMOGRAPHIC"
    )


def training(folder: Path) -> list[Marked]:
    """Everything that may be learned from, under *folder* (``train/`` and ``text/tab.jsonl``)."""
    texts = [marked for name in TRAIN for marked in named(folder / "train" / f"{name}.jsonl")]
    return texts + list(judgments(folder / "text" / "tab.jsonl"))


def development(folder: Path) -> dict[str, list[Marked]]:
    """What thresholds are chosen on, by set."""
    return {name: list(named(folder / "text" / f"{name}.jsonl")) for name in DEVELOPMENT}
