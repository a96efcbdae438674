"""The graph of a film: how much of the frame is covered over its time, how many things, and where to look again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from redact.report.coverage import Coverage
from redact.report.doubts import Doubtful
from redact.report.markup import Markup, joined, tag
from redact.report.places import clock

WIDTH, GUTTER = 1000.0, 220.0
TALL, LANE, GAP, AXIS = 84.0, 34.0, 14.0, 26.0
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_SHARES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0)
_MOST_TICKS = 9


def graph_of(coverage: Coverage, seconds: float, doubts: Sequence[Doubtful]) -> Markup:
    """The drawing, with what it shows in words below it."""
    told = in_words(coverage, doubts)
    pieces, top = [_shares(coverage, GAP)], GAP + TALL + GAP
    for sort, counts in coverage.counts.items():
        pieces.append(_counts(sort, counts, top))
        top += LANE + GAP
    if doubts:
        pieces.append(_doubts(doubts, seconds, top))
        top += LANE
    pieces.append(joined(*_axis(seconds, top)))
    view = f"0 0 {WIDTH:g} {top + AXIS:g}"
    drawing = tag("svg", *pieces, viewBox=view, role="img", aria_label=told, class_="lines")
    return tag("figure", drawing, tag("figcaption", told))


def in_words(coverage: Coverage, doubts: Sequence[Doubtful]) -> str:
    """What the drawing shows, for who does not see it."""
    most = max(coverage.shares, default=0.0)
    if not most:
        return "Over time: nothing of the frame is covered."
    mean = sum(coverage.shares) / len(coverage.shares)
    when = coverage.times[coverage.shares.index(most)]
    things = ", ".join(f"{sort} up to {max(counts)} at once" for sort, counts in coverage.counts.items())
    bare = sum(not share for share in coverage.shares) / len(coverage.shares)
    look = f" {len(doubts):,} stretch{'' if len(doubts) == 1 else 'es'} to look at." if doubts else ""
    return (
        f"Over time: {_percent(mean)} of the frame is covered on average, at most {_percent(most)} (at {clock(when)}), "
        f"nothing during {_percent(bare)} of the film; {things}.{look}"
    )


def _percent(share: float) -> str:
    return f"{share:.1%}" if 0 < share < 0.1 else f"{share:.0%}"


def _across(column: int, columns: int) -> float:
    return GUTTER + (WIDTH - GUTTER) * column / columns


def _label(words: str, y: float, style: str = "lane end", x: float = GUTTER - 10) -> Markup:
    return tag("text", words, x=x, y=round(y, 1), class_=style)


def _line(y: float, style: str = "rule") -> Markup:
    return tag("line", x1=GUTTER, x2=WIDTH, y1=round(y, 1), y2=round(y, 1), class_=style)


def _shares(coverage: Coverage, top: float) -> Markup:
    """The share of the frame that is covered, as an area on a scale of its own."""
    most = max(coverage.shares, default=0.0)
    scale = next(share for share in _SHARES if share >= min(most, 1.0))
    bottom = top + TALL
    heights = [TALL * min(share / scale, 1.0) for share in coverage.shares]
    return joined(
        _line(top, "rule faint"),
        _line(bottom),
        tag("path", d=_steps(heights, bottom, closed=True), class_="area"),
        _label("share of the frame covered", top + TALL / 2 + 4),
        _label(_percent(scale), top + 4, "scale end"),
        _label("0%", bottom + 4, "scale end"),
    )


def _counts(sort: str, counts: Sequence[int], top: float) -> Markup:
    """How many things of a sort are covered at once, as a line of steps."""
    most, bottom = max(counts), top + LANE
    heights = [LANE * count / most for count in counts]
    return joined(
        _line(bottom),
        tag("path", d=_steps(heights, bottom, closed=True), class_="area thin"),
        _label(f"{sort}: up to {most:,} at once", bottom - 8),
    )


def _steps(heights: Sequence[float], bottom: float, *, closed: bool) -> str:
    """A path of steps; equal neighbours are one step."""
    pieces, before = [f"M{GUTTER:g} {bottom:g}"], None
    for column, height in enumerate(heights):
        if height != before:
            pieces.append(f"H{_across(column, len(heights)):.1f}V{bottom - height:.1f}")
            before = height
    return "".join(pieces) + f"H{WIDTH:g}V{bottom:g}" + ("Z" if closed else "")


def _doubts(doubts: Iterable[Doubtful], seconds: float, top: float) -> Markup:
    """Where to look: a striped bar for each stretch, a mark at least."""
    middle = top + LANE / 2
    return joined(_line(middle), _label("to look at", middle + 4), *_stretches(doubts, seconds, middle))


def _stretches(doubts: Iterable[Doubtful], seconds: float, middle: float) -> Iterator[Markup]:
    scale = (WIDTH - GUTTER) / seconds if seconds else 0.0
    drawn = set()
    for each in doubts:
        wide = max((each.end - each.start) * scale, 5.0)
        left = min(GUTTER + each.start * scale, WIDTH - wide)
        if (place := (round(left), round(wide))) not in drawn:
            drawn.add(place)
            told = tag("title", f"{clock(each.start)}–{clock(each.end)}: {each.why}")
            shape = {"x": round(left, 1), "y": middle - 7, "width": round(wide, 1), "height": 14}
            yield tag("rect", told, **shape, class_="doubt")


def _axis(seconds: float, top: float) -> Iterator[Markup]:
    """The time, at round moments."""
    step = next((step for step in _STEPS if seconds / step <= _MOST_TICKS), _STEPS[-1])
    ticks = int(seconds / step + 1e-9) if seconds else 0
    while ticks > 2 * _MOST_TICKS:  # many hours
        step, ticks = step * 2, ticks // 2
    for number in range(ticks + 1):
        across = GUTTER + (WIDTH - GUTTER) * (number * step / seconds if seconds else 0.0)
        yield tag("line", x1=round(across, 1), x2=round(across, 1), y1=top, y2=top + 5, class_="rule")
        style = "scale end" if across > WIDTH - 30 else "scale middle" if number else "scale"
        yield _label(clock(number * step), top + 20, style, min(across, WIDTH))
