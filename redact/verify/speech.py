"""An attack on what was silenced: what another model hears in the copy is searched for everything that was hidden.

Beside what is covered a piece of a value is enough, by its figures or by its sound: half of a number, the beginning of
a name. Elsewhere most of it must be there. What was heard beside it in the original too, and was not to go, does not
count. What is found is told with its time, so that another round can take it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from redact.occurrences import Occurrence, folded
from redact.types import Alignment, Edit, Finding, Part, TimeRange
from redact.verify.alike import is_most_of, is_nearly
from redact.verify.beside import pieces_beside
from redact.verify.expected import Expected
from redact.verify.hearing import Word, Words, covers, left_of, not_under
from redact.verify.hidden import Compared, Hidden, Value, around, rows, signs_in
from redact.verify.leaks import Kind, Leak
from redact.verify.standing import standing, stands_among

_PEOPLE = frozenset({"PERSON", "USERNAME"})
_WHY = ("it was heard in the written copy",)


def is_heard(part: Part) -> bool:
    """Whether a text was read from sound."""
    return isinstance(part.alignment, Alignment) and "speech" in part.context.split()


def listeners(texts: Iterable[Part]) -> tuple[str, ...]:
    """Which models texts were heard by, as their reader says it in their context: "speech by whisper-tiny-en"."""
    told = (text.context.partition(" by ")[2] for text in texts if is_heard(text))
    return tuple(sorted({name for names in told for name in names.split(", ") if name}))


def leaks_in_speech(copy: Part, original: Part | None, edits: Iterable[Edit], expected: Expected) -> Iterator[Leak]:
    """Every place in *copy*, a text read from the written sound, where something is heard that was hidden.

    *original* is the text that was read from the same sound before. The hidden values are those of the whole file,
    in whichever of its parts they stood.
    """
    covered = covers(copy.id.rpartition(".")[0], edits)
    values = [Value.of(text, kind) for text, kind in zip(expected.values, expected.types, strict=True)]
    sound = _compared(copy, original, covered, (values, expected))
    found = [*_whole(copy, sound, expected), *_anywhere(sound, values)]
    found += [(each.value.entity_type, words) for each in sound.hidden for words in pieces_beside(sound, each)]
    for entity_type, words in dict.fromkeys((kind, tuple(words)) for kind, words in found):
        places = left_of([word.time for word in words], covered)
        finding = Finding(entity_type, places, 1.0, "verify", why=_WHY) if places else None
        yield Leak(Kind.HEARD, copy.place or copy.id, entity_type, finding=finding)


def _compared(
    copy: Part, original: Part | None, covered: tuple[TimeRange, ...], wanted: tuple[list[Value], Expected]
) -> Compared:
    before, (values, expected) = Words.read(original), wanted
    hidden, gone = [], set()
    for place in _occurrences(original, expected) if original is not None else ():
        if words := before.of(place.start, place.end):
            hidden.append(Hidden(values[place.value], words[0].time.start, max(word.time.end for word in words)))
            gone |= {word.said for word in words}
    stays = not_under((word for word in before.rows if word.said not in gone), covered)
    return Compared(covered, tuple(hidden), Words.read(copy), Words.by_time(stays))


def _occurrences(part: Part, expected: Expected) -> Iterator[Occurrence]:
    """Where hidden values stand in a text that was heard, and do not stay by decision."""
    for place in expected.wanted.occurrences(part.text):
        here = standing(part.text, place.start, place.end)
        if not stands_among(here, expected.stays.get(place.value, ())):
            yield place


def _whole(copy: Part, sound: Compared, expected: Expected) -> Iterator[tuple[str, list[Word]]]:
    """Values that are heard as they were hidden, letter by letter, where they do not stay by decision."""
    for place in _occurrences(copy, expected):
        words = sound.now.of(place.start, place.end)
        known = around(sound.stays, words) if words else ()
        if words and folded(expected.values[place.value]) not in folded(" ".join(word.said.word for word in known)):
            yield expected.types[place.value], words


def _anywhere(sound: Compared, values: Sequence[Value]) -> Iterator[tuple[str, list[Word]]]:
    for row in rows(sound.now.rows):
        yield from ((value.entity_type, row) for value in values if is_most_of(signs_in(row), value.signs))
    names = [(value.entity_type, name) for value in values if value.entity_type in _PEOPLE for name in value.words]
    keys = {name.key for _, name in names}
    for word in sound.now.rows:
        if word.said.key in keys and not word.said.signs and not _stays(word, sound.stays):
            yield from ((kind, [word]) for kind, name in names if is_nearly(word.said, name))


def _stays(word: Word, stays: Words) -> bool:
    """Whether just this word was heard there before, and left."""
    said = word.said.word.casefold()
    return any(each.said.word.casefold() == said for each in around(stays, [word]))
