"""The nouns that every layer shares. Nothing of ours is imported here, and of others' msgspec alone.

What a text is full of, findings, their places and what is put there, are its structs: made five times faster than
frozen dataclasses, and none of them can be part of a ring, so that the collector need not look at them.

Units and origins, once for all: text offsets are half-open and count code points; pixels have their origin
at the top left and boxes are half-open; time is in seconds from the first sample, half-open.
Identifiers of parts are made of structure ("p3", "s2.r14.c2") and never of a user's words.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.uint8]
    """Height x width x 3, RGB, one byte a channel."""
    Grey: TypeAlias = NDArray[np.uint8]
    """Height x width, how bright each place is."""
    Samples: TypeAlias = NDArray[np.float32]
    """One channel of sound, values in [-1, 1]."""
else:
    Pixels = Grey = Samples = Any


class Modality(StrEnum):
    """The medium that a part is made of."""

    TEXT = "text"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"


# --- Regions: where something stands --------------------------------------------------------------------


class TextSpan(Struct, frozen=True, gc=False):
    """A run of code points in one part, half-open."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle of pixels in one picture; origin top left, half-open."""

    part: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, repr=False)
class TimeRange:
    """A stretch of sound or film in one part, in seconds, half-open.

    ``channel``, from 0, where it is that channel of the sound alone; ``None`` is all of them.
    """

    part: str
    start: float
    end: float
    channel: int | None = None

    def __repr__(self) -> str:
        channel = "" if self.channel is None else f", channel={self.channel}"
        return f"TimeRange(part={self.part!r}, start={self.start!r}, end={self.end!r}{channel})"


@dataclass(frozen=True, slots=True)
class KeyFrame:
    """Where a tracked thing stands at one moment of a film.

    ``seen`` says whether it was looked for and found just then; else it was carried there along the motion, or held.
    It is told to a reviewer and makes no place another one.
    """

    time: float
    box: Box
    seen: bool = field(default=True, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Track:
    """A box that moves through a film: key frames in order of time, at least one.

    Between two key frames the box moves in a straight line; before the first and after the last there is nothing.
    """

    part: str
    keys: tuple[KeyFrame, ...]


Region: TypeAlias = TextSpan | Box | TimeRange | Track


@dataclass(frozen=True, slots=True)
class Alignment:
    """The memory of a derived text: where each of its runs came from.

    Run *i* is ``[starts[i], ends[i])`` of the derived text and came from ``sources[i]``. Runs are sorted and do not
    overlap; what lies between them (spaces that a reader put in) came from nowhere. A run whose source is a
    ``TextSpan`` of the same length maps letter by letter, any other as a whole. ``sureness`` says of each run how sure
    its reader is that it read it rightly, in [0, 1]; empty where the reader does not say.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sources: tuple[Region, ...]
    sureness: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not len(self.starts) == len(self.ends) == len(self.sources):
            raise ValueError("an alignment needs one start, one end and one source per run")
        if self.sureness and len(self.sureness) != len(self.starts):
            raise ValueError("an alignment that tells how sure its reader is tells it of every run")
        edges = [edge for run in zip(self.starts, self.ends, strict=True) for edge in run]
        if any(a > b for a, b in pairwise(edges)):
            raise ValueError("the runs of an alignment must be sorted and must not overlap")

    @classmethod
    def of(cls, runs: list[tuple[int, int, Region]], sureness: Iterable[float] = ()) -> Alignment:
        """Build from ``(start, end, source)`` rows, and how sure the reader is of each."""
        starts, ends, sources = zip(*runs, strict=True) if runs else ((), (), ())
        return cls(tuple(starts), tuple(ends), tuple(sources), tuple(sureness))

    def locate(self, start: int, end: int) -> tuple[Region, ...]:
        """The sources of every run that ``[start, end)`` touches, in reading order; empty where it touches none."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        return tuple(self._slice(i, start, end) for i in range(first, last))

    def _slice(self, run: int, start: int, end: int) -> Region:
        a, b, source = self.starts[run], self.ends[run], self.sources[run]
        if isinstance(source, TextSpan) and source.end - source.start == b - a:
            return TextSpan(source.part, source.start + max(start - a, 0), source.end - max(b - end, 0))
        return source


class Locating(Protocol):
    """What knows where a derived text came from: an ``Alignment``, or something that works it out when asked."""

    def locate(self, start: int, end: int) -> tuple[Region, ...]:
        """The sources of every run that ``[start, end)`` touches, in reading order; empty where it touches none."""
        ...


# --- Content: what a part holds --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """A text that is fetched when it is asked for: those of a long file together fill the memory.

    ``length`` counts code points; ``fetch()`` gives the same text each time.
    """

    length: int
    fetch: Callable[[], str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A still picture that is decoded when it is asked for.

    ``crop``, where there is one, decodes a box of it alone, for less than the whole costs: ``window`` asks it.
    """

    width: int
    height: int
    pixels: Callable[[], Pixels] = field(repr=False)
    crop: Callable[[int, int, int, int], Pixels] | None = field(default=None, repr=False)

    def window(self, left: int, top: int, right: int, bottom: int) -> Pixels:
        """The pixels of a box, half-open, cut off at the picture's edge."""
        left, top = max(left, 0), max(top, 0)
        right, bottom = max(min(right, self.width), left), max(min(bottom, self.height), top)
        if self.crop is not None and right > left and bottom > top:
            return self.crop(left, top, right, bottom)
        pixels: Pixels = self.pixels()[top:bottom, left:right]
        return pixels


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound track that is decoded when it is asked for.

    ``samples(rate, start, stop)`` gives one channel (the mean of all) at *rate* Hz for that stretch of seconds.
    ``channels`` and ``rate`` are those of the source. ``each`` gives every channel alone, where there are several, and
    ``apart`` says that each of them is another speaker's, as in a recorded call, and should be listened to alone.
    """

    duration: float
    rate: int
    channels: int
    samples: Callable[[int, float, float], Samples] = field(repr=False)
    each: tuple[Sound, ...] = field(default=(), repr=False)
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a film: when it is shown, in seconds, and its pixels, which are made when they are asked for.

    ``pixels()`` gives all of it in colour; ``grey(width, height)`` how bright it is, at that size, for far less.
    """

    time: float
    pixels: Callable[[], Pixels] = field(repr=False)
    grey: Callable[[int, int], Grey] = field(repr=False)

    @classmethod
    def of(cls, time: float, pixels: Pixels) -> Frame:
        """A frame whose pixels are there."""

        def grey(width: int, height: int) -> Grey:
            import cv2
            import numpy as np

            small = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
            return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)

        return cls(time, lambda: pixels, grey)


