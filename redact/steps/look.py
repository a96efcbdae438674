"""Reading and detecting: parts in, derived texts and findings out, every region checked against its part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from msgspec import structs

from redact.contracts import Detector
from redact.errors import PluginError
from redact.guard import guarded
from redact.progress import StepListener
from redact.registry import Tools
from redact.steps.columns import declared, like_their_column
from redact.steps.films import Kept, Way, looked_over
from redact.steps.seen import share_seen
from redact.steps.tally import Tally
from redact.types import (
    Alignment,
    Box,
    Clip,
    Finding,
    Frame,
    Looked,
    Modality,
    Part,
    Region,
    Samples,
    Sound,
    TextSpan,
    TimeRange,
    Track,
    Words,
)

_SLACK = 2.0


def read(parts: Sequence[Part], tools: Tools, listen: StepListener, *, again: bool = False) -> list[Part]:
    """The texts that the readers find in pictures and sound. Raises ``PluginError`` for a lying alignment.

    With *again*, readers that read a written copy in another way read it that way.
    """
    jobs = [
        (name, reader, part)
        for part in parts
        for name, reader in tools.readers.items()
        if part.modality is reader.modality and not part.raw
    ]
    derived = []
    for number, (name, reader, part) in enumerate(jobs):
        listen("read", number / len(jobs))
        way = getattr(reader, "again", reader.read) if again else reader.read
        text = guarded(name, way, watched(part, partial(listen, "read"), number / len(jobs)))
        _check_reading(name, text, part)
        derived.append(text)
    return derived


@dataclass(frozen=True, slots=True)
class Examined:
    """What the detectors found, and the share of all characters that each detector of texts says it has examined."""

    findings: list[Finding]
    seen: dict[str, float | None]


def detect(
    parts: Sequence[Part], tools: Tools, listen: StepListener, *, again: bool = False, tally: Tally | None = None
) -> list[Finding]:
    """The findings of ``examine``; with *again*, detectors that know another way of looking look that way.

    The *tally* counts which frames of films each of them looks at.
    """
    ways = {name: _another_way(detector) if again else detector.detect for name, detector in tools.detectors.items()}
    ways = {name: tally.way(name, way) for name, way in ways.items()} if tally else ways
    return _examined(parts, tools, listen, ways, None).findings


def examine(parts: Sequence[Part], tools: Tools, listen: StepListener, kept: Kept | None = None) -> Examined:
    """What every detector finds in the parts of its media, and what rules and columns say of texts.

    What is *kept* of long films is not looked for again. Raises ``PluginError`` for a region outside its part, and for
    a detector that says that it left characters out.
    """
    ways = {name: detector.detect for name, detector in tools.detectors.items()}
    return _examined(parts, tools, listen, ways, kept)


def _examined(
    parts: Sequence[Part], tools: Tools, listen: StepListener, ways: Mapping[str, Way], kept: Kept | None
) -> Examined:
    looked_at = [part for part in parts if not part.raw and part.content != ""]
    examined = Examined([], {})
    for number, (name, detector) in enumerate(tools.detectors.items()):
        share = number / len(tools.detectors)
        listen("detect", share)
        shown = [
            watched(part, partial(listen, "detect"), share)
            for part in looked_at
            if part.modality in detector.modalities
        ]
        looking = f"{name} {detector.version}"
        found = guarded(name, partial(looked_over, looking, ways[name]), shown, kept) if shown else []
        findings = [each for each in found if not isinstance(each, Looked)]
        examined.findings.extend(_checked(name, findings, shown, _behind(shown, looked_at)))
        if any(part.modality is Modality.TEXT for part in shown):
            examined.seen[name] = share_seen(name, [each for each in found if isinstance(each, Looked)], shown)
    texts = [part for part in looked_at if part.modality is Modality.TEXT]
    examined.findings.extend((*declared(texts), *like_their_column(texts, examined.findings)))
    return examined


def _another_way(detector: Detector) -> Way:
    way: Way = getattr(detector, "again", detector.detect)
    return way


def watched(part: Part, told: Callable[[float], None], share: float) -> Part:
    """The same part; a film or a sound tells how far it has been looked at or heard, beginning at that *share*."""
    content = part.content
    if not isinstance(content, Clip | Sound) or not content.duration:
        return part

    def at(seconds: float) -> None:
        told(share + (1 - share) * min(seconds / content.duration, 1.0))

    return structs.replace(part, content=_seen(content, at) if isinstance(content, Clip) else _heard(content, at))


def _seen(clip: Clip, at: Callable[[float], None]) -> Clip:
    def telling(frames: Iterator[Frame]) -> Iterator[Frame]:
        for frame in frames:
            at(frame.time)
            yield frame

    since = clip.since
    from_then = (lambda start: telling(since(start))) if since else None
    return replace(clip, frames=lambda: telling(clip.frames()), since=from_then)


def _heard(sound: Sound, at: Callable[[float], None]) -> Sound:
    def samples(rate: int, start: float, stop: float) -> Samples:
        at(start)
        return sound.samples(rate, start, stop)

    return replace(sound, samples=samples, each=tuple(_heard(each, at) for each in sound.each))


def _check_reading(name: str, text: Part, part: Part) -> None:
    if text.modality is not Modality.TEXT or not isinstance(text.content, str | Words) or text.id == part.id:
        raise PluginError(f"{name} gave no text part of its own")
    if text.text.strip() and not isinstance(text.alignment, Alignment):
        raise PluginError(f"{name} gave a text without an alignment")
    for source in text.alignment.sources if isinstance(text.alignment, Alignment) else ():
        _check_region(name, source, {part.id: part})


def _behind(derived: Sequence[Part], parts: Iterable[Part]) -> list[Part]:
    """The pictures, films and sounds that texts were read from: a detector of texts may point at them, too."""
    sources = {part.id.rpartition(".")[0] for part in derived if part.alignment}
    return [part for part in parts if part.id in sources]


def _checked(name: str, findings: list[Finding], parts: Sequence[Part], behind: Sequence[Part]) -> list[Finding]:
    by_id = {part.id: part for part in (*behind, *parts)}
    ends = {part.id: part.extent[0] for part in parts if part.modality is Modality.TEXT}
    for finding in findings:
        if not isinstance(finding, Finding):
            raise PluginError(f"{name} gave something that is no finding")
        for region in finding.regions:
            if not (isinstance(region, TextSpan) and 0 <= region.start < region.end <= ends.get(region.part, 0)):
                _check_region(name, region, by_id)
    return findings


def _check_region(name: str, region: Region, parts: dict[str, Part]) -> None:
    part = parts.get(region.part)
    if part is None or not is_inside(region, part):
        raise PluginError(f"{name} gave a region outside its part")


def is_inside(region: Region, part: Part) -> bool:
    """Whether a region lies in a part, a box at least with a corner of it."""
    match region, part.modality:
        case TextSpan(start=start, end=end), Modality.TEXT:
            return 0 <= start < end <= part.extent[0]
        case Box(), Modality.IMAGE | Modality.VIDEO:
            return _box_is_inside(region, part)
        case TimeRange(start=start, end=end, channel=channel), Modality.AUDIO | Modality.VIDEO:
            channels = part.content.channels if isinstance(part.content, Sound) else 0
            return 0 <= start < end <= part.extent[-1] + _SLACK and (channel is None or 0 <= channel < channels)
        case Track(keys=keys), Modality.VIDEO:
            return bool(keys) and all(_box_is_inside(key.box, part) for key in keys)
        case _:
            return False


def _box_is_inside(box: Box, part: Part) -> bool:
    width, height = part.extent[:2]
    shaped = box.left < box.right and box.top < box.bottom
    return shaped and box.right > 0 and box.bottom > 0 and box.left < width and box.top < height
