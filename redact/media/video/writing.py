"""Pictures of a film written again: frame by frame, at the same times, covered where told.

VP9 where the container takes it, MPEG-4 Part 2 in QuickTime and AVI: free encoders both. A frame that nothing covers is
never turned into RGB, so it passes with the loss of one encoding only.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from redact.media.containers import Container
from redact.media.pixels import paint
from redact.media.samples import Damage
from redact.media.tracks import PictureTrack
from redact.media.video.frames import FrameClock, exactly, upright
from redact.media.video.shades import Shade, covering
from redact.types import Box, Fill

if TYPE_CHECKING:
    from av import Packet, VideoFrame
    from av.container import OutputContainer
    from av.video.stream import VideoStream

WITHOUT_VP9 = frozenset({"mov", "avi"})
VP9 = {"deadline": "realtime", "cpu-used": "7", "row-mt": "1", "tile-columns": "2", "b": "0", "g": "150"}
MPEG4 = {"g": "60"}
THREADS = 2


class PictureLane:
    """The picture track on its way into a new file: packets in, encoded packets out."""

    def __init__(
        self, sink: tuple[OutputContainer, Container], track: PictureTrack, origin: Fraction, quality: int
    ) -> None:
        self._track = track
        self._clock = FrameClock(track, origin)
        self._damage = Damage()
        self._base = 1 / track.rate if sink[1].writer == "avi" else track.time_base
        self._last = -1
        self._out = _stream(*sink, track, quality)
        self._out.codec_context.time_base = self._base
        self.shades: tuple[Shade, ...] = ()

    def push(self, packet: Packet[Any]) -> Iterator[Packet[Any]]:
        """What the encoder gives for the frames of one packet; the empty last packet flushes the decoder."""
        for frame in self._damage.decode(packet):
            tick = self._clock.tick(frame)
            shown = _flat(frame, covering(self.shades, self._clock.seconds(tick)), self._track)
            self._stamp(shown, tick, frame)
            yield from self._out.encode(shown)

    def finish(self) -> Iterator[Packet[Any]]:
        """The encoder's last packets. Raises ``UnreadableError`` when too much could not be decoded."""
        self._damage.judge()
        yield from self._out.encode(None)

    def _stamp(self, shown: VideoFrame, tick: int, source: VideoFrame) -> None:
        from av.video.frame import PictureType

        self._last = max(round(tick * self._track.time_base / self._base), self._last + 1)
        known = source.duration and source.time_base
        duration = source.duration * Fraction(source.time_base or 1) if known else 1 / self._track.rate
        shown.pts, shown.time_base = self._last, self._base
        shown.duration = max(round(duration / self._base), 1)
        shown.pict_type = PictureType.NONE


def _flat(frame: VideoFrame, fills: list[tuple[Box, Fill]], track: PictureTrack) -> VideoFrame:
    """The frame as the encoder takes it: eight bits, 4:2:0, limited range, covered, upright."""
    import av
    from av.video.reformatter import ColorRange

    form: dict[str, Any] = {"format": "yuv420p", "dst_color_range": ColorRange.MPEG, "interpolation": exactly()}
    if not fills and not frame.rotation % 360:
        return frame.reformat(width=track.width, height=track.height, **form)
    pixels = upright(frame, track)
    painted = av.VideoFrame.from_ndarray(paint(pixels, fills) if fills else pixels, format="rgb24")
    return painted.reformat(dst_colorspace=track.colours.matrix, **form)


def _stream(sink: OutputContainer, kind: Container, track: PictureTrack, quality: int) -> VideoStream:
    if kind.writer in WITHOUT_VP9:
        quantiser = str(max(quality // 8, 1))
        encoder, options = "mpeg4", MPEG4 | {"qmin": quantiser, "qmax": quantiser}
    else:
        encoder, options = "libvpx-vp9", VP9 | {"crf": str(quality)}
    made = sink.add_stream(encoder, rate=track.rate, options=options | {"flags": "+bitexact"})
    stream = cast("VideoStream", made)
    stream.width, stream.height, stream.pix_fmt = track.width, track.height, "yuv420p"
    context = stream.codec_context
    context.thread_count = THREADS
    context.colorspace, context.color_range = track.colours.matrix, 1
    context.color_primaries, context.color_trc = track.colours.primaries, track.colours.transfer
    return stream