@dataclass(frozen=True, slots=True)
class Clip:
    """A film without its sound, decoded frame by frame: ``frames()`` gives its pictures in order of time.

    ``since``, where there is one, gives those from a moment on, in seconds, without decoding all that stands before.
    """

    width: int
    height: int
    duration: float
    frames: Callable[[], Iterator[Frame]] = field(repr=False)
    since: Callable[[float], Iterator[Frame]] | None = field(default=None, repr=False)


Content: TypeAlias = str | Words | Picture | Sound | Clip


class Part(Struct, frozen=True):
    """One piece of a document that can be looked at on its own: a paragraph, a cell, a page, a sound track.

    ``place`` says where a person would look ("page 3", "sheet 2, cell B4") and holds structure only, never a user's
    words. ``context`` holds the words that stand outside the part and say what it is: a column heading, a JSON key.
    ``declared`` is the entity type that the policy's rules for the format give to the whole part. Parts of one
    ``column`` are values of one kind, one below the other: what most of them are, the others are taken for as well.
    ``count`` says in how many places of the file the same stands, where a handler gives equal values once.
    ``alignment`` is there when the text was derived by a reader. A ``raw`` part (the bytes of a stream, a tag) is
    searched for what was hidden but not run through the detectors.
    """

    id: str
    modality: Modality
    content: Content
    place: str = ""
    page: int | None = None
    language: str = "en"
    context: str = ""
    declared: str = ""
    column: str = ""
    count: int = 1
    alignment: Locating | None = None
    raw: bool = False

    def __repr__(self) -> str:
        return f"Part({self.id!r}, {self.modality!r}, place={self.place!r}, page={self.page}, raw={self.raw})"

    def __rich_repr__(self) -> Any:
        yield from (("id", self.id), ("modality", self.modality), ("place", self.place), ("raw", self.raw))

    @property
    def text(self) -> str:
        """The content of a text part, fetched where it lies elsewhere. Raises ``TypeError`` for any other modality."""
        if isinstance(self.content, str):
            return self.content
        if isinstance(self.content, Words):
            return self.content.fetch()
        raise TypeError(f"part {self.id} holds {self.modality}, not text")

    @property
    def extent(self) -> tuple[float, ...]:
        """How large the part is: characters, (width, height), seconds, or (width, height, seconds)."""
        match self.content:
            case str() as text:
                return (len(text),)
            case Words(length=length):
                return (length,)
            case Picture(width=width, height=height):
                return (width, height)
            case Sound(duration=duration):
                return (duration,)
            case Clip(width=width, height=height, duration=duration):
                return (width, height, duration)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a file (a mail's attachment, a picture in a letter): redacted as a document of its own.

    ``name`` is what the container calls it; its ending chooses the handler. ``folder`` is the path that it has inside
    an archive, relative, without "..": its pieces are redacted as the name is, and the name that comes back has them.
    """

    id: str
    name: str = field(repr=False)
    data: bytes = field(repr=False)
    place: str = ""
    folder: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A file, opened: its parts in reading order and the files inside it. Pages count from 1.

    ``dropped`` lists, in plain words, what the handler found in it and will leave out of every copy; ``notes`` says
    what else a reader of the record should know of it ("it was damaged and has been mended"). ``held`` is the handler's
    own: what it worked out when it loaded the file and would have to work out again for every copy.
    """

    source: Path = field(repr=False)
    media_type: str
    parts: tuple[Part, ...]
    children: tuple[Attachment, ...] = ()
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    held: object = field(default=None, repr=False, compare=False)

    def part(self, part_id: str) -> Part:
        """The part of that id. Raises ``KeyError``."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise KeyError(part_id)


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something that a file holds and does not show: what kind of thing, where, how much of it. Never the thing itself.

    ``kind`` is in plain words ("text under a box"). ``amount`` counts characters where it is text, things elsewhere.
    ``box`` is in pixels of the page's picture, where there is one. What is not ``serious`` is as it should be in many
    files (the text layer of a scan) and only told. ``check`` is the item of the handler's ``checks`` that it fails.
    """

    kind: str
    place: str
    amount: int = 1
    page: int | None = None
    box: Box | None = None
    serious: bool = True
    check: str = ""


# --- Findings and what is done about them ------------------------------------------------------------------


class Finding(Struct, frozen=True, gc=False):
    """Something that may identify a person, and where it stands. Never the text itself.

    ``score`` is in [0, 1]. ``detector`` names plugin, rule and version. ``why`` lists the reasons for the score in
    plain words ("the checksum holds"), without the text. ``subject`` is the person it belongs to, once resolved.
    """

    entity_type: str
    regions: tuple[Region, ...]
    score: float
    detector: str
    subject: str | None = None
    why: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.regions:
            raise ValueError("a finding needs at least one region")
        if not 0.0 <= self.score <= 1.0:
            raise ValueError("a score lies in [0, 1]")

    @property
    def key(self) -> str:
        """A digest of type and regions, so that decisions survive a second run."""
        return hashlib.blake2b(repr((self.entity_type, self.regions)).encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Looked:
    """A stretch of a text part that a detector has examined, half-open, whether or not it found anything there."""

    part: str
    start: int
    end: int


class Verdict(StrEnum):
    """What a reviewer says of a finding."""

    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided about one finding, when and why. ``file`` is the digest of the input.

    ``subject`` gives the finding to somebody ("PERSON-2", or a number that nobody has) whatever was worked out.
    With ``places``, regions in parts of that file, something of type ``entity_type`` goes there: a finding that the
    reviewer moved, instead of where it was found; or, where ``finding`` is the key of just that type and those places,
    one that the reviewer added. To reject such a one takes it back.
    """

    file: str
    finding: str
    verdict: Verdict
    by: str
    when: str
    why: str = ""
    code: str = ""
    subject: str = ""
    entity_type: str = ""
    places: tuple[Region, ...] = ()


class NewText(Struct, frozen=True, gc=False):
    """Put this text there; the empty text removes."""

    text: str


@dataclass(frozen=True, slots=True)
class Fill:
    """Cover the pixels. ``style`` is "solid", or "blur" or "pixelate", which can be undone by a determined reader.

    ``shape`` is "box" or "ellipse"; ``margin`` widens the box on every side by that share of its size. ``label`` is
    written into what is covered, as large as fits; it must tell nothing of what was there. ``cells``: how many blocks
    the longer side of a blurred or pixelated box keeps.
    """

    colour: tuple[int, int, int] = (0, 0, 0)
    style: str = "solid"
    shape: str = "box"
    margin: float = 0.0
    label: str = ""
    cells: int = 6


@dataclass(frozen=True, slots=True)
class Tone:
    """Overwrite the sound: silence where ``hertz`` is 0, else a sine of that frequency."""

    hertz: float = 0.0


@dataclass(frozen=True, slots=True)
class Noise:
    """Overwrite the sound with noise as loud as a quiet voice: the same noise every time, whatever was there."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Overwrite the sound, and say in its place what kind of thing stood there ("name"), where there is time for it.

    ``entity_type`` chooses the words; what follows them, or all of it where they do not fit, is silence.
    """

    entity_type: str


@dataclass(frozen=True, slots=True)
class Disguise:
    """Say the same in another voice. ``seed`` chooses which: whoever knows it can undo it, so it is kept nowhere."""

    seed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Drop:
    """Take the whole part away."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Leave it as it stands, by decision."""


Replacement: TypeAlias = NewText | Fill | Tone | Noise | Spoken | Disguise | Drop | Keep


class Edit(Struct, frozen=True, gc=False):
    """What a handler is told to do at one place."""

    region: Region
    replacement: Replacement
    finding: str


class Effect(StrEnum):
    """What an operator does to a value. Nothing is ever called anonymous."""

    REMOVED = "removed"
    MASKED = "masked"
    PSEUDONYMISED = "pseudonymised"
    KEPT = "kept"


class Release(StrEnum):
    """To whom an output goes: to everybody, to known people under an agreement, to nobody outside."""

    OPEN = "open"
    LIMITED = "limited"
    INTERNAL = "internal"

    def covers(self, other: Release) -> bool:
        """Whether what may be released this widely may be released as *other* says."""
        order = list(Release)
        return order.index(self) <= order.index(other)


@dataclass(frozen=True, slots=True)
class Redaction:
    """One finding, what was done about it, and why: a line of the schedule."""

    finding: Finding
    edits: tuple[Edit, ...]
    operator: str
    effect: Effect
    place: str
    page: int | None = None
    code: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """One passage that is pointed out to a reader and left in place; ``regions`` are its physical places."""

    finding: Finding
    regions: tuple[Region, ...]
    place: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """A token and the value that it stands for: goes to the vault and nowhere else.

    ``subject`` is that of the mention (``contracts.Mention``): the same for one person in every document.
    """

    token: str
    value: str = field(repr=False)
    entity_type: str
    subject: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Known:
    """A value that is known to identify somebody, from elsewhere: the letter that carried an attachment, say."""

    entity_type: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonMark:
    """A person whom a file names, as keyed digests: never the name, and nothing to anybody without the key.

    ``mark`` is of the fullest form of the name; ``shorter`` are of those under which another file may name the same
    person ("collins", "s collins"). Without ``shorter`` this file itself gives a short form only.
    """

    mark: str
    shorter: tuple[str, ...] = ()


class Thumbnail(Struct, frozen=True, gc=False):
    """A small picture of a written copy, for the record: of which part, and of which moment where it is a film.

    ``jpeg`` is the file in base64; ``width`` and ``height`` are its pixels.
    """

    part: str
    jpeg: str
    width: int
    height: int
    time: float | None = None

    def __repr__(self) -> str:
        return f"Thumbnail({self.part!r}, {self.width}x{self.height}, time={self.time})"


class Waveform(Struct, frozen=True, gc=False):
    """How loud a sound is over its time and when its words are heard, for the record; nothing that can be listened to.

    It is that of a written copy, or of a file that waits for a decision, with all that was found in it left out.
    ``peaks``, in base64: for each of as many stretches of equal length, 50 ms or more, its lowest and its highest
    sample, as signed bytes. ``words``, in base64: for each word three numbers of 32 bits, the least byte first: its
    beginning and end in milliseconds, and where it begins in the redacted text, in code points; all that was hidden in
    one place is one word, whose third number has its highest bit set.
    """

    part: str
    seconds: float
    peaks: str
    words: str = ""

    def __repr__(self) -> str:
        return f"Waveform({self.part!r}, {self.seconds})"


class Transcript(Struct, frozen=True, gc=False):
    """What was said in a file, written beside its copy: the released path in the output folder, and its SHA-256."""

    name: str
    digest: str


class Relook(Struct, frozen=True, gc=False):
    """How much of a film was looked at again in the written copy, and by which plugin or check.

    ``frames`` counts the frames whose pixels it asked for, ``of`` those that the film has.
    """

    part: str
    by: str
    frames: int
    of: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something was withheld, in one line: what was wrong, where, what to do next. Never a user's words."""

    what: str
    where: str
    next_step: str
    exit_code: int

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.next_step}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``name`` is the released path relative to the output folder; it hides what it must.

    ``seen`` gives, for each detector of texts, the share of all characters that it says it has examined: 1.0, or
    ``None`` where it says nothing; less than all withholds the file.
    ``target`` is ``None`` when the file was withheld; then ``failures`` says why. ``flagged`` is what was pointed out
    and still stands in the copy. ``extents`` gives the size of each
    part as ``(modality, extent)``; ``timings`` seconds per word of the sentence; ``plugins`` what ran, with versions;
    ``notes`` what a reader of the record should know of a released file; ``relooks`` how much of its films was looked
    at again in the copy, ``transcripts`` what was written beside it, ``shown`` small pictures and ``heard`` waveforms
    of the copy; ``people`` whom it names, as keyed digests, where there is a key; ``children`` what became of the files
    inside it; ``pseudonyms``, ``known``, ``who`` (by subject the words of a person's name) and ``texts`` (of a file
    inside another) hold values and are never stored.
    """

    name: str
    media_type: str = ""
    target: Path | None = field(default=None, repr=False)
    redactions: tuple[Redaction, ...] = ()
    flagged: tuple[Flag, ...] = ()
    failures: tuple[Failure, ...] = ()
    dropped: tuple[str, ...] = ()
    input_digest: str = ""
    output_digest: str = ""
    rounds: int = 0
    extents: Mapping[str, tuple[Modality, tuple[float, ...]]] = field(default_factory=dict)
    timings: Mapping[str, float] = field(default_factory=dict)
    seen: Mapping[str, float | None] = field(default_factory=dict)
    plugins: tuple[str, ...] = ()
    pseudonyms: tuple[Pseudonym, ...] = field(default=(), repr=False)
    known: tuple[Known, ...] = field(default=(), repr=False)
    who: Mapping[str, str] = field(default_factory=dict, repr=False)
    people: tuple[PersonMark, ...] = ()
    notes: tuple[str, ...] = ()
    relooks: tuple[Relook, ...] = ()
    transcripts: tuple[Transcript, ...] = ()
    heard: tuple[Waveform, ...] = field(default=(), repr=False)
    shown: tuple[Thumbnail, ...] = field(default=(), repr=False)
    texts: tuple[str, ...] = field(default=(), repr=False)
    children: tuple[Outcome, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file was released."""
        return bool(self.output_digest) and not self.failures

    @property
    def files(self) -> tuple[Path, ...]:
        """The copy and what was written beside it; none where it was withheld."""
        if self.target is None:
            return ()
        return (self.target, *(self.target.with_name(Path(each.name).name) for each in self.transcripts))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found and acted on."""
        return tuple(redaction.finding for redaction in self.redactions)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every change that was made."""
        return tuple(edit for redaction in self.redactions for edit in redaction.edits)

    @property
    def effect(self) -> Effect:
        """The weakest thing that was done: one pseudonym makes the whole output pseudonymised."""
        order = (Effect.KEPT, Effect.PSEUDONYMISED, Effect.MASKED, Effect.REMOVED)
        done = {redaction.effect for redaction in self.redactions} - {Effect.KEPT}
        return min(done, key=order.index, default=Effect.REMOVED)
