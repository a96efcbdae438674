"""The policy: which plugins run, what they look for, and what happens to what they find.

TOML becomes frozen values. A key that is not known is an error that names its path; so is a value of the wrong kind.
A policy may extend another: tables are merged, ``name = false`` takes a plugin out, and lists replace lists; a type
that the extending policy finds is no longer one that the policy below only flags.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec

from redact.entities import is_type_name
from redact.errors import PolicyError
from redact.lists import Listed, Lists, checked, listed, with_files
from redact.types import Modality, Release

PluginOptions = dict[str, Any]
Transcript: TypeAlias = Literal["txt", "srt", "vtt", "json"]
"""A form in which what was said is written."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a policy says of one entity type. Empty operator names mean the policy's own for that medium."""

    score: float | None = None
    text: str = ""
    image: str = ""
    video: str = ""
    audio: str = ""
    code: str = ""
    reason: str = ""


class Anonymise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The operator for each medium."""

    text: str = "replace"
    image: str = "fill"
    video: str = "fill"
    audio: str = "silence"


class Verify(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the written copy is checked. ``rounds``: how often what is still found may be taken out and written anew."""

    rounds: int = 6
    read_again: bool = True
    detect_again: bool = True


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the record shows, made from the copies: ``thumbnails`` of pictures and films, ``waveforms`` of sounds."""

    thumbnails: bool = True
    waveforms: bool = True


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody whom the policy knows: the name in full, and what else the texts may call the same person.

    ``also`` holds further names, e-mail addresses, user names, initials.
    """

    name: str
    also: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Person()"

    def __rich_repr__(self) -> Any:
        yield from ()


class Subjects(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is who. ``keep`` names people of whom everything stays, while all others go (a subject access request).

    ``officials = "keep"`` leaves the names of those whom the text shows acting in an office. ``people`` joins what the
    texts alone would not join.
    """

    keep: tuple[str, ...] = ()
    officials: Literal["redact", "keep"] = "redact"
    people: tuple[Person, ...] = ()

    def __repr__(self) -> str:
        return f"Subjects({len(self.keep)} kept, {len(self.people)} people, officials={self.officials!r})"

    def __rich_repr__(self) -> Any:
        yield "kept", len(self.keep)
        yield "people", len(self.people)
        yield "officials", self.officials


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Everything that decides what a run does, besides the input and the key.

    ``find`` names the types that go, ``flag`` those that are pointed out to a reader and stay; ``"*"`` finds every type
    that is not flagged. ``release`` says to whom the outputs go, and so which operators may work. ``transcripts``: in
    which forms what was said is written beside each copy that has sound, hidden in the same places.
    """

    name: str
    find: tuple[str, ...]
    flag: tuple[str, ...] = ()
    description: str = ""
    extends: str = ""
    language: str = "en"
    score: float = 0.4
    code: str = ""
    reason: str = "Personal data"
    release: Release = Release.INTERNAL
    file_names: bool = True
    transcripts: tuple[Transcript, ...] = ()
    handlers: dict[str, PluginOptions] = {}
    readers: dict[str, PluginOptions] = {}
    detectors: dict[str, PluginOptions] = {}
    operators: dict[str, PluginOptions] = {}
    anonymise: Anonymise = Anonymise()
    entities: dict[str, Rule] = {}
    lists: Lists = Lists()
    subjects: Subjects = Subjects()
    verify: Verify = Verify()
    report: Report = Report()

    def __repr__(self) -> str:
        return f"Policy(name={self.name!r}, digest={self.digest[:12]!r})"

    def __rich_repr__(self) -> Any:
        yield "name", self.name
        yield "digest", self.digest[:12]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the policy's values: two policies that say the same have the same digest."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()

    @cached_property
    def listed(self) -> Listed:
        """The policy's lists, ready to work. Built when they are first asked for, once in each process."""
        return listed(self.lists)

    def knowing(self, people: tuple[Person, ...]) -> Policy:
        """The same policy, with people whom it did not know."""
        if not people:
            return self
        subjects = msgspec.structs.replace(self.subjects, people=(*self.subjects.people, *people))
        return msgspec.structs.replace(self, subjects=subjects)

    def transcribing(self, forms: Iterable[str]) -> Policy:
        """The same policy with these forms of transcripts. Raises ``PolicyError`` for one that there is not."""
        try:
            return msgspec.structs.replace(self, transcripts=msgspec.convert(tuple(forms), tuple[Transcript, ...]))
        except msgspec.ValidationError:
            raise PolicyError("there is no such form of transcript", "use txt, srt, vtt or json") from None

    def finds(self, entity_type: str, score: float) -> bool:
        """Whether a finding of that type and score is acted on."""
        named = entity_type in self.find or ("*" in self.find and entity_type not in self.flag)
        return named and score >= self._floor(entity_type)

    def flags(self, entity_type: str, score: float) -> bool:
        """Whether a finding of that type and score is pointed out and left in place."""
        return entity_type in self.flag and score >= self._floor(entity_type)

    def _floor(self, entity_type: str) -> float:
        rule = self.entities.get(entity_type)
        return self.score if rule is None or rule.score is None else rule.score

    def operator_for(self, entity_type: str, modality: Modality) -> str:
        """The name of the operator that acts on that type in that medium."""
        rule = self.entities.get(entity_type)
        own: str = getattr(rule, modality.value) if rule else ""
        return own or str(getattr(self.anonymise, modality.value))

    def operators_in_use(self) -> set[str]:
        """Every operator that the policy can reach."""
        rules: tuple[Anonymise | Rule, ...] = (self.anonymise, *self.entities.values())
        return {name for rule in rules for name in (rule.text, rule.image, rule.video, rule.audio) if name}

    def ground(self, entity_type: str) -> tuple[str, str]:
        """The code and the reason that go on record for that type."""
        rule = self.entities.get(entity_type) or Rule()
        return rule.code or self.code, rule.reason or self.reason


def names() -> tuple[str, ...]:
    """The built-in policies, in alphabetical order."""
    folder = resources.files("redact") / "policies"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


def source(name: str) -> str:
    """The TOML text of a built-in policy. Raises ``PolicyError``."""
    if name not in names():
        raise PolicyError(f"there is no built-in policy {name!r}", f"use one of {', '.join(names())}, or a path")
    return (resources.files("redact") / "policies" / f"{name}.toml").read_text(encoding="utf-8")


def load(name: str | Path) -> Policy:
    """Read a policy by the name of a built-in one or by path. Raises ``PolicyError`` with the path of what is wrong."""
    return parse(_text(name), str(name))


def parse(text: str, origin: str = "policy") -> Policy:
    """Build a policy from TOML text; *origin* names it in errors and, as a path, says where its files of lists are."""
    table = _merged(_table(text, origin), (origin,))
    try:
        policy = msgspec.convert(table, Policy)
    except msgspec.ValidationError as error:
        raise PolicyError(f"{origin}: {error}") from None
    _check(policy, origin)
    return policy


def _text(name: str | Path) -> str:
    path = Path(name)
    if isinstance(name, str) and path.suffix != ".toml" and len(path.parts) == 1:
        return source(name)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"the policy {path} cannot be read ({type(error).__name__})") from None


