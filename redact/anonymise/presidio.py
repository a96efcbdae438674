"""Presidio's operators as operators of ours: a policy names one, with its parameters.

Presidio's hash draws a new salt each time unless it is given one; here the salt follows from the key. Its encryption
gives another text for the same value each time and is refused: use ``encrypt``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from redact.anonymise.key import derived, needed_key
from redact.contracts import Mention, Secrets
from redact.errors import MissingError, PluginError, PolicyError
from redact.types import Effect, Keep, Modality, NewText, Release

if TYPE_CHECKING:
    from presidio_anonymizer.operators import Operator

_EFFECTS = {"hash": Effect.PSEUDONYMISED, "redact": Effect.REMOVED, "keep": Effect.KEPT}
_OPEN = frozenset({"replace", "redact", "mask", "keep"})
"""What leaves nothing to undo. What an operator from elsewhere leaves, nobody here knows."""
_INSTALL = "install it with: pip install 'redact[presidio]'"


class PresidioOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``operator``: Presidio's name for it, or "module:Class". ``params``: what Presidio calls its parameters.

    For ``custom`` the parameter ``lambda`` is "module:function".
    """

    operator: str = "replace"
    params: dict[str, Any] = {}


class PresidioOperator:
    """Asks one of Presidio's operators what to put in the place of a value."""

    Options = PresidioOptions
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: Effect = Effect.MASKED
    widest: Release = Release.LIMITED
    elsewhere = "pictures and sound need operators of their own"

    def __init__(self, options: PresidioOptions, secrets: Secrets) -> None:
        if find_spec("presidio_anonymizer") is None:
            raise MissingError("presidio-anonymizer is not installed", _INSTALL)
        self._options = options
        self.effect = _EFFECTS.get(options.operator, Effect.MASKED)
        self.widest = Release.OPEN if options.operator in _OPEN else Release.LIMITED
        self._params = _params(options, secrets)
        self._operator: Operator | None = None

    def replace(self, mention: Mention) -> NewText | Keep:
        if self._options.operator == "keep":
            return Keep()
        params = {"entity_type": mention.finding.entity_type, **self._params}
        operator = self._operator or self._opened(params)
        text = operator.operate(text=mention.value, params=params)
        if not isinstance(text, str):
            raise PluginError("the Presidio operator gave something that is no text")
        return NewText(text)

    def _opened(self, params: dict[str, Any]) -> Operator:
        from presidio_anonymizer.entities import InvalidParamError

        operator = _made(self._options.operator)
        try:
            operator.validate(params=params)
        except InvalidParamError as error:
            raise PolicyError(f"the Presidio operator {self._options.operator!r}: {error}") from None
        self._operator = operator
        return operator


def _params(options: PresidioOptions, secrets: Secrets) -> dict[str, Any]:
    if options.operator == "encrypt":
        raise PolicyError("Presidio's 'encrypt' gives another text each time", "use the operator 'encrypt' of redact")
    params = dict(options.params)
    if options.operator == "hash" and "salt" not in params:
        params["salt"] = derived(needed_key(secrets, "presidio hash"), "presidio salt")
    if options.operator == "custom":
        params["lambda"] = _named(str(params.get("lambda", "")))
    return params


def _made(name: str) -> Operator:
    if ":" in name:
        made: Operator = _named(name)()
        return made
    factory: Any = import_module("presidio_anonymizer.operators").OperatorsFactory()
    known: dict[str, type[Operator]] = factory.get_anonymizers()
    if name not in known:
        raise PolicyError(f"Presidio has no operator {name!r}", f"use one of {', '.join(sorted(known))}")
    return known[name]()


def _named(path: str) -> Any:
    module, _, name = path.partition(":")
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError):
        raise MissingError(
            f"{path!r} cannot be imported", "write it as 'module:name' and install its package"
        ) from None
