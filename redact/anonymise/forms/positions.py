"""Positions in degrees as people write them: two decimal numbers with hemispheres or signs, or degrees and minutes."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_DECIMAL = re.compile(r"(?P<sign>[-+−]?)(?P<whole>\d{1,3})\.(?P<rest>\d+)")
_HEMISPHERE = re.compile(r"(?i)°?\s*([NSEW])\b")
_DMS = re.compile(
    r"(?i)(?<![\d.])(\d{1,3})\s*°\s*(\d{1,2}(?:\.\d+)?)?\s*['′’]?\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"″”]|''))?\s*([NSEW])"
)
_AROUND = re.compile(r"(?i)(?:lat(?:itude)?|lon(?:g(?:itude)?)?|geo|north|south|east|west|[nsew]|[^\w])*")
KM = 111.32
"""Kilometres in one degree of latitude."""


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees north and east, and where in the text each number stood; none where it was in degrees and minutes."""

    north: float
    east: float
    numbers: tuple[re.Match[str], ...]
    text: str

    def __repr__(self) -> str:
        return "Position()"

    def again(self, north: float, east: float) -> str:
        """Another position with as many decimals, in the same manner."""
        if not self.numbers:
            return f"{north:.4f}, {east:.4f}"
        written, at = "", 0
        for form, degrees, letters in zip(self.numbers, (north, east), ("NS", "EW"), strict=True):
            letter = None if form["sign"] else _HEMISPHERE.match(self.text, form.end())
            shown = f"{abs(degrees) if letter else degrees:.{len(form['rest'])}f}"
            written += self.text[at : form.start()] + shown
            at = form.end()
            if letter:
                side = letters[degrees < 0]
                written += self.text[at : letter.start(1)] + (side.lower() if letter[1].islower() else side)
                at = letter.end()
        return written + self.text[at:]


def position(text: str) -> Position | None:
    """The position that *text* names; latitude first, unless the letters beside the numbers say otherwise."""
    minutes = _DMS.findall(text)
    if len(minutes) == 2:
        return _from_minutes(text, minutes)
    numbers = tuple(_DECIMAL.finditer(text))
    if len(numbers) != 2 or not _AROUND.fullmatch(_DECIMAL.sub("", text)):
        return None
    degrees = [_degrees(text, form) for form in numbers]
    if abs(degrees[0]) > 90 or abs(degrees[1]) > 180:
        return None
    return Position(degrees[0], degrees[1], numbers, text)


def _degrees(text: str, form: re.Match[str]) -> float:
    value = float(f"{form['whole']}.{form['rest']}")
    return -value if form["sign"] in ("-", "−") or _turned(text, form) else value


def _turned(text: str, form: re.Match[str]) -> bool:
    """Whether a letter behind a number without a sign turns it south or west."""
    behind = _HEMISPHERE.match(text, form.end())
    return not form["sign"] and bool(behind and behind[1].upper() in "SW")


def _from_minutes(text: str, found: list[tuple[str, str, str, str]]) -> Position | None:
    axes: dict[bool, float] = {}
    for whole, minutes, seconds, side in found:
        value = int(whole) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
        axes[side.upper() in "NS"] = -value if side.upper() in "SW" else value
    return Position(axes[True], axes[False], (), text) if len(axes) == 2 else None


def east_km(north: float) -> float:
    """Kilometres in one degree of longitude at that latitude; never quite nought."""
    return max(KM * math.cos(math.radians(north)), 0.5)
