"""What is noted of every page and hardly ever asked for, put away: in memory is only where it lies."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, MutableMapping
from typing import Generic, TypeVar

from redact.media.shelf import Shelf, Slip

T = TypeVar("T")


class Noted(MutableMapping[int, T], Generic[T]):
    """Values of ours by page, from 0. A value that was read is a copy: to change it changes nothing here."""

    def __init__(self) -> None:
        self._shelf, self._slips = Shelf(), dict[int, Slip]()

    def __setitem__(self, index: int, value: T) -> None:
        self._slips[index] = self._shelf.put(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def __getitem__(self, index: int) -> T:
        value: T = pickle.loads(self._slips[index].read())  # noqa: S301  # nobody else can write there
        return value

    def __delitem__(self, index: int) -> None:
        del self._slips[index]

    def __iter__(self) -> Iterator[int]:
        return iter(self._slips)

    def __len__(self) -> int:
        return len(self._slips)

    def __repr__(self) -> str:
        return f"Noted({len(self)} pages)"