def _table(text: str, origin: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{origin}: not TOML: {error}") from None
    return with_files(table, Path(origin).parent, origin)


def _merged(table: dict[str, Any], seen: tuple[str, ...]) -> dict[str, Any]:
    base = table.get("extends", "")
    if not isinstance(base, str) or not base:
        return _without_refused(table)
    if base in seen:
        raise PolicyError(f"{seen[0]}: the policy extends itself through {base!r}")
    under = _merged(_table(_text(base), base), (*seen, base))
    return _without_refused(_without_idle(_overlay(_unflagged(under, table), table), table))


def _unflagged(base: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
    """The policy below without the flags of types that the extending one finds: to find is to ask for more."""
    flag, find = base.get("flag"), top.get("find")
    if not isinstance(flag, list) or not isinstance(find, list):
        return base
    return {**base, "flag": [name for name in flag if name not in find]}


def _without_idle(merged: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
    """The merged policy without operators of the one below that its rules, as they are now, do not use."""
    tables, own = merged.get("operators"), top.get("operators", {})
    rules = merged.get("entities", {})
    if not isinstance(tables, dict) or not isinstance(rules, dict):
        return merged
    named = {name for rule in (merged.get("anonymise", {}), *rules.values()) for name in _texts_in(rule)}
    return {**merged, "operators": {name: table for name, table in tables.items() if name in own or name in named}}


def _texts_in(rule: object) -> set[str]:
    return {value for value in rule.values() if isinstance(value, str)} if isinstance(rule, dict) else set()


def _overlay(base: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in top.items():
        under = merged.get(key)
        merged[key] = _overlay(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return merged


def _without_refused(table: dict[str, Any]) -> dict[str, Any]:
    groups = ("handlers", "readers", "detectors", "operators")
    kept = {
        group: {name: options for name, options in table[group].items() if options is not False}
        for group in groups
        if isinstance(table.get(group), dict)
    }
    return {**table, **kept}


def _check(policy: Policy, origin: str) -> None:
    checked(policy.lists, origin)
    _check_types(policy, origin)
    if policy.verify.rounds < 1:
        raise PolicyError(f"{origin}: verify.rounds must be at least 1")
    for field in ("score", *(f"entities.{name}" for name in policy.entities)):
        score = policy.score if field == "score" else policy.entities[field.removeprefix("entities.")].score
        if score is not None and not 0 <= score <= 1:
            raise PolicyError(f"{origin}: {field} must lie between 0 and 1")


def _check_types(policy: Policy, origin: str) -> None:
    for entity_type in (*policy.find, *policy.flag, *policy.entities):
        if not is_type_name(entity_type) and (entity_type != "*" or "*" in policy.flag):
            raise PolicyError(f"{origin}: {entity_type!r} is no entity type", "write it in UPPER_SNAKE")
    both = set(policy.find) & set(policy.flag)
    if both:
        raise PolicyError(f"{origin}: 'find' and 'flag' both name {', '.join(sorted(both))}", "leave it in one of them")
    unreached = (
        set(policy.entities) - {*policy.find, *policy.flag, *policy.lists.types} if "*" not in policy.find else set()
    )
    if unreached:
        raise PolicyError(f"{origin}: rules for {', '.join(sorted(unreached))}, which 'find' does not name")
