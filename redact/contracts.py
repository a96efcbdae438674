"""The plugin contracts, on one page.

A plugin is a class that fits one of these Protocols and is named by an entry point in one of the groups
``redact.handlers``, ``redact.readers``, ``redact.detectors``, ``redact.operators``. Built-ins are declared so too.

Rules that hold for all: the class attribute ``Options`` is a frozen ``msgspec.Struct`` with ``forbid_unknown_fields``;
the policy builds it and the constructor receives it. A constructor loads no model and opens no file: that happens at
first use, through ``redact.weights``. A plugin raises a ``RedactError`` for what it expects to go wrong; anything else
that it raises fails the document. It never logs, prints or puts into an error the text that it saw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Protocol, runtime_checkable

from msgspec import Struct

from redact.types import Document, Edit, Effect, Finding, Looked, Modality, Part, Region, Release, Replacement


class Plugin(Protocol):
    """What every plugin has: a version for the record, and the names of the models that it opens."""

    Options: ClassVar[type]
    version: str
    models: tuple[str, ...]


def nobody_waits(_done: float) -> None:
    """Hear of progress and do nothing."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What ``Handler.write`` is told to do.

    ``edits`` are settled: they do not overlap within a part. ``children`` gives, by attachment id, the redacted file
    and the name that it may carry, with its folder where it had one; an id that is missing there has been withheld and
    must be taken out. ``release`` says to whom the copy goes: the wider, the less may be told by how it is written.
    ``told`` hears what share of the work is done, in [0, 1], from a handler whose work takes long.
    """

    edits: tuple[Edit, ...]
    children: Mapping[str, tuple[str, bytes]] = field(default_factory=dict, repr=False)
    release: Release = Release.OPEN
    told: Callable[[float], None] = field(default=nobody_waits, repr=False)


def same_place(region: Region) -> Region:
    """Where most things of a copy stood: where they stand."""
    return region


@dataclass(frozen=True, slots=True)
class Copied:
    """What ``Handler.write`` tells of its copy, where there is something to tell.

    ``moved`` gives, for the place of an edit, where that which was put there stands in the copy, if it is elsewhere.
    ``notes`` is what a reader of the record should know, in plain words and without the text. ``origin`` tells, of any
    place in a picture of the copy, where in the original that stood which is seen there.
    """

    moved: Mapping[Region, Region] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    origin: Callable[[Region], Region] = same_place


@runtime_checkable
class Handler(Plugin, Protocol):
    """Opens and writes one family of formats. The only kind of code that touches a user's file.

    ``load`` reads and never writes. It offers every place that can hold text, pictures or sound as a part, or knows
    that ``write`` drops it. The same file gives the same part ids every time.
    ``write`` makes a new file at *target* (a temporary name; the pipeline renames it) from *document.source* with the
    changes applied, and drops what it did not offer: metadata, thumbnails, history; ``Document.dropped`` names it.
    It may tell something of the copy.
    ``reopen`` opens a written file by means other than ``write`` used, for verification: picture, film and sound
    parts keep their ids; text may be cut differently; raw streams and tags come as parts with ``raw=True``.
    All three raise ``UnreadableError`` for a file that is damaged, encrypted or not what its name says.

    It may have a method ``unseen(path) -> Iterable[Unseen]``: what a file, whoever made it, holds without showing it.
    ``redact verify FILE`` tells it, and a written copy in which anything serious is found is withheld. With it,
    ``checks: tuple[str, ...]``: every item that it looks at, so that those that pass can be told as well.

    It may have ``becomes: Mapping[str, str]``: endings of files whose copies are of another type, and the ending that
    is put behind the name ("letter.msg" becomes "letter.msg.eml").
    """

    suffixes: ClassVar[frozenset[str]]
    """Lower case, with the dot: ``{".txt", ".md"}``."""

    def load(self, source: Path) -> Document: ...
    def write(self, document: Document, changes: Changes, target: Path) -> Copied | None: ...
    def reopen(self, target: Path) -> Document: ...


@runtime_checkable
class Reader(Plugin, Protocol):
    """Turns pixels, film or sound into text that remembers where every character came from.

    It may have a method ``again(part)``: like ``read``, for the verification, of a written copy.
    """

    modality: ClassVar[Modality]

    def read(self, part: Part) -> Part:
        """A text part derived from *part* (id ``f"{part.id}.ocr"`` or so), with an alignment; empty if none.

        What stands still in a film is aligned with tracks. The alignment says how sure the reading of each run is.
        """
        ...


@runtime_checkable
class Detector(Plugin, Protocol):
    """Finds what may identify a person. Gets only parts of its modalities; sees them all, so it may batch.

    It may have a method ``explain(finding) -> tuple[str, ...]``: how a finding of its own came to its score, in plain
    words and without the text; ``redact detect --explain`` shows them.

    It may have an attribute ``entity_types: frozenset[str]``: all types that its findings can have, so that an
    evaluation of it alone leaves the rest out; without it, anything may be expected of it. A method ``again(parts)``:
    like ``detect``, but looking in another way; verification asks it of the written copy. And a static method
    ``note() -> str``: what a user should know of it as it is installed here, in a few words, for ``redact plugins``.

    A text detector gives ``TextSpan`` regions in the part that it was shown, whatever the text was derived from (or, of
    a derived text, places in the picture, film or sound behind it, which its alignment gives), and
    says with ``Looked`` which stretches of the part it has examined, where it examines them: one that leaves characters
    out (white space does not count) withholds the file. One that says nothing at all is on record as not having stated.
    """

    modalities: ClassVar[frozenset[Modality]]

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]: ...


class Mention(Struct, frozen=True, gc=False):
    """A finding at one physical place, with the text that stood there (empty for pixels and noise).

    ``subject`` says, of a person's name, address or user name, whom it belongs to, in the same words in every document
    ("sarah collins"); ``owner`` the same of a date or an age, as far as its place tells. Both are empty where that is
    not known, and never shown. ``text`` is what the policy puts where the same thing stands in text, for operators that
    write or say it in another medium; empty for a place in a text. ``code`` is the exemption that the policy names.
    """

    finding: Finding
    region: Region
    value: str
    subject: str = ""
    owner: str = ""
    text: str = ""
    code: str = ""

    def __repr__(self) -> str:
        return f"Mention({self.finding!r}, {self.region!r})"

    def __rich_repr__(self) -> Any:
        yield self.finding
        yield self.region


@dataclass(frozen=True, slots=True)
class Secrets:
    """What keyed operators need. The key never comes from a command line and never reaches a record."""

    key: bytes | None = field(default=None, repr=False)


@runtime_checkable
class Operator(Plugin, Protocol):
    """Says what goes in the place of a finding. Constructed with ``(options, secrets)``.

    The same mention always gives the same replacement; no state is kept between calls.

    It may have any of these. ``widest: Release``: to whom at most a file may go in which it has worked; without it
    ``LIMITED`` where its effect is to pseudonymise, and ``OPEN`` otherwise. ``elsewhere: str``: what happens, in a few
    words, in the media that it does not serve, for ``redact plugins``. ``always(entity_type) -> NewText | None``: what
    it puts in the place of every value of that type, so that it need not be asked about each; ``None`` where that
    depends on the value. ``warning(entity_type) -> str``: what should be known of using it for that type, in one line.
    ``redraws: bool`` and ``draws(mention, attempt) -> NewText``: another thing to put there than ``replace`` does,
    which is that of attempt 0, for when it happens to be another value of the document. ``coarsens: bool``: what it
    puts there may hold the value and more, as "40-49" does where "40" stood.
    """

    modalities: ClassVar[frozenset[Modality]]
    effect: ClassVar[Effect]

    def __init__(self, options: Any, secrets: Secrets) -> None: ...
    def replace(self, mention: Mention) -> Replacement: ...
