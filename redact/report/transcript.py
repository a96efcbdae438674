"""What was said in a sound, redacted, as plain text, subtitles or JSON: the same words and the same gaps in all four.

It is made of words with their times. A hidden stretch is one entry with one time, however many words it had, and tells
its type and what the policy puts there, never what was said.
"""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import msgspec

Form: TypeAlias = Literal["txt", "srt", "vtt", "json"]
FORMAT = "redact-transcript-1"
PAUSE = 0.4
"""Seconds of silence between two words, over and above what is added to their times, that end a caption."""
LONGEST, LEAST = 7.0, 1.5
"""Seconds that a caption stays at most, and those from which on the end of a sentence ends it."""
WIDEST = 84
"""Characters of a caption: two lines of 42."""
PARAGRAPH = 500
"""Characters after which a paragraph of plain text ends with a sentence."""
_ENDS = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class Said:
    """A word, or a hidden stretch of words: when it is heard, in seconds, and where it stands in the redacted text.

    ``hidden`` is the type of what was hidden there, and empty for a word that stays. ``start`` and ``end`` count code
    points, half-open; for a hidden stretch they hold what was put there, which may be nothing. ``channel``, from 0, is
    that in which it is heard, where each was listened to alone.
    """

    begin: float
    until: float
    start: int
    end: int
    hidden: str = ""
    channel: int | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """All that was said in one sound track: the redacted text, and its words in order of where they stand in it.

    ``part`` is the id of the text that was read, ``sound`` that of the sound.
    """

    part: str
    sound: str
    place: str
    language: str
    text: str = field(repr=False)
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that are shown together: from when to when, and which, and who says them where more than one speaks."""

    begin: float
    until: float
    text: str = field(repr=False)
    said: tuple[Said, ...]
    voice: str = ""


def cues(track: Track, widest: int = WIDEST, longest: float = LONGEST) -> Iterator[Cue]:
    """The words of a track cut where somebody pauses or ends a sentence, or where there are too many."""
    group: list[Said] = []
    for each in track.said:
        if group and _ends(track, group, each, widest, longest):
            yield _cue(track, group, each.start)
            group = []
        group.append(each)
    if group:
        yield _cue(track, group, len(track.text))


def _ends(track: Track, group: Sequence[Said], following: Said, widest: int, longest: float) -> bool:
    took = group[-1].until - group[0].begin
    if following.channel != group[-1].channel:
        return True
    if following.begin - group[-1].until >= PAUSE or following.until - group[0].begin > longest:
        return True
    if following.end - group[0].start > widest:
        return True
    return took >= LEAST and track.text[: group[-1].end].endswith(_ENDS)


def _cue(track: Track, group: Sequence[Said], end: int) -> Cue:
    text = " ".join(track.text[group[0].start : end].split())
    channel = group[0].channel
    voice = "" if channel is None else f"channel {channel + 1}"
    return Cue(group[0].begin, max(each.until for each in group), text, tuple(group), voice)


def written(tracks: Sequence[Track], form: Form) -> bytes:
    """The transcript of all tracks in one of the four forms."""
    return _FORMS[form](tracks).encode()


def _txt(tracks: Sequence[Track]) -> str:
    """One paragraph a line; more than one track under headings."""
    pieces = []
    for track in tracks:
        lines = [_spoken(cue.voice, cue.text) for cue in cues(track, PARAGRAPH, math.inf) if cue.text]
        pieces.append("\n".join([*([_heading(track)] if len(tracks) > 1 else []), *lines]))
    return "\n\n".join(pieces) + "\n"


def _heading(track: Track) -> str:
    return f"{track.place or track.sound}:"


def _spoken(voice: str, text: str) -> str:
    return f"{voice}: {text}" if voice else text


def _vtt(tracks: Sequence[Track]) -> str:
    """WebVTT (W3C, 2019), with a voice for each track and channel where there are several."""
    blocks = ["WEBVTT"]
    for voice, cue in _in_order(tracks):
        text = html.escape(cue.text, quote=False)
        voiced = f"<v {voice}>{text}" if voice else text
        blocks.append(f"{_clock(cue.begin)} --> {_clock(cue.until)}\n{voiced}")
    return "\n\n".join(blocks) + "\n"


def _srt(tracks: Sequence[Track]) -> str:
    """SubRip. It has no way to write angle brackets, so that others stand there."""
    blocks = []
    for number, (voice, cue) in enumerate(_in_order(tracks), 1):
        text = _spoken(voice, cue.text).replace("-->", "→").replace("<", "‹").replace(">", "›")
        blocks.append(f"{number}\n{_clock(cue.begin, ',')} --> {_clock(cue.until, ',')}\n{text}")
    return "\n\n".join(blocks) + "\n"


def _in_order(tracks: Sequence[Track]) -> list[tuple[str, Cue]]:
    """The captions of all tracks in order of time, with who speaks."""
    many = len(tracks) > 1
    found = [
        (", ".join(filter(None, (track.place or track.sound if many else "", cue.voice))), cue)
        for track in tracks
        for cue in cues(track)
        if cue.text
    ]
    return sorted(found, key=lambda both: both[1].begin)


def _clock(seconds: float, point: str = ".") -> str:
    thousandths = round(seconds * 1000)
    whole, rest = divmod(thousandths, 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}{point}{rest:03d}"


def _json(tracks: Sequence[Track]) -> str:
    rows = [
        {
            "part": track.sound,
            "place": track.place,
            "language": track.language,
            "text": track.text,
            "segments": [_segment(track, cue) for cue in cues(track)],
        }
        for track in tracks
    ]
    return msgspec.json.format(msgspec.json.encode({"format": FORMAT, "tracks": rows}), indent=1).decode() + "\n"


def _segment(track: Track, cue: Cue) -> dict[str, Any]:
    words = [_word(track, each) for each in cue.said]
    return {"start": _seconds(cue.begin), "end": _seconds(cue.until), "text": cue.text, "words": words}


def _word(track: Track, said: Said) -> dict[str, Any]:
    times: dict[str, Any] = {"start": _seconds(said.begin), "end": _seconds(said.until)}
    if said.channel is not None:
        times["channel"] = said.channel
    return times | ({"hidden": said.hidden} if said.hidden else {"text": track.text[said.start : said.end]})


def _seconds(value: float) -> float:
    return round(value, 3)


_FORMS: Mapping[Form, Callable[[Sequence[Track]], str]] = {"txt": _txt, "srt": _srt, "vtt": _vtt, "json": _json}
