"""Style sheets as far as they hide things: which declarations a page's own sheets make for an element.

Read are rules for names, classes and ids, under one another ("ul.menu > .old"), without a condition or for screens.
Not read are sheets in other files, imports, rules for attributes or states, variables, and layers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SELECTOR = re.compile(r"(?P<tag>[a-z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+)*)", re.IGNORECASE)
_FOR_SCREENS = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*", re.IGNORECASE)
_MOST_RULES = 20_000


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be: its name (empty for any), its classes and its ids. ``child``: right below the last."""

    tag: str
    classes: frozenset[str] = field(repr=False)
    ids: frozenset[str] = field(repr=False)
    child: bool = False

    def fits(self, element: HtmlElement) -> bool:
        """Whether *element* is such a one."""
        return (
            self.tag in ("", element.tag)
            and self.classes <= set((element.get("class") or "").split())
            and self.ids <= {element.get("id")}
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A chain of compounds, the last of which is the element, and what is declared of it."""

    chain: tuple[Compound, ...]
    declared: Mapping[str, str] = field(repr=False)

    @property
    def weight(self) -> tuple[int, int, int]:
        """The specificity: of several rules the heavier wins, then the later."""
        ids = sum(len(one.ids) for one in self.chain)
        classes = sum(len(one.classes) for one in self.chain)
        return ids, classes, sum(bool(one.tag) for one in self.chain)


def declarations(style: str) -> dict[str, str]:
    """The declarations of a ``style`` attribute or of a rule's body; those said to be important come last."""
    pairs = [declaration.partition(":") for declaration in _COMMENT.sub("", style).split(";")]
    named = [(name.strip().casefold(), value.strip().casefold()) for name, colon, value in pairs if colon]
    ordered = sorted(named, key=lambda pair: "!important" in pair[1])
    return {name: value.replace("!important", "").strip() for name, value in ordered}


class Sheets:
    """The rules of all style elements of a page, lightest first."""

    def __init__(self, root: HtmlElement) -> None:
        text = "\n".join(str(element.text_content()) for element in root.iter("style"))
        self._by_key: dict[str, list[Rule]] = {}
        for number, rule in enumerate(sorted(_rules(_COMMENT.sub("", text)), key=lambda rule: rule.weight)):
            if number < _MOST_RULES:
                self._by_key.setdefault(_key(rule.chain[-1]), []).append(rule)

    def declared(self, element: HtmlElement) -> dict[str, str]:
        """What the sheets and the element's own style declare of it."""
        found: dict[str, str] = {}
        if self._by_key:
            keys = ("", str(element.tag), *(f".{name}" for name in (element.get("class") or "").split()))
            rules = [rule for key in (*keys, f"#{element.get('id')}") for rule in self._by_key.get(key, ())]
            for rule in sorted(rules, key=lambda rule: rule.weight):
                if _under(rule.chain, element):
                    found |= rule.declared
        return found | declarations(element.get("style") or "")


def _key(last: Compound) -> str:
    for mark, names in (("#", last.ids), (".", last.classes)):
        for name in sorted(names):
            return mark + name
    return last.tag


def _under(chain: tuple[Compound, ...], element: HtmlElement) -> bool:
    if not chain[-1].fits(element):
        return False
    waiting, holder = list(chain[:-1]), element.getparent()
    must_be_next = chain[-1].child
    while waiting and holder is not None:
        if waiting[-1].fits(holder):
            must_be_next = waiting.pop().child
        elif must_be_next:
            return False
        holder = holder.getparent()
    return not waiting


def _rules(text: str) -> Iterator[Rule]:
    for head, body in _blocks(text):
        if _FOR_SCREENS.fullmatch(head + " "):
            yield from _rules(body)
        elif not head.startswith("@"):
            declared = declarations(body)
            chains = (_chain(selector) for selector in head.split(","))
            yield from (Rule(chain, declared) for chain in chains if chain)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Every ``head { body }`` at the outermost level."""
    depth, start, opened, head = 0, 0, 0, ""
    for mark in re.finditer(r"[{};]", text):
        if mark[0] == "{":
            if not depth:
                head, opened = text[start : mark.start()].strip(), mark.end()
            depth += 1
        elif mark[0] == "}" and depth:
            depth -= 1
            if not depth:
                yield head, text[opened : mark.start()]
        if not depth:
            start = mark.end()


def _chain(selector: str) -> tuple[Compound, ...]:
    chain: list[Compound] = []
    child = False
    for word in selector.replace(">", " > ").split():
        if word == ">":
            child = True
            continue
        match = _SELECTOR.fullmatch(word)
        if not match:
            return ()
        names = re.findall(r"([.#])([\w-]+)", match["rest"])
        tag = (match["tag"] or "").casefold().strip("*")
        kinds = [frozenset(name for mark, name in names if mark == wanted) for wanted in ".#"]
        chain.append(Compound(tag, kinds[0], kinds[1], child))
        child = False
    return tuple(chain)
