"""Layers that a PDF keeps switched off: what is on them is in the file, and nobody sees it. PDF 32000-1, 8.11."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from redact.media.pdf.objects import as_dictionary, as_list, key_of, name_of


def hidden_in(root: Any) -> Callable[[Any], bool]:
    """A test of optional content dictionaries, by the file's default configuration; unknown layers count as hidden."""
    properties = as_dictionary(root.get("/OCProperties"))
    groups = {key for group in as_list(properties.get("/OCGs")) if (key := key_of(group))}
    default = as_dictionary(properties.get("/D"))
    shown = set() if name_of(default.get("/BaseState")) == "/OFF" else set(groups)
    shown |= {key for group in as_list(default.get("/ON")) if (key := key_of(group))}
    shown -= {key for group in as_list(default.get("/OFF")) if (key := key_of(group))}
    return lambda content: content is not None and not _is_shown(content, shown)


def _is_shown(content: Any, shown: set[tuple[int, int]]) -> bool:
    dictionary = as_dictionary(content)
    if name_of(dictionary.get("/Type")) != "/OCMD":
        return key_of(content) in shown
    expression = as_list(dictionary.get("/VE"))
    if expression:
        return _holds(expression, shown, 0)
    groups = dictionary.get("/OCGs")
    states = [key_of(group) in shown for group in as_list(groups) or ([groups] if as_dictionary(groups) else [])]
    policy = name_of(dictionary.get("/P", "/AnyOn"))
    decided = {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}
    return not states or decided.get(policy, any(states))


def _holds(expression: list[Any], shown: set[tuple[int, int]], depth: int) -> bool:
    """``[/And …]``, ``[/Or …]``, ``[/Not x]`` over layers."""
    if depth > 32:
        return False
    members = [
        _holds(as_list(member), shown, depth + 1) if as_list(member) else key_of(member) in shown
        for member in expression[1:]
    ]
    match name_of(expression[0]):
        case "/Not":
            return not any(members)
        case "/And":
            return all(members)
        case _:
            return any(members)
