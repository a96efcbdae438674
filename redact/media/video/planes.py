"""Pictures of a film covered in the form in which films keep them: one plane of brightness, two coarser ones of colour.

What nothing covers is never turned into red, green and blue, so it stays as it was decoded. Solid fills are laid into
the planes; blurs, cells and labels go through RGB in their own window. A place of the colour planes is covered where
it belongs to any covered pixel. Numbers: ITU-R BT.601, 709 and 2020, brightness from 16 to 235.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from redact.media.pixels import paint, window_of
from redact.media.tracks import Colours, PictureTrack
from redact.media.video.frames import lines_of, lying, turned
from redact.media.video.stencils import Stencil, stencil_of
from redact.types import Box, Fill

if TYPE_CHECKING:
    import numpy as np
    from av import VideoFrame
    from numpy.typing import NDArray

    from redact.media.pixels import Window

    Plane: TypeAlias = NDArray[np.uint8]
else:
    Plane = Window = Any

FORM = "yuv420p"
_WEIGHTS = {1: (0.2126, 0.0722), 4: (0.30, 0.11), 7: (0.212, 0.087), 9: (0.2627, 0.0593), 10: (0.2627, 0.0593)}
_BT601 = (0.299, 0.114)
"""How much red and blue count for brightness, by matrix (ITU-T H.273); BT.601 where nothing is said."""
SD_MATRICES = frozenset({2, 5, 6})
"""What is taken for BT.601: its two names, and nothing said."""


def planes_of(frame: VideoFrame) -> tuple[Plane, ...]:
    """The planes of an eight-bit frame as arrays that share its memory, without what pads their lines."""
    return tuple(lines_of(plane)[: plane.height, : plane.width] for plane in frame.planes)


def taken(frame: VideoFrame, track: PictureTrack) -> VideoFrame:
    """The frame as encoders take it: eight bits, 4:2:0, from 16 to 235, upright, at the size of the track."""
    from av.video.reformatter import ColorRange

    size = lying(track, track.width, track.height)
    matrices = {frame.colorspace, track.colours.matrix}
    same = len(matrices) == 1 or matrices <= SD_MATRICES
    plain = same and frame.format.name == FORM and frame.color_range != ColorRange.JPEG
    if not plain or (frame.width, frame.height) != size:
        form: dict[str, Any] = {"dst_colorspace": track.colours.matrix, "dst_color_range": ColorRange.MPEG}
        flat = frame.reformat(*size, FORM, interpolation=_exactly(), **form)
    else:
        flat = frame
    return _turned(flat, track) if track.rotation else flat


def _exactly() -> int:
    """How colours are converted: rounded, not cut off, so that frames do not darken on the way."""
    from av.video.reformatter import Interpolation

    return Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT


def _turned(flat: VideoFrame, track: PictureTrack) -> VideoFrame:
    planes = [turned(plane, track) for plane in planes_of(flat)]
    return _made(planes, flat, turn=track.rotation % 180 == 90)


def _made(planes: Sequence[Plane], like: VideoFrame, *, turn: bool = False) -> VideoFrame:
    """A new frame of these planes, for the decoder may still need the old one."""
    import av

    width, height = (like.height, like.width) if turn else (like.width, like.height)
    made = av.VideoFrame(width, height, FORM)
    for target, plane in zip(planes_of(made), planes, strict=True):
        target[...] = plane
    made.colorspace, made.color_range = like.colorspace, like.color_range
    made.color_primaries, made.color_trc = like.color_primaries, like.color_trc
    return made


def black(track: PictureTrack) -> VideoFrame:
    """A picture that shows nothing, in the place of one that is damaged."""
    import av

    made = av.VideoFrame(track.width, track.height, FORM)
    for plane, value in zip(planes_of(made), (16, 128, 128), strict=True):
        plane[...] = value
    return made


def covered(frame: VideoFrame, fills: Sequence[tuple[Box, Fill]], colours: Colours) -> VideoFrame:
    """A copy of a frame that ``taken`` gave, covered as ``media.pixels.paint`` covers; the frame itself without fills.

    Raises ``ValueError`` for an unknown style or shape, or a box without numbers.
    """
    if not fills:
        return frame
    made = _made(planes_of(frame), frame)
    planes = planes_of(made)
    for box, fill in sorted(fills, key=lambda pair: pair[1].style == "solid"):
        window = window_of(box, fill, width=frame.width, height=frame.height)
        if window is None:
            continue
        cut = stencil_of(window, fill.shape, frame.width, frame.height)
        if fill.style == "solid" and not fill.label:
            _lay(planes, cut, numbers(fill.colour, colours.matrix))
        else:
            _lay(planes, cut, _through_rgb(made, cut.outer, (box, fill), colours))
    return made


def numbers(colour: tuple[int, int, int], matrix: int) -> tuple[int, int, int]:
    """A colour as brightness and two differences."""
    of_red, of_blue = _WEIGHTS.get(matrix, _BT601)
    red, green, blue = (channel / 255 for channel in colour)
    bright = of_red * red + (1 - of_red - of_blue) * green + of_blue * blue
    bluer, redder = (blue - bright) / (2 - 2 * of_blue), (red - bright) / (2 - 2 * of_red)
    return round(16 + 219 * bright), round(128 + 224 * bluer), round(128 + 224 * redder)


def _lay(planes: Sequence[Plane], cut: Stencil, ink: Sequence[Any]) -> None:
    """Put *ink*, numbers or pieces of planes as large as the window, where the stencil says."""
    import numpy as np

    left, top, right, bottom = cut.outer
    coarse = (left // 2, top // 2, (right + 1) // 2, (bottom + 1) // 2)
    masks = (cut.fine, cut.coarse, cut.coarse)
    for plane, where, put, (x, y, to_x, to_y) in zip(planes, masks, ink, (cut.outer, coarse, coarse), strict=True):
        np.copyto(plane[y:to_y, x:to_x], put, where=where)


def _through_rgb(
    frame: VideoFrame, window: Window, what: tuple[Box, Fill], colours: Colours
) -> tuple[Plane, Plane, Plane]:
    """The window as it is after painting, in the three planes."""
    import av
    import numpy as np

    left, top, right, bottom = window
    x, y = left - left % 2, top - top % 2
    piece = _cut(frame, (x, y, right, bottom))
    convert: dict[str, Any] = {"interpolation": _exactly()}
    shown = np.asarray(piece.to_ndarray(format="rgb24", src_colorspace=colours.matrix, **convert), np.uint8)
    box, fill = what
    moved = replace(box, left=box.left - x, top=box.top - y, right=box.right - x, bottom=box.bottom - y)
    painted = av.VideoFrame.from_ndarray(paint(shown, [(moved, fill)]), format="rgb24")
    bright, *others = planes_of(
        painted.reformat(format=FORM, dst_colorspace=colours.matrix, dst_color_range=1, **convert)
    )
    return bright[top - y :, left - x :], others[0], others[1]


def _cut(frame: VideoFrame, window: Window) -> VideoFrame:
    """A window of a frame, that begins at even numbers, as a frame."""
    import av

    left, top, right, bottom = window
    made = av.VideoFrame(right - left, bottom - top, FORM)
    steps = (1, 2, 2)
    for target, plane, step in zip(planes_of(made), planes_of(frame), steps, strict=True):
        height, width = target.shape
        target[...] = plane[top // step : top // step + height, left // step : left // step + width]
    made.color_range = 1
    return made
