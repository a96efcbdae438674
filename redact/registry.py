"""Plugins by name, from entry points. Nothing is imported until a policy asks for it."""

from __future__ import annotations

import mimetypes
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import msgspec

from redact import rules
from redact.contracts import Detector, Handler, Operator, Plugin, Reader, Secrets
from redact.errors import MissingError, PolicyError, RedactError, UnsupportedError
from redact.guard import guarded
from redact.policy import Policy
from redact.types import Modality, NewText

_OFFICE = frozenset(
    ".doc .xls .ppt .xlsb .pages .numbers .key .one .vsdx .pub .pst .ost .heic .rar .psd .ai .dwg .djvu .xps".split()
)
GROUPS = ("handlers", "readers", "detectors", "operators")
_CONTRACTS: dict[str, type] = {"handlers": Handler, "readers": Reader, "detectors": Detector, "operators": Operator}


@lru_cache(maxsize=16)
def _points(group: str, _path: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    """What the packages on the path offer: to ask them takes 5 ms, and a policy names some 50 plugins."""
    return tuple(entry_points(group=f"redact.{group}"))


def available(group: str) -> dict[str, list[EntryPoint]]:
    """Names on offer in *group* and the packages that offer them, without importing any."""
    offers: dict[str, list[EntryPoint]] = {}
    for point in _points(group, tuple(sys.path)):
        offers.setdefault(point.name, []).append(point)
    return offers


def load(group: str, name: str) -> type:
    """Import the class behind *name*. Raises ``PolicyError`` if none or several packages offer it."""
    points = available(group).get(name, [])
    if not points:
        raise PolicyError(f"no {group} plugin is called {name!r}", f"use one of: {', '.join(sorted(available(group)))}")
    if len({point.value for point in points}) > 1 or len({_owner(point) for point in points}) > 1:
        owners = " and ".join(sorted(_owner(point) for point in points))
        raise PolicyError(f"the {group} plugin {name!r} is offered by {owners}", "uninstall one of them")
    return _imported(points[0], group)


def _owner(point: EntryPoint) -> str:
    return str(point.dist.name) if point.dist else "an unknown package"


def _imported(point: EntryPoint, group: str) -> type:
    loaded = guarded(_called(group, point.name), _loaded, point, group)
    if not isinstance(loaded, type) or not hasattr(loaded, "Options"):
        raise PolicyError(f"the {group} plugin {point.name!r} is no plugin class", f"report it to {_owner(point)}")
    return loaded


def _loaded(point: EntryPoint, group: str) -> Any:
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        problem = f"{_called(group, point.name)} cannot be imported ({type(error).__name__})"
        raise MissingError(problem, f"reinstall {_owner(point)}") from None


def _called(group: str, name: str) -> str:
    return f"the {group} plugin {name!r}"


def options_for(plugin: type, options: dict[str, Any], path: str) -> Any:
    """The plugin's options as its own frozen type. Raises ``PolicyError`` that names the path of what is wrong."""
    try:
        return msgspec.convert(options, plugin.Options)  # type: ignore[attr-defined]  # checked by _imported
    except msgspec.ValidationError as error:
        raise PolicyError(f"{path}: {error}") from None


@dataclass(frozen=True)
class Tools:
    """The plugins that one policy names, ready to work. Models are opened by the plugins at first use."""

    policy: Policy
    handlers: dict[str, Handler] = field(repr=False)
    readers: dict[str, Reader] = field(repr=False)
    detectors: dict[str, Detector] = field(repr=False)
    operators: dict[str, Operator] = field(repr=False)
    secrets: Secrets = field(default=Secrets(), repr=False)
    _chosen: dict[tuple[str, Modality], tuple[str, Operator]] = field(default_factory=dict, init=False, repr=False)
    _always: dict[str, NewText | None] = field(default_factory=dict, init=False, repr=False)

    def handler_for(self, suffix: str) -> tuple[str, Handler]:
        """The handler of files with that ending. Raises ``UnsupportedError``."""
        for name, handler in self.handlers.items():
            if suffix.lower() in handler.suffixes:
                return name, handler
        raise UnsupportedError(f"no handler for files of type {self.ending(suffix) or 'unknown'}")

    def ending(self, suffix: str) -> str:
        """The ending in lower case when it is a type of file, else nothing: in "letter.smith" it is somebody's name."""
        ending = suffix.lower()
        served = any(ending in handler.suffixes for handler in self.handlers.values())
        return ending if served or ending in _OFFICE or ending in mimetypes.MimeTypes().types_map[True] else ""

    def operator_for(self, entity_type: str, modality: Modality) -> tuple[str, Operator]:
        """The operator that the policy names for that type in that medium."""
        chosen = self._chosen.get((entity_type, modality))
        if chosen is None:
            name = self.policy.operator_for(entity_type, modality)
            chosen = self._chosen[entity_type, modality] = name, self.operators[name]
        return chosen

    def always(self, entity_type: str) -> NewText | None:
        """What is put in the place of every value of that type in a text; ``None`` where its operator must be asked."""
        if entity_type not in self._always:
            name, operator = self.operator_for(entity_type, Modality.TEXT)
            always = getattr(operator, "always", None)
            what = guarded(name, always, entity_type) if always else None
            self._always[entity_type] = what if isinstance(what, NewText) else None
        return self._always[entity_type]

    def warnings(self) -> tuple[str, ...]:
        """What the policy's operators say should be known of using them for the types that it names."""
        media = (Modality.TEXT, Modality.AUDIO)
        named = [(name, medium) for name in self.policy.find if name != "*" for medium in media]
        said = [(name, self.operator_for(name, medium)) for name, medium in named]
        asked = [(name, plugin, getattr(operator, "warning", None)) for name, (plugin, operator) in said]
        lines = [guarded(plugin, warning, name) for name, plugin, warning in asked if warning]
        return tuple(dict.fromkeys(filter(None, lines)))

    def versions(self) -> tuple[str, ...]:
        """Every plugin as ``group/name version``, for the record."""
        groups: tuple[tuple[str, dict[str, Any]], ...] = (
            ("handlers", self.handlers),
            ("readers", self.readers),
            ("detectors", self.detectors),
            ("operators", self.operators),
        )
        return tuple(
            f"{group}/{name} {plugin.version}" for group, plugins in groups for name, plugin in plugins.items()
        )

    def models(self) -> tuple[str, ...]:
        """The names of every model that these plugins may open."""
        plugins: tuple[Plugin, ...] = (
            *self.handlers.values(),
            *self.readers.values(),
            *self.detectors.values(),
            *self.operators.values(),
        )
        return tuple(sorted({model for plugin in plugins for model in plugin.models}))


def build(policy: Policy, secrets: Secrets) -> Tools:
    """Make every plugin that *policy* names. Raises ``PolicyError`` or ``MissingError`` before any file is touched."""
    tools = Tools(
        policy,
        handlers=_plain("handlers", policy.handlers),
        readers=_plain("readers", policy.readers),
        detectors=_plain("detectors", policy.detectors),
        operators=_operators(policy, secrets),
        secrets=secrets,
    )
    _check_endings(tools)
    rules.check_reach(policy, tools.detectors.values())
    rules.check_media(policy, tools.operators, _serving)
    rules.check_release(policy, tools.operators)
    return tools


def _plain(group: str, named: dict[str, dict[str, Any]]) -> dict[str, Any]:
    made = {}
    for name, options in named.items():
        plugin = load(group, name)
        fitted = options_for(plugin, options, f"{group}.{name}")
        made[name] = _fitting(guarded(_called(group, name), plugin, fitted), group, name)
    return made


def _operators(policy: Policy, secrets: Secrets) -> dict[str, Operator]:
    unknown = set(policy.operators) - policy.operators_in_use()
    if unknown:
        raise PolicyError(f"operators.{sorted(unknown)[0]}: no rule uses this operator")
    made = {}
    for name in sorted(policy.operators_in_use()):
        options = dict(policy.operators.get(name, {}))
        plugin = load("operators", str(options.pop("plugin", name)))
        fitted = options_for(plugin, options, f"operators.{name}")
        operator = guarded(_called("operators", name), plugin, fitted, secrets)
        made[name] = _fitting(operator, "operators", name)
    return made


def _fitting(plugin: Any, group: str, name: str) -> Any:
    if not isinstance(plugin, _CONTRACTS[group]):
        raise PolicyError(f"the {group} plugin {name!r} does not fit its contract", "see redact/contracts.py")
    return plugin


def _check_endings(tools: Tools) -> None:
    taken: dict[str, str] = {}
    for name, handler in tools.handlers.items():
        for suffix in handler.suffixes:
            if suffix in taken:
                raise PolicyError(f"handlers {taken[suffix]!r} and {name!r} both serve {suffix}", "take one out")
            taken[suffix] = name


def _serving(modality: Modality) -> Iterator[str]:
    """The installed operators that serve a medium."""
    for name in sorted(available("operators")):
        try:
            plugin = load("operators", name)
        except RedactError:
            continue
        if modality in getattr(plugin, "modalities", ()):
            yield name
