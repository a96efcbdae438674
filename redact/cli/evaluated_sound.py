"""What ``redact evaluate`` prints of recordings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from redact.cli.printing import show, show_json, show_table

if TYPE_CHECKING:
    from redact.evaluate import MeasuredSound, SoundScore

_HEADS = ("type", "marked#", "found#", "recall#", "leaking#", "left ms#", "extra s#", "95 % s#")


def show_sound(measured: MeasuredSound, *, as_json: bool) -> None:
    """A table and a line under it, or one JSON object a type."""
    if as_json:
        for name, score in measured.scores.items():
            show_json({"kind": "sound", "type": name, **_figures(score), "load": measured.load})
        return
    show_table(_HEADS, _rows(measured))
    total = list(measured.scores.values())[-1]
    show(
        f"{total.false} false in {total.seconds:.0f} s of sound ({total.false_an_hour or 0.0:.1f} an hour); "
        f"{measured.load:.2f} s of the processor for each second"
    )


def _figures(score: SoundScore) -> dict[str, Any]:
    rates = ("recall", "uncovered", "extra", "most_extra", "false_an_hour")
    return {**asdict(score), **{name: getattr(score, name) for name in rates}}


def _rows(measured: MeasuredSound) -> Iterator[tuple[str, ...]]:
    for name, score in measured.scores.items():
        rates = (_rate(score.recall, 3), str(len(score.leaks)), f"{1000 * score.uncovered:.0f}")
        yield (name, str(score.marks), str(score.found), *rates, _rate(score.extra, 2), _rate(score.most_extra, 2))


def _rate(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
